"""Retention: how many of those who first came together come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.errors import invalid
from pulse.numbers import percent
from pulse.project import IdentityWindow
from pulse.windows import Interval, buckets
from resolvers.asking import Ask
from warehouse import retention as warehouse
from warehouse.retention import RetentionQuestion, Return

DAYS = (1, 7, 14, 30, 60, 90)
"""The documented ones."""
DAY_MOST = 3_650
DAYS_MOST = 100
RECOGNISED_DAYS = {IdentityWindow.DAY: 1, IdentityWindow.WEEK: 7, IdentityWindow.MONTH: 31}
"""How many days after the first a visitor cannot be recognised any more; without an entry they always can."""
_EPOCH = date(1970, 1, 1)


class RetentionPeriod(StrEnum):
    """What a cohort's members have in common: the day, week or month of their first visit."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


INTERVALS = {
    RetentionPeriod.DAILY: Interval.DAY,
    RetentionPeriod.WEEKLY: Interval.WEEK,
    RetentionPeriod.MONTHLY: Interval.MONTH,
}


class Unknown(StrEnum):
    """Why a share is not told."""

    NOT_YET = "not_yet"
    NOT_RECOGNISED = "not_recognised"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionCell:
    """How many of a cohort came back by one day."""

    day: Annotated[int, Doc("Days after the member's own first day.")]
    visitors: Annotated[int | None, Doc("Members who came back; null where it is not known.")]
    percentage: Annotated[float | None, Doc("Their share of the cohort, in percent; null where it is not known.")]
    unknown: Annotated[Unknown | None, Doc("Why it is not known.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionCohort:
    """Visitors who first came in one period."""

    cohort: Annotated[str, Doc("The period's first day.")]
    initial_visitors: Annotated[int, Doc("Visitors whose first event ever lies in the period and in the range.")]
    cells: Annotated[list[RetentionCell], Doc("How many came back, for each asked day.")]
    partial: Annotated[bool, Doc("Whether the period reaches beyond the range or beyond now.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionReport:
    """Cohorts and their returns."""

    period: Annotated[RetentionPeriod, Doc("How long a cohort's period is.")]
    cohorts: Annotated[list[RetentionCohort], Doc("Those that have members, the earliest first.")]


@needs(Scope.QUERY, module="retention")
async def retention(
    ctx: Context,
    ask: Ask,
    period: RetentionPeriod = RetentionPeriod.WEEKLY,
    days: Sequence[int] = DAYS,
    returning: Return = Return.ON_OR_AFTER,
) -> RetentionReport:
    """Visitors by the period of their first event ever, and how many of them were seen again after how many days.

    A filter says who belongs to a cohort: whoever has such a hit on their first day. Coming back counts however it was.

    Raises:
        PulseError: 400 that names the parameter.

    """
    asked = _checked(days)
    now = ctx.services.clock()
    steps = buckets(ask.window, INTERVALS[period], now, ask.zone)
    project = ctx.require_project()
    question = RetentionQuestion(
        project=project.id,
        window=ask.window,
        zone=ask.zone.key,
        edges=[step.start for step in steps],
        days=asked,
        by=returning,
        where=ask.where,
    )
    found = {row[0]: row[1:] for row in await ctx.services.warehouse.fetch(warehouse.retention(question))}
    today = (datetime.fromtimestamp(now, ask.zone).date() - _EPOCH).days
    recognised = RECOGNISED_DAYS.get(project.identity_window)
    cohorts = [
        RetentionCohort(
            cohort=step.label,
            initial_visitors=members,
            cells=[
                _cell(day, came_back, members, _unknown(day, today - last_first, recognised))
                for day, came_back in zip(asked, back, strict=True)
            ],
            partial=step.partial,
        )
        for step in steps
        if step.start in found
        for members, last_first, back in [found[step.start]]
    ]
    return RetentionReport(period=period, cohorts=cohorts)


def _cell(day: int, visitors: int, members: int, unknown: Unknown | None) -> RetentionCell:
    if unknown:
        return RetentionCell(day=day, visitors=None, percentage=None, unknown=unknown)
    return RetentionCell(day=day, visitors=visitors, percentage=percent(visitors, members), unknown=None)


def _unknown(day: int, age: int, recognised: int | None) -> Unknown | None:
    """Why it is not known who came back on a day, of a cohort whose last member first came ``age`` days ago."""
    if recognised is not None and day >= recognised:
        return Unknown.NOT_RECOGNISED
    return Unknown.NOT_YET if age < day else None


def _checked(days: Sequence[int]) -> list[int]:
    if not 1 <= len(days) <= DAYS_MOST:
        raise invalid(f"'days' must name 1 to {DAYS_MOST} days")
    if any(not 0 <= day <= DAY_MOST for day in days):
        raise invalid(f"'days' must lie between 0 and {DAY_MOST}")
    return list(days)
