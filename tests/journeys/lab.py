"""What the tests of visitors' ways share: sites whose histories come in by the real way, and naive sessions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import httpx

from access.caller import Origin
from access.context import Context
from access.services import Services
from pulse.modules import Access, ModuleState
from pulse.project import ProjectFacts
from pulse.windows import DAY, MINUTE, Window, zone_of
from resolvers.asking import Ask
from tests import kit
from warehouse.filters import Filter

NOW = 1_790_000_000.0
"""Where the tests' clock stands: Monday 2026-09-21, 14:13:20 UTC."""
TODAY = 1_789_948_800_000
"""That day's first millisecond."""
DESKTOP = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36"
)
MOBILE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.3"
    " Mobile/15E148 Safari/604.1"
)


@dataclass(frozen=True, slots=True)
class Did:
    """One thing that somebody did."""

    visitor: int
    at: int
    path: str = ""
    name: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    revenue: float | None = None
    currency: str | None = None

    @property
    def mobile(self) -> bool:
        """Every other visitor holds a phone."""
        return self.visitor % 2 == 1

    def item(self) -> dict[str, Any]:
        """As it is sent."""
        common = {"visitor_id": str(self.visitor), "timestamp": self.at}
        if not self.name:
            return {"type": "pageview", "path": self.path} | common
        money = {"revenue_amount": self.revenue, "revenue_currency": self.currency}
        sent = {key: value for key, value in money.items() if value is not None}
        return {"type": "event", "name": self.name, "data": dict(self.data)} | sent | common


@dataclass(frozen=True, slots=True)
class Site:
    """A project, and the right to ask about it."""

    ctx: Context
    key: str
    admin: str

    @property
    def project(self) -> ProjectFacts:
        return self.ctx.require_project()

    def with_module(self, name: str, *, enabled: bool = True, access: Access = Access.ALL) -> Context:
        """The same request, had the project this module set so."""
        modules = {**self.project.modules, name: ModuleState(enabled, access)}
        return self.ctx.within(replace(self.project, modules=modules))

    async def ask(self, client: httpx.AsyncClient, document: str) -> dict[str, Any]:
        """The answer to a GraphQL document."""
        answer = await client.post("/graphql", json={"query": document}, headers={"X-Pulse-Key": self.key})
        body: dict[str, Any] = answer.json()
        return body

    async def switch(self, client: httpx.AsyncClient, module: str, *, enabled: bool) -> None:
        """Switch a module of the project on or off."""
        path = f"/api/admin/projects/{self.project.id}/modules/{module}/{'enable' if enabled else 'disable'}"
        answer = await client.post(path, headers={"Authorization": f"Bearer {kit.ADMIN_TOKEN}"})
        assert answer.status_code == 200

    async def happened(self, history: Iterable[Did]) -> None:
        """Let a history come in, in its order, and wait until it is stored."""
        intake = self.ctx.services.intake
        batch: list[Did] = []
        for did in [*history, None]:
            if batch and (did is None or did.mobile != batch[0].mobile or len(batch) == 5_000):
                agent = MOBILE if batch[0].mobile else DESKTOP
                items = [one.item() for one in batch]
                problems = await intake.accept(self.project, items, Origin("192.0.2.1", agent), imported=True)
                assert problems == [None] * len(items)
                batch = []
            if did is not None:
                batch.append(did)
        await intake.flush()

    def asks(
        self, days: int = 30, *, where: Filter | None = None, zone: str = "UTC", compare: Window | None = None
    ) -> Ask:
        """A question about the days up to and with today."""
        return Ask(Window(TODAY - (days - 1) * DAY, TODAY + DAY), zone_of(zone), where, compare)


async def new_site(services: Services) -> Site:
    """A site that nobody else uses."""
    made = await kit.new_site(services)
    found = await services.directory.authenticate(made.query)
    assert found is not None
    return Site(Context(services, *found), made.query, made.admin)


def ways(history: Sequence[Did]) -> dict[int, list[Did]]:
    """Each visitor's doings in order; those of one millisecond as they arrived."""
    found: defaultdict[int, list[Did]] = defaultdict(list)
    for did in sorted(history, key=lambda did: did.at):
        found[did.visitor].append(did)
    return dict(found)


def visits(way: Sequence[Did]) -> list[list[Did]]:
    """One visitor's doings by session: no gap above 30 minutes, at most a day."""
    found: list[list[Did]] = []
    for did in way:
        if found and did.at - found[-1][-1].at <= 30 * MINUTE and did.at - found[-1][0].at <= DAY:
            found[-1].append(did)
        else:
            found.append([did])
    return found


async def over(
    client: httpx.AsyncClient, site: Site, method: str, path: str, body: dict[str, Any] | None = None
) -> httpx.Response:
    """The answer to a request to the documented paths."""
    return await client.request(method, f"/api/v1{path}", json=body, headers={"X-Pulse-Key": site.key})
