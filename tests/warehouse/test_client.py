import uuid
from collections.abc import Iterator

import msgspec
import pytest

from pulse.errors import PulseError
from warehouse.client import VERSIONS, Warehouse
from warehouse.engine import Engine
from warehouse.statement import SQL, Binds, Statement

HOSTILE = "it's \\ \n\t\0 {p0:String} \\' -- ; \" `x` é 😀 \r"


def _event(project: str, seconds: float, **more: object) -> bytes:
    row = {
        "project": project,
        "type": "pageview",
        "timestamp": seconds,
        "received_at": seconds,
        "id": str(uuid.uuid4()),
    }
    return msgspec.json.encode(row | more) + b"\n"


async def test_migrating_again_changes_nothing(warehouse: Warehouse) -> None:
    await warehouse.migrate()
    rows = await warehouse.fetch(Statement(SQL("SELECT version FROM warehouse_versions FINAL ORDER BY version")))
    assert rows == [[number] for number in range(1, len(VERSIONS) + 1)]


async def test_hostile_values_are_values(warehouse: Warehouse) -> None:
    binds = Binds()
    texts = [HOSTILE, "],['"]
    sql = f"SELECT {binds.text(HOSTILE)}, {binds.texts(texts)}, {binds.whole(-5)}, {binds.wholes([1, 2])}"
    assert await warehouse.fetch(Statement(SQL(sql), binds.values)) == [[HOSTILE, texts, -5, [1, 2]]]


async def test_numbers_arrive_as_numbers_and_no_rows_as_none(warehouse: Warehouse) -> None:
    sql = "SELECT toUInt64(18446744073709551615), toDecimal64('1.25', 4), nan, toDateTime64(1.5, 3, 'UTC')"
    assert await warehouse.fetch(Statement(SQL(sql))) == [[2**64 - 1, 1.25, None, "1970-01-01 00:00:01.500"]]
    assert await warehouse.fetch(Statement(SQL(f"{sql} WHERE 0"))) == []


async def test_a_batch_sent_twice_is_stored_once(warehouse: Warehouse, project_id: str) -> None:
    lines = _event(project_id, 1_700_000_000.123, visitor=2**64 - 5, properties={"a": HOSTILE}, revenue="12.34")
    for _ in range(2):
        await warehouse.insert("events", lines, f"{project_id}-1")
    await warehouse.insert("events", lines, f"{project_id}-2")
    binds = Binds()
    where = f"FROM events WHERE project = {binds.text(project_id)}"
    sql = f"SELECT count(), max(visitor), min(timestamp), any(properties['a']), sum(revenue) {where}"
    rows = await warehouse.fetch(Statement(SQL(sql), binds.values))
    assert rows == [[2, 2**64 - 5, "2023-11-14 22:13:20.123", HOSTILE, 24.68]]
    seen = f"SELECT count() FROM visitors FINAL WHERE project = {binds.text(project_id)}"
    assert await warehouse.fetch(Statement(SQL(seen), binds.values)) == [[1]]


async def test_a_batch_that_does_not_fit_is_refused_whole(warehouse: Warehouse, project_id: str) -> None:
    with pytest.raises(Exception, match="timestamp"):
        await warehouse.insert("events", _event(project_id, 1.0) + b'{"timestamp": "never"}\n', f"{project_id}-3")
    binds = Binds()
    sql = f"SELECT count() FROM events WHERE project = {binds.text(project_id)}"
    assert await warehouse.fetch(Statement(SQL(sql), binds.values)) == [[0]]


async def test_a_stream_ends_where_the_answer_does(warehouse: Warehouse) -> None:
    statement = Statement(SQL("SELECT number FROM numbers(300000)"))
    pieces = [piece async for piece in warehouse.stream(statement, "CSV")]
    assert len(pieces) > 1
    assert b"".join(pieces).split() == [str(number).encode() for number in range(300_000)]


async def test_a_stream_may_be_left_early(warehouse: Warehouse) -> None:
    stream = warehouse.stream(Statement(SQL("SELECT number FROM numbers(10000000)")), "CSV")
    assert (await anext(stream)).startswith(b"0\n1\n")
    await stream.aclose()  # type: ignore[attr-defined]
    assert await warehouse.ping()


async def test_a_failing_store_is_unavailable_and_says_no_more(warehouse: Warehouse) -> None:
    with pytest.raises(PulseError, match="warehouse is not available") as caught:
        await warehouse.fetch(Statement(SQL("SELECT nothing_of_that_name")))
    assert caught.value.status == 503
    with pytest.raises(PulseError):
        [piece async for piece in warehouse.stream(Statement(SQL("SELECT nothing_of_that_name")), "CSV")]


class _Down:
    """An engine behind which nothing answers."""

    def read(self, statement: Statement, fmt: str) -> bytes:
        raise ConnectionError(statement.sql, fmt)

    def stream(self, statement: Statement, fmt: str) -> Iterator[bytes]:
        raise ConnectionError(statement.sql, fmt)

    def write(self, table: str, lines: bytes, token: str) -> None:
        raise ConnectionError(table, lines, token)

    def run(self, statement: Statement) -> None:
        raise ConnectionError(statement.sql)

    def close(self) -> None:
        pass


async def test_an_outage_reaches_the_writer_as_it_is(project_id: str) -> None:
    engine: Engine = _Down()
    store = Warehouse(engine)
    assert not await store.ping()
    with pytest.raises(ConnectionError):
        await store.insert("events", _event(project_id, 1.0), "token")
    await store.close()
