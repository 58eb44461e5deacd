"""What happens by the clock: each job at start, since it may have been missed, and then at each of its times."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from access.services import Services
from jobs.retention import erase_expired, finish_deletions
from jobs.salts import rotate_salts

QUARTER = 900
DAY = 86_400

_log = structlog.get_logger("jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """Work that comes round.

    Attributes:
        name: what the log calls it.
        every: seconds; it runs whenever the clock shows a whole multiple of them since the epoch (a day: midnight UTC).
        run: the work. Doing it twice does no harm.

    """

    name: str
    every: int
    run: Callable[[Services], Awaitable[None]]


JOBS: tuple[Job, ...] = (
    Job("rotate_salts", QUARTER, rotate_salts),
    Job("erase_expired", DAY, erase_expired),
    Job("finish_deletions", DAY, finish_deletions),
)


async def run_jobs(services: Services, jobs: Sequence[Job] = JOBS) -> None:
    """Run all jobs until cancelled."""
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(_repeat(services, job))


async def _repeat(services: Services, job: Job) -> None:
    while True:
        await run_once(services, job)
        now = services.clock()
        await asyncio.sleep(job.every - now % job.every)


async def run_once(services: Services, job: Job) -> None:
    """Run a job; a failure is logged, and the next time tries again."""
    try:
        await job.run(services)
    except Exception:  # noqa: BLE001 - whatever it was, the next time tries again
        _log.exception("job_failed", job=job.name)
