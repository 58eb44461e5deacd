"""The core reports: everything under one range, filter, comparison and time zone."""

import enum
from datetime import datetime
from typing import Annotated

import strawberry

from access.context import Context
from pulse.clock import moment
from pulse.paging import Page, page_after
from pulse.windows import Interval
from resolvers import breakdown, devices, events, geo, pageviews, referrers, sessions
from resolvers import stats as overview  # a field below is called stats
from resolvers.asking import Ask
from resolvers.breakdown import BreakdownRow, Order
from resolvers.devices import DeviceRow, Devices
from resolvers.events import EventRow
from resolvers.geo import CountryRow
from resolvers.pageviews import PageRow
from resolvers.referrers import ReferrerRow
from resolvers.sessions import DoorRow, DurationBand, SessionsReport
from resolvers.stats import Dropped, Point, Stats, StatsReport
from schema.costs import REPORT
from schema.expose import expose, offer, report
from schema.fields import argument, field
from schema.inputs import Dimension, Direction, Metric, Search, dimension_name
from schema.paging import After, Connection, First, connect
from schema.scalars import TimeZone

for shape in (Stats, StatsReport, Point, Dropped, PageRow, ReferrerRow, EventRow, DeviceRow, Devices, CountryRow):
    report(shape)
report(BreakdownRow)
report(DoorRow)
expose(DurationBand)
report(SessionsReport)

DOORS = ("sessions", "bounce_rate", "avg_duration", "visitors")
"""What is told of entry and exit pages."""


class PageOrder(enum.Enum):
    """What pages can be sorted by."""

    VIEWS = "views"
    UNIQUE_VIEWS = "unique_views"
    AVG_DURATION = "avg_duration"


offer(
    PageOrder,
    "What pages can be sorted by.",
    {"VIEWS": "How often they were viewed.", "UNIQUE_VIEWS": "Their visitors.", "AVG_DURATION": "Time on page."},
)


@strawberry.input(description="What sorts a breakdown.")
class BreakdownOrder:
    """What sorts a breakdown."""

    metric: Metric = strawberry.field(description="The metric; it need not be among those that are shown.")
    direction: Direction = strawberry.field(default=Direction.DESCENDING, description="Which end comes first.")


@strawberry.input(description="What sorts pages.")
class PagesOrder:
    """What sorts pages."""

    by: PageOrder = strawberry.field(default=PageOrder.VIEWS, description="The number.")
    direction: Direction = strawberry.field(default=Direction.DESCENDING, description="Which end comes first.")


@strawberry.type(description="The time that a report is about.")
class ReportRange:
    """The time that a report is about."""

    start: datetime = strawberry.field(description="Its first moment.")
    end: datetime = strawberry.field(description="The first moment after it.")
    timezone: TimeZone = strawberry.field(description="Whose days its buckets are.")


@strawberry.type
class Asked:
    """What the mixins of :class:`schema.analytics.Analytics` share."""

    ctx: strawberry.Private[Context]
    ask: strawberry.Private[Ask]


Metrics = Annotated[list[Metric], argument("What is counted, the leading one first.")]
By = Annotated[Dimension, argument("What rows are told apart by.")]
Key = Annotated[str | None, argument("The property or trait, where the dimension is one.")]
VISITORS = [Metric["VISITORS"]]


@strawberry.type
class CoreReports(Asked):
    """The reports of the core modules."""

    @field("The time that these reports are about, as the range was understood.", cost=0)
    def range(self) -> ReportRange:
        """The time that these reports are about."""
        window = self.ask.window
        return ReportRange(
            start=moment(window.start / 1000), end=moment(window.end / 1000), timezone=TimeZone(self.ask.zone.key)
        )

    @field(overview.stats, cost=REPORT)
    async def stats(self) -> StatsReport | None:
        """Totals."""
        return await overview.stats(self.ctx, self.ask)

    @field(overview.timeseries, cost=REPORT)
    async def timeseries(
        self, interval: Annotated[Interval, argument("How wide a step is.")] = Interval.DAY
    ) -> list[Point] | None:
        """Totals over time."""
        return await overview.timeseries(self.ctx, self.ask, interval)

    @field(breakdown.breakdown, more="Sibling breakdowns share one scan.", cost=REPORT)
    async def breakdown(
        self,
        by: By,
        key: Key = None,
        metrics: Metrics = VISITORS,
        first: First = 10,
        after: After = None,
        search: Search = None,
        order_by: Annotated[BreakdownOrder | None, argument("What sorts; the leading metric by default.")] = None,
    ) -> Connection[BreakdownRow] | None:
        """Any metrics by any dimension."""
        page = page_after(first, after)
        order = Order(order_by.metric.value, order_by.direction is Direction.ASCENDING) if order_by else None
        names = tuple(metric.value for metric in metrics)
        return await self._broken_down(dimension_name(by, key), names, page, search, order)

    @field(pageviews.pages, cost=REPORT)
    async def pages(
        self,
        first: First = 10,
        after: After = None,
        search: Search = None,
        order_by: Annotated[PagesOrder | None, argument("What sorts; views by default.")] = None,
    ) -> Connection[PageRow] | None:
        """Top pages."""
        page = page_after(first, after)
        order = Order(order_by.by.value, order_by.direction is Direction.ASCENDING) if order_by else None
        return connect(await pageviews.pages(self.ctx, self.ask, page, search, order), page)

    @field("Pages by the sessions that began there.", cost=REPORT)
    async def entry_pages(
        self, first: First = 10, after: After = None, search: Search = None
    ) -> Connection[BreakdownRow] | None:
        """Entry pages."""
        return await self._broken_down("entry_page", DOORS, page_after(first, after), search)

    @field("Pages by the sessions that ended there.", cost=REPORT)
    async def exit_pages(
        self, first: First = 10, after: After = None, search: Search = None
    ) -> Connection[BreakdownRow] | None:
        """Exit pages."""
        return await self._broken_down("exit_page", DOORS, page_after(first, after), search)

    @field(referrers.referrers, cost=REPORT)
    async def referrers(
        self, first: First = 10, after: After = None, search: Search = None
    ) -> Connection[ReferrerRow] | None:
        """Sources."""
        page = page_after(first, after)
        return connect(await referrers.referrers(self.ctx, self.ask, page, search), page)

    @field(events.events, cost=REPORT)
    async def events(
        self, first: First = 10, after: After = None, search: Search = None
    ) -> Connection[EventRow] | None:
        """Custom events."""
        page = page_after(first, after)
        return connect(await events.events(self.ctx, self.ask, page, search), page)

    @field(devices.devices, cost=REPORT)
    async def devices(self, first: First = 10) -> Devices | None:
        """Browsers, operating systems, device types."""
        return await devices.devices(self.ctx, self.ask, page_after(first, None))

    @field(geo.countries, cost=REPORT)
    async def countries(
        self, first: First = 10, after: After = None, search: Search = None
    ) -> Connection[CountryRow] | None:
        """Countries."""
        page = page_after(first, after)
        return connect(await geo.countries(self.ctx, self.ask, page, search), page)

    @field(sessions.sessions, cost=REPORT)
    async def sessions(self, first: First = 10) -> SessionsReport | None:
        """Sessions."""
        return await sessions.sessions(self.ctx, self.ask, page_after(first, None))

    @field(overview.dropped, cost=REPORT)
    async def dropped(self) -> list[Dropped] | None:
        """What was not counted."""
        return await overview.dropped(self.ctx, self.ask)

    async def _broken_down(
        self, by: str, metrics: tuple[str, ...], page: Page, search: str | None, order: Order | None = None
    ) -> Connection[BreakdownRow]:
        found = await breakdown.breakdown(self.ctx, self.ask, by, metrics, page, search or "", order)
        return connect(found, page)
