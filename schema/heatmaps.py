"""Heatmaps in GraphQL."""

from typing import Annotated

import strawberry

from pulse.paging import page_after
from resolvers import heatmaps
from resolvers.heatmaps import WIDTHS, Click, ClickedPage, Heatmap, Viewport
from schema.costs import REPORT
from schema.expose import offer, report
from schema.fields import argument, field
from schema.paging import After, Connection, First, connect
from schema.reports import Asked

offer(
    Viewport,
    "How wide a window is: pages are laid out anew for each class.",
    {
        "MOBILE": f"Up to {WIDTHS[Viewport.MOBILE][1]} pixels.",
        "TABLET": f"{WIDTHS[Viewport.TABLET][0]} to {WIDTHS[Viewport.TABLET][1]} pixels.",
        "DESKTOP": f"{WIDTHS[Viewport.DESKTOP][0]} pixels and more.",
    },
)
report(Click)
report(Heatmap)
report(ClickedPage)


@strawberry.type
class HeatmapReports(Asked):
    """Where pages are clicked."""

    @field(heatmaps.heatmap, cost=REPORT)
    async def heatmap(
        self,
        path: Annotated[str, argument("The page.")],
        viewport: Annotated[Viewport | None, argument("Only windows of this class; by default all.")] = None,
        first: Annotated[int, argument("How many spots at most, 1 to 1000.")] = 500,
    ) -> Heatmap | None:
        """The clicks of one page."""
        return await heatmaps.heatmap(self.ctx, self.ask, page_after(first, None), path, viewport)

    @field(heatmaps.clicked_pages, cost=REPORT)
    async def clicked_pages(self, first: First = 10, after: After = None) -> Connection[ClickedPage] | None:
        """Pages by clicks."""
        page = page_after(first, after)
        return connect(await heatmaps.clicked_pages(self.ctx, self.ask, page), page)
