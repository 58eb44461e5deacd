"""Where pages are clicked."""

from pulse.paging import Page
from warehouse.hits import Hits
from warehouse.statement import SQL, Binds, Statement

BIN = 10
"""Pixels of a bin's side: clicks on one spot, and not the tremor of hands."""

_X = "if(viewport_width = 0, toFloat64(x), x * width / viewport_width)"


def clicks(hits: Hits, path: str, viewport: tuple[int, int] | None, page: Page) -> Statement:
    """(x, y, selector, clicks, all clicks of the page, width, number of spots), the most clicked spots first.

    Positions across are scaled to the page's most common viewport width; down the page they stand as they are, for a
    page does not grow in height as its window does in width.

    Args:
        hits: which rows.
        path: the page.
        viewport: the narrowest and the widest window to count, in CSS pixels; None for all.
        page: which of the spots.

    """
    binds = Binds()
    rows = f"{hits.rows(binds, 'click_event')} AND path = {binds.text(path)}"
    if viewport:
        rows += f" AND viewport_width BETWEEN {binds.whole(viewport[0])} AND {binds.whole(viewport[1])}"
    widths = f"SELECT viewport_width FROM {rows} AND viewport_width > 0"
    common = f"{widths} GROUP BY viewport_width ORDER BY count() DESC, viewport_width DESC LIMIT 1"
    return Statement(
        SQL(
            f"WITH ifNull(({common}), 0) AS width"
            " SELECT round(avg(across)), round(avg(y)), detail, count() AS n, sum(n) OVER (), width, count() OVER ()"
            f" FROM (SELECT {_X} AS across, y, detail FROM {rows})"
            f" GROUP BY floor(across / {BIN}) AS column, floor(y / {BIN}) AS line, detail"
            " ORDER BY n DESC, line, column, detail"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )


def pages(hits: Hits, page: Page) -> Statement:
    """(path, clicks, number of paths), the most clicked pages first."""
    binds = Binds()
    return Statement(
        SQL(
            "SELECT path, count() AS n, count() OVER ()"
            f" FROM {hits.rows(binds, 'click_event')} GROUP BY path ORDER BY n DESC, path"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )
