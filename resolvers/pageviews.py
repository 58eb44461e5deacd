"""Top pages."""

from dataclasses import dataclass, replace
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.paging import Page
from resolvers.asking import Ask
from resolvers.breakdown import Order, breakdown
from resolvers.rows import Rows

ORDERS = {"views": "pageviews", "unique_views": "unique_views", "avg_duration": "time_on_page"}
"""By what pages can be sorted, and the metric behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One page."""

    path: Annotated[str, Doc("Path of the page, without query.")]
    views: Annotated[int, Doc("How often it was viewed.")]
    unique_views: Annotated[int, Doc("Different visitors who viewed it.")]
    avg_duration: Annotated[
        float,
        Doc("Mean engaged time per measured view, in seconds, one decimal; 0 where no view could be measured."),
    ]


@needs(Scope.QUERY, module="pageviews")
async def pages(
    ctx: Context, ask: Ask, page: Page, search: str | None = None, order: Order | None = None
) -> Rows[PageRow]:
    """Pages by views, or by another of their numbers.

    Raises:
        PulseError: 400 where the order is not known.

    """
    metrics = tuple(ORDERS.values())
    by = replace(order, metric=ORDERS.get(order.metric, order.metric)) if order else None
    found = await breakdown(ctx, ask, "page", metrics, page, search or "", by)
    rows = [
        PageRow(
            path=row.value,
            views=row.pageviews or 0,
            unique_views=row.unique_views or 0,
            avg_duration=row.time_on_page or 0.0,
        )
        for row in found.rows
    ]
    return Rows(rows, found.total, found.approximate)
