"""Services with a real way in, over the run's one warehouse and one database."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parent))

from site_of_tests import MANAGER, NOW, Site, new_site

from access.directory import Directory
from access.limits import Limiter
from access.services import Services
from app.assets import COUNTRIES
from ingest.intake import Intake
from ingest.live import Live
from models.store import Store
from pulse.settings import Settings
from tests import kit
from tests.kit import SetClock
from warehouse.client import Warehouse


@pytest_asyncio.fixture(scope="session")
async def services(
    warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Services]:
    """What the server has, at a time that stands still."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("quality"), flush_seconds=0.01, rate_limit_per_second=0)

    clock = SetClock()
    clock.now = NOW
    directory = Directory(store, clock)
    await directory.start()
    live = Live()
    intake = Intake(settings, clock, warehouse, live, COUNTRIES, store=store)
    await intake.start()
    yield Services(
        settings=settings,
        clock=clock,
        store=store,
        warehouse=warehouse,
        intake=intake,
        live=live,
        directory=directory,
        limiter=Limiter(settings),
    )
    await intake.stop()
    await directory.stop()


@pytest_asyncio.fixture
async def site(services: Services) -> Site:
    """A project of the test's own."""
    return await new_site(services, MANAGER)


@pytest_asyncio.fixture(scope="session")
async def house(
    warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Services]:
    folder: Path = tmp_path_factory.mktemp("doors")
    async with kit.open_house(warehouse, store, folder) as services:
        yield services


@pytest_asyncio.fixture(scope="session")
async def client(house: Services) -> AsyncIterator[httpx.AsyncClient]:
    async with kit.client_of(house) as opened:
        yield opened


@pytest_asyncio.fixture
async def counted(client: httpx.AsyncClient, house: Services) -> kit.Site:
    """A project behind the doors, with one pageview."""
    made = await kit.new_site(house)
    view = {"type": "pageview", "path": "/", "visitor_id": "a"}
    answer = await client.post("/api/collect", json=view, headers={"X-Pulse-Key": made.ingest})
    assert answer.json() == {"ok": True}
    await house.intake.flush()
    return made
