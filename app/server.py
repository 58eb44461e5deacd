"""The server: everything is started here, in order, and stopped in the opposite one."""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator, Callable

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from access.directory import Directory
from access.limits import Limiter
from access.services import Services
from app.assets import COUNTRIES, asset_routes
from app.demo.site import demo_routes
from ingest.intake import Intake
from ingest.live import Live
from jobs.runner import run_jobs
from models.store import open_store
from pulse.clock import system_clock
from pulse.settings import Settings
from rest_compat.application import rest_routes
from schema.application import graphql_routes
from warehouse.client import Warehouse


@contextlib.asynccontextmanager
async def open_services(settings: Settings) -> AsyncIterator[Services]:
    """Open the stores, migrate them, recover what an earlier process left, and close all of it at the end."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(open_store(settings.database))
        warehouse = await Warehouse.open(settings.warehouse)
        stack.push_async_callback(warehouse.close)
        await warehouse.migrate()
        directory = Directory(settings.database, system_clock)
        await directory.start()
        stack.push_async_callback(directory.stop)
        live = Live()
        intake = Intake(settings, system_clock, warehouse, live, COUNTRIES)
        await intake.start()
        stack.push_async_callback(intake.stop)
        yield Services(
            settings=settings,
            clock=system_clock,
            warehouse=warehouse,
            intake=intake,
            live=live,
            directory=directory,
            limiter=Limiter(settings),
        )


async def home(_: Request) -> Response:
    """``GET /``: whoever comes without a path wants to see numbers."""
    return RedirectResponse("/dashboard")


def create_app(settings: Settings, begin: Callable[[Services], AsyncIterator[None]] | None = None) -> Starlette:
    """The whole application.

    Args:
        settings: from the command line.
        begin: what to do around serving, with the open services (a first project, demo visitors).

    """

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with open_services(settings) as services:
            app.router.routes.extend(doors(services))
            jobs = asyncio.create_task(run_jobs(services))
            around = contextlib.asynccontextmanager(begin)(services) if begin else contextlib.nullcontext()
            async with around:
                gc.collect()
                gc.freeze()  # what start-up made is never garbage; scanning it again costs tail latency
                yield
            jobs.cancel()
            await asyncio.gather(jobs, return_exceptions=True)

    return Starlette(lifespan=lifespan)


def doors(services: Services) -> list[BaseRoute]:
    """Every door of the house."""
    return [Route("/", home), *rest_routes(services), *graphql_routes(services), *asset_routes(), *demo_routes(services)]


def serve(app: Starlette, settings: Settings) -> None:
    """Serve until told to stop; requests under way are answered and accepted events are drained."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=65_536,
        ws_per_message_deflate=False,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )
    uvicorn.Server(config).run()
