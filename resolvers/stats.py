"""The overview: totals with the period before, and their course over time."""

from dataclasses import dataclass, replace
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.project import ProjectFacts
from pulse.windows import Bucket, Interval, buckets
from resolvers.asking import APPROXIMATE_ABOVE, Ask, answer, query_of
from warehouse.catalog import METRICS
from warehouse.client import Warehouse
from warehouse.drops import any_event
from warehouse.drops import dropped as dropped_statement
from warehouse.query import Row

OVERVIEW = ("visitors", "pageviews", "sessions", "bounce_rate", "avg_duration", "events", "views_per_session")
SERIES = ("visitors", "pageviews", "sessions", "events", "bounce_rate", "avg_duration")

_SAYS = {name: Doc(row.description) for name, row in METRICS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """The totals of a range."""

    pageviews: Annotated[int, _SAYS["pageviews"]]
    visitors: Annotated[int, _SAYS["visitors"]]
    sessions: Annotated[int, _SAYS["sessions"]]
    bounce_rate: Annotated[float, _SAYS["bounce_rate"]]
    avg_duration: Annotated[float, _SAYS["avg_duration"]]
    events: Annotated[int, _SAYS["events"]]
    views_per_session: Annotated[float, _SAYS["views_per_session"]]
    approximate: Annotated[
        bool, Doc("Visitors are an estimate: there are more than 65,536, and exact counting was not asked for.")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsReport:
    """Totals beside those that they are compared with."""

    current: Annotated[Stats, Doc("Totals of the asked range.")]
    previous: Annotated[Stats | None, Doc("Totals of the range compared with; null where none was asked for.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One step of a time series."""

    label: Annotated[str, Doc("The first day of the bucket, such as 2026-03-15; below a day, its local time.")]
    start: Annotated[int, Doc("Where the bucket starts, in milliseconds since 1970.")]
    partial: Annotated[bool, Doc("The bucket reaches beyond the range or beyond now: its numbers are not final.")]
    pageviews: Annotated[int, _SAYS["pageviews"]]
    visitors: Annotated[int, _SAYS["visitors"]]
    sessions: Annotated[int, _SAYS["sessions"]]
    events: Annotated[int, _SAYS["events"]]
    bounce_rate: Annotated[float, _SAYS["bounce_rate"]]
    avg_duration: Annotated[float, _SAYS["avg_duration"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Items that were received and not counted."""

    reason: Annotated[str, Doc("Why they were not counted.")]
    count: Annotated[int, Doc("How many, over the whole days (UTC) that the range touches.")]


@needs(Scope.QUERY, module="pageviews")
async def stats(ctx: Context, ask: Ask) -> StatsReport:
    """Totals of the range and, where asked for, of the one it is compared with."""
    query = query_of(ctx, ask, *OVERVIEW)
    compared = replace(query, windows=(ask.window, ask.compare)) if ask.compare else query
    found = [_stats(row, exact=ask.exact) for row in await answer(ctx, compared)]
    return StatsReport(current=found[0], previous=found[1] if ask.compare else None)


@needs(Scope.QUERY, module="pageviews")
async def timeseries(ctx: Context, ask: Ask, interval: Interval) -> list[Point]:
    """The totals of each step of the range, steps without traffic included.

    Raises:
        PulseError: 400 where the range has too many steps of that width.

    """
    steps = buckets(ask.window, interval, ctx.services.clock(), ask.zone)
    query = replace(query_of(ctx, ask, *SERIES), edges=tuple(step.start for step in steps))
    rows = {row.bucket: row for row in await answer(ctx, query)}
    return [_point(step, rows.get(step.start)) for step in steps]


async def totals(ctx: Context, ask: Ask, *metrics: str) -> dict[str, float | None]:
    """Any metrics of the catalogue over the range, by name. For other resolvers: it asks no authority.

    Raises:
        PulseError: 400 where a metric is not known.

    """
    query = query_of(ctx, ask, *metrics)
    (row,) = await answer(ctx, query)
    return {one.name: one.finish(value) for one, value in zip(query.metrics, row.numbers, strict=True)}


@needs(Scope.QUERY, module="pageviews")
async def dropped(ctx: Context, ask: Ask) -> list[Dropped]:
    """What was received and not counted, by reason, the most frequent first."""
    statement = dropped_statement(ctx.require_project().id, ask.window)
    return [Dropped(reason=reason, count=count) for reason, count in await ctx.services.warehouse.fetch(statement)]


async def has_events(warehouse: Warehouse, project: ProjectFacts) -> bool:
    """Whether anything was ever stored for a project."""
    return bool(await warehouse.fetch(any_event(project.id)))


def _stats(row: Row, *, exact: bool) -> Stats:
    numbers = _numbers(OVERVIEW, row)
    return Stats(**numbers, approximate=not exact and numbers["visitors"] > APPROXIMATE_ABOVE)  # type: ignore[arg-type]  # counts are whole


def _point(step: Bucket, row: Row | None) -> Point:
    numbers = _numbers(SERIES, row)
    return Point(label=step.label, start=step.start, partial=step.partial, **numbers)  # type: ignore[arg-type]  # counts are whole


def _numbers(names: tuple[str, ...], row: Row | None) -> dict[str, float]:
    values = row.numbers if row else [0] * len(names)
    return {name: _finished(name, value) for name, value in zip(names, values, strict=True)}


def _finished(name: str, value: float | None) -> float:
    found = METRICS[name].finish(value)
    return 0 if found is None else found
