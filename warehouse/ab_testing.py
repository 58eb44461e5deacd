"""Experiments: who was assigned to which variant, and what each of them did afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulse.windows import DAY, SECOND, Window
from warehouse.catalog import Grain
from warehouse.client import Warehouse
from warehouse.filters import Scope, of_types
from warehouse.funnels import MS
from warehouse.goals import Measure, Threshold
from warehouse.statement import SQL, Binds, Statement
from warehouse.steps import Step, step_sql


@dataclass(frozen=True, slots=True)
class ExperimentQuestion:
    """What is asked of an experiment.

    Attributes:
        project: whose experiment.
        experiment: its id.
        window: from when it first ran until it ended.
        aim: what converts: an event, a session, or without one whatever brings revenue.
        currency: in which revenue counts.
        lately: since when visitors are counted apart, in milliseconds.

    """

    project: str
    experiment: str
    window: Window
    aim: Step | Threshold | None
    currency: str
    lately: int


def results(question: ExperimentQuestion) -> Statement:
    """A row a variant that has visitors.

    Each row: the variant, its visitors, those who converted after they were assigned, what they then brought, the sum
    of the squares of what each of them brought, the visitors who were assigned lately.
    """
    binds = Binds()
    scope = Scope(Grain.HIT, binds.text(question.project), question.window, binds)
    done = f"at >= since AND at < {binds.whole(question.window.end)}"
    rows = SQL(
        f"SELECT visitor, variant, 1 AS seen, since >= {binds.whole(question.lately)} AS late, 0 AS reached,"
        " toFloat64(0) AS brought FROM exposed"
        " UNION ALL SELECT done.visitor, exposed.variant, 0, 0, done.reached, done.brought"
        f" FROM ({_done(question, scope)}) AS done INNER JOIN exposed ON done.visitor = exposed.visitor WHERE {done}"
    )
    return Statement(
        SQL(
            f"WITH exposed AS ({_exposed(question, binds)})"
            " SELECT variant, sum(seen), sum(converted), sum(total), sum(total * total), sum(late) FROM ("
            "SELECT visitor, any(variant) AS variant, max(seen) AS seen, max(late) AS late, max(reached) AS converted,"
            f" sum(brought) AS total FROM ({rows}) GROUP BY visitor) GROUP BY variant"
        ),
        binds.values,
    )


def assigned(project: str, experiment: str, visitors: Sequence[int]) -> Statement:
    """The variant to which a visitor of one of these hashes was assigned, the first hash first; or no row."""
    binds = Binds()
    hashes = binds.hashes(visitors)
    return Statement(
        SQL(
            f"SELECT any(variant) FROM exposures WHERE project = {binds.text(project)}"
            f" AND experiment = {binds.text(experiment)} AND visitor IN {hashes}"
            f" GROUP BY visitor ORDER BY indexOf({hashes}, visitor) LIMIT 1"
        ),
        binds.values,
    )


async def erase_exposures(warehouse: Warehouse, project: str, experiment: str) -> None:
    """Delete all that was recorded of an experiment's assignments.

    Raises:
        PulseError: 503 where the store does not answer; doing it again finishes it.

    """
    for table, of_experiment in (("events", "type = 'exposure' AND name"), ("exposures", "experiment")):
        binds = Binds()
        own = f"project = {binds.text(project)} AND {of_experiment} = {binds.text(experiment)}"
        await warehouse.execute(Statement(SQL(f"DELETE FROM {table} WHERE {own}"), binds.values))


def _exposed(question: ExperimentQuestion, binds: Binds) -> SQL:
    """A row a visitor: their variant, and when they were assigned first."""
    return SQL(
        "SELECT visitor, any(variant) AS variant, toUnixTimestamp64Milli(min(assigned_at)) AS since FROM exposures"
        f" WHERE project = {binds.text(question.project)} AND experiment = {binds.text(question.experiment)}"
        " GROUP BY visitor"
    )


def _done(question: ExperimentQuestion, scope: Scope) -> SQL:
    """A row for all that may count: the visitor, when it was, whether it reached the goal, what it brought."""
    money = SQL(f"if(currency = {scope.binds.text(question.currency)}, toFloat64(revenue), 0)")
    if question.aim is None:
        return _hits(scope, SQL("type = 'event' AND revenue != 0"), money)
    if isinstance(question.aim, Step):
        return _hits(scope, step_sql(question.aim, scope), money)
    sessions, reached = _sessions(question.aim, scope)
    bought = _hits(scope, SQL(f"type = 'event' AND revenue != 0 AND session IN ({sessions})"), money, reached=0)
    return SQL(f"{reached} UNION ALL {bought}")


def _hits(scope: Scope, which: SQL, money: SQL, reached: int = 1) -> SQL:
    return SQL(
        f"SELECT visitor, {MS} AS at, {reached} AS reached, {money} AS brought FROM {scope.source()}"
        f" WHERE {scope.within()} AND {which}"
    )


def _sessions(aim: Threshold, hits: Scope) -> tuple[SQL, SQL]:
    """The sessions that reach a goal, and a row for each with the moment at which it does.

    A session may have begun before the experiment, though by no more than it lasts.
    """
    bound = hits.binds.whole(round(aim.value))
    if aim.measure is Measure.PAGEVIEWS:
        rows = f"FROM {hits.source()} WHERE {of_types(('pageview',))} AND {hits.within(DAY)}"
        of_each = f"{rows} GROUP BY visitor, session HAVING count() >= {bound}"
        moment = f"arraySort(groupArray({MS}))[{bound}]"
        which = SQL(f"SELECT session {of_each}")
        return which, SQL(f"SELECT visitor, {moment} AS at, 1 AS reached, toFloat64(0) AS brought {of_each}")
    scope = Scope(Grain.SESSION, hits.project, hits.window, hits.binds)
    of_each = (
        f"FROM {scope.source()} WHERE {scope.within(DAY)} AND {aim.sql(hits.binds)}"
        " GROUP BY visitor, session HAVING sum(sign) > 0"
    )
    moment = f"toUnixTimestamp64Milli(any(start)) + {bound} * {SECOND}"
    which = SQL(f"SELECT session {of_each}")
    return which, SQL(f"SELECT visitor, {moment} AS at, 1 AS reached, toFloat64(0) AS brought {of_each}")
