"""A load generator that costs little: raw HTTP/1.1 over kept connections, requests made before the clock starts.

Run as a script it is one process of its own, told by one JSON line on its input and answering with one on its output.
"""

import asyncio
import itertools
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, cast

import uvloop

AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{0}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{0}.0.0.0 Safari/53",
    "Mozilla/5.0 (X11; Linux x86_64; rv:{0}.0) Gecko/20100101 Firefox/{0}.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile/15E148 Safari/604",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{0}.0.0.0 Mobile Safari/537.36",
)
REFERRERS = ("", "", "https://www.google.com/", "https://t.co/abc", "https://news.ycombinator.com/item?id=1")
VISITORS = 4_000
ID = b"00000000000000000000000000000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to send, for how long."""

    port: int
    path: str
    key: str = ""
    seconds: float
    connections: int = 256
    first: int = 0
    """Number of the first event: its id."""


@dataclass(slots=True)
class Outcome:
    """What came back. Times in seconds."""

    requests: int = 0
    seconds: float = 0.0
    p50: float = 0.0
    p99: float = 0.0
    statuses: dict[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def items() -> Iterator[dict[str, Any]]:
    """What a site with the tracker sends: mostly pageviews, with what belongs to them."""
    for number in itertools.count():
        path = f"/{('', 'pricing', 'docs/start', 'blog/one', 'signup')[number % 5]}"
        common = {"id": ID.decode(), "path": path, "hostname": "bench.example"}
        view = {"title": f"Page {path}", "referrer": REFERRERS[number % 5], "screen": "1920x1080", "language": "en-US"}
        yield {"type": "pageview", **common, **view}
        yield {"type": "pageview", **common, **view, "utm_source": "news", "utm_medium": "email"}
        yield {"type": "event", **common, "name": "add_to_cart", "data": {"sku": f"p{number % 50}", "quantity": 2}}
        yield {"type": "web_vital", **common, "name": "LCP", "value": 1200.5 + number % 100}
        yield {"type": "scroll_depth", **common, "max_depth": number % 101, "engaged_ms": 1000 + number % 50_000}


def requests(job: Job) -> list[tuple[bytes, bytes]]:
    """The requests before and behind the place of the id, one for each visitor of the crowd."""
    made = []
    for number, item in zip(range(VISITORS), items(), strict=False):
        body = json.dumps(item).encode()
        address = f"81.{number % 200}.{number // 200 % 200}.{number % 251}"
        agent = AGENTS[number % len(AGENTS)].format(110 + number % 12)
        head = (
            f"POST {job.path} HTTP/1.1\r\nhost: 127.0.0.1:{job.port}\r\nuser-agent: {agent}\r\naccept: */*\r\n"
            f"x-forwarded-for: {address}\r\nx-pulse-key: {job.key}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\n\r\n"
        )
        before, _, behind = (head.encode() + body).partition(ID)
        made.append((before, behind))
    return made


class Connection(asyncio.Protocol):
    """Sends the next request as soon as the answer to the last is complete."""

    def __init__(self, crowd: "Crowd") -> None:
        self._crowd = crowd
        self._answer = b""
        self._since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first."""
        self._transport = cast("asyncio.Transport", transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        """Note a complete answer, and send the next."""
        self._answer = self._answer + data if self._answer else data
        head = self._answer.find(b"\r\n\r\n")
        if head < 0:
            return
        at = self._answer.find(b"content-length: ")
        length = int(self._answer[at + 16 : self._answer.find(b"\r\n", at)])
        if len(self._answer) < head + 4 + length:
            return
        self._crowd.latencies.append(time.perf_counter() - self._since)
        self._crowd.statuses[self._answer[9:12]] += 1
        self._answer = b""
        self._send()

    def _send(self) -> None:
        message = self._crowd.next()
        if message is None:
            self._transport.close()
            return
        self._since = time.perf_counter()
        self._transport.write(message)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the crowd."""
        self._crowd.gone(exc)


class Crowd:
    """All connections of one job."""

    def __init__(self, job: Job) -> None:
        self.latencies: list[float] = []
        self.statuses: Counter[bytes] = Counter()
        self._job = job
        self._number = job.first
        self._requests = requests(job)
        self._left = job.connections
        self._over = asyncio.Event()

    def next(self) -> bytes | None:
        """The next request, none when time is up."""
        if time.perf_counter() > self._end:
            return None
        self._number += 1
        before, behind = self._requests[self._number % VISITORS]
        return b"%b%032x%b" % (before, self._number, behind)

    def gone(self, problem: Exception | None) -> None:
        """A connection ended."""
        if problem is not None:
            self.statuses[b"lost"] += 1
        self._left -= 1
        if not self._left:
            self._over.set()

    async def run(self) -> Outcome:
        """Send until time is up."""
        loop = asyncio.get_running_loop()
        begin = time.perf_counter()
        self._end = begin + self._job.seconds
        for _ in range(self._job.connections):
            await loop.create_connection(lambda: Connection(self), "127.0.0.1", self._job.port)
        await self._over.wait()
        took = time.perf_counter() - begin
        ordered = sorted(self.latencies)
        count = len(ordered)
        statuses = {name.decode(): number for name, number in self.statuses.items()}
        return Outcome(count, took, ordered[count // 2], ordered[count * 99 // 100], statuses)


def load(job: Job) -> Outcome:
    """Run a job in a process of its own, on the cores that this one may use."""
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, __file__], input=json.dumps(asdict(job)).encode(), capture_output=True, check=True
    )
    return Outcome(**json.loads(done.stdout))


if __name__ == "__main__" and not sys.stdin.isatty():
    told = sys.stdin.read()
    if told:
        print(json.dumps(asdict(uvloop.run(Crowd(Job(**json.loads(told))).run()))))
