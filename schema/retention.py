"""Retention."""

from typing import Annotated

import strawberry

from resolvers import retention as answers  # a field below is called retention
from resolvers.retention import DAYS, RetentionCell, RetentionCohort, RetentionPeriod, RetentionReport, Unknown
from schema.costs import REPORT
from schema.expose import expose, offer, report
from schema.fields import argument, field
from schema.reports import Asked
from warehouse.retention import Return

offer(
    RetentionPeriod,
    "What a cohort's members have in common.",
    {
        "DAILY": "The day of their first event.",
        "WEEKLY": "The week of it, Monday to Sunday.",
        "MONTHLY": "The calendar month of it.",
    },
)
offer(
    Return,
    "What counts as coming back.",
    {"ON_OR_AFTER": "An event on that day or any later one.", "EXACTLY": "An event on that very day."},
    name="RetentionReturn",
)
offer(
    Unknown,
    "Why a share is not told.",
    {
        "NOT_YET": "The cohort's last member has not had so many days yet.",
        "NOT_RECOGNISED": "The project's identity window is shorter: nobody would be recognised.",
    },
    name="RetentionUnknown",
)
expose(RetentionCell)
report(RetentionCohort)
expose(RetentionReport, "Retention")


@strawberry.type
class RetentionReports(Asked):
    """Who comes back."""

    @field(answers.retention, cost=REPORT)
    async def retention(
        self,
        period: Annotated[RetentionPeriod, argument("How long a cohort's period is.")] = RetentionPeriod.WEEKLY,
        days: Annotated[
            list[int] | None, argument(f"After how many days; {', '.join(str(day) for day in DAYS)} by default.")
        ] = None,
        returning: Annotated[Return, argument("What counts as coming back.")] = Return.ON_OR_AFTER,
    ) -> RetentionReport | None:
        """Who comes back."""
        return await answers.retention(self.ctx, self.ask, period, DAYS if days is None else days, returning)
