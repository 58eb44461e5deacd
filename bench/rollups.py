"""What hourly roll-ups would bring: distinct visitors by a dimension from merged states, and from the rows as we do.

    python bench/rollups.py [--events 10000000] [--runs 5] [--folder DIR]

The roll-ups are made beside the history and kept with it; the product has none (docs/decisions/0026). Both sides must
give the same rows.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

sys.path.pop(0)  # this folder has files that are named like packages
sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.history import END_MS, PROJECT, open_history
from bench.reports import Times
from pulse.paging import Page
from pulse.windows import DAY, Window
from warehouse.answers import Answers
from warehouse.catalog import dimension, metric
from warehouse.client import Warehouse
from warehouse.query import Query, compile_query
from warehouse.statement import SQL, Statement

GRAINS = {"hour": "toStartOfHour", "day": "toStartOfDay"}
DIMENSIONS = {"page": "path", "source": "source", "channel": "channel", "total": "''"}
WINDOW = Window(END_MS - 30 * DAY, END_MS)


def create(grain: str) -> str:
    """The table of one grain."""
    return f"""CREATE TABLE IF NOT EXISTS rollup_{grain} (dimension LowCardinality(String), value String,
        bucket DateTime('UTC'), visitors AggregateFunction(uniq, UInt64),
        pageviews SimpleAggregateFunction(sum, UInt64))
        ENGINE = AggregatingMergeTree ORDER BY (dimension, bucket, value)"""


def fill(grain: str, name: str, column: str) -> str:
    """All of one dimension, as a materialized view would have made it."""
    return f"""INSERT INTO rollup_{grain}
        SELECT '{name}', {column} AS v, {GRAINS[grain]}(timestamp) AS bucket, uniqState(visitor),
            countIf(type = 'pageview')
        FROM events WHERE project = '{PROJECT}' AND type IN ('pageview', 'event') GROUP BY v, bucket"""


def merged(grain: str, name: str) -> Statement:
    """The ten values with the most visitors, from the states."""
    start, end = WINDOW.start // 1000, WINDOW.end // 1000
    return Statement(
        SQL(
            f"""SELECT value, uniqMerge(visitors) AS n, sum(pageviews) FROM rollup_{grain}
            WHERE dimension = '{name}' AND bucket >= toDateTime({start}, 'UTC') AND bucket < toDateTime({end}, 'UTC')
            GROUP BY value ORDER BY n DESC, value LIMIT 10"""
        )
    )


def ours(name: str) -> Statement:
    """The same, as the compiler asks it."""
    by = () if name == "total" else (dimension(name),)
    metrics = metric("visitors"), metric("pageviews")
    return compile_query(Query(project=PROJECT, metrics=metrics, windows=(WINDOW,), by=by, page=Page(10)))


async def make(warehouse: Warehouse) -> None:
    """Both tables, filled where they are empty."""
    for grain in GRAINS:
        await warehouse.execute(Statement(SQL(create(grain))))
        ((known,),) = await warehouse.fetch(Statement(SQL(f"SELECT count() FROM rollup_{grain}")))
        if known:
            continue
        began = time.perf_counter()
        for name, column in DIMENSIONS.items():
            await warehouse.execute(Statement(SQL(fill(grain, name, column))))
        await warehouse.execute(Statement(SQL(f"OPTIMIZE TABLE rollup_{grain} FINAL")))
        print(f"roll-up by {grain}: made in {time.perf_counter() - began:.0f} s")


async def sizes(warehouse: Warehouse) -> None:
    """Print how large each table is."""
    tables = await warehouse.fetch(
        Statement(
            SQL(
                "SELECT table, sum(rows), sum(bytes_on_disk) FROM system.parts"
                " WHERE active AND table NOT IN ('visitors', 'traits', 'drops') GROUP BY table ORDER BY table"
            )
        )
    )
    for table, rows, size in tables:
        print(f"{table:14}{rows:>14,} rows{size / 2**20:>10.0f} MiB")


async def compare(warehouse: Warehouse, runs: int) -> None:
    """Print what each dimension takes from the rows and from both tables, once all three have told the same."""
    print(f"\n{f'milliseconds of CPU, median of {runs}':38}{'rows':>8}{'hours':>8}{'ratio':>8}{'days':>8}{'ratio':>8}")
    for name in DIMENSIONS:
        ways = {"rows": ours(name), "hour": merged("hour", name), "day": merged("day", name)}
        times = {way: Times() for way in ways}
        answers = {}
        for _ in range(runs):
            for way, statement in ways.items():
                found: list[list[list[object]]] = []
                await times[way].run(lambda statement=statement, found=found: _ask(warehouse, statement, found))
                answers[way] = found[0]
        assert answers["hour"] == answers["day"], name
        shown = [row[-2:] for row in answers["rows"]]
        assert shown == [row[-2:] for row in answers["hour"]], name
        rows, hours, days = (times[way].median[1] for way in ways)
        print(f"{name:38}{rows:8.0f}{hours:8.0f}{rows / hours:8.1f}{days:8.0f}{rows / days:8.1f}", flush=True)


async def measure(folder: Path, events: int, runs: int) -> None:
    """All of it, over one history."""
    warehouse = await open_history(folder, events)
    warehouse.answers = Answers(lasting=0)  # each run asks the store
    await make(warehouse)
    await sizes(warehouse)
    await compare(warehouse, runs)
    await warehouse.close()


async def _ask(warehouse: Warehouse, statement: Statement, found: list[list[list[object]]]) -> None:
    found.append(await warehouse.fetch(statement))


def main() -> None:
    """Read what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.gettempdir()) / f"pulse-bench-{given.events}"
    asyncio.run(measure(folder, given.events, given.runs))


if __name__ == "__main__":
    main()
