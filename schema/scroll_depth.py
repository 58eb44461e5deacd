"""Scroll depth in GraphQL."""

from typing import Annotated

import strawberry

from pulse.paging import page_after
from resolvers import scroll_depth as scrolling
from resolvers.scroll_depth import ScrollRow, ScrollTenth
from schema.costs import REPORT
from schema.expose import report
from schema.fields import argument, field
from schema.inputs import Search
from schema.paging import After, Connection, First, connect
from schema.reports import Asked

report(ScrollRow, "ScrollDepthRow")
report(ScrollTenth)


@strawberry.type
class ScrollDepthReports(Asked):
    """How far pages are read."""

    @field(scrolling.scroll_depth, cost=REPORT)
    async def scroll_depth(
        self, first: First = 10, after: After = None, search: Search = None
    ) -> Connection[ScrollRow] | None:
        """By page."""
        page = page_after(first, after)
        return connect(await scrolling.scroll_depth(self.ctx, self.ask, page, search), page)

    @field(scrolling.scroll_histogram, cost=REPORT)
    async def scroll_histogram(
        self, path: Annotated[str | None, argument("Only this page; by default all.")] = None
    ) -> list[ScrollTenth] | None:
        """By tenth of the page."""
        return await scrolling.scroll_histogram(self.ctx, self.ask, path)
