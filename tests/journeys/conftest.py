"""A server's parts with everything real, at a moment that stands still."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parent))

from lab import NOW, Site, new_site

from access.services import Services
from models.store import Store
from tests.kit import SetClock, client_of, open_house
from warehouse.client import Warehouse


@pytest_asyncio.fixture(scope="session")
async def journeys(
    warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Services]:
    clock = SetClock()
    clock.now = NOW
    folder = tmp_path_factory.mktemp("journeys")
    async with open_house(warehouse, store, folder, clock, flush_seconds=0.005) as services:
        yield services


@pytest_asyncio.fixture(scope="session")
async def client(journeys: Services) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(journeys) as opened:
        yield opened


@pytest_asyncio.fixture
async def site(journeys: Services) -> Site:
    return await new_site(journeys)


@pytest_asyncio.fixture
async def other(journeys: Services) -> Site:
    return await new_site(journeys)
