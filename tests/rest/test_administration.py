"""Projects, keys and modules over REST, and what every path has in common."""

from dataclasses import replace

import httpx
import orjson
import pytest

from access.limits import Limiter
from access.services import Services
from rest_compat.openapi import document
from rest_compat.routes import ADMIN, ROUTES
from tests.kit import ADMIN_TOKEN, Site, client_of

PROJECTS = "/api/admin/projects"


def filled(path: str, site: Site) -> str:
    return path.replace("{project_id}", site.id).replace("{name}", "funnels").replace("{key_id}", site.id)


@pytest.mark.parametrize("row", ADMIN, ids=lambda row: f"{row.method} {row.path}")
async def test_who_may_not(client: httpx.AsyncClient, site: Site, row: object) -> None:
    method, path = row.method, filled(row.path, site)  # type: ignore[attr-defined]  # a Row
    missing = "Missing admin token. Provide it via the Authorization: Bearer header."
    cases = [
        ({}, (401, missing)),
        ({"Authorization": "Bearer nonsense"}, (401, "Invalid admin token.")),
        ({"Authorization": f"Bearer {ADMIN_TOKEN} "[:-2]}, (401, "Invalid admin token.")),
    ]
    for headers, expected in cases:
        answer = await client.request(method, path, headers=headers, content=b"{}")
        assert (answer.status_code, answer.json()["error"]) == expected
    answer = await client.request(method, path, headers={"X-Pulse-Key": site.query}, content=b"{}")
    scope = "API key does not have the required 'admin' scope for this endpoint."
    assert (answer.status_code, answer.json()["error"]) in [(403, scope), (401, missing)]


async def test_a_life_of_a_project(client: httpx.AsyncClient, token: dict[str, str]) -> None:
    made = await client.post(PROJECTS, json={"name": "My SaaS App", "domain": "App.Example.com"}, headers=token)
    assert made.status_code == 201
    project = made.json()
    assert (project["name"], project["domain"]) == ("My SaaS App", "app.example.com")
    assert (await client.get(f"{PROJECTS}/{project['id']}", headers=token)).json() == project
    assert project in (await client.get(PROJECTS, headers=token)).json()["data"]
    keys = f"{PROJECTS}/{project['id']}/keys"
    made = await client.post(
        keys,
        json={"name": "Production", "scopes": ["query"], "expires_at": "2100-01-01", "allowed_modules": ["funnels"]},
        headers=token,
    )
    assert made.status_code == 201
    key = made.json()
    assert (key["expires_at"], key["allowed_modules"]) == ("2100-01-01T00:00:00Z", ["funnels"])
    (listed,) = (await client.get(keys, headers=token)).json()["data"]
    assert "key" not in listed
    assert listed["key_prefix"] == key["key"][:12] + "..."
    assert (await client.get("/api/v1/realtime", headers={"X-Pulse-Key": key["key"]})).is_success
    gone = await client.delete(f"{keys}/{key['id']}", headers=token)
    assert (gone.status_code, gone.content) == (204, b"")
    assert (await client.get("/api/v1/realtime", headers={"X-Pulse-Key": key["key"]})).status_code == 401
    again = await client.delete(f"{keys}/{key['id']}", headers=token)
    assert (again.status_code, again.json()) == (404, {"error": f"API key '{key['id']}' not found."})


async def test_an_admin_key_administers_its_own_project(client: httpx.AsyncClient, site: Site) -> None:
    own = {"X-Pulse-Key": site.admin}
    assert (await client.get(PROJECTS, headers=own)).json()["data"][0]["id"] == site.id
    assert (await client.get(f"{PROJECTS}/{site.id}/keys", headers=own)).is_success
    assert (await client.post(f"{PROJECTS}/{site.id}/modules/goals/disable", headers=own)).is_success
    assert (await client.post(PROJECTS, json={"name": "x", "domain": "x.example"}, headers=own)).status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "expected"),
    [
        ("POST", PROJECTS, b"", 400, "Invalid request body: not valid JSON."),
        ("POST", PROJECTS, b"[]", 400, "Invalid request body: expected a JSON object."),
        ("POST", PROJECTS, b"{}", 400, "Invalid request body: missing required field 'name'."),
        ("POST", PROJECTS, b'{"name": "x"}', 400, "Invalid request body: missing required field 'domain'."),
        ("POST", PROJECTS, b'{"name": 7, "domain": "d"}', 400, "Invalid request body: 'name' must be a string."),
        ("POST", PROJECTS, b'{"name": null, "domain": "d"}', 400, "Invalid request body: 'name' must be a string."),
        ("POST", "{keys}", b'{"name": "x"}', 400, "Invalid request body: missing required field 'scopes'."),
        (
            "POST",
            "{keys}",
            b'{"name": "x", "scopes": "query"}',
            400,
            "Invalid request body: 'scopes' must be a list.",
        ),
        (
            "POST",
            "{keys}",
            b'{"name": "x", "scopes": ["query", 7]}',
            400,
            "Invalid request body: 'scopes[1]' must be a string.",
        ),
        (
            "POST",
            "{keys}",
            b'{"name": "x", "scopes": ["root"]}',
            400,
            "Invalid request body: unknown scope 'root'; use ingest, query, admin.",
        ),
        ("PUT", "{modules}", b"{}", 400, "Invalid request body: missing required field 'modules'."),
        (
            "PUT",
            "{modules}",
            b'{"modules": [{"enabled": true}]}',
            400,
            "Invalid request body: missing required field 'modules[0].name'.",
        ),
        (
            "PUT",
            "{modules}",
            b'{"modules": [{"name": "goals", "enabled": "yes"}]}',
            400,
            "Invalid request body: 'modules[0].enabled' must be true or false.",
        ),
        (
            "PUT",
            "{modules}",
            b'{"modules": [{"name": "goals", "access": "none"}]}',
            400,
            "Invalid request body: 'modules[0].access' must be one of read, write, all.",
        ),
        (
            "PUT",
            "{modules}/surveys/access",
            b'{"access": "none"}',
            400,
            "Invalid request body: 'access' must be one of read, write, all.",
        ),
        ("PUT", "{modules}/surveys/access", b"{}", 400, "Invalid request body: missing required field 'access'."),
        ("POST", "{modules}/nonsense/enable", b"", 404, "Module 'nonsense' not found."),
        ("GET", PROJECTS + "/nonsense", b"", 404, "Project 'nonsense' not found."),
        ("DELETE", "{keys}/nonsense", b"", 400, "Invalid request: 'key_id' must be a UUID."),
        ("PATCH", PROJECTS, b"", 405, "Method PATCH is not allowed here. Use POST, GET."),
        ("GET", "/api/nonsense", b"", 404, "Path '/api/nonsense' not found."),
        ("GET", "/api/", b"", 404, "Path '/api/' not found."),
        ("POST", "/api/v1/stats/", b"", 404, "Path '/api/v1/stats/' not found."),
    ],
)
async def test_what_is_wrong_is_named(
    client: httpx.AsyncClient,
    site: Site,
    token: dict[str, str],
    method: str,
    path: str,
    body: bytes,
    status: int,
    expected: str,
) -> None:
    url = path.format(keys=f"{PROJECTS}/{site.id}/keys", modules=f"{PROJECTS}/{site.id}/modules")
    answer = await client.request(method, url, content=body, headers=token)
    assert (answer.status_code, answer.json()) == (status, {"error": expected})
    assert answer.headers["content-type"] == "application/json"


async def test_several_modules_are_set_all_or_none(
    client: httpx.AsyncClient, site: Site, token: dict[str, str]
) -> None:
    modules = f"{PROJECTS}/{site.id}/modules"
    wrong = [{"name": "goals", "enabled": False}, {"name": "nonsense"}]
    answer = await client.put(modules, json={"modules": wrong}, headers=token)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("Invalid request body: unknown module 'nonsense'; use pageviews,")
    assert all(row["enabled"] for row in (await client.get(modules, headers=token)).json()["modules"])


async def test_a_limit_is_a_setting(house: Services, site: Site, token: dict[str, str]) -> None:
    settings = replace(house.settings, rate_limit_per_second=2, admin_rate_limit_per_second=1)
    limited = replace(house, settings=settings, limiter=Limiter(settings))
    query, ingest = {"X-Pulse-Key": site.query}, {"X-Pulse-Key": site.ingest}
    async with client_of(limited) as client:
        for headers, method, path, most in [
            (query, "GET", "/api/v1/realtime", 2),
            (ingest, "POST", "/api/collect", 2),
            (token, "GET", PROJECTS, 1),
            ({"X-Pulse-Key": site.admin}, "GET", PROJECTS, 1),
        ]:
            answers = [await client.request(method, path, headers=headers, content=b"{}") for _ in range(most + 1)]
            assert 429 not in [answer.status_code for answer in answers[:-1]]
            assert answers[-1].status_code == 429, path
            assert answers[-1].headers["retry-after"] == "1"
            assert answers[-1].json() == {"error": "Rate limit exceeded. Retry after 1 second."}


async def test_head_is_get_without_a_body(client: httpx.AsyncClient, site: Site) -> None:
    answer = await client.head("/api/v1/realtime", headers={"X-Pulse-Key": site.query})
    assert answer.status_code == 200


def test_the_reference_has_every_path_and_says_who_may() -> None:
    paths = document()["paths"]
    assert {(path, method.upper()) for path, methods in paths.items() for method in methods} == {
        (row.path, row.method) for row in ROUTES
    }
    for path, methods in paths.items():
        for operation in methods.values():
            assert operation["summary"].endswith(".")
            assert operation["description"].startswith("Needs the ")
            assert {"400", "401", "403", "429"} <= set(operation["responses"])
            assert operation["security"], path
    stats = paths["/api/v1/stats"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert list(stats["properties"]) == ["current", "previous"]
    assert all("description" in field for field in stats["properties"]["current"]["properties"].values())


async def test_the_reference_stands_alone(client: httpx.AsyncClient) -> None:
    page = await client.get("/api/docs")
    assert page.status_code == 200
    assert "<script" not in page.text.lower()
    assert "http" + "://" not in page.text
    assert "https://" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for row in ROUTES:
        assert row.path in page.text
    style = await client.get("/api/docs.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text
    found = await client.get("/api/openapi.json")
    assert orjson.loads(found.content)["openapi"] == "3.1.0"
