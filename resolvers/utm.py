"""Campaigns: what the UTM parameters of the links that visitors came by tell."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.errors import invalid
from pulse.paging import Page
from pulse.windows import Interval
from resolvers.asking import Ask
from resolvers.breakdown import sliced
from resolvers.rows import Rows
from resolvers.stats import Point, timeseries
from warehouse.catalog import DIMENSIONS, METRICS
from warehouse.filters import And, Is, Op, check

_METRICS = ("visitors", "pageviews", "sessions", "bounce_rate", "avg_duration")
_SAYS = {name: Doc(METRICS[name].description) for name in _METRICS}


class Tag(StrEnum):
    """One of the things that a link says of the campaign it belongs to, or what follows from it."""

    CAMPAIGN = "utm_campaign"
    SOURCE = "utm_source"
    MEDIUM = "utm_medium"
    TERM = "utm_term"
    CONTENT = "utm_content"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRow:
    """The sessions that came by links of one campaign, source, medium, term, content or channel."""

    value: Annotated[str, Doc("The campaign's name, or the value of the other parameter.")]
    visitors: Annotated[int, _SAYS["visitors"]]
    pageviews: Annotated[int, _SAYS["pageviews"]]
    sessions: Annotated[int, _SAYS["sessions"]]
    bounce_rate: Annotated[float, _SAYS["bounce_rate"]]
    avg_duration: Annotated[float, _SAYS["avg_duration"]]


@needs(Scope.QUERY, module="utm")
async def campaigns(
    ctx: Context, ask: Ask, page: Page, tag: Tag = Tag.CAMPAIGN, search: str | None = None
) -> Rows[CampaignRow]:
    """Sessions by a UTM parameter of the link they came by, most visitors first; those without it are left out."""
    found = await sliced(ctx, ask, DIMENSIONS[tag.value], _METRICS, page, search or "")
    rows = [
        CampaignRow(
            value=row.value,
            visitors=found.count(row, 0),
            pageviews=found.count(row, 1),
            sessions=found.count(row, 2),
            bounce_rate=found.number(row, 3),
            avg_duration=found.number(row, 4),
        )
        for row in found.rows
    ]
    return Rows(rows, found.total, found.approximate)


@needs(Scope.QUERY, module="utm")
async def campaign_series(
    ctx: Context, ask: Ask, utm_source: str, tag: Tag = Tag.SOURCE, interval: Interval = Interval.DAY
) -> list[Point]:
    """The course over time of the sessions with one value of a UTM parameter, by default of the source.

    Raises:
        PulseError: 400 where no value is given, or there were too many buckets.

    """
    if not utm_source:
        raise invalid("'utm_source' is required")
    only = Is(tag.value, Op.IS, (utm_source,))
    check(only)
    return await timeseries(ctx, replace(ask, where=And((ask.where, only)) if ask.where else only), interval)
