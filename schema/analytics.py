"""The ``analytics`` field: one range, filter, comparison and time zone for every report under it."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Annotated

import strawberry

from access.context import Context
from resolvers import stats
from resolvers.segments import narrowed
from schema.activity import ActivityReports
from schema.annotations import AnnotationReports
from schema.cohorts import CohortReports
from schema.costs import REPORT
from schema.error_tracking import ErrorReports
from schema.exports import ExportReports
from schema.fields import argument, field, subscription
from schema.funnels import FunnelReports
from schema.goals import GoalReports
from schema.heatmaps import HeatmapReports
from schema.info import Info, ProjectId, about_project
from schema.inputs import Compare, Exact, Question, Range, Where, Zone, filter_of
from schema.outlinks import OutlinkReports
from schema.paths import PathReports
from schema.privacy import PrivacyReports
from schema.properties import PropertyReports
from schema.reports import CoreReports
from schema.retention import RetentionReports
from schema.scroll_depth import ScrollDepthReports
from schema.search import SearchReports
from schema.ticks import Every, reports
from schema.utm import CampaignReports
from schema.visits import VisitReports
from schema.webvitals import WebVitalsReports

Segment = Annotated[strawberry.ID | None, argument("A segment that must hold besides; by default none.")]


@strawberry.type(description="Reports about one range of time. All that are asked for together share its filter.")
class Analytics(
    CoreReports,
    CampaignReports,
    FunnelReports,
    GoalReports,
    RetentionReports,
    CohortReports,
    PathReports,
    ActivityReports,
    AnnotationReports,
    WebVitalsReports,
    ErrorReports,
    HeatmapReports,
    SearchReports,
    ScrollDepthReports,
    OutlinkReports,
    PropertyReports,
    VisitReports,
    PrivacyReports,
    ExportReports,
):
    """Reports about one range of time."""

    @field(
        "The same reports about the range compared with, whichever are asked for; null where `compare` names none.",
        cost=0,
    )
    def previous(self) -> "Analytics | None":
        """The reports of the range compared with."""
        if self.ask.compare is None:
            return None
        return Analytics(ctx=self.ctx, ask=replace(self.ask, window=self.ask.compare, compare=None))


def analytics_of(ctx: Context, question: Question) -> Analytics:
    """The reports that a question is about, as of now."""
    return Analytics(ctx=ctx, ask=question.ask(ctx))


@strawberry.type
class ProjectAnalytics:
    """What a project has in reports."""

    ctx: strawberry.Private[Context]

    @field("Reports. Range, filter, comparison and time zone hold for all that stands under it.", cost=0)
    async def analytics(
        self,
        range: Range = None,  # noqa: A002 - the argument's name
        where: Where = None,
        segment: Segment = None,
        compare: Compare = None,
        timezone: Zone = None,
        exact: Exact = False,  # noqa: FBT002 - given by name in GraphQL
    ) -> Analytics:
        """Reports."""
        tree = await narrowed(self.ctx, filter_of(where), segment)
        return analytics_of(self.ctx, Question(range, tree, compare, timezone, exact))


@strawberry.type
class AnalyticsSubscription:
    """Reports that are told anew."""

    @subscription(
        "Reports, told anew when something happened, and where nothing did at least twice a minute, since ranges that "
        "end now move on.",
        more="Needs the 'query' scope.",
        cost=REPORT,
    )
    async def analytics(
        self,
        info: Info,
        *,
        range: Range = None,  # noqa: A002 - the argument's name
        where: Where = None,
        segment: Segment = None,
        compare: Compare = None,
        timezone: Zone = None,
        exact: Exact = False,
        every: Every = 5,
        project: ProjectId = None,
    ) -> AsyncGenerator[Analytics, None]:
        """Reports, told anew."""
        opened = await about_project(info, project)
        tree = await narrowed(opened, filter_of(where), segment)
        question = Question(range, tree, compare, timezone, exact)
        async for ctx in reports(opened, stats.stats, every):
            yield analytics_of(ctx, question)
