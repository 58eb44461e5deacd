"""Single sessions and visitors: who was here, and what they did one after another."""

from pulse.paging import Page
from pulse.windows import DAY, Window
from warehouse.catalog import Grain
from warehouse.filters import Filter, Scope
from warehouse.statement import SQL, Binds, Statement

_SESSION = SQL(
    "session, visitor, toUnixTimestamp64Milli(start), toUnixTimestamp64Milli(end), duration, pageviews, events, bounce,"
    " entry_path, exit_path, source, channel, utm_source, utm_medium, utm_campaign, browser, os, device, country,"
    " toFloat64(revenue), currency"
)
_NEWEST = SQL("ORDER BY start DESC, session DESC, version DESC LIMIT 1 BY start, session")
"""Of a session's rows with sign 1 that of the highest version is the present one: all others have been taken back."""


def sessions(project: str, window: Window, where: Filter | None, visitor: int | None, page: Page) -> Statement:
    """The sessions that began in a window, the newest first; see :data:`_SESSION` for the columns."""
    binds = Binds()
    rows = _rows(binds, project, window, where, visitor)
    return Statement(
        SQL(
            f"SELECT {_SESSION} FROM sessions WHERE {rows} AND sign = 1 {_NEWEST}"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )


def session_total(project: str, window: Window, where: Filter | None, visitor: int | None) -> Statement:
    """How many sessions began in a window."""
    binds = Binds()
    rows = _rows(binds, project, window, where, visitor)
    return Statement(SQL(f"SELECT sum(sign) FROM sessions WHERE {rows}"), binds.values)


def session(project: str, identity: int) -> Statement:
    """One session, or no row."""
    binds = Binds()
    own = f"project = {binds.text(project)} AND has({binds.hashes([identity])}, session) AND sign = 1"
    return Statement(SQL(f"SELECT {_SESSION} FROM sessions WHERE {own} {_NEWEST}"), binds.values)


def timeline(project: str, identity: int, start: int, page: Page) -> Statement:
    """What happened in a session that began then, in order; the last column is the number of all of it."""
    binds = Binds()
    # An event that arrives late may lie before the session's start, though by no more than a session lasts.
    near = f"timestamp >= {binds.moment(start - DAY)} AND timestamp < {binds.moment(start + 2 * DAY)}"
    return Statement(
        SQL(
            "SELECT id, type, toUnixTimestamp64Milli(timestamp), path, title, name, value, text, toFloat64(revenue),"
            f" currency, data, count() OVER () FROM events WHERE project = {binds.text(project)} AND {near}"
            f" AND has({binds.hashes([identity])}, session) AND type != 'page_time'"
            f" ORDER BY timestamp, received_at, id LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )


def visitor_totals(project: str, visitor: int) -> Statement:
    """(sessions, pageviews, events, first and last moment in milliseconds) of a visitor; zeros of nobody."""
    binds = Binds()
    return Statement(
        SQL(
            "SELECT sum(sign), sum(sign * pageviews), sum(sign * events), toUnixTimestamp64Milli(min(start)),"
            f" toUnixTimestamp64Milli(max(end)) FROM sessions WHERE project = {binds.text(project)}"
            f" AND has({binds.hashes([visitor])}, visitor)"
        ),
        binds.values,
    )


def visitor_traits(project: str, visitor: int) -> Statement:
    """(trait, value, milliseconds at which it was said) of a visitor, the newest of each."""
    binds = Binds()
    return Statement(
        SQL(
            "SELECT trait, argMax(value, updated_at), toUnixTimestamp64Milli(max(updated_at)) FROM traits"
            f" WHERE project = {binds.text(project)} AND has({binds.hashes([visitor])}, visitor)"
            " GROUP BY trait ORDER BY trait"
        ),
        binds.values,
    )


def _rows(binds: Binds, project: str, window: Window, where: Filter | None, visitor: int | None) -> SQL:
    scope = Scope(Grain.SESSION, binds.text(project), window, binds)
    rows = str(scope.within())
    if visitor is not None:
        rows += f" AND has({binds.hashes([visitor])}, visitor)"
    if where is not None:
        condition = scope.where(where)
        # About what a session is now: an earlier row that met the condition was taken back by one that meets it too.
        rows += (
            f" AND session IN (SELECT session FROM {scope.source()} WHERE {scope.within()} AND {condition}"
            " GROUP BY session HAVING sum(sign) > 0)"
        )
    return SQL(rows)
