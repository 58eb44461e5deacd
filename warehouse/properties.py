"""What sites send along: the properties of events, and the traits of visitors."""

from pulse.paging import Page
from warehouse.hits import Hits
from warehouse.statement import SQL, Binds, Statement

EXAMPLES = 5
"""Values shown with a key."""


def event_keys(hits: Hits, page: Page) -> Statement:
    """(key, events with it, distinct values, some frequent values, number of keys), the most used first."""
    binds = Binds()
    return Statement(
        SQL(
            f"SELECT key, count() AS n, uniq(value), topK({EXAMPLES})(value), count() OVER ()"
            " FROM (SELECT mapKeys(properties) AS keys, mapValues(properties) AS contents"
            f" FROM {hits.rows(binds, 'event')})"
            " ARRAY JOIN keys AS key, contents AS value GROUP BY key ORDER BY n DESC, key"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )


def event_values(hits: Hits, key: str, page: Page, search: str | None = None) -> Statement:
    """(value, events with it, visitors, number of values) of one key, the most used first."""
    binds = Binds()
    value = f"properties[{binds.text(key)}]"
    rows = f"{hits.rows(binds, 'event')} AND mapContains(properties, {binds.text(key)})"
    if search:
        rows += f" AND positionCaseInsensitiveUTF8({value}, {binds.text(search)}) > 0"
    return Statement(
        SQL(
            f"SELECT {value} AS content, count() AS n, uniqExact(visitor), count() OVER () FROM {rows}"
            " GROUP BY content ORDER BY n DESC, content"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )


_NEWEST = SQL("SELECT visitor, trait, argMax(value, updated_at) AS newest FROM traits")


def trait_keys(project: str, page: Page) -> Statement:
    """(trait, visitors with it, distinct values, some frequent values, number of traits), as the visitors are now."""
    binds = Binds()
    return Statement(
        SQL(
            f"SELECT trait, count() AS n, uniq(newest), topK({EXAMPLES})(newest), count() OVER ()"
            f" FROM ({_NEWEST} WHERE project = {binds.text(project)} GROUP BY visitor, trait)"
            " GROUP BY trait ORDER BY n DESC, trait"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )


def trait_values(project: str, trait: str, page: Page, search: str | None = None) -> Statement:
    """(value, visitors with it, the same, number of values) of one trait, as the visitors are now."""
    binds = Binds()
    found = f" WHERE positionCaseInsensitiveUTF8(newest, {binds.text(search)}) > 0" if search else ""
    return Statement(
        SQL(
            "SELECT newest, count() AS n, n, count() OVER ()"
            f" FROM ({_NEWEST} WHERE project = {binds.text(project)} AND trait = {binds.text(trait)}"
            f" GROUP BY visitor, trait){found} GROUP BY newest ORDER BY n DESC, newest"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )
