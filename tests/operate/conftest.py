"""A server's services over the run's stores, and a client at its doors."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from access.services import Services
from models.store import Store
from tests.kit import ADMIN_TOKEN, Site, client_of, new_site, open_house
from warehouse.client import Warehouse

METRICS_TOKEN = "the-metrics-token"


@pytest_asyncio.fixture
async def house(warehouse: Warehouse, store: Store, tmp_path: Path) -> AsyncIterator[Services]:
    async with open_house(warehouse, store, tmp_path, metrics_token=METRICS_TOKEN) as services:
        yield services


@pytest_asyncio.fixture
async def client(house: Services) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(house) as opened:
        yield opened


@pytest_asyncio.fixture
async def site(house: Services) -> Site:
    return await new_site(house)


@pytest.fixture
def token() -> dict[str, str]:
    return {"Authorization": f"Bearer {ADMIN_TOKEN}"}
