"""Alerts: rules that tell somebody when a metric crosses a line, and when they did."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from access.caller import Scope
from access.context import Context
from access.needs import needs
from models import Alert, AlertFiring
from notify.guard import RefusedError, check
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import invalid_body, missing_field, not_found
from pulse.ids import Prefix, parse_id
from pulse.modules import Access
from pulse.paging import Page
from resolvers.inputs import a_name
from resolvers.measures import MEASURES, check_about, measure
from resolvers.rows import Rows
from resolvers.verdicts import AlertBasis, AlertOperator, Verdict, judge

MINUTES_MOST = 43_200
"""30 days."""
CHANNELS_MOST = 10
DEFAULT_MINUTES = 60
_ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,190}")


class ChannelType(StrEnum):
    """How somebody is told."""

    WEBHOOK = "webhook"
    EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertChannel:
    """Who is told."""

    type: Annotated[ChannelType, Doc("How they are told.")]
    url: Annotated[str | None, Doc("Of `webhook`: where it is posted.")]
    address: Annotated[str | None, Doc("Of `email`: to whom it is sent.")]


@dataclass(frozen=True, kw_only=True)
class AlertChannelInput:
    """Who is told."""

    type: Annotated[ChannelType, Doc("How they are told.")]
    url: Annotated[str | None, Doc("Of `webhook`: where it is posted.")] = None
    address: Annotated[str | None, Doc("Of `email`: to whom it is sent.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDetails:
    """A rule, and whether it holds."""

    id: Annotated[str, Doc("UUID with the prefix `alt-`.")]
    name: Annotated[str, Doc("What people call it.")]
    module: Annotated[str, Doc("The module whose metric it watches.")]
    metric: Annotated[str, Doc("What it watches.")]
    about: Annotated[str | None, Doc("Of metrics of one funnel or goal: its id.")]
    basis: Annotated[AlertBasis, Doc("What the threshold is compared with.")]
    operator: Annotated[AlertOperator, Doc("How it compares.")]
    threshold: Annotated[float, Doc("The line; of a deviation in percent.")]
    window_minutes: Annotated[int, Doc("Over how many minutes up to now the metric is taken.")]
    cooldown_minutes: Annotated[int, Doc("Minutes that lie between two notices at least, while it goes on to hold.")]
    notify_channels: Annotated[list[AlertChannel], Doc("Who is told.")]
    enabled: Annotated[bool, Doc("Whether it is looked at.")]
    last_triggered: Annotated[datetime | None, Doc("When it last told somebody; null where it never did.")]
    created_at: Annotated[datetime, Doc("When it was made.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSwitch:
    """Whether a rule is looked at."""

    id: Annotated[str, Doc("UUID with the prefix `alt-`.")]
    enabled: Annotated[bool, Doc("Whether it is looked at.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """One time that a rule held."""

    id: Annotated[str, Doc("UUID.")]
    alert_id: Annotated[str, Doc("The rule: UUID with the prefix `alt-`.")]
    fired_at: Annotated[datetime, Doc("When it began to hold.")]
    resolved_at: Annotated[datetime | None, Doc("When it held no longer; null while it does.")]
    value: Annotated[float, Doc("The metric when it began to hold.")]
    expected: Annotated[float | None, Doc("What was to be expected then, of rules on a deviation.")]
    threshold: Annotated[float, Doc("The line at that time.")]
    notices: Annotated[int, Doc("How often it was told that it holds.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertMetric:
    """A metric that a rule can be about."""

    module: Annotated[str, Doc("The module.")]
    metric: Annotated[str, Doc("The metric within it.")]
    description: Annotated[str, Doc("Its definition.")]
    about: Annotated[str | None, Doc("`funnel` or `goal` where it is about one: the rule's `about` names it.")]


@needs(Scope.QUERY, module="alerts")
async def alert_metrics(ctx: Context) -> list[AlertMetric]:
    """What rules can be about: every metric of every module that has one."""
    del ctx  # the same for all
    return [
        AlertMetric(module=module, metric=name, description=found.description, about=found.of)
        for module, row in MEASURES.items()
        for name, found in row.items()
    ]


@needs(Scope.QUERY, module="alerts")
async def list_alerts(ctx: Context) -> list[AlertDetails]:
    """The rules of the project, oldest first."""
    with ctx.services.store.reading():
        return [_details(row) for row in await Alert.filter(project_id=_project_id(ctx))]


@needs(Scope.QUERY, module="alerts")
async def get_alert(ctx: Context, alert_id: str) -> AlertDetails:
    """A rule.

    Raises:
        PulseError: 404 where the project has no such rule.

    """
    with ctx.services.store.reading():
        return _details(await _row(ctx, alert_id))


@needs(Scope.QUERY, module="alerts")
async def check_alert(ctx: Context, alert_id: str) -> Verdict:
    """What a rule says now, without telling anybody.

    Raises:
        PulseError: 404 where the project has no such rule, 403 while its module is off.

    """
    with ctx.services.store.reading():
        row = await _row(ctx, alert_id)
    return await judge(ctx, row)


@needs(Scope.QUERY, module="alerts")
async def list_firings(ctx: Context, page: Page, alert_id: str | None = None) -> Rows[Firing]:
    """When rules held, the latest first.

    Raises:
        PulseError: 404 where the project has no such rule.

    """
    with ctx.services.store.reading():
        asked = AlertFiring.filter(project_id=_project_id(ctx))
        if alert_id is not None:
            asked = asked.filter(alert_id=(await _row(ctx, alert_id)).id)
        rows = await asked.order_by("-created_at", "id").limit(page.limit).offset(page.offset)
        return Rows([_firing(row) for row in rows], await asked.count())


@needs(Scope.QUERY, module="alerts", access=Access.WRITE)
async def create_alert(
    ctx: Context,
    *,
    name: str,
    module: str,
    metric: str,
    operator: AlertOperator,
    threshold: float,
    window_minutes: int = DEFAULT_MINUTES,
    cooldown_minutes: int = DEFAULT_MINUTES,
    notify_channels: Sequence[AlertChannelInput] = (),
    about: str | None = None,
    basis: AlertBasis = AlertBasis.VALUE,
) -> AlertDetails:
    """Make a rule.

    Raises:
        PulseError: 400 that names the field, 404 where what it is about does not exist.

    """
    found = measure(module, metric)
    row = Alert(
        project_id=_project_id(ctx),
        name=a_name(name),
        module=module,
        metric=metric.lower(),
        about=await check_about(ctx, found, about),
        basis=basis.value,
        operator=operator.value,
        threshold=_finite(threshold),
        window_minutes=_minutes(window_minutes, "window_minutes"),
        cooldown_minutes=_minutes(cooldown_minutes, "cooldown_minutes"),
        channels=_kept(ctx, notify_channels),
        created_at=moment(int(ctx.services.clock())),
    )
    async with ctx.services.store.transaction():
        await row.save()
    return _details(row)


@needs(Scope.QUERY, module="alerts", access=Access.WRITE)
async def update_alert(
    ctx: Context,
    alert_id: str,
    *,
    name: str | None = None,
    module: str | None = None,
    metric: str | None = None,
    operator: AlertOperator | None = None,
    threshold: float | None = None,
    window_minutes: int | None = None,
    cooldown_minutes: int | None = None,
    notify_channels: Sequence[AlertChannelInput] | None = None,
    about: str | None = None,
    basis: AlertBasis | None = None,
    enabled: bool | None = None,
) -> AlertDetails:
    """Change a rule; what is not given stays.

    Raises:
        PulseError: 400 that names the field, 404 where the project has no such rule.

    """
    async with ctx.services.store.transaction():
        row = await _row(ctx, alert_id)
        changes = {
            "name": None if name is None else a_name(name),
            "operator": operator and operator.value,
            "threshold": None if threshold is None else _finite(threshold),
            "window_minutes": None if window_minutes is None else _minutes(window_minutes, "window_minutes"),
            "cooldown_minutes": None if cooldown_minutes is None else _minutes(cooldown_minutes, "cooldown_minutes"),
            "channels": None if notify_channels is None else _kept(ctx, notify_channels),
            "basis": basis and basis.value,
            "enabled": enabled,
        }
        if not (module is metric is about is None):
            row.module, row.metric = module or row.module, (metric or row.metric).lower()
            found = measure(row.module, row.metric)
            row.about = await check_about(ctx, found, about or (row.about if found.of else None))
        row.update_from_dict({field: value for field, value in changes.items() if value is not None})
        await row.save()
    return _details(row)


@needs(Scope.QUERY, module="alerts", access=Access.WRITE)
async def delete_alert(ctx: Context, alert_id: str) -> None:
    """Delete a rule and its history.

    Raises:
        PulseError: 404 where the project has no such rule.

    """
    async with ctx.services.store.transaction():
        await (await _row(ctx, alert_id)).delete()


@needs(Scope.QUERY, module="alerts", access=Access.WRITE)
async def toggle_alert(ctx: Context, alert_id: str) -> AlertSwitch:
    """Switch a rule off where it is on, and on where it is off.

    Raises:
        PulseError: 404 where the project has no such rule.

    """
    async with ctx.services.store.transaction():
        row = await _row(ctx, alert_id)
        row.enabled = not row.enabled
        await row.save(update_fields=["enabled"])
    return AlertSwitch(id=_shown_id(row.id), enabled=row.enabled)


def channels_of(row: Alert) -> list[AlertChannel]:
    """Who is told of a rule."""
    return [
        AlertChannel(type=ChannelType(kept["type"]), url=kept.get("url"), address=kept.get("address"))
        for kept in row.channels
    ]


def an_address(value: str, field: str) -> str:
    """An e-mail address, as mail servers take it.

    Raises:
        PulseError: 400 that names the field.

    """
    text = value.strip()
    if not _ADDRESS.fullmatch(text) or not text.isprintable():
        raise invalid_body(f"'{field}' must be an e-mail address such as ops@example.com")
    return text


def plain_number(value: float) -> float:
    """A number as people write it: without a fraction where there is none."""
    return int(value) if float(value).is_integer() else value


def _kept(ctx: Context, channels: Sequence[AlertChannelInput]) -> list[dict[str, Any]]:
    if len(channels) > CHANNELS_MOST:
        raise invalid_body(f"'notify_channels' must hold at most {CHANNELS_MOST} channels")
    allowed = ctx.services.settings.outbound_allow
    return [_channel(channel, f"notify_channels[{index}]", allowed) for index, channel in enumerate(channels)]


def _channel(channel: AlertChannelInput, where: str, allowed: Sequence[str]) -> dict[str, str]:
    if channel.type is ChannelType.WEBHOOK:
        if channel.url is None:
            raise missing_field(f"{where}.url")
        return {"type": channel.type.value, "url": _receiver(channel.url, f"{where}.url", allowed)}
    if channel.address is None:
        raise missing_field(f"{where}.address")
    return {"type": channel.type.value, "address": an_address(channel.address, f"{where}.address")}


def _receiver(url: str, field: str, allowed: Sequence[str]) -> str:
    try:
        check(url, allowed)
    except RefusedError as problem:
        raise invalid_body(f"'{field}' cannot be used: {problem}") from None
    return url


def _finite(value: float) -> float:
    if abs(value) > 1e15:  # noqa: PLR2004 - beyond this floats miss whole numbers, and NaN compares with nothing
        raise invalid_body("field 'threshold' is too large")
    return value


def _minutes(value: int, field: str) -> int:
    if not 1 <= value <= MINUTES_MOST:
        raise invalid_body(f"field '{field}' must be between 1 and {MINUTES_MOST}")
    return value


def _shown_id(identifier: UUID) -> str:
    return f"{Prefix.ALERT.value}{identifier}"


def _details(row: Alert) -> AlertDetails:
    return AlertDetails(
        id=_shown_id(row.id),
        name=row.name,
        module=row.module,
        metric=row.metric,
        about=row.about,
        basis=AlertBasis(row.basis),
        operator=AlertOperator(row.operator),
        threshold=plain_number(row.threshold),
        window_minutes=row.window_minutes,
        cooldown_minutes=row.cooldown_minutes,
        notify_channels=channels_of(row),
        enabled=row.enabled,
        last_triggered=row.last_triggered,
        created_at=row.created_at,
    )


def _firing(row: AlertFiring) -> Firing:
    return Firing(
        id=str(row.id),
        alert_id=_shown_id(row.alert_id),
        fired_at=row.created_at,
        resolved_at=row.resolved_at,
        value=row.value,
        expected=row.expected,
        threshold=row.threshold,
        notices=row.notices,
    )


async def _row(ctx: Context, alert_id: str) -> Alert:
    row = await Alert.get_or_none(id=parse_id(alert_id, Prefix.ALERT), project_id=_project_id(ctx))
    if row is None:
        raise not_found("Alert", alert_id)
    return row


def _project_id(ctx: Context) -> UUID:
    return UUID(ctx.require_project().id)
