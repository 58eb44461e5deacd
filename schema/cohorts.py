"""Cohorts."""

from typing import Annotated

import strawberry

from resolvers import cohorts as answers  # a field below is called cohorts
from resolvers.cohorts import CohortMetric, CohortPeriod, CohortReport, CohortRow
from schema.costs import REPORT
from schema.expose import expose, offer, report
from schema.fields import argument, field
from schema.reports import Asked

offer(
    CohortPeriod,
    "How long a period is.",
    {"WEEK": "A week, Monday to Sunday.", "MONTH": "A calendar month."},
)
offer(
    CohortMetric,
    "What is compared.",
    {
        "PAGEVIEWS": "Pages viewed.",
        "SESSIONS": "Sessions that started in the period.",
        "EVENTS": "Custom events.",
        "REVENUE": "Revenue in the project's currency.",
    },
)
report(CohortRow)
expose(CohortReport, "Cohorts")


@strawberry.type
class CohortReports(Asked):
    """Periods side by side."""

    @field(answers.cohorts, cost=REPORT)
    async def cohorts(
        self,
        group_by: Annotated[CohortPeriod, argument("How long a period is.")] = CohortPeriod.WEEK,
        metric: Annotated[CohortMetric, argument("What is compared.")] = CohortMetric.PAGEVIEWS,
    ) -> CohortReport | None:
        """Periods side by side."""
        return await answers.cohorts(self.ctx, self.ask, group_by, metric)
