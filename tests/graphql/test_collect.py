"""``mutation collect``: the ten payload types, typed."""

from typing import Any

import httpx
import pytest
from graphql_clients import Tenant, ask, data, send

from access.services import Services
from ingest.items import BY_TYPE

COLLECT = "mutation ($items: [CollectInput!]!) { collect(items: $items) { accepted problems { index code message } } }"
ITEMS: dict[str, dict[str, Any]] = {
    "pageview": {"path": "/pricing", "title": "Pricing", "utmSource": "google", "visitorId": "anna"},
    "event": {"name": "purchase", "data": {"plan": "pro"}, "revenueAmount": 49.99, "revenueCurrency": "USD"},
    "identify": {"traits": {"plan": "pro"}},
    "webVital": {"name": "LCP", "value": 1842.5, "path": "/home"},
    "scrollDepth": {"path": "/blog", "maxDepth": 87},
    "searchQuery": {"query": "pricing plans", "resultsCount": 7},
    "outlink": {"url": "https://github.com/acme/widget", "linkType": "external"},
    "jsError": {"message": "TypeError: x", "stack": "at a.js:1", "lineno": 142},
    "clickEvent": {"path": "/pricing", "x": 482, "y": 1203.5, "elementSelector": "button"},
    "surveyResponse": {
        "surveyId": "c7f3e8a2-91b4-4d6e-b2f1-8a3c9d4e5f6a",
        "answers": [{"questionId": "q1", "value": "Very satisfied"}, {"questionId": "q2", "value": 9}],
        "completed": True,
    },
}


def test_every_type_has_a_case() -> None:
    assert len(ITEMS) == len(BY_TYPE)


async def test_all_types_at_once(http: httpx.AsyncClient, tenant: Tenant, services: Services) -> None:
    items = [{name: value} for name, value in ITEMS.items()]
    found = await data(http, COLLECT, tenant.ingest, variables={"items": items})
    assert found["collect"] == {"accepted": len(ITEMS), "problems": []}
    await send(services, tenant)
    seen = await data(
        http,
        """{ project { analytics(range: {period: LAST_24_HOURS}) {
          events { nodes { name } } pages { nodes { path views } }
          breakdown(by: PROPERTY, key: "plan", metrics: [EVENTS]) { nodes { value events } } } } }""",
        tenant.query,
    )
    assert seen["project"]["analytics"] == {
        "events": {"nodes": [{"name": "purchase"}]},
        "pages": {"nodes": [{"path": "/pricing", "views": 1}]},
        "breakdown": {"nodes": [{"value": "pro", "events": 1}]},
    }


async def test_a_wrong_item_leaves_the_others(http: httpx.AsyncClient, tenant: Tenant) -> None:
    items = [{"pageview": {"path": "/a"}}, {"scrollDepth": {"path": "/a", "maxDepth": 101}}, {"event": {"name": "x"}}]
    found = (await data(http, COLLECT, tenant.ingest, variables={"items": items}))["collect"]
    assert found["accepted"] == 2
    (problem,) = found["problems"]
    assert (problem["index"], problem["code"]) == (1, "BAD_INPUT")
    assert "max_depth" in problem["message"]


@pytest.mark.parametrize(
    "item",
    [{}, {"pageview": None}, {"pageview": {"path": "/a"}, "event": {"name": "x"}}, {"pageview": {}}, {"moon": {}}],
)
async def test_what_is_no_item(http: httpx.AsyncClient, tenant: Tenant, item: dict[str, Any]) -> None:
    answer = await ask(http, COLLECT, tenant.ingest, variables={"items": [item]})
    assert list(answer) == ["errors"]


async def test_a_query_key_collects_nothing(http: httpx.AsyncClient, tenant: Tenant) -> None:
    answer = await ask(http, COLLECT, tenant.query, variables={"items": [{"pageview": {"path": "/"}}]})
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
