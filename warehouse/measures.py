"""Single numbers that no report has by itself."""

from warehouse.hits import PAGEVIEW, Hits
from warehouse.reach import Reach
from warehouse.statement import SQL, Binds, Statement


def count_of(hits: Hits, kind: str) -> Statement:
    """(rows) of one payload type."""
    binds = Binds()
    return Statement(SQL(f"SELECT count() FROM {hits.rows(binds, kind)}"), binds.values)


def mean_depth(hits: Hits) -> Statement:
    """(mean of the deepest point of each pageview, in percent; null where none was measured)."""
    binds = Binds()
    rows = hits.rows(binds, "scroll_depth")
    deepest = f"SELECT value AS depth FROM {rows} ORDER BY value DESC LIMIT 1 BY path, {PAGEVIEW}"
    return Statement(SQL(f"SELECT round(avg(depth), 1) FROM ({deepest})"), binds.values)


def newcomers(reach: Reach) -> Statement:
    """(visitors of the window, those of them whose first event ever lies in it)."""
    binds = Binds()
    scope = reach.scope(binds)
    active = f"SELECT DISTINCT visitor FROM {scope.source()} WHERE {reach.hits(scope)}"
    firsts = f"SELECT visitor, min(first_seen) AS first FROM visitors WHERE project = {scope.project} GROUP BY visitor"
    return Statement(
        SQL(
            f"SELECT count(), countIf(first >= {binds.moment(reach.window.start)})"
            f" FROM ({active}) AS active INNER JOIN ({firsts}) AS firsts USING (visitor)"
        ),
        binds.values,
    )
