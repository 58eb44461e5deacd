"""Sessions in the place of their hits: what hits carry of their session, and how many there were, stands on it.

A window of some days holds most of its sessions whole. No session is longer than a day, so those that start more than
a day from both borders lie within; of the others the hits are read, which lie less than two days from a border.
"""

from pulse.modules import VISITOR_TYPES
from pulse.windows import DAY
from warehouse.catalog import Dimension, Grain, Part
from warehouse.filters import Filter, Scope, of_types
from warehouse.statement import SQL

LONG = 4 * DAY
"""From here on sessions are the shorter way: of the hits only the two days at each border have to be read."""

_COLUMN = {"pageview": "views", "event": "customs"}


def hits_of(part: Part) -> SQL | None:
    """How many hits that a part counts a row of :func:`rows_of_wholes` stands for; nothing where it cannot say."""
    if part.only or part.function not in ("count", "uniq") or not set(part.types) <= set(_COLUMN):
        return None
    return SQL("(" + " + ".join(_COLUMN[kind] for kind in part.types) + ")")


def rows_of_wholes(scope: Scope, by: tuple[Dimension, ...], where: Filter | None) -> tuple[SQL, list[SQL]]:
    """Whole sessions, and single hits of those that may reach over a border.

    An earlier state of a session may stand beside its newest until they are merged: numbers are signed, so that it
    takes itself back, and what makes its visitor count holds of the newest too.

    Returns:
        What to select from (``visitor``, ``views``, ``customs`` and the values), and the values' names there.

    """
    hits = Scope(Grain.HIT, scope.project, scope.window, scope.binds)
    names = [SQL(f"whole_{number}") for number in range(len(by))]
    wholes = _select(scope, by, names, "sign * pageviews", "sign * events")
    single = _select(hits, by, names, "toInt64(type = 'pageview')", "toInt64(type = 'event')")
    lying = f"project = {scope.project} AND {within_borders(scope, 'start')} AND pageviews + events > 0"
    reaching = f"{near_borders(hits)} AND NOT ({within_borders(hits, 'session_start')})"
    return SQL(
        f"({wholes} WHERE {lying} AND {scope.where(where)} UNION ALL {single} WHERE {reaching} AND {hits.where(where)})"
    ), names


def within_borders(scope: Scope, start: str) -> SQL:
    """That a session which starts then lies within the window, whatever its length."""
    window, moment = scope.window, scope.binds.moment
    return SQL(f"{start} >= {moment(window.start + DAY)} AND {start} < {moment(window.end - DAY)}")


def near_borders(scope: Scope) -> SQL:
    """The hits of the window that may be of a session which reaches over a border."""
    window, moment = scope.window, scope.binds.moment
    sides = ((window.start, window.start + 2 * DAY), (window.end - 2 * DAY, window.end))
    near = " OR ".join(f"timestamp >= {moment(start)} AND timestamp < {moment(end)}" for start, end in sides)
    return SQL(f"project = {scope.project} AND {of_types(VISITOR_TYPES)} AND ({near})")


def _select(scope: Scope, by: tuple[Dimension, ...], names: list[SQL], views: str, customs: str) -> SQL:
    values = [f"{scope.value(row)} AS {name}" for row, name in zip(by, names, strict=True)]
    columns = ", ".join(("visitor", *values, f"{views} AS views", f"{customs} AS customs"))
    return SQL(f"SELECT {columns} FROM {scope.source()}")
