"""Each report about visitors' ways over a history of 90 days: what somebody waits, and the CPU of all threads.

    python bench/journeys.py [--events 10000000] [--runs 5] [--folder DIR]

The range is the last 30 days. The folder is kept and used again; the history is that of ``reports.py``.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.pop(0)  # this folder has files that are named like packages
sys.path.insert(0, str(Path(__file__).parent.parent))

from access.caller import OPERATOR, Origin
from access.context import Context
from bench.history import END_MS, PROJECT, open_history
from bench.reports import Times
from pulse.paging import Page
from pulse.project import ProjectFacts, Salt
from pulse.telemetry import Telemetry
from pulse.windows import DAY, Interval, Window, zone_of
from resolvers import activity, cohorts, paths, retention
from resolvers.asking import Ask
from resolvers.cohorts import CohortMetric, CohortPeriod
from resolvers.retention import DAYS, RetentionPeriod
from warehouse import funnels, goals
from warehouse.answers import Answers
from warehouse.catalog import dimension
from warehouse.filters import Is, Op
from warehouse.funnels import FunnelQuestion
from warehouse.goals import GoalQuestion, Measure, Threshold
from warehouse.paths import Direction
from warehouse.reach import Reach
from warehouse.retention import Return
from warehouse.statement import Statement
from warehouse.steps import Step, StepType

WINDOW = Window(END_MS - 30 * DAY, END_MS)
VIENNA = zone_of("Europe/Vienna")
ASK = Ask(WINDOW, VIENNA)
HISTORY = Ask(Window(END_MS - 90 * DAY, END_MS), VIENNA)
ON_PAGE = Is("page", Op.IS, ("/",))
COUNTRY = Is("country", Op.IS, ("DE",))
STEPS = [
    Step(StepType.PAGEVIEW, "/"),
    Step(StepType.PAGEVIEW, "/section-1/*"),
    Step(StepType.EVENT, "add_to_cart"),
    Step(StepType.EVENT, "purchase"),
]
PURCHASE, READING, LONG = STEPS[3], STEPS[1], Threshold(Measure.DURATION, 120)
TEN = Page(10)

Report = Callable[[Context], Awaitable[Any]]


def statement(made: Statement) -> Report:
    """A report that is one statement."""
    return lambda ctx: ctx.services.warehouse.fetch(made)


def way(where: Any = None, **more: Any) -> FunnelQuestion:
    """The funnel."""
    return FunnelQuestion(Reach(PROJECT, WINDOW, where), more.pop("steps", STEPS), **more)


def goal(aim: Step | Threshold, where: Any = None) -> GoalQuestion:
    """A goal."""
    return GoalQuestion(PROJECT, WINDOW, aim, where)


REPORTS: dict[str, Report] = {
    "funnel of 4 steps": statement(funnels.funnel(way())),
    "funnel of 20 steps": statement(funnels.funnel(way(steps=STEPS * 5))),
    "funnel, strict, within a day": statement(funnels.funnel(way(strict=True, window_ms=DAY))),
    "funnel, one country": statement(funnels.funnel(way(COUNTRY))),
    "funnel, sessions with a page": statement(funnels.funnel(way(ON_PAGE))),
    "funnel by country": statement(funnels.funnel_by(way(), dimension("country"), TEN)),
    "who dropped after step 2": statement(funnels.losses(way(), 2, TEN)),
    "goal: event": statement(goals.totals(goal(PURCHASE))),
    "goal: pattern of pages": statement(goals.totals(goal(READING))),
    "goal: duration": statement(goals.totals(goal(LONG))),
    "goal: event by day": statement(goals.series(goal(PURCHASE), [WINDOW.start + day * DAY for day in range(30)])),
    "goal: event by source": statement(goals.breakdown(goal(PURCHASE), dimension("source"), TEN)),
    "goal: revenue": statement(goals.revenue(goal(PURCHASE))),
    "retention, 13 weeks": lambda ctx: retention.retention(ctx, HISTORY),
    "retention, 90 days, one country": lambda ctx: retention.retention(
        ctx, Ask(HISTORY.window, VIENNA, COUNTRY), RetentionPeriod.DAILY
    ),
    "retention, exactly that day": lambda ctx: retention.retention(
        ctx, HISTORY, RetentionPeriod.WEEKLY, DAYS, Return.EXACTLY
    ),
    "cohorts: sessions by month": lambda ctx: cohorts.cohorts(ctx, HISTORY, CohortPeriod.MONTH, CohortMetric.SESSIONS),
    "paths forward": lambda ctx: paths.paths(ctx, ASK, TEN, "/"),
    "paths backward": lambda ctx: paths.paths(ctx, ASK, TEN, "/", Direction.BACKWARD),
    "paths of 4 steps": lambda ctx: paths.path_tree(ctx, ASK, "/", depth=4),
    "lifecycle by week": lambda ctx: activity.lifecycle(ctx, ASK),
    "stickiness by day": lambda ctx: activity.stickiness(ctx, ASK, Interval.DAY),
}


async def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.gettempdir()) / f"pulse-bench-{given.events}"
    warehouse = await open_history(folder, given.events)
    project = ProjectFacts(id=PROJECT, name="Bench", domain="example.com", salt=Salt(b""))
    warehouse.answers = Answers(lasting=0)  # each run asks the store
    services: Any = SimpleNamespace(warehouse=warehouse, clock=lambda: END_MS / 1000, telemetry=Telemetry())
    print(f"{f'milliseconds, median of {given.runs}':38}{'wall':>8}{'least':>8}{'cpu':>8}")
    for name, report in REPORTS.items():
        times = Times()
        for _ in range(given.runs):
            await times.run(lambda report=report: report(Context(services, OPERATOR, project, Origin())))
        wall, cpu = times.median
        print(f"{name:38}{wall:8.0f}{min(times.wall):8.0f}{cpu:8.0f}", flush=True)
    await warehouse.close()


if __name__ == "__main__":
    asyncio.run(main())
