"""Projects, keys and modules: made, changed, listed; wrong input is refused by name."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from access.caller import Caller, Kind, Scope
from access.context import Context
from models import ApiKey
from models.store import Store
from pulse.errors import PulseError
from pulse.ids import hash_key
from pulse.modules import MODULES, Access
from pulse.project import IdentityWindow
from resolvers import keys, modules, projects
from resolvers.modules import ModuleChange
from tests.kit import START


@pytest.fixture
async def ctx(operator: Context) -> Context:
    project = await projects.create_project(operator, name="Shop", domain="shop.example")
    return await operator.choose(project.id)


async def refused(work: Any) -> str:
    with pytest.raises(PulseError) as caught:
        await work
    return f"{caught.value.status} {caught.value.message}"


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("app.example.com", "app.example.com"),
        (" APP.Example.COM. ", "app.example.com"),
        ("https://app.example.com:8443/path?x=1#y", "app.example.com"),
        ("//app.example.com", "app.example.com"),
        ("user:pw@app.example.com", "app.example.com"),
        ("localhost:3000", "localhost"),
        ("müller.de", "xn--mller-kva.de"),
        ("192.168.1.10", "192.168.1.10"),
        ("my_app.internal", "my_app.internal"),
    ],
)
async def test_a_domain_is_a_host(operator: Context, given: str, stored: str) -> None:
    assert (await projects.create_project(operator, name="x", domain=given)).domain == stored


@pytest.mark.parametrize(
    "given", ["", " ", "a b.com", "http://", "-a.com", "a..com", "<x>", "a" * 300, "a.com\x00", "é" * 80]
)
async def test_what_is_no_host_is_refused(operator: Context, given: str) -> None:
    found = await refused(projects.create_project(operator, name="x", domain=given))
    assert found == "400 Invalid request body: 'domain' must be a host name such as app.example.com."


async def test_a_project_has_its_own_secret(operator: Context) -> None:
    made = [await projects.create_project(operator, name="Same", domain="same.example") for _ in range(2)]
    facts = [(await operator.choose(one.id)).require_project() for one in made]
    assert facts[0].salt.current != facts[1].salt.current
    assert made[0].created_at.timestamp() == START
    assert {one.id for one in made} <= {one.id for one in await projects.all_projects(operator)}
    assert await projects.any_project(operator)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": ""}, "'name' must not be empty"),
        ({"name": "x" * 201}, "'name' must have at most 200 characters"),
        ({"name": "a\x07b"}, "'name' must not hold control characters"),
        ({"timezone": "Mars/Olympus"}, "'timezone' is not a known IANA time zone: 'Mars/Olympus'"),
        ({"currency": "EURO"}, "'currency' must be a currency code of three letters such as EUR"),
        ({"retention_days": -1}, "'retention_days' must be between 0 and 36500"),
        ({"domain": "no host"}, "'domain' must be a host name such as app.example.com"),
    ],
)
async def test_a_setting_that_does_not_fit_changes_nothing(ctx: Context, change: Any, expected: str) -> None:
    before = await projects.get_project(ctx)
    assert expected in await refused(projects.update_project(ctx, **({"honour_dnt": True} | change)))
    assert await projects.get_project(ctx) == before


async def test_settings_change_one_by_one(ctx: Context) -> None:
    changed = await projects.update_project(
        ctx, timezone="Europe/Berlin", currency="eur", identity_window=IdentityWindow.WEEK, retention_days=30
    )
    assert (changed.name, changed.timezone, changed.currency, changed.retention_days) == (
        "Shop",
        "Europe/Berlin",
        "EUR",
        30,
    )
    renewed = (await ctx.renew()).require_project()
    assert (renewed.identity_window, renewed.retention_days, renewed.honour_dnt) == (IdentityWindow.WEEK, 30, False)
    await projects.update_project(ctx, honour_dnt=True, retention_days=0)
    renewed = (await ctx.renew()).require_project()
    assert (renewed.honour_dnt, renewed.retention_days, renewed.timezone) == (True, 0, "Europe/Berlin")


async def test_a_key_is_kept_as_a_hash_and_shown_once(ctx: Context, store: Store) -> None:
    made = await keys.create_key(
        ctx,
        name=" Production  Ingest ",
        scopes=["ingest", "ingest"],
        expires_at="2027-06-01T02:00:00+02:00",
        allowed_modules=[],
    )
    assert made.key.startswith("pa_live_")
    assert len(made.key) == len("pa_live_") + 24
    (listed,) = await keys.list_keys(ctx)
    assert listed.id == made.id == "key-" + str(UUID(made.id.removeprefix("key-")))
    assert listed.key_prefix == made.key[:12] + "..."
    assert (listed.name, listed.scopes, listed.allowed_modules) == ("Production Ingest", [Scope.INGEST], None)
    assert listed.expires_at is not None
    assert listed.expires_at.isoformat() == "2027-06-01T00:00:00+00:00"
    with store.reading():
        row = await ApiKey.get(id=UUID(made.id.removeprefix("key-")))
    assert row.key_hash == hash_key(made.key)
    assert all(made.key not in str(value) for _, value in row)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"scopes": []}, "'scopes' must name at least one scope"),
        ({"scopes": ["read"]}, "unknown scope 'read'; use ingest, query, admin"),
        ({"scopes": ["query", "root"]}, "unknown scope 'root'; use ingest, query, admin"),
        ({"allowed_modules": ["funnel"]}, "unknown module 'funnel'; use pageviews, events, sessions"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "'expires_at' lies in the past"),
        ({"expires_at": "soon"}, "'expires_at' is not an ISO 8601 date or time: 'soon'"),
        ({"name": " "}, "'name' must not be empty"),
    ],
)
async def test_a_key_that_makes_no_sense_is_not_made(ctx: Context, given: Any, expected: str) -> None:
    found = await refused(keys.create_key(ctx, **({"name": "k", "scopes": ["query"]} | given)))
    assert found.startswith("400 ")
    assert expected in found
    assert await keys.list_keys(ctx) == []


async def test_revoking_what_is_not_there(ctx: Context, operator: Context) -> None:
    other = await operator.choose((await projects.create_project(operator, name="o", domain="o.example")).id)
    foreign = await keys.create_key(other, name="k", scopes=["query"])
    assert await refused(keys.revoke_key(ctx, foreign.id)) == f"404 API key '{foreign.id}' not found."
    assert await refused(keys.revoke_key(ctx, "key-1")) == "400 Invalid request: 'key_id' must be a UUID."
    assert len(await keys.list_keys(other)) == 1
    await keys.revoke_key(other, foreign.id.removeprefix("key-"))
    assert await keys.list_keys(other) == []
    assert await refused(keys.revoke_key(other, foreign.id)) == f"404 API key '{foreign.id}' not found."


def holding(ctx: Context, *scopes: Scope, allowed: Sequence[str] | None = None) -> Context:
    caller = Caller(Kind.KEY, str(UUID(int=0)), frozenset(scopes), None if allowed is None else frozenset(allowed))
    return Context(ctx.services, caller, ctx.project)


async def test_an_admin_key_manages_the_keys_of_its_project(ctx: Context) -> None:
    admin = holding(ctx, Scope.ADMIN)
    made = await keys.create_key(admin, name="k", scopes=["query"])
    assert [row.id for row in await keys.list_keys(admin)] == [made.id]
    await keys.revoke_key(admin, made.id)
    assert [row.id for row in await projects.all_projects(admin)] == [ctx.require_project().id]
    assert await refused(projects.create_project(admin, name="x", domain="x.example")) == (
        "401 Missing admin token. Provide it via the Authorization: Bearer header."
    )
    assert (await refused(projects.delete_project(admin))).startswith("401")
    assert (await refused(keys.list_keys(holding(ctx, Scope.QUERY, Scope.INGEST)))).startswith("403")


async def test_nobody_hands_out_more_than_they_have(ctx: Context) -> None:
    admin = holding(ctx, Scope.ADMIN, allowed=["funnels", "goals"])
    assert await refused(keys.create_key(admin, name="k", scopes=["query"])) == (
        "403 API key is not allowed to access module 'pageviews'."
    )
    assert await refused(keys.create_key(admin, name="k", scopes=["query"], allowed_modules=["goals", "paths"])) == (
        "403 API key is not allowed to access module 'paths'."
    )
    made = await keys.create_key(admin, name="k", scopes=["query"], allowed_modules=["goals"])
    assert made.allowed_modules == ["goals"]


async def test_every_module_is_on_until_switched(ctx: Context) -> None:
    listed = await modules.list_modules(ctx)
    assert [row.name for row in listed] == [module.name for module in MODULES]
    assert {(row.enabled, row.access) for row in listed} == {(True, Access.ALL)}
    row = await modules.disable_module(ctx, "heatmaps")
    assert (row.name, row.enabled, row.access) == ("heatmaps", False, Access.ALL)
    row = await modules.set_module_access(ctx, "heatmaps", access=Access.READ)
    assert (row.enabled, row.access) == (False, Access.READ)
    row = await modules.enable_module(ctx, "heatmaps")
    assert (row.enabled, row.access) == (True, Access.READ)


async def test_several_modules_are_set_all_or_none(ctx: Context) -> None:
    wrong = [ModuleChange(name="funnels", enabled=False), ModuleChange(name="nonsense")]
    found = await refused(modules.set_modules(ctx, modules=wrong))
    assert found.startswith("400 Invalid request body: unknown module 'nonsense'; use pageviews, events,")
    assert all(row.enabled for row in await modules.list_modules(ctx))
    right = [
        ModuleChange(name="funnels", enabled=False),
        ModuleChange(name="ab_testing", access=Access.READ),
        ModuleChange(name="pageviews", enabled=False),
    ]
    listed = {row.name: row for row in await modules.set_modules(ctx, modules=right)}
    assert len(listed) == 23
    assert (listed["funnels"].enabled, listed["funnels"].access) == (False, Access.ALL)
    assert (listed["ab_testing"].enabled, listed["ab_testing"].access) == (True, Access.READ)
    assert not listed["pageviews"].enabled
    facts = (await ctx.renew()).require_project()
    assert facts.refuses("pageview") == "pageviews"


async def test_a_module_that_is_none(ctx: Context) -> None:
    assert await refused(modules.enable_module(ctx, "nonsense")) == "404 Module 'nonsense' not found."
    assert await refused(modules.disable_module(ctx, "' --")) == "404 Module '' --' not found."
