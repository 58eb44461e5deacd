"""How the work by the clock goes, for the operator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from access.context import Context
from access.needs import needs
from models import JobState
from notify.outbox import Outbox
from pulse.describe import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDetails:
    """Work that comes round, and how it went last."""

    name: Annotated[str, Doc("What it is called in the log.")]
    started_at: Annotated[datetime, Doc("When it last ran; one that runs each second is noted each minute.")]
    took_ms: Annotated[int, Doc("How long that took, in milliseconds.")]
    error: Annotated[str | None, Doc("What went wrong; null where nothing did.")]
    failures: Annotated[int, Doc("How many noted runs in a row have failed.")]
    next_at: Annotated[datetime, Doc("When it runs next.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxCounts:
    """How many messages to whomever outside there are."""

    waiting: Annotated[int, Doc("To be sent, for the first time or again.")]
    delivered: Annotated[int, Doc("Taken by their receivers within the last 30 days.")]
    failed: Annotated[int, Doc("Given up within the last 30 days.")]


@needs(None, project=False)
async def list_jobs(ctx: Context) -> list[JobDetails]:
    """The work that happens by the clock, and how it went last."""
    with ctx.services.store.reading():
        rows = await JobState.all()
    return [
        JobDetails(
            name=row.name,
            started_at=row.started_at,
            took_ms=row.took_ms,
            error=row.error or None,
            failures=row.failures,
            next_at=row.next_at,
        )
        for row in rows
    ]


@needs(None, project=False)
async def count_outbox(ctx: Context) -> OutboxCounts:
    """How many messages wait, have arrived, and were given up."""
    return OutboxCounts(**await Outbox(ctx.services.store, ctx.services.clock).counts())
