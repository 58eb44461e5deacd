"""A project's week or month in numbers, for whoever reads them in a mail."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from access.context import Context
from pulse.errors import Code, PulseError
from pulse.numbers import percent
from pulse.paging import Page
from pulse.windows import Interval, Window, zone_of
from resolvers.asking import Ask
from resolvers.error_tracking import error_stats
from resolvers.events import events
from resolvers.geo import countries
from resolvers.goals import GoalDetails, GoalReport, goal_stats, list_goals
from resolvers.pageviews import pages
from resolvers.referrers import referrers
from resolvers.stats import Point, Stats, stats, timeseries
from warehouse.catalog import METRICS, Unit

ROWS = 5
GOALS_MOST = 5
SHOWN = ("visitors", "pageviews", "sessions", "bounce_rate", "avg_duration", "events")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number beside that of the period before.

    Attributes:
        title: what it is.
        unit: what it is made of.
        value: the number.
        before: that of the period before.
        falling: less of it is better.

    """

    title: str
    unit: Unit
    value: float
    before: float
    falling: bool = False

    @property
    def change(self) -> float | None:
        """By how many percent it has changed; None from nothing."""
        return percent(self.value - self.before, self.before) if self.before else None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: a name, its number, and its share of the list's largest."""

    name: str
    value: int
    share: float


@dataclass(frozen=True, slots=True)
class Section:
    """A list with what its numbers are."""

    title: str
    unit: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Digest:
    """What a report by mail tells."""

    project: str
    domain: str
    interval: Interval
    window: Window
    zone: str
    figures: list[Figure]
    days: list[Point]
    sections: list[Section]
    goals: list[Figure]
    errors: Figure | None


async def digest(ctx: Context, interval: Interval, window: Window, before: Window) -> Digest:
    """The numbers of a period. For the clock and the command line: what is switched off is left out.

    Raises:
        PulseError: 503 where a store does not answer.

    """
    project = ctx.require_project()
    ask = Ask(window, zone_of(project.timezone), None, before)
    totals, days, sections, goals, errors = await asyncio.gather(
        stats(ctx, ask), timeseries(ctx, ask, Interval.DAY), _sections(ctx, ask), _goals(ctx, ask), _errors(ctx, ask)
    )
    return Digest(
        project=project.name,
        domain=project.domain,
        interval=interval,
        window=window,
        zone=project.timezone,
        figures=_figures(totals.current, totals.previous or totals.current),
        days=days,
        sections=[section for section in sections if section.lines],
        goals=goals,
        errors=errors,
    )


def _figures(now: Stats, before: Stats) -> list[Figure]:
    return [
        Figure(
            METRICS[name].title, METRICS[name].unit, getattr(now, name), getattr(before, name), name == "bounce_rate"
        )
        for name in SHOWN
    ]


async def _sections(ctx: Context, ask: Ask) -> list[Section]:
    top = Page(ROWS)
    by_page, by_source, by_country, by_event = await asyncio.gather(
        pages(ctx, ask, top), referrers(ctx, ask, top), countries(ctx, ask, top), events(ctx, ask, top)
    )
    return [
        _section("Pages", "views", [(row.path, row.views) for row in by_page.rows]),
        _section("Sources", "visitors", [(row.source, row.visitors) for row in by_source.rows]),
        _section("Countries", "visitors", [(row.country, row.visitors) for row in by_country.rows]),
        _section("Events", "times", [(row.name, row.count) for row in by_event.rows]),
    ]


def _section(title: str, unit: str, rows: list[tuple[str, int]]) -> Section:
    most = max((count for _, count in rows), default=0)
    return Section(title, unit, [Line(name or "(none)", count, percent(count, most)) for name, count in rows])


async def _goals(ctx: Context, ask: Ask) -> list[Figure]:
    found: list[GoalDetails] = await _if_on(list_goals(ctx)) or []
    reports = await asyncio.gather(*(goal_stats(ctx, ask, goal.id) for goal in found[:GOALS_MOST]))
    return [_goal(report) for report in reports]


def _goal(report: GoalReport) -> Figure:
    before = report.previous.conversions if report.previous else 0
    return Figure(report.name, Unit.COUNT, report.conversions, before)


async def _errors(ctx: Context, ask: Ask) -> Figure | None:
    now = await _if_on(error_stats(ctx, ask))
    if now is None or ask.compare is None:
        return None
    before = await error_stats(ctx, Ask(ask.compare, ask.zone))
    if not (now.total_errors or before.total_errors):
        return None
    return Figure("JavaScript errors", Unit.COUNT, now.total_errors, before.total_errors, falling=True)


async def _if_on(answer: Awaitable[T]) -> T | None:
    """An answer, or None where its module is switched off."""
    try:
        return await answer
    except PulseError as problem:
        if problem.code is not Code.MODULE_DISABLED:
            raise
        return None
