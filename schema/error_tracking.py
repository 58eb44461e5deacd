"""JavaScript errors in GraphQL."""

from typing import Annotated

import strawberry

from models.error_tracking import ErrorDecision
from pulse.paging import page_after
from pulse.windows import Interval
from resolvers import error_tracking
from resolvers.error_tracking import ErrorGroupRow, ErrorInstance, ErrorPoint, ErrorStats, ErrorStatus
from schema.costs import REPORT
from schema.expose import ID, offer, report
from schema.fields import argument, field, mutation
from schema.info import Info, ProjectId, about_project
from schema.inputs import Search
from schema.paging import After, Connection, First, connect
from schema.reports import Asked

offer(
    ErrorStatus,
    "Where a group of errors stands.",
    {
        "OPEN": "Nothing was decided.",
        "RESOLVED": "It was resolved, and has not occurred since.",
        "IGNORED": "It is to be left alone.",
        "REGRESSED": "It was resolved and occurred again.",
    },
)
offer(
    ErrorDecision,
    "What can be decided about a group of errors.",
    {"RESOLVED": "It is mended; should it occur again, it is shown as regressed.", "IGNORED": "Leave it alone."},
)
report(ErrorGroupRow, "ErrorGroup", id=ID)
report(ErrorInstance, id=ID, session=ID, visitor=ID)
report(ErrorPoint)
report(ErrorStats)

Group = Annotated[ID, argument("The group's id.")]


@strawberry.type
class ErrorReports(Asked):
    """What goes wrong on pages."""

    @field(error_tracking.errors, cost=REPORT)
    async def errors(
        self,
        first: First = 10,
        after: After = None,
        search: Search = None,
        status: Annotated[ErrorStatus | None, argument("Only groups that stand so.")] = None,
    ) -> Connection[ErrorGroupRow] | None:
        """Groups."""
        page = page_after(first, after)
        return connect(await error_tracking.errors(self.ctx, self.ask, page, search, status), page)

    @field(error_tracking.error_instances, cost=REPORT)
    async def error_instances(
        self, group: Group, first: First = 20, after: After = None
    ) -> Connection[ErrorInstance] | None:
        """Single errors."""
        page = page_after(first, after)
        return connect(await error_tracking.error_instances(self.ctx, self.ask, page, group), page)

    @field(error_tracking.error_series, cost=REPORT)
    async def error_series(
        self,
        interval: Annotated[Interval, argument("How wide a step is.")] = Interval.DAY,
        group: Annotated[ID | None, argument("Only this group's.")] = None,
    ) -> list[ErrorPoint] | None:
        """Errors over time."""
        return await error_tracking.error_series(self.ctx, self.ask, interval, group)

    @field(error_tracking.error_stats, cost=REPORT)
    async def error_stats(self) -> ErrorStats | None:
        """All errors together."""
        return await error_tracking.error_stats(self.ctx, self.ask)


@strawberry.type
class ErrorMutation:
    """Deciding about errors."""

    @mutation(error_tracking.decide_error)
    async def decide_error(
        self,
        info: Info,
        group: Group,
        decision: Annotated[ErrorDecision | None, argument("What is decided; null opens the group again.")] = None,
        project: ProjectId = None,
    ) -> ErrorGroupRow:
        """Resolve, ignore, open again."""
        return await error_tracking.decide_error(await about_project(info, project), group=group, decision=decision)
