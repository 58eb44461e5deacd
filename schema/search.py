"""Site search in GraphQL."""

from typing import Annotated

import strawberry

from pulse.paging import page_after
from pulse.windows import Interval
from resolvers import search as searching
from resolvers.search import SearchPoint, SearchRow, SearchTotals
from schema.costs import REPORT
from schema.expose import report
from schema.fields import argument, field
from schema.inputs import Search
from schema.paging import After, Connection, First, connect
from schema.reports import Asked

report(SearchRow)
report(SearchTotals)
report(SearchPoint)


@strawberry.type
class SearchReports(Asked):
    """What visitors search for."""

    @field(searching.searches, cost=REPORT)
    async def searches(
        self,
        first: First = 10,
        after: After = None,
        search: Search = None,
        fruitless: Annotated[bool, argument("Only searches that found nothing.")] = False,  # noqa: FBT002 - given by name in GraphQL
    ) -> Connection[SearchRow] | None:
        """Queries."""
        page = page_after(first, after)
        return connect(await searching.searches(self.ctx, self.ask, page, search, fruitless=fruitless), page)

    @field(searching.search_totals, cost=REPORT)
    async def search_totals(self) -> SearchTotals | None:
        """All searches."""
        return await searching.search_totals(self.ctx, self.ask)

    @field(searching.search_series, cost=REPORT)
    async def search_series(
        self, interval: Annotated[Interval, argument("How wide a step is.")] = Interval.DAY
    ) -> list[SearchPoint] | None:
        """Searches over time."""
        return await searching.search_series(self.ctx, self.ask, interval)
