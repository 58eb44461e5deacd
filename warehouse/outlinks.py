"""Links that lead away from the site, and who followed them."""

from pulse.paging import Page
from warehouse.hits import Hits
from warehouse.statement import SQL, Binds, Statement

URL = SQL("text")
HOST = SQL("domainWithoutWWW(text)")
PAGE = SQL("path")


def clicks(hits: Hits, key: SQL, page: Page, search: str | None = None) -> Statement:
    """(key, clicks, visitors, number of keys), the most followed first.

    Args:
        hits: which rows.
        key: :data:`URL`, :data:`HOST` or :data:`PAGE`, the page on which the link stands.
        page: which of the keys.
        search: only addresses that hold this text.

    """
    binds = Binds()
    rows: str = hits.rows(binds, "outlink")
    if search:
        rows += f" AND positionCaseInsensitiveUTF8(text, {binds.text(search)}) > 0"
    return Statement(
        SQL(
            f"SELECT {key} AS key, count() AS n, uniqExact(visitor), count() OVER () FROM {rows}"
            " GROUP BY key ORDER BY n DESC, key"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )
