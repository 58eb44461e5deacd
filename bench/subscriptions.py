"""Many subscribers of one project in one server process, one update a second, one of them never reading.

Prints the server's CPU, its memory for each connection, and how long an update takes: from the collecting request's 200
to each subscriber, and from the first subscriber that has it to each other. The subscribers are a process of their own,
with raw frames over plain sockets.

    python bench/subscriptions.py [subscribers ...]      1000 and 5000 by default
"""

import asyncio
import base64
import json
import os
import resource
import statistics
import struct
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any

import httpx
import psutil
import uvloop

from running import Server, running

SECONDS = 20
TOGETHER = 50
QUERY = "subscription { realtime { activeVisitors } }"
AIMS = {1_000: "aims 2.7 % of a core, 35 KiB each"}


@dataclass(slots=True)
class Outcome:
    """What the subscribers saw: for each number of active visitors, when each of them heard of it."""

    heard: dict[int, list[float]] = field(default_factory=dict)
    ready: int = 0


class Subscriber(asyncio.Protocol):
    """One socket. It masks with zeros, which costs nothing and is allowed."""

    __slots__ = ("buffer", "hello", "outcome", "stuck", "subscribed", "transport", "upgraded")

    def __init__(self, hello: bytes, outcome: Outcome, *, stuck: bool) -> None:
        self.hello = hello
        self.outcome = outcome
        self.stuck = stuck
        self.buffer = b""
        self.upgraded = False
        self.subscribed = False

    def connection_made(self, transport: Any) -> None:
        """Ask for the upgrade."""
        self.transport = transport
        transport.write(self.hello)

    def data_received(self, data: bytes) -> None:
        """Take the upgrade's answer, then frames."""
        self.buffer += data
        if not self.upgraded:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            assert b" 101 " in head, head
            self.upgraded, self.buffer = True, rest
            self.say({"type": "connection_init"})
        while len(self.buffer) >= 2:
            length, start = self.buffer[1], 2
            if length == 126:
                if len(self.buffer) < 4:
                    return
                length, start = struct.unpack_from("!H", self.buffer, 2)[0], 4
            if len(self.buffer) < start + length:
                return
            kind, payload = self.buffer[0] & 15, self.buffer[start : start + length]
            self.buffer = self.buffer[start + length :]
            self.take(kind, payload)

    def take(self, kind: int, payload: bytes) -> None:
        """One frame."""
        if kind == 9:
            self.transport.write(bytes([0x8A, 0x80 | len(payload), 0, 0, 0, 0]) + payload)
        elif kind == 1 and not self.subscribed:
            self.subscribed = True
            self.say({"id": "1", "type": "subscribe", "payload": {"query": QUERY}})
            self.outcome.ready += 1
            if self.stuck:
                self.transport.pause_reading()
        elif kind == 1:
            count = int(payload[payload.rindex(b":") + 1 :].rstrip(b"}"))
            self.outcome.heard.setdefault(count, []).append(time.time())

    def say(self, message: dict[str, Any]) -> None:
        """Send a message."""
        text = json.dumps(message).encode()
        assert len(text) < 126
        self.transport.write(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text)


async def subscribe(port: int, key: str, count: int) -> None:
    """Be the subscribers: say "ready" on stdout when all are, and what they heard when stdin closes."""
    loop = asyncio.get_running_loop()
    outcome = Outcome()
    nonce = base64.b64encode(os.urandom(16)).decode()
    hello = (
        f"GET /graphql?key={key} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {nonce}\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
    ).encode()
    for start in range(0, count, TOGETHER):
        numbers = range(start, min(count, start + TOGETHER))
        await asyncio.gather(
            *(
                loop.create_connection(lambda n=number: Subscriber(hello, outcome, stuck=n == 0), "127.0.0.1", port)
                for number in numbers
            )
        )
        while outcome.ready < numbers[-1] + 1:  # noqa: ASYNC110 - counted by protocols
            await asyncio.sleep(0.01)
    print("ready", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    print(json.dumps(asdict(outcome)), flush=True)


def raise_open_files() -> int:
    """As many sockets as this machine lets a process have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = min(hard, 65_536) if hard != resource.RLIM_INFINITY else 65_536
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most


def measure(server: Server, count: int) -> None:
    """One run with that many subscribers."""
    assert server.process is not None
    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss
    client = subprocess.Popen(  # noqa: S603 - this file again, as the other side
        [sys.executable, __file__, "--subscribe", str(server.port), server.keys["query_key"], str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert client.stdin is not None
    assert client.stdout is not None
    try:
        assert client.stdout.readline() == "ready\n"
        time.sleep(2)
        memory = (process.memory_info().rss - before) / count / 1024
        sent, cpu = drive(server, process, f"subscribers-{count}")
        time.sleep(2)
        client.stdin.close()
        heard = {int(number): times for number, times in json.loads(client.stdout.readline())["heard"].items()}
    finally:
        client.wait(60)
    report(count, sent, heard, cpu, memory)


def drive(server: Server, process: psutil.Process, name: str) -> tuple[list[float], float]:
    """A new visitor each second; when each was acknowledged, and the server's CPU as a share of a core."""
    key = {"X-Pulse-Key": server.keys["ingest_key"], "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
    sent: list[float] = []
    with httpx.Client(base_url=server.url, headers=key) as http:
        started, used = time.monotonic(), sum(process.cpu_times()[:2])
        for number in range(SECONDS):
            body = {"type": "pageview", "path": "/", "visitor_id": f"{name}-{number}"}
            assert http.post("/api/collect", json=body).is_success
            sent.append(time.time())
            time.sleep(max(0.0, started + number + 1 - time.monotonic()))
        return sent, (sum(process.cpu_times()[:2]) - used) / (time.monotonic() - started)


def report(count: int, sent: list[float], heard: dict[int, list[float]], cpu: float, memory: float) -> None:
    """Print one run."""
    whole = {number: times for number, times in heard.items() if len(times) == count - 1}
    first = max(heard) - SECONDS + 1
    delays = [at - sent[number - first] for number, times in whole.items() if number >= first for at in times]
    spread = [at - min(times) for number, times in whole.items() if number >= first for at in times]
    print(f"{count} subscribers, one stuck, {SECONDS} updates: {len(delays) // (count - 1)} reached all others")
    print(f"  CPU {cpu * 100:6.1f} % of a core    memory {memory:6.1f} KiB a connection    {AIMS.get(count, '')}")
    for name, found in (("from the 200", delays), ("from the first", spread)):
        cut = statistics.quantiles(found, n=100)
        print(
            f"  {name:<15} p50 {cut[49] * 1e3:7.1f} ms   p99 {cut[98] * 1e3:7.1f} ms   most {max(found) * 1e3:7.1f} ms"
        )


def main(counts: list[int]) -> None:
    """Measure each count against a server of its own, and one with nobody watching."""
    most = raise_open_files()
    with running() as server:
        assert server.process is not None
        _, cpu = drive(server, psutil.Process(server.process.pid), "nobody")
        print(f"nobody watching, one event a second: CPU {cpu * 100:.1f} % of a core")
    for count in counts:
        if count + 200 > most:
            print(f"{count} subscribers: this machine allows {most} open files")
            continue
        with running() as server:
            measure(server, count)


if __name__ == "__main__":
    raise_open_files()
    if sys.argv[1:2] == ["--subscribe"]:
        uvloop.run(subscribe(int(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
    else:
        main([int(text) for text in sys.argv[1:]] or [1_000, 5_000])
