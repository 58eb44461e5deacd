"""Make the warehouse fail under load: no request may fail, and afterwards every visit must be there, whole, in order.

Each visitor walks from page to page, one request after the other; the answer to each is awaited. The warehouse is down
for a while in between. At the end each visitor must have one session, with all pages in the order they were seen in.

    python bench/outage.py [seconds of the outage] [visitors at a time]
"""

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from counting import Trail, trails

from running import ROOT, Server

BESIDE = 2.0
"""Seconds of load before and after the outage."""
PATIENCE = 120.0


@dataclass(slots=True)
class Walk:
    """What the visitors know."""

    walked: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    over: bool = False


async def visitor(client: httpx.AsyncClient, walk: Walk, name: str) -> None:
    """Walk from ``/1`` on until told to stop."""
    while not walk.over:
        page = walk.walked.get(name, 0) + 1
        item = {"type": "pageview", "path": f"/{page}", "visitor_id": name}
        began = time.perf_counter()
        try:
            answer = await client.post("/api/collect", json=item)
            problem = "" if answer.status_code == 200 else f"{answer.status_code} {answer.text}"
        except httpx.HTTPError as caught:
            problem = repr(caught)
        walk.latencies.append(time.perf_counter() - began)
        if problem:
            walk.failed.append(problem)
        else:
            walk.walked[name] = page
        await asyncio.sleep(0.02)


def switch(down: Path, *, on: bool) -> None:
    """Let the warehouse work, or not."""
    if on:
        down.unlink()
    else:
        down.touch()


async def load(server: Server, down: Path, seconds: float, visitors: int) -> Walk:
    """The visitors, and the outage in the middle."""
    walk = Walk()
    headers = {"X-Pulse-Key": server.keys["ingest_key"]}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, timeout=30) as client:
        tasks = [asyncio.create_task(visitor(client, walk, f"v{number}")) for number in range(visitors)]
        await asyncio.sleep(BESIDE)
        await outage(walk, down, seconds)
        await asyncio.sleep(BESIDE)
        walk.over = True
        await asyncio.gather(*tasks)
    return walk


async def outage(walk: Walk, down: Path, seconds: float) -> None:
    """Take the warehouse away for a while."""
    switch(down, on=False)
    began, before = time.monotonic(), sum(walk.walked.values())
    await asyncio.sleep(seconds)
    behind = sum(walk.walked.values())
    switch(down, on=True)
    print(f"warehouse down for {time.monotonic() - began:.0f} s; {behind - before:,} events accepted meanwhile")


async def caught_up(server: Server, expected: int) -> float:
    """Seconds until the reports hold all."""
    began = time.monotonic()
    async with httpx.AsyncClient(timeout=30, headers={"X-Pulse-Key": server.keys["query_key"]}) as client:
        while time.monotonic() - began < PATIENCE:
            answer = await client.get(f"{server.url}/api/v1/stats")
            if answer.is_success and answer.json()["current"]["pageviews"] == expected:
                break
            await asyncio.sleep(0.1)
    return time.monotonic() - began


def verdict(walk: Walk, found: list[Trail], waited: float) -> int:
    """Print; 0 where nothing failed and every visit is whole."""
    whole = sorted((pages, 1, pages, "/1", f"/{pages}") for pages in walk.walked.values())
    ordered = all(paths == [f"/{page}" for page in range(1, len(paths) + 1)] for paths, *_ in found)
    equal = sorted((len(paths), *rest) for paths, *rest in found) == whole
    worst = max(walk.latencies) * 1000
    print(
        f"{len(walk.latencies):,} requests, {len(walk.failed)} failed, slowest {worst:.0f} ms;"
        f" all there {waited:.1f} s after the end; order {'kept' if ordered else 'BROKEN'},"
        f" sessions {'whole' if equal else 'BROKEN'}"
    )
    return int(bool(walk.failed) or not ordered or not equal)


def run(seconds: float = 60.0, visitors: int = 32) -> int:
    """The whole thing; the exit code."""
    with tempfile.TemporaryDirectory(prefix="pulse-outage-") as folder:
        data = Path(folder) / "data"
        down = Path(folder) / "down"
        settings = {"RATE_LIMIT_PER_SECOND": "1000000", "DOWN_FILE": str(down)}
        server = Server(data, settings, program=("-P", str(ROOT / "bench" / "failing.py"))).start()
        try:
            walk = asyncio.run(load(server, down, seconds, visitors))
            waited = asyncio.run(caught_up(server, sum(walk.walked.values())))
        finally:
            server.stop()
        return verdict(walk, trails(data), waited)


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(run(float(given[0]) if given else 60.0, int(given[1]) if len(given) > 1 else 32))
