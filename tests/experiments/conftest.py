"""A house whose clock the tests set, and a shop of each test's own in it."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parent))

from shop import NOW, Shop

from access.services import Services
from models.store import Store
from tests.kit import SetClock, client_of, new_site, open_house
from warehouse.client import Warehouse

House = tuple[Services, httpx.AsyncClient, SetClock]


@pytest_asyncio.fixture(scope="session")
async def shops(warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    clock = SetClock()
    folder = tmp_path_factory.mktemp("shops")
    async with (
        open_house(warehouse, store, folder, clock, flush_seconds=0.005) as services,
        client_of(services) as client,
    ):
        yield services, client, clock


@pytest_asyncio.fixture
async def shop(shops: House) -> Shop:
    services, client, clock = shops
    clock.now = NOW
    return Shop(services, client, clock, await new_site(services))
