"""GraphQL over server-sent events, against a real server."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from graphql_clients import Tenant, send_pageview
from starlette.applications import Starlette

import schema.sse
from access.context import Context
from access.services import Services
from resolvers.keys import revoke_key
from tests.kit import serving

LIVE = "subscription { liveEvents { path } }"
EVENTS = {"Accept": "text/event-stream"}


@pytest_asyncio.fixture(scope="session")
async def browser(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with serving(app) as address, httpx.AsyncClient(base_url=f"http://{address}", timeout=10) as client:
        yield client


class Stream:
    """The events of one response, as an EventSource reads them."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.lines = response.aiter_lines()

    async def event(self) -> tuple[str, Any]:
        name, body, comments = "", "", 0
        async with asyncio.timeout(10):
            async for line in self.lines:
                if line == "" and name:
                    return name, json.loads(body) if body else None
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data:"):
                    body = line.removeprefix("data:").strip()
                elif line.startswith(":"):
                    comments += 1
        return "end", comments


def by_get(query: str, key: str) -> dict[str, Any]:
    return {"method": "GET", "url": "/graphql", "params": {"query": query, "key": key}, "headers": EVENTS}


def by_post(query: str, key: str) -> dict[str, Any]:
    headers = {**EVENTS, "X-Pulse-Key": key}
    return {"method": "POST", "url": "/graphql", "json": {"query": query}, "headers": headers}


@pytest.mark.parametrize("way", [by_get, by_post])
async def test_events_arrive(browser: httpx.AsyncClient, tenant: Tenant, services: Services, way: Any) -> None:
    async with browser.stream(**way(LIVE, tenant.query)) as response:
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert response.headers["cache-control"] == "no-store"
        await asyncio.sleep(0.2)
        await send_pageview(services, tenant, "/a")
        await send_pageview(services, tenant, "/b")
        stream = Stream(response)
        assert await stream.event() == ("next", {"data": {"liveEvents": {"path": "/a"}}})
        assert await stream.event() == ("next", {"data": {"liveEvents": {"path": "/b"}}})
    async with asyncio.timeout(5):
        while services.live.watching(tenant.id):  # noqa: ASYNC110 - the server notices the departure in its own time
            await asyncio.sleep(0.05)


async def test_a_query_is_one_event(browser: httpx.AsyncClient, tenant: Tenant) -> None:
    async with browser.stream(**by_post("{ project { id } }", tenant.query)) as response:
        stream = Stream(response)
        assert await stream.event() == ("next", {"data": {"project": {"id": tenant.id}}})
        assert await stream.event() == ("complete", None)
        assert await stream.event() == ("end", 0)


@pytest.mark.parametrize(
    ("query", "code"),
    [("{", "BAD_INPUT"), ("subscription { nothing }", "BAD_INPUT"), ("mutation { revokeKey(id: 1) }", "BAD_INPUT")],
)
async def test_what_cannot_run_is_told_in_an_event(
    browser: httpx.AsyncClient, tenant: Tenant, query: str, code: str
) -> None:
    async with browser.stream(**by_get(query, tenant.query)) as response:
        assert response.status_code == 200
        stream = Stream(response)
        name, body = await stream.event()
        assert (name, list(body)) == ("next", ["errors"])
        assert body["errors"][0]["extensions"]["code"] == code
        assert await stream.event() == ("complete", None)


async def test_bytes_are_those_of_the_protocol(browser: httpx.AsyncClient, tenant: Tenant) -> None:
    response = await browser.request(**by_get("{ __typename }", tenant.query))
    assert response.content == b'event: next\ndata: {"data":{"__typename":"Query"}}\n\nevent: complete\ndata:\n\n'


async def test_a_wrong_key_is_refused_before_the_stream(browser: httpx.AsyncClient) -> None:
    response = await browser.request(**by_get(LIVE, "pa_live_nobodys"))
    assert response.status_code == 401
    assert response.headers["content-type"].startswith("application/graphql-response+json")


async def test_a_revoked_key_ends_the_stream(browser: httpx.AsyncClient, tenant: Tenant, operator: Context) -> None:
    async with browser.stream(**by_get(LIVE, tenant.query)) as response:
        await asyncio.sleep(0.2)
        await revoke_key(await operator.choose(tenant.id), tenant.query_id)
        stream = Stream(response)
        name, body = await asyncio.wait_for(stream.event(), 2)
        assert name == "next"
        assert body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert await stream.event() == ("complete", None)


async def test_a_quiet_stream_is_kept_alive(
    browser: httpx.AsyncClient, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema.sse, "ALIVE_SECONDS", 0.05)
    async with browser.stream(**by_get(LIVE, tenant.query)) as response:
        async with asyncio.timeout(10):
            assert await anext(response.aiter_bytes()) == b":\n\n"
