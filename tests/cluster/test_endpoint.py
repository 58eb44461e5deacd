"""The warehouse behind HTTP: the real engine at an endpoint of its own, as several processes speak to it."""

import socket
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from clickhouse import ClickHouse

from pulse.errors import PulseError
from running import free_port
from warehouse.client import Warehouse
from warehouse.statement import SQL, Binds, Statement

HOSTILE = "it's \\ \n\t {p0:String} \\' -- ; \" `x` é 😀 \r"
DROP = b'{"project":"%s","day":"2026-01-01","reason":"bot","dropped":3}\n'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClickHouse]:
    started = ClickHouse(tmp_path_factory.mktemp("clickhouse")).start()
    yield started
    started.kill()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def far(server: ClickHouse) -> AsyncIterator[Warehouse]:
    opened = await Warehouse.open(server.dsn)
    await opened.migrate()
    yield opened
    await opened.close()


async def dropped(warehouse: Warehouse, project: str) -> int:
    binds = Binds()
    sql = f"SELECT sum(dropped) FROM drops WHERE project = {binds.text(project)}"
    return int((await warehouse.fetch(Statement(SQL(sql), binds.values)))[0][0])


async def test_values_settings_and_answers_pass_through_http(far: Warehouse) -> None:
    binds = Binds()
    sql = f"SELECT {binds.text(HOSTILE)}, {binds.texts([HOSTILE, ''])}, {binds.hashes([2**64 - 1])}, nan, number AS n"
    rows = await far.fetch(Statement(SQL(f"{sql} FROM numbers(2)"), binds.values))
    assert rows == [[HOSTILE, [HOSTILE, ""], [2**64 - 1], None, n] for n in range(2)]


async def test_a_batch_sent_again_through_another_client_is_stored_once(
    server: ClickHouse, far: Warehouse, project_id: str
) -> None:
    other = await Warehouse.open(server.dsn)
    for warehouse in (far, other, far):
        await warehouse.insert("drops", DROP % project_id.encode(), f"{project_id}-1")
    await far.insert("drops", DROP % project_id.encode(), f"{project_id}-2")
    assert await dropped(other, project_id) == 6
    await other.close()


async def test_a_long_answer_comes_in_pieces(far: Warehouse) -> None:
    statement = Statement(SQL("SELECT number FROM numbers(100000)"))
    assert b"".join([piece async for piece in far.stream(statement, "CSV")]).count(b"\n") == 100_000


async def test_what_the_engine_refuses_is_said(far: Warehouse) -> None:
    with pytest.raises(PulseError, match="warehouse"):
        await far.fetch(Statement(SQL("SELECT * FROM nowhere")))
    with pytest.raises(Exception, match="code: 60"):
        far.engine.read(Statement(SQL("SELECT * FROM nowhere")), "CSV")


async def test_a_wrong_password_is_refused(server: ClickHouse) -> None:
    wrong = await Warehouse.open(server.dsn.replace("s3cret", "guess"))
    assert not await wrong.ping()
    await wrong.close()


async def test_a_host_that_is_gone_is_left_for_the_next(server: ClickHouse, project_id: str) -> None:
    """One that refuses connections, then one that takes them and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hosts = f"127.0.0.1:{free_port()},127.0.0.1:{silent.getsockname()[1]},127.0.0.1:{server.port}"
        dsn = server.dsn.replace(f"127.0.0.1:{server.port}", hosts)
        warehouse = await Warehouse.open(f"{dsn}?send_receive_timeout=1&query_retries=0")
        for _ in range(2):
            await warehouse.insert("drops", DROP % project_id.encode(), f"{project_id}-1")
        assert await dropped(warehouse, project_id) == 3
        assert warehouse.engine._hosts.now == 2  # type: ignore[attr-defined]  # whose engine it is, is known here
        await warehouse.close()


async def test_a_server_that_comes_back_is_found(server: ClickHouse, far: Warehouse, project_id: str) -> None:
    await far.insert("drops", DROP % project_id.encode(), f"{project_id}-1")
    server.kill()
    early = await Warehouse.open(server.dsn)
    for warehouse in (far, early):
        with pytest.raises(PulseError):
            await dropped(warehouse, project_id)
    server.start()
    await early.insert("drops", DROP % project_id.encode(), f"{project_id}-1")
    for warehouse in (far, early):
        assert await dropped(warehouse, project_id) == 3
    await early.close()
