"""Several processes that serve as one: they share the listening socket, the spool and its one drainer."""

import asyncio
import contextlib
import functools
import os
import signal
import sys
from collections.abc import AsyncIterator

from starlette.routing import BaseRoute
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import Multiprocess

from access.services import Services
from app.logs import set_up_logs
from app.server import SWITCH_SECONDS, Application, configuration, create_app, listen
from pulse.settings import Settings, SettingsError

_LOOK_SECONDS = 1.0
_PATIENCE_SECONDS = 30
"""How long a worker may be deaf, busy or stopped, before it is taken for hung and replaced."""


def check_workers(settings: Settings) -> None:
    """Refuse a number of workers that cannot be.

    Raises:
        SettingsError: there are none, or several beside an engine that lives in one process.

    """
    if settings.workers < 1:
        raise SettingsError("PULSE_WORKERS must be at least 1.")
    if settings.workers > 1 and settings.embedded:
        raise SettingsError(
            "PULSE_WORKERS must be 1 with the embedded warehouse, which lives in one process."
            " Set PULSE_WAREHOUSE_DSN to a ClickHouse server for more."
        )


def serve_many(settings: Settings) -> None:
    """Serve in ``settings.workers`` processes until told to stop; one that dies is replaced.

    Raises:
        SettingsError: the address is taken.
        SystemExit: a worker could not start; it has said why.

    """
    config = configuration(functools.partial(worker, settings, os.getpid()))
    config.factory = True
    config.workers = settings.workers
    config.timeout_worker_healthcheck = _PATIENCE_SECONDS
    with listen(settings) as listener:
        supervisor = Multiprocess(config, [listener])
        supervisor.run()
    if any(process.exitcode == STARTUP_FAILURE for process in supervisor.processes):
        sys.exit(STARTUP_FAILURE)


def worker(settings: Settings, parent: int) -> Application:
    """The application of one worker, made in its own process."""
    set_up_logs(settings.log_level)
    sys.setswitchinterval(SWITCH_SECONDS)
    return create_app(settings, functools.partial(_with_parent, parent))


@contextlib.asynccontextmanager
async def _with_parent(parent: int, _: Services) -> AsyncIterator[list[BaseRoute]]:
    """Serve as long as the parent lives: left alone, a worker would hold the address for ever."""
    watch = asyncio.create_task(_end_with(parent))
    yield []
    watch.cancel()
    await asyncio.gather(watch, return_exceptions=True)


async def _end_with(parent: int) -> None:
    while os.getppid() == parent:  # noqa: ASYNC110 - the system offers no event for it
        await asyncio.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
