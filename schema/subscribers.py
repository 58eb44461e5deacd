"""Subscribers: who gets the project's reports by mail."""

from typing import Annotated

import strawberry

from access.context import Context
from models import Frequency
from pulse.paging import page_after
from resolvers import subscribers as answers  # a field below is called subscribers
from resolvers.subscribers import SubscriberDetails
from schema.expose import ID, expose, offer
from schema.fields import argument, field, mutation
from schema.info import Info, ProjectId, about_project
from schema.paging import After, Connection, First, connect_all

offer(
    Frequency,
    "How often a report comes by mail.",
    {"WEEKLY": "On Mondays, about the week before.", "MONTHLY": "On the first, about the month before."},
    name="ReportFrequency",
)
expose(SubscriberDetails, "Subscriber", id=ID)


@strawberry.type
class ProjectSubscribers:
    """Who gets the project's reports."""

    ctx: strawberry.Private[Context]

    @field(answers.list_subscribers)
    async def subscribers(self, first: First = 10, after: After = None) -> Connection[SubscriberDetails] | None:
        """Who gets the project's reports by mail."""
        return connect_all(await answers.list_subscribers(self.ctx), page_after(first, after))


@strawberry.type
class SubscriberMutation:
    """Changes of subscribers."""

    @mutation(answers.create_subscriber)
    async def create_subscriber(
        self,
        info: Info,
        address: Annotated[str, argument("An e-mail address.")],
        frequency: Annotated[Frequency, argument("How often reports come.")],
        project: ProjectId = None,
    ) -> SubscriberDetails:
        """Send reports to an address."""
        ctx = await about_project(info, project)
        return await answers.create_subscriber(ctx, address=address, frequency=frequency)

    @mutation(answers.delete_subscriber, more="Answers the subscriber's id.")
    async def delete_subscriber(
        self,
        info: Info,
        id: Annotated[strawberry.ID, argument("The subscriber's id.")],  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> strawberry.ID:
        """Send no more reports to somebody."""
        await answers.delete_subscriber(await about_project(info, project), id)
        return id
