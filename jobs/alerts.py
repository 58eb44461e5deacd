"""Alerts by the clock: each rule is judged every minute, so that one on *too little* can fire, too.

A rule that holds opens a firing and tells its channels; while it goes on to hold it tells them again after each
cooldown; once it holds no longer the firing is closed, and they are told that. Whatever is told is put into the outbox
in the transaction that writes it down, and only by the process whose write comes first.
"""

import asyncio
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import structlog

from access.caller import OPERATOR
from access.context import Context
from access.services import Services
from ingest.backlog import look
from jobs.letters import notice_html
from models import Alert, AlertFiring
from notify.messages import Letter, Mail, Notice, Web
from notify.outbox import Outbox
from pulse.clock import iso, moment
from pulse.errors import PulseError
from pulse.ids import Prefix
from resolvers.alerts import AlertChannel, ChannelType, channels_of, plain_number
from resolvers.verdicts import AlertBasis, AlertOperator, Verdict, judge

KIND = "alert"
AT_A_TIME = 4
"""Projects whose rules are judged at the same time: reports of visitors go before."""

LAG_SECONDS = 60
"""After an outage of the warehouse nothing is judged until what was accepted meanwhile is counted."""

_WORDS = {
    AlertOperator.GT: "above",
    AlertOperator.LT: "below",
    AlertOperator.GTE: "at or above",
    AlertOperator.LTE: "at or below",
    AlertOperator.EQ: "exactly",
}
_log = structlog.get_logger("jobs")


async def judge_alerts(services: Services) -> None:
    """Judge every rule that is switched on.

    Raises:
        PulseError: 503 where the database does not answer.

    """
    if await _lags(services):
        _log.warning("alerts_not_judged", reason="accepted events are not yet counted")
        return
    now = moment(int(services.clock()))
    with services.store.reading():
        rows = await Alert.filter(enabled=True).order_by("project_id", "created_at", "id")
    async with services.store.transaction():
        # What was switched off while it held says nothing more.
        await AlertFiring.filter(resolved_at__isnull=True, alert__enabled=False).update(resolved_at=now)
    places = asyncio.Semaphore(AT_A_TIME)
    async with asyncio.TaskGroup() as group:
        for project, alerts in groupby(rows, key=lambda row: str(row.project_id)):
            group.create_task(_judge_project(services, project, list(alerts), now, places))


async def _lags(services: Services) -> bool:
    """Whether events wait so long to be counted that a window up to now holds too few."""
    waiting = await asyncio.to_thread(look, services.settings.spool)
    return waiting.oldest is not None and services.clock() - waiting.oldest > LAG_SECONDS


async def _judge_project(
    services: Services, project: str, rows: list[Alert], now: datetime, places: asyncio.Semaphore
) -> None:
    async with places:
        for row in rows:
            try:
                ctx = await Context(services, OPERATOR).choose(project)
                if ctx.require_project().state("alerts").enabled:
                    await _follow(ctx, row, await judge(ctx, row), now)
            except PulseError as problem:  # a module that is off, a goal that is gone, a store that does not answer
                _log.info("alert_not_judged", alert=str(row.id), reason=problem.message)


async def _follow(ctx: Context, row: Alert, verdict: Verdict, now: datetime) -> None:
    """Draw the consequence of a verdict; one that cannot be given changes nothing."""
    if verdict.holds is None:
        return
    with ctx.services.store.reading():
        firing = await AlertFiring.filter(alert_id=row.id, resolved_at__isnull=True).first()
    if not verdict.holds:
        if firing is not None:
            await _resolve(ctx, row, firing, verdict, now)
        return
    cooldown = timedelta(minutes=row.cooldown_minutes)
    if row.last_triggered is None or now - row.last_triggered >= cooldown:
        await _fire(ctx, row, firing, verdict, now)


async def _fire(ctx: Context, row: Alert, firing: AlertFiring | None, verdict: Verdict, now: datetime) -> None:
    async with ctx.services.store.transaction():
        mine = Alert.filter(id=row.id, notices=row.notices, enabled=True)
        if not await mine.update(notices=row.notices + 1, last_triggered=now):
            return  # another process was first, or the rule is no more
        if firing is None:
            firing = AlertFiring(
                project_id=row.project_id,
                alert_id=row.id,
                created_at=now,
                value=verdict.value,
                expected=verdict.expected,
                threshold=row.threshold,
            )
        else:
            firing.notices += 1
        await firing.save()
        await _tell(ctx, row, firing, verdict, now)


async def _resolve(ctx: Context, row: Alert, firing: AlertFiring, verdict: Verdict, now: datetime) -> None:
    async with ctx.services.store.transaction():
        if await AlertFiring.filter(id=firing.id, resolved_at__isnull=True).update(resolved_at=now):
            firing.resolved_at = now
            await _tell(ctx, row, firing, verdict, now)


async def _tell(ctx: Context, row: Alert, firing: AlertFiring, verdict: Verdict, now: datetime) -> None:
    outbox = Outbox(ctx.services.store, ctx.services.clock)
    said = "resolved" if firing.resolved_at else f"notice {firing.notices}"
    for place, channel in enumerate(channels_of(row)):
        target, payload = _message(ctx, row, firing, verdict, now, channel)
        await outbox.put(
            project=row.project_id, kind=KIND, target=target, payload=payload, key=f"{KIND}:{firing.id}:{said}:{place}"
        )


def _message(
    ctx: Context, row: Alert, firing: AlertFiring, verdict: Verdict, now: datetime, channel: AlertChannel
) -> tuple[Web | Mail, Notice | Letter]:
    text = sentence(row, verdict, resolved=firing.resolved_at is not None)
    project = ctx.require_project()
    if channel.type is ChannelType.WEBHOOK:
        notice = Notice(at=now, data=_data(row, firing, verdict), text=f"{project.name}: {text}")
        return Web(channel.url or ""), notice
    word = "Resolved" if firing.resolved_at else "Alert"
    link = f"{ctx.services.settings.url}/dashboard"
    html = notice_html(f"{word}: {row.name}", text, link)
    letter = Letter(subject=f"[{project.name}] {word}: {row.name}", text=f"{text}\n\n{link}\n", html=html)
    return Mail(channel.address or ""), letter


def _data(row: Alert, firing: AlertFiring, verdict: Verdict) -> dict[str, Any]:
    return {
        "status": "resolved" if firing.resolved_at else "firing",
        "alert_id": f"{Prefix.ALERT.value}{row.id}",
        "firing_id": str(firing.id),
        "name": row.name,
        "module": row.module,
        "metric": row.metric,
        "operator": row.operator,
        "threshold": plain_number(row.threshold),
        "value": None if verdict.value is None else plain_number(verdict.value),
        "expected": verdict.expected,
        "window_minutes": row.window_minutes,
        "fired_at": iso(firing.created_at),
    }


def sentence(row: Alert, verdict: Verdict, *, resolved: bool) -> str:
    """What is told of a rule, in one sentence."""
    measured = f"{row.metric} of {row.module}"
    line = f"{_WORDS[AlertOperator(row.operator)]} {plain_number(row.threshold):,}"
    state = "is no longer" if resolved else "is"
    value = "nothing" if verdict.value is None else f"{plain_number(verdict.value):,}"
    over = f"over the last {row.window_minutes} minutes"
    if AlertBasis(row.basis) is AlertBasis.VALUE:
        return f"{row.name}: {measured} {state} {line}. It is {value} {over}."
    usual = f"{plain_number(round(verdict.expected or 0, 1)):,}"
    return f"{row.name}: the deviation of {measured} {state} {line} %. It is {value} {over}, where {usual} is usual."
