"""The reports of these modules through the doors: the documentation's shapes, wrong input, modules that are off."""

from typing import Any

import httpx
import pytest
import pytest_asyncio

from access.services import Services
from rest_compat.door import Takes
from rest_compat.routes import CAMPAIGNS, PERFORMANCE
from tests.kit import Site, new_site

ROWS = (*CAMPAIGNS, *PERFORMANCE)
GIVEN = {
    "/api/v1/campaigns/timeseries": {"utm_source": "google"},
    "/api/v1/webvitals/timeseries": {"metric": "LCP"},
    "/api/v1/errors/detail": {"message": "TypeError: x is null"},
    "/api/v1/heatmaps": {"path": "/"},
}
"""What a path cannot do without."""
QUERY = """
query Quality($where: FilterInput) {
  project {
    analytics(where: $where) {
      stats { current { pageviews } }
      campaigns { totalCount nodes { value visitors } }
      webVitals { metric p75 rating samples }
      webVitalsBy { nodes { value lcpP75 } }
      webVitalSeries(metric: "LCP") { data { date p75 } }
      errors { nodes { id message count status } }
      errorStats { totalErrors errorRate }
      errorSeries { date count }
      heatmap(path: "/") { totalClicks clicks { x y count } }
      clickedPages { nodes { path totalClicks } }
      searches { nodes { query count } }
      searchTotals { count zeroResultsRate }
      scrollDepth { nodes { path avgDepth reached50 } }
      scrollHistogram { start views }
      outlinks { nodes { value clicks } }
      propertyKeys { nodes { key count examples } }
      propertyValues(key: "plan") { nodes { value visitors } }
      traits: propertyKeys(of: TRAIT) { nodes { key } }
      visits { totalCount nodes { id visitor pageviews entryPage } }
    }
  }
}
"""
MODULES = {
    "utm": ["campaigns"],
    "webvitals": ["webVitals", "webVitalsBy", "webVitalSeries"],
    "error_tracking": ["errors", "errorStats", "errorSeries"],
    "heatmaps": ["heatmap", "clickedPages"],
    "search": ["searches", "searchTotals"],
    "scroll_depth": ["scrollDepth", "scrollHistogram"],
}
"""The fields of each module."""
ONE = """
query One($session: ID!, $visitor: ID!) {
  project {
    analytics {
      visit(session: $session) { id pageviews }
      visitTimeline(session: $session) { totalCount nodes { type path } }
      visitor(id: $visitor) { sessions traits { key value } }
    }
  }
}
"""
DECIDE = """
mutation Decide($group: ID!, $decision: ErrorDecision) {
  decideError(group: $group, decision: $decision) { status }
}
"""


@pytest_asyncio.fixture
async def shop(client: httpx.AsyncClient, house: Services) -> Site:
    """A project with one of everything."""
    site = await new_site(house)
    page = {"path": "/", "visitor_id": "a"}
    items: list[dict[str, Any]] = [
        page | {"type": "pageview", "utm_source": "google", "utm_medium": "cpc", "utm_campaign": "spring_sale"},
        page | {"type": "web_vital", "name": "LCP", "value": 1842.5, "rating": "good"},
        page | {"type": "scroll_depth", "max_depth": 87},
        page | {"type": "search_query", "query": "pricing plans", "results_count": 0},
        page | {"type": "outlink", "url": "https://github.com/acme/widget", "link_type": "external"},
        page | {"type": "js_error", "message": "TypeError: x is null", "stack": "TypeError: x\n at f (a.js:1:2)"},
        page | {"type": "click_event", "x": 482, "y": 1203, "element_selector": "a", "viewport_width": 1440},
    ]
    answer = await client.post("/api/batch", json={"events": items}, headers={"X-Pulse-Key": site.ingest})
    assert answer.json()["ok"], answer.text
    await house.intake.flush()
    return site


async def get(client: httpx.AsyncClient, site: Site, path: str, **params: Any) -> httpx.Response:
    return await client.get(path, params=GIVEN.get(path, {}) | params, headers={"X-Pulse-Key": site.query})


async def graphql(client: httpx.AsyncClient, site: Site, query: str, **variables: Any) -> dict[str, Any]:
    body = {"query": query, "variables": variables}
    found: dict[str, Any] = (await client.post("/graphql", json=body, headers={"X-Pulse-Key": site.query})).json()
    return found


async def test_rest_and_graphql_tell_the_same(client: httpx.AsyncClient, shop: Site) -> None:
    found = await graphql(client, shop, QUERY)
    assert "errors" not in found
    asked = found["data"]["project"]["analytics"]

    (row,) = (await get(client, shop, "/api/v1/campaigns")).json()["data"]
    assert row == {"campaign": "spring_sale", "visitors": 1, "pageviews": 1, "bounce_rate": 0.0, "avg_duration": 0.0}
    assert asked["campaigns"] == {"totalCount": 1, "nodes": [{"value": "spring_sale", "visitors": 1}]}

    found_vitals = (await get(client, shop, "/api/v1/webvitals")).json()["vitals"]
    assert list(found_vitals) == ["LCP", "FCP", "CLS", "INP", "TTFB"]
    assert found_vitals["LCP"] == {"p50": 1842, "p75": 1842, "p99": 1842, "rating": "good"}
    assert asked["webVitals"][0] == {"metric": "LCP", "p75": 1842, "rating": "GOOD", "samples": 1}

    (group,) = (await get(client, shop, "/api/v1/errors")).json()["data"]
    assert list(group) == ["message", "count", "unique_sessions", "last_seen", "first_seen"]
    (same,) = asked["errors"]["nodes"]
    assert (same["message"], same["count"], same["status"]) == (group["message"], 1, "OPEN")
    (instance,) = (await get(client, shop, "/api/v1/errors/detail")).json()["instances"]
    assert list(instance) == ["timestamp", "path", "filename", "lineno", "colno", "stack", "browser", "os"]
    stats = (await get(client, shop, "/api/v1/errors/stats")).json()
    assert stats == {"total_errors": 1, "unique_errors": 1, "affected_sessions": 1, "error_rate": 100.0}

    heat = (await get(client, shop, "/api/v1/heatmaps")).json()
    assert heat == {
        "path": "/",
        "clicks": [{"x": 482, "y": 1203, "selector": "a", "count": 1}],
        "total_clicks": 1,
        "viewport_width": 1440,
    }
    assert asked["heatmap"] == {"totalClicks": 1, "clicks": [{"x": 482, "y": 1203, "count": 1}]}
    assert (await get(client, shop, "/api/v1/heatmaps/stats")).json() == {"data": [{"path": "/", "total_clicks": 1}]}
    assert asked["clickedPages"]["nodes"] == [{"path": "/", "totalClicks": 1}]
    (row,) = (await get(client, shop, "/api/v1/search")).json()["data"]
    assert row == {"query": "pricing plans", "count": 1, "unique": 1, "avg_results": 0.0, "zero_results": 1}
    (row,) = (await get(client, shop, "/api/v1/scroll-depth")).json()["data"]
    assert (row["views"], row["avg_depth"], row["reached_75"], row["reached_100"]) == (1, 87.0, 100.0, 0.0)
    (visit,) = asked["visits"]["nodes"]
    assert (visit["pageviews"], visit["entryPage"]) == (1, "/")
    one = await graphql(client, shop, ONE, session=visit["id"], visitor=visit["visitor"])
    told = one["data"]["project"]["analytics"]
    assert told["visit"] == {"id": visit["id"], "pageviews": 1}
    assert told["visitTimeline"]["totalCount"] == 7
    assert told["visitor"] == {"sessions": 1, "traits": []}
    assert asked["outlinks"]["nodes"] == [{"value": "https://github.com/acme/widget", "clicks": 1}]


@pytest.mark.parametrize("path", [row.path for row in ROWS if Takes.WINDOW in row.takes])
async def test_the_window_is_read_and_its_faults_are_named(client: httpx.AsyncClient, shop: Site, path: str) -> None:
    assert (await get(client, shop, path)).status_code == 200
    for name in ("start_at", "end_at"):
        answer = await get(client, shop, path, **{name: "yesterday"})
        assert answer.status_code == 400
        assert f"'{name}'" in answer.json()["error"]


@pytest.mark.parametrize("path", [row.path for row in ROWS if Takes.PAGE in row.takes])
@pytest.mark.parametrize("params", [{"limit": "0"}, {"limit": "1001"}, {"limit": "x"}, {"offset": "-1"}])
async def test_a_wrong_page_is_named(client: httpx.AsyncClient, shop: Site, path: str, params: dict[str, str]) -> None:
    answer = await get(client, shop, path, **params)
    assert answer.status_code == 400
    assert f"'{next(iter(params))}'" in answer.json()["error"]


@pytest.mark.parametrize(("path", "given"), GIVEN.items())
async def test_what_a_path_needs_is_named(
    client: httpx.AsyncClient, shop: Site, path: str, given: dict[str, str]
) -> None:
    (name,) = given
    for params in ({}, {name: ""}):
        answer = await client.get(path, params=params, headers={"X-Pulse-Key": shop.query})
        assert (answer.status_code, answer.json()["error"]) == (400, f"Invalid request: '{name}' is required.")


async def test_a_metric_that_is_none_is_named(client: httpx.AsyncClient, shop: Site) -> None:
    answer = await get(client, shop, "/api/v1/webvitals/timeseries", metric="FID")
    assert answer.json()["error"] == "Invalid request: 'metric' must be one of LCP, FCP, CLS, INP, TTFB."


@pytest.mark.parametrize(("module", "fields"), MODULES.items())
async def test_a_module_that_is_off(client: httpx.AsyncClient, shop: Site, module: str, fields: list[str]) -> None:
    admin = {"X-Pulse-Key": shop.admin}
    path = f"/api/admin/projects/{shop.id}/modules/{module}"
    assert (await client.post(f"{path}/disable", headers=admin)).status_code == 200
    sentence = f"Module '{module}' is not enabled for this project."
    for row in ROWS:
        needed = row.needs[0].module
        if needed and needed.name == module:
            answer = await get(client, shop, row.path)
            assert (answer.status_code, answer.json()) == (403, {"error": sentence})
    found = await graphql(client, shop, QUERY)
    assert sorted(error["path"][-1] for error in found["errors"]) == sorted(fields)
    assert {error["extensions"]["code"] for error in found["errors"]} == {"MODULE_DISABLED"}
    asked = found["data"]["project"]["analytics"]
    assert {name for name, value in asked.items() if value is None} == set(fields)
    assert asked["stats"]["current"]["pageviews"] == 1

    await client.post(f"{path}/enable", headers=admin)
    await client.put(f"{path}/access", json={"access": "write"}, headers=admin)
    refused = await graphql(client, shop, QUERY)
    assert f"Module '{module}' does not allow read access for this project." in {
        error["message"] for error in refused["errors"]
    }


async def test_a_filter_reaches_every_report(client: httpx.AsyncClient, shop: Site) -> None:
    nobody = {"is": {"dimension": "COUNTRY", "values": ["AQ"]}}
    asked = (await graphql(client, shop, QUERY, where=nobody))["data"]["project"]["analytics"]
    assert asked["stats"]["current"]["pageviews"] == 0
    for name in ("campaigns", "webVitalsBy", "errors", "clickedPages", "searches", "scrollDepth", "outlinks"):
        assert asked[name]["nodes"] == []
    assert {row["samples"] for row in asked["webVitals"]} == {0}


@pytest.mark.usefixtures("shop")
async def test_one_project_never_sees_another(client: httpx.AsyncClient, house: Services) -> None:
    other = await new_site(house)
    asked = (await graphql(client, other, QUERY))["data"]["project"]["analytics"]
    assert [name for name in asked if isinstance(asked[name], dict) and asked[name].get("nodes")] == []
    for row in ROWS:
        text = (await get(client, other, row.path)).text
        assert "spring_sale" not in text
        assert "github" not in text


async def test_deciding_about_an_error(client: httpx.AsyncClient, shop: Site) -> None:
    (group,) = (await graphql(client, shop, QUERY))["data"]["project"]["analytics"]["errors"]["nodes"]
    found = await graphql(client, shop, DECIDE, group=group["id"], decision="RESOLVED")
    assert found == {"data": {"decideError": {"status": "RESOLVED"}}}
    (group,) = (await graphql(client, shop, QUERY))["data"]["project"]["analytics"]["errors"]["nodes"]
    assert group["status"] == "RESOLVED"
    found = await graphql(client, shop, DECIDE, group="nonsense")
    assert found["errors"][0]["extensions"]["code"] == "BAD_INPUT"


async def test_erasing_a_visitor_takes_an_admin_key(client: httpx.AsyncClient, shop: Site) -> None:
    erase = {"query": 'mutation { eraseVisitor(visitorId: "a") { events visitors } }'}
    refused = (await client.post("/graphql", json=erase, headers={"X-Pulse-Key": shop.query})).json()
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    found = (await client.post("/graphql", json=erase, headers={"X-Pulse-Key": shop.admin})).json()
    assert found["data"]["eraseVisitor"]["events"] == 7
    asked = (await graphql(client, shop, QUERY))["data"]["project"]["analytics"]
    assert asked["stats"]["current"]["pageviews"] == 0
    assert asked["visits"]["totalCount"] == 0
