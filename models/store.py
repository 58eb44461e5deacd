"""The resources' database: opened, migrated, read, changed."""

import asyncio
import fcntl
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tortoise.context import TortoiseContext
from tortoise.context import _current_context as _CURRENT  # noqa: N812 - its own ``with`` keeps one token per context, which tasks would overwrite
from tortoise.exceptions import DBConnectionError, DoesNotExist, IntegrityError, OperationalError
from tortoise.expressions import F
from tortoise.migrations.executor import MigrationExecutor
from tortoise.transactions import in_transaction

from models import postgres
from models.projects import Revision
from pulse.errors import unavailable
from pulse.settings import SettingsError

REVISION_ID = 1
_BUSY_MS = 10_000
_SQLITE = "sqlite://"
_REVISION = "SELECT value FROM revision"
_TELL = "SELECT value, pg_notify($1, value::text) FROM revision"
APPS: dict[str, dict[str, Any]] = {
    "models": {"models": ["models"], "migrations": "models.migrations", "default_connection": "default"}
}


class Store:
    """An open database with its migrations applied.

    Tortoise finds its connection through a context variable, which a request's task does not inherit from the task that
    opened the store. So whoever uses a model does it inside :meth:`reading` or :meth:`change`.

    Attributes:
        url: where it is.
        path: its file, where it is one.
        notices: how the processes that share it tell each other of changes, where it is a server.
        heard: the highest revision that was heard of, through notices or by a change of our own.

    """

    def __init__(self, url: str, context: TortoiseContext) -> None:
        self.url = url
        self.path = sqlite_path(url)
        self.notices = None if self.path else postgres.Notices(url)
        self.heard = 0
        self._context = context

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open the database of that URL and bring its tables up to date.

        Raises:
            SettingsError: the URL is of no kind that can be used, or its server cannot.

        """
        path = sqlite_path(url)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        store = cls(url, TortoiseContext())
        try:
            with store._active():
                await store._context.init(config={"connections": {"default": _connection(url)}, "apps": APPS})
                async with store.alone():
                    await MigrationExecutor(store._context.db(), APPS).migrate()
                    await Revision.get_or_create(id=REVISION_ID)
            await store._listen()
        except BaseException:
            await store.close()
            raise
        return store

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Models can be read inside.

        Raises:
            PulseError: 503 where the database does not answer.

        """
        with self._active(), _explained():
            yield

    @asynccontextmanager
    async def change(self) -> AsyncIterator[None]:
        """A transaction that everybody who keeps a copy of a resource hears of.

        Counting the revision comes first: it makes this a writing transaction from its first statement, so that two
        processes queue; one that reads first and writes then would fail at once where another wrote in between.
        """
        async with self.transaction():
            await Revision.filter(id=REVISION_ID).update(value=F("value") + 1)
            yield
            value = await self._tell() if self.notices else 0
        self._learn(value)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """A transaction on what nobody keeps a copy of. It starts with a write, for the reason given above."""
        with self._active(), _explained():
            async with _entered(in_transaction()):
                yield
                await _write_before_commit()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[None]:
        """Whatever is read inside is of one moment."""
        with self._active(), _explained():
            async with in_transaction() as connection:
                if self.path is None:  # a reading transaction of SQLite sees one moment anyway
                    await connection.execute_query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                yield

    async def revision(self) -> int:
        """How many changes there have been."""
        with self.reading():
            value: int = (await Revision.get(id=REVISION_ID)).value
        return value

    async def ping(self) -> bool:
        """Whether the database answers."""
        try:
            await self.revision()
        except Exception:  # noqa: BLE001 - any failure is the answer
            return False
        return True

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """One process at a time, though several start together, on one node or on many."""
        if self.path is None:
            async with postgres.alone(self.url):
                yield
            return
        with self.path.with_name(self.path.name + ".lock").open("w") as file:
            await asyncio.to_thread(fcntl.flock, file, fcntl.LOCK_EX)
            yield

    async def close(self) -> None:
        """Close the connections."""
        if self.notices:
            await self.notices.stop()
        await self._context.close_connections()

    async def _listen(self) -> None:
        if self.notices:
            self.notices.hear(postgres.REVISION, lambda value: self._learn(int(value)))
            self.notices.on_beat(_REVISION, lambda value: self._learn(int(value)))
            await self.notices.start()

    async def _tell(self) -> int:
        """Tell the revision of the transaction under way to all who listen, once it is committed."""
        (row,) = await self._context.db().execute_query_dict(_TELL, [postgres.REVISION])
        return int(row["value"])

    def _learn(self, value: int) -> None:
        self.heard = max(self.heard, value)

    @contextmanager
    def _active(self) -> Iterator[None]:
        token = _CURRENT.set(self._context)
        try:
            yield
        finally:
            _CURRENT.reset(token)


@asynccontextmanager
async def open_store(url: str) -> AsyncIterator[Store]:
    """The database of that URL, migrated, for as long as it is needed; see :meth:`Store.open`."""
    store = await Store.open(url)
    try:
        yield store
    finally:
        await store.close()


def sqlite_path(url: str) -> Path | None:
    """The file of a ``sqlite://`` URL; None for another kind."""
    return Path(url.removeprefix(_SQLITE).partition("?")[0]) if url.startswith(_SQLITE) else None


def _connection(url: str) -> dict[str, Any]:
    path = sqlite_path(url)
    if path is not None:
        options = {"journal_mode": "WAL", "synchronous": "FULL", "busy_timeout": _BUSY_MS, "foreign_keys": "ON"}
        return {"engine": "tortoise.backends.sqlite", "credentials": {"file_path": str(path), **options}}
    scheme, separator, _ = url.partition("://")
    if scheme not in postgres.SCHEMES or not separator:
        raise SettingsError(f"DATABASE_URL must start with sqlite:// or postgres://, not '{scheme}'.")
    return postgres.connection_of(url)


@dataclass(slots=True)
class Writing:
    """Something to write with the next transaction of a task. ``done`` is set once it was."""

    write: Callable[[], Awaitable[None]]
    done: bool = False


_WRITING: ContextVar[Writing | None] = ContextVar("writing", default=None)


@contextmanager
def before_commit(write: Callable[[], Awaitable[None]]) -> Iterator[Writing]:
    """Have something written at the end of the first transaction that is made inside, as part of it."""
    writing = Writing(write)
    token = _WRITING.set(writing)
    try:
        yield writing
    finally:
        _WRITING.reset(token)


async def _write_before_commit() -> None:
    writing = _WRITING.get()
    if writing is not None and not writing.done:
        await writing.write()
        writing.done = True


@asynccontextmanager
async def _entered(transaction: Any) -> AsyncIterator[None]:
    """The ORM's transaction, also let go of where its task is cancelled while it begins.

    The ORM itself would then keep the connection's lock, and nobody could write any more.
    """
    try:
        await transaction.__aenter__()
    except BaseException as problem:
        if hasattr(transaction, "token"):  # it had the connection already
            await _undo(transaction, problem)
        raise
    try:
        yield
    except BaseException as problem:
        await _undo(transaction, problem)
        raise
    await transaction.__aexit__(None, None, None)


async def _undo(transaction: Any, problem: BaseException) -> None:
    """Roll back; where even that fails, what was the matter before is what the caller must hear."""
    with suppress(Exception):
        await transaction.__aexit__(type(problem), problem, None)


@contextmanager
def _explained() -> Iterator[None]:
    """A database that cannot be reached, said in the API's words; a broken rule stays what it is."""
    try:
        yield
    except (IntegrityError, DoesNotExist):
        raise
    except (OperationalError, DBConnectionError, sqlite3.Error, *postgres.AWAY) as error:
        raise unavailable("database") from error
