"""Signing in and out of the dashboard."""

import httpx
import pytest

from access.caller import OPERATOR
from access.context import Context
from access.services import Services
from resolvers import keys
from tests.kit import ADMIN_TOKEN, Site, client_of

PATH = "/api/session"
NOBODY = {"session": None}


async def test_a_key_signs_in_is_known_and_signs_out(house: Services, site: Site) -> None:
    async with client_of(house) as browser:
        assert (await browser.get(PATH)).json() == NOBODY
        answer = await browser.post(PATH, json={"key": f" {site.query} "})
        assert answer.status_code == 200
        assert site.query not in answer.headers["set-cookie"]
        session = answer.json()["session"]
        assert session == {
            "operator": False,
            "scopes": ["query"],
            "project": {"id": site.id, "name": "Shop", "domain": "shop.example", "timezone": "UTC"},
        }
        assert (await browser.get(PATH)).json() == {"session": session}
        assert (await browser.delete(PATH)).status_code == 204
        assert (await browser.get(PATH)).json() == NOBODY


async def test_the_admin_token_signs_in(house: Services) -> None:
    async with client_of(house) as browser:
        answer = await browser.post(PATH, json={"token": ADMIN_TOKEN})
        assert answer.json() == {"session": {"operator": True, "scopes": [], "project": None}}


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ({"key": "pa_live_000000000000000000000000"}, 401, "Invalid API key."),
        ({"token": "wrong"}, 401, "Invalid admin token."),
        ({"token": ""}, 401, "Invalid admin token."),
        ({}, 400, "Invalid request body: missing required field 'key'."),
        ({"key": 7}, 400, "Invalid request body: 'key' must be a string."),
        ([], 400, "Invalid request body: expected a JSON object."),
    ],
)
async def test_what_does_not_sign_in(client: httpx.AsyncClient, body: object, status: int, error: str) -> None:
    answer = await client.post(PATH, json=body)
    assert (answer.status_code, answer.json()) == (status, {"error": error})
    assert "set-cookie" not in answer.headers


async def test_an_ingest_key_does_not_sign_in(client: httpx.AsyncClient, site: Site) -> None:
    answer = await client.post(PATH, json={"key": site.ingest})
    assert answer.status_code == 403


async def test_another_sites_page_cannot_sign_anybody_in(client: httpx.AsyncClient, site: Site) -> None:
    answer = await client.post(PATH, json={"key": site.query}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_the_session_asks_graphql_and_a_revoked_key_is_out_at_once(house: Services, site: Site) -> None:
    ctx = await Context(house, OPERATOR).choose(site.id)
    made = await keys.create_key(ctx, name="mine", scopes=["query"])
    async with client_of(house) as browser:
        await browser.post(PATH, json={"key": made.key})
        own = {"Origin": str(browser.base_url).rstrip("/")}
        question = {"query": "{ project { id } }"}
        answer = await browser.post("/graphql", json=question, headers=own)
        assert answer.json() == {"data": {"project": {"id": site.id}}}
        foreign = await browser.post("/graphql", json=question, headers={"Origin": "https://evil.example"})
        assert foreign.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        await keys.revoke_key(ctx, made.id)
        refused = await browser.post("/graphql", json=question, headers=own)
        assert refused.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        answer = await browser.get(PATH)
        assert answer.json() == NOBODY
        assert "Max-Age=0" in answer.headers["set-cookie"]


async def test_other_methods_are_told_which_there_are(client: httpx.AsyncClient) -> None:
    answer = await client.put(PATH, json={})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST, DELETE"
