"""Telling whoever watches what has just been stored."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.rows import EventRow, read_event

MOST = 500
"""Events that a watcher gets at once; of more, the newest."""


@dataclass(frozen=True, slots=True)
class Flush:
    """What one project got since a watcher last looked.

    Attributes:
        hits: the stored events, oldest first, with all that a report can ask of them.
        missed: how many more there were than ``hits`` holds.

    """

    hits: tuple[EventRow, ...] = ()
    missed: int = 0

    def __add__(self, later: "Flush") -> "Flush":
        """Two flushes as one, within the bound."""
        hits = self.hits + later.hits
        return Flush(hits[-MOST:], self.missed + later.missed + max(0, len(hits) - MOST))


class Watcher(AsyncIterator[Flush]):
    """One who watches a project, from its making until :meth:`aclose`. To be awaited by one task."""

    def __init__(self, watchers: set["Watcher"]) -> None:
        self._watchers = watchers
        self._waiting: Flush | None = None
        self._told = asyncio.Event()
        watchers.add(self)

    def tell(self, flush: Flush) -> None:
        """Hand over news; what was not yet fetched is kept with it."""
        self._waiting = flush if self._waiting is None else self._waiting + flush
        self._told.set()

    async def __anext__(self) -> Flush:
        await self._told.wait()
        self._told.clear()
        flush, self._waiting = self._waiting, None
        if flush is None:
            raise StopAsyncIteration
        return flush

    async def aclose(self) -> None:
        """Watch no more: an iteration under way ends."""
        self._watchers.discard(self)
        self._waiting = None
        self._told.set()


class Outward(Protocol):
    """Who passes news on to other processes; see :mod:`ingest.relay`."""

    def watched(self, project: str) -> None:
        """Somebody began to watch a project."""

    def announce(self, stored: Sequence[tuple[str, bytes]]) -> None:
        """These events are in the warehouse now."""


class Live:
    """Watchers by project. A slow one gets several flushes as one: it holds nobody up, and no queue grows.

    Attributes:
        relay: who passes news on, where there are other processes.

    """

    def __init__(self) -> None:
        self._watchers: dict[str, set[Watcher]] = {}
        self.relay: Outward | None = None

    def watch(self, project: str) -> Watcher:
        """Watch a project, beginning now."""
        watchers = self._watchers.setdefault(project, set())
        if self.relay and not watchers:
            self.relay.watched(project)
        return Watcher(watchers)

    def watching(self, project: str) -> int:
        """How many watch a project."""
        return len(self._watchers.get(project, ()))

    def projects(self) -> list[str]:
        """The projects that somebody watches."""
        self._watchers = {project: watchers for project, watchers in self._watchers.items() if watchers}
        return list(self._watchers)

    def announce(self, stored: Sequence[tuple[str, bytes]]) -> None:
        """These events, each as its project and line, are in the warehouse now."""
        if self.relay:
            self.relay.announce(stored)
        watched = set(self.projects())
        if not watched:
            return
        lines: defaultdict[str, list[bytes]] = defaultdict(list)
        for project, line in stored:
            if project in watched:
                lines[project].append(line)
        for project, found in lines.items():
            self.hand_over(project, found)

    def hand_over(self, project: str, lines: Sequence[bytes], missed: int = 0) -> None:
        """Tell the watchers of a project of its events, and of how many more there were."""
        watchers = self._watchers.get(project)
        if watchers:
            flush = Flush(tuple(map(read_event, lines[-MOST:])), missed + max(0, len(lines) - MOST))
            for watcher in watchers:
                watcher.tell(flush)
