"""Privacy in GraphQL."""

from typing import Annotated

import strawberry

from resolvers import privacy
from resolvers.privacy import Erased
from schema.expose import ID, report
from schema.fields import argument, field, mutation
from schema.info import Info, ProjectId, about_project
from schema.reports import Asked

report(Erased, "ErasedVisitor", visitors=list[ID])

SentId = Annotated[str | None, argument("The `visitor_id` that the site sends; instead of `visitor`.")]


@strawberry.type
class PrivacyReports(Asked):
    """Who is meant."""

    @field(privacy.visitor_hashes, more="Whatever the range.")
    async def visitor_hashes(
        self, visitor_id: Annotated[str, argument("The `visitor_id` that the site sends.")]
    ) -> list[ID] | None:
        """The visitor's ids."""
        return [ID(name) for name in await privacy.visitor_hashes(self.ctx, visitor_id)]


@strawberry.type
class PrivacyMutation:
    """Forgetting visitors."""

    @mutation(privacy.erase_visitor)
    async def erase_visitor(
        self,
        info: Info,
        visitor: Annotated[ID | None, argument("The visitor's id; instead of `visitorId`.")] = None,
        visitor_id: SentId = None,
        project: ProjectId = None,
    ) -> Erased:
        """Delete everything of one visitor."""
        ctx = await about_project(info, project)
        return await privacy.erase_visitor(ctx, visitor=visitor, visitor_id=visitor_id)
