"""Two nodes of two workers each behind a hashing balancer: under load a worker is killed, then a node; all is counted.

PostgreSQL, Valkey, the engine behind ClickHouse's HTTP interface and the nodes are real processes on loopback. Visitors
have addresses of their own there (127.0.1.1 …), which the balancer hashes and passes on. A sender that gets no answer
waits as the tracker does, and posts the same event again, until it is acknowledged.

    python bench/cluster.py [--seconds 60]        kill a worker, then a node; the node comes back
    python bench/cluster.py --outage 120          take ClickHouse away for so long instead
    python bench/cluster.py --nginx               either with nginx, where it is installed, as the balancer

Prints what was wanted beside what was found; the exit code is 1 where something is wrong.
"""

import argparse
import asyncio
import os
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass

import uvloop
from clickhouse_connect import get_client
from nodes import Cluster, caught_up, cluster, drained, drainer, kill, taken_over
from proxy import HERE, Nginx, Proxy
from senders import INVALID, Client, Ear, Ledger, Receiver, Site, address, load, sender_of

from running import Server

PROJECTS = 8
Balancer = Proxy | Nginx
LIMIT = 100
"""Requests a second for each project; each node has two processes, so four would let in four times as many."""
HAMMERED = 4.0


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the table."""

    what: str
    wanted: str
    found: str
    well: bool


def set_up(made: Cluster, hook: str) -> list[Site]:
    """The projects of the load, each with an alert that holds as soon as anything is there."""
    sites = []
    for number in range(PROJECTS):
        project, (ingest, query) = made.project(f"site-{number}", ("ingest", "query"))
        sites.append(Site(project, ingest, query))
        channels = f'[{{type: WEBHOOK, url: "{hook}"}}]'
        rule = 'name: "Somebody is here", module: "pageviews", metric: "visitors", operator: GT, threshold: 0'
        mutation = f'mutation {{ createAlert(project: "{project}", {rule}, notifyChannels: {channels}) {{ id }} }}'
        answer = made.admin("POST", "/graphql", {"query": mutation})
        assert "errors" not in answer, answer
    return sites


async def strikes(made: Cluster, seconds: float) -> tuple[list[Check], float]:
    """A worker dies, then its node; it comes back. Gives the moment at which the node died."""
    doomed = made.nodes[0]
    await asyncio.sleep(seconds / 4)
    victim = drainer(doomed)
    assert victim is not None
    os.kill(victim, signal.SIGKILL)
    took = await asyncio.to_thread(taken_over, doomed, victim)
    print(f"killed the worker that drained node 1; another drains after {took:.1f} s", flush=True)
    await asyncio.sleep(seconds / 4)
    died = time.monotonic()
    await asyncio.to_thread(kill, doomed)
    print("killed node 1", flush=True)
    await asyncio.sleep(seconds / 4)
    await asyncio.to_thread(doomed.start)
    print("node 1 is back", flush=True)
    await asyncio.sleep(seconds / 4)
    return [Check("another worker drains after", "5 s at most", f"{took:.1f} s", took <= 5)], died


async def revoked(made: Cluster, site: Site) -> Check:
    """How long a node goes on taking a key after its revocation was answered."""
    key = made.key(site.id, "ingest")
    last: dict[int, float] = {}
    over = False

    async def probe(node: Server) -> None:
        while not over:
            client = Client(node.port, key["key"])  # a connection each, so that it is any worker's
            asked = time.monotonic()
            if await client.post(INVALID) == 400:
                last[node.port] = asked
            client.close()
            await asyncio.sleep(0.01)

    tasks = [asyncio.create_task(probe(node)) for node in made.nodes for _ in range(4)]
    await asyncio.sleep(1)
    assert len(last) == len(made.nodes), "the key works everywhere"
    path = f"/api/admin/projects/{site.id}/keys/{key['id']}"
    await asyncio.to_thread(made.admin, "DELETE", path)
    done = time.monotonic()
    await asyncio.sleep(2)
    over = True
    await asyncio.gather(*tasks)
    slowest = max(0.0, *(moment - done for moment in last.values()))
    return Check("a revoked key is refused on both nodes after", "1 s at most", f"{slowest * 1000:.0f} ms", slowest < 1)


async def limited(made: Cluster) -> Check:
    """How many requests of one project are let in, when both nodes get all that they can answer."""
    _, (key,) = made.project("hammered", ("ingest",))
    until = time.monotonic() + HAMMERED
    statuses: Counter[int] = Counter()

    async def hammer(node: Server) -> None:
        client = Client(node.port, key)
        while time.monotonic() < until:
            statuses[await client.post(INVALID)] += 1
        client.close()

    await asyncio.gather(*(hammer(node) for node in made.nodes for _ in range(8)))
    let_in, refused = statuses[400], statuses[429]
    most = round(LIMIT * (HAMMERED + 1))
    found = f"{let_in}, {refused:,} refused"
    well = LIMIT * HAMMERED / 2 <= let_in <= most and refused > let_in and set(statuses) <= {400, 429}
    return Check(f"let in of one project in {HAMMERED:.0f} s, limit {LIMIT} a second", f"{most} at most", found, well)


async def alerted(receiver: Receiver) -> Check:
    """Each rule is told of once, whoever led; rules are judged each minute, and one more judgement must be silent."""
    if len(receiver.got) < PROJECTS:
        await next_minute()
    await next_minute()
    times = Counter(len(deliveries) for deliveries in receiver.got.values())
    sent = sum(sum(deliveries.values()) for deliveries in receiver.got.values())
    found = f"{len(receiver.got)} rules, {sum(n * t for t, n in times.items())} messages, sent {sent} times"
    return Check("alerts told", f"{PROJECTS} rules, {PROJECTS} messages", found, dict(times) == {1: PROJECTS})


async def next_minute() -> None:
    """Wait until what happens each minute has happened once more."""
    await asyncio.sleep(60 - time.time() % 60 + 5)


def counted(made: Cluster, ledger: Ledger, proxy: Balancer) -> list[Check]:
    """What lies in the warehouse, against what the senders know."""
    client = get_client(dsn=made.clickhouse.dsn)
    ids = "SELECT lower(replaceAll(toString(id), '-', '')), count() FROM events WHERE type = 'pageview' GROUP BY id"
    stored = dict(client.query(ids).result_rows)
    lost = ledger.acknowledged.keys() - stored.keys()
    twice = sum(times > 1 for times in stored.values())
    strange = stored.keys() - ledger.acknowledged.keys()
    # One row of a session stands when all that took others back are counted.
    sessions = "SELECT session, sum(sign) AS n, sum(sign * pageviews) AS views FROM sessions GROUP BY session"
    there = "SELECT session, any(path) AS visitor, count() AS rows FROM events WHERE type = 'pageview' GROUP BY session"
    rows = client.query(f"SELECT visitor, n, views, rows FROM ({sessions}) s FULL JOIN ({there}) e USING session")
    uneven = sum(n != 1 or views != count for _, n, views, count in rows.result_rows)
    split = Counter(visitor for visitor, *_ in rows.result_rows)
    bound = {path: len(proxy.answered[address(sender_of(path))]) for path in split}
    beyond = sum(split[path] > most for path, most in bound.items())
    moved = sum(most > 1 for most in bound.values())
    return [
        Check(
            f"{len(ledger.acknowledged):,} acknowledged events, each stored once",
            "0 lost, 0 twice, 0 unknown",
            f"{len(lost)} lost, {twice} twice, {len(strange)} unknown",
            not lost and not twice and not strange,
        ),
        Check("sessions whose rows do not add up to their events", "0", str(uneven), uneven == 0),
        Check(
            f"visitors with more sessions than nodes that answered them ({len(split)} visitors, {moved} moved)",
            "0",
            f"{beyond} ({sum(split.values())} sessions)",
            beyond == 0 and len(split) == len(set(ledger.acknowledged.values())),
        ),
    ]


async def killing(made: Cluster, proxy: Balancer, seconds: float) -> list[Check]:
    """The scenario with the kills."""
    ledger, ear, receiver = Ledger(), Ear(), Receiver()
    async with receiver.receiving() as hook:
        sites = await asyncio.to_thread(set_up, made, hook)
        listening = asyncio.create_task(ear.listen(made.nodes[1], sites[0].query))
        began = time.monotonic()
        async with proxy.serving() as port, load(port, sites, ledger):
            checks, died = await strikes(made, seconds)
        report(ledger, time.monotonic() - began)
        await asyncio.to_thread(drained, made.nodes)
        checks = counted(made, ledger, proxy) + checks + [heard(ear, died, proxy)]
        checks.append(await revoked(made, sites[0]))
        checks.append(await limited(made))
        checks.append(await alerted(receiver))
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
    return checks


def heard(ear: Ear, died: float, proxy: Balancer) -> Check:
    """The subscriber of the surviving node heard of both nodes' visitors before, and goes on hearing."""
    homes = Counter(proxy.home(address(sender)) for moment, sender in ear.heard if moment < died)
    after = sum(moment > died + 1 for moment, _ in ear.heard)
    found = f"{homes[1]:,} and {homes[0]:,}, then {after:,}" + (f"; {ear.problem}" if ear.problem else "")
    well = min(homes[0], homes[1], after) > 0 and not ear.problem
    return Check("live events at node 2: its own, node 1's, after its death", "more than 0 each", found, well)


async def away(made: Cluster, proxy: Balancer, outage: float) -> list[Check]:
    """The scenario without a warehouse."""
    ledger, beside = Ledger(), min(10.0, outage)
    sites = await asyncio.to_thread(set_up, made, f"http://{HERE}:1/")
    began = time.monotonic()
    async with proxy.serving() as port, load(port, sites, ledger):
        await asyncio.sleep(beside)
        before = len(ledger.acknowledged)
        await asyncio.to_thread(made.clickhouse.kill)
        await asyncio.sleep(outage)
        behind = len(ledger.acknowledged) - before
        await asyncio.to_thread(made.clickhouse.start)
        took = await asyncio.to_thread(caught_up, made.nodes)
        print(f"ClickHouse was away for {outage:.0f} s; the {behind:,} events of it are stored after {took:.1f} s")
        await asyncio.sleep(beside)
    report(ledger, time.monotonic() - began)
    await asyncio.to_thread(drained, made.nodes)
    failed = {status: times for status, times in ledger.statuses.items() if status != 200}
    checks = counted(made, ledger, proxy)
    checks.append(Check("requests that failed", "0", str(failed or 0), not failed))
    return [*checks, Check("all caught up after", "60 s at most", f"{took:.1f} s", took <= 60)]


def report(ledger: Ledger, seconds: float) -> None:
    """Say how much there was of it."""
    ordered = sorted(ledger.latencies)
    p50, p99 = (ordered[len(ordered) * part // 100] * 1000 for part in (50, 99))
    again = {status or "no answer": times for status, times in ledger.statuses.items() if status != 200}
    rate = len(ledger.acknowledged) / seconds
    print(f"{rate:,.0f} events a second; acknowledged in {p50:.0f} ms (p50), {p99:.0f} ms (p99); refused: {again or 0}")


def table(checks: list[Check]) -> int:
    """Print; the exit code."""
    width = max(len(check.what) for check in checks)
    middle = max(len(check.wanted) for check in checks)
    for check in checks:
        print(f"{'ok   ' if check.well else 'WRONG'} {check.what:<{width}}  {check.wanted:<{middle}}  {check.found}")
    return int(not all(check.well for check in checks))


def run(seconds: float = 60.0, outage: float = 0.0, balancer: type[Balancer] = Proxy) -> int:
    """The whole thing; the exit code."""
    began = time.monotonic()
    with cluster({"RATE_LIMIT_PER_SECOND": str(LIMIT), "PULSE_ADMIN_RATE_LIMIT": "0"}) as made:
        print(f"two nodes of two workers, up after {time.monotonic() - began:.1f} s", flush=True)
        proxy = balancer([node.port for node in made.nodes])
        return table(uvloop.run(away(made, proxy, outage) if outage else killing(made, proxy, seconds)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--outage", type=float, default=0.0)
    parser.add_argument("--nginx", action="store_true")
    given = parser.parse_args()
    sys.exit(run(given.seconds, given.outage, Nginx if given.nginx else Proxy))
