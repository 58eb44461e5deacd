"""The desk that each test of the way in gets, over the run's one warehouse."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parent))

from desk import Desk, open_desk

from warehouse.client import Warehouse


@pytest_asyncio.fixture
async def desk(warehouse: Warehouse, tmp_path: Path) -> AsyncIterator[Desk]:
    """An intake with a project of its own."""
    async with open_desk(warehouse, tmp_path) as opened:
        yield opened
