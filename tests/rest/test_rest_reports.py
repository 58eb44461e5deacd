"""The core reports over REST: what is read from the query, what is refused, who may."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from access.services import Services
from pulse.errors import unavailable
from rest_compat.door import Takes
from rest_compat.routes import REPORTS
from tests.kit import ADMIN_TOKEN, Site, client_of

WINDOWED = [row.path for row in REPORTS if {Takes.WINDOW, Takes.COMPARED} & set(row.takes)]
PAGED = [row.path for row in REPORTS if Takes.PAGE in row.takes]
CORE = [row.path for row in REPORTS if row.needs[0].module and row.needs[0].module.core]


@pytest.fixture
async def visited(client: httpx.AsyncClient, house: Services, site: Site) -> Site:
    events: list[dict[str, Any]] = [
        {"type": "pageview", "path": path, "visitor_id": visitor}
        for visitor in ("a", "b", "c")
        for path in ("/", "/pricing", f"/{visitor}")
    ]
    events.append({"type": "event", "name": "signup", "visitor_id": "a", "path": "/"})
    answer = await client.post("/api/batch", json={"events": events}, headers={"X-Pulse-Key": site.ingest})
    assert answer.json()["ok"]
    await house.intake.flush()
    return site


async def get(client: httpx.AsyncClient, site: Site, path: str, **params: Any) -> httpx.Response:
    return await client.get(path, params=params, headers={"X-Pulse-Key": site.query})


async def test_the_numbers_of_a_small_history(client: httpx.AsyncClient, visited: Site) -> None:
    current = (await get(client, visited, "/api/v1/stats")).json()["current"]
    assert (current["pageviews"], current["visitors"], current["sessions"], current["events"]) == (9, 3, 3, 1)
    pages = (await get(client, visited, "/api/v1/pages")).json()
    assert pages["total"] == 5
    assert [(row["path"], row["views"], row["unique_views"]) for row in pages["data"][:2]] == [
        ("/", 3, 3),
        ("/pricing", 3, 3),
    ]
    assert (await get(client, visited, "/api/v1/realtime")).json() == {"active_visitors": 3}
    referrers = (await get(client, visited, "/api/v1/referrers")).json()["data"]
    assert referrers == [{"source": "(direct)", "visitors": 3, "pageviews": 9}]
    assert (await get(client, visited, "/api/v1/events")).json()["data"] == [
        {"name": "signup", "count": 1, "unique": 1}
    ]
    series = (await get(client, visited, "/api/v1/stats/timeseries")).json()["data"]
    assert len(series) == 31
    assert sum(row["pageviews"] for row in series) == 9


async def test_pages_of_a_list(client: httpx.AsyncClient, visited: Site) -> None:
    whole = (await get(client, visited, "/api/v1/pages")).json()["data"]
    parts = [(await get(client, visited, "/api/v1/pages", limit=2, offset=at)).json() for at in (0, 2, 4, 6)]
    assert [row for part in parts for row in part["data"]] == whole
    assert {part["total"] for part in parts} == {5}


@pytest.mark.parametrize("path", WINDOWED)
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"start_at": "yesterday"}, "'start_at' is not an ISO 8601 date or time: 'yesterday'"),
        ({"end_at": "2026-02-30"}, "'end_at' is not an ISO 8601 date or time: '2026-02-30'"),
        ({"start_at": "2026-03-02", "end_at": "2026-03-01"}, "'start_at' must not be after 'end_at'"),
    ],
)
async def test_a_window_that_is_none(
    client: httpx.AsyncClient, site: Site, path: str, params: dict[str, str], expected: str
) -> None:
    answer = await get(client, site, path, **params)
    assert (answer.status_code, answer.json()) == (400, {"error": f"Invalid request: {expected}."})


@pytest.mark.parametrize("path", PAGED)
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"limit": "0"}, "'limit' must be between 1 and 1000"),
        ({"limit": "1001"}, "'limit' must be between 1 and 1000"),
        ({"limit": "ten"}, "'limit' must be a whole number"),
        ({"offset": "-1"}, "'offset' must not be negative"),
        ({"offset": "1e3"}, "'offset' must be a whole number"),
    ],
)
async def test_a_page_that_is_none(
    client: httpx.AsyncClient, site: Site, path: str, params: dict[str, str], expected: str
) -> None:
    answer = await get(client, site, path, **params)
    assert (answer.status_code, answer.json()) == (400, {"error": f"Invalid request: {expected}."})


@pytest.mark.parametrize("path", [row.path for row in REPORTS])
async def test_who_may_not(client: httpx.AsyncClient, site: Site, path: str) -> None:
    cases = {
        None: (401, "Missing API key. Provide it via X-Pulse-Key header or ?key= query parameter."),
        "pa_live_aaaaaaaaaaaaaaaaaaaaaaaa": (401, "Invalid API key."),
        site.ingest: (403, "API key does not have the required 'query' scope for this endpoint."),
    }
    for key, expected in cases.items():
        answer = await client.get(path, headers={"X-Pulse-Key": key} if key else {})
        assert (answer.status_code, answer.json()["error"]) == expected
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", CORE)
async def test_core_reports_always_answer(
    client: httpx.AsyncClient, site: Site, token: dict[str, str], path: str
) -> None:
    modules = [{"name": row, "enabled": False, "access": "write"} for row in ("pageviews", "events", "geo", "realtime")]
    await client.put(f"/api/admin/projects/{site.id}/modules", json={"modules": modules}, headers=token)
    assert (await get(client, site, path)).status_code == 200


async def test_an_operator_names_the_project(client: httpx.AsyncClient, visited: Site, token: dict[str, str]) -> None:
    answer = await client.get("/api/v1/stats", headers=token)
    assert answer.status_code == 400
    assert "'project' is required" in answer.json()["error"]
    answer = await client.get("/api/v1/stats", headers=token, params={"project": visited.id})
    assert answer.json()["current"]["pageviews"] == 9
    answer = await client.get("/api/v1/stats", headers=token, params={"project": "nonsense"})
    assert (answer.status_code, answer.json()["error"]) == (404, "Project 'nonsense' not found.")


async def test_a_listed_origin_may_read(client: httpx.AsyncClient, site: Site) -> None:
    headers = {"X-Pulse-Key": site.query, "Origin": "https://app.example.com"}
    answer = await client.get("/api/v1/realtime", headers=headers)
    assert answer.headers["access-control-allow-origin"] == "https://app.example.com"
    assert "access-control-allow-credentials" not in answer.headers
    asking = headers | {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-pulse-key"}
    assert (await client.options("/api/v1/realtime", headers=asking)).status_code == 200
    answer = await client.get("/api/v1/realtime", headers=headers | {"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


async def test_a_store_that_is_away_is_said(house: Services, site: Site) -> None:
    class Away:
        async def fetch(self, _: object) -> object:
            raise unavailable("warehouse")

        async def ping(self) -> bool:
            return False

    away: Any = Away()
    async with client_of(replace(house, warehouse=away)) as client:
        answer = await get(client, site, "/api/v1/stats")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "1"
        assert answer.json() == {"error": "The warehouse is not available right now. Try again shortly."}
        answer = await client.get("/ready")
        assert answer.status_code == 503
        assert answer.json() == {
            "status": "unavailable",
            "database": True,
            "spool": True,
            "warehouse": False,
            "problems": ["The warehouse is not available right now. Try again shortly."],
        }
        answer = await client.get("/ready?for=collect")
        assert (answer.status_code, answer.json()["status"]) == (200, "ok")
        assert (await client.get("/health")).json() == {"status": "ok"}


async def test_a_fault_of_ours_is_masked(house: Services, site: Site, caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        async def fetch(self, _: object) -> object:
            raise ZeroDivisionError("a secret")

    broken: Any = Broken()
    async with client_of(replace(house, warehouse=broken)) as client:
        answer = await get(client, site, "/api/v1/stats")
        assert answer.status_code == 500
        assert answer.json()["error"].startswith("Internal server error. Quote request id ")
        assert "secret" not in answer.text
        assert ADMIN_TOKEN not in caplog.text
