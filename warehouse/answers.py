"""Answers that are still true: an equal question is asked once, and not again until something new could change it."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import msgspec

from warehouse.statement import Statement

MOST_BYTES = 64 << 20
"""Of all answers kept; beyond, those go first that were asked for longest ago."""

Key = tuple[str, bytes]
_write = msgspec.json.encode


@dataclass(slots=True, eq=False)
class _Answer:
    """One answer, perhaps still on its way.

    Attributes:
        task: brings it.
        project: whose rows it is made of.
        until: end of the time that it is about, in milliseconds.
        expires: monotonic seconds from which on it is not trusted.
        size: bytes; 0 while it is on its way.

    """

    task: "asyncio.Task[bytes]"
    project: str
    until: int
    expires: float
    size: int = 0


class Answers:
    """Keeps answers as the store wrote them, within a bound of bytes.

    Whoever writes says what of each project the writing begins with (:meth:`forget`): answers about an earlier time
    stay true. What other processes write is not known here, so with them an answer lasts a few seconds only.
    """

    def __init__(self, lasting: float = float("inf"), most: int = MOST_BYTES) -> None:
        self._lasting = lasting
        self._most = most
        self._kept: dict[Key, _Answer] = {}
        self._of: defaultdict[str, set[Key]] = defaultdict(set)
        self._bytes = 0

    async def get(self, statement: Statement, ask: Callable[[], Awaitable[bytes]]) -> bytes:
        """The answer of a statement: the one that is kept or on its way, else that of ``ask``.

        A statement that does not say whose rows it reads is always asked.

        Raises:
            Exception: what ``ask`` raises, for all who wait for it; it is not kept.

        """
        if statement.project is None:
            return await ask()
        key = statement.sql, _write(statement.binds)
        found = self._kept.get(key)
        if found is not None and time.monotonic() < found.expires:
            self._kept[key] = self._kept.pop(key)  # to the end: it was asked for last
            return await asyncio.shield(found.task)
        if found is not None:
            self._drop(key)
        task = asyncio.ensure_future(_awaited(ask))
        answer = _Answer(task, statement.project, statement.until, time.monotonic() + self._lasting)
        self._kept[key] = answer
        self._of[answer.project].add(key)
        task.add_done_callback(lambda done: self._arrived(key, answer, done))
        return await asyncio.shield(task)

    def forget(self, since: Mapping[str, int] | None = None) -> None:
        """Let go of what is not true any more, once something was written.

        Args:
            since: the earliest moment written of each project, in milliseconds; None where anything may have changed.

        """
        if since is None:
            self._kept.clear()
            self._of.clear()
            self._bytes = 0
            return
        for project, moment in since.items():
            for key in [key for key in self._of.get(project, ()) if moment < self._kept[key].until]:
                self._drop(key)

    def _arrived(self, key: Key, answer: _Answer, done: "asyncio.Task[bytes]") -> None:
        if self._kept.get(key) is not answer:
            return
        if done.cancelled() or done.exception() is not None:
            self._drop(key)
            return
        answer.size = len(done.result()) + len(key[0]) + len(key[1])
        self._bytes += answer.size
        while self._bytes > self._most:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        answer = self._kept.pop(key)
        self._bytes -= answer.size
        of = self._of[answer.project]
        of.discard(key)
        if not of:
            del self._of[answer.project]


async def _awaited(ask: Callable[[], Awaitable[bytes]]) -> bytes:
    return await ask()
