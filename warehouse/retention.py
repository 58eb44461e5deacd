"""Retention: of the visitors who first came together, how many were seen again how many days later."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pulse.modules import VISITOR_TYPES
from pulse.windows import DAY, Window
from warehouse.catalog import Grain
from warehouse.filters import Filter, Scope, of_types
from warehouse.statement import SQL, Binds, Statement


class Return(StrEnum):
    """What counts as coming back."""

    ON_OR_AFTER = "on_or_after"
    EXACTLY = "exactly"


@dataclass(frozen=True, slots=True)
class RetentionQuestion:
    """What is asked.

    Attributes:
        project: whose visitors.
        window: when they first came.
        zone: whose days are counted, an IANA name.
        edges: where the cohorts begin, in milliseconds, ascending.
        days: after how many days they are looked for.
        by: what counts as coming back.
        where: who belongs to a cohort: visitors with such a hit on their first day.

    """

    project: str
    window: Window
    zone: str
    edges: Sequence[int]
    days: Sequence[int]
    by: Return = Return.ON_OR_AFTER
    where: Filter | None = None


def retention(question: RetentionQuestion) -> Statement:
    """A row a cohort that has members.

    Each row: its first millisecond, its members, the last of their first days in days since 1970, and for each asked
    day how many members came back.
    """
    binds = Binds()
    cohort = f"roundDown(first_ms, {binds.wholes(question.edges)})"
    back = _seen_again(question, binds)
    return Statement(
        SQL(f"SELECT {cohort} AS cohort, count(), max(first_day), sumForEach(back) FROM ({back}) GROUP BY cohort"),
        binds.values,
    )


def _seen_again(question: RetentionQuestion, binds: Binds) -> SQL:
    """A row a member: when they first came, and for each asked day whether they were seen again."""
    project, days = binds.text(question.project), binds.wholes(question.days)
    members = _members(question, project, binds)
    if question.by is Return.ON_OR_AFTER:
        return SQL(
            f"SELECT first_ms, first_day, arrayMap(day -> last_day - first_day >= day, {days}) AS back FROM ({members})"
        )
    day = _day("timestamp", question, binds)
    return SQL(
        f"SELECT first_ms, first_day, arrayMap(day -> has(seen, day), {days}) AS back FROM ("
        f"SELECT any(first_ms) AS first_ms, any(first_day) AS first_day, groupUniqArray({day} - first_day) AS seen"
        f" FROM events INNER JOIN ({members}) AS members USING (visitor) WHERE project = {project}"
        f" AND {of_types(VISITOR_TYPES)} AND timestamp >= {binds.moment(question.window.start)} GROUP BY visitor)"
    )


def _members(question: RetentionQuestion, project: SQL, binds: Binds) -> SQL:
    """A row a visitor who first came in the window, and who is chosen."""
    start, end = binds.moment(question.window.start), binds.moment(question.window.end)
    first, last = _day("min(first_seen)", question, binds), _day("max(last_seen)", question, binds)
    came = SQL(
        "SELECT visitor, toUnixTimestamp64Milli(min(first_seen)) AS first_ms,"
        f" {first} AS first_day, {last} AS last_day"
        f" FROM visitors WHERE project = {project} GROUP BY visitor"
        f" HAVING min(first_seen) >= {start} AND min(first_seen) < {end}"
    )
    if question.where is None:
        return came
    # Nothing of a visitor lies before their first day, so a match lies on it where the first match does.
    scope = Scope(Grain.HIT, project, question.window, binds)
    where = f"{of_types(VISITOR_TYPES)} AND {scope.within(2 * DAY)} AND {scope.where(question.where)}"
    return SQL(
        f"SELECT visitor, first_ms, first_day, last_day FROM ({came}) AS came INNER JOIN"
        f" (SELECT visitor, {_day('min(timestamp)', question, binds)} AS matched FROM {scope.source()} WHERE {where}"
        " GROUP BY visitor) AS chosen USING (visitor) WHERE matched = first_day"
    )


def _day(moment: str, question: RetentionQuestion, binds: Binds) -> SQL:
    """The local day of a moment, in days since 1970."""
    return SQL(f"toInt64(toDate({moment}, {binds.text(question.zone)}))")
