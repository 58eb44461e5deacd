"""The one place that speaks to clickhouse-connect: blocking calls, on a few handles."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlsplit

import structlog

from warehouse import cluster
from warehouse.address import Address
from warehouse.statement import Statement

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

T = TypeVar("T")

READERS = 4
"""Statements of one process that run side by side; more would only wait for the same cores."""

_CHUNK = 1 << 16

_SETTINGS: dict[str, Any] = {
    "prefer_column_name_to_alias": 1,  # an alias that is named like a column must not shadow it in WHERE
    "output_format_json_quote_64bit_integers": 0,
    "output_format_json_quote_denormals": 0,  # the mean of nothing arrives as null
}
_READ = _SETTINGS | {"max_execution_time": 60}
_WRITE = _SETTINGS | {"lightweight_deletes_sync": 2}
_TIMEOUTS: dict[str, Any] = {"connect_timeout": 3, "send_receive_timeout": 90}
"""Seconds, unless the DSN says otherwise."""
_QUORUM_MS = 30_000
_ELSEWHERE = frozenset({3, 159, 164, 202, 209, 210, 225, 236, 242, 279, 285, 286, 289, 319, 394, 425, 439, 999})
"""Exceptions of a server that say that it cannot answer now though another replica may: no connection, no keeper, a
read-only replica, too few replicas, too many queries, shutting down. A write that got one may have been stored: it is
sent again under the same token."""

_log = structlog.get_logger("warehouse")

_DEDUPLICATED: dict[str, Any] = {"deduplicate_blocks_in_dependent_materialized_views": 1}
_ONE_BLOCK: dict[str, Any] = {
    "max_insert_block_size": 1 << 21,
    "min_insert_block_size_rows": 1 << 21,
    "min_insert_block_size_bytes": 1 << 31,
}


class Engine(Protocol):
    """What :class:`warehouse.client.Warehouse` needs of a store. Every call blocks, and any may raise."""

    def read(self, statement: Statement, fmt: str) -> bytes:
        """The whole answer in a ClickHouse format."""

    def stream(self, statement: Statement, fmt: str) -> Iterator[bytes]:
        """The answer piece by piece, in constant memory."""

    def write(self, table: str, lines: bytes, token: str) -> None:
        """Store JSONEachRow lines; the same token again stores nothing."""

    def load(self, table: str, block: bytes, fmt: str, token: str) -> None:
        """Store rows in a ClickHouse format as one block; the same token again stores nothing."""

    def run(self, statement: Statement) -> None:
        """A statement without an answer: DDL, a deletion."""

    def close(self) -> None:
        """Let go of every handle."""


class ConnectEngine:
    """ClickHouse, in this process (``chdb:///folder``) or behind HTTP (``clickhouse://host``); see :class:`Address`.

    Servers are spoken to when they are needed first, so that a node starts, and accepts events, while none of them
    answers. Where several hosts are named, the first is used until it fails.
    """

    def __init__(self, dsn: str, readers: int = READERS) -> None:
        address = Address.read(dsn)
        if address.embedded:
            Path(urlsplit(dsn).path).mkdir(parents=True, exist_ok=True)
        self._address = address
        self._hosts = _Hosts(address)
        shared = cluster.SETTINGS if address.cluster else {}
        quorum = {"insert_quorum": address.quorum, "insert_quorum_timeout": _QUORUM_MS} if address.cluster else {}
        self._read = {**_READ, **shared}
        self._writer: SimpleQueue[_Handle] = SimpleQueue()
        self._writer.put(_Handle(self._hosts, {**_WRITE, **shared, **quorum}))
        self._readers: SimpleQueue[_Handle] = SimpleQueue()
        for _ in range(readers):
            self._readers.put(_Handle(self._hosts, self._read))
        self._handles = readers
        if address.embedded:
            self._open_all()

    def read(self, statement: Statement, fmt: str) -> bytes:
        """See :meth:`Engine.read`."""
        with _borrowed(self._readers) as handle:
            return handle.ask(lambda client: client.raw_query(statement.sql, dict(statement.binds), fmt=fmt))

    def stream(self, statement: Statement, fmt: str) -> Iterator[bytes]:
        """See :meth:`Engine.stream`; a handle of its own, so that a slow reader of a long answer holds up nobody."""
        handle = _Handle(self._hosts, self._read)
        try:
            opened = handle.ask(lambda client: client.raw_stream(statement.sql, dict(statement.binds), fmt=fmt))
            with opened as source:
                while chunk := source.read(_CHUNK):
                    yield chunk
        finally:
            handle.close()

    def write(self, table: str, lines: bytes, token: str) -> None:
        """See :meth:`Engine.write`."""
        self._store(table, lines, "JSONEachRow", _DEDUPLICATED, token)

    def load(self, table: str, block: bytes, fmt: str, token: str) -> None:
        """See :meth:`Engine.load`."""
        self._store(table, block, fmt, _DEDUPLICATED | _ONE_BLOCK, token)

    def run(self, statement: Statement) -> None:
        """See :meth:`Engine.run`."""
        name = self._address.cluster
        with _borrowed(self._writer) as handle:
            for sql in cluster.clustered(statement.sql, name) if name else [statement.sql]:
                handle.ask(partial(_command, sql, dict(statement.binds) or None))

    def close(self) -> None:
        """See :meth:`Engine.close`; waits for the statements under way."""
        for pool, count in ((self._writer, 1), (self._readers, self._handles)):
            for _ in range(count):
                pool.get().close()

    def _store(self, table: str, block: bytes, fmt: str, settings: dict[str, Any], token: str) -> None:
        given = settings | {"insert_deduplication_token": token}
        with _borrowed(self._writer) as handle:
            handle.ask(lambda client: client.raw_insert(table, insert_block=block, fmt=fmt, settings=given))

    def _open_all(self) -> None:
        for pool, count in ((self._writer, 1), (self._readers, self._handles)):
            for _ in range(count):
                with _borrowed(pool) as handle:
                    handle.ask(lambda _: None)


class _Hosts:
    """The hosts, and which of them all handles use now."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self.count = len(address.urls)
        self.now = 0

    def connect(self, number: int, settings: dict[str, Any]) -> "Client":
        """A client of one host."""
        return _connect(self._address, self._address.urls[number], settings)

    def failed(self, number: int, problem: Exception) -> None:
        """Let all handles use the next one."""
        if self.count > 1 and number == self.now:
            self.now = (number + 1) % self.count
            host = urlsplit(self._address.urls[self.now]).netloc.rpartition("@")[2]
            _log.warning("warehouse_host_changed", now=host, problem=repr(problem)[:200])


class _Handle:
    """A client of whichever host answers. For one thread at a time."""

    def __init__(self, hosts: _Hosts, settings: dict[str, Any]) -> None:
        self._hosts = hosts
        self._settings = settings
        self._client: Client | None = None
        self._host = -1

    def ask(self, call: "Callable[[Client], T]") -> T:
        """Do something with the client; where its host cannot, with that of another, each of them once."""
        for left in range(self._hosts.count - 1, -1, -1):
            host = self._hosts.now
            try:
                return call(self._of(host))
            except Exception as problem:
                if not _may_do_better(problem) or not left:
                    raise
                self._hosts.failed(host, problem)
        raise AssertionError("there is at least one host")

    def close(self) -> None:
        """Let go."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):  # a host that is gone cannot be said goodbye to
                client.close()

    def _of(self, host: int) -> "Client":
        if self._client is None or self._host != host:
            self.close()
            self._client, self._host = self._hosts.connect(host, self._settings), host
        return self._client


def _may_do_better(problem: Exception) -> bool:
    """Whether another host may be able to do what this one could not."""
    from clickhouse_connect.driver.exceptions import Error, OperationalError  # noqa: PLC0415 - see _connect

    return isinstance(problem, OperationalError) or (isinstance(problem, Error) and problem.code in _ELSEWHERE)


def _command(sql: str, binds: dict[str, Any] | None, client: "Client") -> None:
    client.command(sql, binds)


@contextmanager
def _borrowed(pool: "SimpleQueue[_Handle]") -> "Iterator[_Handle]":
    handle = pool.get()
    try:
        yield handle
    finally:
        pool.put(handle)


def _connect(address: Address, url: str, settings: dict[str, Any]) -> "Client":
    # The engine's library costs up to a second and 260 MiB: whoever asks for no warehouse does not pay.
    from clickhouse_connect import common, get_client  # noqa: PLC0415 - see above

    common.set_setting("autogenerate_session_id", False)  # noqa: FBT003 - a session would serialise a server's queries
    if address.embedded:
        return get_client(dsn=url, settings=settings)
    return get_client(dsn=url, secure=address.secure, settings=settings, **_TIMEOUTS)
