"""The server: everything is started here, in order, and stopped in the opposite one."""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from access.directory import Directory
from access.limits import Limiter
from access.services import Services
from app.assets import COUNTRIES, asset_routes
from ingest.intake import Intake
from ingest.live import Live
from jobs.runner import run_jobs
from models.store import Store, open_store
from pulse.clock import system_clock
from pulse.errors import unavailable
from pulse.settings import Settings
from rest_compat.application import lost_routes, rest_routes
from schema.application import graphql_routes
from warehouse.client import Warehouse


@contextlib.asynccontextmanager
async def open_services(settings: Settings) -> AsyncIterator[Services]:
    """Open the stores, migrate them, recover what an earlier process left, and close all of it at the end."""
    async with contextlib.AsyncExitStack() as stack:
        store, directory = await stack.enter_async_context(_open_directory(settings))
        warehouse = await Warehouse.open(settings.warehouse)
        stack.push_async_callback(warehouse.close)
        await warehouse.migrate()
        live = Live()
        intake = Intake(settings, system_clock, warehouse, live, COUNTRIES)
        await intake.start()
        stack.push_async_callback(intake.stop)
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


@contextlib.asynccontextmanager
async def _open_directory(settings: Settings) -> AsyncIterator[tuple[Store, Directory]]:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    async with open_store(settings.database) as store:
        directory = Directory(store, system_clock)
        await directory.start()
        try:
            yield store, directory
        finally:
            await directory.stop()


class Absent:
    """Stands where a command that touches only resources has no store; whoever asks it learns so."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __getattr__(self, name: str) -> Any:
        raise unavailable(self._what)


@contextlib.asynccontextmanager
async def open_resources(settings: Settings) -> AsyncIterator[Services]:
    """Open the resources alone: what a command may do beside a running server."""
    async with _open_directory(settings) as (store, directory):
        absent: Any = Absent("warehouse")
        yield Services(
            settings=settings,
            clock=system_clock,
            store=store,
            warehouse=absent,
            intake=absent,
            live=absent,
            directory=directory,
            limiter=Limiter(settings),
        )


async def home(_: Request) -> Response:
    """``GET /``: whoever comes without a path wants to see numbers."""
    return RedirectResponse("/dashboard")


Around = Callable[[Services], AbstractAsyncContextManager[list[BaseRoute]]]
"""What to do around serving, with the open services; it may bring routes of its own."""


@contextlib.asynccontextmanager
async def nothing_around(_: Services) -> AsyncIterator[list[BaseRoute]]:
    """Plain serving."""
    yield []


def create_app(settings: Settings, around: Around = nothing_around) -> Starlette:
    """The whole application."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with open_services(settings) as services:
            jobs = asyncio.create_task(run_jobs(services))
            async with around(services) as more:
                app.router.routes.extend([*doors(services), *more])
                gc.collect()
                gc.freeze()  # what start-up made is never garbage; scanning it again costs tail latency
                yield
            jobs.cancel()
            await asyncio.gather(jobs, return_exceptions=True)

    return Starlette(lifespan=lifespan)


def doors(services: Services) -> list[BaseRoute]:
    """Every door of the house."""
    return [*rest_routes(services), *graphql_routes(services), *asset_routes(), Route("/", home), *lost_routes()]


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
