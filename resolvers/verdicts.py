"""What a rule says now: its number, what was to be expected, and whether it holds."""

import asyncio
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from access.context import Context
from models import Alert
from pulse.describe import Doc
from pulse.windows import MINUTE, Window, zone_of
from resolvers.asking import Ask
from resolvers.measures import measure

PAST_WEEKS = 4
PAST_WEEKS_LEAST = 2
"""Fewer than these tell nothing of what is usual."""


class AlertOperator(StrEnum):
    """How a rule compares."""

    GT = "gt"
    LT = "lt"
    GTE = "gte"
    LTE = "lte"
    EQ = "eq"


class AlertBasis(StrEnum):
    """What a rule's threshold is compared with."""

    VALUE = "value"
    SAME_HOUR = "same_hour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a rule says at one moment."""

    value: Annotated[float | None, Doc("The metric over the window; null where there was nothing to measure.")]
    expected: Annotated[
        float | None,
        Doc("Mean of the same hour of up to 4 past weeks; null where the rule does not ask, or fewer than 2 had any."),
    ]
    compared: Annotated[
        float | None,
        Doc("What the threshold is compared with: the value, or its deviation from the expected one in percent."),
    ]
    holds: Annotated[bool | None, Doc("Whether the rule holds; null where it cannot be said.")]


_COMPARE: Mapping[AlertOperator, Callable[[float, float], bool]] = {
    AlertOperator.GT: operator.gt,
    AlertOperator.LT: operator.lt,
    AlertOperator.GTE: operator.ge,
    AlertOperator.LTE: operator.le,
    AlertOperator.EQ: operator.eq,
}


async def judge(ctx: Context, row: Alert) -> Verdict:
    """What a rule says now. For the clock and for other resolvers: it asks no authority of its own.

    Raises:
        PulseError: 403 while the rule's module is off, 404 where what it is about is gone, 503 without a store.

    """
    end = round(ctx.services.clock() * 1000)
    value = await _number(ctx, row, end)
    if AlertBasis(row.basis) is AlertBasis.VALUE:
        return _verdict(row, value, None, value)
    past = await asyncio.gather(*(_number(ctx, row, _weeks_before(ctx, end, back)) for back in _BACK))
    expected = usual([number or 0 for number in past])
    deviation = None if value is None or not expected else round(100 * (value - expected) / expected, 1)
    return _verdict(row, value, expected, deviation)


_BACK = range(1, PAST_WEEKS + 1)


def usual(past: list[float]) -> float | None:
    """The mean of what the same hour had, the latest week first; weeks before the first with any do not count."""
    known = list(past)
    while known and not known[-1]:
        known.pop()
    return sum(known) / len(known) if len(known) >= PAST_WEEKS_LEAST else None


def _verdict(row: Alert, value: float | None, expected: float | None, compared: float | None) -> Verdict:
    holds = None if compared is None else _COMPARE[AlertOperator(row.operator)](compared, row.threshold)
    return Verdict(value=value, expected=expected, compared=compared, holds=holds)


async def _number(ctx: Context, row: Alert, end: int) -> float | None:
    zone = zone_of(ctx.require_project().timezone)
    ask = Ask(Window(end - row.window_minutes * MINUTE, end), zone)
    return await measure(row.module, row.metric).read(ctx, ask, row.about or "")


def _weeks_before(ctx: Context, end: int, count: int) -> int:
    """The same time of the same weekday on the project's clocks, also where these were put forward or back."""
    zone = zone_of(ctx.require_project().timezone)
    local = datetime.fromtimestamp(end / 1000, zone)
    return round((local - timedelta(weeks=count)).timestamp() * 1000)
