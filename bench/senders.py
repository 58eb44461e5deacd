"""Whoever is around some nodes: senders behind a balancer, a subscriber, and a receiver of alerts."""

import asyncio
import contextlib
import json
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from load import AGENTS
from proxy import BROKEN, HERE, Message, read
from websockets.asyncio.client import connect

from running import Server

SENDERS = 32
VISITORS_EACH = 8
PAUSE = 0.05
"""Seconds between two events of a sender."""
COME_AGAIN = 5.0
"""Seconds after which the tracker posts again what was not acknowledged."""
LIVE = "subscription { liveEvents { path } }"
INVALID = b'{"type":"pageview"}'
"""Answered with 400 where the key may, and stored nowhere."""


@dataclass(slots=True)
class Site:
    """A project of the load."""

    id: str
    ingest: str
    query: str


@dataclass(slots=True)
class Ledger:
    """What the senders know.

    Attributes:
        acknowledged: each event's visitor, by id.
        latencies: seconds to an acknowledgement at the first attempt.
        statuses: of all answers; 0 where there was none.

    """

    acknowledged: dict[str, str] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    over: bool = False


def address(sender: int) -> str:
    """Where a sender sends from."""
    return f"127.0.1.{sender + 1}"


def sender_of(path: str) -> int:
    """Whose visitor saw a page."""
    return int(path[1:].partition("-")[0])


class Client:
    """A kept connection that posts, from an address of its own."""

    def __init__(self, port: int, key: str, source: str = HERE) -> None:
        self._port = port
        self._key = key
        self._source = source
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, body: bytes, agent: str = AGENTS[0]) -> int:
        """Post to collect; the answer's status, 0 where there is none."""
        head = (
            f"POST /api/collect HTTP/1.1\r\nhost: {HERE}\r\nuser-agent: {agent}\r\nx-pulse-key: {self._key}\r\n"
            f"content-length: {len(body)}\r\n\r\n"
        )
        try:
            if self._streams is None or self._streams[0].at_eof():
                self._streams = await asyncio.open_connection(HERE, self._port, local_addr=(self._source, 0))
            self._streams[1].write(Message(head.encode(), body).whole)
            return (await read(self._streams[0])).status
        except BROKEN:
            self.close()
            return 0

    def close(self) -> None:
        """Let go."""
        streams, self._streams = self._streams, None
        if streams is not None:
            streams[1].close()


async def sender(number: int, port: int, key: str, ledger: Ledger) -> None:
    """Be some visitors at one address until told to stop; nothing is given up that was begun."""
    client, turn = Client(port, key, address(number)), 0
    while not ledger.over:
        turn += 1
        visitor = turn % VISITORS_EACH
        agent = AGENTS[visitor % len(AGENTS)].format(110 + visitor)
        path, identity, began = f"/{number}-{visitor}", uuid.uuid4().hex, time.time()
        item: dict[str, Any] = {"type": "pageview", "id": identity, "path": path}
        while (status := await client.post(json.dumps(item).encode(), agent)) != 200:
            ledger.statuses[status] += 1
            await asyncio.sleep(COME_AGAIN)
            item["timestamp"] = round(began * 1000)
        ledger.statuses[status] += 1
        if "timestamp" not in item:
            ledger.latencies.append(time.time() - began)
        ledger.acknowledged[identity] = path
        await asyncio.sleep(PAUSE)
    client.close()


@contextlib.asynccontextmanager
async def load(port: int, sites: list[Site], ledger: Ledger) -> AsyncIterator[None]:
    """The senders, for the length of the block and until all of theirs is acknowledged."""
    tasks = [asyncio.create_task(sender(n, port, sites[n % len(sites)].ingest, ledger)) for n in range(SENDERS)]
    yield
    ledger.over = True
    await asyncio.gather(*tasks)


@dataclass(slots=True)
class Ear:
    """What a subscriber heard: when, and of which sender's visitor."""

    heard: list[tuple[float, int]] = field(default_factory=list)
    problem: str = ""

    async def listen(self, node: Server, key: str) -> None:
        """Subscribe to the live events of a project, until cancelled."""
        url = f"ws://{HERE}:{node.port}/graphql?key={key}"
        try:
            async with connect(url, subprotocols=["graphql-transport-ws"], max_queue=None) as socket:  # type: ignore[list-item]
                await socket.send('{"type": "connection_init"}')
                await socket.recv()
                await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": LIVE}}))
                async for message in socket:
                    told = json.loads(message)
                    if told["type"] == "ping":
                        await socket.send('{"type": "pong"}')
                    elif told["type"] == "next":
                        path = told["payload"]["data"]["liveEvents"]["path"]
                        self.heard.append((time.monotonic(), sender_of(path)))
                    else:
                        self.problem = str(told)
        except OSError as problem:
            self.problem = repr(problem)


class Receiver:
    """Where alerts arrive: how often each message came, and for which rule."""

    def __init__(self) -> None:
        self.got: defaultdict[str, Counter[str]] = defaultdict(Counter)

    @contextlib.asynccontextmanager
    async def receiving(self) -> AsyncIterator[str]:
        """Listen; gives the address."""
        server = await asyncio.start_server(self._take, HERE, 0)
        yield f"http://{HERE}:{server.sockets[0].getsockname()[1]}/"
        server.close()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(*BROKEN):
            message = await read(reader)
            told = json.loads(message.body)["data"]
            head = message.head.decode().lower()
            delivery = head.partition("x-pulse-delivery:")[2].partition("\r\n")[0].strip()
            self.got[f"{told['alert_id']} {told['status']}"][delivery] += 1
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            await writer.drain()
        writer.close()
