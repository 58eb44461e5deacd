"""The drainer: from the spool into the warehouse, in batches, each exactly once.

A batch takes off in one transaction of the spool: its events leave, its exact bytes and the changed sessions come in.
Then it is sent, under a token made of the node's name and the batch's number, until the warehouse has it. After a crash
it is sent again, byte for byte, and the warehouse recognises the token.
"""

import asyncio
import contextlib
import fcntl
import os
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Self, TypeVar

import structlog

from ingest.batch import Arrivals, Batch, build, open_groups
from ingest.live import Live
from ingest.seen import MOST, SPAN, Seen
from ingest.sessions import Sessions
from ingest.spool import Departure, Flight, Group, Refused, Spool
from pulse.clock import Clock
from pulse.settings import Settings
from pulse.telemetry import Telemetry
from warehouse.arrivals import recent_ids, stored_ids
from warehouse.client import ContentRefusedError, Warehouse

T = TypeVar("T")

_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 10.0
_LEADER_PAUSE = 2.0
_LAST_PAUSE, _LAST_TRIES = 0.05, 100
_LOOK = 0.002
_BREATH = 2 * _LOOK
"""Between two batches without a rest: whoever waits for a turn gets one."""
_REST = 4
"""How much longer than the last batch took is waited for the next: draining takes a fifth of the time at most."""
_LONGEST_CYCLE = 1.0
_ASKED_AT_ONCE = 300
"""Ids in one statement: a URL carries them where the warehouse is behind HTTP."""
_AGAIN_MS = 1_000
"""Who sends again says when it happened. What names a time as long ago as this may have been stored by another node,
from which no answer came."""

_log = structlog.get_logger("drain")


class _StoppedError(Exception):
    """The warehouse does not answer, and we are to stop: what waits, waits on disk."""


class Drainer:
    """One task that drains one spool."""

    def __init__(
        self, settings: Settings, clock: Clock, spool: Spool, warehouse: Warehouse, live: Live, telemetry: Telemetry
    ) -> None:
        self._telemetry = telemetry
        self._settings = settings
        self._clock = clock
        self._spool = spool
        self._warehouse = warehouse
        self._live = live
        self._thread = ThreadPoolExecutor(1, "drain")
        self._stopping = False
        self.between = _Turn(f"{spool.path}.turn")
        """Held while a batch is sent; whoever takes it finds the warehouse and the spool in step."""
        self._node = ""
        self._last = 0
        self._limit = settings.flush_rows
        self._shared = not settings.embedded

    def start(self, node: str) -> None:
        """Begin to drain the spool of that node."""
        self._node = node
        self._task = asyncio.create_task(self._run(), name="drain")

    async def stop(self) -> None:
        """Drain what waits now, as long as the warehouse takes it, then end: what comes later, others drain."""
        self._last = await self._spool.run(self._spool.last)
        self._stopping = True
        self._spool.hurry.set()
        await self._task
        self._thread.shutdown()

    async def _run(self) -> None:
        with contextlib.suppress(_StoppedError), _Lock(f"{self._spool.path}.lock") as lock:
            if await self._lead(lock):
                async with self.between:
                    await self._insist(self._recover)
                await self._keep_draining()

    async def _lead(self, lock: "_Lock") -> bool:
        """Wait until no other process of this node drains; False where we are to stop first.

        Where all stop together, whoever drains may end before the others have accepted their last.
        """
        tries = _LAST_TRIES
        while not lock.take():
            if not self._stopping:
                await self._spool.full_or(_LEADER_PAUSE)
            elif tries and await self._waits():
                tries -= 1
                await asyncio.sleep(_LAST_PAUSE)
            else:
                return False
        return True

    async def _waits(self) -> bool:
        """Whether anything waits that was accepted before we were told to stop."""
        return await self._spool.run(partial(self._spool.holds, self._last))

    async def _recover(self) -> None:
        """Go on where an earlier process stopped."""
        await self._warehouse.migrate()
        for flight in await self._spool.run(self._spool.flights):
            await self._deliver(flight)
        self._seen = await self._remember()
        await self._load_sessions()

    async def _keep_draining(self) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            began = clock()
            async with self.between:
                drained = await self._insist(self._drain)
            if self._stopping:
                if not await self._waits():
                    return
            elif drained < self._settings.flush_rows:
                await self._spool.full_or(self._pause(clock() - began))
            else:
                await asyncio.sleep(_BREATH)

    def _pause(self, took: float) -> float:
        """Seconds to gather events before the next batch.

        A batch has a price of its own, however few are in it: where it takes long, since the machine is busy, batches
        become rarer and larger, but never so rare that an event waits much longer than a second.
        """
        return max(self._settings.flush_seconds, min(_REST * took, _LONGEST_CYCLE - took))

    async def _drain(self) -> int:
        """Send one batch; how many events left the spool."""
        groups = await self._spool.run(partial(self._spool.waiting, self._limit))
        if not groups:
            return 0
        try:
            batch = await self._build(groups)
            flight = await self._spool.run(partial(self._spool.take_off, batch.departure))
        except Exception:
            # The sessions in memory may have counted what the file does not hold as counted.
            await self._load_sessions()
            raise
        self._remember_batch(batch)
        with self._telemetry.flushes.time(), self._telemetry.span("flush", events=len(batch.stored)):
            await self._deliver(flight, batch.since)
        self._telemetry.flushed.inc(len(batch.stored))
        self._live.announce(batch.stored)
        return sum(group.count for group in groups)

    async def _build(self, groups: list[Group]) -> Batch:
        arrivals = await self._work(partial(open_groups, groups, bytes.fromhex(self._node)))
        stored = await self._stored(arrivals)
        try:
            batch = await self._work(partial(build, arrivals, self._sessions, stored))
        except Exception as problem:
            if self._limit > 1:  # one at a time, until the one that cannot be stored is found and put aside
                self._limit = 1
                raise
            _log.error("group_put_aside", group=groups[-1].id, problem=repr(problem))
            await self._load_sessions()
            nothing = Departure(
                events=b"",
                sessions=b"",
                drops=b"",
                states=[],
                finished=[],
                last_group=arrivals.last_group,
                damaged=[(groups[-1].id, repr(problem))],
            )
            batch = Batch(nothing)
        self._limit = self._settings.flush_rows
        return batch

    async def _stored(self, arrivals: Arrivals) -> set[tuple[str, bytes]]:
        """Which of these are stored already, as (project, id)."""
        stored: set[tuple[str, bytes]] = set()
        unsure: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for identity, hit in arrivals.hits:
            if not hit.id:
                continue
            if self._seen.has(hit.project, hit.id):
                stored.add((hit.project, hit.id))
            elif hit.timestamp < self._seen.since or (self._shared and hit.timestamp < hit.received - _AGAIN_MS):
                unsure[hit.project].append((identity.hex(), hit.timestamp))
        for project, events in unsure.items():
            events.sort(key=lambda event: event[1])  # near in time together, so that each statement reads little
            for at in range(0, len(events), _ASKED_AT_ONCE):
                found = await self._warehouse.fetch(stored_ids(project, events[at : at + _ASKED_AT_ONCE]))
                stored.update((project, bytes.fromhex(row[0])) for row in found)
        return stored

    async def _remember(self) -> Seen:
        """The ids of the last while, from the warehouse: they arrived before this process began."""
        since = round(self._clock() * 1000) - SPAN
        rows = await self._warehouse.fetch(recent_ids(since, MOST))
        seen = Seen(rows[-1][2] if len(rows) == MOST else since)
        for project, identity, _ in rows:
            seen.add(project, (bytes.fromhex(identity),), since)
        return seen

    def _remember_batch(self, batch: Batch) -> None:
        for project, identities in batch.fresh.items():
            self._seen.add(project, identities, batch.received)

    async def _load_sessions(self) -> None:
        states = await self._spool.run(self._spool.states)
        self._sessions = await self._work(partial(Sessions, states))

    async def _deliver(self, flight: Flight, since: Mapping[str, int] | None = None) -> None:
        refused: list[Refused] = []
        for table in ("events", "sessions", "drops"):
            lines: bytes = getattr(flight, table)
            if lines:
                refused += await self._store(table, lines, f"{self._node}-{flight.batch}-{table}", since)
        await self._spool.run(partial(self._spool.landed, flight, refused))

    async def _store(self, table: str, lines: bytes, token: str, since: Mapping[str, int] | None) -> list[Refused]:
        """Store lines; where the warehouse will never take them, find those at fault by halving, and store the rest.

        The halves of the same lines have the same tokens, so that they too are stored once if it is done again.
        """
        try:
            await self._insist(partial(self._warehouse.insert, table, lines, token, since))
        except ContentRefusedError as problem:
            rows = lines.splitlines(keepends=True)
            if len(rows) == 1:
                _log.error("row_put_aside", table=table, problem=str(problem))
                return [Refused(table, str(problem), lines)]
            middle = len(rows) // 2
            first = await self._store(table, b"".join(rows[:middle]), f"{token}-0", since)
            return first + await self._store(table, b"".join(rows[middle:]), f"{token}-1", since)
        return []

    async def _insist(self, step: Callable[[], Awaitable[T]]) -> T:
        """Try until it is done, ever less often; give up only to stop."""
        pause = _FIRST_PAUSE
        while True:
            try:
                return await step()
            except (_StoppedError, ContentRefusedError):
                raise
            except Exception as problem:
                if self._stopping:
                    _log.warning("stopped_before_drained", problem=repr(problem))
                    raise _StoppedError from problem
                _log.warning("drain_failed", problem=repr(problem), retry_in=pause)
                self._telemetry.flush_failures.inc()
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    async def _work(self, job: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, job)


class _Turn:
    """One at a time, of all processes of the node: any of them may be asked for a backup while another drains."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._here = asyncio.Lock()
        self._held = contextlib.ExitStack()

    async def __aenter__(self) -> None:
        await self._here.acquire()
        try:
            lock = self._held.enter_context(_Lock(self._path))
            while not lock.take():  # noqa: ASYNC110 - a lock between processes has no event to wait on
                await asyncio.sleep(_LOOK)
        except BaseException:
            await self.__aexit__()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._held.close()
        self._here.release()


class _Lock:
    """A lock between processes that ends with its holder."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> Self:
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        return self

    def take(self) -> bool:
        """Take it if it is free."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def __exit__(self, *_: object) -> None:
        os.close(self._file)
