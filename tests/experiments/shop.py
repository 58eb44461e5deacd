"""A shop whose visitors are assigned, buy and answer, through the real doors at a set time."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from access.services import Services
from tests.kit import ADMIN_TOKEN, SetClock, Site
from warehouse.statement import SQL, Binds, Statement

NOW = 1_790_000_000.0
"""Monday 2026-09-21, 14:13:20 UTC."""
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0"
HALVES = [{"name": "control", "weight": 50}, {"name": "green", "weight": 50}]


@dataclass(frozen=True, slots=True)
class Shop:
    """A project with its keys, and the house it is in."""

    services: Services
    client: httpx.AsyncClient
    clock: SetClock
    site: Site

    async def ask(self, method: str, path: str, body: Any = None, key: str = "", **more: Any) -> httpx.Response:
        """The answer to a request to the documented paths, with the query key unless another is given."""
        headers = {"X-Pulse-Key": key or self.site.query, "User-Agent": CHROME} | more.pop("headers", {})
        return await self.client.request(method, f"/api/v1{path}", json=body, headers=headers, **more)

    async def done(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        """What a request that must succeed answers."""
        answer = await self.ask(method, path, body, key)
        assert answer.status_code in (200, 201, 204), answer.text
        return answer.json() if answer.content else None

    async def refused(self, method: str, path: str, body: Any = None, key: str = "") -> str:
        """How a request is refused."""
        answer = await self.ask(method, path, body, key)
        assert answer.status_code >= 400, answer.text
        return f"{answer.status_code} {answer.json()['error']}"

    async def collect(self, *items: dict[str, Any], agent: str = CHROME) -> None:
        """Have items come in, and wait until they are stored; the clock goes on by a second."""
        headers = {"X-Pulse-Key": self.site.ingest, "User-Agent": agent}
        answer = await self.client.post("/api/batch", json={"events": items}, headers=headers)
        assert answer.json()["errors"] == [], answer.text
        await self.services.intake.flush()
        self.clock.now += 1

    async def graphql(self, query: str, key: str = "", **variables: Any) -> dict[str, Any]:
        """What a document answers that must be right."""
        headers = {"X-Pulse-Key": key or self.site.query, "User-Agent": CHROME}
        answer = await self.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
        body: dict[str, Any] = answer.json()
        assert "errors" not in body, body
        data: dict[str, Any] = body["data"]
        return data

    async def rows(self, sql: str) -> list[list[Any]]:
        """The answer to a statement with ``{project}`` in it, once all is stored."""
        await self.services.intake.flush()
        binds = Binds()
        text = sql.replace("{project}", binds.text(self.site.id))
        return await self.services.warehouse.fetch(Statement(SQL(text), binds.values))

    async def switch(self, module: str, word: str) -> None:
        """Enable or disable a module."""
        path = f"/api/admin/projects/{self.site.id}/modules/{module}/{word}"
        answer = await self.client.post(path, headers={"Authorization": f"Bearer {ADMIN_TOKEN}"})
        assert answer.status_code == 200

    async def running(self, variants: Any = None, **more: Any) -> str:
        """The id of an experiment that runs."""
        body = {"name": "Button", "variants": variants or HALVES} | more
        made = await self.done("POST", "/experiments", body)
        await self.done("PUT", f"/experiments/{made['id']}/status", {"status": "running"})
        identity: str = made["id"]
        return identity

    async def assign(self, experiment: str, visitor: str | None = None) -> str:
        """The variant of a visitor; the clock goes on by a second."""
        body = None if visitor is None else {"visitor_id": visitor}
        found = await self.done("POST", f"/experiments/{experiment}/assign", body, self.site.ingest)
        self.clock.now += 1
        variant: str = found["variant"]
        return variant

    async def results(self, experiment: str) -> dict[str, dict[str, Any]]:
        """The results of an experiment by variant, once all is stored."""
        await self.services.intake.flush()
        found = await self.done("GET", f"/experiments/{experiment}/results")
        return {row.pop("variant"): row for row in found["results"]}


def bare(identity: str) -> UUID:
    """The UUID of an id with a prefix."""
    return UUID(identity[4:])
