"""Site search: what visitors look for, and what they do not find."""

from dataclasses import dataclass
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.paging import Page
from pulse.windows import Interval, buckets
from resolvers.asking import Ask
from resolvers.looking import hits_of
from resolvers.rows import Rows
from warehouse import search as warehouse
from warehouse.slices import fetch_slice

_COUNT = Doc("Searches, repeated ones included.")
_UNIQUE = Doc("Different visitors who searched.")
_AVG = Doc("Mean number of results, over the searches that told it; null where none did.")
_ZERO = Doc("Searches that found nothing.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRow:
    """One query. Neither case nor surplus space makes another query of it."""

    query: Annotated[str, Doc("What was searched for, in lower case.")]
    count: Annotated[int, _COUNT]
    unique: Annotated[int, _UNIQUE]
    avg_results: Annotated[float | None, _AVG]
    zero_results: Annotated[int, _ZERO]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTotals:
    """All searches together."""

    count: Annotated[int, _COUNT]
    unique: Annotated[int, _UNIQUE]
    queries: Annotated[int, Doc("Different queries.")]
    avg_results: Annotated[float | None, _AVG]
    zero_results: Annotated[int, _ZERO]
    zero_results_rate: Annotated[
        float, Doc("Searches that found nothing, in percent of those that told their number of results.")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPoint:
    """The searches of one bucket of time."""

    date: Annotated[str, Doc("The bucket: its first day, or its local time with the offset.")]
    count: Annotated[int, _COUNT]
    unique: Annotated[int, _UNIQUE]
    avg_results: Annotated[float | None, _AVG]
    zero_results: Annotated[int, _ZERO]
    partial: Annotated[bool, Doc("Whether the bucket reaches beyond the range or beyond now.")]


@needs(Scope.QUERY, module="search")
async def searches(
    ctx: Context, ask: Ask, page: Page, search: str | None = None, *, fruitless: bool = False
) -> Rows[SearchRow]:
    """What visitors searched for on the site, the most frequent first."""
    hits = hits_of(ctx, ask)
    found = await fetch_slice(
        ctx.services.warehouse, lambda part: warehouse.queries(hits, part, search, fruitless=fruitless), page
    )
    rows = [
        SearchRow(query=query, count=count, unique=unique, avg_results=mean, zero_results=zero)
        for query, count, unique, mean, zero in found.rows
    ]
    return Rows(rows, found.total)


@needs(Scope.QUERY, module="search")
async def search_totals(ctx: Context, ask: Ask) -> SearchTotals:
    """All searches on the site together."""
    ((count, unique, mean, zero, queries, told),) = await ctx.services.warehouse.fetch(
        warehouse.totals(hits_of(ctx, ask))
    )
    return SearchTotals(
        count=count,
        unique=unique,
        queries=queries,
        avg_results=mean,
        zero_results=zero,
        zero_results_rate=round(100 * zero / told, 1) if told else 0.0,
    )


@needs(Scope.QUERY, module="search")
async def search_series(ctx: Context, ask: Ask, interval: Interval = Interval.DAY) -> list[SearchPoint]:
    """Searches over time, buckets without any included.

    Raises:
        PulseError: 400 where there were too many buckets.

    """
    steps = buckets(ask.window, interval, ctx.services.clock(), ask.zone)
    statement = warehouse.series(hits_of(ctx, ask), [step.start for step in steps])
    found = {row[0]: row[1:] for row in await ctx.services.warehouse.fetch(statement)}
    points = []
    for step in steps:
        count, unique, mean, zero = found.get(step.start, (0, 0, None, 0))
        points.append(
            SearchPoint(
                date=step.label, count=count, unique=unique, avg_results=mean, zero_results=zero, partial=step.partial
            )
        )
    return points
