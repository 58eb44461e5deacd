"""How each job went, written where every process and the operator can read it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from access.services import Services
from models import JobState
from pulse.clock import moment
from pulse.errors import PulseError

WRITTEN_EVERY = 60.0
"""A job that runs each second is written down once a minute, unless its outcome changes."""
ERROR_MOST = 500

_log = structlog.get_logger("jobs")


@dataclass(slots=True)
class Run:
    """One run. ``error`` is empty where it went well."""

    started_at: float
    took_ms: int = 0
    error: str = ""


class Record:
    """Writes runs down."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._written: dict[str, Run] = {}

    @contextmanager
    def timed(self) -> Iterator[Run]:
        """A run that begins now and ends with the block."""
        run, began = Run(self._services.clock()), time.monotonic()
        yield run
        run.took_ms = round((time.monotonic() - began) * 1000)

    async def write(self, name: str, every: float, run: Run) -> None:
        """Write a run down, unless the same was said of the job a moment ago."""
        last = self._written.get(name)
        if last and last.error == run.error and run.started_at - last.started_at < WRITTEN_EVERY:
            return
        now = self._services.clock()
        state = {
            "started_at": moment(run.started_at),
            "took_ms": run.took_ms,
            "error": run.error[:ERROR_MOST],
            "next_at": moment(now - now % every + every),
        }
        try:
            async with self._services.store.transaction():
                row, _ = await JobState.get_or_create(name=name, defaults=state)
                row.failures = row.failures + 1 if run.error else 0
                await row.update_from_dict(state).save()
        except PulseError:
            _log.warning("job_not_recorded", job=name)
        else:
            self._written[name] = run
