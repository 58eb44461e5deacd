"""Reports by mail: each subscriber's week or month, once, in the morning after it has ended."""

from datetime import timedelta

import structlog

from access.caller import OPERATOR
from access.context import Context
from access.services import Services
from access.unsubscribe import unsubscribe_url
from jobs.letters import letter_of
from models import Frequency, Subscriber
from notify.messages import Mail
from notify.outbox import Outbox
from pulse.clock import moment
from pulse.errors import PulseError
from pulse.windows import Window, finished, zone_of
from resolvers.digest import Digest, digest
from resolvers.subscribers import INTERVALS, last_finished

KIND = "report"
MORNING = timedelta(hours=7)
"""How long after the period's end a report is sent: with the coffee, and after the last events have arrived."""

_log = structlog.get_logger("jobs")


async def send_reports(services: Services) -> None:
    """Send the reports that are due. One that was missed is sent late; of several that were missed, the last.

    Raises:
        PulseError: 503 where the database does not answer.

    """
    made: dict[tuple[str, Frequency], Digest] = {}
    with services.store.reading():
        rows = await Subscriber.all()
    for row in rows:
        try:
            await _send_if_due(services, row, made)
        except PulseError as problem:
            _log.warning("report_not_sent", subscriber=str(row.id), reason=problem.message)


async def report_of(ctx: Context, frequency: Frequency) -> Digest:
    """The last finished week or month of a project.

    Raises:
        PulseError: 503 where a store does not answer.

    """
    window = last_finished(ctx, frequency)
    zone = zone_of(ctx.require_project().timezone)
    before: Window = finished(INTERVALS[frequency], window.start / 1000, zone)
    return await digest(ctx, INTERVALS[frequency], window, before)


async def _send_if_due(services: Services, row: Subscriber, made: dict[tuple[str, Frequency], Digest]) -> None:
    project = str(row.project_id)
    ctx = await Context(services, OPERATOR).choose(project)
    until = moment(last_finished(ctx, row.frequency).end / 1000)
    if row.sent_until >= until or moment(services.clock()) < until + MORNING:
        return
    if (project, row.frequency) not in made:
        made[project, row.frequency] = await report_of(ctx, row.frequency)
    unsubscribe = unsubscribe_url(services.settings, str(row.id))
    letter = letter_of(made[project, row.frequency], f"{services.settings.url}/dashboard", unsubscribe)
    async with services.store.transaction():
        if await Subscriber.filter(id=row.id, sent_until=row.sent_until).update(sent_until=until):
            await Outbox(services.store, services.clock).put(
                project=row.project_id,
                kind=KIND,
                target=Mail(row.address),
                payload=letter,
                key=f"{KIND}:{row.id}:{until:%Y-%m-%d}",
            )
