"""What was not counted."""

from pulse.windows import Window
from warehouse.statement import SQL, Binds, Statement


def dropped(project: str, window: Window) -> Statement:
    """A row a reason, the most frequent first: reason, how many. Drops are kept by day (UTC): whole days count."""
    binds = Binds()
    days = f"toDate({binds.moment(window.start)}) AND toDate({binds.moment(window.end - 1)})"
    return Statement(
        SQL(
            f"SELECT reason, sum(dropped) AS number FROM drops WHERE project = {binds.text(project)}"
            f" AND day BETWEEN {days} GROUP BY reason ORDER BY number DESC, reason"
        ),
        binds.values,
    )


def any_event(project: str) -> Statement:
    """One row where the project has any event, none where it has not."""
    binds = Binds()
    return Statement(SQL(f"SELECT 1 FROM events WHERE project = {binds.text(project)} LIMIT 1"), binds.values)
