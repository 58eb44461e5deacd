"""What every test may ask for. One engine serves the whole run; each test has its own project in it."""

import os
import sys
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

# Behind the packages: a benchmark is named like the room that it measures.
sys.path.append(str(Path(__file__).resolve().parents[1] / "bench"))

from postgres import Postgres

from models.store import Store, open_store
from warehouse.client import Warehouse


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--postgres``: the ORM keeps one SQL dialect in a process, so a whole run is on one database."""
    parser.addoption("--postgres", action="store_true", help="Keep the resources of every test in PostgreSQL.")


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


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL for the run: our own, or the one that ``TEST_POSTGRES_URL`` names."""
    with Postgres(os.environ.get("TEST_POSTGRES_URL", "")) as server:
        yield server


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Makes an empty database of the run's kind, and gives its URL."""

    def make() -> str:
        if request.config.getoption("--postgres"):
            server: Postgres = request.getfixturevalue("postgres")
            return server.database()
        return f"sqlite://{tmp_path_factory.mktemp('resources') / 'deep' / 'pulse.sqlite3'}"

    return make


@pytest_asyncio.fixture(scope="session")
async def store(new_database: Callable[[], str]) -> AsyncIterator[Store]:
    """The real resources' database, migrated, of this run."""
    async with open_store(new_database()) as opened:
        yield opened
