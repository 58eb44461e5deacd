"""A server's parts with everything real, at a moment that the tests set."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parents[1] / "journeys"))

from lab import NOW, Site, new_site

from access.services import Services
from models import Alert
from models.store import Store
from tests.kit import SetClock, client_of, open_house
from warehouse.client import Warehouse


@pytest.fixture(scope="session")
def now() -> SetClock:
    clock = SetClock()
    clock.now = NOW
    return clock


@pytest.fixture(autouse=True)
def at_noon(now: SetClock) -> None:
    now.now = NOW


@pytest_asyncio.fixture(scope="session")
async def house(
    warehouse: Warehouse, store: Store, now: SetClock, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Services]:
    folder = tmp_path_factory.mktemp("alerts")
    async with open_house(warehouse, store, folder, now, flush_seconds=0.005) as services:
        yield services


@pytest_asyncio.fixture(scope="session")
async def client(house: Services) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(house) as opened:
        yield opened


@pytest_asyncio.fixture
async def site(house: Services) -> AsyncIterator[Site]:
    made = await new_site(house)
    yield made
    async with house.store.transaction():  # else every later test would judge this one's rules, too
        await Alert.filter(project_id=made.project.id).update(enabled=False)


@pytest_asyncio.fixture
async def other(house: Services) -> Site:
    return await new_site(house)
