"""Small things that several rooms' tests share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette

from access.caller import OPERATOR
from access.context import Context
from access.directory import Directory
from access.limits import Limiter
from access.services import Services
from app.assets import COUNTRIES
from app.server import doors
from ingest.intake import Intake
from ingest.live import Live
from models.store import Store
from pulse.clock import Clock, system_clock
from pulse.settings import Settings
from pulse.telemetry import Telemetry
from resolvers import keys, projects
from warehouse.client import Warehouse

START = 1_800_000_000.0
ADMIN_TOKEN = "the-admin-token"


class SetClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True, slots=True)
class Site:
    """A project with a key of each kind."""

    id: str
    ingest: str
    query: str
    admin: str


async def new_site(services: Services, name: str = "Shop", domain: str = "shop.example") -> Site:
    """A project of its own for a test."""
    operator = Context(services, OPERATOR)
    project = await projects.create_project(operator, name=name, domain=domain)
    ctx = await operator.choose(project.id)
    made = [(await keys.create_key(ctx, name=one, scopes=[one])).key for one in ("ingest", "query", "admin")]
    return Site(project.id, *made)


@asynccontextmanager
async def open_house(
    warehouse: Warehouse, store: Store, folder: Path, clock: Clock = system_clock, **settings: Any
) -> AsyncIterator[Services]:
    """A server's services over the run's stores, with an intake, a spool and limits of its own."""
    given = {"admin_token": ADMIN_TOKEN, "data_dir": folder, "flush_seconds": 0.01, "rate_limit_per_second": 0}
    chosen = Settings(**(given | {"admin_rate_limit_per_second": 0} | settings))
    directory, live, telemetry = Directory(store, clock), Live(), Telemetry()
    intake = Intake(chosen, clock, warehouse, live, COUNTRIES, telemetry, store)
    async with AsyncExitStack() as stack:
        await directory.start()
        stack.push_async_callback(directory.stop)
        await intake.start()
        stack.push_async_callback(intake.stop)
        yield Services(
            settings=chosen,
            clock=clock,
            store=store,
            warehouse=warehouse,
            intake=intake,
            live=live,
            directory=directory,
            limiter=Limiter(chosen),
            telemetry=telemetry,
        )


def client_of(services: Services) -> httpx.AsyncClient:
    """A client that speaks to every door of the house, without a socket between."""
    app = Starlette(routes=doors(services))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("203.0.113.7", 4711))
    return httpx.AsyncClient(transport=transport, base_url="http://pulse.test")


@asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[str]:
    """A real server on loopback, as in production; gives its address."""
    config = uvicorn.Config(
        app,
        port=0,
        ws="websockets-sansio",
        ws_max_size=65_536,
        ws_per_message_deflate=False,
        log_level="warning",
        lifespan="off",
    )
    server = uvicorn.Server(config)
    server.capture_signals = nullcontext  # type: ignore[method-assign,assignment]  # signals are pytest's
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn offers nothing to wait on
        await asyncio.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    yield f"{host}:{port}"
    server.should_exit = True
    await task
