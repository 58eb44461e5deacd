"""Deleting: what is older than its project keeps it, and projects that were deleted."""

from collections.abc import Mapping, Sequence

from warehouse.client import Warehouse
from warehouse.statement import SQL, Binds, Statement

_OLD_WHERE = {
    "events": SQL("timestamp < {cutoff}"),
    "sessions": SQL("start < {cutoff}"),
    # A visitor's rows go together: losing the oldest alone would make an old visitor a new one.
    "visitors": SQL(
        "(project, visitor) IN (SELECT project, visitor FROM visitors GROUP BY project, visitor"
        " HAVING max(last_seen) < {cutoff})"
    ),
    "traits": SQL("updated_at < {cutoff}"),
    "exposures": SQL("assigned_at < {cutoff}"),
    "drops": SQL("day < toDate({cutoff})"),
}
"""Every table that holds something of a project, and what of it is older than a moment."""


async def erase_before(warehouse: Warehouse, cutoffs: Mapping[str, int]) -> None:
    """Delete what is older than each project's cutoff, in milliseconds since the epoch; other projects keep all.

    One deletion a table serves all projects: each is a rewrite of the parts that it touches.

    Raises:
        PulseError: 503 where the store does not answer. What is done is done; doing it again changes nothing.

    """
    if not cutoffs:
        return
    for table, condition in _OLD_WHERE.items():
        binds = Binds()
        projects, moments = binds.texts(list(cutoffs)), binds.wholes(list(cutoffs.values()))
        cutoff = f"fromUnixTimestamp64Milli(transform(project, {projects}, {moments}, toInt64(0)), 'UTC')"
        where = condition.format(cutoff=cutoff)
        await warehouse.execute(
            Statement(SQL(f"DELETE FROM {table} WHERE project IN {projects} AND {where}"), binds.values)
        )


async def erase_visitors(warehouse: Warehouse, project: str, visitors: Sequence[int], until: int) -> None:
    """Delete everything of some visitors of a project.

    Args:
        warehouse: where.
        project: whose visitors.
        visitors: their hashes.
        until: milliseconds since the epoch; what began or arrived later stays.

    Raises:
        PulseError: 503 where the store does not answer. What is done is done; doing it again changes nothing.

    """
    bounds = {
        "events": "received_at <= {until}",
        "sessions": "start <= {until}",
        "exposures": "assigned_at <= {until}",
        "visitors": "1",
        "traits": "1",
    }
    for table, bound in bounds.items():
        binds = Binds()
        own = f"project = {binds.text(project)} AND has({binds.hashes(visitors)}, visitor)"
        where = f"{own} AND {bound.format(until=binds.moment(until))}"
        await warehouse.execute(Statement(SQL(f"DELETE FROM {table} WHERE {where}"), binds.values))


async def visitor_events(warehouse: Warehouse, project: str, visitors: Sequence[int]) -> int:
    """How many events of some visitors are stored."""
    binds = Binds()
    own = f"project = {binds.text(project)} AND has({binds.hashes(visitors)}, visitor) AND type != 'page_time'"
    ((count,),) = await warehouse.fetch(Statement(SQL(f"SELECT count() FROM events WHERE {own}"), binds.values))
    return int(count)


async def erase_projects(warehouse: Warehouse, projects: Sequence[str]) -> None:
    """Delete everything of these projects.

    Raises:
        PulseError: 503 where the store does not answer. What is done is done; doing it again changes nothing.

    """
    if not projects:
        return
    for table in _OLD_WHERE:
        binds = Binds()
        listed = binds.texts(projects)
        await warehouse.execute(Statement(SQL(f"DELETE FROM {table} WHERE project IN {listed}"), binds.values))
