"""Webhooks: addresses that hear of a project, and the record of what they were sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from access.caller import Scope
from access.context import Context
from access.needs import needs
from models import Channel, Delivery, DeliveryStatus, Webhook
from models.webhooks import WebhookEvent
from notify.guard import RefusedError, check
from notify.messages import Notice, Web
from notify.outbox import Outbox
from notify.web import send_web
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import conflict, invalid_body, not_found
from pulse.ids import Prefix, parse_id
from pulse.modules import Access
from pulse.paging import Page
from resolvers.inputs import known
from resolvers.rows import Rows

SECRET_MOST = 200
WEBHOOKS_MOST = 20
TEST = "test"
"""The envelope's ``event`` of a test."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDetails:
    """An address that hears of a project."""

    id: Annotated[str, Doc("UUID with the prefix 'wh-'.")]
    url: Annotated[str, Doc("Where the events are posted to.")]
    events: Annotated[list[WebhookEvent], Doc("The events that it wants.")]
    signed: Annotated[bool, Doc("Whether there is a secret, so that `X-Pulse-Signature` is sent.")]
    created_at: Annotated[datetime, Doc("When it was made.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookTest:
    """What a receiver did with a test."""

    success: Annotated[bool, Doc("Whether it answered with a status from 200 to 299.")]
    status_code: Annotated[int | None, Doc("The HTTP status that it answered; null where it did not answer.")]
    response_time_ms: Annotated[int, Doc("How long it took, in milliseconds.")]
    detail: Annotated[str, Doc("The beginning of its answer, or why there was none.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAttempt:
    """One attempt to bring a message to its receiver."""

    at: Annotated[datetime, Doc("When it ended.")]
    delivered: Annotated[bool, Doc("Whether the receiver has taken it.")]
    status: Annotated[int | None, Doc("The HTTP status, or the mail server's code; null where there was no answer.")]
    detail: Annotated[str, Doc("The beginning of the answer, or why there was none.")]
    took_ms: Annotated[int, Doc("How long it took, in milliseconds.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDetails:
    """A message to somebody outside, and what has become of it."""

    id: Annotated[str, Doc("UUID; receivers see it as `X-Pulse-Delivery`.")]
    kind: Annotated[str, Doc("What it is about, such as `daily_summary`.")]
    channel: Annotated[Channel, Doc("How it goes out.")]
    target: Annotated[str, Doc("The web or mail address.")]
    webhook_id: Annotated[str | None, Doc("The webhook that it belongs to, where it does.")]
    status: Annotated[DeliveryStatus, Doc("What has become of it.")]
    body: Annotated[str, Doc("What is posted to a web address, or the text of a mail.")]
    attempts: Annotated[list[DeliveryAttempt], Doc("Every attempt so far, in order.")]
    created_at: Annotated[datetime, Doc("When it was made.")]
    next_attempt_at: Annotated[datetime | None, Doc("When it is tried next; null where it is not.")]
    settled_at: Annotated[datetime | None, Doc("When it had arrived, or was given up.")]


@needs(Scope.ADMIN)
async def list_webhooks(ctx: Context) -> list[WebhookDetails]:
    """The webhooks of the project, oldest first."""
    with ctx.services.store.reading():
        return [_details(row) for row in await Webhook.filter(project_id=_project_id(ctx))]


@needs(Scope.ADMIN, access=Access.WRITE)
async def create_webhook(ctx: Context, *, url: str, events: Sequence[str], secret: str | None = None) -> WebhookDetails:
    """Have an address hear of the project.

    Raises:
        PulseError: 400 that names the field, or where the project has 20 already.

    """
    row = Webhook(
        project_id=_project_id(ctx),
        url=_url(ctx, url),
        events=_events(events),
        secret=_secret(secret or ""),
        created_at=moment(int(ctx.services.clock())),
    )
    async with ctx.services.store.transaction():
        if await Webhook.filter(project_id=row.project_id).count() >= WEBHOOKS_MOST:
            raise conflict(f"A project has at most {WEBHOOKS_MOST} webhooks.")
        await row.save()
    return _details(row)


@needs(Scope.ADMIN, access=Access.WRITE)
async def update_webhook(
    ctx: Context,
    webhook_id: str,
    *,
    url: str | None = None,
    events: Sequence[str] | None = None,
    secret: str | None = None,
) -> WebhookDetails:
    """Change a webhook; what is not given stays, and an empty secret ends the signing.

    Raises:
        PulseError: 400 that names the field, 404 where the project has no such webhook.

    """
    async with ctx.services.store.transaction():
        row = await _row(ctx, webhook_id)
        row.url = row.url if url is None else _url(ctx, url)
        row.events = row.events if events is None else _events(events)
        row.secret = row.secret if secret is None else _secret(secret)
        await row.save()
    return _details(row)


@needs(Scope.ADMIN, access=Access.WRITE)
async def delete_webhook(ctx: Context, webhook_id: str) -> None:
    """Delete a webhook, with what it was still to be sent.

    Raises:
        PulseError: 404 where the project has no such webhook.

    """
    async with ctx.services.store.transaction():
        await (await _row(ctx, webhook_id)).delete()


@needs(Scope.ADMIN, access=Access.WRITE)
async def send_test(ctx: Context, webhook_id: str) -> WebhookTest:
    """Send a webhook a test, once, and tell what it did with it.

    Raises:
        PulseError: 404 where the project has no such webhook.

    """
    with ctx.services.store.reading():
        row = await _row(ctx, webhook_id)
    outbox = Outbox(ctx.services.store, ctx.services.clock)
    text = f"A test from Pulse for {ctx.require_project().name}: this address will hear of {', '.join(row.events)}."
    said = Notice(at=moment(ctx.services.clock()), data={"message": text}, text=text)
    draft = outbox.draft(
        project=_project_id(ctx),
        kind=TEST,
        target=Web(row.url, row.secret),
        payload=said,
        key=f"{TEST}:{uuid4()}",
        webhook=row.id,
    )
    outcome = await send_web(ctx.services.settings, draft)
    await outbox.keep(draft, outcome)
    return WebhookTest(
        success=outcome.delivered,
        status_code=outcome.status,
        response_time_ms=outcome.took_ms,
        detail=outcome.detail,
    )


@needs(Scope.ADMIN)
async def list_deliveries(
    ctx: Context, page: Page, webhook_id: str | None = None, status: DeliveryStatus | None = None
) -> Rows[DeliveryDetails]:
    """The messages about the project to whomever outside, of the last 30 days, the latest first.

    Raises:
        PulseError: 404 where the project has no such webhook.

    """
    with ctx.services.store.reading():
        found = Delivery.filter(project_id=_project_id(ctx))
        if webhook_id is not None:
            found = found.filter(webhook_id=(await _row(ctx, webhook_id)).id)
        if status is not None:
            found = found.filter(status=status)
        rows = await found.offset(page.offset).limit(page.limit)
        return Rows([_delivery(row) for row in rows], await found.count())


@needs(Scope.ADMIN, access=Access.WRITE)
async def resend_delivery(ctx: Context, delivery_id: str) -> DeliveryDetails:
    """Send a message once more, whatever has become of it; the receiver sees the same id.

    Raises:
        PulseError: 404 where the project has no such message.

    """
    identifier = parse_id(delivery_id)
    with ctx.services.store.reading():
        row = await Delivery.get_or_none(id=identifier, project_id=_project_id(ctx))
    if row is None:
        raise not_found("Delivery", delivery_id)
    await Outbox(ctx.services.store, ctx.services.clock).again(row)
    return _delivery(row)


def _details(row: Webhook) -> WebhookDetails:
    return WebhookDetails(
        id=Prefix.WEBHOOK + str(row.id),
        url=row.url,
        events=[WebhookEvent(event) for event in row.events],
        signed=bool(row.secret),
        created_at=row.created_at,
    )


def _delivery(row: Delivery) -> DeliveryDetails:
    return DeliveryDetails(
        id=str(row.id),
        kind=row.kind,
        channel=row.channel,
        target=row.target["url"] if row.channel is Channel.WEB else row.target["address"],
        webhook_id=Prefix.WEBHOOK + str(row.webhook_id) if row.webhook_id else None,
        status=row.status,
        body=row.content["body"] if row.channel is Channel.WEB else row.content["text"],
        attempts=[_attempt(kept) for kept in row.attempts],
        created_at=row.created_at,
        next_attempt_at=row.due_at,
        settled_at=row.settled_at,
    )


def _attempt(kept: dict[str, Any]) -> DeliveryAttempt:
    return DeliveryAttempt(**(kept | {"at": datetime.fromisoformat(kept["at"])}))


def _url(ctx: Context, value: str) -> str:
    try:
        check(value, ctx.services.settings.outbound_allow)
    except RefusedError as problem:
        raise invalid_body(f"'url' cannot be used: {problem}") from None
    return value


def _events(values: Sequence[str]) -> list[str]:
    events = known(values, list(WebhookEvent), "event type")
    if not events:
        raise invalid_body("'events' must name at least one event type")
    return events


def _secret(value: str) -> str:
    if len(value) > SECRET_MOST:
        raise invalid_body(f"'secret' must have at most {SECRET_MOST} characters")
    return value


async def _row(ctx: Context, webhook_id: str) -> Webhook:
    identifier = parse_id(webhook_id, Prefix.WEBHOOK, "webhook_id")
    row = await Webhook.get_or_none(id=identifier, project_id=_project_id(ctx))
    if row is None:
        raise not_found("Webhook", webhook_id)
    return row


def _project_id(ctx: Context) -> UUID:
    return UUID(ctx.require_project().id)
