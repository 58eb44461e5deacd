"""The paths that browsers send to: open to every page, quick to refuse, exact in what they say."""

from dataclasses import replace
from typing import Any

import httpx
import orjson
import pytest

from access.services import Services
from rest_compat.routes import COLLECTION
from tests.kit import ADMIN_TOKEN, Site, client_of, new_site

PAGEVIEW = {"type": "pageview", "path": "/pricing"}


async def stats(client: httpx.AsyncClient, site: Site) -> dict[str, int]:
    answer = await client.get("/api/v1/stats", headers={"X-Pulse-Key": site.query})
    assert answer.status_code == 200, answer.text
    found: dict[str, int] = answer.json()["current"]
    return found


@pytest.mark.parametrize("way", ["header", "query", "bearer", "admin key", "admin token"])
async def test_a_key_comes_as_the_sender_can(client: httpx.AsyncClient, house: Services, site: Site, way: str) -> None:
    headers, params = {
        "header": ({"X-Pulse-Key": site.ingest}, {}),
        "query": ({}, {"key": site.ingest}),
        "bearer": ({"Authorization": f"Bearer {site.ingest}"}, {}),
        "admin key": ({"X-Pulse-Key": site.admin}, {}),
        "admin token": ({"Authorization": f"Bearer {ADMIN_TOKEN}"}, {"project": site.id}),
    }[way]
    answer = await client.post("/api/collect", content=orjson.dumps(PAGEVIEW), headers=headers, params=params)
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    await house.intake.flush()
    assert (await stats(client, site))["pageviews"] == 1


async def test_a_beacon_s_text_is_json(client: httpx.AsyncClient, house: Services, site: Site) -> None:
    """``sendBeacon`` sends text/plain without a preflight; an envelope is what older clients send."""
    enveloped = {"type": "pageview", "payload": {"path": "/old"}, "visitor_id": "v1"}
    for body in (PAGEVIEW, enveloped):
        answer = await client.post(
            f"/api/collect?key={site.ingest}", content=orjson.dumps(body), headers={"Content-Type": "text/plain"}
        )
        assert answer.status_code == 200
    await house.intake.flush()
    found = await client.get("/api/v1/pages", headers={"X-Pulse-Key": site.query})
    assert {row["path"] for row in found.json()["data"]} == {"/pricing", "/old"}


async def test_whoever_asks_for_privacy_is_left_out_where_the_project_honours_it(
    client: httpx.AsyncClient, house: Services, site: Site
) -> None:
    async def visit(**headers: str) -> None:
        answer = await client.post("/api/collect", json=PAGEVIEW, headers={"X-Pulse-Key": site.ingest} | headers)
        assert (answer.status_code, answer.json()) == (200, {"ok": True})

    async def ask(document: str) -> dict[str, Any]:
        answer = await client.post("/graphql", json={"query": document}, headers={"X-Pulse-Key": site.admin})
        data: dict[str, Any] = answer.json()["data"]
        return data

    await visit(DNT="1")
    await ask("mutation { updateProject(honourDnt: true) { id } }")
    for wish in ({"DNT": "1"}, {"Sec-GPC": "1"}, {"DNT": "0"}, {"DNT": "unspecified"}, {}):
        await visit(**wish)
    await house.intake.flush()
    assert (await stats(client, site))["pageviews"] == 4
    found = await ask("{ project { analytics { dropped { reason count } } } }")
    assert found["project"]["analytics"]["dropped"] == [{"reason": "dnt", "count": 2}]


async def test_a_batch_keeps_the_good_ones(client: httpx.AsyncClient, house: Services, site: Site) -> None:
    events = [PAGEVIEW, {"type": "event"}, {"type": "nonsense"}, 7, {"type": "event", "name": "signup"}]
    answer = await client.post("/api/batch", json={"events": events}, headers={"X-Pulse-Key": site.ingest})
    found = answer.json()
    assert answer.status_code == 200
    assert (found["ok"], found["accepted"]) == (False, 2)
    assert [error["index"] for error in found["errors"]] == [1, 2, 3]
    assert found["errors"][0]["error"] == "Invalid request body: missing required field 'name'."
    await house.intake.flush()
    counted = await stats(client, site)
    assert (counted["pageviews"], counted["events"]) == (1, 1)
    answer = await client.post("/api/batch", json={"events": [PAGEVIEW]}, headers={"X-Pulse-Key": site.ingest})
    assert answer.json() == {"ok": True, "accepted": 1, "errors": []}


@pytest.mark.parametrize("path", [row.path for row in COLLECTION])
async def test_who_may_not(client: httpx.AsyncClient, site: Site, path: str) -> None:
    cases = {
        None: (401, "Missing API key. Provide it via X-Pulse-Key header or ?key= query parameter."),
        "nonsense": (401, "Invalid API key."),
        "pa_live_aaaaaaaaaaaaaaaaaaaaaaaa": (401, "Invalid API key."),
        site.query: (403, "API key does not have the required 'ingest' scope for this endpoint."),
    }
    for key, expected in cases.items():
        answer = await client.post(path, json=PAGEVIEW, headers={"X-Pulse-Key": key} if key else {})
        assert (answer.status_code, answer.json()["error"]) == expected
        assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", [row.path for row in COLLECTION])
async def test_every_page_may_ask(client: httpx.AsyncClient, path: str) -> None:
    asking = {"Origin": "https://any.example", "Access-Control-Request-Method": "POST"}
    answer = await client.options(path, headers=asking)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert "x-pulse-key" in answer.headers["access-control-allow-headers"]
    answer = await client.get(path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST, OPTIONS")
    assert answer.json() == {"error": "Method GET is not allowed here. Use POST, OPTIONS."}


async def test_a_module_that_is_off_collects_nothing(
    client: httpx.AsyncClient, site: Site, token: dict[str, str]
) -> None:
    modules = f"/api/admin/projects/{site.id}/modules"
    await client.post(f"{modules}/webvitals/disable", headers=token)
    await client.put(f"{modules}/events/access", json={"access": "read"}, headers=token)
    vital = {"type": "web_vital", "name": "LCP", "value": 1.0, "path": "/"}
    for body, expected in [
        (vital, "Module 'webvitals' is not enabled for this project."),
        ({"type": "event", "name": "e"}, "Module 'events' does not allow write access for this project."),
    ]:
        answer = await client.post("/api/collect", json=body, headers={"X-Pulse-Key": site.ingest})
        assert (answer.status_code, answer.json()["error"]) == (403, expected)
    assert (await client.post("/api/collect", json=PAGEVIEW, headers={"X-Pulse-Key": site.ingest})).is_success


async def test_a_restricted_key_collects_only_its_modules(
    client: httpx.AsyncClient, site: Site, token: dict[str, str]
) -> None:
    made = await client.post(
        f"/api/admin/projects/{site.id}/keys",
        json={"name": "Errors only", "scopes": ["ingest"], "allowed_modules": ["error_tracking"]},
        headers=token,
    )
    key = {"X-Pulse-Key": made.json()["key"]}
    assert (await client.post("/api/collect", json={"type": "js_error", "message": "m"}, headers=key)).is_success
    answer = await client.post("/api/collect", json=PAGEVIEW, headers=key)
    assert (answer.status_code, answer.json()["error"]) == (403, "API key is not allowed to access module 'pageviews'.")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b"\xff\xfe", "not valid JSON"),
        (b"[]", "expected a JSON object"),
        (b"[" * 100_000, "nested too deeply"),
        (b"{}", "missing required field 'type'"),
        (b'{"type": "event"}', "missing required field 'name'"),
        (b'{"type": "nonsense"}', "'type' must be one of pageview, event, identify"),
    ],
)
async def test_a_body_that_is_none(client: httpx.AsyncClient, site: Site, body: bytes, expected: str) -> None:
    answer = await client.post("/api/collect", content=body, headers={"X-Pulse-Key": site.ingest})
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("Invalid request body: ")
    assert expected in answer.json()["error"]


async def test_a_body_may_not_be_too_large(house: Services, site: Site) -> None:
    small = replace(house, settings=replace(house.settings, max_body_bytes=100))

    async def pieces() -> object:
        for _ in range(20):
            yield b"x" * 10

    async with client_of(small) as client:
        for content in (b"x" * 101, pieces()):
            answer = await client.post("/api/collect", content=content, headers={"X-Pulse-Key": site.ingest})  # type: ignore[arg-type]  # a stream too
            assert answer.status_code == 413
            assert answer.json() == {"error": "Request body is larger than 100 bytes."}
        assert (await client.post("/api/collect", json=PAGEVIEW, headers={"X-Pulse-Key": site.ingest})).is_success


async def test_a_key_revoked_is_refused_at_the_next_request(
    client: httpx.AsyncClient, site: Site, token: dict[str, str]
) -> None:
    keys = f"/api/admin/projects/{site.id}/keys"
    listed = (await client.get(keys, headers=token)).json()["data"]
    (ingest,) = [row["id"] for row in listed if row["scopes"] == ["ingest"]]
    assert (await client.post("/api/collect", json=PAGEVIEW, headers={"X-Pulse-Key": site.ingest})).is_success
    assert (await client.delete(f"{keys}/{ingest}", headers=token)).status_code == 204
    answer = await client.post("/api/collect", json=PAGEVIEW, headers={"X-Pulse-Key": site.ingest})
    assert (answer.status_code, answer.json()) == (401, {"error": "Invalid API key."})


async def test_refusals_are_told_to_whom_they_concern(client: httpx.AsyncClient, house: Services) -> None:
    domain = "refused.example"
    site, other = await new_site(house, domain=domain), await new_site(house, domain="other.example")
    sent = orjson.dumps(PAGEVIEW)
    stranger = {"X-Pulse-Key": "pa_live_000000000000000000000000", "Origin": f"https://www.{domain}"}
    for _ in range(2):
        assert (await client.post("/api/collect", content=sent, headers=stranger)).status_code == 401
    reader = {"X-Pulse-Key": site.query, "Referer": "https://elsewhere.example/page"}
    assert (await client.post("/api/collect", content=sent, headers=reader)).status_code == 403
    found = (await told(client, site))["refusedRequests"]
    assert [(one["code"], one["host"], one["count"]) for one in found] == [
        ("FORBIDDEN", "elsewhere.example", 1),
        ("UNAUTHENTICATED", f"www.{domain}", 2),
    ]
    assert site.query not in str(found)
    assert (await told(client, other))["refusedRequests"] == []


async def told(client: httpx.AsyncClient, site: Site) -> dict[str, Any]:
    query = "{ project { refusedRequests { code message host count lastAt } } }"
    answer = await client.post("/graphql", json={"query": query}, headers={"X-Pulse-Key": site.query})
    found: dict[str, Any] = answer.json()["data"]["project"]
    return found
