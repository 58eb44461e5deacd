"""How long after its acknowledgement an event is in REST, in GraphQL and pushed to an open subscription.

Prints the three delays, in milliseconds, as the median and the worst of several events.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable

import httpx
import orjson
from websockets.asyncio.client import ClientConnection, connect

from running import Server, running

EVENTS = 10
PATIENCE = 10.0
QUERY = "{ project { analytics { stats { current { events } } } } }"
SUBSCRIPTION = "subscription { analytics(every: 1) { stats { current { events } } } }"


async def subscribe(server: Server) -> ClientConnection:
    """An open subscription that has delivered its first answer."""
    url = f"ws://127.0.0.1:{server.port}/graphql"
    socket = await connect(url, subprotocols=["graphql-transport-ws"])  # type: ignore[list-item]
    await socket.send(orjson.dumps({"type": "connection_init", "payload": {"key": server.keys["query_key"]}}).decode())
    await socket.recv()
    await socket.send(orjson.dumps({"id": "1", "type": "subscribe", "payload": {"query": SUBSCRIPTION}}).decode())
    await socket.recv()
    return socket


async def until(count: int, ask: Callable[[], Awaitable[int]], since: float) -> float:
    """Milliseconds from ``since`` until the answer reaches ``count``."""
    async with asyncio.timeout(PATIENCE):
        while await ask() < count:  # noqa: ASYNC110 - the other process has no event to wait for
            await asyncio.sleep(0.005)
    return (time.perf_counter() - since) * 1000


async def measure(server: Server) -> dict[str, list[float]]:
    """The delays of each door over several events."""
    delays: dict[str, list[float]] = {"REST": [], "GraphQL": [], "subscription": []}
    headers = {"X-Pulse-Key": server.keys["query_key"]}
    async with httpx.AsyncClient(base_url=server.url, headers=headers) as client, await subscribe(server) as socket:

        async def rest() -> int:
            count: int = (await client.get("/api/v1/stats")).json()["current"]["events"]
            return count

        async def graphql() -> int:
            answer = (await client.post("/graphql", json={"query": QUERY})).json()
            count: int = answer["data"]["project"]["analytics"]["stats"]["current"]["events"]
            return count

        async def pushed() -> int:
            answer = orjson.loads(await socket.recv())
            count: int = answer["payload"]["data"]["analytics"]["stats"]["current"]["events"]
            return count

        for number in range(1, EVENTS + 1):
            body = {"type": "event", "name": "measured", "path": "/"}
            key = {"X-Pulse-Key": server.keys["ingest_key"]}
            (await client.post("/api/collect", json=body, headers=key)).raise_for_status()
            since = time.perf_counter()
            answers = await asyncio.gather(*(until(number, ask, since) for ask in (rest, graphql, pushed)))
            for name, delay in zip(delays, answers, strict=True):
                delays[name].append(delay)
    return delays


def main() -> int:
    """Print the table; the exit code says whether the aim of 1.5 s was met."""
    with running({"RATE_LIMIT_PER_SECOND": "100000"}) as server:
        delays = asyncio.run(measure(server))
    print(f"{'door':<14}{'median':>10}{'worst':>10}   ms from the 200 to the number, {EVENTS} events")
    for name, values in delays.items():
        print(f"{name:<14}{statistics.median(values):>10.0f}{max(values):>10.0f}")
    return int(max(max(values) for values in delays.values()) > 1500)


if __name__ == "__main__":
    sys.exit(main())
