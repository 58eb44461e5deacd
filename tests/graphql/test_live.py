"""Live answers: the present, reports told anew, and events by filter, over a real socket."""

import asyncio
from typing import Any

import msgspec
import pytest
from graphql_clients import Tenant, send
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_sockets import hear, known, say, settled, url

from access.services import Services
from ingest.rows import EventRow
from pulse.windows import Window
from resolvers.live import accepts
from warehouse.catalog import Grain
from warehouse.filters import And, Filter, Is, Not, Op, Or, Scope
from warehouse.statement import SQL, Binds, Statement

__all__ = ["url"]


async def test_the_present_is_told_anew(url: str, tenant: Tenant, services: Services) -> None:
    async with known(url, tenant.query) as socket:
        query = "subscription { realtime { activeVisitors pages(first: 3) { value visitors } } }"
        await say(socket, id="1", type="subscribe", payload={"query": query})
        assert (await hear(socket))["payload"] == {"data": {"realtime": {"activeVisitors": 0, "pages": []}}}
        await send(services, tenant, {"type": "pageview", "path": "/a", "visitor_id": "anna"})
        first = (await asyncio.wait_for(hear(socket), 2))["payload"]["data"]["realtime"]
        assert first == {"activeVisitors": 1, "pages": [{"value": "/a", "visitors": 1}]}
        await send(services, tenant, {"type": "pageview", "path": "/b", "visitor_id": "ben"})
        second = (await asyncio.wait_for(hear(socket), 2))["payload"]["data"]["realtime"]
        assert second["activeVisitors"] == 2


async def test_whoever_joins_late_sees_the_present_at_once(url: str, tenant: Tenant, services: Services) -> None:
    await send(services, tenant, {"type": "pageview", "path": "/a"})
    payload = {"query": "subscription { realtime { activeVisitors } }"}
    async with known(url, tenant.query) as early, known(url, tenant.query) as late:
        await say(early, id="1", type="subscribe", payload=payload)
        assert (await hear(early))["payload"]["data"]["realtime"]["activeVisitors"] == 1
        await say(late, id="1", type="subscribe", payload=payload)
        assert (await asyncio.wait_for(hear(late), 0.5))["payload"]["data"]["realtime"]["activeVisitors"] == 1


async def test_reports_are_told_anew(url: str, tenant: Tenant, services: Services) -> None:
    query = """subscription ($where: FilterInput) {
      analytics(range: {period: TODAY}, where: $where, every: 1) {
        stats { current { pageviews } } pages { nodes { path views } } } }"""
    where = {"is": {"dimension": "PAGE", "op": "MATCHES", "values": ["/shop/*"]}}
    async with known(url, tenant.query) as socket:
        await say(socket, id="1", type="subscribe", payload={"query": query, "variables": {"where": where}})
        empty = {"stats": {"current": {"pageviews": 0}}, "pages": {"nodes": []}}
        assert (await hear(socket))["payload"] == {"data": {"analytics": empty}}
        await send(services, tenant, {"type": "pageview", "path": "/shop/hat"}, {"type": "pageview", "path": "/blog"})
        found = (await asyncio.wait_for(hear(socket), 3))["payload"]["data"]["analytics"]
        assert found == {
            "stats": {"current": {"pageviews": 1}},
            "pages": {"nodes": [{"path": "/shop/hat", "views": 1}]},
        }


@pytest.mark.parametrize("every", [0, -1, 3601])
async def test_how_often_is_limited(url: str, tenant: Tenant, every: int) -> None:
    async with known(url, tenant.query) as socket:
        query = f"subscription {{ analytics(every: {every}) {{ stats {{ current {{ visitors }} }} }} }}"
        await say(socket, id="1", type="subscribe", payload={"query": query})
        message = await hear(socket)
        assert message["type"] == "error"
        assert "'every'" in message["payload"][0]["message"]


async def test_equal_subscriptions_share_one_evaluation(
    url: str, tenant: Tenant, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0
    fetch = services.warehouse.fetch

    async def counting(statement: Statement) -> Any:
        nonlocal asked
        asked += 1
        return await fetch(statement)

    monkeypatch.setattr(services.warehouse, "fetch", counting)
    payload = {"query": "subscription { analytics(every: 1) { stats { current { pageviews } } } }"}
    async with known(url, tenant.query) as one, known(url, tenant.query) as two, known(url, tenant.query) as three:
        for socket in (one, two, three):
            await say(socket, id="1", type="subscribe", payload=payload)
            await hear(socket)
        await send(services, tenant, {"type": "pageview", "path": "/a"})
        for socket in (one, two, three):
            assert (await hear(socket))["payload"]["data"]["analytics"]["stats"]["current"]["pageviews"] == 1
    assert asked == 2, "once at the beginning, once after the news"


async def test_events_by_filter(url: str, tenant: Tenant, services: Services) -> None:
    query = """subscription { liveEvents(where: {or: [
      {is: {dimension: PAGE, op: MATCHES, values: ["/docs/**"]}},
      {is: {dimension: PROPERTY, key: "plan", values: ["pro"]}}]}) { type path name source } }"""
    async with known(url, tenant.query) as socket:
        await say(socket, id="1", type="subscribe", payload={"query": query})
        await settled()
        await send(
            services,
            tenant,
            {"type": "pageview", "path": "/pricing"},
            {"type": "pageview", "path": "/docs/a/b"},
            {"type": "event", "name": "signup", "path": "/x", "data": {"plan": "free"}},
            {"type": "event", "name": "signup", "path": "/y", "data": {"plan": "pro"}},
        )
        found = [(await hear(socket))["payload"]["data"]["liveEvents"] for _ in range(2)]
    assert found == [
        {"type": "pageview", "path": "/docs/a/b", "name": None, "source": "(direct)"},
        {"type": "event", "path": "/y", "name": "signup", "source": "(direct)"},
    ]


PATHS = ["", "/", "/docs", "/docs/a", "/Docs/A", "/docs/a/b"]
VALUES = [*PATHS, "signup", "(direct)", "google.com", "XX", "pro", "*", "ä", "(unknown)"]
SESSIONS = ["source", "country", "channel", "utm_source", "browser"]
DIMENSIONS = ["page", "event", "title", "property:plan", "hostname", *SESSIONS]
conditions = st.builds(
    lambda name, op, values: Is(name, op, () if op is Op.EXISTS else tuple(values)),
    st.sampled_from(DIMENSIONS),
    st.sampled_from(list(Op)),
    st.lists(st.sampled_from([*VALUES, "/docs/*", "/**", "DOC", "*a*"]), min_size=1, max_size=3),
)
trees = st.recursive(
    conditions,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Or(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)


def rows_of(project: str) -> list[EventRow]:
    """Hits of every kind of value."""
    found = []
    for number, value in enumerate(VALUES):
        for kind in ("pageview", "event"):
            plan = {"plan": VALUES[(number + 3) % len(VALUES)]} if kind == "event" else {}
            found.append(
                EventRow(
                    project=project,
                    type=kind,
                    timestamp=1_790_000_000.0 + number,
                    received_at=1_790_000_000.0 + number,
                    id=f"{len(found) + 1:032x}",
                    visitor=len(found),
                    session=len(found),
                    session_start=1_790_000_000.0,
                    path=value,
                    title=VALUES[number - 2] if kind == "pageview" else "",
                    name=VALUES[number - 1] if kind == "event" else "",
                    source=VALUES[number - 4],
                    country=VALUES[number - 5],
                    browser=VALUES[number - 6],
                    hostname=VALUES[number - 7],
                    properties=plan,
                )
            )
    return found


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(tree=trees)
async def test_a_filter_means_the_same_for_live_events_as_in_the_warehouse(services: Services, tree: Filter) -> None:
    project = "live-filter-oracle"
    rows = rows_of(project)
    lines = b"\n".join(msgspec.json.encode(row) for row in rows)
    await services.warehouse.insert("events", lines, "live-filter-oracle")
    binds = Binds()
    window = Window(1_789_000_000_000, 1_791_000_000_000)
    scope = Scope(Grain.HIT, binds.text(project), window, binds)
    condition = scope.where(tree)
    sql = SQL(f"SELECT lower(hex(id)) FROM {scope.source()} WHERE {scope.within()} AND {condition}")
    stored = {row[0] for row in await services.warehouse.fetch(Statement(sql, binds.values))}
    assert {row.id for row in rows if accepts(tree, row)} == stored
