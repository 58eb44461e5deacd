"""Alerts: rules, what they say now, and when they held."""

from typing import Annotated

import strawberry

from access.context import Context
from pulse.paging import page_after
from resolvers import alerts as answers  # a field below is called alerts
from resolvers.alerts import (
    AlertChannel,
    AlertChannelInput,
    AlertDetails,
    AlertMetric,
    AlertSwitch,
    ChannelType,
    Firing,
)
from resolvers.verdicts import AlertBasis, AlertOperator, Verdict
from schema.costs import REPORT
from schema.expose import ID, accept, expose, offer
from schema.fields import argument, field, mutation
from schema.info import Info, ProjectId, about_project
from schema.paging import After, Connection, First, connect, connect_all

offer(
    AlertOperator,
    "How a rule compares.",
    {"GT": "Above.", "LT": "Below.", "GTE": "At or above.", "LTE": "At or below.", "EQ": "Exactly."},
)
offer(
    AlertBasis,
    "What a rule's threshold is compared with.",
    {
        "VALUE": "The metric itself.",
        "SAME_HOUR": "How far the metric is, in percent, from its mean at the same hour of the same weekday in up to 4 "
        "past weeks: -50 is half of what is usual.",
    },
)
offer(
    ChannelType,
    "How somebody is told.",
    {"WEBHOOK": "Posted to an address; Slack and Discord get their own form.", "EMAIL": "By mail."},
    name="AlertChannelType",
)
expose(AlertChannel)
expose(AlertDetails, "Alert", id=ID)
expose(AlertSwitch, id=ID)
expose(AlertMetric)
expose(Firing, "AlertFiring", id=ID, alert_id=ID)
expose(Verdict, "AlertVerdict")
accept(AlertChannelInput)

AlertId = Annotated[strawberry.ID, argument("The rule's id.")]
AnyAlertId = Annotated[strawberry.ID | None, argument("Only of this rule; by default of all.")]
Kept = argument("Stays as it is where nothing is given.")
About = Annotated[str | None, argument("Of metrics of one funnel or goal: its id.")]


@strawberry.type
class ProjectAlerts:
    """The alerts of a project."""

    ctx: strawberry.Private[Context]

    @field(answers.list_alerts)
    async def alerts(self, first: First = 10, after: After = None) -> Connection[AlertDetails] | None:
        """The rules of the project."""
        return connect_all(await answers.list_alerts(self.ctx), page_after(first, after))

    @field(answers.get_alert)
    async def alert(self, id: AlertId) -> AlertDetails | None:  # noqa: A002 - the argument's name
        """A rule."""
        return await answers.get_alert(self.ctx, id)

    @field(answers.check_alert, cost=REPORT)
    async def alert_verdict(self, id: AlertId) -> Verdict | None:  # noqa: A002 - the argument's name
        """What a rule says now."""
        return await answers.check_alert(self.ctx, id)

    @field(answers.list_firings)
    async def alert_firings(
        self, alert: AnyAlertId = None, first: First = 10, after: After = None
    ) -> Connection[Firing] | None:
        """When rules held."""
        page = page_after(first, after)
        return connect(await answers.list_firings(self.ctx, page, alert), page)

    @field(answers.alert_metrics)
    async def alert_metrics(self) -> list[AlertMetric] | None:
        """What rules can be about."""
        return await answers.alert_metrics(self.ctx)


@strawberry.type
class AlertMutation:
    """Changes of alerts."""

    @mutation(answers.create_alert)
    async def create_alert(
        self,
        info: Info,
        *,
        name: Annotated[str, argument("What people call it.")],
        module: Annotated[str, argument("The module whose metric it watches.")],
        metric: Annotated[str, argument("What it watches; `alertMetrics` lists what there is.")],
        operator: Annotated[AlertOperator, argument("How it compares.")],
        threshold: Annotated[float, argument("The line; of a deviation in percent.")],
        window_minutes: Annotated[int, argument("Over how many minutes up to now, 1 to 43200.")] = 60,
        cooldown_minutes: Annotated[int, argument("Minutes between two notices at least, 1 to 43200.")] = 60,
        notify_channels: Annotated[list[AlertChannelInput] | None, argument("Who is told; by default nobody.")] = None,
        about: About = None,
        basis: Annotated[AlertBasis, argument("What the threshold is compared with.")] = AlertBasis.VALUE,
        project: ProjectId = None,
    ) -> AlertDetails:
        """Make a rule."""
        return await answers.create_alert(
            await about_project(info, project),
            name=name,
            module=module,
            metric=metric,
            operator=operator,
            threshold=threshold,
            window_minutes=window_minutes,
            cooldown_minutes=cooldown_minutes,
            notify_channels=notify_channels or (),
            about=about,
            basis=basis,
        )

    @mutation(answers.update_alert)
    async def update_alert(
        self,
        info: Info,
        id: AlertId,  # noqa: A002 - the argument's name
        *,
        name: Annotated[str | None, Kept] = None,
        module: Annotated[str | None, Kept] = None,
        metric: Annotated[str | None, Kept] = None,
        operator: Annotated[AlertOperator | None, Kept] = None,
        threshold: Annotated[float | None, Kept] = None,
        window_minutes: Annotated[int | None, Kept] = None,
        cooldown_minutes: Annotated[int | None, Kept] = None,
        notify_channels: Annotated[list[AlertChannelInput] | None, Kept] = None,
        about: Annotated[str | None, Kept] = None,
        basis: Annotated[AlertBasis | None, Kept] = None,
        enabled: Annotated[bool | None, Kept] = None,
        project: ProjectId = None,
    ) -> AlertDetails:
        """Change a rule."""
        return await answers.update_alert(
            await about_project(info, project),
            id,
            name=name,
            module=module,
            metric=metric,
            operator=operator,
            threshold=threshold,
            window_minutes=window_minutes,
            cooldown_minutes=cooldown_minutes,
            notify_channels=notify_channels,
            about=about,
            basis=basis,
            enabled=enabled,
        )

    @mutation(answers.toggle_alert)
    async def toggle_alert(
        self,
        info: Info,
        id: AlertId,  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> AlertSwitch:
        """Switch a rule."""
        return await answers.toggle_alert(await about_project(info, project), id)

    @mutation(answers.delete_alert, more="Answers the rule's id.")
    async def delete_alert(
        self,
        info: Info,
        id: AlertId,  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> strawberry.ID:
        """Delete a rule."""
        await answers.delete_alert(await about_project(info, project), id)
        return id
