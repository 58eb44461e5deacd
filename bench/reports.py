"""Each core report beside the bare SQL of its answer, and a dashboard of 12 panels beside its slowest panel.

    python bench/reports.py [--events 10000000] [--runs 7] [--folder DIR]

Both sides run in turns in one process. ``cpu`` counts all threads of the engine and is what is left of the noise on a
shared machine; ``wall`` is what somebody waits. The folder is kept and used again.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

sys.path.pop(0)  # this folder has files that are named like packages
sys.path.insert(0, str(Path(__file__).parent.parent))

import strawberry
from strawberry.schema.config import StrawberryConfig

from access.caller import OPERATOR, Origin
from access.context import Context
from bench.history import END_MS, PROJECT, open_history
from pulse.paging import Page
from pulse.project import ProjectFacts, Salt
from pulse.settings import Settings
from pulse.telemetry import Telemetry
from pulse.windows import DAY, Interval, Window
from resolvers import devices, events, geo, pageviews, realtime, referrers, sessions, stats
from resolvers.asking import Ask
from schema.analytics import ProjectAnalytics
from schema.engine import Engine, Request, response_of
from schema.root import core_of
from schema.scalars import SCALARS
from warehouse.answers import Answers
from warehouse.client import Warehouse
from warehouse.filters import And, Is, Op
from warehouse.statement import SQL, Statement

WINDOW = Window(END_MS - 30 * DAY, END_MS)
ASK = Ask(WINDOW, ZoneInfo("UTC"))
COMPARED = Ask(WINDOW, ZoneInfo("UTC"), compare=WINDOW.previous())
FILTERED = Ask(
    WINDOW,
    ZoneInfo("UTC"),
    And((Is("country", Op.IN, ("US", "GB")), Is("page", Op.MATCHES, ("/section-1/*",)))),
    WINDOW.previous(),
)
TOP = Page(10)

Report = Callable[[Context], Awaitable[Any]]


def _moment(milliseconds: int) -> str:
    return f"fromUnixTimestamp64Milli({milliseconds}, 'UTC')"


def within(column: str, window: Window = WINDOW) -> str:
    """The rows of the project in a window, by the column of their time."""
    start, end = _moment(window.start), _moment(window.end)
    return f"project = '{PROJECT}' AND {column} >= {start} AND {column} < {end}"


HITS = f"{within('timestamp')} AND type IN ('pageview', 'event')"
LATELY = Window(END_MS - 300_000, END_MS)
BOTH = Window(WINDOW.previous().start, WINDOW.end)
HITS_BOTH = f"{within('timestamp', BOTH)} AND type IN ('pageview', 'event')"
SESSIONS_BOTH = within("start", BOTH)
NOW = f">= {_moment(WINDOW.start)} AS now"
SESSIONS = f"FROM sessions WHERE {within('start')}"
_MEASURES = "sum(sign), sum(sign * bounce), sum(sign * duration), sum(sign * pageviews)"
_COUNTS = "uniq(visitor), countIf(type = 'pageview'), countIf(type = 'event')"
_CUSTOM = f"FROM events WHERE {within('timestamp')} AND type = 'event'"
_PAGES = f"""
    SELECT path, countIf(type = 'pageview') AS views, uniqIf(visitor, type = 'pageview'),
        sumIf(sign * value, type = 'page_time') / sumIf(sign, type = 'page_time')
    FROM events WHERE {within("timestamp")} AND type IN ('pageview', 'page_time')
    GROUP BY path ORDER BY views DESC, path LIMIT 10"""
_MATCHING = "country IN ('US', 'GB') AND match(path, '^/section-1/[^/]*$')"
_CONTAINING = f"session IN (SELECT session FROM events WHERE {HITS_BOTH} AND {_MATCHING})"
_FIRST = f"SELECT argMin(%s, timestamp) AS v FROM events WHERE {HITS} GROUP BY visitor"


def _first(column: str) -> str:
    return f"SELECT v, count() AS n FROM ({_FIRST % column}) GROUP BY v ORDER BY n DESC, v LIMIT 10"


@dataclass(frozen=True, slots=True)
class Case:
    """A report, and what somebody who knows the tables would write by hand for the same numbers."""

    name: str
    report: Report
    bare: tuple[str, ...] = ()


_EDGES = [WINDOW.start + DAY * number for number in range(30)]
CASES = (
    Case(
        "stats, with the period before",
        lambda ctx: stats.stats(ctx, COMPARED),
        (
            f"SELECT timestamp {NOW}, {_COUNTS} FROM events WHERE {HITS_BOTH} GROUP BY now",
            f"SELECT start {NOW}, {_MEASURES} FROM sessions WHERE {SESSIONS_BOTH} GROUP BY now",
        ),
    ),
    Case(
        "time series by day",
        lambda ctx: stats.timeseries(ctx, ASK, Interval.DAY),
        (
            f"SELECT toDate(timestamp) AS day, {_COUNTS} FROM events WHERE {HITS} GROUP BY day ORDER BY day",
            f"SELECT toDate(start) AS day, {_MEASURES} {SESSIONS} GROUP BY day ORDER BY day",
        ),
    ),
    Case(
        "pages",
        lambda ctx: pageviews.pages(ctx, ASK, TOP),
        (_PAGES,),
    ),
    Case(
        "referrers",
        lambda ctx: referrers.referrers(ctx, ASK, TOP),
        (f"SELECT source, {_COUNTS} FROM events WHERE {HITS} GROUP BY source ORDER BY 2 DESC, 1 LIMIT 10",),
    ),
    Case(
        "events",
        lambda ctx: events.events(ctx, ASK, TOP),
        (f"SELECT name, count(), uniq(visitor) {_CUSTOM} GROUP BY name ORDER BY 2 DESC, 1 LIMIT 10",),
    ),
    Case(
        "devices (three lists)",
        lambda ctx: devices.devices(ctx, ASK, TOP),
        (_first("browser"), _first("os"), _first("device")),
    ),
    Case("countries", lambda ctx: geo.countries(ctx, ASK, TOP), (_first("country"),)),
    Case(
        "sessions (with entry and exit pages)",
        lambda ctx: sessions.sessions(ctx, ASK, TOP),
        (
            f"SELECT {_MEASURES} {SESSIONS}",
            f"SELECT roundDown(duration, [0, 10, 30, 60, 180, 600, 1800]) AS band, sum(sign) {SESSIONS} GROUP BY band",
            f"SELECT entry_path, {_MEASURES} {SESSIONS} GROUP BY entry_path ORDER BY 2 DESC, 1 LIMIT 10",
            f"SELECT exit_path, {_MEASURES} {SESSIONS} GROUP BY exit_path ORDER BY 2 DESC, 1 LIMIT 10",
        ),
    ),
    Case(
        "stats, filtered by page and country",
        lambda ctx: stats.stats(ctx, FILTERED),
        (
            f"SELECT timestamp {NOW}, {_COUNTS} FROM events WHERE {HITS_BOTH} AND {_MATCHING} GROUP BY now",
            f"SELECT start {NOW}, {_MEASURES} FROM sessions WHERE {SESSIONS_BOTH} AND {_CONTAINING} GROUP BY now",
        ),
    ),
    Case(
        "realtime",
        realtime.realtime,
        (f"SELECT uniq(visitor) FROM events WHERE {within('timestamp', LATELY)} AND type != 'page_time'",),
    ),
)

_NODES = "nodes { value visitors pageviews }"
PANELS = {
    "stats": "stats { current { visitors pageviews sessions bounceRate avgDuration } previous { visitors pageviews } }",
    "series": "timeseries { label visitors pageviews sessions }",
    "pages": "pages { totalCount nodes { path views uniqueViews avgDuration } }",
    "entry pages": "entryPages { nodes { value sessions bounceRate } }",
    "exit pages": "exitPages { nodes { value sessions bounceRate } }",
    "sources": "referrers { nodes { source visitors pageviews } }",
    "channels": f"channels: breakdown(by: CHANNEL, metrics: [VISITORS, PAGEVIEWS]) {{ {_NODES} }}",
    "campaigns": f"campaigns: breakdown(by: UTM_CAMPAIGN, metrics: [VISITORS, PAGEVIEWS]) {{ {_NODES} }}",
    "events": "events { nodes { name count unique } }",
    "devices": "devices { browsers { name visitors percentage } deviceTypes { name visitors percentage } }",
    "countries": "countries { nodes { country visitors percentage } }",
    "languages": "languages: breakdown(by: LANGUAGE) { nodes { value visitors percentage } }",
}
"""The dashboard: what stands under one ``analytics``."""


@strawberry.type
class Root:
    """The schema's reports, without the resources' database that stands before them."""

    @strawberry.field
    def project(self, info: strawberry.Info[Context, Any]) -> ProjectAnalytics:
        """The reports of the asked project."""
        return ProjectAnalytics(ctx=info.context)


@dataclass(slots=True)
class Times:
    """Milliseconds of several runs."""

    wall: list[float]
    cpu: list[float]

    def __init__(self) -> None:
        self.wall, self.cpu = [], []

    async def run(self, work: Callable[[], Awaitable[Any]]) -> None:
        """Once more."""
        wall, cpu = time.perf_counter(), time.process_time()
        await work()
        self.wall.append(1000 * (time.perf_counter() - wall))
        self.cpu.append(1000 * (time.process_time() - cpu))

    @property
    def median(self) -> tuple[float, float]:
        """Of wall and CPU."""
        return statistics.median(self.wall), statistics.median(self.cpu)


class Bench:
    """Asks reports and statements of one warehouse."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self.project = ProjectFacts(id=PROJECT, name="Bench", domain="example.com", salt=Salt(b""))
        # Reports need no more of a server than its warehouse and its clock.
        self.services: Any = SimpleNamespace(warehouse=warehouse, clock=lambda: END_MS / 1000, telemetry=Telemetry())
        schema = strawberry.Schema(Root, config=StrawberryConfig(scalar_map=SCALARS))
        self.engine = Engine(core_of(schema), Settings())

    def context(self) -> Context:
        """A new request."""
        return Context(self.services, OPERATOR, self.project, Origin())

    async def bare(self, statements: tuple[str, ...]) -> None:
        """Statements one after another, their answers unread."""
        for text in statements:
            await asyncio.to_thread(self.warehouse.engine.read, Statement(SQL(text)), "JSONCompactEachRow")

    async def compare(self, case: Case, runs: int) -> None:
        """Both sides in turns."""
        ours, theirs = Times(), Times()
        for _ in range(runs + 1):
            await theirs.run(lambda: self.bare(case.bare))
            await ours.run(lambda: case.report(self.context()))
        (wall, cpu), (bare_wall, bare_cpu) = ours.median, theirs.median
        print(
            f"{case.name:38}{wall:8.0f}{bare_wall:8.0f}{wall / bare_wall:8.2f}{cpu:10.0f}{bare_cpu:8.0f}"
            f"{cpu / bare_cpu:8.2f}",
            flush=True,
        )

    async def dashboard(self, runs: int) -> None:
        """All panels in one operation, and each in one of its own."""
        alone = {name: Times() for name in PANELS}
        together = Times()
        for _ in range(runs):
            for name, panel in PANELS.items():
                await alone[name].run(lambda panel=panel: self._ask(panel))
            await together.run(self.whole)
        for name, times in alone.items():
            print(f"{name:38}{times.median[0]:8.0f}{times.median[1]:26.0f}")
        for place, unit in enumerate(("wall", "cpu")):
            slowest = max(times.median[place] for times in alone.values())
            total = sum(times.median[place] for times in alone.values())
            whole = together.median[place]
            print(
                f"dashboard, {unit}: {whole:.0f} ms; slowest panel alone {slowest:.0f} (ratio {whole / slowest:.2f});"
                f" panels one by one {total:.0f} (ratio {whole / total:.2f})"
            )

    async def again(self, runs: int) -> None:
        """The dashboard while nothing new has come: its answers are kept."""
        first, again = Times(), Times()
        await first.run(self.whole)
        for _ in range(runs):
            await again.run(self.whole)
        print(f"dashboard asked again: {again.median[0]:.1f} ms after {first.median[0]:.0f}")

    async def whole(self) -> None:
        """The dashboard, once."""
        await self._ask(" ".join(PANELS.values()))

    async def _ask(self, panels: str) -> None:
        ends = 'startAt: "2025-12-02", endAt: "2025-12-31"'
        document = f"{{ project {{ analytics(range: {{ {ends} }}, compare: PREVIOUS_PERIOD) {{ {panels} }} }} }}"
        ctx = self.context()
        result = await self.engine.execute(self.engine.prepare(Request(document), ctx), ctx)
        assert result.errors is None, result.errors
        response_of(result)


async def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.gettempdir()) / f"pulse-bench-{given.events}"
    warehouse = await open_history(folder, given.events)
    warehouse.answers = Answers(lasting=0)  # each run asks the store
    bench = Bench(warehouse)
    title = f"milliseconds, median of {given.runs}"
    print(f"{title:38}{'wall':>8}{'bare':>8}{'ratio':>8}{'cpu':>10}{'bare':>8}{'ratio':>8}")
    for case in CASES:
        await bench.compare(case, given.runs)
    print("\nGraphQL dashboard, each panel alone           wall                       cpu")
    await bench.dashboard(given.runs)
    warehouse.answers = Answers()
    await bench.again(given.runs)
    await warehouse.close()


if __name__ == "__main__":
    asyncio.run(main())
