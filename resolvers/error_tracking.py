"""JavaScript errors: grouped by their fault, looked at one by one, and decided about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from access.caller import Scope
from access.context import Context
from access.needs import needs
from models import ErrorGroup
from models.error_tracking import ErrorDecision
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import invalid, not_found
from pulse.modules import Access
from pulse.paging import Page
from pulse.windows import Interval, Window, buckets
from resolvers.asking import Ask, answer, query_of
from resolvers.looking import hits_of
from resolvers.rows import Rows
from warehouse import error_tracking as warehouse
from warehouse.error_tracking import Wanted
from warehouse.hits import Hits
from warehouse.slices import fetch_slice

DEFAULT_INSTANCES = 20


class ErrorStatus(StrEnum):
    """Where a group of errors stands."""

    OPEN = "open"
    RESOLVED = "resolved"
    IGNORED = "ignored"
    REGRESSED = "regressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorGroupRow:
    """Errors of one fault: the same type, message (ids, numbers and addresses apart) and top stack frame."""

    id: Annotated[str, Doc("The group's fingerprint, 16 hexadecimal digits.")]
    message: Annotated[str, Doc("What the newest of them said.")]
    filename: Annotated[str, Doc("The script of the newest of them.")]
    count: Annotated[int, Doc("How many there were.")]
    unique_sessions: Annotated[int, Doc("Different sessions in which one occurred.")]
    visitors: Annotated[int, Doc("Different visitors to whom one occurred.")]
    last_seen: Annotated[datetime, Doc("When the last one in the range occurred.")]
    first_seen: Annotated[datetime, Doc("When the first one in the range occurred.")]
    status: Annotated[ErrorStatus, Doc("What was decided about it; a resolved one that occurred again is regressed.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorInstance:
    """One error, as it happened."""

    id: Annotated[str, Doc("Its own id.")]
    timestamp: Annotated[datetime, Doc("When it happened.")]
    message: Annotated[str, Doc("What the browser said.")]
    path: Annotated[str, Doc("The page.")]
    filename: Annotated[str, Doc("The script.")]
    lineno: Annotated[int | None, Doc("The line in the script.")]
    colno: Annotated[int | None, Doc("The column in the line.")]
    stack: Annotated[str, Doc("The stack trace; empty where none was sent.")]
    browser: Annotated[str, Doc("Browser and its major version.")]
    os: Annotated[str, Doc("Operating system and its version.")]
    device: Annotated[str, Doc("Desktop, Mobile or Tablet.")]
    country: Annotated[str, Doc("ISO 3166-1 alpha-2 code; XX where it is not known.")]
    session: Annotated[str, Doc("The session in which it happened.")]
    visitor: Annotated[str, Doc("The visitor to whom it happened.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorDetail:
    """What is known of the errors that have said a message."""

    message: Annotated[str, Doc("The message that was asked for.")]
    instances: Annotated[list[ErrorInstance], Doc("The errors of its group, the newest first.")]
    total: Annotated[int, Doc("How many there are in all.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPoint:
    """The errors of one bucket of time."""

    date: Annotated[str, Doc("The bucket: its first day, or its local time with the offset.")]
    count: Annotated[int, Doc("Errors that occurred.")]
    unique_sessions: Annotated[int, Doc("Different sessions in which one occurred.")]
    partial: Annotated[bool, Doc("Whether the bucket reaches beyond the range or beyond now.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorStats:
    """All errors of the range together."""

    total_errors: Annotated[int, Doc("Errors that occurred.")]
    unique_errors: Annotated[int, Doc("Groups of them.")]
    affected_sessions: Annotated[int, Doc("Different sessions in which one occurred.")]
    error_rate: Annotated[
        float, Doc("Of the sessions that began in the range, those in which an error occurred, in percent.")
    ]


@needs(Scope.QUERY, module="error_tracking")
async def errors(
    ctx: Context, ask: Ask, page: Page, search: str | None = None, status: ErrorStatus | None = None
) -> Rows[ErrorGroupRow]:
    """JavaScript errors in groups, the most frequent first."""
    decided = await _decisions(ctx)
    wanted = await _wanted(ctx, decided, status, search)
    hits = hits_of(ctx, ask)
    found = await fetch_slice(ctx.services.warehouse, lambda part: warehouse.groups(hits, wanted, part), page)
    again = await _seen_again(ctx, decided, [row[0] for row in found.rows])
    return Rows([_group(row, _status(row[0], decided, again)) for row in found.rows], found.total)


@needs(Scope.QUERY, module="error_tracking", shared=False)
async def error_detail(ctx: Context, ask: Ask, page: Page, message: str) -> ErrorDetail:
    """The single errors of the group that has said a message, the newest first.

    Raises:
        PulseError: 400 where no message is given.

    """
    if not message:
        raise invalid("'message' is required")
    found = await ctx.services.warehouse.fetch(warehouse.with_message(hits_of(ctx, ask), message))
    instances = await _instances(ctx, ask, page, [row[0] for row in found])
    return ErrorDetail(message=message, instances=instances.rows, total=instances.total)


@needs(Scope.QUERY, module="error_tracking", shared=False)
async def error_instances(ctx: Context, ask: Ask, page: Page, group: str) -> Rows[ErrorInstance]:
    """The single errors of one group, the newest first.

    Raises:
        PulseError: 400 where ``group`` is no fingerprint.

    """
    return await _instances(ctx, ask, page, [_fingerprint(group)])


@needs(Scope.QUERY, module="error_tracking")
async def error_series(
    ctx: Context, ask: Ask, interval: Interval = Interval.DAY, group: str | None = None
) -> list[ErrorPoint]:
    """Errors over time, of all groups or of one; buckets without any included.

    Raises:
        PulseError: 400 where ``group`` is no fingerprint, or there were too many buckets.

    """
    steps = buckets(ask.window, interval, ctx.services.clock(), ask.zone)
    groups = None if group is None else [_fingerprint(group)]
    statement = warehouse.series(hits_of(ctx, ask), [step.start for step in steps], groups)
    found = {row[0]: row[1:] for row in await ctx.services.warehouse.fetch(statement)}
    points = []
    for step in steps:
        count, sessions = found.get(step.start, (0, 0))
        points.append(ErrorPoint(date=step.label, count=count, unique_sessions=sessions, partial=step.partial))
    return points


@needs(Scope.QUERY, module="error_tracking")
async def error_stats(ctx: Context, ask: Ask) -> ErrorStats:
    """All errors of the range together, and how many sessions they reached."""
    ((total, groups, affected, began),) = await ctx.services.warehouse.fetch(warehouse.totals(hits_of(ctx, ask)))
    sessions = (await answer(ctx, query_of(ctx, ask, "sessions")))[0].numbers[0]
    return ErrorStats(
        total_errors=total,
        unique_errors=groups,
        affected_sessions=affected,
        error_rate=round(100 * began / sessions, 1) if sessions else 0.0,
    )


@needs(Scope.QUERY, module="error_tracking", access=Access.WRITE)
async def decide_error(ctx: Context, *, group: str, decision: ErrorDecision | None) -> ErrorGroupRow:
    """Resolve or ignore a group of errors, or open it again.

    Returns:
        The group, counted over everything that is kept.

    Raises:
        PulseError: 400 where ``group`` is no fingerprint; 404 where the project has no such group.

    """
    project, fingerprint = ctx.require_project(), _fingerprint(group)
    now = ctx.services.clock()
    hits = Hits(project.id, Window(0, round(now * 1000) + _AHEAD))
    statement = warehouse.groups(hits, Wanted(only=[fingerprint]), Page(1))
    rows = await ctx.services.warehouse.fetch(statement)
    if not rows:
        raise not_found("Error group", group)
    async with ctx.services.store.change():
        await ErrorGroup.filter(project_id=UUID(project.id), fingerprint=_name(fingerprint)).delete()
        if decision is not None:
            await ErrorGroup.create(
                project_id=UUID(project.id), fingerprint=_name(fingerprint), decision=decision, decided_at=moment(now)
            )
    return _group(rows[0][:-1], ErrorStatus(decision.value) if decision else ErrorStatus.OPEN)


Decisions = Mapping[int, tuple[ErrorDecision, int]]
"""What was decided about a fingerprint, and when, in milliseconds."""

_AHEAD = 86_400_000
"""Clients' clocks run ahead of ours by a little; nothing later than this is kept."""


async def _decisions(ctx: Context) -> Decisions:
    with ctx.services.store.reading():
        rows = await ErrorGroup.filter(project_id=UUID(ctx.require_project().id))
    return {int(row.fingerprint, 16): (row.decision, round(row.decided_at.timestamp() * 1000)) for row in rows}


async def _seen_again(ctx: Context, decided: Decisions, groups: Sequence[int]) -> set[int]:
    """Those of the groups that were resolved and occurred after that, in whatever range is looked at."""
    resolved = {group: at for group in groups if (at := _resolved_at(decided, group)) is not None}
    if not resolved:
        return set()
    window = Window(min(resolved.values()), round(ctx.services.clock() * 1000) + _AHEAD)
    statement = warehouse.last_seen(ctx.require_project().id, list(resolved), window)
    return {group for group, last in await ctx.services.warehouse.fetch(statement) if last > resolved[group]}


async def _wanted(ctx: Context, decided: Decisions, status: ErrorStatus | None, search: str | None) -> Wanted:
    if status is None:
        return Wanted(search=search)
    if status is ErrorStatus.OPEN:
        return Wanted(without=list(decided), search=search)
    again = await _seen_again(ctx, decided, list(decided))
    return Wanted(only=[group for group in decided if _status(group, decided, again) is status], search=search)


def _resolved_at(decided: Decisions, group: int) -> int | None:
    decision, at = decided.get(group, (None, 0))
    return at if decision is ErrorDecision.RESOLVED else None


def _status(group: int, decided: Decisions, again: set[int]) -> ErrorStatus:
    if group in again:
        return ErrorStatus.REGRESSED
    return ErrorStatus(decided[group][0].value) if group in decided else ErrorStatus.OPEN


async def _instances(ctx: Context, ask: Ask, page: Page, groups: Sequence[int]) -> Rows[ErrorInstance]:
    hits = hits_of(ctx, ask)
    found = await fetch_slice(ctx.services.warehouse, lambda part: warehouse.instances(hits, groups, part), page)
    return Rows([_instance(row) for row in found.rows], found.total)


def _group(row: Sequence[Any], status: ErrorStatus) -> ErrorGroupRow:
    fingerprint, message, filename, count, sessions, visitors, last, first = row
    return ErrorGroupRow(
        id=_name(fingerprint),
        message=message,
        filename=filename,
        count=count,
        unique_sessions=sessions,
        visitors=visitors,
        last_seen=moment(last / 1000),
        first_seen=moment(first / 1000),
        status=status,
    )


def _instance(row: Sequence[Any]) -> ErrorInstance:
    identity, at, message, stack, path, filename, line, column, *client, device, country, session, visitor = row
    browser, browser_version, system, system_version = client
    return ErrorInstance(
        id=identity,
        timestamp=moment(at / 1000),
        message=message,
        path=path,
        filename=filename,
        lineno=line or None,
        colno=column or None,
        stack=stack,
        browser=_with_version(browser, browser_version),
        os=_with_version(system, system_version),
        device=device,
        country=country or "XX",
        session=_name(session),
        visitor=_name(visitor),
    )


def _with_version(name: str, version: str) -> str:
    return f"{name} {version}".strip() if name else "(unknown)"


def _fingerprint(text: str) -> int:
    """A fingerprint from its 16 hexadecimal digits."""
    if len(text) != _DIGITS or not all(letter in "0123456789abcdef" for letter in text):
        raise invalid(f"'group' must be {_DIGITS} hexadecimal digits")
    return int(text, 16)


_DIGITS = 16


def _name(number: int) -> str:
    return f"{number:016x}"
