"""Goals: defined, kept, asked about."""

from typing import Annotated

import strawberry

from access.context import Context
from pulse.paging import page_after
from pulse.windows import Interval
from resolvers import goals as answers  # a field below is called goals
from resolvers.aims import GoalConfig, GoalConfigInput, GoalType
from resolvers.goals import GoalBreakdownRow, GoalDetails, GoalPoint, GoalReport, GoalSummary, Money
from schema import steps as _steps  # noqa: F401 - conditions have to be known before the types that use them
from schema.costs import REPORT
from schema.expose import ID, accept, expose, offer, report
from schema.fields import argument, field, mutation
from schema.info import Info, ProjectId, about_project
from schema.inputs import dimension_name
from schema.paging import After, Connection, First, connect, connect_all
from schema.reports import Asked, By, Key

offer(
    GoalType,
    "What reaches a goal.",
    {
        "PAGEVIEW": "A page is seen; `path` says which.",
        "EVENT": "A custom event is sent; `eventName` says which.",
        "DURATION": "A session lasts longer than `thresholdSeconds`.",
        "PAGES_PER_SESSION": "A session has at least `thresholdPages` pageviews.",
    },
)
expose(GoalConfig)
expose(GoalDetails, "Goal", id=ID)
expose(Money)
report(GoalReport, goal_id=ID)
report(GoalSummary, goal_id=ID)
report(GoalPoint)
report(GoalBreakdownRow)
accept(GoalConfigInput)

GoalId = Annotated[strawberry.ID, argument("The goal's id.")]
Kept = argument("Stays as it is where nothing is given.")


@strawberry.type
class GoalReports(Asked):
    """Reports about goals."""

    @field(answers.goal_stats, cost=REPORT)
    async def goal(self, id: GoalId) -> GoalReport | None:  # noqa: A002 - the argument's name
        """How often it was reached."""
        return await answers.goal_stats(self.ctx, self.ask, id)

    @field(answers.goal_summaries, cost=REPORT)
    async def goal_summaries(self, first: First = 10) -> list[GoalSummary] | None:
        """How often each goal of the project was reached."""
        return await answers.goal_summaries(self.ctx, self.ask, page_after(first, None))

    @field(answers.goal_series, cost=REPORT)
    async def goal_timeseries(
        self,
        id: GoalId,  # noqa: A002 - the argument's name
        interval: Annotated[Interval, argument("How wide a step is.")] = Interval.DAY,
    ) -> list[GoalPoint] | None:
        """How often it was reached, over time."""
        return await answers.goal_series(self.ctx, self.ask, id, interval)

    @field(answers.goal_breakdown, cost=REPORT)
    async def goal_breakdown(
        self,
        id: GoalId,  # noqa: A002 - the argument's name
        by: By,
        key: Key = None,
        first: First = 10,
        after: After = None,
    ) -> Connection[GoalBreakdownRow] | None:
        """How often it was reached, by a dimension."""
        page = page_after(first, after)
        found = await answers.goal_breakdown(self.ctx, self.ask, id, dimension_name(by, key), page)
        return connect(found, page)


@strawberry.type
class ProjectGoals:
    """The goals of a project."""

    ctx: strawberry.Private[Context]

    @field(answers.list_goals)
    async def goals(self, first: First = 10, after: After = None) -> Connection[GoalDetails] | None:
        """The goals of the project."""
        return connect_all(await answers.list_goals(self.ctx), page_after(first, after))

    @field(answers.get_goal)
    async def goal(self, id: GoalId) -> GoalDetails | None:  # noqa: A002 - the argument's name
        """A goal."""
        return await answers.get_goal(self.ctx, id)


@strawberry.type
class GoalMutation:
    """Changes of goals."""

    @mutation(answers.create_goal)
    async def create_goal(
        self,
        info: Info,
        name: Annotated[str, argument("What people call it.")],
        goal_type: Annotated[GoalType, argument("What reaches it.")],
        config: Annotated[GoalConfigInput, argument("When it is reached.")],
        project: ProjectId = None,
    ) -> GoalDetails:
        """Define a goal."""
        ctx = await about_project(info, project)
        return await answers.create_goal(ctx, name=name, goal_type=goal_type, config=config)

    @mutation(answers.update_goal)
    async def update_goal(
        self,
        info: Info,
        id: GoalId,  # noqa: A002 - the argument's name
        *,
        name: Annotated[str | None, Kept] = None,
        goal_type: Annotated[GoalType | None, Kept] = None,
        config: Annotated[GoalConfigInput | None, Kept] = None,
        project: ProjectId = None,
    ) -> GoalDetails:
        """Change a goal."""
        ctx = await about_project(info, project)
        return await answers.update_goal(ctx, id, name=name, goal_type=goal_type, config=config)

    @mutation(answers.delete_goal, more="Answers the goal's id.")
    async def delete_goal(
        self,
        info: Info,
        id: GoalId,  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> strawberry.ID:
        """Delete a goal."""
        await answers.delete_goal(await about_project(info, project), id)
        return id
