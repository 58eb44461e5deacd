"""``pulse check`` looks at what a start needs, ``pulse doctor`` at all that can be wrong; each with its remedy."""

import os
import platform
import shutil
import socket
import sqlite3
import stat
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import maxminddb

from access.limits import Limiter
from app.assets import BUILT, COUNTRIES, SCRIPT
from app.first_run import ENV_FILE
from ingest.backlog import look
from ingest.spool import MIN_FREE
from models.store import open_store
from pulse.clock import system_clock
from pulse.settings import Settings
from resolvers.backups import FOLDER, MANIFEST
from schema.server import own_version
from warehouse.client import Warehouse
from warehouse.statement import NOW

OK, WARN, FAIL = "ok", "warn", "fail"

_WAIT_SECONDS = 3.0
_LATE_SECONDS = 60.0
"""Age of the oldest waiting event from which on something must be wrong: it is about a second."""
_SCARCE = 20 * MIN_FREE
"""Bytes left on the disk below which it is time to act; below ``MIN_FREE`` events are refused."""
_CLOCKS_APART_SECONDS = 5.0
_OLD_SECONDS = 365 * 86_400
_SHORT_TOKEN = 16
_STALE_DAYS = 8
"""A weekly backup, and a day's grace."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``ok``, ``warn`` or ``fail``. ``remedy`` says what to do where it is not ok."""

    what: str
    level: str = OK
    remedy: str = ""


def found(what: str, remedy: str, *, good: bool, otherwise: str = FAIL) -> Finding:
    """A finding that needs its remedy only where it is not good."""
    return Finding(what) if good else Finding(what, otherwise, remedy)


async def examine(settings: Settings) -> list[Finding]:
    """Look at what a start needs; nothing is changed but an empty data folder made."""
    return [_folder(settings), *_built(), *await _stores(settings, await readiness(settings))]


async def diagnose(settings: Settings) -> list[Finding]:
    """Look at everything, beside a running server or without one."""
    ready = await readiness(settings)
    findings = [*_versions(), *_settings(settings), _folder(settings), *_built(), _countries(settings)]
    findings += [*_disk(settings), *_waiting(settings, running=ready is not None), _backups(settings)]
    return [*findings, *await _limits(settings), *await _stores(settings, ready)]


def _folder(settings: Settings) -> Finding:
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        return Finding(f"The data folder {folder} cannot be made: {problem}", FAIL, "Set PULSE_DATA_DIR.")
    good = os.access(folder, os.W_OK)
    return found(f"The data folder {folder} can be written", f"Give this user write access to {folder}.", good=good)


def _built() -> list[Finding]:
    parts = {
        "The tracking script is built": SCRIPT,
        "The country file is in place": COUNTRIES,
        "The explorer is built": BUILT / "explorer" / "index.html",
        "The dashboard is built": BUILT / "web" / "index.html",
    }
    return [found(what, "Run: make setup", good=path.is_file()) for what, path in parts.items()]


async def _stores(settings: Settings, ready: dict[str, Any] | None) -> list[Finding]:
    """What the running server says of its stores; without one, whether they open."""
    if ready is not None:
        good = Finding(f"A server answers at {settings.url} and its stores are reachable")
        remedy = "Look at the server's log; restart the store that is named."
        return [Finding(problem, FAIL, remedy) for problem in ready["problems"]] or [good]
    remedy = "Look at PULSE_WAREHOUSE_DSN; the embedded engine allows one process at a time."
    return [
        _port(settings),
        await _attempt("The resources' database opens", "Look at DATABASE_URL.", lambda: _database(settings)),
        await _attempt("The warehouse opens, and its clock is ours", remedy, lambda: _warehouse(settings)),
    ]


def _port(settings: Settings) -> Finding:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as problem:
            what = f"Port {settings.port} on {settings.host} is taken: {problem.strerror}"
            return Finding(what, FAIL, "Set PULSE_PORT or PULSE_HOST.")
    return Finding(f"Port {settings.port} on {settings.host} is free")


def address(settings: Settings) -> str:
    """Where a server with these settings answers on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - compared, not bound
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


async def readiness(settings: Settings) -> dict[str, Any] | None:
    """What a running server says of itself; None where there is none."""
    try:
        async with httpx.AsyncClient(timeout=_WAIT_SECONDS) as client:
            answer: dict[str, Any] = (await client.get(f"{address(settings)}/ready")).json()
    except (httpx.HTTPError, ValueError):
        return None
    return answer if "problems" in answer else None


async def _limits(settings: Settings) -> list[Finding]:
    if not settings.redis_url:
        return []
    limiter = Limiter(settings)
    good = await limiter.shared()
    await limiter.close()
    remedy = "Look at REDIS_URL, and restart what it names. Until then each process counts for itself."
    return [found("The count of requests that nodes share answers", remedy, good=good, otherwise=WARN)]


async def _attempt(what: str, remedy: str, work: Callable[[], Awaitable[None]]) -> Finding:
    try:
        await work()
    except Exception as problem:  # noqa: BLE001 - whatever a store says is the finding
        return Finding(f"{what}: {problem}", FAIL, remedy)
    return Finding(what)


async def _database(settings: Settings) -> None:
    async with open_store(settings.database):
        pass


async def _warehouse(settings: Settings) -> None:
    warehouse = await Warehouse.open(settings.warehouse)
    try:
        ((theirs,),) = await warehouse.fetch(NOW)
    finally:
        await warehouse.close()
    apart = abs(theirs - system_clock())
    if apart > _CLOCKS_APART_SECONDS:
        raise OSError(f"its clock is {apart:.0f} s from ours; run an NTP client on both machines")


def _versions() -> Iterator[Finding]:
    yield Finding(f"Pulse {own_version()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")


def _settings(settings: Settings) -> Iterator[Finding]:
    short = 0 < len(settings.admin_token) < _SHORT_TOKEN
    remedy = "Set PULSE_ADMIN_TOKEN to 32 random characters."
    yield found("The admin token is long enough", remedy, good=not short, otherwise=WARN)
    path = settings.data_dir / ENV_FILE
    if path.exists():
        private = not stat.S_IMODE(path.stat().st_mode) & 0o077
        yield found(f"Only its owner reads {path}", f"Run: chmod 600 {path}", good=private)
    if settings.public_url.startswith("https:"):
        remedy = "Set PULSE_TRUSTED_PROXIES to the proxy's address; without it every visitor has the proxy's address."
        yield found("The proxy in front is trusted", remedy, good=bool(settings.trusted_proxies), otherwise=WARN)
    elif not _private(settings.host):
        remedy = "Put a proxy with TLS in front, and set PULSE_PUBLIC_URL to its https address."
        yield Finding(f"It listens on {settings.host} without PULSE_PUBLIC_URL", WARN, remedy)


def _private(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _countries(settings: Settings) -> Finding:
    path = Path(settings.geoip_db_path) if settings.geoip_db_path else COUNTRIES
    try:
        with maxminddb.open_database(str(path)) as reader:
            age = system_clock() - reader.metadata().build_epoch
    except (OSError, ValueError, maxminddb.InvalidDatabaseError) as problem:
        return Finding(f"The country file {path} cannot be read: {problem}", FAIL, "Look at GEOIP_DB_PATH.")
    remedy = "Set GEOIP_DB_PATH to a newer file; networks move between countries."
    return found(f"The country file is {age / 86_400:.0f} days old", remedy, good=age < _OLD_SECONDS, otherwise=WARN)


def _disk(settings: Settings) -> Iterator[Finding]:
    if settings.data_dir.exists():
        free = shutil.disk_usage(settings.data_dir).free
        what = f"{free / (1 << 30):.1f} GiB are free on the disk of the data folder"
        remedy = f"Make room: below {MIN_FREE >> 20} MiB events are refused."
        yield found(what, remedy, good=free > _SCARCE, otherwise=WARN if free > MIN_FREE else FAIL)


def _backups(settings: Settings) -> Finding:
    manifests = list((settings.data_dir / FOLDER).glob(f"*/{MANIFEST}"))
    if not manifests:
        return Finding("There is no backup", WARN, "Run: pulse backup, each night; and copy it to another machine.")
    days = (system_clock() - max(path.stat().st_mtime for path in manifests)) / 86_400
    what = f"The newest backup is {days:.0f} days old"
    return found(what, "Run: pulse backup", good=days < _STALE_DAYS, otherwise=WARN)


def _waiting(settings: Settings, *, running: bool) -> Iterator[Finding]:
    try:
        backlog = look(settings.spool)
    except OSError as problem:
        yield Finding(f"The spool cannot be read: {problem}", FAIL, f"Look at {settings.spool} and its disk.")
        return
    age = system_clock() - backlog.oldest if backlog.oldest else 0.0
    remedy = "Look for drain_failed in the log: the warehouse does not take them." if running else "Run: pulse serve"
    what = f"{backlog.events} events and {backlog.batches} batches wait in the spool, the oldest for {age:.0f} s"
    late = age > _LATE_SECONDS
    yield found(what, remedy, good=not late, otherwise=FAIL if running else WARN)
    yield found(
        "The clock goes forward" if age > -_CLOCKS_APART_SECONDS else f"An event came in {-age:.0f} s from now",
        "The clock was set back; run an NTP client.",
        good=age > -_CLOCKS_APART_SECONDS,
    )
    remedy = f"Their reasons stand in the table 'damaged' of {settings.spool}; report them with the release."
    what = f"{backlog.put_aside} groups or rows of events were put aside, since they cannot be read or stored"
    yield found(what, remedy, good=not backlog.put_aside, otherwise=WARN)
