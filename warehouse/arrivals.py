"""What the drainer asks about events that have arrived before."""

from collections.abc import Sequence

from pulse.windows import DAY, MINUTE
from warehouse.statement import SQL, Binds, Statement

_AROUND = 10 * MINUTE
"""How far from the time that an event names its row may lie. It has that very time or, where the event was first sent
without one, the time of its arrival by our clock, from which the sender's may differ."""
_HEX = SQL("lower(replaceAll(toString(id), '-', ''))")


def stored_ids(project: str, events: Sequence[tuple[str, int]]) -> Statement:
    """The ids, as 32 hexadecimal digits, of those of a project's events that are stored.

    Args:
        project: its id.
        events: at most a few hundred (id, milliseconds since the epoch).

    """
    binds = Binds()
    ranges: list[tuple[int, int]] = []
    for at in sorted(at for _, at in events):
        start, end = at - _AROUND, at + _AROUND
        if ranges and start <= ranges[-1][1]:
            start = ranges.pop()[0]
        ranges.append((start, end))
    near = " OR ".join(f"timestamp BETWEEN {binds.moment(start)} AND {binds.moment(end)}" for start, end in ranges)
    wanted = binds.texts([identity for identity, _ in events])
    return Statement(
        SQL(
            f"SELECT DISTINCT {_HEX} FROM events WHERE project = {binds.text(project)} AND ({near})"
            f" AND id IN (SELECT toUUID(arrayJoin({wanted})))"
        ),
        binds.values,
    )


def recent_ids(since: int, most: int) -> Statement:
    """(project, id, milliseconds of arrival) of what arrived since then, the newest first."""
    binds = Binds()
    return Statement(
        SQL(
            f"SELECT project, {_HEX}, toUnixTimestamp64Milli(received_at) FROM events"
            # nothing older is accepted, and by this much the partitions of years need not be looked at
            f" WHERE timestamp >= {binds.moment(since - 31 * DAY)}"
            f" AND received_at >= {binds.moment(since)} AND type != 'page_time'"
            f" ORDER BY received_at DESC LIMIT {binds.whole(most)}"
        ),
        binds.values,
    )
