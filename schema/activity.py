"""Activity of visitors: lifecycle and stickiness."""

from typing import Annotated

import strawberry

from pulse.windows import Interval
from resolvers import activity as answers
from resolvers.activity import LifecycleRow, StickinessReport, StickinessRow
from schema import enums as _enums  # noqa: F401 - the enums have to be known before the types that use them
from schema.costs import REPORT
from schema.expose import report
from schema.fields import argument, field
from schema.reports import Asked

report(LifecycleRow)
report(StickinessRow)
report(StickinessReport, "Stickiness")

Period = Annotated[Interval, argument("How long a period is.")]


@strawberry.type
class ActivityReports(Asked):
    """Who is there again."""

    @field(answers.lifecycle, cost=REPORT)
    async def lifecycle(self, interval: Period = Interval.WEEK) -> list[LifecycleRow] | None:
        """Who is new, stays, comes back, stays away."""
        return await answers.lifecycle(self.ctx, self.ask, interval)

    @field(answers.stickiness, cost=REPORT)
    async def stickiness(self, interval: Period = Interval.DAY) -> StickinessReport | None:
        """How often visitors are there."""
        return await answers.stickiness(self.ctx, self.ask, interval)
