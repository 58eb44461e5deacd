"""Reports through GraphQL, over events that came in by the real way."""

from typing import Any

import httpx
import pytest
import pytest_asyncio
from graphql_clients import Tenant, ask, data, new_tenant, send

from access.caller import OPERATOR, Origin
from access.context import Context
from access.services import Services
from tests.kit import ADMIN_TOKEN
from warehouse.statement import Statement

DAY = "2026-11-%02dT%02d:00:00Z"


def view(path: str, visitor: str, day: int = 10, hour: int = 12, **more: Any) -> dict[str, Any]:
    return {"type": "pageview", "path": path, "visitor_id": visitor, "timestamp": DAY % (day, hour), **more}


def event(name: str, visitor: str, day: int = 10, hour: int = 12, **more: Any) -> dict[str, Any]:
    return {"type": "event", "name": name, "visitor_id": visitor, "timestamp": DAY % (day, hour), **more}


@pytest_asyncio.fixture(scope="module")
async def shop(services: Services) -> Tenant:
    """Three visitors of three days."""
    tenant = await new_tenant(Context(services, OPERATOR, None, Origin()))
    await send(
        services,
        tenant,
        view("/", "anna", 10, referrer="https://google.com/"),
        view("/pricing", "anna", 10),
        event("signup", "anna", 10, data={"plan": "pro"}),
        view("/", "ben", 11, utm_source="news", utm_campaign="spring"),
        view("/docs/start", "ben", 11),
        view("/docs/end", "ben", 11),
        view("/pricing", "cleo", 12, 23),
        event("signup", "cleo", 12, 23, data={"plan": "free"}),
        event("purchase", "cleo", 12, 23, revenue_amount=49.99, revenue_currency="USD"),
    )
    return tenant


RANGE = '(range: {startAt: "2026-11-10", endAt: "2026-11-12"})'


async def analytics(http: httpx.AsyncClient, shop: Tenant, selection: str, arguments: str = RANGE, **more: Any) -> Any:
    found = await data(
        http,
        f"query {more.pop('head', '')} {{ project {{ analytics{arguments} {{ {selection} }} }} }}",
        shop.query,
        **more,
    )
    return found["project"]["analytics"]


async def test_totals_and_days(http: httpx.AsyncClient, shop: Tenant) -> None:
    found = await analytics(
        http,
        shop,
        """range { start end timezone }
           stats { current { visitors pageviews sessions events } previous { visitors } }
           timeseries { label pageviews visitors partial }""",
    )
    assert found == {
        "range": {"start": "2026-11-10T00:00:00Z", "end": "2026-11-13T00:00:00Z", "timezone": "UTC"},
        "stats": {"current": {"visitors": 3, "pageviews": 6, "sessions": 3, "events": 3}, "previous": None},
        "timeseries": [
            {"label": "2026-11-10", "pageviews": 2, "visitors": 1, "partial": False},
            {"label": "2026-11-11", "pageviews": 3, "visitors": 1, "partial": False},
            {"label": "2026-11-12", "pageviews": 1, "visitors": 1, "partial": False},
        ],
    }


async def test_a_period_is_compared(http: httpx.AsyncClient, shop: Tenant) -> None:
    arguments = '(range: {startAt: "2026-11-11", endAt: "2026-11-11"}, compare: PREVIOUS_PERIOD)'
    found = await analytics(http, shop, "stats { current { pageviews } previous { pageviews } }", arguments)
    assert found["stats"] == {"current": {"pageviews": 3}, "previous": {"pageviews": 2}}


async def test_days_are_those_of_the_time_zone(http: httpx.AsyncClient, shop: Tenant) -> None:
    arguments = '(range: {startAt: "2026-11-12", endAt: "2026-11-13"}, timezone: "Asia/Tokyo")'
    found = await analytics(http, shop, "range { timezone } timeseries { label pageviews }", arguments)
    assert found["range"]["timezone"] == "Asia/Tokyo"
    assert found["timeseries"] == [{"label": "2026-11-12", "pageviews": 0}, {"label": "2026-11-13", "pageviews": 1}]


async def test_every_report_answers(http: httpx.AsyncClient, shop: Tenant) -> None:
    found = await analytics(
        http,
        shop,
        """pages { nodes { path views uniqueViews avgDuration } totalCount approximate }
           entryPages { nodes { value sessions } }
           exitPages { nodes { value sessions } }
           referrers { nodes { source visitors pageviews } }
           events { nodes { name count unique } totalCount }
           devices { browsers { name visitors percentage } operatingSystems { name } deviceTypes { name } }
           countries { nodes { country visitors percentage } }
           sessions { sessions bounceRate durations { fromSeconds toSeconds sessions } entryPages { path sessions } }
           dropped { reason count }
           breakdown(by: UTM_CAMPAIGN, metrics: [VISITORS, PAGEVIEWS]) { nodes { value visitors pageviews revenue } }
           properties: breakdown(by: PROPERTY, key: "plan", metrics: [EVENTS]) { nodes { value events } }
           earned: breakdown(by: EVENT, metrics: [REVENUE]) { nodes { value revenue } }""",
    )
    assert found["pages"]["totalCount"] == 4
    assert found["pages"]["nodes"][0] == {
        "path": "/",
        "views": 2,
        "uniqueViews": 2,
        "avgDuration": found["pages"]["nodes"][0]["avgDuration"],
    }
    assert found["entryPages"]["nodes"] == [{"value": "/", "sessions": 2}, {"value": "/pricing", "sessions": 1}]
    assert {"source": "google.com", "visitors": 1, "pageviews": 2} in found["referrers"]["nodes"]
    assert found["events"] == {
        "nodes": [{"name": "signup", "count": 2, "unique": 2}, {"name": "purchase", "count": 1, "unique": 1}],
        "totalCount": 2,
    }
    assert found["devices"]["browsers"] == [{"name": "Firefox", "visitors": 3, "percentage": 100.0}]
    assert found["sessions"]["sessions"] == 3
    assert found["dropped"] == []
    assert found["breakdown"]["nodes"] == [{"value": "spring", "visitors": 1, "pageviews": 3, "revenue": None}]
    assert found["properties"]["nodes"] == [{"value": "free", "events": 1}, {"value": "pro", "events": 1}]
    assert found["earned"]["nodes"][0] == {"value": "purchase", "revenue": 49.99}


@pytest.mark.parametrize(
    ("where", "pageviews"),
    [
        ('{is: {dimension: PAGE, values: ["/pricing"]}}', 2),
        ('{is: {dimension: PAGE, op: MATCHES, values: ["/docs/*"]}}', 2),
        ('{not: {is: {dimension: PAGE, op: CONTAINS, values: ["DOCS"]}}}', 4),
        ('{is: {dimension: SOURCE, values: ["(direct)"]}}', 4),
        ('{or: [{is: {dimension: UTM_SOURCE, values: ["news"]}}, {is: {dimension: CHANNEL, op: EXISTS}}]}', 6),
        ('{and: [{is: {dimension: PAGE, values: ["/"]}}, {is: {dimension: UTM_CAMPAIGN, op: EXISTS}}]}', 1),
        ('{is: {dimension: PAGE, op: IS_NOT, values: ["/", "/pricing"]}}', 2),
        ('{is: {dimension: PAGE, op: IN, values: ["/"]}}', 2),
    ],
)
async def test_filters(http: httpx.AsyncClient, shop: Tenant, where: str, pageviews: int) -> None:
    arguments = RANGE.removesuffix(")") + f", where: {where})"
    found = await analytics(http, shop, "stats { current { pageviews } }", arguments)
    assert found["stats"]["current"]["pageviews"] == pageviews


async def test_a_filter_in_a_variable(http: httpx.AsyncClient, shop: Tenant) -> None:
    where = {"and": [{"is": {"dimension": "PAGE", "op": "IS", "values": ["/pricing"]}}]}
    text = """query ($where: FilterInput, $range: RangeInput) {
      project { analytics(range: $range, where: $where) { stats { current { pageviews } } } } }"""
    for variables, expected in (({"where": where}, 2), ({"where": None}, 6), ({}, 6)):
        given = {"range": {"startAt": "2026-11-10", "endAt": "2026-11-12"}, **variables}
        found = await data(http, text, shop.query, variables=given)
        assert found["project"]["analytics"]["stats"]["current"]["pageviews"] == expected


WRONG = {
    "unreadable start": ('(range: {startAt: "soon"})', "'start_at'"),
    "end before start": (
        '(range: {startAt: "2026-11-12", endAt: "2026-11-10"})',
        "'start_at' must not be after 'end_at'",
    ),
    "period and ends": ('(range: {period: TODAY, endAt: "2026-11-10"})', "'period'"),
    "unknown time zone": ('(timezone: "Mars/Olympus")', "Mars/Olympus"),
    "two entries in a filter": (
        '(where: {is: {dimension: PAGE, values: ["/"]}, not: {is: {dimension: PAGE}}})',
        "exactly one",
    ),
    "no values": ("(where: {is: {dimension: PAGE}})", "at least one value"),
    "values for exists": ('(where: {is: {dimension: PAGE, op: EXISTS, values: ["x"]}})', "takes no values"),
    "a property without key": ('(where: {is: {dimension: PROPERTY, values: ["x"]}})', "'key' must name the property"),
    "a key without property": ('(where: {is: {dimension: PAGE, key: "a", values: ["x"]}})', "'key' goes with"),
    "an unknown dimension": ('(where: {is: {dimension: MOON, values: ["x"]}})', "MOON"),
    "a filter too deep": (
        "(where: " + "{not: " * 25 + '{is: {dimension: PAGE, values: ["/"]}}' + "}" * 25 + ")",
        "deep",
    ),
}


@pytest.mark.parametrize(("arguments", "says"), WRONG.values(), ids=WRONG)
async def test_wrong_questions_are_named(http: httpx.AsyncClient, shop: Tenant, arguments: str, says: str) -> None:
    answer = await ask(
        http, f"{{ project {{ analytics{arguments} {{ stats {{ current {{ visitors }} }} }} }} }}", shop.query
    )
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert says in error["message"]


WRONG_FIELDS = {
    "first": ("pages(first: 0) { totalCount }", "'first' must be between 1 and 1000"),
    "after": ('pages(after: "nonsense") { totalCount }', "'after' is not a cursor"),
    "metric": ("breakdown(by: EXIT_PAGE, metrics: [TIME_ON_PAGE]) { totalCount }", "time_on_page"),
    "buckets": ("timeseries(interval: MINUTE) { label }", "'interval'"),
}


@pytest.mark.parametrize(("field", "says"), WRONG_FIELDS.values(), ids=WRONG_FIELDS)
async def test_a_report_that_fails_leaves_the_others(
    http: httpx.AsyncClient, shop: Tenant, field: str, says: str
) -> None:
    text = f'{{ project {{ analytics(range: {{startAt: "2026-01-01"}}) {{ {field} events {{ totalCount }} }} }} }}'
    answer = await ask(http, text, shop.query)
    (error,) = answer["errors"]
    assert says in error["message"]
    name = field.partition("(")[0]
    assert error["path"] == ["project", "analytics", name]
    assert answer["data"]["project"]["analytics"] == {name: None, "events": {"totalCount": 2}}


async def test_pages_concatenate_to_the_whole(http: httpx.AsyncClient, shop: Tenant) -> None:
    whole = await analytics(http, shop, "pages { edges { cursor node { path } } nodes { path } }")
    assert [edge["node"] for edge in whole["pages"]["edges"]] == whole["pages"]["nodes"]
    seen: list[str] = []
    after, more = "null", True
    while more:
        info = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
        selection = f"pages(first: 3, after: {after}) {{ nodes {{ path }} {info} }}"
        page = (await analytics(http, shop, selection))["pages"]
        assert page["pageInfo"]["hasPreviousPage"] is bool(seen)
        seen += [node["path"] for node in page["nodes"]]
        after, more = f'"{page["pageInfo"]["endCursor"]}"', page["pageInfo"]["hasNextPage"]
    assert seen == [node["path"] for node in whole["pages"]["nodes"]]


async def test_orders_and_search(http: httpx.AsyncClient, shop: Tenant) -> None:
    found = await analytics(
        http,
        shop,
        """rare: pages(orderBy: {by: VIEWS, direction: ASCENDING}, first: 2) { nodes { path } }
           docs: pages(search: "DOCS") { nodes { path } totalCount }
           by: breakdown(by: PAGE, orderBy: {metric: PAGEVIEWS, direction: ASCENDING}, first: 1) { nodes { value } }""",
    )
    assert [node["path"] for node in found["rare"]["nodes"]] == ["/docs/end", "/docs/start"]
    assert found["docs"] == {"nodes": [{"path": "/docs/end"}, {"path": "/docs/start"}], "totalCount": 2}
    assert found["by"]["nodes"] == [{"value": "/docs/end"}]


async def test_sibling_breakdowns_share_one_scan(
    http: httpx.AsyncClient, shop: Tenant, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Statement] = []
    fetch = services.warehouse.fetch

    async def counting(statement: Statement) -> Any:
        asked.append(statement)
        return await fetch(statement)

    monkeypatch.setattr(services.warehouse, "fetch", counting)
    panels = ["SOURCE", "CHANNEL", "UTM_SOURCE", "UTM_MEDIUM", "UTM_CAMPAIGN", "LANGUAGE"]
    await analytics(
        http,
        shop,
        " ".join(f"{name.lower()}: breakdown(by: {name}) {{ nodes {{ value visitors }} }}" for name in panels),
    )
    together = len(asked)
    for name in panels:
        await analytics(http, shop, f"breakdown(by: {name}) {{ nodes {{ value visitors }} }}")
    alone = len(asked) - together
    assert alone == len(panels)
    assert together < alone / 2


async def test_one_project_is_not_seen_with_the_others_key(
    http: httpx.AsyncClient, shop: Tenant, other: Tenant
) -> None:
    text = "query ($id: ID) { project(id: $id) { id analytics { pages { nodes { path } totalCount } } } }"
    answer = await ask(http, text, other.query, variables={"id": shop.id})
    assert answer["data"] == {"project": None}
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    own = await data(http, text, other.query)
    assert own["project"]["analytics"]["pages"] == {"nodes": [], "totalCount": 0}


async def test_the_operator_names_projects(http: httpx.AsyncClient, shop: Tenant, other: Tenant) -> None:
    report = f"analytics{RANGE} {{ stats {{ current {{ pageviews }} }} }}"
    text = f'{{ a: project(id: "{shop.id}") {{ {report} }} b: project(id: "{other.id}") {{ {report} }} }}'
    response = await http.post("/graphql", json={"query": text}, headers={"Authorization": f"Bearer {ADMIN_TOKEN}"})
    found = response.json()["data"]
    assert [found[name]["analytics"]["stats"]["current"]["pageviews"] for name in "ab"] == [6, 0]
    unnamed = await http.post(
        "/graphql", json={"query": "{ project { id } }"}, headers={"Authorization": f"Bearer {ADMIN_TOKEN}"}
    )
    assert "'project' is required" in unnamed.json()["errors"][0]["message"]


@pytest.mark.parametrize("identifier", ["nonsense", "' OR 1=1 --", "\\u0000", "a" * 5_000])
async def test_hostile_project_ids(http: httpx.AsyncClient, shop: Tenant, identifier: str) -> None:
    answer = await ask(http, "query ($id: ID) { project(id: $id) { id } }", shop.query, variables={"id": identifier})
    assert answer["data"] == {"project": None}
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_an_ingest_key_reads_nothing(http: httpx.AsyncClient, shop: Tenant) -> None:
    answer = await ask(http, "{ project { id } }", shop.ingest)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_module_that_is_off_is_null_and_the_others_arrive(http: httpx.AsyncClient, tenant: Tenant) -> None:
    await data(http, 'mutation { disableModule(name: "retention") { enabled } }', tenant.admin)
    text = "{ project { analytics { retention { cohorts { cohort } } stats { current { visitors } } } } }"
    answer = await ask(http, text, tenant.query)
    assert answer["data"]["project"]["analytics"] == {"retention": None, "stats": {"current": {"visitors": 0}}}
    (error,) = answer["errors"]
    assert error["message"] == "Module 'retention' is not enabled for this project."
    assert error["extensions"] == {"code": "MODULE_DISABLED", "status": 403}
    assert error["path"] == ["project", "analytics", "retention"]
