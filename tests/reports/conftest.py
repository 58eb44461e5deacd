"""What the reports' tests share: a desk where events come in, and a context in which to ask about them."""

import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "ingest"))

from desk import Desk, open_desk

from access.caller import Caller, Kind, Origin, Scope
from access.context import Context
from access.directory import Directory
from access.limits import Limiter
from access.services import Services
from models.store import Store
from pulse.project import ProjectFacts
from warehouse.client import Warehouse

QUERY = Caller(Kind.KEY, "a-key", frozenset({Scope.QUERY}))


@pytest_asyncio.fixture
async def desk(warehouse: Warehouse, tmp_path: Path) -> AsyncIterator[Desk]:
    """An intake with a project of its own."""
    async with open_desk(warehouse, tmp_path) as opened:
        yield opened


@pytest.fixture
def context_of(desk: Desk, store: Store) -> Callable[[ProjectFacts], Context]:
    """A new request about a project, with a query key."""
    services = Services(
        settings=desk.settings,
        clock=lambda: desk.now,
        store=store,
        warehouse=desk.warehouse,
        intake=desk.intake,
        live=desk.live,
        directory=Directory(store, lambda: desk.now),
        limiter=Limiter(desk.settings),
    )
    return lambda project: Context(services, QUERY, project, Origin())
