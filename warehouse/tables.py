"""The tables as files of SQL, and in which order they came."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from warehouse.statement import SQL

VERSIONS: tuple[str, ...] = ("tables.sql", "exposures.sql")
"""What brings an empty store to today's tables, in order. A change is one more file at the end, each statement of which
may run twice: nodes that start together do not wait for each other."""

LEDGER_TABLE = "warehouse_versions"
LEDGER = SQL(
    f"CREATE TABLE IF NOT EXISTS {LEDGER_TABLE} (version UInt32, applied_at DateTime DEFAULT now())"
    " ENGINE = ReplacingMergeTree ORDER BY version"
)

_COMMENT = re.compile(r"--[^\n]*")
_NAME = re.compile(r"^CREATE TABLE IF NOT EXISTS (\w+)")


def statements(name: str) -> Iterator[SQL]:
    """The statements of a file of this room."""
    text = _COMMENT.sub("", (Path(__file__).parent / name).read_text())
    return (SQL(part.strip()) for part in text.split(";") if part.strip())


@cache
def tables() -> frozenset[str]:
    """Every table that the files make."""
    found = (_NAME.match(sql) for name in VERSIONS for sql in statements(name))
    return frozenset(match[1] for match in found if match)
