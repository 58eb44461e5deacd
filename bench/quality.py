"""Each report about quality and content over a history of 90 days: what somebody waits, and the CPU of all threads.

    python bench/quality.py [--events 10000000] [--runs 5] [--folder DIR]

The range is the last 30 days. The history is that of ``reports.py``, to which errors, clicks, searches, scrolls, links
and traits are added where the folder does not have them yet: about half as many again. Where somebody who knows the
tables would write one statement for the same numbers, it stands beside.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.pop(0)  # this folder has files that are named like packages
sys.path.insert(0, str(Path(__file__).parent.parent))

from access.caller import OPERATOR, Origin
from access.context import Context
from bench.history import END_MS, PROJECT, open_quality
from bench.reports import Times, within
from pulse.paging import Page
from pulse.project import ProjectFacts, Salt
from pulse.telemetry import Telemetry
from pulse.windows import DAY, Window, zone_of
from resolvers import (
    error_tracking,
    heatmaps,
    outlinks,
    properties,
    scroll_depth,
    search,
    utm,
    visits,
    webvitals,
)
from resolvers.asking import Ask
from resolvers.outlinks import OutlinkKey
from resolvers.utm import Tag
from warehouse.answers import Answers
from warehouse.client import Warehouse
from warehouse.error_tracking import Wanted, groups
from warehouse.filters import Is, Op
from warehouse.hits import Hits
from warehouse.statement import SQL, Statement

ASK = Ask(Window(END_MS - 30 * DAY, END_MS), zone_of("Europe/Vienna"))
TRAIT = Ask(ASK.window, ASK.zone, Is("trait:plan", Op.IS, ("pro",)))
PROPERTY = Ask(ASK.window, ASK.zone, Is("property:plan", Op.IS, ("pro",)))
TOP = Page(10)
HITS = Hits(PROJECT, ASK.window)
MESSAGE = "Cannot read properties of item 7"

Report = Callable[[Context], Awaitable[Any]]


def statement(made: Statement) -> Report:
    """A report that is one statement, where its resolver asks the resources too."""
    return lambda ctx: ctx.services.warehouse.fetch(made)


def _of(kind: str) -> str:
    return f"FROM events WHERE {within('timestamp')} AND type = '{kind}'"


_QUANTILES = "quantilesExact(0.5, 0.75, 0.99)(value)"
_ONCE = "ORDER BY timestamp DESC LIMIT 1 BY name, session, path"

REPORTS: dict[str, tuple[Report, str]] = {
    "campaigns": (
        lambda ctx: utm.campaigns(ctx, ASK, TOP),
        (
            "SELECT utm_campaign, uniq(visitor), sum(sign * pageviews), sum(sign * bounce), sum(sign * duration),"
            f" sum(sign) FROM sessions WHERE {within('start')} AND utm_campaign != ''"
            " GROUP BY utm_campaign ORDER BY 2 DESC LIMIT 10"
        ),
    ),
    "channels": (lambda ctx: utm.campaigns(ctx, ASK, TOP, Tag.CHANNEL), ""),
    "one campaign by day": (lambda ctx: utm.campaign_series(ctx, ASK, "launch", Tag.CAMPAIGN), ""),
    "web vitals": (
        lambda ctx: webvitals.vitals(ctx, ASK),
        f"SELECT name, {_QUANTILES}, count() FROM (SELECT name, value {_of('web_vital')} {_ONCE}) GROUP BY name",
    ),
    "web vitals by page": (
        lambda ctx: webvitals.vitals_by(ctx, ASK, TOP),
        (
            f"SELECT path, quantileExactIf(0.75)(value, name = 'LCP'), count() AS n FROM"
            f" (SELECT name, path, value {_of('web_vital')} {_ONCE}) GROUP BY path ORDER BY n DESC, path LIMIT 10"
        ),
    ),
    "web vitals by device": (lambda ctx: webvitals.vitals_by(ctx, ASK, TOP, "device"), ""),
    "web vitals by a trait": (lambda ctx: webvitals.vitals_by(ctx, ASK, TOP, "trait:plan"), ""),
    "one vital by day": (lambda ctx: webvitals.vital_series(ctx, ASK, "LCP"), ""),
    "errors": (
        statement(groups(HITS, Wanted(), TOP)),
        (
            f"SELECT fingerprint, argMax(text, timestamp), count() AS n, uniq(session), max(timestamp), min(timestamp)"
            f" {_of('js_error')} GROUP BY fingerprint ORDER BY n DESC, fingerprint LIMIT 10"
        ),
    ),
    "errors that contain a text": (statement(groups(HITS, Wanted(search="item 7"), TOP)), ""),
    "single errors of a message": (lambda ctx: error_tracking.error_detail(ctx, ASK, Page(20), MESSAGE), ""),
    "errors by day": (lambda ctx: error_tracking.error_series(ctx, ASK), ""),
    "errors altogether": (
        lambda ctx: error_tracking.error_stats(ctx, ASK),
        (
            "SELECT count(), uniq(fingerprint), uniq(session),"
            f" (SELECT sum(sign) FROM sessions WHERE {within('start')}) {_of('js_error')}"
        ),
    ),
    "heatmap": (
        lambda ctx: heatmaps.heatmap(ctx, ASK, TOP, "/"),
        (
            "SELECT detail, intDiv(x, 10) AS bx, intDiv(y, 10) AS by, count() AS n, avg(x), avg(y)"
            f" {_of('click_event')} AND path = '/' GROUP BY detail, bx, by ORDER BY n DESC LIMIT 10"
        ),
    ),
    "clicked pages": (
        lambda ctx: heatmaps.clicked_pages(ctx, ASK, TOP),
        f"SELECT path, count() AS n {_of('click_event')} GROUP BY path ORDER BY n DESC, path LIMIT 10",
    ),
    "searches": (
        lambda ctx: search.searches(ctx, ASK, TOP),
        (
            f"SELECT lower(trim(text)) AS q, count() AS n, uniq(visitor), avg(value) {_of('search_query')}"
            " GROUP BY q ORDER BY n DESC, q LIMIT 10"
        ),
    ),
    "searches without results": (lambda ctx: search.searches(ctx, ASK, TOP, fruitless=True), ""),
    "searches altogether": (lambda ctx: search.search_totals(ctx, ASK), ""),
    "searches by day": (lambda ctx: search.search_series(ctx, ASK), ""),
    "scroll depth": (
        lambda ctx: scroll_depth.scroll_depth(ctx, ASK, TOP),
        (
            f"SELECT path, count() AS n, avg(d), quantileExact(0.5)(d) FROM"
            f" (SELECT path, max(value) AS d {_of('scroll_depth')} GROUP BY session, path)"
            " GROUP BY path ORDER BY n DESC, path LIMIT 10"
        ),
    ),
    "scroll depth in tenths": (lambda ctx: scroll_depth.scroll_histogram(ctx, ASK), ""),
    "outbound links": (
        lambda ctx: outlinks.outlinks(ctx, ASK, TOP),
        f"SELECT text, count() AS n, uniq(visitor) {_of('outlink')} GROUP BY text ORDER BY n DESC, text LIMIT 10",
    ),
    "outbound links by host": (lambda ctx: outlinks.outlinks(ctx, ASK, TOP, OutlinkKey.HOST), ""),
    "keys of properties": (lambda ctx: properties.property_keys(ctx, ASK, TOP), ""),
    "values of a property": (lambda ctx: properties.property_values(ctx, ASK, TOP, "plan"), ""),
    "visits": (lambda ctx: visits.list_visits(ctx, ASK, TOP), ""),
    "visits with a property": (lambda ctx: visits.list_visits(ctx, PROPERTY, TOP), ""),
    "web vitals, of a trait": (lambda ctx: webvitals.vitals(ctx, TRAIT), ""),
    "campaigns, of a trait": (lambda ctx: utm.campaigns(ctx, TRAIT, TOP), ""),
}
"""Each report, and a bare statement for its numbers where there is one."""


@dataclass(slots=True)
class Bench:
    """Asks reports of one warehouse."""

    services: Any

    @classmethod
    @asynccontextmanager
    async def open(cls, folder: Path, events: int) -> "AsyncIterator[Bench]":
        """On that history."""
        warehouse: Warehouse = await open_quality(folder, events)
        warehouse.answers = Answers(lasting=0)  # each run asks the store
        yield cls(SimpleNamespace(warehouse=warehouse, clock=lambda: END_MS / 1000, telemetry=Telemetry()))
        await warehouse.close()

    async def ask(self, report: Report) -> None:
        """Once, as a request of its own."""
        facts = ProjectFacts(id=PROJECT, name="Bench", domain="example.com", salt=Salt(b""))
        await report(Context(self.services, OPERATOR, facts, Origin()))

    async def bare(self, sql: str) -> None:
        """A statement, its answer unread."""
        engine = self.services.warehouse.engine
        await asyncio.to_thread(engine.read, Statement(SQL(sql)), "JSONCompactEachRow")


async def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.gettempdir()) / f"pulse-bench-{given.events}"
    async with Bench.open(folder, given.events) as bench:
        print(f"{f'milliseconds, median of {given.runs}':38}{'wall':>8}{'cpu':>8}{'bare cpu':>10}{'ratio':>8}")
        for name, (report, bare) in REPORTS.items():
            times, beside = Times(), Times()
            for _ in range(given.runs):
                await times.run(lambda report=report: bench.ask(report))
                if bare:
                    await beside.run(lambda bare=bare: bench.bare(bare))
            wall, cpu = times.median
            ratio = f"{beside.median[1]:10.0f}{cpu / beside.median[1]:8.2f}" if bare else ""
            print(f"{name:38}{wall:8.0f}{cpu:8.0f}{ratio}", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
