"""The raw events, in the table's own order, so that they are written while they are read."""

from enum import StrEnum

from warehouse.hits import Hits
from warehouse.statement import SQL, Binds, Statement

_TEXTS = (
    "type",
    "hostname",
    "path",
    "title",
    "name",
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
    "currency",
    "text",
    "detail",
    "filename",
    "data",
)
_NUMBERS = (
    "value",
    "revenue",
    "line",
    "col",
    "x",
    "y",
    "element_x",
    "element_y",
    "viewport_width",
    "viewport_height",
    "page_width",
    "page_height",
)
_IDS = ("id", "view")
_MOMENTS = ("timestamp", "received_at", "session_start")
_HASHES = ("visitor", "session")
COLUMNS: tuple[str, ...] = (*_MOMENTS, *_HASHES, *_IDS, *_TEXTS, *_NUMBERS)
"""What is written of an event."""


class Form(StrEnum):
    """How events are written; the values are the engine's names."""

    CSV = "CSV"
    NDJSON = "JSONEachRow"
    PARQUET = "Parquet"


_SETTINGS = SQL(
    "output_format_csv_crlf_end_of_line = 1"
    # A reader slower than the engine must not make it hold what was written ahead.
    ", output_format_parallel_formatting = 0, max_threads = 1, max_block_size = 8192"
    ", output_format_parquet_row_group_size = 50000, max_execution_time = 0"
)


def raw_events(hits: Hits, form: Form, visitor: int | None = None) -> Statement:
    """Every event for which the filter holds, of everybody or of one visitor."""
    binds = Binds()
    scope = hits.scope(binds)
    within, condition = scope.within(), scope.where(hits.where)
    whose = "" if visitor is None else f" AND has({binds.hashes([visitor])}, visitor)"
    written = ", ".join(_column(name, form) for name in COLUMNS)
    # Ordered as the table is, below what changes the columns: so the engine sees that nothing is left to sort.
    return Statement(
        SQL(
            f"SELECT {written} FROM (SELECT {', '.join(COLUMNS)} FROM {scope.source()} WHERE {within}"
            f" AND type != 'page_time' AND {condition}{whose}"
            f" ORDER BY project, type, timestamp, id) SETTINGS {_SETTINGS}"
        ),
        binds.values,
    )


def _column(name: str, form: Form) -> str:
    if name in _HASHES:
        return f"leftPad(lower(hex({name})), 16, '0') AS {name}"
    if name in _MOMENTS and form is not Form.PARQUET:
        return f"concat(replaceOne(toString({name}), ' ', 'T'), 'Z') AS {name}"
    if name in _TEXTS and form is Form.CSV:
        return (
            f"if(substring({name}, 1, 1) IN ('=', '+', '-', '@', '\\t', '\\r'), concat('''', {name}), {name}) AS {name}"
        )
    return name
