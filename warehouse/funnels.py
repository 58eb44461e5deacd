"""Funnels: how far each visitor came along a list of steps.

A visitor's matching events are put in order in one array; each step is then one pass over it, which carries forward the
moment of the latest first step from which a chain to here exists. That is exact where the engine's ``windowFunnel`` is
not: it counts one event for two steps, and orders events of one millisecond by step instead of by arrival.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pulse.paging import Page
from warehouse.catalog import Dimension
from warehouse.filters import Scope, of_types
from warehouse.reach import Reach
from warehouse.statement import SQL, Binds, Statement
from warehouse.steps import Step, step_sql

MS = SQL("toUnixTimestamp64Milli(timestamp)")
_NO_TRACE = SQL("0")


@dataclass(frozen=True, slots=True)
class FunnelQuestion:
    """What is asked of a funnel.

    Attributes:
        reach: the events that may take part.
        steps: two or more.
        window_ms: how long after its first step a chain may end; None for no bound.
        strict: whether no other pageview or custom event may lie between two steps.

    """

    reach: Reach
    steps: Sequence[Step]
    window_ms: int | None = None
    strict: bool = False


def funnel(question: FunnelQuestion) -> Statement:
    """One row: the visitors who reached each step, then the median milliseconds from each step to the next."""
    binds = Binds()
    chains = _chains(question, question.reach.scope(binds))
    count = len(question.steps)
    reached = ", ".join(f"countIf(at{step} > 0)" for step in range(1, count + 1))
    medians = ", ".join(
        f"quantileExactInclusiveIf(0.5)(hits[at{step}].1 - hits[from{step}].1, at{step} > 0)"
        for step in range(2, count + 1)
    )
    return Statement(SQL(f"SELECT {reached}, {medians} FROM ({chains})"), binds.values)


def funnel_by(question: FunnelQuestion, dimension: Dimension, page: Page) -> Statement:
    """A row a value that a dimension has at the visitors' first steps, the most frequent first.

    Each row: the value, the visitors who reached each step, the number of all values.
    """
    binds = Binds()
    scope = question.reach.scope(binds)
    value = scope.value(dimension)
    if dimension.types:
        value = SQL(f"if({of_types(dimension.types)}, {value}, '')")
    reached = ", ".join(f"countIf(at{step} > 0) AS n{step}" for step in range(1, len(question.steps) + 1))
    return Statement(
        SQL(
            f"SELECT toString(hits[at1].5) AS value, {reached}, count() OVER ()"
            f" FROM ({_chains(question, scope, value)}) GROUP BY value ORDER BY n1 DESC, value {_slice(page, binds)}"
        ),
        binds.values,
    )


def losses(question: FunnelQuestion, step: int, page: Page) -> Statement:
    """A row a visitor who reached a step (from 1) and not the next, the latest first.

    Each row: visitor, session in which the step was reached, when in milliseconds, that session's source, country,
    device and browser, the number of all such visitors.
    """
    binds = Binds()
    chains = _chains(question, question.reach.scope(binds), SQL("(session, source, country, device, browser)"))
    traced = ", ".join(f"hits[at{step}].5.{part}" for part in range(2, 6))
    return Statement(
        SQL(
            f"SELECT visitor, hits[at{step}].5.1, hits[at{step}].1 AS reached,"
            f" {traced}, count() OVER () FROM ({chains}) WHERE at{step} > 0 AND at{step + 1} = 0"
            f" ORDER BY reached DESC, visitor {_slice(page, binds)}"
        ),
        binds.values,
    )


def _slice(page: Page, binds: Binds) -> SQL:
    return SQL(f"LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}")


def _chains(question: FunnelQuestion, scope: Scope, trace: SQL = _NO_TRACE) -> SQL:
    """A row a visitor: ``hits`` in order, and where in it each step was first reached (``atN``, 0 where never).

    ``fromN`` is the hit of the step before, in the chain that reached step N.
    """
    window = None if question.window_ms is None else scope.binds.whole(question.window_ms)
    sql = SQL(
        "SELECT visitor, hits, arrayMap(hit -> if(bitTest(hit.4, 0), hit.1, 0), hits) AS starts1,"
        f" arrayFirstIndex(start -> start > 0, starts1) AS at1, 0 AS from1 FROM ({_hits(question, scope, trace)})"
    )
    for step in range(2, len(question.steps) + 1):
        sql = _longer(sql, step, window, strict=question.strict)
    return sql


def _longer(chains: SQL, step: int, window: SQL | None, *, strict: bool) -> SQL:
    """Chains one step longer: ``startsN`` has, at each hit that completes one, the moment of its first step."""
    before = f"starts{step - 1}"
    carried = before if strict else f"arrayFill(start -> start > 0, {before})"
    in_time = f" AND hit.1 - start <= {window}" if window else ""
    kept = "".join(f", at{earlier}, from{earlier}" for earlier in range(1, step))
    return SQL(
        f"SELECT visitor, hits{kept},"
        f" arrayMap((hit, start) -> if(start > 0 AND bitTest(hit.4, {step - 1}){in_time}, start, 0),"
        f" hits, arrayPushFront(arrayPopBack({carried}), 0)) AS starts{step},"
        f" arrayFirstIndex(start -> start > 0, starts{step}) AS at{step},"
        f" arrayLastIndex(start -> start > 0, arraySlice({before}, 1, at{step} - 1)) AS from{step}"
        f" FROM ({chains})"
    )


def _hits(question: FunnelQuestion, scope: Scope, trace: SQL) -> SQL:
    """A row a visitor: their hits as (milliseconds, arrival, id, steps as bits, trace), in order."""
    bits = " + ".join(f"{1 << index} * {step_sql(step, scope)}" for index, step in enumerate(question.steps))
    # Only a strict chain is broken by what is no step.
    matching = "" if question.strict else "WHERE steps > 0"
    where = question.reach.hits(scope)
    return SQL(
        "SELECT visitor, arraySort(hit -> (hit.1, hit.2, hit.3), groupArray((ms, received_at, id, steps, trace)))"
        f" AS hits FROM (SELECT visitor, {MS} AS ms, received_at, id, toUInt32({bits}) AS steps, {trace} AS trace"
        f" FROM {scope.source()} WHERE {where}) {matching}"
        " GROUP BY visitor HAVING bitTest(groupBitOr(steps), 0)"
    )
