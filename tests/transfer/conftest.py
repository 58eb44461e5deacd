"""Projects over the run's one warehouse, with a real way in, at a moment that stands still."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parent))

from yard import NOW, Yard

from access.services import Services
from models.store import Store
from tests.kit import SetClock, open_house
from warehouse.client import Warehouse


@pytest_asyncio.fixture(scope="session")
async def house(
    warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Services]:
    clock = SetClock()
    clock.now = NOW
    async with open_house(warehouse, store, tmp_path_factory.mktemp("transfer"), clock) as services:
        yield services


@pytest_asyncio.fixture
async def yard(house: Services, tmp_path: Path) -> Yard:
    return await Yard.new(house, tmp_path)


@pytest_asyncio.fixture
async def other(house: Services, tmp_path: Path) -> Yard:
    return await Yard.new(house, tmp_path)
