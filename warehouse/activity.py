"""Activity: in which periods each visitor was there, and what that makes of them."""

from collections.abc import Sequence

from warehouse.reach import Reach
from warehouse.statement import SQL, Binds, Statement


def lifecycle(reach: Reach, edges: Sequence[int]) -> Statement:
    """A row a period, for the periods from the second on: new, returning, resurrecting, dormant visitors.

    Each row: which of ``edges`` (from 1) its period starts at, then the four numbers. The first period only tells who
    was there before the second.
    """
    binds = Binds()
    scope, borders = reach.scope(binds), binds.wholes(edges)
    where = reach.hits(scope)
    firsts = (
        "SELECT visitor, toUnixTimestamp64Milli(min(first_seen)) AS first_ms FROM visitors"
        f" WHERE project = {scope.project} GROUP BY visitor"
    )
    active = (
        f"SELECT visitor, groupUniqArray(roundDown(toUnixTimestamp64Milli(timestamp), {borders})) AS starts"
        f" FROM {scope.source()} WHERE {where} GROUP BY visitor"
    )
    places = (
        f"SELECT arrayMap(start -> indexOf({borders}, start), starts) AS active,"
        f" if(first_ms < {binds.whole(edges[0])}, 0, indexOf({borders}, roundDown(first_ms, {borders}))) AS first"
        f" FROM ({active}) AS active INNER JOIN ({firsts}) AS firsts USING (visitor)"
    )
    there = "arrayMap(at -> (at, multiIf(at = first, 1, has(active, at - 1), 2, 3)), active)"
    gone = "arrayMap(at -> (at + 1, 4), arrayFilter(at -> NOT has(active, at + 1), active))"
    kinds = ", ".join(f"countIf(mark.2 = {kind})" for kind in (1, 2, 3, 4))
    return Statement(
        SQL(
            f"SELECT mark.1 AS place, {kinds} FROM ({places}) ARRAY JOIN arrayConcat({there}, {gone}) AS mark"
            f" WHERE place BETWEEN 2 AND {binds.whole(len(edges))} GROUP BY place"
        ),
        binds.values,
    )


def stickiness(reach: Reach, edges: Sequence[int]) -> Statement:
    """A row a number of periods: in how many visitors were active, and how many visitors that is."""
    binds = Binds()
    scope = reach.scope(binds)
    where = reach.hits(scope)
    return Statement(
        SQL(
            "SELECT periods, count() FROM ("
            f"SELECT uniqExact(roundDown(toUnixTimestamp64Milli(timestamp), {binds.wholes(edges)})) AS periods"
            f" FROM {scope.source()} WHERE {where} GROUP BY visitor) GROUP BY periods"
        ),
        binds.values,
    )
