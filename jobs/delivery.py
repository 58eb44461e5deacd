"""Taking messages out of the outbox and bringing them to their receivers."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from access.services import Services
from models import AuditEntry, Channel, Delivery
from notify.http import Outcome
from notify.outbox import Outbox
from notify.smtp import send_mail
from notify.web import send_web
from pulse.clock import moment
from pulse.settings import Settings

AT_ONCE = 32
"""Attempts side by side: one slow receiver holds up only those of its own round."""
DELIVERIES_KEPT = timedelta(days=30)
AUDIT_KEPT = timedelta(days=730)

Send = Callable[[Settings, Delivery], Awaitable[Outcome]]

SENDERS: Mapping[Channel, Send] = {Channel.WEB: send_web, Channel.MAIL: send_mail}
"""What makes one attempt over each channel. It answers what became of it, and raises nothing."""


async def deliver(services: Services) -> None:
    """Make every attempt that is due.

    A message leaves the outbox only when its outcome is written down: whoever dies in between leaves it to the next
    process, which sends it again, under the same id.

    Raises:
        PulseError: 503 where the database does not answer.

    """
    outbox = Outbox(services.store, services.clock)
    while rows := await outbox.due(AT_ONCE, SENDERS):
        await asyncio.gather(*(_attempt(services, outbox, row) for row in rows))


async def _attempt(services: Services, outbox: Outbox, row: Delivery) -> None:
    await outbox.settle(row, await SENDERS[row.channel](services.settings, row))


async def forget_old_records(services: Services) -> None:
    """Delete messages that were settled long ago, and audit entries of years past.

    Raises:
        PulseError: 503 where the database does not answer.

    """
    now = moment(services.clock())
    await Outbox(services.store, services.clock).forget(now - DELIVERIES_KEPT)
    async with services.store.transaction():
        await AuditEntry.filter(created_at__lt=now - AUDIT_KEPT).delete()
