"""The resources' database: brought up to date once, changed by one at a time, heard of by all."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector

from models import Project
from models.store import APPS, Store, open_store
from pulse.errors import PulseError

ROOT = Path(__file__).resolve().parents[2]
OPEN = """
import asyncio, sys
from models.store import open_store

async def main():
    async with open_store(sys.argv[1]) as store:
        print(await store.revision())

asyncio.run(main())
"""


@pytest.fixture
def url(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest_asyncio.fixture
async def own(url: str) -> AsyncIterator[Store]:
    async with open_store(url) as opened:
        yield opened


async def test_opening_again_changes_nothing(url: str) -> None:
    async with open_store(url) as first, first.change():
        await Project.create(name="Kept", domain="kept.example")
    async with open_store(url) as again:
        with again.reading():
            assert [row.name for row in await Project.all()] == ["Kept"]
        assert await again.revision() == 1


def test_processes_that_start_together_migrate_once(url: str) -> None:
    command = [sys.executable, "-c", OPEN, url]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=-1, stderr=-1, text=True) for _ in range(10)]  # noqa: S603
    answers = [process.communicate(timeout=60) for process in started]
    assert [process.returncode for process in started] == [0] * 10, answers
    assert [out.strip() for out, _ in answers] == ["0"] * 10


async def test_the_migrations_are_what_the_models_say(own: Store) -> None:
    with own.reading():
        apps = own._context.apps
        assert apps is not None
        writers = await MigrationAutodetector(apps, APPS).changes()
    assert [operation for writer in writers for operation in writer.operations] == []


async def test_a_change_is_counted_with_what_it_changes(own: Store) -> None:
    before = await own.revision()

    async def fail() -> None:
        async with own.change():
            await Project.create(name="Never", domain="never.example")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await own.revision() == before
    with own.reading():
        assert not await Project.exists()
    async with own.change():
        await Project.create(name="Now", domain="now.example")
    assert await own.revision() == before + 1


async def test_changes_that_come_together_queue(own: Store) -> None:
    async def add(number: int) -> None:
        async with own.change():
            await Project.create(name=f"Number {number}", domain="a.example")
            await asyncio.sleep(0)

    await asyncio.gather(*(add(number) for number in range(20)))
    assert await own.revision() == 20


async def test_a_change_that_is_cancelled_at_any_moment_holds_up_no_other(own: Store) -> None:
    async def add(name: str) -> None:
        async with own.change():
            await Project.create(name=name, domain="a.example")

    for turns in range(40):
        task = asyncio.create_task(add("cancelled"))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await asyncio.wait_for(add("after"), 10)
    with own.reading():
        assert await Project.filter(name="after").count() == 40


async def test_two_stores_live_in_one_process(new_database: Callable[[], str]) -> None:
    async with open_store(new_database()) as one, open_store(new_database()) as two:
        async with one.change():
            await Project.create(name="In one", domain="one.example")
        with two.reading():
            assert await Project.all().count() == 0
        with one.reading():
            assert await Project.all().count() == 1


async def test_a_model_outside_of_a_store_says_so() -> None:
    with pytest.raises(RuntimeError, match="No TortoiseContext"):
        await Project.all()


async def test_a_database_that_cannot_be_read_is_unavailable(own: Store) -> None:
    async def drop() -> None:
        with own._active():
            await own._context.db().execute_script("DROP TABLE revision")

    assert await own.ping()
    await drop()
    assert not await own.ping()
    with pytest.raises(PulseError, match="database is not available") as caught:
        await own.revision()
    assert caught.value.status == 503


@pytest.mark.parametrize("url", ["mysql://host/name", "pulse.sqlite3", ""])
async def test_another_kind_of_database_is_refused_by_name(url: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL must start with sqlite:// or postgres://"):
        await Store.open(url)


def test_the_context_is_the_library_s() -> None:
    """The store sets the library's own variable; an upgrade that moves it must be seen here first."""
    context = TortoiseContext()
    with context:
        from tortoise.context import get_current_context  # noqa: PLC0415

        assert get_current_context() is context
