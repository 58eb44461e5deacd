"""What a report is asked about, and the way from there to the warehouse's rows."""

import asyncio
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from access.context import Context
from access.needs import check_module
from pulse.errors import invalid, not_shared
from pulse.modules import BY_NAME, Access
from pulse.paging import Page
from pulse.windows import Window, window_between, zone_of
from resolvers.siblings import Siblings
from warehouse.catalog import Dimension, Metric, dimension, metric
from warehouse.filters import And, Filter, check, leaves
from warehouse.query import Query, Row, compile_query

APPROXIMATE_ABOVE = 65_536
"""Up to here distinct visitors are counted exactly anyway."""

MAX_SEARCH = 500


@dataclass(frozen=True, slots=True)
class Ask:
    """Which time, which rows, how exactly. Equal questions are equal values.

    Attributes:
        window: when.
        zone: whose days.
        where: which hits and sessions; checked by whoever made it.
        compare: a second window beside the first, where a report compares.
        exact: count distinct visitors exactly, however many they are.

    """

    window: Window
    zone: ZoneInfo
    where: Filter | None = None
    compare: Window | None = None
    exact: bool = False


def ask_between(
    ctx: Context,
    start_at: str | None = None,
    end_at: str | None = None,
    *,
    timezone: str | None = None,
    where: Filter | None = None,
    compared: bool = False,
) -> Ask:
    """A question about the time between two ISO 8601 texts, by default the last 30 days, in the project's time zone.

    Raises:
        PulseError: 400 that names the parameter.

    """
    zone = zone_of(timezone or ctx.require_project().timezone)
    shown = shown_window(ctx)
    window = None if start_at or end_at else shown
    window = window or window_between(start_at, end_at, ctx.services.clock(), zone)
    if where is not None:
        check(where)
    # Before a range that is pinned nothing is shown, so there is nothing to compare with.
    return bounded(ctx, Ask(window, zone, where, window.previous() if compared and shown is None else None))


def asked_dimension(ctx: Context, name: str) -> Dimension:
    """The dimension that somebody asks for.

    Raises:
        PulseError: 400 where there is none, 403 where its module is not the asker's to read, or where it is a trait of
            visitors and a share is asked.

    """
    row = dimension(name)
    if row.is_trait and ctx.caller.view is not None:
        raise not_shared("what visitors were said to be")
    _check_module_of(ctx, row)
    return row


def asked_metric(ctx: Context, name: str) -> Metric:
    """The metric that somebody asks for.

    Raises:
        PulseError: 400 where there is none, 403 where its module is not the asker's to read.

    """
    row = metric(name)
    _check_module_of(ctx, row)
    return row


def _check_module_of(ctx: Context, row: Dimension | Metric) -> None:
    """A report that is shown must not become another one by what it is split by."""
    if row.module is None:
        return
    if ctx.caller.view is not None and row.module not in (ctx.caller.modules or ()):
        raise not_shared(f"the module '{row.module}'")
    if not BY_NAME[row.module].core:
        check_module(ctx.caller, ctx.require_project(), row.module, Access.READ)


def shown_window(ctx: Context) -> Window | None:
    """The range that is meant where none is named, of whoever came through a share that shows one only."""
    view = ctx.caller.view
    if view is None or not view.ranged:
        return None
    return view.window(ctx.services.clock(), zone_of(ctx.require_project().timezone))


def bounded(ctx: Context, ask: Ask) -> Ask:
    """A question within the bounds of the share through which it came; any other question as it is.

    Raises:
        PulseError: 403 where it reaches beyond them, or filters by what is not the asker's to read.

    """
    for leaf in leaves(ask.where):
        asked_dimension(ctx, leaf.dimension)
    view = ctx.caller.view
    if view is None:
        return ask
    now, zone = ctx.services.clock(), zone_of(ctx.require_project().timezone)
    for window in (ask.window, ask.compare):
        if view.ranged and window is not None and not view.holds(window, now, zone):
            raise not_shared("times outside of its range")
    return replace(ask, where=both(view.where, ask.where))


def both(first: Filter | None, second: Filter | None) -> Filter | None:
    """The filter that holds where two hold; either may be missing."""
    if first is None or second is None:
        return first or second
    return And((first, second))


def query_of(ctx: Context, ask: Ask, *metrics: str, by: Dimension | None = None) -> Query:
    """The warehouse's form of a question about named metrics."""
    project = ctx.require_project()
    return Query(
        project=project.id,
        metrics=tuple(metric(name) for name in metrics),
        windows=(ask.window,),
        by=(by,) if by else (),
        where=ask.where,
        exact=ask.exact,
        currency="" if by and by.name == "currency" else project.currency,
    )


async def answer(ctx: Context, query: Query) -> list[Row]:
    """The rows of a query; an equal one of the same operation is not asked twice."""
    task: asyncio.Task[list[Row]] | None = ctx.loaders.get(query)
    if task is None:
        task = ctx.loaders[query] = asyncio.create_task(_fetch(ctx, query))
    return await asyncio.shield(task)


async def answer_page(ctx: Context, query: Query, page: Page, search: str = "") -> list[Row]:
    """The rows of a page of a breakdown, together with its siblings of the same operation.

    Raises:
        PulseError: 400 where a metric has no meaning for the dimension, or the search is no text.

    """
    if search:
        if len(search) > MAX_SEARCH or not search.isprintable():
            raise invalid(f"'search' must be printable text of at most {MAX_SEARCH} characters")
        return await answer(ctx, replace(query, page=page, search=search))
    siblings: Siblings | None = ctx.loaders.get(Siblings)
    if siblings is None:
        siblings = ctx.loaders[Siblings] = Siblings(lambda joined: answer(ctx, joined))
    return await siblings.join(query, page)


def is_approximate(query: Query, rows: list[Row]) -> bool:
    """Whether a distinct count among the rows may be an estimate."""
    once = bool(query.by) and all(row.first for row in query.by)
    if query.exact or once:
        return False
    places = [place for place, one in enumerate(query.metrics) if one.distinct]
    return any((row.numbers[place] or 0) > APPROXIMATE_ABOVE for row in rows for place in places)


async def _fetch(ctx: Context, query: Query) -> list[Row]:
    return [Row.of(fields) for fields in await ctx.services.warehouse.fetch(compile_query(query))]
