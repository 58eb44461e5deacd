"""The raw events, in the table's own order, so that they are written while they are read."""

from warehouse.catalog import Grain
from warehouse.hits import Hits
from warehouse.statement import SQL, Binds, Statement

_PLAIN = (
    "id",
    "type",
    "hostname",
    "path",
    "title",
    "name",
    "value",
    "source",
    "referrer",
    "channel",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "entry_path",
    "browser",
    "browser_version",
    "os",
    "os_version",
    "device",
    "screen",
    "language",
    "country",
    "region",
    "city",
    "revenue",
    "currency",
    "text",
    "detail",
    "filename",
    "line",
    "col",
    "x",
    "y",
    "viewport_width",
    "viewport_height",
    "page_width",
    "page_height",
    "view",
    "data",
)
_MOMENTS = ("timestamp", "received_at", "session_start")
_HASHES = ("visitor", "session")
COLUMNS: tuple[str, ...] = (*_MOMENTS, *_HASHES, *_PLAIN)
"""What is written of an event."""


def raw_events(hits: Hits, *, text: bool) -> tuple[Statement, tuple[str, ...]]:
    """Every event for which the filter holds, and the names of its columns.

    Args:
        hits: which rows.
        text: whether moments are written as ISO 8601 and decimals as texts, as formats without types need.

    """
    binds = Binds()
    scope = hits.scope(binds)
    within, condition = scope.within(), scope.where(hits.where)
    columns = ", ".join((*(_moment(name, text=text) for name in _MOMENTS), *map(_hash, _HASHES), *_PLAIN))
    return (
        Statement(
            SQL(
                f"SELECT {columns} FROM {scope.source()} WHERE {within} AND type != 'page_time' AND {condition}"
                f" ORDER BY {Grain.HIT.value}.project, {Grain.HIT.value}.type, {Grain.HIT.value}.timestamp,"
                f" {Grain.HIT.value}.id"
            ),
            binds.values,
        ),
        COLUMNS,
    )


def _moment(name: str, *, text: bool) -> str:
    return f"concat(replaceOne(toString({name}), ' ', 'T'), 'Z') AS {name}" if text else name


def _hash(name: str) -> str:
    """A hash as reports write it."""
    return f"lower(hex({name})) AS {name}"
