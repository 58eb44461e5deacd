"""How far down pages are read: one value for each pageview, the deepest reported."""

from pulse.paging import Page
from warehouse.hits import PAGEVIEW, Hits
from warehouse.statement import SQL, Binds, Statement

MARKS = (25, 50, 75, 100)
"""Depths, in percent, whose reach is counted."""

_REACHED = SQL(", ".join(f"countIf(depth >= {mark})" for mark in MARKS))


def pages(hits: Hits, page: Page, search: str | None = None) -> Statement:
    """(path, pageviews, mean depth, median depth, pageviews that reached each of :data:`MARKS`, number of paths)."""
    binds = Binds()
    rows: str = hits.rows(binds, "scroll_depth")
    if search:
        rows += f" AND positionCaseInsensitiveUTF8(path, {binds.text(search)}) > 0"
    return Statement(
        SQL(
            "SELECT path, count() AS n, round(avg(depth), 1), quantileExactInclusive(0.5)(depth)"
            f", {_REACHED}, count() OVER ()"
            f" FROM (SELECT path, value AS depth FROM {rows}"
            f" ORDER BY value DESC LIMIT 1 BY path, {PAGEVIEW})"
            " GROUP BY path ORDER BY n DESC, path"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )


def histogram(hits: Hits, path: str | None) -> Statement:
    """(tenth of the page from 0 to 9, pageviews whose deepest point lies in it); the last tenth includes the end."""
    binds = Binds()
    rows: str = hits.rows(binds, "scroll_depth")
    if path is not None:
        rows += f" AND path = {binds.text(path)}"
    return Statement(
        SQL(
            "SELECT least(toUInt8(depth / 10), 9) AS tenth, count()"
            f" FROM (SELECT path, value AS depth FROM {rows}"
            f" ORDER BY value DESC LIMIT 1 BY path, {PAGEVIEW}) GROUP BY tenth"
        ),
        binds.values,
    )
