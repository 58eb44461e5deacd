"""Goals: the events or sessions that reach one, and how many visitors did."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pulse.modules import VISITOR_TYPES
from pulse.paging import Page
from pulse.windows import DAY, SECOND, Window
from warehouse.catalog import Dimension, Grain
from warehouse.filters import Filter, Scope, of_types
from warehouse.statement import SQL, Binds, Statement
from warehouse.steps import Step, step_sql


class Measure(StrEnum):
    """What of a session a goal looks at."""

    DURATION = "duration"
    PAGEVIEWS = "pageviews"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A session reaches the goal by lasting longer than so many seconds, or with at least so many pageviews."""

    measure: Measure
    value: float

    def sql(self, binds: Binds) -> SQL:
        """The condition on a row of ``sessions``."""
        if self.measure is Measure.PAGEVIEWS:
            return SQL(f"(pageviews >= {binds.whole(int(self.value))})")
        return SQL(f"(round(duration * {SECOND}) > {binds.whole(round(self.value * SECOND))})")


@dataclass(frozen=True, slots=True)
class GoalQuestion:
    """What is asked of a goal.

    Attributes:
        project: whose goal.
        window: when.
        aim: what reaches it: an event, or a session.
        where: which hits and sessions are looked at.
        exact: count distinct visitors exactly, however many they are.

    """

    project: str
    window: Window
    aim: Step | Threshold
    where: Filter | None = None
    exact: bool = False

    def scope(self, grain: Grain, binds: Binds) -> Scope:
        """What writes conditions on the rows of a grain."""
        return Scope(grain, binds.text(self.project), self.window, binds)


def totals(question: GoalQuestion) -> Statement:
    """One row: conversions, visitors who converted, all visitors."""
    binds = Binds()
    rows = _counts(question, binds, lambda _: SQL("''"))
    return Statement(SQL(f"SELECT sum(conversions), sum(converted), sum(visitors) FROM ({rows})"), binds.values)


def totals_of_steps(scene: GoalQuestion, aims: Sequence[Step]) -> Statement:
    """One row for several goals that events reach: all visitors, then of each aim conversions and who converted.

    One scan answers for all of them; the question's own aim is not looked at.
    """
    binds = Binds()
    scope = scene.scope(Grain.HIT, binds)
    distinct = "uniqExact" if scene.exact else "uniq"
    steps = [step_sql(aim, scope) for aim in aims]
    counts = "".join(f", countIf({step}), {distinct}If(visitor, {step})" for step in steps)
    where = f"{of_types(VISITOR_TYPES)} AND {scope.within()} AND {scope.where(scene.where)}"
    return Statement(SQL(f"SELECT {distinct}(visitor){counts} FROM {scope.source()} WHERE {where}"), binds.values)


def series(question: GoalQuestion, edges: Sequence[int]) -> Statement:
    """A row a bucket that has visitors: its first millisecond, conversions, visitors who converted, all visitors."""
    binds = Binds()
    borders = binds.wholes(edges)

    def bucket(scope: Scope) -> SQL:
        moment = "timestamp" if scope.grain is Grain.HIT else "start"
        return SQL(f"roundDown(toUnixTimestamp64Milli({moment}), {borders})")

    return Statement(_counts(question, binds, bucket), binds.values)


def breakdown(question: GoalQuestion, dimension: Dimension, page: Page) -> Statement:
    """A row a value of a dimension, the most conversions first.

    Each row: the value, conversions, visitors who converted, all visitors with the value, the number of values.
    """
    binds = Binds()
    rows = _counts(question, binds, lambda scope: _shown(scope.value(dimension), dimension, binds))
    kept = "" if dimension.label else " WHERE key != ''"
    return Statement(
        SQL(
            f"SELECT key, conversions, converted, visitors, count() OVER () FROM ({rows}){kept}"
            f" ORDER BY conversions DESC, visitors DESC, key LIMIT {binds.whole(page.limit)}"
            f" OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )


def revenue(question: GoalQuestion) -> Statement:
    """A row a currency: its code, and what the conversions brought in it."""
    binds = Binds()
    scope = question.scope(Grain.HIT, binds)
    if isinstance(question.aim, Threshold):
        # All that was bought in such a session, which may reach beyond the range by its day.
        which = SQL(f"{scope.within(DAY)} AND session IN ({_reaching(question, question.aim, binds)})")
    else:
        which = SQL(f"{scope.within()} AND {step_sql(question.aim, scope)} AND {scope.where(question.where)}")
    return Statement(
        SQL(
            f"SELECT currency, sum(revenue) FROM {scope.source()} WHERE {of_types(('event',))} AND {which}"
            " AND revenue != 0 GROUP BY currency ORDER BY currency"
        ),
        binds.values,
    )


def _counts(question: GoalQuestion, binds: Binds, key: Callable[[Scope], SQL]) -> SQL:
    """A row a key: conversions, visitors who converted, all visitors."""
    if isinstance(question.aim, Step):
        return _counts_of_hits(question, question.aim, binds, key)
    return _counts_of_sessions(question, question.aim, binds, key)


def _counts_of_hits(question: GoalQuestion, aim: Step, binds: Binds, key: Callable[[Scope], SQL]) -> SQL:
    scope = question.scope(Grain.HIT, binds)
    distinct = "uniqExact" if question.exact else "uniq"
    picked = f"{key(scope)} AS key, visitor, {step_sql(aim, scope)} AS reached"
    where = f"{of_types(VISITOR_TYPES)} AND {scope.within()} AND {scope.where(question.where)}"
    return SQL(
        f"SELECT key, countIf(reached) AS conversions, {distinct}If(visitor, reached) AS converted,"
        f" {distinct}(visitor) AS visitors FROM (SELECT {picked} FROM {scope.source()} WHERE {where}) GROUP BY key"
    )


def _counts_of_sessions(question: GoalQuestion, aim: Threshold, binds: Binds, key: Callable[[Scope], SQL]) -> SQL:
    """Conversions from the sessions, all visitors from the hits, laid over each other for each visitor.

    A session's rows are netted before a visitor counts: an earlier row of it may have had other properties.
    """
    hits, sessions = question.scope(Grain.HIT, binds), question.scope(Grain.SESSION, binds)
    seen = f"SELECT DISTINCT {key(hits)} AS key, visitor, 0 AS reached, 1 AS seen"
    seen_where = f"{of_types(VISITOR_TYPES)} AND {hits.within()} AND {hits.where(question.where)}"
    reached = f"SELECT {key(sessions)} AS key, visitor, sign AS reached, 0 AS seen"
    reached_where = f"{sessions.within()} AND {aim.sql(binds)} AND {sessions.where(question.where)}"
    return SQL(
        "SELECT key, sum(reached) AS conversions, countIf(reached > 0) AS converted, countIf(seen > 0) AS visitors"
        " FROM (SELECT key, visitor, sum(reached) AS reached, max(seen) AS seen FROM"
        f" ({seen} FROM {hits.source()} WHERE {seen_where}"
        f" UNION ALL {reached} FROM {sessions.source()} WHERE {reached_where}) GROUP BY key, visitor) GROUP BY key"
    )


def _reaching(question: GoalQuestion, aim: Threshold, binds: Binds) -> SQL:
    """The sessions that reach a goal."""
    scope = question.scope(Grain.SESSION, binds)
    where = f"{scope.within()} AND {aim.sql(binds)} AND {scope.where(question.where)}"
    return SQL(f"SELECT session FROM {scope.source()} WHERE {where} GROUP BY session HAVING sum(sign) > 0")


def _shown(value: SQL, dimension: Dimension, binds: Binds) -> SQL:
    return SQL(f"if({value} = '', {binds.text(dimension.label)}, {value})") if dimension.label else value
