"""A lock between processes of several machines, kept by PostgreSQL for as long as its holder's connection lives."""

import asyncio

import asyncpg
import structlog

from models.postgres import connect

_PATIENCE_SECONDS = 1.5
_KEEPALIVE = ("tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count")
"""Set to 1: the server lets go of a holder whose machine is gone after some two seconds instead of hours."""

_log = structlog.get_logger("leader")


class AdvisoryLock:
    """An advisory lock on a connection of its own: a pool would hand the connection, and the lock, to others."""

    def __init__(self, url: str, number: int) -> None:
        self._url = url
        self._number = number
        self._connection: asyncpg.Connection | None = None
        self._reachable = True
        self._taken = False

    async def take(self) -> bool:
        """Take it if it is free; False also where the database does not answer."""
        try:
            async with asyncio.timeout(2 * _PATIENCE_SECONDS):
                taken = await self._try()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
            if self._reachable:
                _log.warning("leadership_not_asked", problem=repr(problem))
            self._reachable = False
            await self.release()
            return False
        self._reachable = True
        return taken

    async def held(self) -> bool:
        """Whether the connection that holds it still answers."""
        if self._connection is None or not self._taken:
            return False
        try:
            return await self._connection.fetchval("SELECT true", timeout=_PATIENCE_SECONDS) is True
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await self.release()
            return False

    async def release(self) -> None:
        """Let go of it, by closing the connection."""
        connection, self._connection = self._connection, None
        self._taken = False
        if connection is not None:
            connection.terminate()

    async def _try(self) -> bool:
        if self._connection is None or self._connection.is_closed():
            self._connection = await connect(self._url, "pulse-jobs")
            for name in _KEEPALIVE:
                await self._connection.execute("SELECT set_config($1, '1', false)", name)
        self._taken = await self._connection.fetchval("SELECT pg_try_advisory_lock($1)", self._number)
        return self._taken
