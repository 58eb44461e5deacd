"""Activity: who is new, stays, comes back or stays away, and in how many periods visitors are there."""

from dataclasses import dataclass
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.numbers import mean, percent
from pulse.windows import Interval, Window, buckets
from resolvers.asking import Ask
from warehouse import activity as warehouse
from warehouse.reach import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class LifecycleRow:
    """What the visitors of one period are."""

    date: Annotated[str, Doc("The period: its first day, or its local time with the offset.")]
    new: Annotated[int, Doc("Active visitors whose first event ever lies in the period.")]
    returning: Annotated[int, Doc("Active visitors who were active in the period before, too.")]
    resurrecting: Annotated[int, Doc("Active visitors who were not active in the period before, but earlier.")]
    dormant: Annotated[int, Doc("Visitors who were active in the period before and are not in this one.")]
    partial: Annotated[bool, Doc("Whether the period is not over yet.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class StickinessRow:
    """Visitors who were there equally often."""

    periods: Annotated[int, Doc("In how many periods of the range they were active.")]
    visitors: Annotated[int, Doc("How many visitors.")]
    percentage: Annotated[float, Doc("Their share of the range's visitors, in percent.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class StickinessReport:
    """How often visitors are there."""

    visitors: Annotated[int, Doc("Different visitors with a pageview or custom event in the range.")]
    average: Annotated[float, Doc("Mean number of periods in which a visitor was active, two decimals.")]
    rows: Annotated[list[StickinessRow], Doc("From one period to as many as the range has.")]


@needs(Scope.QUERY, module="retention")
async def lifecycle(ctx: Context, ask: Ask, interval: Interval = Interval.WEEK) -> list[LifecycleRow]:
    """New, returning, resurrecting and dormant visitors of each period that the range touches, always whole periods.

    Raises:
        PulseError: 400 where there were too many periods.

    """
    now = ctx.services.clock()
    asked = buckets(ask.window, interval, now, ask.zone)
    # The period before the first tells who stayed.
    whole = Window(asked[0].start - 1, asked[-1].end)
    before, *steps = buckets(whole, interval, now, ask.zone)
    reach = Reach(ctx.require_project().id, Window(before.start, whole.end), ask.where)
    statement = warehouse.lifecycle(reach, [before.start, *(step.start for step in steps)])
    found = {place: numbers for place, *numbers in await ctx.services.warehouse.fetch(statement)}
    return [
        LifecycleRow(
            date=step.label,
            new=new,
            returning=returning,
            resurrecting=resurrecting,
            dormant=dormant,
            partial=step.partial,
        )
        for place, step in enumerate(steps, 2)
        for new, returning, resurrecting, dormant in [found.get(place, (0, 0, 0, 0))]
    ]


@needs(Scope.QUERY, module="retention")
async def stickiness(ctx: Context, ask: Ask, interval: Interval = Interval.DAY) -> StickinessReport:
    """In how many periods of the range visitors were active.

    Raises:
        PulseError: 400 where there were too many periods.

    """
    steps = buckets(ask.window, interval, ctx.services.clock(), ask.zone)
    reach = Reach(ctx.require_project().id, ask.window, ask.where)
    statement = warehouse.stickiness(reach, [step.start for step in steps])
    found: dict[int, int] = dict(await ctx.services.warehouse.fetch(statement))
    whole = sum(found.values())
    return StickinessReport(
        visitors=whole,
        average=mean(sum(periods * visitors for periods, visitors in found.items()), whole),
        rows=[
            StickinessRow(periods=periods, visitors=visitors, percentage=percent(visitors, whole))
            for periods in range(1, len(steps) + 1)
            for visitors in [found.get(periods, 0)]
        ],
    )
