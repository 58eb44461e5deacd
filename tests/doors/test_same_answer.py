"""One question through GraphQL, REST and a socket has one answer."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette
from websockets.asyncio.client import connect

from app.server import doors
from models.store import Store
from tests.kit import Site, new_site, open_house, serving
from warehouse.client import Warehouse

BETWEEN = {"start_at": "2026-11-10", "end_at": "2026-11-12T18:00:00Z"}
RANGE = '{startAt: "2026-11-10", endAt: "2026-11-12T18:00:00Z"}'
PATIENCE = 20


@dataclass(frozen=True)
class House:
    """A running server with one site's history in it."""

    address: str
    site: Site

    async def rest(self, path: str, **params: Any) -> Any:
        async with httpx.AsyncClient(base_url=f"http://{self.address}", timeout=PATIENCE) as http:
            response = await http.get(path, params=params, headers={"X-Pulse-Key": self.site.query})
        assert response.status_code == 200, response.text
        return response.json()

    async def graphql(self, query: str) -> Any:
        async with httpx.AsyncClient(base_url=f"http://{self.address}", timeout=PATIENCE) as http:
            headers = {"X-Pulse-Key": self.site.query}
            return self._data((await http.post("/graphql", json={"query": query}, headers=headers)).json())

    async def socket(self, query: str) -> Any:
        protocol: Any = ["graphql-transport-ws"]
        async with (
            asyncio.timeout(PATIENCE),
            connect(f"ws://{self.address}/graphql?key={self.site.query}", subprotocols=protocol) as socket,
        ):
            await socket.send('{"type": "connection_init"}')
            await socket.recv()
            await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": query}}))
            return self._data(json.loads(await socket.recv())["payload"])

    def _data(self, answer: Any) -> Any:
        assert "errors" not in answer, answer
        return answer["data"]


@pytest_asyncio.fixture(scope="module")
async def house(warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with open_house(warehouse, store, tmp_path_factory.mktemp("same")) as services:
        site = await new_site(services)
        async with serving(Starlette(routes=doors(services))) as address:
            async with httpx.AsyncClient(base_url=f"http://{address}", timeout=PATIENCE) as http:
                sent = await http.post("/api/batch", json={"events": history()}, headers={"X-Pulse-Key": site.ingest})
            assert sent.status_code == 200, sent.text
            ready = House(address, site)
            async with asyncio.timeout(PATIENCE):
                while not await services.intake._spool.run(services.intake._spool.empty):  # noqa: ASYNC110 - it tells nobody
                    await asyncio.sleep(0.05)
            yield ready


def history() -> list[dict[str, Any]]:
    """Some visitors over three days, with everything that the core reports tell apart."""
    agents = ["https://google.com/", "https://news.ycombinator.com/", ""]
    views = [
        {
            "type": "pageview",
            "path": ["/", "/pricing", "/docs"][(visitor + step) % 3],
            "visitor_id": f"visitor-{visitor}",
            "referrer": agents[visitor % 3],
            "timestamp": f"2026-11-{10 + visitor % 3}T{8 + visitor % 9:02d}:{step * 7:02d}:00Z",
        }
        for visitor in range(17)
        for step in range(1 + visitor % 4)
    ]
    events = [
        {
            "type": "event",
            "name": ["signup", "purchase"][visitor % 2],
            "visitor_id": f"visitor-{visitor}",
            "timestamp": f"2026-11-{10 + visitor % 3}T{8 + visitor % 9:02d}:50:00Z",
        }
        for visitor in range(0, 17, 3)
    ]
    return [*views, *events]


CASES: dict[str, tuple[str, str, Any]] = {
    "stats": (
        "/api/v1/stats",
        "stats { current { ...S } previous { ...S } }",
        lambda answer: answer["stats"],
    ),
    "timeseries": (
        "/api/v1/stats/timeseries",
        "timeseries { date: label pageviews visitors sessions }",
        lambda answer: {"data": answer["timeseries"]},
    ),
    "pages": (
        "/api/v1/pages",
        "pages { data: nodes { path views unique_views: uniqueViews avg_duration: avgDuration } total: totalCount }",
        lambda answer: answer["pages"],
    ),
    "referrers": (
        "/api/v1/referrers",
        "referrers { data: nodes { source visitors pageviews } }",
        lambda answer: answer["referrers"],
    ),
    "events": (
        "/api/v1/events",
        "events { data: nodes { name count unique } }",
        lambda answer: answer["events"],
    ),
    "devices": (
        "/api/v1/devices",
        "devices { browsers { ...D } operating_systems: operatingSystems { ...D } device_types: deviceTypes { ...D } }",
        lambda answer: answer["devices"],
    ),
    "geo": (
        "/api/v1/geo",
        "countries { data: nodes { country visitors percentage } }",
        lambda answer: answer["countries"],
    ),
}
FRAGMENTS = {
    "...S": "fragment S on Stats {"
    " pageviews visitors sessions bounce_rate: bounceRate avg_duration: avgDuration events }",
    "...D": "fragment D on DeviceRow { name visitors percentage }",
}


@pytest.mark.parametrize("name", CASES)
async def test_one_case_through_every_door(house: House, name: str) -> None:
    path, selection, read = CASES[name]
    fragments = " ".join(text for mark, text in FRAGMENTS.items() if mark in selection)
    asked = f"analytics(range: {RANGE}, compare: PREVIOUS_PERIOD"
    by_rest = await house.rest(path, **BETWEEN)
    by_graphql = await house.graphql(f"{{ project {{ {asked}) {{ {selection} }} }} }} {fragments}")
    by_query_socket = await house.socket(f"{{ project {{ {asked}) {{ {selection} }} }} }} {fragments}")
    by_subscription = await house.socket(f"subscription {{ {asked}, every: 1) {{ {selection} }} }} {fragments}")
    assert read(by_graphql["project"]["analytics"]) == by_rest
    assert read(by_query_socket["project"]["analytics"]) == by_rest
    assert read(by_subscription["analytics"]) == by_rest
    assert json.dumps(by_rest) != json.dumps(await house.rest(path, start_at="2020-01-01", end_at="2020-01-03"))


async def test_the_present_through_every_door(house: House) -> None:
    by_rest = await house.rest("/api/v1/realtime")
    by_graphql = await house.graphql("{ project { realtime { active_visitors: activeVisitors } } }")
    by_socket = await house.socket("subscription { realtime { active_visitors: activeVisitors } }")
    assert by_graphql["project"]["realtime"] == by_socket["realtime"] == by_rest
