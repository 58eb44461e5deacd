"""Kill the server at random moments under load, restart it, and count: every acknowledged event is stored exactly once.

Each sender posts events with ids of its own. One that gets no answer posts the same event again, as a tracker does,
until it is acknowledged: it may have been kept before, and must not count twice. At the end each id is counted in the
warehouse.

    python bench/crash.py [kills] [senders]
"""

import asyncio
import random
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from counting import Count, count

from running import Server

SETTINGS = {"RATE_LIMIT_PER_SECOND": "1000000"}
VISITORS = 50


@dataclass(slots=True)
class Sent:
    """What the senders know."""

    acknowledged: set[str] = field(default_factory=set)
    retries: int = 0
    over: bool = False


def event(identity: str, number: int) -> dict[str, object]:
    """One event of a visitor."""
    return {"type": "event", "name": "crash", "id": identity, "path": "/", "visitor_id": f"v{number % VISITORS}"}


async def sender(client: httpx.AsyncClient, sent: Sent, number: int) -> None:
    """Post until told to stop; nothing is given up that was begun."""
    while not sent.over:
        identity, began = uuid.uuid4().hex, time.time()
        body = event(identity, number)
        while not await acknowledged(client, body):
            sent.retries += 1
            if number % 2:  # as the tracker does; the others, like a server's SDK, name no time
                body["timestamp"] = round(began * 1000)
        sent.acknowledged.add(identity)


async def acknowledged(client: httpx.AsyncClient, body: dict[str, object]) -> bool:
    """Post once."""
    try:
        return (await client.post("/api/collect", json=body)).status_code == 200
    except httpx.HTTPError:
        await asyncio.sleep(0.25)
        return False


async def storm(server: Server, kills: int, senders: int, seconds: float) -> Sent:
    """The senders, and the kills between."""
    sent = Sent()
    headers = {"X-Pulse-Key": server.keys["ingest_key"]}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, timeout=10) as client:
        tasks = [asyncio.create_task(sender(client, sent, number)) for number in range(senders)]
        await strike(server, sent, kills, seconds)
        sent.over = True
        await asyncio.gather(*tasks)
    return sent


async def strike(server: Server, sent: Sent, kills: int, seconds: float) -> None:
    """Kill and start again, so many times."""
    dice = random.Random(4)  # noqa: S311 - moments, not secrets
    for number in range(kills):
        before = len(sent.acknowledged)
        while len(sent.acknowledged) == before:  # noqa: ASYNC110 - a kill before the first answer would prove nothing
            await asyncio.sleep(0.01)
        await asyncio.sleep(dice.uniform(0, seconds))
        server.kill()
        before = len(sent.acknowledged)
        await asyncio.to_thread(server.start)
        print(f"kill {number + 1:>2}: {before:>7,} acknowledged, up again", flush=True)
    await asyncio.sleep(0.5)


def verdict(sent: Sent, stored: Count, kills: int) -> int:
    """Print; 0 where every acknowledged event is there exactly once and nothing else is."""
    lost = sent.acknowledged - stored.ids.keys()
    twice = [identity for identity, times in stored.ids.items() if times != 1]
    strange = stored.ids.keys() - sent.acknowledged
    print(
        f"{kills} kills, {len(sent.acknowledged):,} events acknowledged, {sent.retries:,} sent again:"
        f" {len(lost)} lost, {len(twice)} stored twice, {len(strange)} that nobody sent;"
        f" sessions hold {stored.in_sessions:,} events in {stored.sessions:,} sessions, {stored.uneven} out of balance"
    )
    return int(bool(lost or twice or strange or stored.uneven or stored.in_sessions != len(sent.acknowledged)))


def run(kills: int = 10, senders: int = 32, seconds: float = 3.0) -> int:
    """The whole thing; the exit code."""
    with tempfile.TemporaryDirectory(prefix="pulse-crash-") as folder:
        server = Server(Path(folder), SETTINGS).start()
        try:
            sent = asyncio.run(storm(server, kills, senders, seconds))
        finally:
            server.stop()
        return verdict(sent, count(Path(folder)), kills)


if __name__ == "__main__":
    sys.exit(run(*map(int, sys.argv[1:3])))
