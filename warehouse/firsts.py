"""Each visitor once, with the values of the first session in a window."""

from pulse.modules import VISITOR_TYPES
from pulse.windows import DAY, Window
from warehouse.filters import Scope, of_types
from warehouse.statement import SQL

LONG = 4 * DAY
"""From here on sessions are the shorter way: of the hits only the two days at each border have to be read."""


def firsts_of_hits(source: SQL, values: list[SQL], bucket: SQL) -> tuple[SQL, list[SQL], SQL]:
    """From hits: a visitor's first one (in each bucket) carries the values of its session.

    Returns:
        What to select from, the values' names there, and the bucket's.

    """
    names = [SQL(f"first_{number}") for number in range(len(values))]
    picked = ", ".join(f"argMin({value}, timestamp) AS {name}" for value, name in zip(values, names, strict=True))
    inner = f"(SELECT {bucket} AS moment, {picked} FROM {source} GROUP BY visitor, moment)"
    return SQL(inner), names, SQL("moment")


def firsts_of_sessions(scope: Scope, values: list[SQL]) -> tuple[SQL, list[SQL]]:
    """From sessions, read in the order in which they lie: a visitor's first one with a hit in the window.

    No session is longer than a day. One that starts more than a day from both borders lies wholly within, and needs
    only have a hit at all; of the others those count that have one within, which is then less than two days from a
    border. An earlier state of a session may stand beside its newest until they are merged: what makes it qualify holds
    of both, and the newest is taken.
    """
    window, moment = scope.window, scope.binds.moment
    inside = f"start >= {moment(window.start + DAY)} AND start < {moment(window.end - DAY)} AND pageviews + events > 0"
    names = [SQL(f"first_{number}") for number in range(len(values))]
    picked = ", ".join(f"{value} AS {name}" for value, name in zip(values, names, strict=True))
    condition = f"{scope.within(DAY)} AND ({inside} OR session IN ({_near_borders(scope, window)}))"
    order = "ORDER BY start, session, version DESC LIMIT 1 BY visitor"
    return SQL(f"(SELECT {picked} FROM {scope.source()} WHERE {condition} {order})"), names


def _near_borders(scope: Scope, window: Window) -> SQL:
    moment = scope.binds.moment
    sides = ((window.start, window.start + 2 * DAY), (window.end - 2 * DAY, window.end))
    near = " OR ".join(f"timestamp >= {moment(start)} AND timestamp < {moment(end)}" for start, end in sides)
    return SQL(f"SELECT session FROM events WHERE project = {scope.project} AND {of_types(VISITOR_TYPES)} AND ({near})")
