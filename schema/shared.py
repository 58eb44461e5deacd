"""A shared dashboard, for whoever has its address."""

from typing import Annotated

import strawberry

from access.context import Context
from access.shares import find_share, visitor_of
from pulse.errors import share_locked
from resolvers import projects, sharing
from resolvers.sharing import SharedDetails
from schema.expose import extends, taken_from
from schema.fields import argument, field
from schema.info import Info
from schema.projects import Project, project_of
from schema.scalars import TimeZone


@extends(SharedDetails, "SharedDashboard", timezone=TimeZone)
class SharedDashboard:
    """A share, as whoever has its address sees it."""

    token: strawberry.Private[str]
    locked: strawberry.Private[bool]

    @field("The project, of which only what the share shows can be asked. Needs the share's password where it has one.")
    async def project(self, info: Info) -> Project | None:
        """The project through the share."""
        if self.locked:
            raise share_locked()
        services = info.context.services
        caller, facts = await visitor_of(services, await find_share(services, self.token))
        ctx = Context(services, caller, facts, info.context.origin)
        return project_of(ctx, await projects.get_project(ctx))


@strawberry.type
class ShareQuery:
    """Questions about shares."""

    @field("A shared dashboard by the token in its address. Needs no key.")
    async def shared(
        self, info: Info, token: Annotated[str, argument("What stands in the address behind `/share/`.")]
    ) -> SharedDashboard | None:
        """A shared dashboard."""
        ctx = info.context
        found = await sharing.shared_details(ctx.services, token, ctx.caller.view)
        return SharedDashboard(token=token, locked=found.needs_password, **taken_from(found))
