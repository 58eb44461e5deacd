"""What webhooks hear of, looked at each minute. Whether something was told already stands in the outbox, by its key."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import dropwhile
from typing import Any

import structlog

from access.caller import OPERATOR
from access.context import Context
from access.services import Services
from models import Delivery, Webhook
from models.webhooks import WebhookEvent
from notify.messages import Notice, Web
from notify.outbox import Outbox
from pulse.clock import iso, moment
from pulse.windows import MINUTE, UTC_ZONE, Period, Window, window_of
from resolvers.asking import Ask, answer, query_of
from resolvers.realtime import ACTIVE_MINUTES
from resolvers.stats import OVERVIEW, totals
from warehouse.quiet import last_pageview

SPIKE_TIMES = 2
"""How many times the rolling average makes a spike."""
SPIKE_LEAST = 5
"""Fewer visitors than this are no spike, whatever the average."""
ROLLING_WINDOWS = 24 * 60 // ACTIVE_MINUTES
"""The rolling average: active visitors of the 24 hours before, in windows as long as the present one."""
ROLLING_LEAST = 60 // ACTIVE_MINUTES
"""Windows that it takes at least: of what began within the last hour nobody knows what is usual."""
SPIKE_REST = timedelta(hours=1)
"""After a spike was told, no other is told for this long."""
QUIET_MINUTES = 30
QUIET_KNOWN = timedelta(days=7)
"""A site without a pageview for longer is not watched for silence: it was told, or there is nobody to miss."""

Told = tuple[str, Notice]
"""What makes it one, and what is said."""
Look = Callable[[Context, Webhook], Awaitable[Told | None]]

_log = structlog.get_logger("jobs")


async def tell_webhooks(services: Services) -> None:
    """Put what has happened into the outbox, for each webhook that wants to hear of it.

    Nothing is judged while accepted events wait for their batch: what is not stored yet would look like silence.

    Raises:
        Exception: the first problem that a webhook had, after all were looked at.

    """
    if await services.intake.depth():
        return
    with services.store.reading():
        rows = await Webhook.all()
    problems: list[Exception] = []
    for row in rows:
        try:
            await _look(services, row)
        except Exception as problem:  # noqa: BLE001 - one webhook's trouble must not silence the others
            problems.append(problem)
    if problems:
        raise problems[0]


async def _look(services: Services, row: Webhook) -> None:
    project = await services.directory.project(str(row.project_id))
    if project is not None:  # else it was deleted a moment ago
        for event in row.events:
            await _tell(Context(services, OPERATOR, project), row, WebhookEvent(event))


async def _tell(ctx: Context, row: Webhook, event: WebhookEvent) -> None:
    told = await LOOKS[event](ctx, row)
    if told is None:
        return
    key, said = told
    outbox = Outbox(ctx.services.store, ctx.services.clock)
    target = Web(row.url, row.secret)
    if await outbox.put(project=row.project_id, kind=event.value, target=target, payload=said, key=key, webhook=row.id):
        _log.info("webhook_told", webhook=str(row.id), event_type=event.value)


async def look_for_spike(ctx: Context, row: Webhook) -> Told | None:
    """Active visitors now beside their rolling average."""
    now = ctx.services.clock()
    active, average = await _activity(ctx, now)
    if active < SPIKE_LEAST or average is None or active <= SPIKE_TIMES * average:
        return None
    if await _told_since(ctx, row, WebhookEvent.TRAFFIC_SPIKE, moment(now) - SPIKE_REST):
        return None
    data = {
        "active_visitors": active,
        "rolling_avg": round(average, 1),
        "spike_multiplier": round(active / average, 2),
    }
    text = (
        f"Traffic spike on {ctx.require_project().name}: {active} active visitors,"
        f" {data['spike_multiplier']} times the average of the last 24 hours."
    )
    return _key(row, WebhookEvent.TRAFFIC_SPIKE, iso(moment(now // 60 * 60))), _notice(now, data, text)


async def look_for_silence(ctx: Context, row: Webhook) -> Told | None:
    """The latest pageview; one silence is told of once."""
    now = ctx.services.clock()
    since = round((now - QUIET_KNOWN.total_seconds()) * 1000)
    ((last,),) = await ctx.services.warehouse.fetch(last_pageview(ctx.require_project().id, since))
    minutes = int(now - last / 1000) // 60
    if not last or minutes < QUIET_MINUTES:
        return None
    data = {"minutes_without_pageviews": minutes, "last_pageview_at": iso(moment(last / 1000))}
    text = f"No pageviews on {ctx.require_project().name} for {minutes} minutes."
    return _key(row, WebhookEvent.ZERO_TRAFFIC, str(last)), _notice(now, data, text)


async def look_for_yesterday(ctx: Context, row: Webhook) -> Told | None:
    """The day that is over in UTC, as receivers of this interface expect it; missed at midnight, it is told late."""
    now, zone = ctx.services.clock(), UTC_ZONE
    window = window_of(Period.YESTERDAY, now, zone)
    day = datetime.fromtimestamp(window.start / 1000, zone).date().isoformat()
    key = _key(row, WebhookEvent.DAILY_SUMMARY, day)
    if row.created_at.timestamp() * 1000 >= window.end:  # it was not there yet
        return None
    if await Outbox(ctx.services.store, ctx.services.clock).has(key):
        return None
    found = await totals(_afresh(ctx), Ask(window, zone), *OVERVIEW)
    text = (
        f"{ctx.require_project().name} on {day}: {found['visitors']} visitors, {found['pageviews']} pageviews,"
        f" {found['sessions']} sessions, bounce rate {found['bounce_rate']} %."
    )
    return key, _notice(now, {"date": day, "timezone": zone.key, **found}, text)


LOOKS: Mapping[WebhookEvent, Look] = {
    WebhookEvent.TRAFFIC_SPIKE: look_for_spike,
    WebhookEvent.ZERO_TRAFFIC: look_for_silence,
    WebhookEvent.DAILY_SUMMARY: look_for_yesterday,
}


async def _activity(ctx: Context, now: float) -> tuple[int, float | None]:
    """Active visitors of the present window, and the mean of those before, from the first on that had any.

    The mean is None where too little is known of what is usual.
    """
    width = ACTIVE_MINUTES * MINUTE
    end = round(now * 1000) + 1
    starts = tuple(end - width * back for back in range(ROLLING_WINDOWS + 1, 0, -1))
    ask = Ask(Window(starts[0], end), UTC_ZONE)
    rows = await answer(_afresh(ctx), replace(query_of(ctx, ask, "active_visitors"), edges=starts))
    found = {row.bucket: row.numbers[0] or 0 for row in rows}
    *before, active = [found.get(start, 0) for start in starts]
    known = list(dropwhile(lambda count: not count, before))
    return int(active), sum(known) / len(known) if len(known) >= ROLLING_LEAST else None


async def _told_since(ctx: Context, row: Webhook, event: WebhookEvent, since: datetime) -> bool:
    with ctx.services.store.reading():
        return await Delivery.filter(webhook_id=row.id, kind=event.value, created_at__gt=since).exists()


def _afresh(ctx: Context) -> Context:
    """The same context without what an earlier question was answered."""
    return ctx.within(ctx.require_project())


def _key(row: Webhook, event: WebhookEvent, what: str) -> str:
    return f"{event.value}:{row.id}:{what}"


def _notice(now: float, data: Mapping[str, Any], text: str) -> Notice:
    return Notice(at=moment(now), data=data, text=text)
