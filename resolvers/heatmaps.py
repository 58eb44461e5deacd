"""Heatmaps: where pages are clicked."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.errors import invalid
from pulse.paging import Page
from resolvers.asking import Ask
from resolvers.looking import hits_of
from resolvers.rows import Rows
from warehouse import heatmaps as warehouse
from warehouse.slices import fetch_slice


class Viewport(StrEnum):
    """How wide the window was: a page is laid out anew for each of these."""

    MOBILE = "mobile"
    TABLET = "tablet"
    DESKTOP = "desktop"


WIDTHS: dict[Viewport, tuple[int, int]] = {
    Viewport.MOBILE: (1, 767),
    Viewport.TABLET: (768, 1023),
    Viewport.DESKTOP: (1024, 4_294_967_295),
}
"""The narrowest and the widest window of each class, in CSS pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """One spot of a page, and how often it was clicked."""

    x: Annotated[int, Doc("Pixels from the left, in a window as wide as the page's most common one.")]
    y: Annotated[int, Doc("Pixels from the top of the page.")]
    selector: Annotated[str, Doc("CSS selector of the element; empty where none was sent.")]
    count: Annotated[int, Doc("Clicks within 10 pixels.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heatmap:
    """The clicks of one page."""

    path: Annotated[str, Doc("The page.")]
    clicks: Annotated[list[Click], Doc("The most clicked spots first.")]
    total_clicks: Annotated[int, Doc("All clicks on the page, those of spots beyond the list included.")]
    viewport_width: Annotated[int, Doc("The page's most common window width, to which `x` is scaled; 0 if not known.")]
    spots: Annotated[int, Doc("How many spots there are in all.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClickedPage:
    """A page and how often it was clicked."""

    path: Annotated[str, Doc("The page.")]
    total_clicks: Annotated[int, Doc("Clicks anywhere on it.")]


@needs(Scope.QUERY, module="heatmaps")
async def heatmap(ctx: Context, ask: Ask, page: Page, path: str, viewport: Viewport | None = None) -> Heatmap:
    """Where one page is clicked: the most clicked spots first, positions scaled to its most common window width.

    Raises:
        PulseError: 400 where no path is given.

    """
    if not path:
        raise invalid("'path' is required")
    hits, widths = hits_of(ctx, ask), WIDTHS[viewport] if viewport else None
    found = await fetch_slice(
        ctx.services.warehouse, lambda part: warehouse.clicks(hits, path, widths, part), page, about=3
    )
    total, width, spots = found.whole
    return Heatmap(
        path=path,
        clicks=[Click(x=int(x), y=int(y), selector=selector, count=count) for x, y, selector, count in found.rows],
        total_clicks=total,
        viewport_width=width,
        spots=spots,
    )


@needs(Scope.QUERY, module="heatmaps")
async def clicked_pages(ctx: Context, ask: Ask, page: Page) -> Rows[ClickedPage]:
    """Pages by the number of clicks on them."""
    hits = hits_of(ctx, ask)
    found = await fetch_slice(ctx.services.warehouse, lambda part: warehouse.pages(hits, part), page)
    return Rows([ClickedPage(path=path, total_clicks=count) for path, count in found.rows], found.total)
