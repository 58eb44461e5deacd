"""Projects, and all that belongs to one."""

from typing import Annotated

import strawberry

from access.context import Context
from pulse.paging import page_after
from pulse.project import IdentityWindow
from resolvers import keys, modules, projects
from resolvers.keys import KeyDetails
from resolvers.modules import ModuleDetails
from resolvers.projects import ProjectDetails
from schema.ab_testing import ProjectExperiments
from schema.alerts import ProjectAlerts
from schema.analytics import ProjectAnalytics
from schema.annotations import ProjectAnnotations
from schema.audit import ProjectAudit
from schema.expose import ID, extends, taken_from
from schema.fields import argument, field, mutation
from schema.funnels import ProjectFunnels
from schema.goals import ProjectGoals
from schema.info import Info, ProjectId, about_project
from schema.paging import After, Connection, First, connect_all
from schema.realtime import ProjectRealtime
from schema.refusals import ProjectRefusals
from schema.scalars import TimeZone
from schema.segments import ProjectSegments
from schema.sharing import ProjectShares
from schema.subscribers import ProjectSubscribers
from schema.surveys import ProjectSurveys
from schema.webhooks import ProjectWebhooks


@extends(ProjectDetails, "Project", id=ID, timezone=TimeZone)
class Project(
    ProjectAnalytics,
    ProjectRealtime,
    ProjectFunnels,
    ProjectGoals,
    ProjectExperiments,
    ProjectSurveys,
    ProjectSegments,
    ProjectAnnotations,
    ProjectShares,
    ProjectAlerts,
    ProjectSubscribers,
    ProjectWebhooks,
    ProjectAudit,
    ProjectRefusals,
):
    """A project: its settings, its resources and its reports."""

    ctx: strawberry.Private[Context]

    @field(modules.list_modules)
    async def modules(self) -> list[ModuleDetails] | None:
        """Every module, as the project has it set."""
        return await modules.list_modules(self.ctx)

    @field(keys.list_keys)
    async def keys(self, first: First = 10, after: After = None) -> Connection[KeyDetails] | None:
        """The keys of the project."""
        return connect_all(await keys.list_keys(self.ctx), page_after(first, after))


def project_of(ctx: Context, details: ProjectDetails) -> Project:
    """The GraphQL type of a project that this request may see."""
    return Project(ctx=ctx, **taken_from(details))


@strawberry.type
class ProjectQuery:
    """Questions about projects."""

    @field(projects.get_project)
    async def project(self, info: Info, id: ProjectId = None) -> Project | None:  # noqa: A002 - the argument's name
        """A project: the key's own, or the one that the operator names."""
        ctx = await about_project(info, id)
        return project_of(ctx, await projects.get_project(ctx))

    @field(projects.all_projects)
    async def projects(self, info: Info, first: First = 10, after: After = None) -> Connection[Project] | None:
        """The projects that the caller may see."""
        page = page_after(first, after)
        found = connect_all(await projects.all_projects(info.context), page)
        found.nodes = [project_of(await info.context.choose(details.id), details) for details in found.nodes]
        return found


Name = Annotated[str, argument("What people call it.")]
Domain = Annotated[str, argument("Its host, such as app.example.com.")]
Zone = Annotated[TimeZone, argument("Time zone in which its days begin.")]
UTC = TimeZone("UTC")
Currency = Annotated[str, argument("ISO 4217 code in which revenue is totalled.")]
Window = Annotated[IdentityWindow | None, argument("How long a visitor is recognised.")]
Retention = Annotated[
    int | None,
    argument("Days that events are kept; 0 leaves it to the operator's setting."),
]
HonourDnt = Annotated[bool | None, argument("Whether visitors who ask not to be tracked are left out.")]
Kept = argument("Stays as it is where nothing is given.")


@strawberry.type
class ProjectMutation:
    """Changes of projects."""

    @mutation(projects.create_project)
    async def create_project(
        self,
        info: Info,
        name: Name,
        domain: Domain,
        timezone: Zone = UTC,
        currency: Currency = "USD",
    ) -> Project:
        """Register a project."""
        made = await projects.create_project(
            info.context, name=name, domain=domain, timezone=timezone, currency=currency
        )
        return project_of(await info.context.choose(made.id), made)

    @mutation(projects.update_project)
    async def update_project(
        self,
        info: Info,
        *,
        id: ProjectId = None,  # noqa: A002 - the argument's name
        name: Annotated[str | None, Kept] = None,
        domain: Annotated[str | None, Kept] = None,
        timezone: Annotated[TimeZone | None, Kept] = None,
        currency: Annotated[str | None, Kept] = None,
        identity_window: Window = None,
        retention_days: Retention = None,
        honour_dnt: HonourDnt = None,
    ) -> Project:
        """Change a project's settings."""
        ctx = await about_project(info, id)
        changed = await projects.update_project(
            ctx,
            name=name,
            domain=domain,
            timezone=timezone,
            currency=currency,
            identity_window=identity_window,
            retention_days=retention_days,
            honour_dnt=honour_dnt,
        )
        return project_of(await ctx.renew(), changed)

    @mutation(projects.delete_project, more="Answers the project's id.")
    async def delete_project(
        self,
        info: Info,
        id: Annotated[strawberry.ID, argument("The project's id.")],  # noqa: A002 - the argument's name
    ) -> strawberry.ID:
        """Delete a project."""
        await projects.delete_project(await info.context.choose(id))
        return id
