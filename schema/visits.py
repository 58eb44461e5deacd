"""Single sessions and visitors in GraphQL."""

from typing import Annotated

import strawberry

from pulse.paging import page_after
from resolvers import visits as visiting
from resolvers.visits import Happening, Trait, Visit, VisitorProfile
from schema.costs import REPORT
from schema.expose import ID, expose, report
from schema.fields import argument, field
from schema.paging import After, Connection, First, connect
from schema.reports import Asked

report(Visit, id=ID, visitor=ID)
report(Happening, id=ID)
expose(Trait)
report(VisitorProfile, "Visitor", id=ID)

SessionId = Annotated[ID, argument("The session's id.")]


@strawberry.type
class VisitReports(Asked):
    """Who was here."""

    @field(visiting.list_visits, cost=REPORT)
    async def visits(
        self,
        visitor: Annotated[ID | None, argument("Only this visitor's.")] = None,
        first: First = 10,
        after: After = None,
    ) -> Connection[Visit] | None:
        """Sessions one by one."""
        page = page_after(first, after)
        return connect(await visiting.list_visits(self.ctx, self.ask, page, visitor), page)

    @field(visiting.get_visit, more="Whatever the range.", cost=REPORT)
    async def visit(self, session: SessionId) -> Visit | None:
        """One session."""
        return await visiting.get_visit(self.ctx, session)

    @field(visiting.visit_timeline, more="Whatever the range.", cost=REPORT)
    async def visit_timeline(
        self, session: SessionId, first: First = 100, after: After = None
    ) -> Connection[Happening] | None:
        """What happened in a session."""
        page = page_after(first, after)
        return connect(await visiting.visit_timeline(self.ctx, session, page), page)

    @field(visiting.get_visitor, more="Whatever the range.", cost=REPORT)
    async def visitor(self, id: Annotated[ID, argument("The visitor's id.")]) -> VisitorProfile | None:  # noqa: A002 - the argument's name
        """One visitor."""
        return await visiting.get_visitor(self.ctx, id)
