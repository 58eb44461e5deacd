"""Keys and projects are answered from memory, and never stale."""

import asyncio
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from access.caller import Kind, Scope
from access.context import Context
from access.directory import Directory
from access.services import Services
from models import ApiKey, Project
from models.store import Store
from pulse.ids import hash_key, new_key
from pulse.modules import Access
from resolvers import keys, modules, projects
from resolvers.keys import NewKey
from tests.kit import START, SetClock

ROOT = Path(__file__).resolve().parents[2]
REVOKE = """
import asyncio, sys
from uuid import UUID
from models import ApiKey
from models.store import Store

async def main():
    store = await Store.open(sys.argv[1])
    async with store.change():
        await ApiKey.filter(id=UUID(sys.argv[2])).delete()
    await store.close()

asyncio.run(main())
"""


async def make(operator: Context, **more: object) -> tuple[Context, NewKey]:
    project = await projects.create_project(operator, name="Shop", domain="shop.example")
    ctx = await operator.choose(project.id)
    given = {"name": "Key", "scopes": ["query"]} | more
    return ctx, await keys.create_key(ctx, **given)  # type: ignore[arg-type]  # a test's keywords


async def test_a_key_is_known_by_its_caller_and_project(operator: Context, directory: Directory) -> None:
    ctx, key = await make(operator, scopes=["ingest", "query"], allowed_modules=["funnels"])
    assert directory.lookup(key.key) is None
    found = await directory.authenticate(key.key)
    assert found is not None
    caller, project = found
    assert caller.kind is Kind.KEY
    assert caller.scopes == {Scope.INGEST, Scope.QUERY}
    assert caller.modules == {"funnels"}
    assert "key-" + str(caller.key_id) == key.id
    assert project == ctx.project
    assert project.domain == "shop.example"
    assert len(project.salt.current) == 32
    assert directory.lookup(key.key) == found


@pytest.mark.parametrize("key", ["", "pa_live_", "nonsense", "pa_live_" + "x" * 24, "pa_live_" + "x" * 1000, "ключ"])
async def test_an_unknown_key_is_nobody(directory: Directory, key: str) -> None:
    assert await directory.authenticate(key) is None
    assert await directory.authenticate(key) is None


async def test_a_key_made_after_it_was_tried_is_known(operator: Context, directory: Directory, store: Store) -> None:
    ctx, _ = await make(operator)
    key = new_key()
    assert await directory.authenticate(key) is None
    async with store.change():
        await ApiKey.create(
            project_id=UUID(ctx.require_project().id),
            name="k",
            key_hash=hash_key(key),
            key_prefix="p",
            scopes=["query"],
        )
    assert await directory.authenticate(key) is not None


async def test_a_revoked_key_is_refused_at_the_very_next_request(operator: Context, directory: Directory) -> None:
    ctx, key = await make(operator)
    assert await directory.authenticate(key.key)
    assert directory.lookup(key.key)
    revision = directory.revision()
    await keys.revoke_key(ctx, key.id)
    assert directory.lookup(key.key) is None
    assert await directory.authenticate(key.key) is None
    assert directory.revision() != revision


async def test_also_when_another_process_revoked_it(operator: Context, directory: Directory, store: Store) -> None:
    _, key = await make(operator)
    assert await directory.authenticate(key.key)
    assert directory.lookup(key.key)
    command = [sys.executable, "-c", REVOKE, store.url, key.id.removeprefix("key-")]
    await asyncio.to_thread(subprocess.run, command, cwd=ROOT, check=True, timeout=60)
    await asyncio.sleep(0.05)  # a database on another machine tells of it within moments
    assert directory.lookup(key.key) is None
    assert await directory.authenticate(key.key) is None


async def test_a_key_ends_at_its_moment(operator: Context, directory: Directory, clock: SetClock) -> None:
    _, key = await make(operator, expires_at="2027-01-20T00:00:00Z")
    assert key.expires_at is not None
    assert await directory.authenticate(key.key)
    clock.now = key.expires_at.timestamp() - 0.001
    assert directory.lookup(key.key)
    clock.now = key.expires_at.timestamp()
    assert directory.lookup(key.key) is None
    assert await directory.authenticate(key.key) is None


async def test_a_module_switched_off_is_off_at_the_very_next_request(operator: Context, directory: Directory) -> None:
    ctx, key = await make(operator)
    found = await directory.authenticate(key.key)
    assert found is not None
    assert found[1].state("funnels").enabled
    await modules.disable_module(ctx, "funnels")
    await modules.set_module_access(ctx, "goals", access=Access.READ)
    found = await directory.authenticate(key.key)
    assert found is not None
    assert not found[1].state("funnels").enabled
    assert found[1].state("goals").access is Access.READ
    assert found[1].state("surveys").enabled


async def test_last_use_is_written_in_batches_and_spoils_no_memory(
    operator: Context, directory: Directory, clock: SetClock, store: Store
) -> None:
    ctx, key = await make(operator)
    assert (await keys.list_keys(ctx))[0].last_used_at is None
    for later in range(3):
        clock.now = START + later
        assert await directory.authenticate(key.key)
    assert (await keys.list_keys(ctx))[0].last_used_at is None
    revision = await store.revision()
    await directory.write_last_used()
    used = (await keys.list_keys(ctx))[0].last_used_at
    assert used is not None
    assert used.timestamp() == START + 2
    assert await store.revision() == revision
    assert directory.lookup(key.key)


async def test_what_is_unwritten_at_the_end_is_written(
    operator: Context, store: Store, clock: SetClock, services: Services
) -> None:
    ctx, key = await make(operator)
    brief = Directory(store, clock)
    await brief.start()
    assert await brief.authenticate(key.key)
    await brief.stop()
    assert (await keys.list_keys(ctx))[0].last_used_at is not None
    assert services.directory is not brief


async def test_a_deleted_project_takes_its_keys_along(operator: Context, directory: Directory) -> None:
    ctx, key = await make(operator)
    found = await directory.authenticate(key.key)
    assert found is not None
    await projects.delete_project(ctx)
    assert await directory.authenticate(key.key) is None
    assert await directory.holder(str(found[0].key_id)) is None
    assert await directory.project(found[1].id) is None


async def test_what_is_read_while_it_changes_is_not_remembered(operator: Context, directory: Directory) -> None:
    """Readers and a revocation, interleaved at every point: afterwards nobody gets in."""
    ctx, key = await make(operator)
    for _ in range(20):
        made = await keys.create_key(ctx, name="Brief", scopes=["query"])
        reading = [asyncio.create_task(directory.authenticate(made.key)) for _ in range(5)]
        await asyncio.gather(keys.revoke_key(ctx, made.id), *reading)
        assert await directory.authenticate(made.key) is None
    assert await directory.authenticate(key.key)


class Blind:
    """A watch that sees nothing."""

    def now(self) -> None:
        return

    def close(self) -> None:
        return


async def test_without_a_version_to_ask_no_copy_is_trusted(operator: Context, directory: Directory) -> None:
    ctx, key = await make(operator)
    directory._watch.close()
    directory._watch = Blind()
    assert await directory.authenticate(key.key)
    assert directory.lookup(key.key) is None
    assert await directory.authenticate(key.key)
    await keys.revoke_key(ctx, key.id)
    assert await directory.authenticate(key.key) is None
    assert directory.revision() is None


async def test_a_project_is_found_by_any_spelling_of_its_id(operator: Context, directory: Directory) -> None:
    ctx, _ = await make(operator)
    identifier = ctx.require_project().id
    assert await directory.project(identifier) == ctx.project
    assert await directory.project("00000000-0000-0000-0000-000000000000") is None
    for hostile in ("", "x", "' OR 1=1 --", "\x00", "../..", identifier + "0"):
        assert await directory.project(hostile) is None
    with directory._store.reading():
        assert await Project.filter(id=UUID(identifier)).exists()
