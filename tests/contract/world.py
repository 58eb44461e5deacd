"""The world in which the documentation's examples are sent: its date, its keys, its ids, and some traffic before."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from documentation import Request as Example
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from jobs.alerts import judge_alerts
from models.store import Store
from tests.kit import ADMIN_TOKEN, SetClock, Site, client_of, new_site, open_house, serving
from warehouse.client import Warehouse

TODAY = datetime(2026, 3, 22, 16, 10, tzinfo=UTC)
"""When the documentation's examples were made: its ranges, answers and expiry dates surround it."""

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36"
)
INGEST_KEY = "pa_live_8B57VGhehP5C2R8rnP535YYs"
QUERY_KEY = "pa_live_wYxrlD97_Oy1UpLAyi_TwPTG"
PROJECT = "a7b8c9d0-1234-5678-9abc-def012345678"
GOAL = "g9a8b7c6-5432-1fed-cba0-987654321012"
"""The goal that the documentation asks about; it shows how goals are made, but not the answer."""
ALERT = "alt-c3d4e5f6-7890-1234-abcd-ef0123456789"
"""The rule that the documentation lists and switches."""
RECEIVER = "https://hooks.slack.com/services/T00/B00/xxxxx"
"""Where the documentation's webhook leads; here to a server of the test's own."""
SWITCHED_PROJECT = "4c3654c3-9274-4fea-bc3e-30b8edcd7f7a"
"""Whose modules the documentation switches off, which its other examples need."""


EXPERIMENT = "exp-a1b2c3d4-5678-9012-efab-cd3456789012"
SURVEY = "srv-b2c3d4e5-6789-0abc-def1-234567890abc"
IDS = {"{project_id}": PROJECT, "{experiment_id}": EXPERIMENT, "{survey_id}": SURVEY}
"""Which of the documentation's ids is meant where a path has a place for one."""


@dataclass(slots=True)
class World:
    """A server on the documentation's day.

    Attributes:
        client: speaks to it.
        site: the project behind the documentation's keys.
        real: what stands here for the documentation's keys and ids.

    """

    client: httpx.AsyncClient
    site: Site
    real: dict[str, str]

    async def send(self, request: Example) -> httpx.Response:
        """Send a documented request, with what is real here in place of what was real there."""
        headers = {"User-Agent": CHROME} | {name: self._here(value) for name, value in request.headers.items()}
        url = self._here(request.path) + (f"?{request.query}" if request.query else "")
        content = None if request.body is None else self._here(request.body)
        return await self.client.request(request.method, url, headers=headers, content=content)

    def learn(self, sample: Any, answer: Any) -> None:
        """Remember what stands here for the id of something that an example made."""
        if isinstance(sample, dict) and isinstance(sample.get("id"), str):
            self.real.setdefault(sample["id"], answer["id"])

    def path(self, line: str) -> str:
        """The path of a line of the table, with the ids of this world."""
        return _PLACE.sub(lambda place: self.real[IDS[place[0]]], line.split(" ")[1])

    async def get(self, path: str, **params: Any) -> httpx.Response:
        """Ask a path, with the admin token where it administers, else with the query key."""
        headers = self.admin if path.startswith("/api/admin") else {"X-Pulse-Key": self.site.query}
        return await self.client.get(path, headers=headers, params=params)

    @property
    def admin(self) -> Mapping[str, str]:
        """The headers of an operator."""
        return {"Authorization": f"Bearer {ADMIN_TOKEN}"}

    def _here(self, text: str) -> str:
        for there, here in self.real.items():
            text = text.replace(there, here)
        return text


@asynccontextmanager
async def open_world(warehouse: Warehouse, store: Store, folder: Path) -> AsyncIterator[World]:
    """A server on that day, with a week of traffic behind it."""
    clock = SetClock()
    clock.now = TODAY.timestamp()
    allowed = {"outbound_allow": ("127.0.0.1",)}
    async with (
        open_house(warehouse, store, folder, clock, **allowed) as services,
        client_of(services) as client,
        serving(Starlette(routes=[Route("/{rest:path}", _take, methods=["POST"])])) as receiver,
    ):
        site = await new_site(services)
        switched = await new_site(services)
        real = {INGEST_KEY: site.ingest, QUERY_KEY: site.query, "<ADMIN_TOKEN>": ADMIN_TOKEN}
        real |= {PROJECT: site.id, SWITCHED_PROJECT: switched.id, RECEIVER: f"http://{receiver}/in"}
        world = World(client, site, real)
        answer = await client.post(
            "/api/batch", json={"events": _week()}, headers={"X-Pulse-Key": site.ingest, "User-Agent": CHROME}
        )
        assert answer.json()["ok"], answer.text
        await services.intake.flush()
        purchase = {"name": "Completed Purchase", "goal_type": "event", "config": {"event_name": "purchase"}}
        goal = await client.post("/api/v1/goals", json=purchase, headers={"X-Pulse-Key": site.query})
        world.real[GOAL] = goal.json()["id"]
        rule = {"name": "Traffic Spike Alert", "module": "pageviews", "metric": "visitors"}
        rule |= {"operator": "gt", "threshold": 0, "window_minutes": 10_000}
        alert = await client.post("/api/v1/alerts", json=rule, headers={"X-Pulse-Key": site.query})
        world.real[ALERT] = alert.json()["id"]
        await judge_alerts(services)
        world.real[SURVEY] = await _survey(client, site)
        await services.directory.write_last_used()
        yield world


async def _survey(client: httpx.AsyncClient, site: Site) -> str:
    """The id of the survey that the documentation tells about, with the response that it shows."""
    asked = [
        {"id": "q1", "type": "rating", "text": "How likely are you to recommend us?", "min": 0, "max": 10},
        {"id": "q2", "type": "text", "text": "What could we improve?", "required": False},
    ]
    headers = {"X-Pulse-Key": site.query}
    made = await client.post("/api/v1/surveys", json={"name": "NPS Survey", "questions": asked}, headers=headers)
    survey: str = made.json()["id"]
    await client.put(f"/api/v1/surveys/{survey}/status", json={"status": "active"}, headers=headers)
    said = [{"question_id": "q1", "value": 9}, {"question_id": "q2", "value": "Love the dashboard!"}]
    answer = {"type": "survey_response", "survey_id": survey, "answers": said, "completed": True, "path": "/dashboard"}
    kept = await client.post("/api/collect", json=answer, headers={"X-Pulse-Key": site.ingest})
    assert kept.status_code == 200, kept.text
    return survey


async def _take(_: Request) -> Response:
    return PlainTextResponse("ok")


def _week() -> list[dict[str, Any]]:
    """Eight days: each with visitors who come from somewhere, look around and do something."""
    return [
        item
        for day in range(15, 23)
        for visitor in range(3)
        for item in _visit(
            f"visitor-{visitor}", f"2026-03-{day}T1{visitor}", ("", "https://www.google.com/")[visitor % 2]
        )
    ]


def _visit(visitor: str, hour: str, referrer: str) -> list[dict[str, Any]]:
    views = [
        {"type": "pageview", "path": path, "referrer": referrer, "timestamp": f"{hour}:{minute:02}:00Z"}
        for minute, path in enumerate(("/", "/pricing", "/signup"))
    ]
    views[0] |= {"utm_source": "google", "utm_medium": "cpc", "utm_campaign": "spring_sale"} if referrer else {}
    done = {"type": "event", "name": "signup_complete", "path": "/signup", "timestamp": f"{hour}:04:00Z"}
    return [item | {"visitor_id": visitor} for item in (*views, done, *_measures(hour))]


def _measures(hour: str) -> list[dict[str, Any]]:
    """What the tracker tells of a page besides its view."""
    vitals = [
        {"type": "web_vital", "name": name, "value": value, "path": "/"}
        for name, value in (("LCP", 1842.5), ("FCP", 900), ("CLS", 0.12), ("INP", 140), ("TTFB", 300))
    ]
    error = {
        "type": "js_error",
        "message": "TypeError: Cannot read properties of null (reading 'id')",
        "stack": "TypeError: Cannot read properties of null\n at handleClick (app.js:142:18)",
        "filename": "https://acme.com/assets/app.js",
        "lineno": 142,
        "colno": 18,
        "path": "/dashboard",
    }
    click = {"x": 482, "y": 320, "element_selector": "button.cta-primary", "viewport_width": 1440}
    clicked = click | {"type": "click_event", "path": "/pricing"}
    return [item | {"timestamp": f"{hour}:03:00Z"} for item in (*vitals, error, clicked)]


_PLACE = re.compile(r"\{[a-z_]+\}")


def template(path: str, templates: Mapping[str, re.Pattern[str]]) -> str | None:
    """The template that a path fits, the most exact first."""
    found = [name for name, pattern in templates.items() if pattern.fullmatch(path)]
    return min(found, key=lambda name: name.count("{"), default=None)


def patterns(templates: list[str]) -> dict[str, re.Pattern[str]]:
    """Templates with the expressions that find them."""
    return {name: re.compile(_PLACE.sub("[^/]+", name)) for name in templates}
