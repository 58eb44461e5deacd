"""One world for all examples: the documentation tells them as one story."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parent))

from world import World, open_world

from models.store import Store
from warehouse.client import Warehouse


@pytest_asyncio.fixture(scope="session")
async def world(warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with open_world(warehouse, store, tmp_path_factory.mktemp("contract")) as opened:
        yield opened
