"""Core Web Vitals: how fast pages appear, answer and stand still for the visitors who were there."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.errors import invalid
from pulse.paging import Page
from pulse.windows import Interval, buckets
from resolvers.asking import Ask, asked_dimension
from resolvers.looking import hits_of
from resolvers.rows import Rows
from warehouse import webvitals as warehouse
from warehouse.catalog import Dimension
from warehouse.slices import fetch_slice
from warehouse.webvitals import VITALS


class Rating(StrEnum):
    """How good a p75 is."""

    GOOD = "good"
    NEEDS_IMPROVEMENT = "needs-improvement"
    POOR = "poor"


LIMITS: dict[str, tuple[float, float]] = {
    "LCP": (2500, 4000),
    "FCP": (1800, 3000),
    "CLS": (0.1, 0.25),
    "INP": (200, 500),
    "TTFB": (800, 1800),
}
"""The highest p75 that is good, and the highest that is not yet poor; in milliseconds, CLS without a unit."""

CLS_DECIMALS = 3

_P75 = "p75 of {}: three of four measured pageviews were at or below it; null where none was measured."


@dataclass(frozen=True, slots=True, kw_only=True)
class Vital:
    """One metric over all measured pageviews."""

    metric: Annotated[str, Doc("LCP, FCP, CLS, INP or TTFB.")]
    p50: Annotated[float | None, Doc("The median, in milliseconds (CLS has no unit); null where none was measured.")]
    p75: Annotated[float | None, Doc("Three of four pageviews were at or below it; null where none was measured.")]
    p99: Annotated[float | None, Doc("99 of 100 pageviews were at or below it; null where none was measured.")]
    rating: Annotated[Rating | None, Doc("What the p75 is worth by the published thresholds of the metric.")]
    samples: Annotated[int, Doc("Pageviews that were measured: of each the last report counts.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class VitalsRow:
    """The metrics of one page, or of whatever else they are grouped by."""

    value: Annotated[str, Doc("The page's path, or the value of the dimension.")]
    lcp_p75: Annotated[float | None, Doc(_P75.format("Largest Contentful Paint, in milliseconds"))]
    fcp_p75: Annotated[float | None, Doc(_P75.format("First Contentful Paint, in milliseconds"))]
    cls_p75: Annotated[float | None, Doc(_P75.format("Cumulative Layout Shift, without unit"))]
    inp_p75: Annotated[float | None, Doc(_P75.format("Interaction to Next Paint, in milliseconds"))]
    ttfb_p75: Annotated[float | None, Doc(_P75.format("Time to First Byte, in milliseconds"))]
    samples: Annotated[int, Doc("Pageviews for which at least one metric was measured.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class VitalPoint:
    """One metric in one bucket of time."""

    date: Annotated[str, Doc("The bucket: its first day, or its local time with the offset.")]
    p75: Annotated[float | None, Doc("Three of four pageviews were at or below it; null where none was measured.")]
    samples: Annotated[int, Doc("Pageviews that were measured.")]
    partial: Annotated[bool, Doc("Whether the bucket reaches beyond the range or beyond now.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class VitalSeries:
    """One metric over time."""

    metric: Annotated[str, Doc("LCP, FCP, CLS, INP or TTFB.")]
    data: Annotated[list[VitalPoint], Doc("One point for each bucket, those without a measure included.")]


@needs(Scope.QUERY, module="webvitals")
async def vitals(ctx: Context, ask: Ask) -> list[Vital]:
    """Each Core Web Vital with its percentiles and rating, always all five, in the documentation's order."""
    found = {row[0]: row[1:] for row in await ctx.services.warehouse.fetch(warehouse.summary(hits_of(ctx, ask)))}
    return [_vital(name, *found.get(name, ((None, None, None), 0))) for name in VITALS]


@needs(Scope.QUERY, module="webvitals")
async def vitals_by(ctx: Context, ask: Ask, page: Page, by: str = "page") -> Rows[VitalsRow]:
    """The p75 of each metric by page, device, country or another dimension, the most measured first.

    Raises:
        PulseError: 400 where vitals do not have the dimension.

    """
    row, hits = asked_dimension(ctx, by), hits_of(ctx, ask)
    found = await fetch_slice(ctx.services.warehouse, lambda part: warehouse.groups(hits, row, part), page)
    return Rows([_row(row, *values) for values in found.rows], found.total)


@needs(Scope.QUERY, module="webvitals")
async def vital_series(ctx: Context, ask: Ask, metric: str, interval: Interval = Interval.DAY) -> VitalSeries:
    """The p75 of one metric over time; null where none was measured.

    Raises:
        PulseError: 400 where there is no such metric, or there were too many buckets.

    """
    if metric not in VITALS:
        raise invalid(f"'metric' must be one of {', '.join(VITALS)}")
    steps = buckets(ask.window, interval, ctx.services.clock(), ask.zone)
    statement = warehouse.series(hits_of(ctx, ask), metric, [step.start for step in steps])
    found = {row[0]: row[1:] for row in await ctx.services.warehouse.fetch(statement)}
    points = []
    for step in steps:
        p75, samples = found.get(step.start, (None, 0))
        points.append(VitalPoint(date=step.label, p75=_rounded(metric, p75), samples=samples, partial=step.partial))
    return VitalSeries(metric=metric, data=points)


def rating(metric: str, p75: float) -> Rating:
    """What a p75 is worth."""
    good, fair = LIMITS[metric]
    if p75 <= good:
        return Rating.GOOD
    return Rating.NEEDS_IMPROVEMENT if p75 <= fair else Rating.POOR


def _vital(name: str, percentiles: Sequence[float | None], samples: int) -> Vital:
    p50, p75, p99 = percentiles
    return Vital(
        metric=name,
        p50=_rounded(name, p50),
        p75=_rounded(name, p75),
        p99=_rounded(name, p99),
        rating=None if p75 is None else rating(name, p75),
        samples=samples,
    )


def _row(by: Dimension, value: str, *rest: float | None) -> VitalsRow:
    lcp, fcp, cls, inp, ttfb = (_rounded(name, p75) for name, p75 in zip(VITALS, rest, strict=False))
    return VitalsRow(
        value=value or by.label or "",
        lcp_p75=lcp,
        fcp_p75=fcp,
        cls_p75=cls,
        inp_p75=inp,
        ttfb_p75=ttfb,
        samples=int(rest[len(VITALS)] or 0),
    )


def _rounded(metric: str, value: float | None) -> float | None:
    """As people read it: whole milliseconds, and CLS to a thousandth."""
    if value is None:
        return None
    return round(value, CLS_DECIMALS) if metric == "CLS" else round(value)
