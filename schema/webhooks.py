"""Webhooks, and the record of what was sent."""

from typing import Annotated

import strawberry

from access.context import Context
from models import Channel, DeliveryStatus
from models.webhooks import WebhookEvent
from pulse.paging import page_after
from resolvers import webhooks as answers  # a field below is called webhooks
from resolvers.webhooks import DeliveryAttempt, DeliveryDetails, WebhookDetails, WebhookTest
from schema.expose import ID, expose, offer
from schema.fields import argument, field, mutation
from schema.info import Info, ProjectId, about_project
from schema.paging import After, Connection, First, connect, connect_all
from schema.scalars import URL

offer(
    WebhookEvent,
    "What a webhook can hear of.",
    {
        "TRAFFIC_SPIKE": "Active visitors exceed twice the rolling average of the last hour.",
        "ZERO_TRAFFIC": "No pageview for 30 minutes.",
        "DAILY_SUMMARY": "The numbers of a day, sent when it is over in the project's time zone.",
    },
)
offer(Channel, "How a message goes out.", {"WEB": "Posted to a web address.", "MAIL": "Sent as a mail."}, "Channel")
offer(
    DeliveryStatus,
    "What has become of a message.",
    {
        "WAITING": "It is to be sent, for the first time or again.",
        "DELIVERED": "The receiver has taken it.",
        "FAILED": "It was given up.",
    },
)
expose(DeliveryAttempt)
expose(DeliveryDetails, "Delivery", id=ID, webhook_id=strawberry.ID | None)
expose(WebhookDetails, "Webhook", id=ID, url=URL)
expose(WebhookTest)

WebhookId = Annotated[strawberry.ID, argument("The webhook's id.")]
Secret = "It signs what is sent: `X-Pulse-Signature` is the HMAC-SHA256 of the raw body, in hexadecimal digits."  # noqa: S105 - a description
Kept = argument("Stays as it is where nothing is given.")


@strawberry.type
class ProjectWebhooks:
    """The webhooks of a project."""

    ctx: strawberry.Private[Context]

    @field(answers.list_webhooks)
    async def webhooks(self, first: First = 10, after: After = None) -> Connection[WebhookDetails] | None:
        """The webhooks of the project."""
        return connect_all(await answers.list_webhooks(self.ctx), page_after(first, after))

    @field(answers.list_deliveries)
    async def deliveries(
        self,
        first: First = 10,
        after: After = None,
        webhook: Annotated[strawberry.ID | None, argument("Only those of this webhook.")] = None,
        status: Annotated[DeliveryStatus | None, argument("Only those of this status.")] = None,
    ) -> Connection[DeliveryDetails] | None:
        """The messages about the project to whomever outside."""
        page = page_after(first, after)
        return connect(await answers.list_deliveries(self.ctx, page, webhook, status), page)


@strawberry.type
class WebhookMutation:
    """Changes of webhooks."""

    @mutation(answers.create_webhook)
    async def create_webhook(
        self,
        info: Info,
        url: Annotated[URL, argument("Where the events are posted to, with https.")],
        events: Annotated[list[WebhookEvent], argument("The events that it wants.")],
        secret: Annotated[str | None, argument(Secret)] = None,
        project: ProjectId = None,
    ) -> WebhookDetails:
        """Make a webhook."""
        ctx = await about_project(info, project)
        return await answers.create_webhook(ctx, url=url, events=events, secret=secret)

    @mutation(answers.update_webhook)
    async def update_webhook(
        self,
        info: Info,
        id: WebhookId,  # noqa: A002 - the argument's name
        *,
        url: Annotated[URL | None, Kept] = None,
        events: Annotated[list[WebhookEvent] | None, Kept] = None,
        secret: Annotated[
            str | None, argument("As it is where nothing is given; an empty one ends the signing.")
        ] = None,
        project: ProjectId = None,
    ) -> WebhookDetails:
        """Change a webhook."""
        ctx = await about_project(info, project)
        return await answers.update_webhook(ctx, id, url=url, events=events, secret=secret)

    @mutation(answers.delete_webhook, more="Answers the webhook's id.")
    async def delete_webhook(
        self,
        info: Info,
        id: WebhookId,  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> strawberry.ID:
        """Delete a webhook."""
        await answers.delete_webhook(await about_project(info, project), id)
        return id

    @mutation(answers.send_test)
    async def test_webhook(
        self,
        info: Info,
        id: WebhookId,  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> WebhookTest:
        """Send a test."""
        return await answers.send_test(await about_project(info, project), id)

    @mutation(answers.resend_delivery)
    async def resend_delivery(
        self,
        info: Info,
        id: Annotated[strawberry.ID, argument("The delivery's id.", "id")],  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> DeliveryDetails:
        """Send a message once more."""
        return await answers.resend_delivery(await about_project(info, project), id)
