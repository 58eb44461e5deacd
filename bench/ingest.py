"""Requests a second of /api/collect with everything on, beside a bare Starlette echo, each on one and the same core.

Both run under the same uvicorn. The load comes from the other core, in alternating rounds; the ceiling shows what the
load generator reaches against a server that does nothing. Afterwards every accepted event must be in the warehouse. The
processor time of each request, storing included, is printed too: it holds on a machine that has other work as well.

    python bench/ingest.py [seconds of a round] [rounds]
"""

import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import uvicorn
import uvloop
from load import Job, Outcome, load
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from running import Server, free_port, running

AIM = 0.7
PATIENCE = 120.0
SERVER_CORE, LOAD_CORE = 0, 1


async def echo(request: Request) -> JSONResponse:
    """The least that a framework does for a JSON body."""
    return JSONResponse(await request.json())


def serve_echo(port: int) -> None:
    """The bare echo, under uvicorn as Pulse sets it."""
    app = Starlette(routes=[Route("/api/collect", echo, methods=["POST"])])
    uvicorn.run(
        app, port=port, loop="uvloop", http="httptools", access_log=False, log_level="warning", server_header=False
    )


class Nothing(asyncio.Protocol):
    """Answers whatever arrives."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer."""
        answer = b'HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"ok":true}'
        if data:
            self._transport.write(answer)  # type: ignore[attr-defined]  # a TCP transport writes


def serve_nothing(port: int) -> None:
    """The ceiling."""

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Nothing, "127.0.0.1", port)
        await server.serve_forever()

    uvloop.run(main())


@contextlib.contextmanager
def beside(kind: str) -> Iterator[tuple[int, int]]:
    """One of the two servers above as a process; its port and its number."""
    port = free_port()
    process = subprocess.Popen([sys.executable, __file__, kind, str(port)])  # noqa: S603 - ourselves
    try:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with contextlib.suppress(httpx.HTTPError):
                httpx.post(f"http://127.0.0.1:{port}/api/collect", json={})
                break
            time.sleep(0.05)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def on_core(core: int) -> Iterator[None]:
    """What starts within stays on that core; so do its threads."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core} & before or before)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cpu_seconds(process: int) -> float:
    """Processor time that a process has taken, with all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def stored(server: Server, expected: int) -> float:
    """Seconds until all pageviews and events are in the reports."""
    began = time.monotonic()
    headers = {"X-Pulse-Key": server.keys["query_key"]}
    found = -1
    while time.monotonic() - began < PATIENCE:
        current = httpx.get(f"{server.url}/api/v1/stats", headers=headers, timeout=30).json()["current"]
        found = current["pageviews"] + current["events"]
        if found == expected:
            return time.monotonic() - began
        time.sleep(0.1)
    raise SystemExit(f"{expected} pageviews and events were accepted, but {found} are stored")


@dataclass(slots=True)
class Candidate:
    """One server and what was measured of it."""

    name: str
    port: int
    process: int
    outcomes: list[Outcome] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def measure(self, key: str, seconds: float, first: int) -> Outcome:
        """One round."""
        before = cpu_seconds(self.process)
        outcome = load(Job(port=self.port, path="/api/collect", key=key, seconds=seconds, first=first))
        if outcome.statuses != {"200": outcome.requests}:
            raise SystemExit(f"{self.name} answered {outcome.statuses}")
        self.outcomes.append(outcome)
        self.cpu.append((cpu_seconds(self.process) - before) / outcome.requests)
        return outcome

    def median(self, name: str) -> float:
        """Of all rounds but the first, which warms up."""
        return statistics.median(getattr(one, name) for one in self.outcomes[1:])

    def cost(self) -> float:
        """Microseconds of the processor for each request, likewise."""
        return statistics.median(self.cpu[1:]) * 1e6


def rounds(seconds: float, count: int) -> None:
    """Measure and print."""
    unlimited = {"RATE_LIMIT_PER_SECOND": "1000000", "PULSE_TRUSTED_PROXIES": "127.0.0.1"}
    sent = counted = 0
    with contextlib.ExitStack() as stack:
        with on_core(SERVER_CORE):
            ceiling = Candidate("load generator alone", *stack.enter_context(beside("ceiling")))
            bare = Candidate("bare Starlette echo", *stack.enter_context(beside("echo")))
            server = stack.enter_context(running(unlimited))
        assert server.process is not None
        pulse = Candidate("Pulse /api/collect", server.port, server.process.pid)
        stack.enter_context(on_core(LOAD_CORE))
        for number in range(count + 1):
            for candidate in (ceiling, bare, pulse):
                length = seconds if number else 1.0
                outcome = candidate.measure(server.keys["ingest_key"], length, sent)
            counted += sum(at % 5 < 3 for at in range(sent + 1, sent + outcome.requests + 1))
            sent += outcome.requests
        caught_up = stored(server, counted)
    print(f"{'':<22}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'CPU us':>9}")
    for one in (ceiling, bare, pulse):
        times = f"{one.median('p50') * 1000:>9.2f}{one.median('p99') * 1000:>9.2f}{one.cost():>9.0f}"
        print(f"{one.name:<22}{one.median('rate'):>12,.0f}{times}")
    ratio = pulse.median("rate") / bare.median("rate")
    print(f"ratio {ratio:.2f} by requests/s (aim {AIM}), {bare.cost() / pulse.cost():.2f} by processor time")
    print(f"all {sent:,} events stored {caught_up:.1f} s after the last")
    sys.exit(ratio < AIM)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["echo", port]:
            serve_echo(int(port))
        case ["ceiling", port]:
            serve_nothing(int(port))
        case given:
            rounds(float(given[0]) if given else 4.0, int(given[1]) if len(given) > 1 else 3)
