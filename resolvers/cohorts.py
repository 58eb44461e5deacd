"""Cohorts: those who were active in one period, and what they did there."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.numbers import mean
from pulse.windows import Interval, buckets
from resolvers.asking import Ask, answer, is_approximate, query_of


class CohortPeriod(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"


class CohortMetric(StrEnum):
    """What is compared."""

    PAGEVIEWS = "pageviews"
    SESSIONS = "sessions"
    EVENTS = "events"
    REVENUE = "revenue"


INTERVALS = {CohortPeriod.WEEK: Interval.WEEK, CohortPeriod.MONTH: Interval.MONTH}
MONEY_DECIMALS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortRow:
    """One period."""

    period: Annotated[str, Doc("`2026-02` for a month, the Monday `2026-02-02` for a week.")]
    visitors: Annotated[int, Doc("Different visitors with a pageview or custom event in the period.")]
    total: Annotated[float, Doc("The metric's total in the period; revenue in the project's currency.")]
    avg_per_visitor: Annotated[float, Doc("The total divided among the visitors, two decimals.")]
    partial: Annotated[bool, Doc("Whether the period reaches beyond the range or beyond now.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortReport:
    """Periods side by side."""

    group_by: Annotated[CohortPeriod, Doc("How long a period is.")]
    metric: Annotated[CohortMetric, Doc("What is compared.")]
    cohorts: Annotated[list[CohortRow], Doc("Every period of the range, the earliest first.")]
    approximate: Annotated[bool, Doc("Whether the visitors of a period may be estimates.")]


@needs(Scope.QUERY, module="cohorts")
async def cohorts(
    ctx: Context,
    ask: Ask,
    group_by: CohortPeriod = CohortPeriod.WEEK,
    metric: CohortMetric = CohortMetric.PAGEVIEWS,
) -> CohortReport:
    """Visitors active in each week or month, what they did there in all, and on average.

    Raises:
        PulseError: 400 where there were too many periods.

    """
    steps = buckets(ask.window, INTERVALS[group_by], ctx.services.clock(), ask.zone)
    edges = tuple(step.start for step in steps)
    query = replace(query_of(ctx, ask, "visitors", metric.value), edges=edges)
    rows = await answer(ctx, query)
    found = {row.bucket: row.numbers for row in rows}
    decimals = MONEY_DECIMALS if metric is CohortMetric.REVENUE else 0
    return CohortReport(
        group_by=group_by,
        metric=metric,
        cohorts=[
            CohortRow(
                period=step.label[:7] if group_by is CohortPeriod.MONTH else step.label,
                visitors=int(visitors or 0),
                total=round(total or 0, decimals) if decimals else int(total or 0),
                avg_per_visitor=mean(total or 0, visitors or 0),
                partial=step.partial,
            )
            for step in steps
            for visitors, total in [found.get(step.start, (0, 0))]
        ],
        approximate=is_approximate(query, rows),
    )
