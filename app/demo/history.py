"""Loading the demo shop's history and keeping its visitors coming, both through the real way in."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from itertools import groupby
from typing import Any

import structlog

from access.services import Services
from app.assets import COUNTRIES
from app.demo.visits import Crowd, Step, history, networks_by_country
from pulse.project import ProjectFacts

log = structlog.get_logger()
_HISTORY_SEED = 1
_VISITS_A_MINUTE = 9.0
_SPEED_UP = 3.0
"""Live visitors read faster than those of the history, so that a watcher sees them move."""
_TOGETHER = 2_000


async def load_history(services: Services, project: ProjectFacts, progress: Callable[[float], None]) -> int:
    """Load 90 days of visits.

    Args:
        services: the running ones.
        project: where to.
        progress: called with the done fraction, 0 to 1.

    Returns:
        How many payloads came in.

    """
    now = services.clock()
    crowd = Crowd(networks_by_country(COUNTRIES), _HISTORY_SEED)
    begin, loaded, batch = now - 90 * 86_400, 0, list[tuple[float, Step]]()
    for moment, step in history(crowd, now):
        batch.append((moment, step))
        if len(batch) == _TOGETHER:
            loaded += await _load(services, project, batch)
            progress((moment - begin) / (now - begin))
            batch = []
    loaded += await _load(services, project, batch)
    await services.intake.flush()
    progress(1.0)
    return loaded


async def keep_coming(services: Services, project: ProjectFacts) -> None:
    """Send believable visitors to a project until cancelled."""
    crowd = Crowd(networks_by_country(COUNTRIES), time.time_ns())
    async with asyncio.TaskGroup() as visits:
        while True:
            visits.create_task(_follow(services, project, crowd.visit()))
            await asyncio.sleep(crowd.pause(_VISITS_A_MINUTE))


async def _follow(services: Services, project: ProjectFacts, steps: list[Step]) -> None:
    at = 0.0
    for step in steps:
        await asyncio.sleep(max(0.0, (step.after - at) / _SPEED_UP))
        at = step.after
        with contextlib.suppress(Exception):  # a full disk or a stopping server ends a visit, not the demo
            await services.intake.accept(project, [step.item], step.person.origin)


async def _load(services: Services, project: ProjectFacts, batch: list[tuple[float, Step]]) -> int:
    """Accept a batch; neighbours of one person go in together, all groups share the spool's commit."""
    groups = [list(group) for _, group in groupby(batch, key=lambda entry: entry[1].person)]
    answers = await asyncio.gather(
        *(
            services.intake.accept(
                project, [_dated(*entry) for entry in group], group[0][1].person.origin, imported=True
            )
            for group in groups
        )
    )
    refused = [error for answer in answers for error in answer if error is not None]
    if refused:
        log.warning("demo payloads refused", count=len(refused), first=refused[0].message)
    return len(batch) - len(refused)


def _dated(moment: float, step: Step) -> dict[str, Any]:
    return {**step.item, "timestamp": round(moment * 1000)}
