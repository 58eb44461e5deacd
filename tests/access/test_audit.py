"""Each administrative act leaves an entry, with it or not at all, without secrets."""

import importlib
import json
import pkgutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

import resolvers
from access.caller import OPERATOR, Scope
from access.context import Context
from access.needs import RESOLVERS, needs_of
from access.services import Services
from models import ApiKey, AuditEntry
from models.store import Store
from pulse.errors import PulseError
from pulse.ids import mask_key
from pulse.modules import Access
from pulse.paging import Page
from resolvers import audit, keys, modules, privacy, projects, webhooks
from resolvers.audit import AuditDetails
from tests.kit import ADMIN_TOKEN, Site, client_of, new_site, open_house
from warehouse.client import Warehouse

for found in pkgutil.iter_modules(resolvers.__path__):
    importlib.import_module(f"resolvers.{found.name}")

CHANGES = ("create", "update", "delete", "set", "enable", "disable", "revoke", "erase", "send", "resend", "decide")


@pytest_asyncio.fixture(scope="module")
async def house(
    warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Services]:
    async with open_house(warehouse, store, tmp_path_factory.mktemp("audit")) as services:
        yield services


@pytest_asyncio.fixture
async def site(house: Services) -> Site:
    return await new_site(house)


async def admin(house: Services, site: Site) -> Context:
    found = await house.directory.authenticate(site.admin)
    assert found is not None
    return Context(house, *found)


async def log(house: Services, site: Site) -> list[AuditDetails]:
    """The project's entries, the latest first, without those of making its keys."""
    ctx = await Context(house, OPERATOR).choose(site.id)
    return (await audit.project_audit(ctx, Page(100))).rows[:-3]


def test_what_administers_and_changes_is_audited() -> None:
    for name, resolver in RESOLVERS.items():
        need = needs_of(resolver)
        if need.scope in (None, Scope.ADMIN):
            changes = name.rsplit(".", 1)[-1].startswith(CHANGES)
            assert changes == need.audited == (need.access is Access.WRITE), f"{name}: say access=Access.WRITE"


async def test_an_act_is_told_with_who_and_what(house: Services, site: Site) -> None:
    ctx = await admin(house, site)
    made = await keys.create_key(ctx, name="CI", scopes=["query"])
    await modules.disable_module(ctx, "funnels")
    hook = await webhooks.create_webhook(ctx, url="https://hooks.example/in", events=["zero_traffic"], secret="s3cret")
    await webhooks.update_webhook(ctx, hook.id, secret="other")
    await keys.revoke_key(ctx, made.id)
    found = await log(house, site)
    assert [(row.action, row.target) for row in found] == [
        ("revoke_key", made.id),
        ("update_webhook", hook.id),
        ("create_webhook", hook.id),
        ("disable_module", ""),
        ("create_key", made.id),
    ]
    assert {row.actor for row in found} == {mask_key(site.admin)}
    assert not any(row.via_session for row in found)
    assert [json.loads(row.given) for row in found[1:4]] == [
        {"webhook_id": hook.id},
        {"url": "https://hooks.example/in", "events": ["zero_traffic"]},
        {"name": "funnels"},
    ]
    assert all("s3cret" not in row.given and "other" not in row.given for row in found)
    assert made.key not in "".join(row.given for row in found)


async def test_who_was_forgotten_is_not_remembered_here(house: Services, site: Site) -> None:
    seen = {"type": "pageview", "path": "/", "visitor_id": "somebody"}
    async with client_of(house) as client:
        await client.post("/api/collect", json=seen, headers={"X-Pulse-Key": site.ingest})
    await house.intake.flush()
    await privacy.erase_visitor(await admin(house, site), visitor_id="somebody")
    (row,) = await log(house, site)
    assert (row.action, row.given, row.target) == ("erase_visitor", "{}", "")


async def test_nothing_is_told_of_what_failed(house: Services, site: Site) -> None:
    ctx = await admin(house, site)
    with pytest.raises(PulseError):
        await keys.create_key(ctx, name="", scopes=["query"])
    with pytest.raises(PulseError):
        await keys.revoke_key(ctx, "00000000-0000-4000-8000-000000000000")
    assert await log(house, site) == []


async def test_an_entry_is_part_of_the_act(house: Services, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the entry cannot be written, the act is not done either."""

    async def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    ctx = await admin(house, site)
    with monkeypatch.context() as broken:
        broken.setattr(AuditEntry, "save", fail)
        with pytest.raises(ZeroDivisionError):
            await keys.create_key(ctx, name="Never", scopes=["query"])
    with house.store.reading():
        assert not await ApiKey.filter(project_id=site.id, name="Never").exists()


async def test_it_outlives_the_key_and_the_project(house: Services, site: Site) -> None:
    ctx = await admin(house, site)
    own = next(row.id for row in await keys.list_keys(ctx) if row.key_prefix == mask_key(site.admin))
    await keys.revoke_key(ctx, own)
    assert (await log(house, site))[0].actor == mask_key(site.admin)
    operator = Context(house, OPERATOR)
    await projects.delete_project(await operator.choose(site.id))
    rows = (await audit.whole_audit(operator, Page(100))).rows
    assert [(row.action, row.actor) for row in rows if row.project_id == site.id][:2] == [
        ("delete_project", "operator"),
        ("revoke_key", mask_key(site.admin)),
    ]


async def test_it_is_read_in_graphql(house: Services, site: Site) -> None:
    async with client_of(house) as client:
        login = await client.post(
            "/api/session", json={"key": site.admin}, headers={"Origin": "http://pulse.test", "Host": "pulse.test"}
        )
        assert login.status_code in (200, 204), login.text
        rename = {"query": 'mutation { updateProject(name: "Renamed") { name } }'}
        changed = await client.post("/graphql", json=rename, headers={"Origin": "http://pulse.test"})
        assert changed.json() == {"data": {"updateProject": {"name": "Renamed"}}}
        query = {
            "query": """{ project { auditLog(first: 1) { totalCount pageInfo { hasNextPage } nodes {
                actor viaSession action target projectId given } } } }"""
        }
        answer = (await client.post("/graphql", json=query, headers={"Origin": "http://pulse.test"})).json()
        client.cookies.clear()
        whole = {"query": "{ auditLog(first: 2) { totalCount nodes { action } } }"}
        refused = (await client.post("/graphql", json=whole, headers={"X-Pulse-Key": site.admin})).json()
        told = await client.post("/graphql", json=whole, headers={"Authorization": f"Bearer {ADMIN_TOKEN}"})
    assert answer["data"]["project"]["auditLog"] == {
        "totalCount": 4,
        "pageInfo": {"hasNextPage": True},
        "nodes": [
            {
                "actor": mask_key(site.admin),
                "viaSession": True,
                "action": "update_project",
                "target": site.id,
                "projectId": site.id,
                "given": '{"name":"Renamed"}',
            }
        ],
    }
    assert refused["data"] == {"auditLog": None}
    assert told.json()["data"]["auditLog"]["totalCount"] >= 4
