"""The files of an import: CSV and lines of JSON, plain, packed (gzip) or in an archive (zip)."""

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeVar

T = TypeVar("T")

LONGEST_FIELD = 1 << 20
_TEXTS = frozenset({".csv", ".ndjson", ".jsonl"})


class ImportRefusedError(ValueError):
    """A file that cannot be read at all; the message names it and says what to do."""


class FieldError(ValueError):
    """A value that cannot be used.

    Attributes:
        column: the field.
        reason: what it must be.

    """

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"'{column}' {reason}")
        self.column = column
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that was not taken.

    Attributes:
        file: where it stands; of an archive, ``archive.zip/name.csv``.
        line: its number, from 1; of a record over several lines, that of its last.
        column: the field that is wrong; empty where it is the whole line.
        reason: what is wrong.
        text: the record as CSV, or as the line of JSON that it is.

    """

    file: str
    line: int
    column: str
    reason: str
    text: str

    def __str__(self) -> str:
        """As one reads it: ``file:line: 'column' reason``."""
        where = f"{self.file}:{self.line}: "
        return where + (f"'{self.column}' {self.reason}" if self.column else self.reason)


@dataclass(slots=True)
class Report:
    """What is told of the reading.

    Attributes:
        refuse: called with each line that is not taken.
        read: how many records were read, the refused among them.
        notes: what whoever imports should know, each once.

    """

    refuse: Callable[[Refusal], None]
    read: int = 0
    refused: int = 0
    notes: dict[str, None] = field(default_factory=dict)

    def note(self, text: str) -> None:
        """Tell something once."""
        self.notes[text] = None


@dataclass
class Table:
    """One text of records.

    Attributes:
        path: as it is told to people.
        text: its lines.
        report: what is told of the reading.

    """

    path: str
    text: IO[str]
    report: Report

    @property
    def name(self) -> str:
        """The file's own name, in lower case."""
        return self.path.rpartition("/")[2].lower()

    def header(self) -> list[str]:
        """The names of the columns, which are read off; a line that begins with ``#`` is none.

        Raises:
            ImportRefusedError: there is none.

        """
        self._reader = csv.reader(self.text)
        for row in self._reader:
            if row and not row[0].startswith("#") and any(row):
                return [name.strip() for name in row]
        raise ImportRefusedError(f"{self.path} has no line with the names of its columns.")

    def records(self, width: int, take: Callable[[list[str]], T | None]) -> Iterator[T]:
        """What ``take`` makes of each record below the header; what it refuses is told, and left out."""
        rows = iter(self._reader)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as problem:
                self.refuse("", f"is no CSV: {problem}", [])
                continue
            if not row:
                continue
            self.report.read += 1
            if len(row) != width:
                self.refuse("", f"has {len(row)} columns, not {width}", row)
                continue
            try:
                found = take(row)
            except FieldError as problem:
                self.refuse(problem.column, problem.reason, row)
                continue
            if found is not None:
                yield found

    def lines(self, take: Callable[[str], T]) -> Iterator[T]:
        """What ``take`` makes of each line."""
        for number, line in enumerate(self.text, 1):
            if not line.strip():
                continue
            self.report.read += 1
            try:
                found = take(line)
            except FieldError as problem:
                self._tell(Refusal(self.path, number, problem.column, problem.reason, line.rstrip("\n")))
                continue
            yield found

    def refuse(self, column: str, reason: str, row: Sequence[str]) -> None:
        """Tell that the record just read is not taken."""
        text = io.StringIO()
        csv.writer(text, lineterminator="").writerow(row)
        self._tell(Refusal(self.path, self._reader.line_num, column, reason, text.getvalue()))

    def _tell(self, refusal: Refusal) -> None:
        self.report.refused += 1
        self.report.refuse(refusal)


class Files:
    """Some files, read one after another.

    Attributes:
        total: their bytes on disk.

    """

    def __init__(self, paths: Sequence[Path], report: Report) -> None:
        missing = [str(path) for path in paths if not path.is_file()]
        if missing:
            raise ImportRefusedError(f"There is no file {', '.join(missing)}.")
        self._paths = paths
        self._report = report
        self.total = sum(path.stat().st_size for path in paths)
        self._before = 0
        self._raw: IO[bytes] | None = None

    @property
    def done(self) -> int:
        """How many of these bytes were read."""
        return self._before + (self._raw.tell() if self._raw and not self._raw.closed else 0)

    def tables(self) -> Iterator[Table]:
        """Each text of records, archives opened; a table is to be read before the next is asked for.

        Raises:
            ImportRefusedError: a file is of no kind that is known, or damaged.

        """
        csv.field_size_limit(LONGEST_FIELD)
        self._before = 0
        for path in self._paths:
            with path.open("rb") as raw:
                self._raw = raw
                try:
                    yield from self._opened(path, raw)
                except (zipfile.BadZipFile, gzip.BadGzipFile, EOFError) as problem:
                    raise ImportRefusedError(f"{path} is damaged: {problem}.") from None
            self._before += path.stat().st_size

    def _opened(self, path: Path, raw: IO[bytes]) -> Iterator[Table]:
        if path.suffix == ".zip":
            with zipfile.ZipFile(raw) as archive:
                for member in archive.infolist():
                    if Path(member.filename).suffix.lower() in _TEXTS:
                        with archive.open(member) as file:
                            yield self._table(f"{path.name}/{member.filename}", file)
            return
        bare = path.with_suffix("") if path.suffix == ".gz" else path
        if bare.suffix.lower() not in _TEXTS:
            raise ImportRefusedError(f"{path} is none of {', '.join(sorted(_TEXTS))}, .gz of one of them, or .zip.")
        if path.suffix == ".gz":
            with gzip.open(raw) as unpacked:
                yield self._table(path.name, unpacked)
        else:
            yield self._table(path.name, raw)

    def _table(self, path: str, file: IO[bytes] | gzip.GzipFile) -> Table:
        # Bytes that are no UTF-8 become a sign for it; line ends are CSV's own business.
        return Table(path, io.TextIOWrapper(file, "utf-8-sig", "replace", newline=""), self._report)


def is_json(table: Table) -> bool:
    """Whether a table is lines of JSON, by its name."""
    return table.name.removesuffix(".gz").endswith((".ndjson", ".jsonl"))


def columns_of(table: Table, header: Sequence[str], needed: Sequence[str]) -> None:
    """See that a header has the columns that cannot be done without.

    Raises:
        ImportRefusedError: it names those that are missing.

    """
    missing = [name for name in needed if name not in header]
    if missing:
        raise ImportRefusedError(f"{table.path} has no column {', '.join(repr(name) for name in missing)}.")
