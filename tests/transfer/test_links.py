"""Links to exports: what GraphQL gives, a browser without a key can fetch, for a while."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest_asyncio
from yard import NOW, TODAY, Yard

from access.services import Services
from access.tickets import LIFETIME_SECONDS
from tests.kit import ADMIN_TOKEN, client_of

RANGE = 'range: { startAt: "2026-09-01", endAt: "2026-09-21" }'
FIELDS = "{ url filename expiresAt }"


@pytest_asyncio.fixture
async def client(house: Services) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(house) as opened:
        yield opened


async def link(client: httpx.AsyncClient, yard: Yard, wanted: str, where: str = "") -> Any:
    """What GraphQL answers to a wish for a link."""
    query = f'{{ project(id: "{yard.project.id}") {{ analytics({RANGE}{where}) {{ export({wanted}) {FIELDS} }} }} }}'
    headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
    answer = (await client.post("/graphql", json={"query": query}, headers=headers)).json()
    found = answer["data"]["project"]["analytics"]["export"]
    return answer["errors"][0]["message"] if found is None else found


async def test_a_link_opens_what_it_was_made_for(client: httpx.AsyncClient, yard: Yard) -> None:
    views = [{"type": "pageview", "path": path, "visitor_id": "a", "timestamp": TODAY} for path in ("/a", "/b")]
    await yard.send(*views)
    where = ', where: { is: { dimension: PAGE, values: ["/a"] } }'
    found = await link(client, yard, "type: RAW, format: NDJSON", where)
    assert found["filename"] == "raw_2026-09-01_2026-09-21.ndjson"
    assert found["expiresAt"] == "2026-09-21T14:28:20Z"
    answer = await client.get(found["url"].partition("8000")[2])
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line)["path"] for line in answer.text.splitlines()] == ["/a"]
    pages = await link(client, yard, "type: PAGES")
    answer = await client.get(pages["url"].partition("8000")[2])
    assert answer.text.splitlines()[1:] == ["/a,1,1,0.0", "/b,1,1,0.0"]


async def test_a_forged_or_old_link_opens_nothing(client: httpx.AsyncClient, yard: Yard, other: Yard) -> None:
    path = (await link(client, yard, "type: RAW"))["url"].partition("8000")[2]
    theirs = (await link(client, other, "type: RAW"))["url"].partition("8000")[2]
    forged = theirs.rpartition(".")[0] + "." + path.rpartition(".")[2]
    for wrong in (forged, path[:-1], "/api/exports/x", "/api/exports/x.y", path.replace(".", "")):
        answer = await client.get(wrong)
        assert (answer.status_code, answer.json()) == (403, {"error": "This link is not one of ours."})
    assert (await client.post(path)).status_code == 405
    clock: Any = yard.ctx.services.clock
    clock.now += LIFETIME_SECONDS
    try:
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["error"]) == (403, "This link is over. Make a new one.")
    finally:
        clock.now = NOW


async def test_a_link_ends_with_its_key(client: httpx.AsyncClient, yard: Yard) -> None:
    operator = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
    keys = f"/api/admin/projects/{yard.project.id}/keys"
    made = (await client.post(keys, json={"name": "short", "scopes": ["query"]}, headers=operator)).json()
    query = f"{{ project {{ analytics({RANGE}) {{ export(type: RAW) {FIELDS} }} }} }}"
    answer = await client.post("/graphql", json={"query": query}, headers={"X-Pulse-Key": made["key"]})
    path = answer.json()["data"]["project"]["analytics"]["export"]["url"].partition("8000")[2]
    assert (await client.get(path)).status_code == 200
    await client.delete(f"{keys}/{made['id']}", headers=operator)
    assert (await client.get(path)).status_code == 401


async def test_what_cannot_be_linked_is_named(client: httpx.AsyncClient, yard: Yard) -> None:
    told = await link(client, yard, "type: PAGES, format: PARQUET")
    assert told == "Invalid request: 'format' must be csv for 'pages'."
    values = ", ".join(f'"/page-{number:04d}"' for number in range(900))
    where = f", where: {{ is: {{ dimension: PAGE, values: [{values}] }} }}"
    assert "too long for a link" in await link(client, yard, "type: PAGES", where)
