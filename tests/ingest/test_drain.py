"""Each accepted event is stored exactly once, whatever fails in between."""

import asyncio
import sqlite3
import uuid
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from desk import NOW, Desk, new_project, open_desk

from ingest import spool as spool_module
from ingest.backlog import look
from ingest.batch import build, open_groups
from ingest.hits import Hit, pack, pack_group, unpack_group
from ingest.sessions import Sessions
from ingest.spool import Group, Spool
from pulse.errors import PulseError
from warehouse.client import Warehouse, is_content

COUNT = "SELECT count(), uniqExact(id) FROM events WHERE project = {project} AND type != 'page_time'"
SESSIONS = "SELECT sum(sign), sum(sign * pageviews), sum(sign * duration) FROM sessions WHERE project = {project}"


def view(second: float, **fields: Any) -> dict[str, Any]:
    return {"type": "pageview", "path": f"/{second}", "timestamp": round((NOW - 600 + second) * 1000), **fields}


async def ask(spool: Spool, sql: str) -> list[Any]:
    """What the spool's file says, asked in its own thread."""
    return await spool.run(lambda: spool._file.execute(sql).fetchall())


async def test_a_batch_whose_answer_was_lost_is_stored_once(desk: Desk) -> None:
    desk.engine.lose_answers = 4
    await desk.send(view(0), view(60))
    assert await desk.rows(COUNT) == [[2, 2]]
    assert await desk.stored(SESSIONS) == [[1, 2, 60]]
    assert await desk.stored(
        "SELECT sum(sign), sum(value) FROM events WHERE project = {project} AND type = 'page_time'"
    ) == [[1, 60]]
    visitors = await desk.stored("SELECT count() FROM visitors FINAL WHERE project = {project}")
    assert visitors == [[1]], "the views that fill other tables have not counted twice either"


async def test_while_the_warehouse_is_down_all_is_accepted_and_nothing_is_lost(desk: Desk) -> None:
    await desk.send(view(0))
    await desk.intake.flush()
    desk.engine.down = True
    for second in range(1, 21):
        await desk.send(view(second), view(second, visitor_id="v"))
        await asyncio.sleep(0.01)
    assert await desk.stored(COUNT) == [[1, 1]]
    desk.engine.down = False
    assert await desk.rows(COUNT) == [[41, 41]]
    assert await desk.stored(SESSIONS) == [[2, 41, 20 + 19]]


async def test_what_waits_at_the_stop_waits_on_disk(warehouse: Warehouse, tmp_path: Path) -> None:
    async with open_desk(warehouse, tmp_path) as desk:
        desk.engine.down = True
        await desk.send(view(0), view(1), view(2))
        await desk.intake.stop()
        desk.engine.down = False
        desk.intake = desk._intake()
        await desk.intake.start()
        assert await desk.rows(COUNT) == [[3, 3]]
        assert await desk.stored(SESSIONS) == [[1, 3, 2]]


async def test_a_flight_that_landed_unseen_is_not_stored_again_by_the_next_process(desk: Desk) -> None:
    """The worst moment of a crash: the warehouse has the batch, the spool does not know it yet."""
    spool = desk.intake._spool
    landed = spool.landed
    spool.landed = lambda _: None  # type: ignore[method-assign]  # the process dies before this line
    await desk.send(view(0), view(60))
    await asyncio.sleep(0.5)
    assert await desk.stored(COUNT) == [[2, 2]]
    spool.landed = landed  # type: ignore[method-assign]
    await desk.restart()
    await desk.send(view(120))
    assert await desk.rows(COUNT) == [[3, 3]]
    assert await desk.stored(SESSIONS) == [[1, 3, 120]]


async def test_stopping_drains(desk: Desk) -> None:
    await desk.send(*(view(second) for second in range(50)))
    await desk.intake.stop()
    assert await desk.stored(COUNT) == [[50, 50]]
    desk.intake = desk._intake()
    await desk.intake.start()


async def test_an_id_is_stored_once(desk: Desk) -> None:
    """In one batch, in two, without a time, with one, after a restart, and when it is long ago."""
    name = str(uuid.uuid4())
    await desk.send(view(0, id=name), view(0, id=name), view(1, id="my own"), view(1, id="my own"))
    await desk.intake.flush()
    await desk.send(view(0, id=name.replace("-", "")), view(1, id="my own"))
    await desk.restart()
    await desk.send(view(0, id=name), {"type": "pageview", "path": "/x", "id": "my own"})
    desk.now += 7_200
    await desk.restart()
    await desk.send(view(0, id=name), view(1, id="my own"))
    assert await desk.rows(COUNT) == [[2, 2]]
    assert await desk.stored(SESSIONS) == [[1, 2, 1]]


async def test_a_retry_that_names_its_time_is_known_though_the_first_named_none(desk: Desk) -> None:
    await desk.send({"type": "event", "name": "x", "id": "once"})
    await desk.intake.flush()
    desk.now += 10_000
    await desk.restart()
    await desk.send({"type": "event", "name": "x", "id": "once", "timestamp": round((NOW - 20) * 1000)})
    assert await desk.rows(COUNT) == [[1, 1]]


async def test_what_another_node_stored_and_did_not_answer_is_known_when_it_comes_again(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    server = {"warehouse_dsn": "clickhouse://many.example/pulse"}
    async with (
        open_desk(warehouse, tmp_path / "a", **server) as one,
        open_desk(warehouse, tmp_path / "b", **server) as other,
        open_desk(warehouse, tmp_path / "c") as alone,
    ):
        item = {"type": "event", "name": "x", "path": "/", "id": uuid.uuid4().hex}
        await one.send(item)
        await one.intake.flush()
        again = item | {"timestamp": round((NOW - 5) * 1000)}
        await other.send(again, project=one.project)
        assert await other.rows(COUNT, one.project) == [[1, 1]]
        await alone.send(again, project=one.project)
        assert await alone.rows(COUNT, one.project) == [[2, 1]], "the only node of a store need not ask"


async def test_the_same_id_in_two_projects_is_two_events(desk: Desk) -> None:
    other = new_project()
    await desk.send(view(0, id="x"))
    await desk.send(view(0, id="x"), project=other)
    await desk.intake.flush()
    await desk.send(view(0, id="x"))
    assert await desk.rows(COUNT) == [[1, 1]]
    assert await desk.rows(COUNT, other) == [[1, 1]]


async def test_robots_are_dropped_and_counted(desk: Desk) -> None:
    bot = {"user_agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}
    await desk.send(view(0), view(1), **bot)
    await desk.send(view(2, webdriver=True), view(3, webdriver=False))
    assert await desk.rows(COUNT) == [[1, 1]]
    rows = await desk.stored(
        "SELECT reason, sum(dropped), min(day) FROM drops WHERE project = {project} GROUP BY reason"
    )
    assert sorted(rows) == [["automation", 1, "2026-09-21"], ["bot", 2, "2026-09-21"]]


async def test_a_group_that_cannot_be_read_is_put_aside(desk: Desk) -> None:
    desk.engine.down = True
    await desk.send(view(0))
    await ask(desk.intake._spool, "INSERT INTO groups (count, body) VALUES (1, x'07c0')")
    await desk.send(view(1))
    desk.engine.down = False
    assert await desk.rows(COUNT) == [[2, 2]]
    assert await ask(desk.intake._spool, "SELECT reason, body FROM damaged") == [("format 07", b"\x07\xc0")]


async def test_a_group_that_cannot_be_stored_does_not_hold_up_the_others(desk: Desk) -> None:
    odd = pack(Hit(desk.project.id, "pageview", 1, 1, 1, columns={"no_such_column": 1}))
    await desk.send(view(0))
    await desk.intake._spool.put([odd])
    await desk.send(view(1))
    assert await desk.rows(COUNT) == [[2, 2]]
    assert await ask(desk.intake._spool, "SELECT count(*) FROM damaged") == [(1,)]


def poisoned(desk: Desk, second: int, **columns: Any) -> bytes:
    """A hit that every check of ours lets pass, and that the warehouse will not take."""
    at = round((NOW - 600 + second) * 1000)
    return pack(Hit(desk.project.id, "pageview", at, at, 7, path=f"/{second}", columns=columns))


async def test_a_row_that_the_warehouse_will_never_take_does_not_hold_up_the_others(desk: Desk) -> None:
    good = [view(second) for second in range(20)]
    desk.engine.down = True
    await desk.send(*good[:7])
    await desk.intake._spool.put([poisoned(desk, 90, revenue=1e30)])
    await desk.send(*good[7:])
    await desk.intake._spool.put([poisoned(desk, 91, line=-1)])
    desk.engine.down = False
    assert await desk.rows(COUNT) == [[20, 20]]
    found = await ask(desk.intake._spool, "SELECT id, reason, body FROM damaged ORDER BY id DESC")
    assert [row[0] for row in found] == [-1, -2]
    assert all(reason.startswith("events: Code: ") for _, reason, _ in found)
    assert [b'"/90"' in found[0][2], b'"/91"' in found[1][2]] == [True, True]
    await desk.send(view(95))
    assert await desk.rows(COUNT) == [[21, 21]]
    assert look(desk.intake._spool.path).put_aside == 2


async def test_a_crash_while_the_row_at_fault_is_sought_stores_nothing_twice(desk: Desk) -> None:
    spool = desk.intake._spool
    landed = spool.landed
    spool.landed = lambda *_: None  # type: ignore[method-assign]  # the process dies before this line
    desk.engine.down = True
    await desk.send(*(view(second) for second in range(9)))
    await spool.put([poisoned(desk, 90, revenue=1e30)])
    desk.engine.down = False
    desk.engine.lose_answers = 3
    await asyncio.sleep(1.5)
    assert await desk.stored(COUNT) == [[9, 9]]
    spool.landed = landed  # type: ignore[method-assign]
    await desk.restart()
    assert await desk.rows(COUNT) == [[9, 9]]
    assert len(await ask(desk.intake._spool, "SELECT 1 FROM damaged")) == 1


async def test_what_the_warehouse_may_take_later_is_not_put_aside(desk: Desk) -> None:
    """A table that is missing, or a disk that is full, is no fault of the rows."""
    assert not is_content(RuntimeError("Code: 60. DB::Exception: Table default.events does not exist"))
    assert not is_content(RuntimeError("Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space"))
    assert not is_content(ConnectionError("the warehouse is down"))
    desk.engine.down = True
    await desk.send(view(0))
    await asyncio.sleep(0.3)
    desk.engine.down = False
    assert await desk.rows(COUNT) == [[1, 1]]
    assert await ask(desk.intake._spool, "SELECT count(*) FROM damaged") == [(0,)]


async def test_a_second_process_of_the_node_leaves_the_draining_to_the_first(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.drain._LEADER_PAUSE", 0.02)
    async with open_desk(warehouse, tmp_path) as first, open_desk(warehouse, tmp_path) as second:
        second.project = first.project
        await asyncio.gather(*(desk.send(view(n)) for n, desk in enumerate([first, second] * 10)))
        assert await first.rows(COUNT) == [[20, 20]]
        assert second.engine.writes == 0
        await first.intake.stop()
        await second.send(view(30))
        assert await second.rows(COUNT) == [[21, 21]]
        assert await second.stored(SESSIONS) == [[1, 21, 30]]
        first.intake = first._intake()
        await first.intake.start()


async def test_a_process_that_drains_ends_when_told_though_another_goes_on_accepting(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.drain._LEADER_PAUSE", 0.02)
    async with open_desk(warehouse, tmp_path) as first, open_desk(warehouse, tmp_path) as second:
        sent = 0

        async def go_on() -> None:
            nonlocal sent
            while True:
                await second.send(view(sent, id=f"{sent}"))
                sent += 1

        task = asyncio.create_task(go_on())
        while sent < 20:  # noqa: ASYNC110 - the task goes on
            await asyncio.sleep(0.01)
        await asyncio.wait_for(first.intake.stop(), 20)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        ((rows, ids),) = await second.rows(COUNT)
        assert sent <= rows == ids <= sent + 1  # the last one may have been under way
        first.intake = first._intake()
        await first.intake.start()


async def test_a_backup_asked_of_a_process_that_does_not_drain_holds_the_one_that_does(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.drain._LEADER_PAUSE", 0.02)
    async with open_desk(warehouse, tmp_path) as draining, open_desk(warehouse, tmp_path) as asked:
        await draining.send(view(0))
        assert await draining.rows(COUNT) == [[1, 1]]
        async with asked.intake.held():
            writes = draining.engine.writes
            await draining.send(view(1))
            await asyncio.sleep(0.1)
            assert draining.engine.writes == writes
        assert await draining.rows(COUNT) == [[2, 2]]


def test_the_same_input_makes_the_same_bytes() -> None:
    hits = [Hit("p", "pageview", n, n, n % 3 + 1, path=f"/{n}", id=bytes([n]) * 16) for n in range(30)]
    group = Group(1, 30, pack_group([pack(hit) for hit in hits]))
    first, second = (build(open_groups([group], b"12345678"), Sessions(), set()).departure for _ in range(2))
    assert first == second


# The spool by itself.


@pytest.fixture
async def spool(tmp_path: Path) -> Any:
    opened = Spool(tmp_path / "spool.sqlite3", 100)
    await opened.open()
    yield opened
    await opened.close()


async def test_requests_that_wait_together_are_committed_together(spool: Spool) -> None:
    packed = [pack(Hit("p", "event", n, n, n)) for n in range(200)]
    await asyncio.gather(*(spool.put([one]) for one in packed))
    groups = await spool.run(partial(spool.waiting, 1_000))
    assert len(groups) <= 3
    assert [hit.timestamp for group in groups for hit in unpack_group(group.body)] == list(range(200))


async def test_an_acknowledged_event_is_on_disk_for_another_process(spool: Spool) -> None:
    await spool.put([pack(Hit("p", "event", 1, 1, 1))])
    with sqlite3.connect(spool.path) as other:
        assert other.execute("SELECT sum(count) FROM groups").fetchone() == (1,)
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert await ask(spool, "PRAGMA synchronous") == [(2,)], "every commit waits for the disk"


async def test_a_batch_is_as_large_as_asked(spool: Spool) -> None:
    for _ in range(5):
        await spool.put([pack(Hit("p", "event", 1, 1, 1))] * 10)
    assert [group.count for group in await spool.run(partial(spool.waiting, 25))] == [10, 10, 10]
    assert await spool.run(spool.depth) == 50


async def test_a_full_disk_refuses_and_says_so(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        full.setattr(spool_module, "MIN_FREE", 1 << 62)
        with pytest.raises(PulseError) as caught:
            await spool.put([pack(Hit("p", "event", 1, 1, 1))])
    assert (caught.value.status, caught.value.retry_after) == (503, 1)
    assert "event spool" in caught.value.message
    assert await spool.run(spool.depth) == 0
    await spool.put([pack(Hit("p", "event", 1, 1, 1))])
    assert await spool.run(spool.depth) == 1


async def test_a_file_that_sqlite_cannot_write_refuses(spool: Spool) -> None:
    await ask(spool, "PRAGMA query_only = 1")
    with pytest.raises(PulseError, match="event spool"):
        await spool.put([pack(Hit("p", "event", 1, 1, 1))])
    await ask(spool, "PRAGMA query_only = 0")


async def test_too_much_that_waits_in_memory_is_refused(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool_module, "_MAX_WAITING", 100)
    kept = spool.put([b"x" * 90])
    with pytest.raises(PulseError, match="event spool"):
        spool.put([b"x" * 90])
    await kept


async def test_a_request_that_gave_up_leaves_the_others_alone(spool: Spool) -> None:
    packed = pack(Hit("p", "event", 1, 1, 1))
    gone, stays = spool.put([packed]), spool.put([packed])
    gone.cancel()
    await stays
    assert gone.cancelled()
