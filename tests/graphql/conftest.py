"""A server with everything real behind the GraphQL door."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from graphql_clients import Tenant, app_with, client_of, new_tenant
from starlette.applications import Starlette

from access.caller import OPERATOR, Origin
from access.context import Context
from access.services import Services
from models.store import Store
from tests.kit import open_house
from warehouse.client import Warehouse


@pytest_asyncio.fixture(scope="session")
async def services(
    warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Services]:
    async with open_house(warehouse, store, tmp_path_factory.mktemp("graphql")) as opened:
        yield opened


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
