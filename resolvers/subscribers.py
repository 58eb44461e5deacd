"""Subscribers: who gets the project's reports by mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from tortoise.exceptions import IntegrityError

from access.caller import Scope
from access.context import Context
from access.needs import needs
from access.services import Services
from access.unsubscribe import subscriber_of
from models import Frequency, Subscriber
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import conflict, not_found
from pulse.ids import parse_id
from pulse.modules import Access
from pulse.windows import Interval, Window, finished, zone_of
from resolvers.alerts import an_address

INTERVALS = {Frequency.WEEKLY: Interval.WEEK, Frequency.MONTHLY: Interval.MONTH}


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriberDetails:
    """Whoever gets the project's reports by mail."""

    id: Annotated[str, Doc("UUID.")]
    address: Annotated[str, Doc("Where the reports go.")]
    frequency: Annotated[Frequency, Doc("How often they come.")]
    sent_until: Annotated[datetime, Doc("Where the period of the last report ended; of a new one, the last before it.")]
    created_at: Annotated[datetime, Doc("Since when.")]


@needs(Scope.ADMIN)
async def list_subscribers(ctx: Context) -> list[SubscriberDetails]:
    """Who gets the project's reports by mail, oldest first."""
    with ctx.services.store.reading():
        return [_details(row) for row in await Subscriber.filter(project_id=_project_id(ctx))]


@needs(Scope.ADMIN, access=Access.WRITE)
async def create_subscriber(ctx: Context, *, address: str, frequency: Frequency) -> SubscriberDetails:
    """Send the project's reports to an address, from the period that is under way now.

    Raises:
        PulseError: 400 where it is no address, or gets them already.

    """
    row = Subscriber(
        project_id=_project_id(ctx),
        address=an_address(address, "address"),
        frequency=frequency,
        sent_until=moment(last_finished(ctx, frequency).end / 1000),
        created_at=moment(int(ctx.services.clock())),
    )
    try:
        async with ctx.services.store.transaction():
            await row.save()
    except IntegrityError:
        raise conflict(f"'{row.address}' gets the {frequency.value} report already.") from None
    return _details(row)


@needs(Scope.ADMIN, access=Access.WRITE)
async def delete_subscriber(ctx: Context, subscriber_id: str) -> None:
    """Send no more reports to somebody.

    Raises:
        PulseError: 404 where the project has no such subscriber.

    """
    async with ctx.services.store.transaction():
        row = await Subscriber.get_or_none(id=parse_id(subscriber_id), project_id=_project_id(ctx))
        if row is None:
            raise not_found("Subscriber", subscriber_id)
        await row.delete()


async def find_subscription(services: Services, token: str) -> Subscriber | None:
    """The subscription that an unsubscribing address names; None where there is none any more.

    Raises:
        PulseError: 404 where the address is not one of ours.

    """
    subscriber = subscriber_of(services.settings, token)
    if subscriber is None:
        raise not_found("Subscription", token)
    with services.store.reading():
        return await Subscriber.get_or_none(id=UUID(subscriber)).prefetch_related("project")


async def unsubscribe(services: Services, token: str) -> None:
    """End the subscription that an unsubscribing address names; doing it twice does no harm.

    Raises:
        PulseError: 404 where the address is not one of ours.

    """
    row = await find_subscription(services, token)
    if row is not None:
        async with services.store.transaction():
            await row.delete()


def last_finished(ctx: Context, frequency: Frequency) -> Window:
    """The last whole week or month of the project's days."""
    zone = zone_of(ctx.require_project().timezone)
    return finished(INTERVALS[frequency], ctx.services.clock(), zone)


def _details(row: Subscriber) -> SubscriberDetails:
    return SubscriberDetails(
        id=str(row.id),
        address=row.address,
        frequency=row.frequency,
        sent_until=row.sent_until,
        created_at=row.created_at,
    )


def _project_id(ctx: Context) -> UUID:
    return UUID(ctx.require_project().id)
