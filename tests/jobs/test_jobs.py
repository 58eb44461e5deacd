"""What happens by the clock, with a clock that the test sets and the real stores."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio

from access.caller import OPERATOR
from access.context import Context
from access.services import Services
from jobs.retention import FINISHED_AFTER, erase_expired, finish_deletions
from jobs.runner import JOBS, Job, run_jobs, run_once
from jobs.salts import PRIOR_KEPT, rotate_salts
from models import DeletedProject, Project
from models.store import Store
from pulse.project import IdentityWindow, Salt
from resolvers import projects
from tests.kit import SetClock, Site, client_of, new_site, open_house
from warehouse.client import Warehouse
from warehouse.statement import SQL, Binds, Statement

DAY = 86_400.0
NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)  # a Wednesday
TABLES = {
    "events": "count()",
    "sessions": "sum(sign)",
    "visitors": "uniqExact(visitor)",
    "traits": "uniqExact(visitor)",
}
"""What is counted of each table."""


@pytest.fixture
def clock() -> SetClock:
    made = SetClock()
    made.now = NOON.timestamp()
    return made


@pytest_asyncio.fixture
async def house(
    warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory, clock: SetClock
) -> AsyncIterator[Services]:
    async with open_house(warehouse, store, tmp_path_factory.mktemp("jobs"), clock) as services:
        yield services


@pytest_asyncio.fixture
async def client(house: Services) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(house) as opened:
        yield opened


@pytest_asyncio.fixture
async def site(house: Services) -> Site:
    return await new_site(house)


async def chosen(house: Services, site: Site) -> Context:
    return await Context(house, OPERATOR).choose(site.id)


async def visit(house: Services, client: httpx.AsyncClient, site: Site, days_ago: Sequence[float]) -> None:
    """A visitor for each day, and one who came on all of them."""
    events = []
    for days in days_ago:
        when = (NOON - timedelta(days=days)).isoformat()
        for visitor in (f"only-{days}", "always"):
            events.append({"type": "pageview", "path": "/", "timestamp": when, "visitor_id": visitor})
            events.append({"type": "identify", "traits": {"day": str(days)}, "timestamp": when, "visitor_id": visitor})
    answer = await client.post("/api/batch", json={"events": events}, headers={"X-Pulse-Key": site.ingest})
    assert answer.json()["ok"], answer.text
    await house.intake.flush()


async def count(warehouse: Warehouse, table: str, site: Site) -> int:
    binds = Binds()
    what = {"sessions": "sum(sign)", "visitors": "uniqExact(visitor)", "traits": "uniqExact(visitor)"}.get(
        table, "count()"
    )
    sql = f"SELECT {what} FROM {table} WHERE project = {binds.text(site.id)}"
    ((found,),) = await warehouse.fetch(Statement(SQL(sql), binds.values))
    return int(found)


async def counts(house: Services, site: Site) -> dict[str, int]:
    return {table: await count(house.warehouse, table, site) for table in TABLES}


async def test_what_is_older_than_its_project_keeps_it_goes(
    house: Services, client: httpx.AsyncClient, site: Site
) -> None:
    other = await new_site(house)
    await projects.update_project(await chosen(house, site), retention_days=10)
    for one in (site, other):
        await visit(house, client, one, [20, 11, 9, 1])
    full = {"events": 16, "sessions": 8, "visitors": 5, "traits": 5}
    assert await counts(house, site) == await counts(house, other) == full
    await erase_expired(house)
    left = {"events": 8, "sessions": 4, "visitors": 3, "traits": 3}
    assert await counts(house, site) == left
    assert await counts(house, other) == full
    await erase_expired(house)
    assert await counts(house, site) == left


async def test_the_operator_s_setting_holds_where_the_project_has_none(
    house: Services, client: httpx.AsyncClient, site: Site
) -> None:
    await visit(house, client, site, [20, 1])
    await erase_expired(replace(house, settings=replace(house.settings, data_retention_days=5)))
    assert (await counts(house, site))["events"] == 4


async def test_a_visitor_who_came_back_keeps_the_first_day(
    house: Services, client: httpx.AsyncClient, site: Site
) -> None:
    """Only an aggregate is kept of old days; losing it would make an old visitor a new one."""
    await projects.update_project(await chosen(house, site), retention_days=10)
    await visit(house, client, site, [20, 1])
    await erase_expired(house)
    binds = Binds()
    sql = f"SELECT min(first_seen) FROM visitors WHERE project = {binds.text(site.id)}"
    ((first,),) = await house.warehouse.fetch(Statement(SQL(sql), binds.values))
    assert first.startswith("2026-04-30")


async def test_a_deleted_project_leaves_nothing(
    house: Services, client: httpx.AsyncClient, site: Site, clock: SetClock
) -> None:
    other = await new_site(house)
    for one in (site, other):
        await visit(house, client, one, [1])
    await projects.delete_project(await chosen(house, site))
    assert await counts(house, site) == dict.fromkeys(TABLES, 0)
    assert (await counts(house, other))["events"] == 4
    late = f'{{"project": "{site.id}", "type": "pageview", "timestamp": 1779000000, "received_at": 1779000000}}'
    await house.warehouse.insert("events", late.encode(), f"late-{site.id}")
    assert (await counts(house, site))["events"] == 1
    await finish_deletions(house)
    assert await counts(house, site) == dict.fromkeys(TABLES, 0)
    clock.now += FINISHED_AFTER.total_seconds() + 1
    await finish_deletions(house)
    with house.store.reading():
        assert not await DeletedProject.filter(id=site.id).exists()


async def salt(house: Services, site: Site) -> Salt:
    return (await chosen(house, site)).require_project().salt


@pytest.mark.parametrize(
    ("window", "timezone", "kept_until", "changed_at"),
    [
        (IdentityWindow.DAY, "UTC", "2026-05-20T23:59:59", "2026-05-21T00:00:00"),
        (IdentityWindow.DAY, "Asia/Kolkata", "2026-05-20T18:29:59", "2026-05-20T18:30:00"),
        (IdentityWindow.WEEK, "UTC", "2026-05-24T23:59:59", "2026-05-25T00:00:00"),
        (IdentityWindow.MONTH, "Europe/Berlin", "2026-05-31T21:59:59", "2026-05-31T22:00:00"),
    ],
)
async def test_the_secret_changes_with_its_window(
    house: Services,
    site: Site,
    clock: SetClock,
    window: IdentityWindow,
    timezone: str,
    kept_until: str,
    changed_at: str,
) -> None:
    await projects.update_project(await chosen(house, site), identity_window=window, timezone=timezone)
    first = await salt(house, site)
    clock.now = datetime.fromisoformat(kept_until).replace(tzinfo=UTC).timestamp()
    await rotate_salts(house)
    assert await salt(house, site) == first
    clock.now = datetime.fromisoformat(changed_at).replace(tzinfo=UTC).timestamp()
    await asyncio.gather(rotate_salts(house), rotate_salts(house))
    second = await salt(house, site)
    assert second.current != first.current
    assert second.prior == first.current
    assert second.changed_at == clock.now
    clock.now += PRIOR_KEPT.total_seconds() + 1
    if window is not IdentityWindow.DAY:
        await rotate_salts(house)
        third = await salt(house, site)
        assert third.current == second.current
        assert third.prior is None


async def test_a_project_that_never_forgets_keeps_its_secret(house: Services, site: Site, clock: SetClock) -> None:
    first = await salt(house, site)
    clock.now += 4_000 * DAY
    await rotate_salts(house)
    assert await salt(house, site) == first


async def test_a_failing_job_neither_stops_nor_hides(house: Services, capsys: pytest.CaptureFixture[str]) -> None:
    ran: list[str] = []

    async def fail(_: Services) -> None:
        ran.append("fail")
        raise ZeroDivisionError

    async def work(_: Services) -> None:
        ran.append("work")

    await run_once(house, Job("failing", 1, fail))
    assert "job_failed" in capsys.readouterr().out
    await run_once(house, Job("working", 1, work))
    assert ran == ["fail", "work"]


async def test_jobs_run_at_start_and_then_at_their_times(house: Services) -> None:
    """The clock stands at a multiple of a thousandth of a second, so that the next time is soon."""
    ran = asyncio.Semaphore(0)

    async def work(_: Services) -> None:
        ran.release()

    every: Any = 0.05
    running = asyncio.create_task(run_jobs(house, [Job("a", every, work), Job("b", every, work)]))
    for _ in range(6):
        await asyncio.wait_for(ran.acquire(), 10)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert len({job.name for job in JOBS}) == len(JOBS)
    with house.store.reading():
        assert await Project.exists()
