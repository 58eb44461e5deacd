"""Paths: where visitors went after a page, or came from before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pulse.windows import DAY
from warehouse.reach import Reach
from warehouse.statement import SQL, Binds, Statement

END = "(end)"
"""Where a way ends: it stands for the exit forward and for the entry backward."""
OTHER = "(other)"


class Direction(StrEnum):
    """Which way one looks from the pivot."""

    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class PathQuestion:
    """What is asked.

    Attributes:
        reach: which sessions.
        pivot: the page that one looks from.
        direction: which way.
        depth: how many pages further.

    """

    reach: Reach
    pivot: str
    direction: Direction
    depth: int = 1


def flows(question: PathQuestion, limit: int) -> Statement:
    """A row a neighbour of the pivot, the most visited first and :data:`END` last.

    Each row: the page, visitors, visitors of the pivot in all.
    """
    binds = Binds()
    counted = f"SELECT way[2] AS page, count() AS visitors FROM ({_ways(question, binds)}) GROUP BY page"
    end, most = binds.text(END), binds.whole(limit)
    # The end counts towards the limit, wherever it would stand by its visitors.
    return Statement(
        SQL(
            "SELECT page, visitors, whole FROM (SELECT page, visitors, sum(visitors) OVER () AS whole,"
            f" row_number() OVER (ORDER BY page = {end} DESC, visitors DESC, page) AS place FROM ({counted}))"
            f" WHERE place <= {most} ORDER BY page = {end}, visitors DESC, page"
        ),
        binds.values,
    )


def nodes(question: PathQuestion, width: int) -> Statement:
    """For each step (from 1) the pages that most visitors come to there: step, page."""
    binds = Binds()
    return Statement(
        SQL(
            f"SELECT step, page FROM ({_ways(question, binds)}) ARRAY JOIN"
            " arraySlice(way, 2) AS page, arrayEnumerate(arraySlice(way, 2)) AS step"
            f" WHERE page != {binds.text(END)} GROUP BY step, page"
            f" ORDER BY step, count() DESC, page LIMIT {binds.whole(width)} BY step"
        ),
        binds.values,
    )


def links(question: PathQuestion, kept: Sequence[Sequence[str]]) -> Statement:
    """A row a link: step (from 1), page at its start, page at its end, visitors. Pages not kept at a step are one."""
    binds = Binds()
    other, end = binds.text(OTHER), binds.text(END)
    shown = ", ".join(
        f"if(has({binds.texts([*pages, END, ''])}, way[{place}]), way[{place}], {other})"
        for place, pages in enumerate(kept, 2)
    )
    return Statement(
        SQL(
            "SELECT step, shown[step] AS source, shown[step + 1] AS target, count() AS visitors FROM"
            f" (SELECT [way[1], {shown}] AS shown FROM ({_ways(question, binds)}))"
            " ARRAY JOIN range(1, length(shown)) AS step"
            f" WHERE source NOT IN ('', {end}) GROUP BY step, source, target"
            " ORDER BY step, visitors DESC, source, target"
        ),
        binds.values,
    )


def _ways(question: PathQuestion, binds: Binds) -> SQL:
    """A row a visitor of the pivot: the pages from it on, at most ``depth`` further, repeats left out.

    A visitor's first view of the pivot in the range decides, in that view's session, which is looked at whole.
    """
    scope = question.reach.scope(binds)
    pivot, end = binds.text(question.pivot), binds.text(END)
    start, stop = binds.moment(question.reach.window.start), binds.moment(question.reach.window.end)
    views = question.reach.hits(scope, ("pageview",))
    first = (
        f"SELECT argMin(session, (timestamp, received_at, id)) FROM {scope.source()} WHERE {views} AND path = {pivot}"
        " GROUP BY visitor"
    )
    forward = question.direction is Direction.FORWARD
    pages = "arraySlice(views, at)" if forward else "arrayReverse(arraySlice(views, 1, at))"
    further = binds.whole(question.depth + 1)
    return SQL(
        f"SELECT arraySlice(arrayPushBack(arrayCompact(arrayMap(view -> view.4, {pages})), {end}), 1, {further}) AS way"
        " FROM (SELECT arraySort(groupArray((timestamp, received_at, id, path))) AS views,"
        f" arrayFirstIndex(view -> view.4 = {pivot} AND view.1 >= {start} AND view.1 < {stop}, views) AS at"
        f" FROM events WHERE type = 'pageview' AND {scope.within(DAY)} AND session IN ({first}) GROUP BY session)"
    )
