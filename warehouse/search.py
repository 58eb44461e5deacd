"""What visitors search for on the site itself. Neither case nor surplus space makes another query of one."""

from collections.abc import Sequence

from pulse.paging import Page
from warehouse.hits import Hits
from warehouse.statement import SQL, Binds, Statement

_QUERY = SQL("lowerUTF8(trimBoth(replaceRegexpAll(text, '\\\\s+', ' ')))")
_MEASURES = SQL(
    "count() AS n, uniqExact(visitor)"
    ", round(avgIf(value, value >= 0), 1)"  # a report that did not tell its results is stored with -1
    ", countIf(value = 0)"
)


def queries(hits: Hits, page: Page, search: str | None = None, *, fruitless: bool = False) -> Statement:
    """(query, searches, visitors, mean results, searches without results, number of queries), the most searched first.

    Args:
        hits: which rows.
        page: which of the queries.
        search: only queries that hold this text.
        fruitless: only searches that found nothing.

    """
    binds = Binds()
    rows: str = hits.rows(binds, "search_query")
    if fruitless:
        rows += " AND value = 0"
    if search:
        rows += f" AND positionCaseInsensitiveUTF8(text, {binds.text(search)}) > 0"
    return Statement(
        SQL(
            f"SELECT {_QUERY} AS query, {_MEASURES}, count() OVER () FROM {rows}"
            " GROUP BY query ORDER BY n DESC, query"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )


def totals(hits: Hits) -> Statement:
    """(searches, visitors, mean results, searches without results, distinct queries, searches that told results)."""
    binds = Binds()
    rows = hits.rows(binds, "search_query")
    return Statement(SQL(f"SELECT {_MEASURES}, uniqExact({_QUERY}), countIf(value >= 0) FROM {rows}"), binds.values)


def series(hits: Hits, starts: Sequence[int]) -> Statement:
    """(start of the bucket, searches, visitors, mean results, searches without results) for the buckets with any."""
    binds = Binds()
    bucket = f"roundDown(toUnixTimestamp64Milli(timestamp), {binds.wholes(starts)}) AS bucket"
    rows = hits.rows(binds, "search_query")
    return Statement(SQL(f"SELECT {bucket}, {_MEASURES} FROM {rows} GROUP BY bucket"), binds.values)
