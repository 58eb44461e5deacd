"""Core Web Vitals: one value for each metric and pageview, the last report's."""

from collections.abc import Sequence

from pulse.paging import Page
from warehouse.catalog import Dimension
from warehouse.filters import Scope
from warehouse.hits import PAGEVIEW, Hits, value_of
from warehouse.statement import SQL, Binds, Statement

VITALS = ("LCP", "FCP", "CLS", "INP", "TTFB")
"""The metrics, in the documentation's order."""

_PATH = SQL("path")
_P75 = SQL(", ".join(f"quantileExactInclusiveIf(0.75)(value, name = '{name}')" for name in VITALS))


def summary(hits: Hits) -> Statement:
    """(metric, [p50, p75, p99], values) of each metric that was measured."""
    binds = Binds()
    return Statement(
        SQL(
            "SELECT name, quantilesExactInclusive(0.5, 0.75, 0.99)(value), count()"
            f" FROM {_measures(hits, hits.scope(binds))} GROUP BY name"
        ),
        binds.values,
    )


def groups(hits: Hits, by: Dimension, page: Page) -> Statement:
    """(value, the p75 of each of :data:`VITALS`, measured pageviews, number of values), the most measured first.

    Raises:
        PulseError: 400 where a vital does not have the dimension.

    """
    binds = Binds()
    scope = hits.scope(binds)
    key = value_of(scope, by, "web_vital")
    known = "" if by.label else " WHERE key != ''"
    return Statement(
        SQL(
            f"SELECT key, {_P75}, uniqExact(pageview) AS samples, count() OVER ()"
            f" FROM {_measures(hits, scope, key)}{known} GROUP BY key ORDER BY samples DESC, key"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )


def series(hits: Hits, metric: str, starts: Sequence[int]) -> Statement:
    """(start of the bucket, p75, values) of one metric, for the buckets that have any."""
    binds = Binds()
    bucket = f"roundDown(toUnixTimestamp64Milli(timestamp), {binds.wholes(starts)})"
    return Statement(
        SQL(
            f"SELECT {bucket} AS bucket, quantileExactInclusive(0.75)(value), count()"
            f" FROM {_measures(hits, hits.scope(binds), metric=metric)} GROUP BY bucket"
        ),
        binds.values,
    )


def _measures(hits: Hits, scope: Scope, key: SQL = _PATH, metric: str | None = None) -> SQL:
    """One row a metric and pageview.

    Sorted newest first, so that the first row of each pageview is its last report: that is the table's own order
    backwards and keeps no state but the pageviews seen. A GROUP BY with argMax took four times as long.
    """
    only = "" if metric is None else f" AND name = {scope.binds.text(metric)}"
    return SQL(
        f"(SELECT name, value, timestamp, {key} AS key, {PAGEVIEW} AS pageview"
        f" FROM {hits.rows(scope.binds, 'web_vital', scope)}{only}"
        " ORDER BY timestamp DESC, received_at DESC, id DESC LIMIT 1 BY name, pageview)"
    )
