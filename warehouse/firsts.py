"""Each visitor once, with the values of the first session in a window."""

from pulse.windows import DAY
from warehouse.filters import Scope
from warehouse.statement import SQL
from warehouse.wholes import near_borders, within_borders


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
    inside = f"{within_borders(scope, 'start')} AND pageviews + events > 0"
    near = f"SELECT session FROM events WHERE {near_borders(scope)}"
    names = [SQL(f"first_{number}") for number in range(len(values))]
    picked = ", ".join(f"{value} AS {name}" for value, name in zip(values, names, strict=True))
    condition = f"{scope.within(DAY)} AND ({inside} OR session IN ({near}))"
    order = "ORDER BY start, session, version DESC LIMIT 1 BY visitor"
    return SQL(f"(SELECT {picked} FROM {scope.source()} WHERE {condition} {order})"), names
