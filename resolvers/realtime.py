"""Who is here now, by the server's clock."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.clock import moment
from pulse.describe import Doc
from pulse.paging import Page
from pulse.windows import MINUTE, UTC_ZONE, Window
from resolvers.asking import Ask, answer, asked_dimension, query_of
from resolvers.breakdown import sliced
from resolvers.stats import totals

ACTIVE_MINUTES = 5
SHOWN_MINUTES = 30

_METRIC = "active_visitors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Realtime:
    """Visitors who are here now."""

    active_visitors: Annotated[int, Doc("Different visitors with an event of any type in the last 5 minutes.")]
    at: Annotated[datetime, Doc("When this was so, by the server's clock.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RealtimeMinute:
    """One of the last 30 minutes."""

    minute: Annotated[datetime, Doc("When the minute started.")]
    visitors: Annotated[int, Doc("Different visitors with an event of any type in that minute.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RealtimeRow:
    """One page, source or country of those who are here now."""

    value: Annotated[str, Doc("The page's path, the source or the country's code.")]
    visitors: Annotated[int, Doc("Different visitors of the last 5 minutes with an event there.")]


@needs(Scope.QUERY, module="realtime")
async def realtime(ctx: Context) -> Realtime:
    """Visitors who are here now."""
    now = ctx.services.clock()
    found = await totals(ctx, _last(now, ACTIVE_MINUTES), _METRIC)
    return Realtime(active_visitors=int(found[_METRIC] or 0), at=moment(now))


@needs(Scope.QUERY, module="realtime")
async def minutes(ctx: Context) -> list[RealtimeMinute]:
    """The last 30 minutes one by one, the present one last and unfinished; quiet ones are zeros."""
    now = round(ctx.services.clock() * 1000)
    latest = now // MINUTE * MINUTE
    starts = tuple(latest - MINUTE * back for back in reversed(range(SHOWN_MINUTES)))
    ask = Ask(Window(starts[0], now + 1), UTC_ZONE)
    found = {row.bucket: row for row in await answer(ctx, replace(query_of(ctx, ask, _METRIC), edges=starts))}
    counts = (round(found[start].numbers[0] or 0) if start in found else 0 for start in starts)
    return [
        RealtimeMinute(minute=moment(start / 1000), visitors=count) for start, count in zip(starts, counts, strict=True)
    ]


@needs(Scope.QUERY, module="realtime")
async def top(ctx: Context, by: str, page: Page) -> list[RealtimeRow]:
    """The visitors of the last 5 minutes by a dimension: ``page``, ``source``, ``country`` …, the most frequent first.

    Raises:
        PulseError: 400 where the dimension is not known, or belongs to finished sessions only.

    """
    ask = _last(ctx.services.clock(), ACTIVE_MINUTES)
    found = await sliced(ctx, ask, asked_dimension(ctx, by), (_METRIC,), page)
    return [RealtimeRow(value=row.value, visitors=found.count(row, 0)) for row in found.rows]


def _last(now: float, count: int) -> Ask:
    end = round(now * 1000) + 1
    return Ask(Window(end - count * MINUTE, end), UTC_ZONE)
