"""The one place that speaks to clickhouse-connect: blocking calls, on a few handles."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from warehouse.statement import Statement

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

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


class Engine(Protocol):
    """What :class:`warehouse.client.Warehouse` needs of a store. Every call blocks, and any may raise."""

    def read(self, statement: Statement, fmt: str) -> bytes:
        """The whole answer in a ClickHouse format."""

    def stream(self, statement: Statement, fmt: str) -> Iterator[bytes]:
        """The answer piece by piece, in constant memory."""

    def write(self, table: str, lines: bytes, token: str) -> None:
        """Store JSONEachRow lines; the same token again stores nothing."""

    def run(self, statement: Statement) -> None:
        """A statement without an answer: DDL, a deletion."""

    def close(self) -> None:
        """Let go of every handle."""


class ConnectEngine:
    """ClickHouse, in this process (``chdb:///folder``) or behind HTTP (``clickhouse://host``)."""

    def __init__(self, dsn: str, readers: int = READERS) -> None:
        self._dsn = dsn
        if urlsplit(dsn).scheme == "chdb":
            Path(urlsplit(dsn).path).mkdir(parents=True, exist_ok=True)
        self._writer: SimpleQueue[Client] = SimpleQueue()
        self._writer.put(_connect(dsn, _WRITE))
        self._readers: SimpleQueue[Client] = SimpleQueue()
        for _ in range(readers):
            self._readers.put(_connect(dsn, _READ))
        self._handles = readers

    def read(self, statement: Statement, fmt: str) -> bytes:
        """See :meth:`Engine.read`."""
        with _borrowed(self._readers) as client:
            return client.raw_query(statement.sql, dict(statement.binds), fmt=fmt)

    def stream(self, statement: Statement, fmt: str) -> Iterator[bytes]:
        """See :meth:`Engine.stream`; a handle of its own, so that a slow reader of a long answer holds up nobody."""
        client = _connect(self._dsn, _READ)
        try:
            with client.raw_stream(statement.sql, dict(statement.binds), fmt=fmt) as source:
                while chunk := source.read(_CHUNK):
                    yield chunk
        finally:
            client.close()

    def write(self, table: str, lines: bytes, token: str) -> None:
        """See :meth:`Engine.write`."""
        settings = {"insert_deduplication_token": token, "deduplicate_blocks_in_dependent_materialized_views": 1}
        with _borrowed(self._writer) as client:
            client.raw_insert(table, insert_block=lines, fmt="JSONEachRow", settings=settings)

    def run(self, statement: Statement) -> None:
        """See :meth:`Engine.run`."""
        with _borrowed(self._writer) as client:
            client.command(statement.sql, dict(statement.binds) or None)

    def close(self) -> None:
        """See :meth:`Engine.close`; waits for the statements under way."""
        for pool, count in ((self._writer, 1), (self._readers, self._handles)):
            for _ in range(count):
                pool.get().close()


@contextmanager
def _borrowed(pool: "SimpleQueue[Client]") -> "Iterator[Client]":
    client = pool.get()
    try:
        yield client
    finally:
        pool.put(client)


def _connect(dsn: str, settings: dict[str, Any]) -> "Client":
    # The engine's library costs up to a second and 260 MiB: whoever asks for no warehouse does not pay.
    from clickhouse_connect import common, get_client  # noqa: PLC0415 - see above

    common.set_setting("autogenerate_session_id", False)  # noqa: FBT003 - a session would serialise a server's queries
    return get_client(dsn=dsn, settings=settings)
