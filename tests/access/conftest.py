"""Contexts over the real database; what these tests do not touch is absent."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio

from access.caller import ANONYMOUS, OPERATOR, Caller
from access.context import Context
from access.directory import Directory
from access.limits import Limiter
from access.services import Services
from models.store import Store
from pulse.settings import Settings
from tests.kit import ADMIN_TOKEN, SetClock
from warehouse.client import Warehouse


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest_asyncio.fixture
async def directory(store: Store, clock: SetClock) -> AsyncIterator[Directory]:
    opened = Directory(store, clock)
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
def services(store: Store, directory: Directory, clock: SetClock, warehouse: Warehouse) -> Services:
    settings = Settings(admin_token=ADMIN_TOKEN)
    absent: Any = None
    return Services(
        settings=settings,
        clock=clock,
        store=store,
        warehouse=warehouse,
        intake=absent,
        live=absent,
        directory=directory,
        limiter=Limiter(settings),
    )


@pytest.fixture
def operator(services: Services) -> Context:
    return Context(services, OPERATOR)


@pytest.fixture
def caller_of(services: Services) -> Callable[[Caller], Context]:
    return lambda caller: Context(services, caller)


@pytest.fixture
def anonymous(services: Services) -> Context:
    return Context(services, ANONYMOUS)
