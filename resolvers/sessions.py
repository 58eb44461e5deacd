"""Sessions: how many, how long, where they begin and end."""

import asyncio
from dataclasses import dataclass
from itertools import zip_longest
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.paging import Page
from resolvers.asking import Ask
from resolvers.breakdown import sliced
from resolvers.stats import totals
from warehouse.catalog import DIMENSIONS, DURATION_BANDS, METRICS

_SAYS = {name: Doc(row.description) for name, row in METRICS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationBand:
    """Sessions of similar duration."""

    from_seconds: Annotated[int, Doc("Shortest duration of the band, in seconds.")]
    to_seconds: Annotated[int | None, Doc("Where the next band begins; null for the last.")]
    sessions: Annotated[int, Doc("How many sessions lasted that long.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorRow:
    """A page by which sessions begin, or end."""

    path: Annotated[str, Doc("Path of the page.")]
    sessions: Annotated[int, _SAYS["sessions"]]
    bounce_rate: Annotated[float, _SAYS["bounce_rate"]]
    avg_duration: Annotated[float, _SAYS["avg_duration"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsReport:
    """The sessions that started in a range."""

    sessions: Annotated[int, _SAYS["sessions"]]
    bounce_rate: Annotated[float, _SAYS["bounce_rate"]]
    avg_duration: Annotated[float, _SAYS["avg_duration"]]
    views_per_session: Annotated[float, _SAYS["views_per_session"]]
    durations: Annotated[list[DurationBand], Doc("Sessions by duration, the shortest first; empty bands included.")]
    entry_pages: Annotated[list[DoorRow], Doc("Pages by the sessions that began there.")]
    exit_pages: Annotated[list[DoorRow], Doc("Pages by the sessions that ended there.")]


@needs(Scope.QUERY, module="sessions")
async def sessions(ctx: Context, ask: Ask, page: Page) -> SessionsReport:
    """The sessions that started in the range; the page applies to entry and exit pages."""
    found, bands, entries, exits = await asyncio.gather(
        totals(ctx, ask, "sessions", "bounce_rate", "avg_duration", "views_per_session"),
        _bands(ctx, ask),
        _doors(ctx, ask, "entry_page", page),
        _doors(ctx, ask, "exit_page", page),
    )
    return SessionsReport(
        sessions=int(found["sessions"] or 0),
        bounce_rate=found["bounce_rate"] or 0.0,
        avg_duration=found["avg_duration"] or 0.0,
        views_per_session=found["views_per_session"] or 0.0,
        durations=bands,
        entry_pages=entries,
        exit_pages=exits,
    )


async def _bands(ctx: Context, ask: Ask) -> list[DurationBand]:
    found = await sliced(ctx, ask, DIMENSIONS["duration"], ("sessions",), Page(len(DURATION_BANDS)))
    counts = {row.value: found.count(row, 0) for row in found.rows}
    return [
        DurationBand(from_seconds=start, to_seconds=end, sessions=counts.get(str(start), 0))
        for start, end in zip_longest(DURATION_BANDS, DURATION_BANDS[1:])
    ]


async def _doors(ctx: Context, ask: Ask, name: str, page: Page) -> list[DoorRow]:
    found = await sliced(ctx, ask, DIMENSIONS[name], ("sessions", "bounce_rate", "avg_duration"), page)
    return [
        DoorRow(
            path=row.value,
            sessions=found.count(row, 0),
            bounce_rate=found.number(row, 1),
            avg_duration=found.number(row, 2),
        )
        for row in found.rows
    ]
