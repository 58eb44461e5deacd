"""The spool: accepted events on disk, until they are in the warehouse.

One thread writes. While it waits for the disk, requests queue up; all that queued become one row and one fsync (group
commit), so that a hundred waiting requests cost little more than one. The same file holds what the drainer must not
lose in a crash: the batch in flight, the sessions in progress, the node's name.
"""

import asyncio
import contextlib
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import structlog

from ingest.hits import MAX_GROUP, pack_group
from pulse.errors import unavailable

T = TypeVar("T")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS groups (id INTEGER PRIMARY KEY AUTOINCREMENT, count INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS damaged (id INTEGER PRIMARY KEY, reason TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS flights (
    batch INTEGER PRIMARY KEY AUTOINCREMENT, events BLOB NOT NULL, sessions BLOB NOT NULL, drops BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS sessions (id INTEGER PRIMARY KEY, state BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS node (name TEXT NOT NULL);
"""
_MAX_WAITING = 64 << 20
"""Bytes that may wait for the disk in memory. Past it the disk is not keeping up, and the sender must come back."""
MIN_FREE = 64 << 20
"""Bytes that are left alone on the disk: the other stores need room to finish what they have begun."""

_log = structlog.get_logger("spool")


@dataclass(frozen=True, slots=True)
class Group:
    """One commit's events; ``id`` rises in the order of acceptance."""

    id: int
    count: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Flight:
    """One batch as the exact bytes that the warehouse gets: sent again, it is recognised."""

    batch: int
    events: bytes
    sessions: bytes
    drops: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """All that changes in the spool when a batch takes off, in one transaction."""

    events: bytes
    sessions: bytes
    drops: bytes
    states: Sequence[tuple[int, bytes]]
    finished: Iterable[int]
    last_group: int
    damaged: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that the warehouse will never take, for which of its tables it was, and why."""

    table: str
    reason: str
    line: bytes


class _Waiting:
    """Hits of one request and the future that it awaits."""

    __slots__ = ("future", "hits")

    def __init__(self, hits: Sequence[bytes], future: "asyncio.Future[None]") -> None:
        self.hits = hits
        self.future = future


class Spool:
    """The file, its one writing thread, and the requests that wait for it."""

    def __init__(self, path: Path, full: int) -> None:
        self.path = path
        self.hurry = asyncio.Event()
        """Set when a batch is full, or to end a pause."""
        self._full = full
        self._stored = 0
        self._queue: list[_Waiting] = []
        self._bytes = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._thread = ThreadPoolExecutor(1, "spool")
        self._file: sqlite3.Connection

    async def open(self) -> str:
        """Open or make the file; the answer is the node's name, made once for each file."""
        self._loop = asyncio.get_running_loop()
        return await self.run(self._open)

    async def close(self) -> None:
        """Write what waits, then close."""
        await self._idle.wait()
        await self.run(self._close)
        self._thread.shutdown()

    def put(self, hits: Sequence[bytes]) -> "asyncio.Future[None]":
        """Queue packed hits; the future is done when they are on disk.

        Raises:
            PulseError: 503 where too much waits already; from the future, 503 where the disk refuses.

        """
        size = sum(map(len, hits))
        if self._bytes + size > _MAX_WAITING:
            raise unavailable("event spool")
        self._bytes += size
        future: asyncio.Future[None] = self._loop.create_future()
        self._queue.append(_Waiting(hits, future))
        if self._idle.is_set():
            self._idle.clear()
            self._loop.call_soon(self._hand_over)
        return future

    async def full_or(self, seconds: float) -> None:
        """Wait until a batch is full, or for so long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.hurry.wait(), seconds)
        self.hurry.clear()
        self._stored = 0

    async def run(self, work: Callable[[], T]) -> T:
        """Do something with the file in its thread, between two commits."""
        return await self._loop.run_in_executor(self._thread, work)

    def _hand_over(self) -> None:
        waiting, self._queue, self._bytes = self._queue, [], 0
        self._thread.submit(self._commit, waiting)

    def _commit(self, waiting: list[_Waiting]) -> None:
        problem: Exception | None = None
        hits = [hit for one in waiting for hit in one.hits]
        try:
            self._write(hits)
        except Exception as caught:  # noqa: BLE001 - whatever it is, the senders must hear of it
            problem = caught
        self._loop.call_soon_threadsafe(self._answer, waiting, len(hits), problem)

    def _write(self, hits: list[bytes]) -> None:
        self._check_room()
        parts = [hits[at : at + MAX_GROUP] for at in range(0, len(hits), MAX_GROUP)]
        if len(parts) == 1:  # the usual case: a statement of its own is its own transaction
            self._insert(parts)
            return
        with self._transaction():
            self._insert(parts)

    def _check_room(self) -> None:
        disk = os.statvfs(self.path)
        if disk.f_bavail * disk.f_frsize < MIN_FREE:
            raise OSError("the disk of the data folder is full")

    def _insert(self, parts: list[list[bytes]]) -> None:
        for part in parts:
            self._file.execute("INSERT INTO groups (count, body) VALUES (?, ?)", (len(part), pack_group(part)))

    def _answer(self, waiting: list[_Waiting], count: int, problem: Exception | None) -> None:
        if self._queue:
            self._hand_over()
        else:
            self._idle.set()
        if problem is None:
            self._stored += count
            if self._stored >= self._full:
                self.hurry.set()
        else:
            _log.error("spool_failed", events=count, problem=repr(problem))
        for one in waiting:
            if one.future.done():  # its request was given up
                continue
            if problem is None:
                one.future.set_result(None)
            else:
                one.future.set_exception(unavailable("event spool"))

    # What follows runs in the spool's thread, or (reading) in the drainer's.

    def prove(self) -> None:
        """Write, changing nothing.

        Raises:
            OSError, sqlite3.Error: nothing can be accepted now.

        """
        self._check_room()
        self._file.execute("UPDATE node SET name = name")

    def save(self, path: Path) -> None:
        """Write a copy of the file, whole."""
        with contextlib.closing(sqlite3.connect(path)) as copy:
            self._file.backup(copy)

    def waiting(self, limit: int) -> list[Group]:
        """The oldest groups, of ``limit`` events or a little more in sum."""
        groups: list[Group] = []
        total = 0
        for row in self._file.execute("SELECT id, count, body FROM groups ORDER BY id"):
            groups.append(Group(*row))
            total += row[1]
            if total >= limit:
                break
        return groups

    def depth(self) -> int:
        """How many events wait."""
        count: int = self._file.execute("SELECT coalesce(sum(count), 0) FROM groups").fetchone()[0]
        return count

    def empty(self) -> bool:
        """Whether all that was accepted is in the warehouse."""
        found = self._file.execute("SELECT EXISTS (SELECT 1 FROM groups) OR EXISTS (SELECT 1 FROM flights)").fetchone()
        return not found[0]

    def last(self) -> int:
        """The newest group that waits; 0 where none does."""
        number: int = self._file.execute("SELECT coalesce(max(id), 0) FROM groups").fetchone()[0]
        return number

    def holds(self, last: int) -> bool:
        """Whether that group, or an older one, still waits."""
        found = self._file.execute("SELECT EXISTS (SELECT 1 FROM groups WHERE id <= ?)", (last,)).fetchone()
        return bool(found[0])

    def flights(self) -> list[Flight]:
        """Batches that took off and of which nobody knows whether they arrived."""
        return [Flight(*row) for row in self._file.execute("SELECT * FROM flights ORDER BY batch")]

    def states(self) -> list[bytes]:
        """The sessions in progress."""
        return [row[0] for row in self._file.execute("SELECT state FROM sessions ORDER BY id")]

    def take_off(self, departure: Departure) -> Flight:
        """Turn waiting groups into a flight, all or nothing."""
        with self._transaction():
            for group, reason in departure.damaged:
                self._file.execute(
                    "INSERT OR IGNORE INTO damaged SELECT id, ?, body FROM groups WHERE id = ?", (reason, group)
                )
            self._file.execute("DELETE FROM groups WHERE id <= ?", (departure.last_group,))
            self._file.executemany("INSERT OR REPLACE INTO sessions VALUES (?, ?)", departure.states)
            self._file.executemany("DELETE FROM sessions WHERE id = ?", ((one,) for one in departure.finished))
            blobs = (departure.events, departure.sessions, departure.drops)
            made = self._file.execute("INSERT INTO flights (events, sessions, drops) VALUES (?, ?, ?)", blobs)
            return Flight(made.lastrowid or 0, *blobs)

    def landed(self, flight: Flight, refused: Sequence[Refused] = ()) -> None:
        """Forget a batch that is in the warehouse, and put aside the lines of it that never will be.

        Lines are counted downwards from -1, beside the groups with their own numbers.
        """
        with self._transaction():
            for one in refused:
                self._file.execute(
                    "INSERT INTO damaged SELECT min(coalesce(min(id), 0), 0) - 1, ?, ? FROM damaged",
                    (f"{one.table}: {one.reason}", one.line),
                )
            self._file.execute("DELETE FROM flights WHERE batch = ?", (flight.batch,))

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._file)

    def _open(self) -> str:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = sqlite3.connect(self.path, isolation_level=None, timeout=30)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = FULL")
        self._file.executescript(_SCHEMA)
        with self._transaction():
            self._file.execute("INSERT INTO node SELECT ? WHERE NOT EXISTS (SELECT 1 FROM node)", (_new_name(),))
        name: str = self._file.execute("SELECT name FROM node").fetchone()[0]
        return name

    def _close(self) -> None:
        self._file.close()


def rename_node(path: Path) -> None:
    """Give a copied spool a node's name of its own.

    The tokens of its batches begin with the name. Under the old one the warehouse would take the batches of the copy
    for those that the original sent after it was copied.
    """
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("UPDATE node SET name = ?", (_new_name(),))


def _new_name() -> str:
    return secrets.token_hex(8)


class _Transaction:
    """``BEGIN IMMEDIATE`` … ``COMMIT``, or ``ROLLBACK`` on an error."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def __enter__(self) -> None:
        self._file.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._file.execute("COMMIT")
        finally:
            if self._file.in_transaction:
                self._file.execute("ROLLBACK")
