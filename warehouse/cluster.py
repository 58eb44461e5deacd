"""The tables of one server as those of a cluster: each a local, replicated one on every server, and a distributed one.

``tables.sql`` and its successors say what a table is, once. Here their statements become those of a cluster: ``events``
lies in ``events_local``, replicated within its shard; ``events`` itself is distributed over all shards, and is what
everybody reads and inserts into. Views fill local tables from local tables. Rows of one visitor of one project lie on
one shard, so a session, its events and its visitor are found together.
"""

import re
from collections.abc import Mapping

from warehouse.statement import SQL
from warehouse.tables import LEDGER_TABLE, tables

SETTINGS: Mapping[str, str | int] = {
    "distributed_foreground_insert": 1,  # stored on its shards when it is acknowledged
    "distributed_product_mode": "global",  # a subquery about all shards is asked of all shards
    "prefer_global_in_and_join": 1,  # and one about this server alone, of this server
    "distributed_ddl_task_timeout": 60,
    "skip_unavailable_shards": 0,  # half a number is no number
}
"""For every statement to a cluster."""

_TABLE = re.compile(
    r"^CREATE TABLE IF NOT EXISTS (?P<name>\w+)(?P<columns>.*?)\bENGINE = (?P<engine>\w+)(?P<rest>.*)$", re.DOTALL
)
_VIEW = re.compile(r"^CREATE MATERIALIZED VIEW IF NOT EXISTS (?P<name>\w+) TO (?P<to>\w+) AS(?P<select>.*)$", re.DOTALL)
_ALTER = re.compile(r"^ALTER TABLE (?P<name>\w+)(?P<rest>.*)$", re.DOTALL)
_DELETE = re.compile(r"^DELETE FROM (?P<name>\w+)(?P<rest>.*)$", re.DOTALL)
_ARGUMENTS = re.compile(r"^\s*\((?P<given>[^()]*)\)", re.DOTALL)
_ONE_SERVER = re.compile(r"\bnon_replicated_deduplication_window\b")
_COLUMN = re.compile(r"\b(ADD|DROP|MODIFY|RENAME|COMMENT) COLUMN\b")
_FROM = re.compile(r"\b(FROM|JOIN) (\w+)\b")


def clustered(sql: SQL, cluster: str) -> list[SQL]:
    """What a statement that changes something becomes on a cluster; one about other tables stays what it is."""
    on = f"ON CLUSTER '{cluster}'"
    if match := _TABLE.match(sql):
        return _made(match, cluster, on)
    if match := _VIEW.match(sql):
        head = f"CREATE MATERIALIZED VIEW IF NOT EXISTS {match['name']} {on} TO {_local(match['to'])} AS"
        return [SQL(head + _localised(match["select"]))]
    if match := _ALTER.match(sql):
        # Both kinds have the same columns; what only parts on a disk have (an index, a TTL) is the local one's.
        names = [_local(match["name"]), match["name"]] if _COLUMN.search(match["rest"]) else [_local(match["name"])]
        return [SQL(f"ALTER TABLE {name} {on}{match['rest']}") for name in names]
    if match := _DELETE.match(sql):
        if match["name"] not in tables():
            return [sql]
        return [SQL(f"DELETE FROM {_local(match['name'])} {on}{_localised(match['rest'])}")]
    return [sql]


def _made(match: re.Match[str], cluster: str, on: str) -> list[SQL]:
    """A replicated table on each server, and a distributed one over all."""
    name, columns, engine, rest = match["name"], match["columns"], match["engine"], match["rest"]
    arguments = _ARGUMENTS.match(rest)
    given = f", {arguments['given']}" if arguments else ""
    rest = _ONE_SERVER.sub("replicated_deduplication_window", rest[arguments.end() :] if arguments else rest)
    shard, replica = ("{shard}", "{replica}") if name != LEDGER_TABLE else ("all", "{shard}-{replica}")
    path = f"'/clickhouse/tables/{{database}}/{name}/{shard}', '{replica}'"
    key = "project, visitor" if re.search(r"\bvisitor\b", columns) else "project"
    spread = f"cityHash64({key})" if name != LEDGER_TABLE else "rand()"
    return [
        SQL(f"CREATE TABLE IF NOT EXISTS {_local(name)} {on}{columns}ENGINE = Replicated{engine}({path}{given}){rest}"),
        SQL(
            f"CREATE TABLE IF NOT EXISTS {name} {on} AS {_local(name)}"
            f" ENGINE = Distributed('{cluster}', currentDatabase(), {_local(name)}, {spread})"
        ),
    ]


def _local(name: str) -> str:
    return f"{name}_local"


def _localised(sql: str) -> str:
    """A SELECT, or a condition, that reads on each server what lies there."""
    return _FROM.sub(lambda found: f"{found[1]} {_local(found[2]) if found[2] in tables() else found[2]}", sql)
