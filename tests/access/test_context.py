"""How a request says who it is, and where it came from."""

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.requests import HTTPConnection

from access.caller import Kind, Origin
from access.context import Context, open_context
from access.origin import origin_of
from access.services import Services
from pulse.errors import PulseError
from pulse.settings import Settings
from resolvers import keys, projects
from tests.kit import ADMIN_TOKEN


def connection(headers: Mapping[str, str] | None = None, query: str = "", kind: str = "http") -> HTTPConnection:
    pairs = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    scope = {"type": kind, "method": "GET", "headers": pairs, "query_string": query.encode(), "client": ("1.2.3.4", 5)}
    return HTTPConnection(scope)


@pytest.fixture
async def key(operator: Context) -> str:
    project = await projects.create_project(operator, name="Shop", domain="shop.example")
    made = await keys.create_key(await operator.choose(project.id), name="k", scopes=["query"])
    return made.key


async def test_a_key_comes_in_many_ways(services: Services, key: str) -> None:
    ways: list[tuple[HTTPConnection, Any]] = [
        (connection({"X-Pulse-Key": key}), None),
        (connection({"X-Pulse-Key": f" {key} "}), None),
        (connection(query=f"key={key}"), None),
        (connection({"Authorization": f"Bearer {key}"}), None),
        (connection({"authorization": f"bearer  {key}"}), None),
        (connection(kind="websocket"), {"key": key}),
        (connection(kind="websocket"), {"X-Pulse-Key": key}),
        (connection(kind="websocket"), {"Authorization": f"Bearer {key}"}),
    ]
    for way, params in ways:
        ctx = await open_context(services, way, params)
        assert ctx.caller.kind is Kind.KEY
        assert ctx.require_project().name == "Shop"


async def test_the_admin_token(services: Services) -> None:
    ctx = await open_context(services, connection({"Authorization": f"Bearer {ADMIN_TOKEN}"}))
    assert ctx.caller.kind is Kind.OPERATOR
    assert ctx.project is None
    ctx = await open_context(services, connection(kind="websocket"), {"authorization": f"Bearer {ADMIN_TOKEN}"})
    assert ctx.caller.kind is Kind.OPERATOR


async def test_nothing_shown_is_nobody(services: Services) -> None:
    for headers in ({}, {"Authorization": "Basic dTpw"}, {"Authorization": "Bearer"}, {"X-Pulse-Key": ""}):
        ctx = await open_context(services, connection(headers), {"key": 7})
        assert ctx.caller.kind is Kind.ANONYMOUS


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"X-Pulse-Key": "pa_live_unknown"}, "Invalid API key."),
        ({"X-Pulse-Key": ADMIN_TOKEN}, "Invalid API key."),
        ({"Authorization": "Bearer pa_live_unknown"}, "Invalid API key."),
        ({"Authorization": "Bearer nonsense"}, "Invalid admin token."),
        ({"Authorization": "Bearer töken"}, "Invalid admin token."),
        ({"Authorization": f"Bearer {ADMIN_TOKEN}x"}, "Invalid admin token."),
        ({"X-Pulse-Key": "pa_live_unknown", "Authorization": f"Bearer {ADMIN_TOKEN}"}, "Invalid API key."),
    ],
)
async def test_what_does_not_hold_is_refused(services: Services, headers: dict[str, str], expected: str) -> None:
    with pytest.raises(PulseError) as caught:
        await open_context(services, connection(headers))
    assert (caught.value.status, caught.value.message) == (401, expected)


async def test_an_unset_admin_token_is_nobody_s(services: Services) -> None:
    from dataclasses import replace  # noqa: PLC0415

    bare = replace(services, settings=Settings())
    for token in ("", "None", " "):
        with pytest.raises(PulseError):
            (await open_context(bare, connection({"Authorization": f"Bearer x{token}"}))).require_project()


async def test_a_key_chooses_its_own_project_only(operator: Context, services: Services, key: str) -> None:
    other = await projects.create_project(operator, name="Other", domain="other.example")
    ctx = await open_context(services, connection({"X-Pulse-Key": key}))
    own = ctx.require_project().id
    assert (await ctx.choose(own)).require_project().id == own
    assert (await ctx.choose(own.upper())).require_project().id == own
    for hostile in (other.id, "", "x", "' OR 1=1", own + "\x00"):
        with pytest.raises(PulseError, match="not found") as caught:
            await ctx.choose(hostile)
        assert caught.value.status == 404
    assert (await operator.choose(other.id)).require_project().name == "Other"
    with pytest.raises(PulseError, match="Project 'x' not found"):
        await operator.choose("x")


async def test_what_stays_open_learns_of_changes(operator: Context, services: Services, key: str) -> None:
    ctx = await open_context(services, connection({"X-Pulse-Key": key}))
    chosen = await operator.choose(ctx.require_project().id)
    await projects.update_project(chosen, name="New name")
    renewed = await ctx.renew()
    assert renewed.require_project().name == "New name"
    assert (await chosen.renew()).require_project().name == "New name"
    await keys.revoke_key(chosen, str(ctx.caller.key_id))
    with pytest.raises(PulseError, match="Invalid API key"):
        await ctx.renew()
    await projects.delete_project(chosen)
    with pytest.raises(PulseError, match="not found"):
        await chosen.renew()


def origin(peer: str, forwarded: str = "", trusted: tuple[str, ...] = ()) -> Origin:
    headers = [(b"user-agent", b"Test/1.0")]
    headers += [(b"x-forwarded-for", part.encode()) for part in forwarded.split("|") if part]
    return origin_of({"headers": headers, "client": (peer, 1)}, Settings(trusted_proxies=trusted))


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "expected"),
    [
        ("9.9.9.9", "", (), "9.9.9.9"),
        ("9.9.9.9", "1.1.1.1", (), "9.9.9.9"),
        ("9.9.9.9", "1.1.1.1", ("10.0.0.0/8",), "9.9.9.9"),
        ("10.0.0.1", "1.1.1.1", ("10.0.0.0/8",), "1.1.1.1"),
        ("10.0.0.1", "6.6.6.6, 1.1.1.1", ("10.0.0.0/8",), "1.1.1.1"),
        ("10.0.0.1", "6.6.6.6, 1.1.1.1, 10.0.0.2", ("10.0.0.0/8",), "1.1.1.1"),
        ("10.0.0.1", "6.6.6.6|1.1.1.1", ("10.0.0.1",), "1.1.1.1"),
        ("10.0.0.1", "10.0.0.3", ("10.0.0.0/8",), "10.0.0.3"),
        ("::1", "2001:db8::7", ("::1",), "2001:db8::7"),
        ("10.0.0.1", "", ("10.0.0.0/8",), "10.0.0.1"),
    ],
)
def test_the_nearest_address_that_is_no_trusted_proxy(
    peer: str, forwarded: str, trusted: tuple[str, ...], expected: str
) -> None:
    """What a client writes into the header itself stands furthest left and is never reached."""
    assert origin(peer, forwarded, trusted) == Origin(expected, "Test/1.0")
