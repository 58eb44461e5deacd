"""Is a copy of the resources still the truth? Asked at each request, so it takes microseconds."""

import asyncio
import contextlib
import sqlite3
from pathlib import Path
from typing import Protocol

from models.store import Store

_BUSY_SECONDS = 10


class Revision(Protocol):
    """The number of changes of the resources so far, by any process."""

    def now(self) -> int | None:
        """The number; None where it cannot be had without waiting, so that a copy must not be trusted."""

    def close(self) -> None:
        """Let go."""


class FileRevision:
    """The revision of a SQLite file.

    ``PRAGMA data_version`` changes whenever another connection, of this process or another, has committed; it reads one
    number of shared memory (5 µs). Only when it changed is the revision's row read, which tells a change of a resource
    from others, such as when a key was last used. Requests that the event loop handles in one turn share one look: all
    of them had arrived before it.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_SECONDS)
        self._ask = self._connection.cursor().execute
        self._version = -1
        self._revision = 0
        self._looked = False

    def now(self) -> int | None:
        """The number of changes so far; None where the file cannot be read."""
        if self._looked:
            return self._revision
        try:
            (version,) = self._ask("PRAGMA data_version").fetchone()
            if version != self._version:
                (self._revision,) = self._ask("SELECT value FROM revision").fetchone()
                self._version = version
        except sqlite3.Error:
            return None
        with contextlib.suppress(RuntimeError):  # no loop runs: each look stands for itself
            asyncio.get_running_loop().call_soon(self._look_again)
            self._looked = True
        return self._revision

    def _look_again(self) -> None:
        self._looked = False

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class HeardRevision:
    """The revision of a database on another machine, as its notifications tell it.

    A change is heard of within milliseconds. While the connection that would bring the news shows no sign of life, no
    copy is trusted, so that a revoked key is refused within a second whatever fails in between.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def now(self) -> int | None:
        """The number of changes so far; None while one could be missed."""
        notices = self._store.notices
        return self._store.heard if notices and notices.sure else None

    def close(self) -> None:
        """The store holds the connection."""


def revision_of(store: Store) -> Revision:
    """The way to ask that suits the store."""
    return FileRevision(store.path) if store.path else HeardRevision(store)
