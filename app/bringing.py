"""``pulse restore`` and ``pulse warehouse copy``: content into an empty store, resumable, and proven at the end."""

import asyncio
import fcntl
import gzip
import hashlib
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.server import alone
from ingest.spool import rename_node
from models import Project
from models.portable import load
from models.store import open_store
from pulse.settings import Settings, SettingsError
from resolvers.backups import FORMAT, KEPT, MANIFEST, RESOURCES, SPOOL, Manifest
from warehouse.client import Warehouse
from warehouse.copying import TABLES, Piece, Proof, clear_derived, plan, present, proofs, read, write

JOURNAL = "restoring.jsonl"

Reader = Callable[[str, Piece], Awaitable[bytes]]
"""The rows of a piece, by its name in the journal."""


class Journal:
    """What is to be brought over and what has been, in a file: after a break the work goes on where it stopped.

    The first line names the source and holds the plan, each further one a piece that has arrived.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        lines = path.read_bytes().splitlines() if path.exists() else []
        self.source, self.pieces = (
            msgspec.json.decode(lines[0], type=tuple[str, dict[str, Piece]]) if lines else ("", {})
        )
        self.done = {name for line in lines[1:] for name in _whole(line)}

    def begin(self, source: str, pieces: dict[str, Piece]) -> None:
        """Write the plan."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_bytes(msgspec.json.encode((source, pieces)))
        self.source, self.pieces = source, pieces

    def note(self, name: str) -> None:
        """A piece has arrived."""
        with self._path.open("ab") as file:
            file.write(b"\n" + msgspec.json.encode(name))
        self.done.add(name)

    def end(self) -> None:
        """All has arrived."""
        self._path.unlink(missing_ok=True)


def _whole(line: bytes) -> list[str]:
    """The name that a line of a journal holds; none where writing it broke off."""
    try:
        return [msgspec.json.decode(line, type=str)]
    except msgspec.MsgspecError:
        return []


async def restore(settings: Settings, folder: Path, console: Console) -> Manifest:
    """Bring a backup into the empty stores that the settings name, and prove that all of it is there.

    Raises:
        SettingsError: it is no whole backup, the stores are not empty, or what arrived is not what was saved.
        PulseError: 503 where a store does not answer; the same command goes on later.

    """
    manifest = await asyncio.to_thread(read_manifest, folder)
    journal = Journal(settings.data_dir / JOURNAL)
    with alone(settings), _no_drainer(settings):
        if journal.source != manifest.watermark:
            await _refuse_projects(settings)
        async with _opened(settings.warehouse) as warehouse:
            if journal.source != manifest.watermark:
                await _refuse_full(warehouse)
                journal.begin(manifest.watermark, manifest.pieces)
            await _resources(settings, folder, manifest)

            async def unpack(name: str, _: Piece) -> bytes:
                return await asyncio.to_thread(lambda: gzip.decompress((folder / name).read_bytes()))

            await _bring(warehouse, journal, unpack, console)
            prove(manifest.tables, await proofs(warehouse, list(manifest.tables)), console)
        await asyncio.to_thread(_files, settings, folder)
    journal.end()
    return manifest


async def copy(source: str, target: str, path: Path, console: Console) -> None:
    """Bring all of one warehouse into another, empty one; both by their DSN.

    Raises:
        SettingsError: the target is not empty, or the two differ at the end.
        PulseError: 503 where a store does not answer; the same command goes on later.

    """
    if source.startswith("chdb:") and target.startswith("chdb:"):
        raise SettingsError("The embedded engine opens one folder in a process: stop the server and copy the folder.")
    journal, name = Journal(path), hashlib.sha256(f"{source} {target}".encode()).hexdigest()[:16]
    async with _opened(source) as before, _opened(target) as after:
        tables = list(await present(before))
        if journal.source != name:
            await _refuse_full(after)
            journal.begin(name, {piece.name: piece for piece in await plan(before, tables)})

        async def fetch(_: str, piece: Piece) -> bytes:
            return await read(before, piece)

        await _bring(after, journal, fetch, console)
        prove(await proofs(before, tables), await proofs(after, tables), console)
    journal.end()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup whose files are all there, byte for byte.

    Raises:
        SettingsError: they are not, or a newer release wrote it.

    """
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as problem:
        raise SettingsError(f"{folder} is no backup: {problem}") from None
    if manifest.format != FORMAT:
        raise SettingsError(f"The backup has format {manifest.format}; this release reads {FORMAT}.")
    for content in manifest.files:
        path = folder / content.name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != content.sha256:
            raise SettingsError(f"The backup is damaged: {path} is not what was saved.")
    return manifest


def prove(wanted: dict[str, Proof], found: dict[str, Proof], console: Console) -> None:
    """Print each table's numbers on both sides.

    Raises:
        SettingsError: they differ.

    """
    for name, numbers in wanted.items():
        same = found.get(name) == numbers
        console.print(f"{'[green]✓[/]' if same else '[red]✗[/]'} {name:<10} {numbers[0]:>14,}", highlight=False)
    different = [name for name, numbers in wanted.items() if found.get(name) != numbers]
    if different:
        raise SettingsError(f"Not the same on both sides: {', '.join(different)}. Was the source written to meanwhile?")


@asynccontextmanager
async def _opened(dsn: str) -> AsyncIterator[Warehouse]:
    warehouse = await Warehouse.open(dsn)
    try:
        await warehouse.migrate()
        yield warehouse
    finally:
        await warehouse.close()


async def _refuse_full(warehouse: Warehouse) -> None:
    for name, numbers in (await proofs(warehouse, list(await present(warehouse)))).items():
        if any(numbers):
            raise SettingsError(f"The target is not empty: {name} holds rows. Bring it into an empty one.")


@contextmanager
def _no_drainer(settings: Settings) -> Iterator[None]:
    """Hold the spool's lock, which a serving process holds.

    Raises:
        SettingsError: one does.

    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with Path(f"{settings.spool}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingsError(f"A server uses {settings.spool}. Stop it, or set PULSE_DATA_DIR.") from None
        yield


async def _refuse_projects(settings: Settings) -> None:
    async with open_store(settings.database) as store:
        with store.reading():
            if await Project.exists():
                raise SettingsError("The target's database has projects. Bring it into an empty one.")


async def _resources(settings: Settings, folder: Path, manifest: Manifest) -> None:
    async with open_store(settings.database) as store:
        with store.reading():
            if await Project.exists():  # an earlier attempt came this far: they arrive all or none
                return
        try:
            made = await load(store, gzip.decompress((folder / RESOURCES).read_bytes()).splitlines())
        except ValueError as problem:
            raise SettingsError(str(problem)) from None
    if made != manifest.resources:
        raise SettingsError("The backup's resources are not what its manifest says.")


async def _bring(warehouse: Warehouse, journal: Journal, fetch: Reader, console: Console) -> None:
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        for table in TABLES:
            pieces = [(name, piece) for name, piece in journal.pieces.items() if piece.table == table.name]
            if not any(name in journal.done for name, _ in pieces):
                await clear_derived(warehouse, table.name)
            task = bar.add_task(table.name, total=sum(piece.rows for _, piece in pieces), visible=bool(pieces))
            for name, piece in pieces:
                if name not in journal.done:
                    await write(warehouse, piece, await fetch(name, piece), journal.source)
                    journal.note(name)
                bar.advance(task, piece.rows)


def _files(settings: Settings, folder: Path) -> None:
    """The spool, with a node's name of its own, and the files that a server would miss."""
    draft = settings.spool.with_suffix(".restored")
    shutil.copyfile(folder / SPOOL, draft)
    rename_node(draft)
    draft.replace(settings.spool)
    for name in KEPT:
        if (folder / name).exists() and not (settings.data_dir / name).exists():
            shutil.copy2(folder / name, settings.data_dir / name)
