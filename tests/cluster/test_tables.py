"""The tables as a cluster has them: each statement goes through the engine's own parser."""

import re

import pytest

from pulse.errors import PulseError
from warehouse.address import Address
from warehouse.client import Warehouse
from warehouse.cluster import SETTINGS, clustered
from warehouse.engine import _QUORUM_MS
from warehouse.erase import _OLD_WHERE
from warehouse.statement import SQL, Statement
from warehouse.tables import LEDGER, VERSIONS, statements, tables

MADE = [LEDGER, *(sql for name in VERSIONS for sql in statements(name))]
ERASED = [
    SQL(f"DELETE FROM {name} WHERE project = 'p' AND {how.format(cutoff='now()')}") for name, how in _OLD_WHERE.items()
]
CHANGED = [
    SQL("ALTER TABLE events ADD COLUMN IF NOT EXISTS x Int8"),
    SQL("ALTER TABLE events ADD INDEX i x TYPE minmax"),
]


async def parse(warehouse: Warehouse, sql: str) -> None:
    await warehouse.execute(Statement(SQL(f"EXPLAIN AST {sql}")))


async def test_the_parser_refuses_what_is_none(warehouse: Warehouse) -> None:
    with pytest.raises(PulseError):
        await parse(warehouse, "CREATE TABLE x ON CLUSTER (y Int8) ENGINE = Memory")


@pytest.mark.parametrize("sql", [*MADE, *ERASED, *CHANGED], ids=lambda sql: re.sub(r"\W+", "_", sql[:60]))
async def test_each_statement_becomes_a_cluster_s_and_is_read_by_the_engine(warehouse: Warehouse, sql: SQL) -> None:
    made = clustered(sql, "main")
    assert made != [sql]
    for one in made:
        assert "ON CLUSTER 'main'" in one
        await parse(warehouse, one)


def test_a_table_is_replicated_on_each_server_and_distributed_over_all() -> None:
    sql = next(sql for sql in MADE if sql.startswith("CREATE TABLE IF NOT EXISTS sessions"))
    local, spread = clustered(sql, "main")
    assert local.startswith("CREATE TABLE IF NOT EXISTS sessions_local ON CLUSTER 'main' (")
    place = "'/clickhouse/tables/{database}/sessions/{shard}', '{replica}'"
    assert f"ENGINE = ReplicatedVersionedCollapsingMergeTree({place}, sign, version)" in local
    assert "SETTINGS replicated_deduplication_window = 1000, fsync_after_insert = 1" in local
    assert "non_replicated" not in local
    assert spread == (
        "CREATE TABLE IF NOT EXISTS sessions ON CLUSTER 'main' AS sessions_local"
        " ENGINE = Distributed('main', currentDatabase(), sessions_local, cityHash64(project, visitor))"
    )


def test_what_has_no_visitor_is_spread_by_project_and_the_ledger_is_everywhere_the_same() -> None:
    (_, drops) = clustered(next(sql for sql in MADE if "EXISTS drops" in sql), "main")
    assert drops.endswith("drops_local, cityHash64(project))")
    assert "'/clickhouse/tables/{database}/warehouse_versions/all', '{shard}-{replica}'" in clustered(LEDGER, "main")[0]


def test_a_view_fills_a_local_table_from_a_local_table() -> None:
    (view,) = clustered(next(sql for sql in MADE if "visitors_from_events" in sql), "main")
    assert "TO visitors_local AS" in view
    assert "FROM events_local WHERE" in view


def test_deleting_is_done_on_each_server_with_what_lies_there() -> None:
    (sql,) = clustered(next(sql for sql in ERASED if sql.startswith("DELETE FROM visitors")), "main")
    assert sql.startswith("DELETE FROM visitors_local ON CLUSTER 'main' WHERE")
    assert "FROM visitors_local GROUP BY" in sql


def test_tables_of_others_stay_as_they_are() -> None:
    for text in (
        "DELETE FROM staged WHERE 1",
        "CREATE TABLE staged AS events ENGINE = MergeTree ORDER BY id",
        "DROP TABLE x",
    ):
        assert clustered(SQL(text), "main") == [text]


def test_every_table_is_known_and_erased() -> None:
    assert tables() >= {"events", "sessions", "visitors", "traits", "drops"}
    assert tables() == set(_OLD_WHERE)


async def test_the_engine_knows_the_cluster_s_settings(warehouse: Warehouse) -> None:
    asked = {**SETTINGS, "insert_quorum": "'auto'", "insert_quorum_timeout": _QUORUM_MS}
    clause = ", ".join(
        f"{name} = {value if str(value).isdigit() else repr(str(value).strip(chr(39)))}"
        for name, value in asked.items()
    )
    assert await warehouse.fetch(Statement(SQL(f"SELECT 1 SETTINGS {clause}"))) == [[1]]


def test_an_address_names_hosts_cluster_and_safety() -> None:
    address = Address.read("clickhouse://me:p%40ss@a:8443,b/web?cluster=main&quorum=2&secure=1&verify=0")
    assert address.urls == ("clickhouse://me:p%40ss@a:8443/web?verify=0", "clickhouse://me:p%40ss@b/web?verify=0")
    assert (address.cluster, address.quorum, address.secure, address.embedded) == ("main", "2", True, False)
    assert Address.read("clickhouse://a/x") == Address(("clickhouse://a/x",))
    assert Address.read("chdb:///data/warehouse").embedded


@pytest.mark.parametrize(
    "dsn", ["http://a/x", "clickhouse:///x", "clickhouse://a,,b/x", "", "clickhouse://a/x?cluster=a'b"]
)
def test_another_address_is_refused_by_name(dsn: str) -> None:
    with pytest.raises(ValueError, match="PULSE_WAREHOUSE_DSN"):
        Address.read(dsn)
