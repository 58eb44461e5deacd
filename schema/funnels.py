"""Funnels: defined, kept, asked about."""

from typing import Annotated

import strawberry

from access.context import Context
from pulse.paging import page_after
from resolvers import funnels as answers  # a field below is called funnels
from resolvers.funnels import (
    FunnelBreakdownRow,
    FunnelDetails,
    FunnelLoss,
    FunnelReport,
    FunnelStep,
    FunnelStepInput,
    FunnelStepReport,
)
from schema import steps as _steps  # noqa: F401 - a step's parts have to be known before the types that use them
from schema.costs import REPORT
from schema.expose import ID, accept, expose, report
from schema.fields import argument, field, mutation
from schema.info import Info, ProjectId, about_project
from schema.inputs import dimension_name
from schema.paging import After, Connection, First, connect, connect_all
from schema.reports import Asked, By, Key

expose(FunnelStep)
expose(FunnelDetails, "Funnel", id=ID)
report(FunnelStepReport)
report(FunnelReport, funnel_id=ID)
report(FunnelBreakdownRow)
expose(FunnelLoss)
accept(FunnelStepInput)

FunnelId = Annotated[strawberry.ID, argument("The funnel's id.")]
Steps = Annotated[list[FunnelStepInput], argument("2 to 20 steps, in order.")]
Within = Annotated[
    int | None, argument("Seconds after the first step within which the others count; the whole range by default.")
]
Strict = Annotated[bool, argument("Whether nothing else may lie between two steps.")]
Kept = argument("Stays as it is where nothing is given.")


@strawberry.type
class FunnelReports(Asked):
    """Reports about funnels."""

    @field(answers.analyze_funnel, cost=REPORT)
    async def funnel(self, id: FunnelId) -> FunnelReport | None:  # noqa: A002 - the argument's name
        """How far visitors come."""
        return await answers.analyze_funnel(self.ctx, self.ask, id)

    @field(answers.break_funnel_down, cost=REPORT)
    async def funnel_breakdown(
        self,
        id: FunnelId,  # noqa: A002 - the argument's name
        by: By,
        key: Key = None,
        first: First = 10,
        after: After = None,
    ) -> Connection[FunnelBreakdownRow] | None:
        """How far visitors come, by a dimension."""
        page = page_after(first, after)
        found = await answers.break_funnel_down(self.ctx, self.ask, id, dimension_name(by, key), page)
        return connect(found, page)

    @field(answers.funnel_losses, cost=REPORT)
    async def funnel_losses(
        self,
        id: FunnelId,  # noqa: A002 - the argument's name
        step: Annotated[int, argument("The step that they came to; 1 is the first.")],
        first: First = 10,
        after: After = None,
    ) -> Connection[FunnelLoss] | None:
        """Who came no further."""
        page = page_after(first, after)
        return connect(await answers.funnel_losses(self.ctx, self.ask, id, step, page), page)


@strawberry.type
class ProjectFunnels:
    """The funnels of a project."""

    ctx: strawberry.Private[Context]

    @field(answers.list_funnels)
    async def funnels(self, first: First = 10, after: After = None) -> Connection[FunnelDetails] | None:
        """The funnels of the project."""
        return connect_all(await answers.list_funnels(self.ctx), page_after(first, after))

    @field(answers.get_funnel)
    async def funnel(self, id: FunnelId) -> FunnelDetails | None:  # noqa: A002 - the argument's name
        """A funnel."""
        return await answers.get_funnel(self.ctx, id)


@strawberry.type
class FunnelMutation:
    """Changes of funnels."""

    @mutation(answers.create_funnel)
    async def create_funnel(
        self,
        info: Info,
        name: Annotated[str, argument("What people call it.")],
        steps: Steps,
        window_seconds: Within = None,
        strict_order: Strict = False,  # noqa: FBT002 - given by name in GraphQL
        project: ProjectId = None,
    ) -> FunnelDetails:
        """Define a funnel."""
        ctx = await about_project(info, project)
        return await answers.create_funnel(
            ctx, name=name, steps=steps, window_seconds=window_seconds, strict_order=strict_order
        )

    @mutation(answers.update_funnel)
    async def update_funnel(
        self,
        info: Info,
        id: FunnelId,  # noqa: A002 - the argument's name
        *,
        name: Annotated[str | None, Kept] = None,
        steps: Annotated[list[FunnelStepInput] | None, Kept] = None,
        window_seconds: Annotated[int | None, argument("As it is where nothing is given; 0 takes it away.")] = None,
        strict_order: Annotated[bool | None, Kept] = None,
        project: ProjectId = None,
    ) -> FunnelDetails:
        """Change a funnel."""
        ctx = await about_project(info, project)
        return await answers.update_funnel(
            ctx, id, name=name, steps=steps, window_seconds=window_seconds, strict_order=strict_order
        )

    @mutation(answers.delete_funnel, more="Answers the funnel's id.")
    async def delete_funnel(
        self,
        info: Info,
        id: FunnelId,  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> strawberry.ID:
        """Delete a funnel."""
        await answers.delete_funnel(await about_project(info, project), id)
        return id
