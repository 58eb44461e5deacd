"""``pulse import`` and ``pulse export``: a project's events in and out of files."""

import csv
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import ExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from access.caller import OPERATOR, Origin
from access.context import Context
from access.services import Services
from app.server import open_resources
from ingest.importing import Whose
from ingest.importing.files import Refusal
from ingest.importing.load import Step, Summary, load
from pulse.settings import Settings, SettingsError
from pulse.windows import zone_of
from resolvers.annotations import create_annotation
from resolvers.asking import ask_between
from resolvers.exports import Format, export
from warehouse.client import Warehouse

SHOWN = 10
"""Refused records that are shown; the file has all of them."""
BEGINNING = "2000-01-01"
"""Before the first event of anybody."""


@asynccontextmanager
async def open_stores(settings: Settings) -> AsyncIterator[Services]:
    """The resources and the warehouse, without the way in for new events."""
    async with open_resources(settings) as services:
        warehouse = await Warehouse.open(settings.warehouse)
        try:
            await warehouse.migrate()
            yield replace(services, warehouse=warehouse)
        finally:
            await warehouse.close()


class Rejects:
    """The file of refused records; it is made when there is a first one."""

    def __init__(self, path: Path, console: Console) -> None:
        self._path = path
        self._console = console
        self._stack = ExitStack()
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def __call__(self, refusal: Refusal) -> None:
        """Take one more."""
        if not self.count:
            file = self._stack.enter_context(self._path.open("w", newline="", encoding="utf-8"))
            self._writer = csv.writer(file)
            self._writer.writerow(("file", "line", "column", "reason", "record"))
        self.count += 1
        self._writer.writerow((refusal.file, refusal.line, refusal.column, refusal.reason, refusal.text))
        if self.count <= SHOWN:
            self._console.print(f"[yellow]refused[/] {escape(str(refusal))}", soft_wrap=True)


async def import_files(
    services: Services, project: str, whose: Whose, paths: Sequence[Path], rejects: Path, console: Console
) -> Summary:
    """Import files with a progress bar, and tell what came of it.

    Raises:
        ImportRefusedError: a file cannot be read.
        PulseError: 404 where there is no such project; 503 where the warehouse does not answer.

    """
    ctx = await Context(services, OPERATOR, None, Origin()).choose(project)
    columns = (TextColumn("{task.description:<8}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Rejects(rejects, console) as refuse, Progress(*columns, TimeRemainingColumn(), console=console) as bar:
        tasks = {step: bar.add_task(step.value, total=1.0, visible=False) for step in Step}

        def progress(step: Step, share: float) -> None:
            bar.update(tasks[step], completed=share, visible=True)

        facts = ctx.require_project()
        summary = await load(services.warehouse, facts, whose, paths, services.clock, refuse, progress)
    if summary.imported and summary.days:
        await _mark(ctx, whose, summary.days[1])
    _tell(summary, rejects, console)
    return summary


async def _mark(ctx: Context, whose: Whose, last: str) -> None:
    """Mark on the time line where totals end and single events begin."""
    zone = zone_of(ctx.require_project().timezone)
    after = date.fromordinal(date.fromisoformat(last).toordinal() + 1)
    at = datetime(after.year, after.month, after.day, tzinfo=zone).astimezone(UTC)
    await create_annotation(ctx, text=f"Daily totals imported from {_NAMES[whose]} end here", at=at)


_NAMES = {
    Whose.PULSE: "Pulse",
    Whose.PLAUSIBLE: "Plausible",
    Whose.UMAMI: "Umami",
    Whose.GA4: "Google Analytics",
}


def _tell(summary: Summary, rejects: Path, console: Console) -> None:
    for name, count in (
        ("read", summary.read),
        ("imported", summary.imported),
        ("already there", summary.known),
        ("refused", summary.refused),
    ):
        console.print(f"{name:<14}{count:>12,}", highlight=False)
    if summary.refused:
        console.print(f"The refused records, each with its reason, are in {escape(str(rejects))}.", soft_wrap=True)
    for day, count in summary.busy.items():
        console.print(f"{day} was left out: {count:,} other events are stored of that day.")
    for note in summary.notes:
        console.print(escape(note), soft_wrap=True)
    if summary.days:
        console.print(
            f"Totals of {summary.days[0]} to {summary.days[1]}: each day's numbers are as told; which visitor did what"
            " is made up, so do not read funnels, paths or retention off these days.",
            soft_wrap=True,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported; without ends everything up to now."""

    project: str
    type: str
    format: Format
    start_at: str | None
    end_at: str | None

    @property
    def beginning(self) -> str:
        """Where the range starts."""
        return self.start_at or BEGINNING


@asynccontextmanager
async def from_stores(services: Services, wanted: Wanted) -> AsyncIterator[tuple[str, AsyncGenerator[bytes, None]]]:
    """The file's name and its bytes, from stores that this process has for itself."""
    ctx = await Context(services, OPERATOR, None, Origin()).choose(wanted.project)
    ask = ask_between(ctx, wanted.beginning, wanted.end_at)
    found = await export(ctx, ask, wanted.type, wanted.format)
    async with aclosing(found.pieces):
        yield found.filename, found.pieces


@asynccontextmanager
async def from_server(settings: Settings, wanted: Wanted) -> AsyncIterator[tuple[str, AsyncGenerator[bytes, None]]]:
    """The same from the running server, which has the stores.

    Raises:
        SettingsError: it refuses, in its own words, or does not answer.

    """
    given = {"project": wanted.project, "format": wanted.format.value, "start_at": wanted.beginning}
    query: dict[str, Any] = given | ({"end_at": wanted.end_at} if wanted.end_at else {})
    headers = {"Authorization": f"Bearer {settings.admin_token}"}
    url = f"http://{settings.host}:{settings.port}/api/v1/exports/{wanted.type}"
    try:
        async with (
            httpx.AsyncClient(timeout=httpx.Timeout(30, read=None)) as client,
            client.stream("GET", url, params=query, headers=headers) as answer,
        ):
            if answer.is_error:
                raise SettingsError((await answer.aread()).decode(errors="replace"))
            name = answer.headers["content-disposition"].partition('filename="')[2].rstrip('"')
            yield name, _bytes_of(answer)
    except httpx.HTTPError as problem:
        raise SettingsError(f"The server at {url} has the data folder and does not answer: {problem!r}.") from None


async def _bytes_of(answer: httpx.Response) -> AsyncGenerator[bytes, None]:
    async for piece in answer.aiter_bytes():
        yield piece


async def write_file(name: str, pieces: AsyncGenerator[bytes, None], out: Path | None, console: Console) -> Path:
    """Write an export with a progress bar; under its own name where none is given."""
    path = out or Path(name)
    columns = (TextColumn("Writing"), DownloadColumn(), TransferSpeedColumn())
    with path.open("wb") as file, Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=None)
        async for piece in pieces:
            file.write(piece)
            bar.advance(task, len(piece))
    return path
