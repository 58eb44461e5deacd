"""The server: everything is started here, in order, and stopped in the opposite one."""

import asyncio
import contextlib
import fcntl
import gc
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

from access.directory import Directory
from access.limits import Limiter
from access.services import Services
from app.assets import COUNTRIES, asset_routes
from app.logs import count_problems
from app.requests import Requests
from app.sharing import share_routes
from ingest.intake import Intake
from ingest.live import Live
from ingest.relay import FolderWire, NoticesWire, Relay
from jobs.runner import run_jobs
from models.store import Store, open_store
from pulse.clock import system_clock
from pulse.errors import PulseError, unavailable
from pulse.settings import Settings, SettingsError
from pulse.telemetry import Telemetry
from rest_compat import peers
from rest_compat.application import lost_routes, rest_routes
from rest_compat.collecting import CollectDoor
from schema.application import graphql_routes
from warehouse.client import Warehouse


@contextlib.asynccontextmanager
async def open_services(settings: Settings) -> AsyncIterator[Services]:
    """Open the stores, migrate them, recover what an earlier process left, and close all of it at the end."""
    async with contextlib.AsyncExitStack() as stack:
        telemetry = stack.enter_context(open_telemetry(settings))
        store, directory = await stack.enter_async_context(_open_directory(settings))
        warehouse = await Warehouse.open(settings.warehouse)
        stack.push_async_callback(warehouse.close)
        await _prepare(warehouse, settings)
        live = Live()
        relay = relay_of(settings, store, live, warehouse)
        if relay:
            relay.start()
            stack.push_async_callback(relay.stop)
        intake = Intake(settings, system_clock, warehouse, live, COUNTRIES, telemetry, store)
        await intake.start()
        stack.push_async_callback(intake.stop)
        limiter = Limiter(settings)
        stack.push_async_callback(limiter.close)
        yield Services(
            settings=settings,
            clock=system_clock,
            store=store,
            warehouse=warehouse,
            intake=intake,
            live=live,
            directory=directory,
            limiter=limiter,
            telemetry=telemetry,
        )


async def _prepare(warehouse: Warehouse, settings: Settings) -> None:
    """Bring the tables up to date; where a server does not answer, events are accepted, and the drainer does it."""
    try:
        await warehouse.migrate()
    except PulseError:
        if settings.embedded:
            raise


def relay_of(settings: Settings, store: Store, live: Live, warehouse: Warehouse) -> Relay | None:
    """Who tells other processes of what is stored here; None where there can be none."""
    if settings.embedded:
        return None
    wire = NoticesWire(store.notices) if store.notices else FolderWire(settings.data_dir / "live")
    return Relay(live, wire, arrived=lambda project: warehouse.answers.forget({project: 0}))


@contextlib.contextmanager
def open_telemetry(settings: Settings) -> Iterator[Telemetry]:
    """The measures of this process, and spans where the settings name a collector for them."""
    if not settings.otlp_endpoint:
        yield Telemetry()
        return
    from app.tracing import OpenTracer  # noqa: PLC0415 - whoever collects no traces does not load the library

    tracer = OpenTracer(settings)
    try:
        yield Telemetry(tracer)
    finally:
        tracer.close()


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


SWITCH_SECONDS = 0.0005
"""How long a thread may hold the interpreter while another waits. With the default of 5 ms the spool's thread waited
ten times as long for its turn as the disk took to sync."""
_GC = (10_000, 20, 50)
"""Objects made between two scans, and scans between deeper ones. Requests and batches leave hardly any cycles; with the
default of 700 the scans took a seventh of the processor time of accepting and storing an event."""

Around = Callable[[Services], AbstractAsyncContextManager[list[BaseRoute]]]
"""What to do around serving, with the open services; it may bring routes of its own."""


@contextlib.asynccontextmanager
async def nothing_around(_: Services) -> AsyncIterator[list[BaseRoute]]:
    """Plain serving."""
    yield []


class Application(Starlette):
    """The application. Events come in by the thousand, so their doors stand before the framework's layers."""

    def __init__(self, lifespan: Lifespan[Any]) -> None:
        super().__init__(lifespan=lifespan)
        self._straight: dict[str, ASGIApp] = {}
        self._all: ASGIApp = super().__call__

    def open_doors(self, routes: list[BaseRoute], telemetry: Telemetry) -> None:
        """Serve these routes from now on."""
        self.router.routes.extend(routes)
        self._all = Requests(super().__call__, telemetry)
        doors = (route for route in routes if isinstance(route, Route) and isinstance(route.app, CollectDoor))
        self._straight = {door.path: door.app for door in doors}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or anything else that a server asks of an application."""
        door = self._straight.get(scope["path"]) if scope["type"] == "http" else None
        await (door or self._all)(scope, receive, send)


def create_app(settings: Settings, around: Around = nothing_around) -> Application:
    """The whole application."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Application) -> AsyncIterator[None]:
        async with open_services(settings) as services:
            count_problems(services.telemetry)
            tasks = [asyncio.create_task(run_jobs(services))]
            if not settings.warehouse.startswith("chdb://"):  # then this may be one of several processes
                folder = settings.data_dir / peers.FOLDER
                tasks.append(asyncio.create_task(peers.publish(services.telemetry.registry, folder)))
            async with around(services) as more:
                app.open_doors([*doors(services), *more], services.telemetry)
                gc.collect()
                gc.freeze()  # what start-up made is never garbage; scanning it again costs tail latency
                gc.set_threshold(*_GC)
                yield
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    return Application(lifespan)


def doors(services: Services) -> list[BaseRoute]:
    """Every door of the house."""
    pages = [*asset_routes(), *share_routes(services), Route("/", home)]
    return [*rest_routes(services), *graphql_routes(services), *pages, *lost_routes()]


def listen(settings: Settings) -> socket.socket:
    """The listening socket, bound before anything is loaded, so that a taken port is said at once.

    Raises:
        SettingsError: the address cannot be had.

    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as problem:
        where, why = f"{settings.host}:{settings.port}", os.strerror(problem.errno or 0)
        raise SettingsError(f"Cannot listen on {where}: {why}. Set PULSE_PORT or PULSE_HOST.") from None


@contextlib.contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Hold the data folder: the embedded warehouse allows one process at a time.

    Raises:
        SettingsError: another process holds it.

    """
    if not settings.embedded:
        yield
        return
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with (settings.data_dir / "serving.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            where = settings.data_dir
            raise SettingsError(f"Another Pulse process uses {where}. Stop it, or set PULSE_DATA_DIR.") from None
        yield


def serve(app: Starlette, settings: Settings) -> None:
    """Serve until told to stop; requests under way are answered and accepted events are drained.

    Raises:
        SettingsError: the address or the data folder is taken.

    """
    sys.setswitchinterval(SWITCH_SECONDS)
    with alone(settings), listen(settings) as listener:
        uvicorn.Server(configuration(app)).run(sockets=[listener])


def configuration(app: Callable[..., Any]) -> uvicorn.Config:
    """How the HTTP server is to be."""
    return uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=65_536,
        ws_per_message_deflate=False,
        access_log=False,
        log_level="warning",
        log_config=None,  # its entries go the way of ours
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )
