"""Two neighbours in one house: what belongs to the first must never show through any door of the second."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_DNS, UUID, uuid5

import httpx
import orjson

from access.context import Context
from access.needs import RESOLVERS
from access.services import Services
from models import Delivery, Frequency, Project, __models__
from models.store import Store
from notify.messages import Notice, Web
from notify.outbox import Outbox
from pulse.clock import moment, system_clock
from tests.kit import ADMIN_TOKEN, SetClock, Site, client_of, new_site, open_house
from warehouse.client import Warehouse
from warehouse.filters import Is, Op

SECRET = "zqsecretqz"
"""Stands in everything that the first neighbour has."""

HOSTILE: tuple[str, ...] = (
    "",
    "') UNION ALL SELECT * FROM events -- ",
    "\\' OR 1=1 -- ",
    "{p0:String}",
    "**",
    f"/{SECRET}",
    "\x00",
    "a" * 3_000,
)
"""Texts for every place that takes one."""

MAKERS: dict[str, tuple[str, dict[str, Any]]] = {
    "funnel_id": (
        "/api/v1/funnels",
        {"name": SECRET, "steps": [{"type": "pageview", "value": "/shared"}, {"type": "event", "value": SECRET}]},
    ),
    "experiment_id": (
        "/api/v1/experiments",
        {"name": SECRET, "variants": [{"name": SECRET, "weight": 50}, {"name": "b", "weight": 50}]},
    ),
    "survey_id": ("/api/v1/surveys", {"name": SECRET, "questions": [{"type": "text", "text": SECRET}]}),
    "goal_id": ("/api/v1/goals", {"name": SECRET, "goal_type": "event", "config": {"event_name": SECRET}}),
    "share_id": ("/api/v1/sharing", {"name": SECRET, "modules": ["pageviews"], "password": SECRET}),
    "alert_id": (
        "/api/v1/alerts",
        {"name": SECRET, "module": "pageviews", "metric": "visitors", "operator": "gt", "threshold": 5}
        | {"notify_channels": [{"type": "email", "address": f"{SECRET}@example.com"}]},
    ),
}
"""How a resource comes to be whose id some path takes. A path with another id needs a line here."""

KEEPERS: dict[str, tuple[str, dict[str, Any]]] = {
    "segment_id": ("resolvers.segments.create_segment", {"name": SECRET, "where": Is("page", Op.IS, (f"/{SECRET}",))}),
    "subscriber_id": (
        "resolvers.subscribers.create_subscriber",
        {"address": f"{SECRET}@example.com", "frequency": Frequency.WEEKLY},
    ),
    "annotation_id": ("resolvers.annotations.create_annotation", {"text": SECRET}),
    "webhook_id": (
        "resolvers.webhooks.create_webhook",
        {"url": f"https://{SECRET}.example/in", "events": ["daily_summary"], "secret": SECRET},
    ),
}
"""The same for resources that only GraphQL has: the resolver that makes one, and with what."""

WIDE = {"graphql_max_depth": 30, "graphql_max_aliases": 1_000, "graphql_max_tokens": 100_000, "graphql_max_cost": 10**9}
"""Limits that let one document ask for everything."""

WORDS = {"name": "exports", "type": "pages"}
"""What to give for path parameters that are no ids."""


@dataclass(slots=True)
class Village:
    """A house with two projects.

    Attributes:
        services: the house.
        client: at its doors.
        first: whose things are secret; its ids by the name under which paths take them.
        second: who goes round and looks.
        vandal: who tries to change things, and so has a project of its own to spoil.

    """

    services: Services
    client: httpx.AsyncClient
    first: Site
    second: Site
    vandal: Site
    ids: dict[str, str]

    async def context(self, site: Site, kind: str = "admin") -> Context:
        """A context with a key of that site."""
        found = await self.services.directory.authenticate(getattr(site, kind))
        assert found is not None
        return Context(self.services, *found)

    async def things(self, site: Site) -> dict[str, list[dict[str, Any]]]:
        """Every row of every resource of a project."""
        own = UUID(site.id)
        found: dict[str, list[dict[str, Any]]] = {}
        with self.services.store.reading():
            for model in __models__:
                if "project" in model._meta.fields_map:
                    found[model.__name__] = await model.filter(project_id=own).order_by("id").values()
            found["Project"] = await Project.filter(id=own).values()
        for key in found.get("ApiKey", []):
            key.pop("last_used_at")
        return found

    def leaks(self, text: str, sent: Sequence[str] = ()) -> list[str]:
        """What of the first neighbour shows in a text, apart from what was sent and comes back in a refusal."""
        for echoed in sorted(sent, key=len, reverse=True):
            if echoed:
                text = text.replace(echoed, "")
        marks = [SECRET, self.first.id, self.first.ingest[8:], self.first.query[8:], self.first.admin[8:]]
        return [mark for mark in [*marks, *self.ids.values()] if mark and mark in text]


@dataclass(frozen=True, slots=True)
class Story:
    """The village, and what its second neighbour was answered before and after the first moved in."""

    village: Village
    before: dict[str, str]
    after: dict[str, str]
    graphql_before: str
    graphql_after: str


async def plain(value: Any) -> str:
    """A resolver's answer as text, so that two of them can be compared; a stream is read to its end."""
    if is_dataclass(value):
        streams = {field.name: getattr(value, field.name) for field in fields(value)}
        for name, stream in streams.items():
            if hasattr(stream, "__aiter__"):
                return name + b"".join([piece async for piece in stream]).decode(errors="replace")
    return orjson.dumps(value, default=str, option=orjson.OPT_SORT_KEYS).decode()


def traffic(mark: str, visitor: str) -> list[dict[str, Any]]:
    """One of each type; the page and the visitor are called the same for both neighbours."""
    shared = {"path": "/shared", "visitor_id": visitor, "hostname": "shop.example"}
    items: list[dict[str, Any]] = [
        {"type": "pageview", "title": mark, "referrer": f"https://{mark}.example/", "utm_source": mark},
        {"type": "pageview", "path": f"/{mark}", "utm_campaign": mark},
        {"type": "event", "name": mark, "data": {mark: mark}, "revenue_amount": 7, "revenue_currency": "USD"},
        {"type": "identify", "traits": {mark: mark}},
        {"type": "web_vital", "name": "LCP", "value": 1234.5},
        {"type": "scroll_depth", "max_depth": 77},
        {"type": "search_query", "query": mark, "results_count": 3},
        {"type": "outlink", "url": f"https://{mark}.example/out"},
        {"type": "js_error", "message": mark, "stack": f"at {mark}", "filename": f"{mark}.js"},
        {"type": "click_event", "x": 10, "y": 20, "element_selector": mark, "viewport_width": 1000},
        {
            "type": "survey_response",
            "survey_id": str(uuid5(NAMESPACE_DNS, mark)),
            "answers": [{"question_id": mark, "value": mark}],
        },
    ]
    return [shared | item for item in items]


@asynccontextmanager
async def open_village(warehouse: Warehouse, store: Store, folder: Path) -> AsyncIterator[Village]:
    """A house whose clock stands still, with two projects; the first is still empty."""
    clock = SetClock()
    clock.now = float(int(system_clock()))
    async with open_house(warehouse, store, folder, clock, **WIDE) as services, client_of(services) as client:
        first = await new_site(services, SECRET, f"{SECRET}.example")
        second = await new_site(services)
        village = Village(services, client, first, second, await new_site(services), {})
        await send(village, second, traffic("plain", "v1"))
        yield village


async def send(village: Village, site: Site, events: list[dict[str, Any]]) -> None:
    """Have events come in, and wait until they are stored."""
    answer = await village.client.post("/api/batch", json={"events": events}, headers={"X-Pulse-Key": site.ingest})
    assert answer.json()["errors"] == [], answer.text
    await village.services.intake.flush()


async def settle(village: Village) -> None:
    """Fill the first neighbour's house: traffic, and one resource of each kind."""
    events = [item for visitor in ("v1", "v2", "v3") for item in traffic(SECRET, visitor)]
    await send(village, village.first, events)
    operator = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
    keys = await village.client.get(f"/api/admin/projects/{village.first.id}/keys", headers=operator)
    village.ids |= {"project_id": village.first.id, "key_id": keys.json()["data"][0]["id"]}
    for name, (path, body) in MAKERS.items():
        made = await village.client.post(path, json=body, headers={"X-Pulse-Key": village.first.admin})
        assert made.status_code == 201, f"{path}: {made.text}"
        village.ids[name] = made.json()["id"]
    village.ids["delivery_id"] = await tell(village, village.first)
    await begin(village)
    for name, (resolver, given) in KEEPERS.items():
        kept = await RESOLVERS[resolver](await village.context(village.first), **given)
        village.ids[name] = kept.id


async def tell(village: Village, site: Site) -> str:
    """Have a message of a site wait in the outbox; gives its id."""
    outbox = Outbox(village.services.store, village.services.clock)
    said = Notice(at=moment(village.services.clock()), data={SECRET: SECRET}, text=SECRET)
    target = Web(f"https://{SECRET}.example/in", SECRET)
    await outbox.put(project=UUID(site.id), kind="daily_summary", target=target, payload=said, key=site.id)
    with village.services.store.reading():
        return str((await Delivery.get(key=site.id)).id)


async def begin(village: Village) -> None:
    """Have the first neighbour's experiment run and the survey be shown, and somebody take part in both."""
    paths = {f"/api/v1/experiments/{village.ids['experiment_id']}": "running"}
    paths[f"/api/v1/surveys/{village.ids['survey_id']}"] = "active"
    headers = {"X-Pulse-Key": village.first.admin}
    for path, status in paths.items():
        begun = await village.client.put(f"{path}/status", json={"status": status}, headers=headers)
        assert begun.status_code == 200, begun.text
    assigned = await village.client.post(f"{next(iter(paths))}/assign", json={"visitor_id": "v1"}, headers=headers)
    assert assigned.status_code == 200, assigned.text
    said = {"survey_id": village.ids["survey_id"], "answers": [{"question_id": "q1", "value": SECRET}]}
    await send(village, village.first, [{"type": "survey_response", "path": f"/{SECRET}", "visitor_id": "v1"} | said])
