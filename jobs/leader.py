"""One process does what happens by the clock. Should it die, another one goes on within seconds."""

import fcntl
import os
from pathlib import Path
from typing import Protocol

from models.advisory import AdvisoryLock
from models.store import Store

JOBS_LOCK = 7_255_274
"""The advisory lock's number; any that nobody else uses."""


class Leader(Protocol):
    """The right to do the work, held by one process at a time."""

    async def take(self) -> bool:
        """Take it if it is free."""

    async def held(self) -> bool:
        """Whether it is still ours."""

    async def release(self) -> None:
        """Let go of it."""


class FileLeader:
    """A lock on a file, for processes of one machine; it ends with its holder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    async def take(self) -> bool:
        """See :meth:`Leader.take`."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return True

    async def held(self) -> bool:
        """A lock on a file is not lost while its holder lives."""
        return self._file is not None

    async def release(self) -> None:
        """See :meth:`Leader.release`."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


def leader_of(store: Store) -> Leader:
    """What those who share a resources' database compete for."""
    if store.path is not None:
        return FileLeader(store.path.with_name(store.path.name + ".jobs"))
    return AdvisoryLock(store.url, JOBS_LOCK)
