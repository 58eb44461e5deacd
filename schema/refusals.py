"""Refusals at the collecting doors."""

import strawberry

from access.context import Context
from resolvers import refusals as answers
from resolvers.refusals import RefusedRequests
from schema.expose import expose
from schema.fields import field

expose(RefusedRequests)


@strawberry.type
class ProjectRefusals:
    """Why events of a project do not arrive."""

    ctx: strawberry.Private[Context]

    @field(answers.refused_requests)
    async def refused_requests(self) -> list[RefusedRequests] | None:
        """What the collecting doors of this server process refused within the last hour."""
        return await answers.refused_requests(self.ctx)
