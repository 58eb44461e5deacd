"""Backups of a running server: everything as it was at one moment, while events go on coming in."""

import asyncio
import fcntl
import gzip
import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
import structlog

from access.context import Context
from access.needs import needs
from access.services import Services
from ingest.backlog import look
from ingest.spool import MIN_FREE
from models.portable import dump
from pulse.clock import iso, moment
from pulse.describe import Doc
from pulse.errors import conflict, unavailable
from pulse.modules import Access
from warehouse.copying import Piece, Proof, cloned, plan, present, proofs, read

FORMAT = 1
FOLDER = "backups"
UNFINISHED = ".unfinished"
MANIFEST = "manifest.json"
PROGRESS = "progress.json"
RESOURCES = "resources.jsonl.gz"
SPOOL = "spool.sqlite3"
KEPT = ("pulse.env", "welcome.json")
"""Files of the data folder that a server would miss: the admin token, and the first project's keys."""
LEFT_FREE = 10 * MIN_FREE
"""Bytes that a backup leaves on the disk: it must not be what makes events be refused."""
_LEVEL = 1
"""Of compression: the next ones take twice the time for a tenth less."""

_log = structlog.get_logger("backups")


class Content(msgspec.Struct, frozen=True):
    """One file of a backup."""

    name: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds. It is written last: a folder without it is no backup.

    Attributes:
        format: how to read the rest.
        watermark: the moment that everything in it is of; ISO 8601.
        tables: each table's proof.
        pieces: what of each table lies in which file, in the order of files.
        waiting: events that were accepted and not yet in the tables; they are in the spool's copy.
        resources: rows of each model.
        files: every file but this one.

    """

    format: int
    watermark: str
    tables: dict[str, Proof]
    pieces: dict[str, Piece]
    waiting: int
    resources: dict[str, int]
    files: list[Content]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupDetails:
    """A finished backup."""

    name: Annotated[str, Doc("Its folder in the data folder's `backups`.")]
    created_at: Annotated[datetime, Doc("The moment that everything in it is of.")]
    events: Annotated[int, Doc("Stored rows of events in it.")]
    waiting: Annotated[int, Doc("Events in it that were accepted and not yet stored.")]
    bytes: Annotated[int, Doc("Its size.")]


@needs(None, access=Access.WRITE, project=False)
async def create_backup(ctx: Context) -> BackupDetails:
    """Save everything in a new folder below the data folder; events are accepted and stored meanwhile.

    Raises:
        PulseError: 400 where one is under way, has no room, or the warehouse is a cluster; 503 where a store is away.

    """
    services = ctx.services
    now = int(services.clock())
    base = services.settings.data_dir / FOLDER
    draft, name = base / UNFINISHED, f"{moment(now):%Y-%m-%dT%H%M%SZ}"
    try:
        with _alone(base), _drafted(draft):
            manifest = await _save(services, draft, iso(moment(now)))
            draft.rename(base / name)
    except OSError as problem:
        _log.exception("backup_failed")
        raise unavailable("backup folder") from problem
    return BackupDetails(
        name=name,
        created_at=moment(now),
        events=manifest.tables["events"][0],
        waiting=manifest.waiting,
        bytes=sum(file.bytes for file in manifest.files),
    )


@contextmanager
def _alone(base: Path) -> Iterator[None]:
    """One backup at a time; a lock that ends with its holder."""
    base.mkdir(parents=True, mode=0o700, exist_ok=True)
    with (base / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise conflict("A backup is under way.") from None
        yield


@contextmanager
def _drafted(draft: Path) -> Iterator[None]:
    """A folder that only its owner reads, since it will hold the salts and the admin token; gone where it fails."""
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    try:
        yield
    finally:
        shutil.rmtree(draft, ignore_errors=True)


async def _save(services: Services, draft: Path, watermark: str) -> Manifest:
    warehouse, intake = services.warehouse, services.intake
    engines = await present(warehouse)
    if engines.get("events") == "Distributed":
        raise conflict("A cluster is backed up by ClickHouse itself: BACKUP DATABASE … ON CLUSTER.")
    async with AsyncExitStack() as stack:
        async with intake.held():  # milliseconds: from here on it is all of one moment
            prefix = await stack.enter_async_context(cloned(warehouse, list(engines)))
            await intake.save(draft / SPOOL)
            lines = await dump(services.store)
        files = [await asyncio.to_thread(_note, draft / SPOOL), await _write(draft / RESOURCES, b"".join(lines))]
        own = [services.settings.data_dir / name for name in KEPT]
        files += [await asyncio.to_thread(_kept, draft, path) for path in own if path.exists()]
        pieces = await plan(warehouse, list(engines), prefix)
        named = {f"{number:06}-{piece.name}.native.gz": piece for number, piece in enumerate(pieces)}
        for number, (name, piece) in enumerate(named.items()):
            files.append(await _write(draft / name, await read(warehouse, piece, prefix)))
            _tell(draft / PROGRESS, number + 1, len(named))
        (draft / PROGRESS).unlink(missing_ok=True)
        manifest = Manifest(
            format=FORMAT,
            watermark=watermark,
            tables=await proofs(warehouse, list(engines), prefix),
            pieces=named,
            waiting=(await asyncio.to_thread(look, draft / SPOOL)).events,
            resources=dict(Counter(msgspec.json.decode(line)["model"] for line in lines)),
            files=files,
        )
    (draft / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def _tell(path: Path, done: int, of: int) -> None:
    """How far it is, for whoever watches the folder."""
    draft = path.with_suffix(".new")
    draft.write_bytes(msgspec.json.encode({"done": done, "of": of}))
    draft.replace(path)


async def _write(path: Path, body: bytes) -> Content:
    return await asyncio.to_thread(_packed, path, body)


def _packed(path: Path, body: bytes) -> Content:
    packed = gzip.compress(body, _LEVEL, mtime=0)
    if shutil.disk_usage(path.parent).free < len(packed) + LEFT_FREE:
        raise conflict("There is no room for a backup on the disk of the data folder.")
    path.write_bytes(packed)
    return _note(path)


def _kept(draft: Path, path: Path) -> Content:
    return _note(Path(shutil.copy2(path, draft)))


def _note(path: Path) -> Content:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return Content(path.name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
