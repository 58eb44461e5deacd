"""A warehouse moved to a server and back: broken off, gone on with, and the same on both sides."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clickhouse import ClickHouse
from rich.console import Console

from app import bringing
from app.bringing import Journal, copy, prove
from pulse.errors import PulseError
from pulse.settings import SettingsError
from running import ROOT
from warehouse.client import Warehouse
from warehouse.copying import TABLES, plan, present, proofs
from warehouse.statement import SQL, Statement

QUIET = Console(quiet=True)
HOURS = 24 * 40
EVENTS = SQL(
    "INSERT INTO events (project, type, timestamp, received_at, id, visitor, session, session_start, properties)"
    " SELECT '{p}', ['pageview', 'event', 'identify'][number % 3 + 1],"
    " toDateTime64('2026-01-10', 3, 'UTC') + number * 3600, now64(3), generateUUIDv4(), cityHash64(number % 90),"
    " cityHash64(number), now64(3), map('plan', toString(number)) FROM numbers({n})"
)
SESSIONS = SQL(
    "INSERT INTO sessions (project, start, session, sign, version, visitor, pageviews, events)"
    " SELECT '{p}', toDateTime64('2026-01-10', 3, 'UTC') + intDiv(number, 3) * 3600, cityHash64(intDiv(number, 3)),"
    " [1, -1, 1][number % 3 + 1], [1, 1, 2][number % 3 + 1], number, [1, 1, 2][number % 3 + 1], 1 FROM numbers({n})"
)
DROPS = SQL("INSERT INTO drops SELECT '{p}', toDate('2026-01-10') + number, 'bot', 2 FROM numbers({n})")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClickHouse]:
    started = ClickHouse(tmp_path_factory.mktemp("copying")).start()
    yield started
    started.kill()


async def fill(warehouse: Warehouse, project: str) -> None:
    for sql, number in ((EVENTS, HOURS), (SESSIONS, 3 * HOURS), (DROPS, 30)):
        await warehouse.execute(Statement(SQL(sql.format(p=project, n=number))))


async def test_each_table_is_copied_or_made_from_those_that_are(warehouse: Warehouse) -> None:
    """A table that is forgotten here is missing from every backup."""
    sql = "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'"
    there = {name for (name,) in await warehouse.fetch(Statement(SQL(sql)))}
    target = "extract(create_table_query, ' TO \\\\w+\\\\.(\\\\w+)')"
    ddl = f"SELECT {target} FROM system.tables WHERE engine = 'MaterializedView'"
    filled = {name for (name,) in await warehouse.fetch(Statement(SQL(ddl)))}
    named = {table.name for table in TABLES}
    assert named <= there
    assert there - named <= filled | {"warehouse_versions"}
    assert {table.name for table in TABLES if table.derived} <= filled


async def test_the_pieces_are_all_rows_and_lie_in_one_month_each(warehouse: Warehouse, project_id: str) -> None:
    await fill(warehouse, project_id)
    tables = list(await present(warehouse))
    pieces = await plan(warehouse, tables, rows=100)
    assert len({piece.name for piece in pieces}) == len(pieces)
    for table in ("events", "sessions"):
        ((rows,),) = await warehouse.fetch(Statement(SQL(f"SELECT count() FROM {table}")))
        own = [piece for piece in pieces if piece.table == table]
        assert abs(sum(piece.rows for piece in own) - rows) <= sum(piece.slices for piece in own)
        assert all(piece.start is not None and piece.end is not None and piece.start < piece.end for piece in own)


async def test_to_a_server_with_a_break_between(
    warehouse: Warehouse, server: ClickHouse, project_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(warehouse, project_id)
    ((folder,),) = await warehouse.fetch(Statement(SQL("SELECT path FROM system.disks WHERE name = 'default'")))
    source, journal = f"chdb://{folder.rstrip('/')}", tmp_path / "copy.jsonl"
    read, calls = bringing.read, 0

    async def break_off(*given: Any) -> bytes:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise ConnectionError("the cable was pulled")
        return await read(*given)

    monkeypatch.setattr(bringing, "plan", lambda store, tables: plan(store, tables, rows=1000))
    monkeypatch.setattr(bringing, "read", break_off)
    with pytest.raises(ConnectionError):
        await copy(source, server.dsn, journal, QUIET)
    assert len(Journal(journal).done) == 2
    with journal.open("ab") as file:
        file.write(b'\n"half a na')
    await copy(source, server.dsn, journal, QUIET)
    assert not journal.exists()
    assert calls == len(await plan(warehouse, list(await present(warehouse)), rows=1000)) + 1
    far = await Warehouse.open(server.dsn)
    names = list(await present(warehouse))
    assert await proofs(far, names) == await proofs(warehouse, names)
    await far.close()
    with pytest.raises(SettingsError, match="not empty: events"):
        await copy(source, server.dsn, journal, QUIET)


KILLED = """
import os
from app import bringing
from app.cli import main
from warehouse.copying import plan

read, calls = bringing.read, []

async def read_or_die(*given):
    calls.append(given)
    if len(calls) == 3:
        os._exit(9)
    return await read(*given)

bringing.read = read_or_die
bringing.plan = lambda store, tables: plan(store, tables, rows=1000)
main()
"""


def test_and_back_into_a_folder_by_a_process_that_is_killed_and_another(server: ClickHouse, tmp_path: Path) -> None:
    """Runs after the one above, whose content it takes; processes of their own open the new folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
    here = clean | {"PULSE_DATA_DIR": str(tmp_path)}
    journal = tmp_path / "copy.jsonl"
    places = ["--from", server.dsn, "--to", f"chdb://{tmp_path}/w", "--journal", str(journal)]

    def run(*program: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, *program, "warehouse", "copy", *places]
        return subprocess.run(command, cwd=ROOT, env=here, capture_output=True, text=True, check=False)  # noqa: S603

    assert run("-c", KILLED).returncode == 9
    assert len(Journal(journal).done) == 2
    done = run("-m", "app.cli")
    assert done.returncode == 0, done.stderr
    assert "✓ events" in done.stdout
    assert "The same on both sides." in done.stdout


def test_a_difference_is_named() -> None:
    with pytest.raises(SettingsError, match="both sides: sessions"):
        prove({"events": [1], "sessions": [2]}, {"events": [1], "sessions": [3]}, QUIET)


async def test_a_server_that_is_away_is_said(tmp_path: Path) -> None:
    with pytest.raises(PulseError, match="warehouse is not available"):
        await copy("clickhouse://127.0.0.1:1/a", "clickhouse://127.0.0.1:1/b", tmp_path / "j", QUIET)
    with pytest.raises(SettingsError, match="one folder in a process"):
        await copy("chdb:///a", "chdb:///b", tmp_path / "j", QUIET)
