"""A server with everything real behind the GraphQL door."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from graphql_clients import ADMIN_TOKEN, Tenant, app_with, client_of, new_tenant
from starlette.applications import Starlette

from access.caller import OPERATOR, Origin
from access.context import Context
from access.directory import Directory
from access.limits import Limiter
from access.services import Services
from ingest.intake import Intake
from ingest.live import Live
from models.store import Store
from pulse.clock import system_clock
from pulse.settings import Settings
from warehouse.client import Warehouse

COUNTRIES = Path(__file__).resolve().parents[2] / "frontend" / "dist" / "geo" / "country.mmdb"


@pytest_asyncio.fixture(scope="session")
async def services(warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    """Started parts, as the server has them."""
    folder = tmp_path_factory.mktemp("graphql")
    settings = Settings(
        data_dir=folder, admin_token=ADMIN_TOKEN, rate_limit_per_second=0, admin_rate_limit_per_second=0
    )
    store = await Store.open(settings.database)
    directory = Directory(store, system_clock)
    await directory.start()
    live = Live()
    intake = Intake(settings, system_clock, warehouse, live, COUNTRIES)
    await intake.start()
    yield Services(
        settings=settings,
        clock=system_clock,
        store=store,
        warehouse=warehouse,
        intake=intake,
        live=live,
        directory=directory,
        limiter=Limiter(settings),
    )
    await intake.stop()
    await directory.stop()
    await store.close()


@pytest.fixture
def operator(services: Services) -> Context:
    return Context(services, OPERATOR, None, Origin())


@pytest_asyncio.fixture
async def tenant(operator: Context) -> Tenant:
    return await new_tenant(operator)


@pytest_asyncio.fixture
async def other(operator: Context) -> Tenant:
    return await new_tenant(operator)


@pytest.fixture(scope="session")
def app(services: Services) -> Starlette:
    return app_with(services)


@pytest_asyncio.fixture
async def http(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as client:
        yield client
