"""``pulse backup``: the running server saves, since the embedded engine lets nobody else in; without one, we do."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

import httpx
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from access.caller import OPERATOR, Origin
from access.context import Context
from app.doctor import address, readiness
from app.server import alone, open_services
from pulse.settings import Settings, SettingsError
from resolvers.backups import FOLDER, MANIFEST, PROGRESS, UNFINISHED, create_backup

_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup."""

    path: Path
    events: int
    waiting: int


async def save(settings: Settings, console: Console, keep: int) -> Made:
    """Make a backup with a progress bar; then delete all but the newest ``keep``, unless that is 0.

    Raises:
        SettingsError: the running server refuses, in its own words.
        PulseError: 503 where a store does not answer.

    """
    base = settings.data_dir / FOLDER
    watching = asyncio.create_task(_watch(base / UNFINISHED / PROGRESS, console))
    try:
        running = await readiness(settings) is not None
        made = await (_asked(settings) if running else _alone(settings))
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
    if not (made.path / MANIFEST).exists():
        raise SettingsError(f"The server at {address(settings)} keeps its data elsewhere; set its PULSE_DATA_DIR.")
    if keep:
        for old in sorted(path.parent for path in base.glob(f"*/{MANIFEST}"))[:-keep]:
            shutil.rmtree(old)
    return made


async def _asked(settings: Settings) -> Made:
    headers = {"Authorization": f"Bearer {settings.admin_token}"}
    async with httpx.AsyncClient(timeout=None) as client:  # noqa: S113 - it takes as long as it takes
        answer = await client.post(f"{address(settings)}/api/admin/backups", headers=headers)
    found = answer.json()
    if answer.is_error:
        raise SettingsError(found["error"])
    return Made(settings.data_dir / FOLDER / found["name"], found["events"], found["waiting"])


async def _alone(settings: Settings) -> Made:
    with alone(settings):
        async with open_services(settings) as services:
            made = await create_backup(Context(services, OPERATOR, None, Origin()))
    return Made(settings.data_dir / FOLDER / made.name, made.events, made.waiting)


async def _watch(path: Path, console: Console) -> None:
    """Show how far the backup is, whoever makes it."""
    with Progress(TextColumn("Saving"), BarColumn(), MofNCompleteColumn(), console=console) as bar:
        task = bar.add_task("", total=None)
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            done, of = _read(path)
            bar.update(task, completed=done, total=of)


def _read(path: Path) -> tuple[int, int | None]:
    if not path.exists():
        return 0, None
    found = msgspec.json.decode(path.read_bytes(), type=dict[str, int])
    return found["done"], found["of"]
