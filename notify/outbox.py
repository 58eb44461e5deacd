"""The outbox: what is to be told to somebody outside waits in the database until it has arrived.

Putting a message in is part of the caller's transaction: it goes out if, and only if, what it tells of is kept. The key
makes it one message however often, and by however many processes, it is put in. The job ``deliver`` takes them out.
"""

import random
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from models import Channel, Delivery, DeliveryStatus
from models.store import Store
from notify.http import Outcome
from notify.messages import Letter, Mail, Notice, Web, content_of
from pulse.clock import Clock, iso, moment

PATIENCE = timedelta(hours=24)
"""How long after it was put in the last attempt may begin."""
FIRST_WAIT = 5.0
LONGEST_WAIT = 3_600.0


class Outbox:
    """Puts messages in, and keeps the record of what became of them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def draft(
        self,
        *,
        project: UUID | None,
        kind: str,
        target: Web | Mail,
        payload: Notice | Letter,
        key: str,
        webhook: UUID | None = None,
    ) -> Delivery:
        """A message that is not in yet; for the arguments see :meth:`put`."""
        now = self._now()
        return Delivery(
            project_id=project,
            webhook_id=webhook,
            kind=kind,
            channel=target.channel,
            target=asdict(target),
            content=content_of(target, kind, project, payload),
            key=key,
            created_at=now,
            due_at=now,
            give_up_at=now + PATIENCE,
        )

    async def put(
        self,
        *,
        project: UUID | None,
        kind: str,
        target: Web | Mail,
        payload: Notice | Letter,
        key: str,
        webhook: UUID | None = None,
    ) -> bool:
        """Put a message in, inside the caller's transaction where there is one.

        Args:
            project: whose message it is; None for one about no project.
            kind: what it is about, such as ``traffic_spike``; the envelope's ``event``.
            target: who gets it.
            payload: a notice for a web address, a letter for a mail address.
            key: what makes it one, such as ``daily_summary:<webhook>:<day>``; at most 200 characters.
            webhook: the webhook that it belongs to, where it does.

        Returns:
            Whether it was taken in; False where one with that key is, or was, in already.

        """
        row = self.draft(project=project, kind=kind, target=target, payload=payload, key=key, webhook=webhook)
        async with self._store.transaction():
            await Delivery.bulk_create([row], ignore_conflicts=True)
            return await Delivery.exists(id=row.id)

    async def keep(self, row: Delivery, outcome: Outcome) -> None:
        """Keep a draft that was sent at once: it has had its only attempt."""
        row.attempts = [_attempt(self._now(), outcome)]
        row.status = DeliveryStatus.DELIVERED if outcome.delivered else DeliveryStatus.FAILED
        row.due_at, row.settled_at = None, self._now()
        async with self._store.transaction():
            await row.save(force_create=True)

    async def has(self, key: str) -> bool:
        """Whether a message with that key is, or was, in."""
        with self._store.reading():
            return await Delivery.exists(key=key)

    async def due(self, most: int, channels: Iterable[Channel] = tuple(Channel)) -> list[Delivery]:
        """Messages of these channels whose next attempt may begin, the longest due first."""
        with self._store.reading():
            waiting = Delivery.filter(status=DeliveryStatus.WAITING, due_at__lte=self._now(), channel__in=channels)
            return await waiting.order_by("due_at").limit(most)

    async def settle(self, row: Delivery, outcome: Outcome) -> None:
        """Write down an attempt, and when the next one is due where one makes sense."""
        now = self._now()
        row.attempts = [*row.attempts, _attempt(now, outcome)]
        wait = timedelta(seconds=wait_before(len(row.attempts)))
        if outcome.delivered:
            row.status, row.due_at, row.settled_at = DeliveryStatus.DELIVERED, None, now
        elif outcome.again and now + wait <= row.give_up_at:
            row.due_at = now + wait
        else:
            row.status, row.due_at, row.settled_at = DeliveryStatus.FAILED, None, now
        async with self._store.transaction():
            await row.save(update_fields=["attempts", "status", "due_at", "settled_at"])

    async def again(self, row: Delivery) -> None:
        """Send a message once more, whatever has become of it."""
        row.status, row.settled_at = DeliveryStatus.WAITING, None
        row.due_at = self._now()
        row.give_up_at = row.due_at + PATIENCE
        async with self._store.transaction():
            await row.save(update_fields=["status", "due_at", "give_up_at", "settled_at"])

    async def forget(self, before: datetime) -> int:
        """Delete what was settled before a moment; how many."""
        async with self._store.transaction():
            return await Delivery.filter(settled_at__lt=before).delete()

    async def counts(self) -> dict[str, int]:
        """How many messages there are by status; all statuses are named."""
        with self._store.reading():
            return {status.value: await Delivery.filter(status=status).count() for status in DeliveryStatus}

    def _now(self) -> datetime:
        return moment(self._clock())


def wait_before(attempt: int) -> float:
    """Seconds before the attempt of that number, counted from 0: twice as long each time, with a quarter of chance.

    Chance keeps those who waited for the same receiver from coming back at the same moment.
    """
    wait = min(FIRST_WAIT * 2.0 ** (attempt - 1), LONGEST_WAIT)
    return wait * random.uniform(0.75, 1.25)  # noqa: S311 - spreads load, guards nothing


def _attempt(at: datetime, outcome: Outcome) -> dict[str, Any]:
    return {
        "at": iso(at),
        "delivered": outcome.delivered,
        "status": outcome.status,
        "detail": outcome.detail,
        "took_ms": outcome.took_ms,
    }
