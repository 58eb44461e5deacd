"""What it costs to assign visitors to an experiment, and to ask for its results.

    python bench/experiments.py [--visitors 2000] [--stored 1000000]

Assigning: as it is (a hash; the exposure goes through the spool), beside the other way that was thought of (a row of
the resources with a unique key, inserted or read). Results: over so many stored visitors, of whom each tenth bought
twice.
"""

import argparse
import asyncio
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

sys.path.pop(0)  # this folder has files that are named like packages
sys.path.insert(0, str(Path(__file__).parent.parent))

from access.context import Context
from access.services import Services
from models import Survey, SurveyResponse
from models.ab_testing import ExperimentStatus
from models.store import open_store
from resolvers.ab_testing import VariantInput, assign_variant, create_experiment, set_experiment_status
from resolvers.experiment_results import experiment_results
from tests.kit import new_site, open_house
from warehouse.client import Warehouse
from warehouse.statement import SQL, Binds, Statement

AT_ONCE = 50
"""Calls under way at a time."""


async def timed(name: str, calls: int, work: Callable[[int], Awaitable[object]]) -> None:
    """Print how many calls a second there are, and what a call costs of the processor."""
    began, cpu = time.perf_counter(), time.process_time()
    for first in range(0, calls, AT_ONCE):
        await asyncio.gather(*(work(number) for number in range(first, min(calls, first + AT_ONCE))))
    rate, each = calls / (time.perf_counter() - began), 1_000 * (time.process_time() - cpu) / calls
    print(f"{name:28}{rate:8,.0f} /s{each:8.2f} ms of CPU", flush=True)


async def assign(ctx: Context, experiment: str, calls: int) -> None:
    """Print how many calls a second are answered, of new visitors and of known ones."""

    def one(number: int) -> Awaitable[object]:
        return assign_variant(ctx, experiment, visitor_id=f"visitor-{number}")

    await timed("assign, new visitors", calls, one)
    await timed("assign, known visitors", calls, one)


async def keep_rows(services: Services, project: str, calls: int) -> None:
    """Print the same of rows with a unique key; a table that has one stands for it."""
    survey = Survey(project_id=project, name="x", questions=[], trigger_config={}, appearance={})
    async with services.store.transaction():
        await survey.save()

    async def one(number: int) -> None:
        item = uuid.uuid5(survey.id, str(number)).hex
        async with services.store.transaction():
            await SurveyResponse.get_or_create(
                survey_id=survey.id,
                item=item,
                defaults={
                    "id": uuid.uuid4(),
                    "project_id": project,
                    "visitor": item[:16],
                    "answers": [],
                    "completed": True,
                    "dismissed": False,
                    "path": "",
                    "submitted_at": survey.created_at,
                },
            )

    await timed("a row each, new visitors", calls, one)
    await timed("a row each, known visitors", calls, one)


async def store(services: Services, project: str, experiment: str, visitors: int) -> None:
    """Write so many exposures, and two purchases of each tenth of them."""
    now = round(services.clock() * 1000)
    for kind, every, times, columns in (
        ("exposure", 1, 1, f"'{experiment}' AS name, if(number % 2 = 0, 'control', 'green') AS text, 0 AS revenue, ''"),
        ("event", 10, 2, "'purchase' AS name, '' AS text, number % 50 + 1 AS revenue, 'USD'"),
    ):
        binds = Binds()
        at = f"{binds.moment(now)} + toIntervalMillisecond(number % 1000 + {1000 * (kind == 'event')})"
        rows = f"SELECT intDiv(number, {times}) * {every} AS number FROM numbers({visitors // every * times})"
        sql = (
            "INSERT INTO events (project, type, timestamp, received_at, id, visitor, name, text, revenue, currency)"
            f" SELECT {binds.text(project)}, '{kind}', {at} AS at, at, generateUUIDv4(), sipHash64(number), {columns}"
            f" FROM ({rows})"
        )
        await services.warehouse.execute(Statement(SQL(sql), binds.values))


async def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=2_000)
    parser.add_argument("--stored", type=int, default=1_000_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warehouse = await Warehouse.open(f"chdb://{folder / 'warehouse'}")
        await warehouse.migrate()
        async with (
            open_store(f"sqlite://{folder / 'pulse.sqlite3'}") as kept,
            open_house(warehouse, kept, folder) as services,
        ):
            site = await new_site(services)
            found = await services.directory.authenticate(site.admin)
            assert found is not None
            ctx = Context(services, *found)
            halves = [VariantInput(name=name, weight=50) for name in ("control", "green")]
            experiment = (await create_experiment(ctx, name="x", variants=halves)).id
            await set_experiment_status(ctx, experiment, status=ExperimentStatus.RUNNING)
            await assign(ctx, experiment, given.visitors)
            await keep_rows(services, site.id, given.visitors)
            await store(services, site.id, experiment.removeprefix("exp-"), given.stored)
            await asyncio.sleep(2.5)  # what was written lies a little ahead of the clock
            began, cpu = time.perf_counter(), time.process_time()
            results = (await experiment_results(ctx, experiment)).results
            took, cpu = time.perf_counter() - began, time.process_time() - cpu
            visitors, buyers = sum(row.visitors for row in results), sum(row.conversions for row in results)
            print(f"results of {visitors:,} visitors, {buyers:,} converted: {took:.2f} s, {cpu:.2f} s of CPU")
        await warehouse.close()


if __name__ == "__main__":
    asyncio.run(main())
