"""Outbound links in GraphQL."""

from typing import Annotated

import strawberry

from pulse.paging import page_after
from resolvers import outlinks as leaving
from resolvers.outlinks import OutlinkKey, OutlinkRow
from schema.costs import REPORT
from schema.expose import offer, report
from schema.fields import argument, field
from schema.inputs import Search
from schema.paging import After, Connection, First, connect
from schema.reports import Asked

offer(
    OutlinkKey,
    "What clicks on outbound links are counted by.",
    {"URL": "The whole address.", "HOST": "Its host, without www.", "PAGE": "The page on which they were clicked."},
)
report(OutlinkRow)


@strawberry.type
class OutlinkReports(Asked):
    """Where visitors go from here."""

    @field(leaving.outlinks, cost=REPORT)
    async def outlinks(
        self,
        by: Annotated[OutlinkKey, argument("What the clicks are counted by.")] = OutlinkKey.URL,
        first: First = 10,
        after: After = None,
        search: Search = None,
    ) -> Connection[OutlinkRow] | None:
        """Links that lead away."""
        page = page_after(first, after)
        return connect(await leaving.outlinks(self.ctx, self.ask, page, by, search), page)
