"""What happens by the clock: each job at start, since it may have been missed, and then at each of its times.

One process of all that share a resources' database does it; see :mod:`jobs.leader`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from access.services import Services
from jobs.alerts import judge_alerts
from jobs.delivery import deliver, forget_old_records
from jobs.leader import Leader, leader_of
from jobs.record import Record
from jobs.reports import send_reports
from jobs.retention import erase_expired, finish_deletions
from jobs.salts import rotate_salts
from jobs.webhooks import tell_webhooks

MINUTE = 60
QUARTER = 900
DAY = 86_400
BEAT_SECONDS = 1.5
"""How often the leader looks whether it still is, and the others whether they may be."""

_log = structlog.get_logger("jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """Work that comes round.

    Attributes:
        name: what the log and the record call it.
        every: seconds; it runs whenever the clock shows a whole multiple of them since the epoch (a day: midnight UTC).
        run: the work. Doing it twice does no harm.

    """

    name: str
    every: int
    run: Callable[[Services], Awaitable[None]]


JOBS: tuple[Job, ...] = (
    Job("deliver", 1, deliver),
    Job("judge_alerts", MINUTE, judge_alerts),
    Job("send_reports", QUARTER, send_reports),
    Job("tell_webhooks", MINUTE, tell_webhooks),
    Job("rotate_salts", QUARTER, rotate_salts),
    Job("erase_expired", DAY, erase_expired),
    Job("finish_deletions", DAY, finish_deletions),
    Job("forget_old_records", DAY, forget_old_records),
)


async def run_jobs(services: Services, jobs: Sequence[Job] = JOBS, leader: Leader | None = None) -> None:
    """Run all jobs whenever it is this process's turn, until cancelled."""
    leader = leader or leader_of(services.store)
    try:
        while True:
            if await leader.take():
                await _lead(services, jobs, leader)
            await asyncio.sleep(BEAT_SECONDS)
    finally:
        await leader.release()


async def _lead(services: Services, jobs: Sequence[Job], leader: Leader) -> None:
    _log.info("leading")
    record = Record(services)
    work = [asyncio.create_task(_repeat(services, job, record), name=job.name) for job in jobs]
    try:
        while await leader.held():  # noqa: ASYNC110 - a lock elsewhere has no event to wait on
            await asyncio.sleep(BEAT_SECONDS)
        _log.warning("no_longer_leading")
    finally:
        await _end(work)


async def _end(work: Sequence[asyncio.Task[None]]) -> None:
    """Cancel until it is heeded: a library may turn a cancellation into an error of its own, which a job survives."""
    while pending := [task for task in work if not task.done()]:
        for task in pending:
            task.cancel()
        await asyncio.wait(pending, timeout=1)


async def _repeat(services: Services, job: Job, record: Record) -> None:
    while True:
        await run_once(services, job, record)
        now = services.clock()
        await asyncio.sleep(job.every - now % job.every)


async def run_once(services: Services, job: Job, record: Record | None = None) -> None:
    """Run a job; a failure is logged and written down, and the next time tries again."""
    record = record or Record(services)
    with record.timed() as run:
        try:
            await job.run(services)
        except Exception as problem:  # noqa: BLE001 - whatever it was, the next time tries again
            _log.exception("job_failed", job=job.name)
            run.error = repr(problem)
    await record.write(job.name, job.every, run)
