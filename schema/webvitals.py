"""Core Web Vitals in GraphQL."""

from typing import Annotated

import strawberry

from pulse.paging import page_after
from pulse.windows import Interval
from resolvers import webvitals
from resolvers.webvitals import Rating, Vital, VitalPoint, VitalSeries, VitalsRow
from schema.costs import REPORT
from schema.expose import offer, report
from schema.fields import argument, field
from schema.inputs import Dimension, dimension_name
from schema.paging import After, Connection, First, connect
from schema.reports import Asked, By, Key
from warehouse.webvitals import VITALS

offer(
    Rating,
    "What a p75 is worth by the published thresholds of its metric.",
    {
        "GOOD": "At or below the lower threshold.",
        "NEEDS_IMPROVEMENT": "Between the two thresholds.",
        "POOR": "Above the upper threshold.",
    },
    name="VitalRating",
)
report(Vital)
report(VitalsRow)
report(VitalPoint)
report(VitalSeries)

Metric = Annotated[str, argument(f"One of: {', '.join(VITALS)}.")]
PAGE = Dimension["PAGE"]


@strawberry.type
class WebVitalsReports(Asked):
    """How fast pages are."""

    @field(webvitals.vitals, cost=REPORT)
    async def web_vitals(self) -> list[Vital] | None:
        """All metrics."""
        return await webvitals.vitals(self.ctx, self.ask)

    @field(webvitals.vitals_by, cost=REPORT)
    async def web_vitals_by(
        self, by: By = PAGE, key: Key = None, first: First = 10, after: After = None
    ) -> Connection[VitalsRow] | None:
        """All metrics by a dimension."""
        page = page_after(first, after)
        return connect(await webvitals.vitals_by(self.ctx, self.ask, page, dimension_name(by, key)), page)

    @field(webvitals.vital_series, cost=REPORT)
    async def web_vital_series(
        self, metric: Metric, interval: Annotated[Interval, argument("How wide a step is.")] = Interval.DAY
    ) -> VitalSeries | None:
        """One metric over time."""
        return await webvitals.vital_series(self.ctx, self.ask, metric, interval)
