"""What every test may ask for. One engine serves the whole run; each test has its own project in it."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from models.store import Store, open_store
from warehouse.client import Warehouse


@pytest_asyncio.fixture(scope="session")
async def warehouse(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Warehouse]:
    """The real embedded store, migrated, in a folder of this run."""
    folder: Path = tmp_path_factory.mktemp("warehouse")
    store = await Warehouse.open(f"chdb://{folder}")
    await store.migrate()
    yield store
    await store.close()


@pytest.fixture
def project_id() -> str:
    """A project that nobody else uses."""
    return str(uuid.uuid4())


@pytest_asyncio.fixture(scope="session")
async def store(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """The real resources' database, migrated, in a file of this run."""
    async with open_store(f"sqlite://{tmp_path_factory.mktemp('resources') / 'pulse.sqlite3'}") as opened:
        yield opened
