"""GraphQL over HTTP, clause by clause."""

import dataclasses
import json
from typing import Any

import httpx
import pytest
from graphql_clients import Tenant, app_with, ask, client_of, data

from access.limits import Limiter
from access.services import Services
from tests.kit import ADMIN_TOKEN

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
TYPENAME = {"query": "{ __typename }"}
FOREIGN = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
SPELLINGS = ["application/json", "application/json;charset=utf-8", 'Application/JSON; charset="UTF-8"']


async def post(http: httpx.AsyncClient, content: Any, accept: str = GRAPHQL, **headers: str) -> httpx.Response:
    body = content if isinstance(content, str | bytes) else json.dumps(content)
    return await http.post("/graphql", content=body, headers={"Content-Type": JSON, "Accept": accept, **headers})


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        ("", GRAPHQL),
        ("*/*", GRAPHQL),
        ("application/*", GRAPHQL),
        (GRAPHQL, GRAPHQL),
        (JSON, JSON),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON}, {GRAPHQL};q=0.5", JSON),
        (f"{GRAPHQL};q=0, */*", JSON),
        ("application/json; charset=utf-8", JSON),
        (f"text/event-stream, {JSON}", JSON),
        (f"{GRAPHQL}, {JSON}, text/event-stream, multipart/mixed", GRAPHQL),
    ],
)
async def test_the_answer_has_the_type_that_was_asked_for(http: httpx.AsyncClient, accept: str, answered: str) -> None:
    response = await post(http, TYPENAME, accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{answered}; charset=utf-8"
    assert response.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("accept", ["image/png", "application/json; charset=utf-16", "text/plain, text/html;q=0.5"])
async def test_what_cannot_be_had_is_said(http: httpx.AsyncClient, accept: str) -> None:
    response = await post(http, TYPENAME, accept)
    assert response.status_code == 406
    assert response.json()["errors"][0]["extensions"]["status"] == 406


@pytest.mark.parametrize(
    ("body", "status", "legacy"),
    [
        ("", 400, 400),
        ("{", 400, 400),
        ("NONSENSE", 400, 400),
        (b'{"query": "\xff"}', 400, 400),
        ([TYPENAME], 422, 422),
        ("null", 422, 422),
        ({"qeury": "{ __typename }"}, 422, 422),
        ({"query": 7}, 422, 422),
        ({"query": None}, 422, 422),
        ({"query": "{ __typename }", "variables": [7]}, 422, 422),
        ({"query": "{ __typename }", "variables": "{}"}, 422, 422),
        ({"query": "{ __typename }", "operationName": 7}, 422, 422),
        ({"query": "{ __typename }", "extensions": 7}, 422, 422),
        ({"query": "{"}, 400, 200),
        ({"query": ""}, 400, 200),
        ({"query": "{ nothing }"}, 422, 200),
        ({"query": "query A { __typename } query B { __typename }"}, 422, 200),
        ({"query": "query A { __typename }", "operationName": "B"}, 422, 200),
        ({"query": "fragment A on Query { __typename }"}, 422, 200),
        ({"query": "query ($id: ID!) { project(id: $id) { id } }", "variables": {}}, 422, 200),
        ({"query": "query ($id: ID!) { project(id: $id) { id } }", "variables": {"id": {}}}, 422, 200),
    ],
)
async def test_a_request_that_cannot_run(http: httpx.AsyncClient, body: Any, status: int, legacy: int) -> None:
    modern, old = await post(http, body), await post(http, body, JSON)
    assert (modern.status_code, old.status_code) == (status, legacy)
    for response in (modern, old):
        answer = response.json()
        assert list(answer) == ["errors"]
        assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"
        assert answer["errors"][0]["message"]


@pytest.mark.parametrize("empty", [{"variables": None}, {"operationName": None}, {"extensions": None}, {"unknown": 1}])
async def test_null_and_unknown_entries_are_as_if_absent(http: httpx.AsyncClient, empty: dict[str, Any]) -> None:
    assert (await post(http, TYPENAME | empty)).json() == {"data": {"__typename": "Query"}}


async def test_field_errors_are_partial_success(http: httpx.AsyncClient) -> None:
    query = {"query": "{ modules { name } project { name } }"}
    modern, old = await post(http, query), await post(http, query, JSON)
    assert (modern.status_code, old.status_code) == (294, 200)
    answer = modern.json()
    assert answer["data"]["project"] is None
    assert len(answer["data"]["modules"]) == 23
    assert answer["errors"] == [
        {
            "message": "Missing API key. Provide it via X-Pulse-Key header or ?key= query parameter.",
            "locations": [{"line": 1, "column": 20}],
            "path": ["project"],
            "extensions": {"code": "UNAUTHENTICATED", "status": 401},
        }
    ]


@pytest.mark.parametrize("kind", FOREIGN)
async def test_no_foreign_page_can_post(http: httpx.AsyncClient, kind: str) -> None:
    response = await post(http, TYPENAME, **{"Content-Type": kind})
    assert response.status_code == 415


@pytest.mark.parametrize("kind", SPELLINGS)
async def test_json_by_any_spelling(http: httpx.AsyncClient, kind: str) -> None:
    assert (await post(http, TYPENAME, **{"Content-Type": kind})).status_code == 200


async def test_get_reads(http: httpx.AsyncClient) -> None:
    query = "query Q { server { version } } query R($on: Boolean!) { __typename @include(if: $on) }"
    params = {"query": query, "operationName": "R", "variables": '{"on": true}', "extensions": "{}"}
    response = await http.get("/graphql", params=params)
    assert response.json() == {"data": {"__typename": "Query"}}
    assert (await http.get("/graphql", params={"query": "{__typename}", "operationName": ""})).status_code == 200


async def test_get_never_changes_anything(http: httpx.AsyncClient, tenant: Tenant) -> None:
    query = 'mutation { disableModule(name: "funnels") { enabled } }'
    response = await http.get("/graphql", params={"query": query}, headers={"X-Pulse-Key": tenant.admin})
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"
    modules = await data(http, "{ project { modules { name enabled } } }", tenant.query)
    assert {"name": "funnels", "enabled": True} in modules["project"]["modules"]


@pytest.mark.parametrize("params", [{}, {"query": "{ __typename }", "variables": "7"}, {"query": "{ x }"}])
async def test_get_that_cannot_run(http: httpx.AsyncClient, params: dict[str, str]) -> None:
    assert (await http.get("/graphql", params=params)).status_code == 422


async def test_get_with_broken_json(http: httpx.AsyncClient) -> None:
    assert (await http.get("/graphql", params={"query": "{ __typename }", "variables": "{"})).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_other_methods(http: httpx.AsyncClient, method: str) -> None:
    response = await http.request(method, "/graphql", json=TYPENAME)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"


async def test_a_subscription_needs_a_stream(http: httpx.AsyncClient, tenant: Tenant) -> None:
    response = await post(
        http, {"query": "subscription { realtime { activeVisitors } }"}, **{"X-Pulse-Key": tenant.query}
    )
    assert response.status_code == 406
    assert "text/event-stream" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize("headers", [{"X-Pulse-Key": "pa_live_nobodys"}, {"Authorization": "Bearer wrong"}])
async def test_a_credential_that_does_not_hold(http: httpx.AsyncClient, headers: dict[str, str]) -> None:
    for accept in (GRAPHQL, JSON):
        response = await post(http, TYPENAME, accept, **headers)
        assert response.status_code == 401
        assert response.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED", "status": 401}


async def test_every_way_to_show_who_one_is(http: httpx.AsyncClient, tenant: Tenant) -> None:
    query = {"query": "{ project { id } }"}
    by_header = await post(http, query, **{"X-Pulse-Key": tenant.query})
    by_bearer = await post(http, query, Authorization=f"Bearer {tenant.query}")
    by_query = await http.post(f"/graphql?key={tenant.query}", json=query)
    named = {"query": "query ($id: ID) { project(id: $id) { id } }", "variables": {"id": tenant.id}}
    by_token = await post(http, named, Authorization=f"Bearer {ADMIN_TOKEN}")
    for response in (by_header, by_bearer, by_query, by_token):
        assert response.json() == {"data": {"project": {"id": tenant.id}}}


async def test_too_large_a_body(services: Services) -> None:
    async with client_of(app_with(services, max_body_bytes=200)) as http:
        assert (await post(http, {"query": "{ __typename }", "pad": "x" * 100})).status_code == 200
        response = await post(http, {"query": "{ __typename }", "pad": "x" * 200})
    assert response.status_code == 413
    assert response.json()["errors"][0]["extensions"]["code"] == "TOO_LARGE"


async def test_answers_are_not_stored(http: httpx.AsyncClient) -> None:
    headers = (await post(http, TYPENAME)).headers
    assert headers["cache-control"] == "no-store"
    assert headers["vary"] == "Accept"
    assert headers["x-content-type-options"] == "nosniff"


async def test_only_allowed_origins_may_read(services: Services) -> None:
    async with client_of(app_with(services, allowed_origins=("https://app.example.com",))) as http:
        allowed = await post(http, TYPENAME, Origin="https://app.example.com")
        foreign = await post(http, TYPENAME, Origin="https://evil.example.com")
        asked = await http.options(
            "/graphql",
            headers={
                "Origin": "https://app.example.com",
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "x-pulse-key,content-type",
            },
        )
    assert allowed.headers["access-control-allow-origin"] == "https://app.example.com"
    assert "access-control-allow-origin" not in foreign.headers
    assert asked.status_code == 200


async def test_a_fault_is_masked_and_logged_once(
    http: httpx.AsyncClient, tenant: Tenant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken(_: Any) -> None:
        raise RuntimeError("secret detail of ours")

    monkeypatch.setattr("resolvers.modules.list_modules", broken)
    answer = await ask(http, "{ project { id modules { name } } }", tenant.query)
    assert answer["data"]["project"] == {"id": tenant.id, "modules": None}
    (error,) = answer["errors"]
    assert error["extensions"] == {"code": "INTERNAL", "status": 500}
    assert "secret" not in json.dumps(answer)
    logged = capsys.readouterr().out
    assert logged.count("RuntimeError: secret detail of ours") == 1
    assert error["message"].split()[6] in logged, "the request id that the caller sees is in the log"


async def test_limits_of_requests(services: Services, tenant: Tenant) -> None:
    settings = dataclasses.replace(services.settings, rate_limit_per_second=2)
    limited = dataclasses.replace(services, limiter=Limiter(settings))
    async with client_of(app_with(limited)) as http:
        statuses = [(await post(http, TYPENAME, **{"X-Pulse-Key": tenant.query})) for _ in range(3)]
    assert [response.status_code for response in statuses] == [200, 200, 429]
    assert statuses[2].headers["retry-after"] == "1"
    assert statuses[2].json()["errors"][0]["extensions"] == {"code": "RATE_LIMITED", "status": 429, "retryAfter": 1}


async def test_a_browser_gets_the_explorer(http: httpx.AsyncClient) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    response = await http.get("/graphql", headers={"Accept": browser})
    assert response.headers["content-type"].startswith("text/html")
    policy = response.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "worker-src 'self' blob:" in policy
    asked = await http.get("/graphql", params={"query": "{ __typename }"}, headers={"Accept": browser})
    assert asked.json() == {"data": {"__typename": "Query"}}
