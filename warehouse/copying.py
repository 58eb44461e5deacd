"""Tables taken out of one store and brought into another, piece by piece: backups, restores and moves are made of this.

A piece is small enough to be one block of one INSERT: it arrives whole or not at all, and under its token only once.
The format is the engine's own and carries the columns' names and types, so that any engine reads what another wrote.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import groupby

from pulse.clock import moment
from warehouse.client import Warehouse
from warehouse.statement import SQL, Binds, Statement

FORMAT = "Native"
PIECE_ROWS = 250_000
"""Rows in one piece at most, where they spread over time and visitors: some 50 MB of events."""

Proof = list[int]
"""Numbers of a table's content that depend neither on the order of its rows nor on what was merged."""


@dataclass(frozen=True, slots=True)
class Table:
    """What has to be known of a table to copy it.

    Attributes:
        name: in the store.
        moment: the column by which it is cut into spans of time; empty where it has none.
        spread: a column of evenly spread numbers, by which what is still too much is cut.
        proof: its :data:`Proof`, as the columns of a SELECT with ``{source}`` for the table.
        derived: whether the store also fills it from events as these arrive. It is copied all the same, since it may
            remember more than the events that are left, or less.

    """

    name: str
    moment: str
    spread: str
    proof: SQL
    derived: bool = False


TABLES: tuple[Table, ...] = (
    Table(
        "events",
        "timestamp",
        "session",
        SQL("SELECT count(), sum(sign), sum(cityHash64(project, type, timestamp, id, sign)) FROM {source}"),
    ),
    Table(
        "sessions",
        "start",
        "session",
        SQL(
            "SELECT sum(sign), sum(sign * pageviews), sum(sign * events),"
            " sum(sign * toInt64(cityHash64(project, session, version))) FROM {source}"
        ),
    ),
    Table(
        "visitors",
        "",
        "visitor",
        SQL(
            "SELECT count(), sum(cityHash64(project, visitor, first, last)) FROM (SELECT project, visitor,"
            " min(first_seen) AS first, max(last_seen) AS last FROM {source} GROUP BY project, visitor)"
        ),
        derived=True,
    ),
    Table(
        "traits",
        "",
        "visitor",
        SQL(
            "SELECT count(), sum(cityHash64(project, trait, visitor, newest)) FROM (SELECT project, trait, visitor,"
            " max(updated_at) AS newest FROM {source} GROUP BY project, trait, visitor)"
        ),
        derived=True,
    ),
    Table(
        "exposures",
        "",
        "visitor",
        SQL("SELECT count() FROM (SELECT 1 FROM {source} GROUP BY project, experiment, visitor)"),
        derived=True,
    ),
    Table("drops", "", "", SQL("SELECT sum(dropped) FROM {source}")),
)
"""Every table whose content comes from outside. What the store fills from these by itself is not copied."""

_CLONE = "backup_"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a table.

    Attributes:
        table: its name.
        rows: how many there were when the plan was made.
        start: first second of the span; None without one.
        end: first second after it.
        index: which of the slices.
        slices: in how many slices the span is cut.

    """

    table: str
    rows: int
    start: int | None = None
    end: int | None = None
    index: int = 0
    slices: int = 1

    @property
    def name(self) -> str:
        """Its name, unique in a plan."""
        when = "" if self.start is None else f"-{moment(self.start):%Y%m%dT%H}"
        return f"{self.table}{when}-{self.index}"


async def present(warehouse: Warehouse) -> dict[str, str]:
    """The tables that this store has, each with its engine."""
    binds = Binds()
    names = binds.texts([table.name for table in TABLES])
    sql = SQL(f"SELECT name, engine FROM system.tables WHERE database = currentDatabase() AND name IN {names}")
    return dict(await warehouse.fetch(Statement(sql, binds.values)))


async def proofs(warehouse: Warehouse, names: Sequence[str], prefix: str = "") -> dict[str, Proof]:
    """The proof of each of these tables."""
    found: dict[str, Proof] = {}
    for table in TABLES:
        if table.name in names:
            (row,) = await warehouse.fetch(Statement(SQL(table.proof.replace("{source}", prefix + table.name))))
            found[table.name] = [int(number or 0) for number in row]
    return found


async def plan(warehouse: Warehouse, names: Sequence[str], prefix: str = "", rows: int = PIECE_ROWS) -> list[Piece]:
    """The pieces of these tables, in the order in which they are best copied."""
    pieces: list[Piece] = []
    for table in TABLES:
        if table.name in names:
            pieces += await _pieces(warehouse, table, prefix, rows)
    return pieces


async def write(warehouse: Warehouse, piece: Piece, block: bytes, source: str) -> None:
    """Store the rows of a piece, once for each name of a source. What the store raises is raised."""
    await warehouse.load(piece.table, block, FORMAT, f"{source}-{piece.name}")


async def clear_derived(warehouse: Warehouse, name: str) -> None:
    """Forget what the arriving events have left in a derived table, before its own content comes.

    Raises:
        PulseError: 503 where the store refuses or does not answer.

    """
    table = next(one for one in TABLES if one.name == name)
    if table.derived and (await present(warehouse)).get(name) not in (None, "Distributed"):
        await warehouse.execute(Statement(SQL(f"TRUNCATE TABLE {name}")))


async def read(warehouse: Warehouse, piece: Piece, prefix: str = "") -> bytes:
    """The rows of a piece."""
    table = next(one for one in TABLES if one.name == piece.table)
    binds = Binds()
    wanted = ["1"]
    if piece.start is not None and piece.end is not None:
        start, end = binds.moment(piece.start * 1000), binds.moment(piece.end * 1000)
        wanted.append(f"{table.moment} >= {start} AND {table.moment} < {end}")
    if piece.slices > 1:
        wanted.append(f"{table.spread} % {piece.slices:d} = {piece.index:d}")  # a bound number would be signed
    sql = SQL(f"SELECT * FROM {prefix}{piece.table} WHERE {' AND '.join(wanted)}")
    return b"".join([part async for part in warehouse.stream(Statement(sql, binds.values), FORMAT)])


@asynccontextmanager
async def cloned(warehouse: Warehouse, names: Sequence[str]) -> AsyncIterator[str]:
    """The tables as they are now, under names with this prefix, however they change meanwhile.

    A clone takes milliseconds and no room: it shares the files of the original.

    Raises:
        PulseError: 503 where the store does not answer or cannot clone.

    """
    await _drop_clones(warehouse, names)
    try:
        for name in names:
            await warehouse.execute(Statement(SQL(f"CREATE TABLE {_CLONE}{name} CLONE AS {name}")))
        yield _CLONE
    finally:
        await _drop_clones(warehouse, names)


async def _drop_clones(warehouse: Warehouse, names: Sequence[str]) -> None:
    for name in names:
        await warehouse.execute(Statement(SQL(f"DROP TABLE IF EXISTS {_CLONE}{name} SYNC")))


async def _pieces(warehouse: Warehouse, table: Table, prefix: str, most: int) -> list[Piece]:
    hour = f"toInt64(toUnixTimestamp(toStartOfHour({table.moment})))" if table.moment else "0"
    sql = SQL(f"SELECT {hour} AS hour, count() FROM {prefix}{table.name} GROUP BY hour ORDER BY hour")
    hours = await warehouse.fetch(Statement(sql))
    if not table.moment:
        return _sliced(table, None, None, sum(rows for _, rows in hours), most)
    found: list[Piece] = []
    for _, month in groupby(hours, key=lambda row: f"{moment(row[0]):%Y%m}"):  # a piece lies in one partition
        span: list[tuple[int, int]] = []
        for start, rows in month:
            if span and sum(count for _, count in span) + rows > most:
                found += _span(table, span, most)
                span = []
            span.append((start, rows))
        found += _span(table, span, most)
    return found


def _span(table: Table, hours: list[tuple[int, int]], most: int) -> list[Piece]:
    return _sliced(table, hours[0][0], hours[-1][0] + 3600, sum(rows for _, rows in hours), most)


def _sliced(table: Table, start: int | None, end: int | None, rows: int, most: int) -> list[Piece]:
    slices = max(1, -(-rows // most)) if table.spread else 1
    return [Piece(table.name, rows // slices, start, end, index, slices) for index in range(slices)] if rows else []
