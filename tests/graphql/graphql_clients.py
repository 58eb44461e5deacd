"""A project to ask about, and clients that speak the transports of the GraphQL door."""

import asyncio
import dataclasses
import json
from typing import Any

import httpx
from starlette.applications import Starlette

from access.caller import Origin, Scope
from access.context import Context
from access.services import Services
from resolvers.collect import collect
from resolvers.keys import create_key
from resolvers.projects import create_project
from schema.application import graphql_routes


@dataclasses.dataclass(frozen=True)
class Tenant:
    """A project with a key of each scope."""

    id: str
    query: str
    ingest: str
    admin: str
    query_id: str


async def new_tenant(operator: Context) -> Tenant:
    project = await create_project(operator, name="Shop", domain="shop.example.com")
    ctx = await operator.choose(project.id)
    made = {scope: await create_key(ctx, name=scope.value, scopes=[scope.value]) for scope in Scope}
    return Tenant(
        project.id,
        made[Scope.QUERY].key,
        made[Scope.INGEST].key,
        made[Scope.ADMIN].key,
        made[Scope.QUERY].id,
    )


def app_with(services: Services, **changes: Any) -> Starlette:
    """The GraphQL door alone; ``changes`` are settings."""
    changed = dataclasses.replace(services, settings=dataclasses.replace(services.settings, **changes))
    return Starlette(routes=graphql_routes(changed))


def client_of(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://pulse.test", headers={"Accept": ""})


async def ask(http: httpx.AsyncClient, query: str, key: str | None = None, **more: Any) -> dict[str, Any]:
    """The body of an answer."""
    response = await http.post("/graphql", json={"query": query, **more}, headers={"X-Pulse-Key": key} if key else {})
    found: dict[str, Any] = response.json()
    return found


async def data(http: httpx.AsyncClient, query: str, key: str | None = None, **more: Any) -> dict[str, Any]:
    """The data of an answer without errors."""
    body = await ask(http, query, key, **more)
    assert "errors" not in body, json.dumps(body["errors"])
    found: dict[str, Any] = body["data"]
    return found


async def send_pageview(services: Services, tenant: Tenant, path: str, **more: Any) -> None:
    """Let an event come in by the real way; it is on disk when this returns."""
    found = await services.directory.authenticate(tenant.ingest)
    assert found is not None
    ctx = Context(services, *found, Origin("192.0.2.1", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"))
    assert await collect(ctx, [{"type": "pageview", "path": path} | more]) == [None]


async def send(services: Services, tenant: Tenant, *items: dict[str, Any]) -> None:
    """Let items come in by the real way; they are in the warehouse when this returns."""
    found = await services.directory.authenticate(tenant.ingest)
    assert found is not None
    ctx = Context(services, *found, Origin("192.0.2.1", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"))
    assert await collect(ctx, items) == [None] * len(items)
    async with asyncio.timeout(20):
        while not await services.intake._spool.run(services.intake._spool.empty):  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)
