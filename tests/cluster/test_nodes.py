"""Real processes: a node of two workers and one of a single process, which start together and share everything."""

import json
import os
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from clickhouse_connect import get_client
from nodes import Cluster, cluster, drained, drainer, taken_over, waiting, workers
from websockets.sync.client import ClientConnection, connect

from running import Server, ask

PATIENCE = 30
LIVE = "subscription { liveEvents { path } }"
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def made() -> Iterator[Cluster]:
    with cluster({"PULSE_ADMIN_RATE_LIMIT": "0"}, workers=(2, 1)) as started:
        yield started


def until(true: Callable[[], bool]) -> None:
    """Wait for what other processes do."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.02)


def post(node: Server, key: str, **item: Any) -> int:
    """Post on a connection of its own, so that any worker may take it."""
    body = {"type": "pageview", "path": "/", "id": uuid.uuid4().hex, **item}
    return ask("POST", f"{node.url}/api/collect", json=body, headers={"X-Pulse-Key": key}).status_code


def stored(made: Cluster, project: str) -> tuple[int, int, int, int]:
    """Of a project: rows, ids, sessions, and pageviews that these count."""
    client = get_client(dsn=made.clickhouse.dsn)
    where = f"WHERE project = '{project}'"
    ((rows, ids),) = client.query(
        f"SELECT count(), uniqExact(id) FROM events {where} AND type = 'pageview'"
    ).result_rows
    ((sessions, views),) = client.query(f"SELECT sum(sign), sum(sign * pageviews) FROM sessions {where}").result_rows
    client.close()
    return rows, ids, sessions, views


def test_nodes_that_start_together_make_one_first_project(made: Cluster) -> None:
    first, second = (made.admin("GET", "/api/admin/projects", node=number) for number in range(2))
    assert first == second
    assert [project["name"] for project in first["data"]] == ["My site"]
    assert sum((node.folder / "welcome.json").exists() for node in made.nodes) == 1


def test_a_key_that_one_node_revokes_is_refused_by_every_process(made: Cluster) -> None:
    project, _ = made.project("revoked", ())
    key = made.key(project, "ingest")
    assert [post(node, key["key"]) for node in made.nodes for _ in range(4)] == [200] * 8
    made.admin("DELETE", f"/api/admin/projects/{project}/keys/{key['id']}", node=1)
    until(lambda: all(post(node, key["key"]) == 401 for node in made.nodes for _ in range(4)))


def subscribed(socket: ClientConnection) -> ClientConnection:
    """Follow the live events on a socket."""
    socket.send('{"type": "connection_init"}')
    assert json.loads(socket.recv(PATIENCE))["type"] == "connection_ack"
    socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": LIVE}}))
    return socket


def test_a_subscriber_at_any_process_hears_of_what_any_other_took(made: Cluster) -> None:
    _, (ingest, query) = made.project("watched", ("ingest", "query"))
    with ExitStack() as stack:
        sockets = [
            subscribed(
                stack.enter_context(
                    connect(
                        f"ws://127.0.0.1:{node.port}/graphql?key={query}",
                        subprotocols=["graphql-transport-ws"],  # type: ignore[list-item]  # a name for a string
                    )
                )
            )
            for node in made.nodes
            for _ in range(2)
        ]
        heard: list[set[str]] = [set() for _ in sockets]
        wanted = {f"/{number}-{at}" for number in range(2) for at in range(2)}

        def all_heard() -> bool:
            for number, node in enumerate(made.nodes):
                assert [post(node, ingest, path=f"/{number}-{at}") for at in range(2)] == [200] * 2
            for socket, paths in zip(sockets, heard, strict=True):
                while (told := received(socket)) is not None:
                    paths.add(told)
            return all(paths >= wanted for paths in heard)

        until(all_heard)  # a subscription has begun some moments after it was asked for


def received(socket: ClientConnection) -> str | None:
    """The path of the next live event, if one is there."""
    try:
        told = json.loads(socket.recv(0.1))
    except TimeoutError:
        return None
    assert told["type"] == "next", told
    path: str = told["payload"]["data"]["liveEvents"]["path"]
    return path


def test_the_drainer_dies_another_goes_on_and_its_place_is_taken(made: Cluster) -> None:
    node = made.nodes[0]
    project, (key,) = made.project("bereaved", ("ingest",))
    until(lambda: len(workers(node)) == 2)
    assert [post(node, key, visitor_id=f"v{n % 3}") for n in range(12)] == [200] * 12
    victim = drainer(node)
    assert victim in workers(node)
    os.kill(victim, signal.SIGKILL)  # some of the twelve are in the spool, some under way
    taken_over(node, victim)
    until(lambda: len(workers(node)) == 2 and victim not in workers(node))
    assert [post(node, key, visitor_id=f"v{n % 3}") for n in range(12)] == [200] * 12
    drained(made.nodes)
    assert stored(made, project) == (24, 24, 3, 24)


def test_a_node_that_is_told_to_stop_stores_what_it_took(made: Cluster) -> None:
    node = made.nodes[0]
    project, (key,) = made.project("stopped", ("ingest",))
    assert [post(node, key, visitor_id="v") for _ in range(10)] == [200] * 10
    children = workers(node)
    node.stop()
    assert waiting(node) == 0
    assert not any(os.path.exists(f"/proc/{pid}") for pid in children)  # noqa: PTH110 - a process, no file
    assert stored(made, project) == (10, 10, 1, 10)
    assert post(made.nodes[1], key) == 200
