"""The way of an import: files are read, their rows staged, and what is new of them is stored."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path

import msgspec

from ingest.importing import Whose, ga4, plausible, pulse, umami
from ingest.importing.daily import Days
from ingest.importing.files import Files, ImportRefusedError, Refusal, Report
from ingest.importing.synthesis import Lines, synthesise
from ingest.rows import EventRow
from pulse.clock import Clock
from pulse.project import ProjectFacts
from warehouse.client import Warehouse
from warehouse.imports import Moved, Staging

TOGETHER = 20_000
"""Rows that are staged at once."""

_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of an import.

    Attributes:
        read: records in the files.
        imported: events that were stored.
        known: events that were stored before, or stand in the files twice.
        refused: records that were not taken.
        busy: days of totals that were left out because other events are stored of them, with how many.
        days: the first and the last day of the totals that were imported; None where the files hold single events.
        notes: what else there is to know.

    """

    read: int
    imported: int
    known: int
    refused: int
    busy: dict[str, int] = field(default_factory=dict)
    days: tuple[str, str] | None = None
    notes: tuple[str, ...] = ()


class Step(StrEnum):
    """What an import is at."""

    READING = "Reading"
    STORING = "Storing"


Progress = Callable[[Step, float], None]
"""Told what an import is at, and how far: 0 to 1."""


async def load(
    warehouse: Warehouse,
    project: ProjectFacts,
    whose: Whose,
    paths: Sequence[Path],
    clock: Clock,
    refuse: Callable[[Refusal], None],
    progress: Progress,
) -> Summary:
    """Import files into a project; what it has already is left as it is.

    Raises:
        ImportRefusedError: a file cannot be read; then nothing is stored.
        PulseError: 503 where the warehouse does not answer; doing it again finishes it.

    """
    report = Report(refuse)
    staging = Staging(warehouse, project.id)
    await staging.open()
    try:
        return await _Load(staging, project, whose, Files(paths, report), report, progress, clock).run()
    finally:
        await staging.close()


@dataclass(slots=True)
class _Load:
    """One import under way."""

    staging: Staging
    project: ProjectFacts
    whose: Whose
    files: Files
    report: Report
    progress: Progress
    clock: Clock

    async def run(self) -> Summary:
        now = round(self.clock() * 1000)
        if self.whose is Whose.PULSE:
            return await self._singles(pulse.read(table, self.project.id, now) for table in self.files.tables())
        if self.whose is Whose.UMAMI:
            reader = umami.Reader(self.project, now)
            passes = ((wanted, table) for wanted in (True, False) for table in self.files.tables())
            tables = (table for wanted, table in passes if umami.holds_data(table) is wanted)
            return await self._singles((reader.read(table) for table in tables), settled=False)
        read = plausible.read if self.whose is Whose.PLAUSIBLE else ga4.read
        days = Days(self.report)
        for table in self.files.tables():
            read(table, days)
            self.progress(Step.READING, self.files.done / max(1, self.files.total))
        return await self._totals(days, now)

    async def _singles(self, tables: Iterator[Iterator[EventRow]], *, settled: bool = True) -> Summary:
        """Files of single events."""
        table = self.staging.events if settled else self.staging.unsettled
        staged: asyncio.Task[None] | None = None
        rows = (row for table in tables for row in table)
        while lines := b"\n".join(_encode(row) for row in islice(rows, TOGETHER)):
            if staged:
                await staged  # one chunk is stored while the next is read
            staged = asyncio.create_task(self.staging.add(table, lines))
            await asyncio.sleep(0)
            self.progress(Step.READING, self.files.done / max(1, self.files.total))
        if staged:
            await staged
        if not settled:
            await self.staging.settle()
        moved = await self._move(told=False)
        return self._summary(moved)

    async def _totals(self, days: Days, now: int) -> Summary:
        """Files of daily totals."""
        lines = Lines()
        told = days.complete(self.project.timezone, now)
        for number, day in enumerate(told):
            synthesise(day, self.project, self.whose.value, lines)
            if len(lines.events) > TOGETHER or number == len(told) - 1:
                await self.staging.add(self.staging.events, b"".join(lines.events))
                await self.staging.add(self.staging.sessions, b"".join(lines.sessions))
                lines = Lines()
        busy = await self.staging.busy_days(self.project.timezone)
        if busy:
            await self.staging.leave_out(list(busy), self.project.timezone)
        moved = await self._move(told=True)
        kept = [day.date.isoformat() for day in told if day.date.isoformat() not in busy]
        return self._summary(moved, busy, (kept[0], kept[-1]) if kept else None)

    async def _move(self, *, told: bool) -> Moved:
        slices = await self.staging.slices()
        fresh = known = 0
        for done, part in enumerate(slices, 1):
            moved = await self.staging.move(part, told=told)
            fresh, known = fresh + moved.fresh, known + moved.known
            self.progress(Step.STORING, done / len(slices))
        return Moved(fresh, known)

    def _summary(
        self, moved: Moved, busy: dict[str, int] | None = None, days: tuple[str, str] | None = None
    ) -> Summary:
        report = self.report
        if not report.read:
            raise ImportRefusedError("There is nothing in these files.")
        return Summary(report.read, moved.fresh, moved.known, report.refused, busy or {}, days, tuple(report.notes))
