"""``pulse check``: what a start needs, looked at one by one, each with its remedy."""

import os
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from app.assets import BUILT, COUNTRIES, SCRIPT
from models.store import open_store
from pulse.settings import Settings
from warehouse.client import Warehouse

_WAIT_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``remedy`` says what to do where it is not good."""

    what: str
    good: bool
    remedy: str = ""


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything; nothing is changed but an empty data folder made."""
    running = await _answers(settings)
    found = [_folder(settings), *_built()]
    if running:
        found.append(Finding(f"A server answers at {settings.url} and its stores are reachable", good=True))
        return found
    found.append(_port(settings))
    found.append(await _attempt("The resources' database opens", "Look at DATABASE_URL.", lambda: _database(settings)))
    remedy = "Look at PULSE_WAREHOUSE_DSN; the embedded engine allows one process at a time."
    found.append(await _attempt("The warehouse opens", remedy, lambda: _warehouse(settings)))
    return found


def _folder(settings: Settings) -> Finding:
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        return Finding(f"The data folder {folder} can be made: {problem}", good=False, remedy="Set PULSE_DATA_DIR.")
    good = os.access(folder, os.W_OK)
    return Finding(f"The data folder {folder} can be written", good, f"Give this user write access to {folder}.")


def _built() -> list[Finding]:
    parts = {
        "The tracking script is built": SCRIPT,
        "The country file is in place": COUNTRIES,
        "The explorer is built": BUILT / "explorer" / "index.html",
        "The dashboard is built": BUILT / "web" / "index.html",
    }
    return [Finding(what, path.is_file(), "Run: make setup") for what, path in parts.items()]


def _port(settings: Settings) -> Finding:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as problem:
            what = f"Port {settings.port} on {settings.host} is free: {problem.strerror}"
            return Finding(what, good=False, remedy="Set PULSE_PORT or PULSE_HOST.")
    return Finding(f"Port {settings.port} on {settings.host} is free", good=True)


async def _answers(settings: Settings) -> bool:
    try:
        async with httpx.AsyncClient(timeout=_WAIT_SECONDS) as client:
            return (await client.get(f"{settings.url}/ready")).is_success
    except httpx.HTTPError:
        return False


async def _attempt(what: str, remedy: str, work: Callable[[], Awaitable[None]]) -> Finding:
    try:
        await work()
    except Exception as problem:  # noqa: BLE001 - whatever a store says is the finding
        return Finding(f"{what}: {problem}", good=False, remedy=remedy)
    return Finding(what, good=True)


async def _database(settings: Settings) -> None:
    async with open_store(settings.database):
        pass


async def _warehouse(settings: Settings) -> None:
    warehouse = await Warehouse.open(settings.warehouse)
    try:
        await warehouse.ping()
    finally:
        await warehouse.close()
