"""Our own export of raw events, back: every column as it was written, the rest worked out as it is for new events."""

from collections.abc import Callable, Collection, Iterator
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

import msgspec

from ingest.columns import LENGTHS, properties_of
from ingest.fingerprint import fingerprint
from ingest.hits import EXPOSURE
from ingest.importing import values
from ingest.importing.files import FieldError, ImportRefusedError, Table, columns_of, is_json
from ingest.rows import EventRow
from pulse.modules import TYPES
from pulse.windows import DAY

NEEDED = ("timestamp", "session_start", "visitor", "session", "id", "type")
"""Columns that cannot be done without; others stay empty where they are missing."""

_MOMENTS = ("timestamp", "received_at", "session_start")
_HASHES = ("visitor", "session")
_IDS = ("id", "view")
_WHOLE = {"line": 2**32 - 1, "col": 2**32 - 1} | dict.fromkeys(
    ("viewport_width", "viewport_height", "page_width", "page_height"), 2**32 - 1
)
_SIGNED = ("x", "y")
_NUMBERS = ("value", "element_x", "element_y")
_FILLED = frozenset((*_WHOLE, *_SIGNED, *_NUMBERS, "revenue"))
_NO_VIEW = "00000000-0000-0000-0000-000000000000"
_LONGEST = 32_768
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MONEY = Decimal(10) ** 14
_KINDS = frozenset((*TYPES, EXPOSURE))
_object = msgspec.json.Decoder(dict[str, Any])
_fields = frozenset(EventRow.__struct_fields__) - {"project", "sign", "properties", "fingerprint"}


def read(table: Table, project: str, now: int) -> Iterator[EventRow]:
    """The events of a file.

    Args:
        table: the file.
        project: where they go.
        now: milliseconds since the epoch; nothing happened later.

    Raises:
        ImportRefusedError: it is no export of raw events.

    """
    reader = _Reader(project, now)
    if is_json(table):
        return table.lines(reader.line)
    header = table.header()
    columns_of(table, header, NEEDED)
    unknown = [name for name in header if name not in _fields]
    if unknown:
        raise ImportRefusedError(f"{table.path} has a column '{unknown[0]}', which no export of raw events has.")
    return table.records(len(header), reader.records(header))


class _Reader:
    """Makes rows of a file's values."""

    def __init__(self, project: str, now: int) -> None:
        self._project = project
        self._now = now
        self._plain = {name: self._reader_of(name, plain=True) for name in _fields}

    def records(self, header: list[str]) -> Callable[[list[str]], EventRow]:
        plan = [(at, name, self._reader_of(name), _empty(name)) for at, name in enumerate(header)]

        def take(row: list[str]) -> EventRow:
            return self._row({name: read(row[at]) for at, name, read, empty in plan if row[at] not in empty})

        return take

    def line(self, text: str) -> EventRow:
        try:
            found = _object.decode(text)
        except msgspec.MsgspecError as problem:
            raise FieldError("", f"is no JSON object: {problem}") from None
        read = self._plain
        return self._row(
            {name: read[name](str(value)) for name, value in found.items() if name in read and value not in ("", None)}
        )

    def _reader_of(self, name: str, *, plain: bool = False) -> Callable[[str], Any]:
        if name in _MOMENTS:
            return lambda text: values.when(text, name, self._now) / 1000
        for names, read in _READERS:
            if name in names:
                return partial(read, column=name)
        length = LENGTHS.get(name, _LONGEST)
        return (
            (lambda text: text[:length])
            if plain
            else (lambda text: _bare(text)[:length] if text[0] == "'" else text[:length])
        )

    def _row(self, found: dict[str, Any]) -> EventRow:
        for name in NEEDED:
            if name not in found:
                raise FieldError(name, "is missing")
        kind = found["type"]
        if kind not in _KINDS:
            raise FieldError("type", f"must be one of {', '.join(TYPES)}, not '{kind[:40]}'")
        if abs(found["timestamp"] - found["session_start"]) * 1000 > DAY:
            raise FieldError("session_start", "must be within a day of 'timestamp'")
        found.setdefault("received_at", self._now / 1000)
        if kind in ("event", "identify") and found.get("data"):
            found["properties"] = _properties(found["data"])
        elif kind == "js_error":
            told = (found.get("text", ""), found.get("detail", ""), found.get("filename", ""))
            found["fingerprint"] = fingerprint(*told)
        return EventRow(project=self._project, **found)


def _empty(name: str) -> tuple[str, ...]:
    """What stands in a column that says nothing: most do, and are not looked at closer."""
    return ("", "0") if name in _FILLED else ("", _NO_VIEW) if name == "view" else ("",)


def _properties(text: str) -> dict[str, str]:
    try:
        return properties_of(_object.decode(text))
    except msgspec.MsgspecError:
        raise FieldError("data", "must be a JSON object") from None


def _bare(text: str) -> str:
    """A text as it was before it was made harmless for spreadsheets."""
    return text[1:] if text[1:].startswith(_FORMULA) else text


def _integer(text: str, column: str) -> int:
    lowest, highest = (-(2**31), 2**31 - 1) if column in _SIGNED else (0, _WHOLE[column])
    try:
        found = int(text)
    except ValueError:
        found = lowest - 1
    if not lowest <= found <= highest:
        raise FieldError(column, f"must be a whole number from {lowest} to {highest}, not '{text[:40]}'")
    return found


def _number(text: str, column: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise FieldError(column, f"must be a number, not '{text[:40]}'") from None


def _money(text: str, column: str) -> str:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount) >= _MONEY:
        raise FieldError(column, f"must be an amount below {_MONEY}, not '{text[:40]}'")
    return f"{amount:.4f}"


_READERS: tuple[tuple[Collection[str], Callable[..., Any]], ...] = (
    (_HASHES, values.hashed),
    (_IDS, values.uuid),
    ((*_WHOLE, *_SIGNED), _integer),
    (_NUMBERS, _number),
    (("revenue",), _money),
)
