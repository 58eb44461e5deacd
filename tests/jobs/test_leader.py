"""One process does what happens by the clock; the next goes on when it is gone."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from access.services import Services
from jobs import runner
from jobs.leader import FileLeader, leader_of
from jobs.record import Record
from jobs.runner import Job, run_jobs, run_once
from models import JobState
from models.store import Store
from tests.kit import SetClock, open_house
from warehouse.client import Warehouse

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import asyncio, sys
from pathlib import Path
from jobs.leader import FileLeader

print(asyncio.run(FileLeader(Path(sys.argv[1])).take()), flush=True)
sys.stdin.read()
"""


@pytest_asyncio.fixture
async def house(
    warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Services]:
    async with open_house(warehouse, store, tmp_path_factory.mktemp("leader")) as services:
        yield services


async def test_a_file_has_one_leader(tmp_path: Path) -> None:
    one, other = FileLeader(tmp_path / "lock"), FileLeader(tmp_path / "lock")
    assert await one.take()
    assert await one.held()
    assert not await other.take()
    assert not await other.held()
    await one.release()
    assert not await one.held()
    assert await other.take()
    await other.release()


async def test_a_killed_leader_leaves_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True) as holder:  # noqa: S603, ASYNC220 - ends with the block
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        leader = FileLeader(path)
        assert not await leader.take()
        holder.kill()
        holder.wait()
        assert await leader.take()
        await leader.release()


async def test_two_runners_work_one_after_the_other(
    house: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "BEAT_SECONDS", 0.02)
    ran: list[str] = []
    worked = asyncio.Semaphore(0)

    def job(who: str) -> Job:
        async def work(_: Services) -> None:
            ran.append(who)
            worked.release()

        return Job(f"leader-test-{who}", 0.05, work)  # type: ignore[arg-type]  # whole seconds would be waited for

    async def begin(who: str) -> asyncio.Task[None]:
        task = asyncio.create_task(run_jobs(house, [job(who)], FileLeader(tmp_path / "lock")))
        await asyncio.sleep(0)
        return task

    first = await begin("first")
    await asyncio.wait_for(worked.acquire(), 10)
    second = await begin("second")
    await asyncio.wait_for(worked.acquire(), 10)
    assert set(ran) == {"first"}
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    ran.clear()
    await asyncio.wait_for(worked.acquire(), 10)
    assert ran[-1] == "second"
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    assert not await FileLeader(tmp_path / "lock").held()


async def test_a_leader_that_lost_the_lock_stops_working(house: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "BEAT_SECONDS", 0.02)

    class Lost:
        """A lock that a dead connection takes away at the second look."""

        looks = 0

        async def take(self) -> bool:
            return self.looks == 0

        async def held(self) -> bool:
            self.looks += 1
            return self.looks < 2

        async def release(self) -> None:
            """Nothing is held."""

    stopped = asyncio.Event()

    async def work(_: Services) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    task = asyncio.create_task(run_jobs(house, [Job("leader-test-lost", 1, work)], Lost()))
    await asyncio.wait_for(stopped.wait(), 10)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_a_job_did_is_written_down(house: Services, store: Store) -> None:
    clock = SetClock()
    services = replace(house, clock=clock)
    record = Record(services)
    broken = True

    async def work(_: Services) -> None:
        if broken:
            raise ZeroDivisionError("by nothing")

    async def state() -> JobState:
        with store.reading():
            return await JobState.get(name="recorded")

    job = Job("recorded", 1, work)
    await run_once(services, job, record)
    found = await state()
    assert (found.error, found.failures) == ("ZeroDivisionError('by nothing')", 1)
    assert (found.next_at - found.started_at).total_seconds() == 1
    clock.now += 70
    await run_once(services, job, record)
    assert (await state()).failures == 2
    broken = False
    clock.now += 1
    await run_once(services, job, record)
    found = await state()
    assert (found.error, found.failures, found.started_at.timestamp()) == ("", 0, clock.now)
    clock.now += 1
    await run_once(services, job, record)
    assert (await state()).started_at == found.started_at, "each second is not worth a write"
    clock.now += 60
    await run_once(services, job, record)
    assert (await state()).started_at.timestamp() == clock.now


def test_who_shares_a_database_shares_a_leader(store: Store) -> None:
    leader = leader_of(store)
    if store.path is not None:
        assert isinstance(leader, FileLeader)
        assert leader._path == store.path.with_name(store.path.name + ".jobs")
    assert {job.name for job in runner.JOBS} >= {"deliver", "rotate_salts", "erase_expired", "finish_deletions"}
