"""Scroll depth: how far down pages are read."""

from dataclasses import dataclass
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.paging import Page
from resolvers.asking import Ask
from resolvers.looking import hits_of
from resolvers.rows import Rows
from warehouse import scroll_depth as warehouse
from warehouse.slices import fetch_slice

_REACHED = "Pageviews that reached {} % of the page or more, in percent of those with a depth."
TENTHS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrollRow:
    """One page. Of each pageview the greatest reported depth counts."""

    path: Annotated[str, Doc("The page.")]
    views: Annotated[int, Doc("Pageviews whose depth was reported.")]
    avg_depth: Annotated[float, Doc("Mean greatest depth, in percent of the page.")]
    median_depth: Annotated[float, Doc("Median greatest depth, in percent of the page.")]
    reached_25: Annotated[float, Doc(_REACHED.format(25))]
    reached_50: Annotated[float, Doc(_REACHED.format(50))]
    reached_75: Annotated[float, Doc(_REACHED.format(75))]
    reached_100: Annotated[float, Doc(_REACHED.format(100))]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrollTenth:
    """One tenth of a page, and how many pageviews ended there."""

    start: Annotated[int, Doc("Where the tenth begins, in percent of the page.")]
    end: Annotated[int, Doc("Where it ends, in percent; the last includes its end.")]
    views: Annotated[int, Doc("Pageviews whose greatest depth lies in it.")]


@needs(Scope.QUERY, module="scroll_depth")
async def scroll_depth(ctx: Context, ask: Ask, page: Page, search: str | None = None) -> Rows[ScrollRow]:
    """How far down each page is scrolled, the pages with the most measured pageviews first."""
    hits = hits_of(ctx, ask)
    found = await fetch_slice(ctx.services.warehouse, lambda part: warehouse.pages(hits, part, search), page)
    return Rows([_row(*values) for values in found.rows], found.total)


@needs(Scope.QUERY, module="scroll_depth")
async def scroll_histogram(ctx: Context, ask: Ask, path: str | None = None) -> list[ScrollTenth]:
    """In which tenth of the page pageviews ended, of one page or of all."""
    found = dict(await ctx.services.warehouse.fetch(warehouse.histogram(hits_of(ctx, ask), path)))
    return [
        ScrollTenth(start=tenth * TENTHS, end=(tenth + 1) * TENTHS, views=found.get(tenth, 0))
        for tenth in range(TENTHS)
    ]


def _row(path: str, views: int, mean: float, median: float, *reached: int) -> ScrollRow:
    quarter, half, most, end = (round(100 * count / views, 1) for count in reached)
    return ScrollRow(
        path=path,
        views=views,
        avg_depth=mean,
        median_depth=round(median, 1),
        reached_25=quarter,
        reached_50=half,
        reached_75=most,
        reached_100=end,
    )
