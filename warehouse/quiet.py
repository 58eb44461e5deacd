"""When something was last seen."""

from warehouse.statement import SQL, Binds, Statement


def last_pageview(project: str, since: int) -> Statement:
    """The time of the project's latest pageview at or after ``since``, both in milliseconds; 0 where there is none."""
    binds = Binds()
    sql = (
        f"SELECT toUnixTimestamp64Milli(max(timestamp)) FROM events WHERE project = {binds.text(project)}"
        f" AND type = 'pageview' AND timestamp >= {binds.moment(since)}"
    )
    return Statement(SQL(sql), binds.values)
