"""PostgreSQL where the ORM has no word for it: how to connect, one process at a time, telling each other."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import asyncpg
import structlog
from tortoise.backends.base.config_generator import expand_db_url

from pulse.settings import SettingsError

SCHEMES = ("postgres", "postgresql", "asyncpg")
POOL = {"minsize": 1, "maxsize": 10}
"""Connections of one process, unless the URL says otherwise (``?minsize=2&maxsize=20``)."""
STATEMENT_MS = 15_000
"""No statement about resources takes long; one that does is stuck, and must not hold its connection."""
_SERVER = {
    "application_name": "pulse",
    "statement_timeout": str(STATEMENT_MS),
    "idle_in_transaction_session_timeout": "60000",
}
_CONNECT_SECONDS = 5
_TIMEOUTS = {"timeout": _CONNECT_SECONDS, "command_timeout": STATEMENT_MS / 1000 + 5}
_SSL = "sslmode"
_LOCK = 7_255_273
"""The advisory lock of whoever prepares the database; any number that nobody else uses."""

CHANNELS = REVISION, LIVE = "pulse_revision", "pulse_live"
"""What is spoken of: that a resource changed; events just stored, and who watches them."""
PAYLOAD_BYTES = 7_900
"""A notification holds a little more than this."""
BEAT_SECONDS = 0.3
"""How often a listener looks whether its connection still lives."""
TRUST_SECONDS = 0.9
"""How long after its last sign of life a listener may still believe that it misses nothing."""
_PAUSE_SECONDS = 0.5
_TELL = "SELECT count(pg_notify($1, said)::text) FROM unnest($2::text[]) said"
_ALIVE = "SELECT true"

AWAY = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""How a server says, or does not say, that it cannot be spoken to."""

Heard = Callable[[str], None]

_log = structlog.get_logger("postgres")


def connection_of(url: str) -> dict[str, Any]:
    """The ORM's configuration of that URL: pool, timeouts, and ``sslmode`` as PostgreSQL's own clients spell it."""
    config: dict[str, Any] = expand_db_url(_for_the_orm(url))
    credentials = {**POOL, **_TIMEOUTS, **config["credentials"], "server_settings": dict(_SERVER)}
    mode = dict(parse_qsl(urlsplit(url).query)).get(_SSL)
    if mode:
        credentials["ssl"] = mode
    return {"engine": config["engine"], "credentials": credentials}


async def connect(url: str, name: str) -> asyncpg.Connection:
    """A connection of its own, outside of the pool, without a limit to how long a statement may wait."""
    parts = urlsplit(url)
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if key == _SSL])
    dsn = urlunsplit(("postgres", parts.netloc, parts.path, query, ""))
    return await asyncpg.connect(dsn, timeout=_CONNECT_SECONDS, server_settings={"application_name": name})


@contextlib.asynccontextmanager
async def alone(url: str) -> AsyncIterator[None]:
    """One process at a time, on whichever node; the lock ends with its holder.

    Raises:
        SettingsError: the database cannot be used; the message says why.

    """
    try:
        connection = await connect(url, "pulse-prepare")
    except AWAY as problem:
        raise SettingsError(f"DATABASE_URL cannot be used: {str(problem) or 'no answer in time'}") from problem
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)
        yield
    finally:
        await connection.close()


def _for_the_orm(url: str) -> str:
    parts = urlsplit(url)
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if key != _SSL])
    return urlunsplit(("asyncpg", parts.netloc, parts.path, query, ""))


class Notices:
    """What the processes of all nodes tell each other, over LISTEN and NOTIFY.

    One connection listens and speaks. A notification that was sent while it was down is lost, so whoever relies on one
    asks :attr:`sure`, and is told by :meth:`on_beat` to look for itself, at each sign of life.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._heard: defaultdict[str, list[Heard]] = defaultdict(list)
        self._beats: list[tuple[str, Heard]] = [(_ALIVE, lambda _: None)]
        self._connection: asyncpg.Connection | None = None
        self._turn = asyncio.Lock()
        self._last = float("-inf")
        self._task: asyncio.Task[None] | None = None

    @property
    def sure(self) -> bool:
        """Whether nothing can have been missed within the last second."""
        return asyncio.get_running_loop().time() - self._last < TRUST_SECONDS

    def hear(self, channel: str, heard: Heard) -> None:
        """Call this with each payload on a channel."""
        self._heard[channel].append(heard)

    def on_beat(self, sql: str, heard: Heard) -> None:
        """Call this with the one value that a statement gives, at each sign of life."""
        self._beats.append((sql, heard))

    async def start(self) -> None:
        """Begin to listen; where the server is away, go on trying."""
        with contextlib.suppress(*AWAY):
            await self._open()
        self._task = asyncio.create_task(self._keep(), name="notices")

    async def stop(self) -> None:
        """Listen no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._drop()

    async def tell(self, channel: str, payloads: Sequence[str]) -> bool:
        """Tell everybody who listens, this process included; whether it could be said."""
        try:
            await self._run(_TELL, channel, list(payloads))
        except AWAY as problem:
            _log.warning("not_told", channel=channel, problem=repr(problem))
            return False
        return True

    async def _keep(self) -> None:
        while True:
            try:
                if self._connection is None:
                    await self._open()
                await self._beat()
            except AWAY as problem:
                _log.warning("not_listening", problem=repr(problem))
                await self._drop()
                await asyncio.sleep(_PAUSE_SECONDS)
            else:
                await asyncio.sleep(BEAT_SECONDS)

    async def _open(self) -> None:
        connection = await connect(self._url, "pulse-notices")
        for channel in CHANNELS:
            await connection.add_listener(channel, self._take)
        self._connection = connection
        await self._beat()

    async def _beat(self) -> None:
        began = asyncio.get_running_loop().time()
        for sql, heard in self._beats:
            heard(str(await self._run(sql)))
        self._last = began

    async def _run(self, sql: str, *values: object) -> Any:
        async with self._turn:
            if self._connection is None:
                raise asyncpg.InterfaceError("not connected")
            return await self._connection.fetchval(sql, *values, timeout=TRUST_SECONDS)

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.terminate()

    def _take(self, _: object, __: int, channel: str, payload: str) -> None:
        for heard in self._heard[channel]:
            heard(payload)
