"""JavaScript errors: groups of one fault, and what happened each time."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulse.paging import Page
from pulse.windows import Window
from warehouse.hits import Hits
from warehouse.statement import SQL, Binds, Statement

_NEWEST = SQL("(timestamp, received_at, id)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which groups a list shows.

    Attributes:
        only: these fingerprints; None for all.
        without: not these fingerprints.
        search: those with a message that holds this text, in any case.

    """

    only: Sequence[int] | None = None
    without: Sequence[int] = ()
    search: str | None = None


def groups(hits: Hits, wanted: Wanted, page: Page) -> Statement:
    """The groups, those with the most errors first.

    (fingerprint, newest message, file of the newest, errors, sessions, visitors, last and first time in milliseconds,
    number of groups)
    """
    binds = Binds()
    return Statement(
        SQL(
            f"SELECT fingerprint, argMax(text, {_NEWEST}), argMax(filename, {_NEWEST}), count() AS n,"
            " uniqExact(session), uniqExact(visitor), toUnixTimestamp64Milli(max(timestamp)) AS last,"
            " toUnixTimestamp64Milli(min(timestamp)), count() OVER ()"
            f" FROM {_rows(binds, hits, wanted)} GROUP BY fingerprint"
            " ORDER BY n DESC, last DESC, fingerprint"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )


def instances(hits: Hits, groups: Sequence[int], page: Page) -> Statement:
    """The single errors of groups, newest first.

    (id, time in milliseconds, message, stack, path, file, line, column, browser, its version, OS, its version, device,
    country, session, visitor, number of errors)
    """
    binds = Binds()
    return Statement(
        SQL(
            "SELECT id, toUnixTimestamp64Milli(timestamp), text, detail, path, filename, line, col, browser,"
            " browser_version, os, os_version, device, country, session, visitor, count() OVER ()"
            f" FROM {_rows(binds, hits, Wanted(only=groups))}"
            " ORDER BY timestamp DESC, received_at DESC, id DESC"
            f" LIMIT {binds.whole(page.limit)} OFFSET {binds.whole(page.offset)}"
        ),
        binds.values,
    )


def with_message(hits: Hits, message: str) -> Statement:
    """(fingerprint) of each group in which an error said exactly this."""
    binds = Binds()
    rows = hits.rows(binds, "js_error")
    return Statement(SQL(f"SELECT DISTINCT fingerprint FROM {rows} AND text = {binds.text(message)}"), binds.values)


def totals(hits: Hits) -> Statement:
    """(errors, groups, sessions with an error, those of them that began in the window)."""
    binds = Binds()
    began = f"session_start >= {binds.moment(hits.window.start)}"
    return Statement(
        SQL(
            f"SELECT count(), uniqExact(fingerprint), uniqExact(session), uniqExactIf(session, {began})"
            f" FROM {hits.rows(binds, 'js_error')}"
        ),
        binds.values,
    )


def series(hits: Hits, starts: Sequence[int], groups: Sequence[int] | None = None) -> Statement:
    """(start of the bucket, errors, sessions) for the buckets that have any."""
    binds = Binds()
    return Statement(
        SQL(
            f"SELECT roundDown(toUnixTimestamp64Milli(timestamp), {binds.wholes(starts)}) AS bucket, count(),"
            f" uniqExact(session) FROM {_rows(binds, hits, Wanted(only=groups))} GROUP BY bucket"
        ),
        binds.values,
    )


def last_seen(project: str, groups: Sequence[int], window: Window) -> Statement:
    """(fingerprint, newest time in milliseconds) of those groups that occurred in a window."""
    binds = Binds()
    rows = _rows(binds, Hits(project, window), Wanted(only=groups))
    return Statement(
        SQL(f"SELECT fingerprint, toUnixTimestamp64Milli(max(timestamp)) FROM {rows} GROUP BY fingerprint"),
        binds.values,
    )


def _rows(binds: Binds, hits: Hits, wanted: Wanted) -> SQL:
    rows: str = hits.rows(binds, "js_error")
    if wanted.only is not None:
        rows += f" AND has({binds.hashes(wanted.only)}, fingerprint)"
    if wanted.without:
        rows += f" AND NOT has({binds.hashes(wanted.without)}, fingerprint)"
    if wanted.search:
        rows += f" AND positionCaseInsensitiveUTF8(text, {binds.text(wanted.search)}) > 0"
    return SQL(rows)
