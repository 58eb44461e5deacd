"""The warehouse: where events and sessions lie, and how they are asked for."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import msgspec
import structlog

from pulse.errors import unavailable
from warehouse.answers import Answers
from warehouse.engine import READERS, ConnectEngine, Engine
from warehouse.statement import SQL, Statement
from warehouse.tables import LEDGER, LEDGER_TABLE, VERSIONS, statements

T = TypeVar("T")

SHARED_SECONDS = 5.0
"""How long an answer is trusted where other processes write to the same store."""

_CONTENT_CODES = frozenset({6, 26, 27, 38, 41, 69, 72, 117, 130, 131, 321, 349, 376, 407, 441, 467, 675, 676})
"""What ClickHouse calls text, numbers, moments, ids and decimals that it cannot read. Types that do not match are not
among them: a table is at fault there, and all rows would be put aside."""
_CODE = re.compile(r"Code: (\d+)")
_REASON_MOST = 500

_log = structlog.get_logger("warehouse")
_rows = msgspec.json.Decoder(list[Any])


class ContentRefusedError(ValueError):
    """Lines that the store will never take, since one of them holds what its column cannot."""


def is_content(problem: Exception) -> bool:
    """Whether the store refused what it was sent, and will again; else it may take it another time."""
    code = _CODE.search(str(problem))
    return code is not None and int(code[1]) in _CONTENT_CODES


class Warehouse:
    """Asynchronous face of an :class:`Engine`, whose blocking calls run in threads."""

    def __init__(self, engine: Engine, answers: Answers | None = None) -> None:
        self.engine = engine
        self.answers = answers or Answers()
        # One thread for each read handle, one for the writer, so that a flush never waits behind reports.
        self._reading = ThreadPoolExecutor(READERS, "warehouse-read")
        self._writing = ThreadPoolExecutor(1, "warehouse-write")

    @classmethod
    async def open(cls, dsn: str) -> "Warehouse":
        """Connect to ``chdb:///folder`` (made where missing) or ``clickhouse://user:password@host:8123/name``."""
        answers = Answers() if dsn.startswith("chdb:") else Answers(lasting=SHARED_SECONDS)
        return cls(await asyncio.to_thread(ConnectEngine, dsn), answers)

    async def migrate(self) -> None:
        """Bring the tables up to date; does nothing where they are."""
        await self.execute(Statement(LEDGER))
        ((current,),) = await self.fetch(Statement(SQL(f"SELECT max(version) FROM {LEDGER_TABLE}")))
        for version, name in enumerate(VERSIONS[current:], current + 1):
            for sql in statements(name):
                await self.execute(Statement(sql))
            await self.execute(Statement(SQL(f"INSERT INTO {LEDGER_TABLE} (version) VALUES ({version})")))

    async def fetch(self, statement: Statement) -> list[list[Any]]:
        """The rows of an answer, each a list of plain values in the order of the SELECT.

        64-bit numbers and decimals are numbers, moments are ``YYYY-MM-DD hh:mm:ss.fff`` texts, NaN is None.

        Raises:
            PulseError: 503 where the store does not answer.

        """
        body = await self.answers.get(statement, lambda: self._read(statement))
        return _rows.decode_lines(body)

    async def stream(self, statement: Statement, fmt: str) -> AsyncGenerator[bytes, None]:
        """An answer of any size in a ClickHouse format (``CSV``, ``JSONEachRow``, ``Parquet`` …), piece by piece.

        Raises:
            PulseError: 503 where the store does not answer.

        """
        pieces: Iterator[bytes] = self.engine.stream(statement, fmt)
        # The engine ties a stream to the thread that opened it.
        with ThreadPoolExecutor(1, "warehouse-stream") as thread:
            try:
                while piece := await self._ask(lambda: next(pieces, b""), statement, thread):
                    yield piece
            finally:
                await asyncio.get_running_loop().run_in_executor(thread, _close, pieces)

    async def insert(self, table: str, lines: bytes, token: str, since: Mapping[str, int] | None = None) -> None:
        """Store JSONEachRow lines, once for each token. What the store raises is raised: the sender keeps its batch.

        Args:
            table: where.
            lines: one JSON object each.
            token: the same again stores nothing.
            since: the earliest moment among the lines of each project, in milliseconds, where the sender knows:
                answers about an earlier time stay true.

        Raises:
            ContentRefusedError: a line holds what its column cannot; the same lines will be refused again.

        """
        call = asyncio.get_running_loop().run_in_executor(self._writing, self.engine.write, table, lines, token)
        try:
            await call
        except Exception as problem:
            if is_content(problem):
                raise ContentRefusedError(str(problem)[:_REASON_MOST]) from problem
            raise
        finally:
            self.answers.forget(since)

    async def load(self, table: str, block: bytes, fmt: str, token: str) -> None:
        """Store rows in a ClickHouse format, once for each token. What the store raises is raised."""
        await asyncio.get_running_loop().run_in_executor(self._writing, self.engine.load, table, block, fmt, token)

    async def execute(self, statement: Statement) -> None:
        """Run a statement that has no answer, behind the inserts under way.

        Raises:
            PulseError: 503 where the store refuses or does not answer.

        """
        try:
            await self._ask(lambda: self.engine.run(statement), statement, self._writing)
        finally:
            self.answers.forget()

    async def ping(self) -> bool:
        """Whether the store answers."""
        try:
            return await self._read(Statement(SQL("SELECT 1"))) == b"[1]\n"
        except Exception:  # noqa: BLE001 - any failure is the answer
            return False

    async def close(self) -> None:
        """Finish what is under way and let go."""
        await asyncio.to_thread(self._stop)

    async def _read(self, statement: Statement) -> bytes:
        return await self._ask(lambda: self.engine.read(statement, "JSONCompactEachRow"), statement)

    def _stop(self) -> None:
        self._reading.shutdown()
        self._writing.shutdown()
        self.engine.close()

    async def _ask(self, call: Callable[[], T], statement: Statement, pool: ThreadPoolExecutor | None = None) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(pool or self._reading, call)
        except Exception as problem:
            _log.exception("warehouse_failed", sql=statement.sql)
            raise unavailable("warehouse") from problem


def _close(pieces: Iterator[bytes]) -> None:
    close = getattr(pieces, "close", None)
    if close is not None:
        close()
