"""Single sessions and visitors."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import invalid, not_found
from pulse.paging import Page
from resolvers.asking import Ask
from resolvers.rows import Rows
from warehouse import visits as warehouse
from warehouse.slices import fetch_slice

_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One session."""

    id: Annotated[str, Doc("The session, 16 hexadecimal digits.")]
    visitor: Annotated[str, Doc("Whose it is, 16 hexadecimal digits: a keyed hash that tells nothing else.")]
    started_at: Annotated[datetime, Doc("When it began.")]
    ended_at: Annotated[datetime, Doc("Its last event.")]
    duration: Annotated[float, Doc("Seconds from its first to its last event.")]
    pageviews: Annotated[int, Doc("Pages viewed in it.")]
    events: Annotated[int, Doc("Custom events in it.")]
    bounce: Annotated[bool, Doc("Whether it was one pageview and nothing else.")]
    entry_page: Annotated[str, Doc("Its first page.")]
    exit_page: Annotated[str, Doc("Its last page.")]
    source: Annotated[str, Doc("Host that sent it; (direct) for none.")]
    channel: Annotated[str, Doc("Kind of source.")]
    utm_source: Annotated[str, Doc("UTM source; empty for none.")]
    utm_medium: Annotated[str, Doc("UTM medium; empty for none.")]
    utm_campaign: Annotated[str, Doc("UTM campaign; empty for none.")]
    browser: Annotated[str, Doc("Browser.")]
    os: Annotated[str, Doc("Operating system.")]
    device: Annotated[str, Doc("Desktop, Mobile or Tablet.")]
    country: Annotated[str, Doc("ISO 3166-1 alpha-2 code; XX where it is not known.")]
    revenue: Annotated[float, Doc("What its events brought, in `currency`.")]
    currency: Annotated[str, Doc("ISO 4217 code; empty where nothing was brought.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened in a session."""

    id: Annotated[str, Doc("The event's id.")]
    type: Annotated[str, Doc("Its payload type, such as `pageview`.")]
    timestamp: Annotated[datetime, Doc("When it happened.")]
    path: Annotated[str, Doc("The page.")]
    title: Annotated[str, Doc("The page's title; empty where none was sent.")]
    name: Annotated[str, Doc("Name of a custom event, metric of a web vital; empty for other types.")]
    value: Annotated[float, Doc("Value of a web vital, depth of a scroll, results of a search; 0 for other types.")]
    text: Annotated[str, Doc("What was searched, which link was followed, what an error said; empty for other types.")]
    revenue: Annotated[float, Doc("What a custom event brought.")]
    currency: Annotated[str, Doc("ISO 4217 code of that.")]
    data: Annotated[str, Doc("Data or traits as they were sent, JSON; empty where none were.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """Something that `identify` said of a visitor."""

    key: Annotated[str, Doc("Its name.")]
    value: Annotated[str, Doc("What was said last.")]
    updated_at: Annotated[datetime, Doc("When that was said.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorProfile:
    """What is known of one visitor, over everything that is kept."""

    id: Annotated[str, Doc("The visitor, 16 hexadecimal digits: a keyed hash that tells nothing else.")]
    first_seen: Annotated[datetime, Doc("Where their first session began.")]
    last_seen: Annotated[datetime, Doc("Their last event.")]
    sessions: Annotated[int, Doc("How many sessions they had.")]
    pageviews: Annotated[int, Doc("Pages they viewed.")]
    events: Annotated[int, Doc("Their custom events.")]
    traits: Annotated[list[Trait], Doc("What `identify` said of them.")]


@needs(Scope.QUERY, module="sessions", shared=False)
async def list_visits(ctx: Context, ask: Ask, page: Page, visitor: str | None = None) -> Rows[Visit]:
    """The sessions that began in the range, of everybody or of one visitor, the newest first.

    Raises:
        PulseError: 400 where ``visitor`` is no visitor's id.

    """
    project, who = ctx.require_project().id, None if visitor is None else hash_of(visitor, "visitor")
    rows, ((total,),) = await asyncio.gather(
        ctx.services.warehouse.fetch(warehouse.sessions(project, ask.window, ask.where, who, page)),
        ctx.services.warehouse.fetch(warehouse.session_total(project, ask.window, ask.where, who)),
    )
    return Rows([_visit(row) for row in rows], total)


@needs(Scope.QUERY, module="sessions", shared=False)
async def get_visit(ctx: Context, session: str) -> Visit:
    """One session.

    Raises:
        PulseError: 400 where ``session`` is no session's id; 404 where the project has no such session.

    """
    statement = warehouse.session(ctx.require_project().id, hash_of(session, "session"))
    rows = await ctx.services.warehouse.fetch(statement)
    if not rows:
        raise not_found("Session", session)
    return _visit(rows[0])


@needs(Scope.QUERY, module="sessions", shared=False)
async def visit_timeline(ctx: Context, session: str, page: Page) -> Rows[Happening]:
    """What happened in a session, in order.

    Raises:
        PulseError: 400 where ``session`` is no session's id; 404 where the project has no such session.

    """
    start = round((await get_visit(ctx, session)).started_at.timestamp() * 1000)
    project, identity = ctx.require_project().id, hash_of(session, "session")
    found = await fetch_slice(
        ctx.services.warehouse, lambda part: warehouse.timeline(project, identity, start, part), page
    )
    return Rows([_happening(row) for row in found.rows], found.total)


@needs(Scope.QUERY, module="sessions", shared=False)
async def get_visitor(ctx: Context, visitor: str) -> VisitorProfile:
    """What is known of one visitor.

    Raises:
        PulseError: 400 where ``visitor`` is no visitor's id; 404 where the project has no such visitor.

    """
    project, who = ctx.require_project().id, hash_of(visitor, "visitor")
    ((sessions, pageviews, events, first, last),), traits = await asyncio.gather(
        ctx.services.warehouse.fetch(warehouse.visitor_totals(project, who)),
        ctx.services.warehouse.fetch(warehouse.visitor_traits(project, who)),
    )
    if not sessions:
        raise not_found("Visitor", visitor)
    return VisitorProfile(
        id=visitor,
        first_seen=moment(first / 1000),
        last_seen=moment(last / 1000),
        sessions=sessions,
        pageviews=pageviews,
        events=events,
        traits=[Trait(key=key, value=value, updated_at=moment(at / 1000)) for key, value, at in traits],
    )


def hash_of(text: str, field: str) -> int:
    """A visitor or session from its 16 hexadecimal digits.

    Raises:
        PulseError: 400 that names the field.

    """
    if len(text) != _DIGITS or not all(letter in "0123456789abcdef" for letter in text):
        raise invalid(f"'{field}' must be {_DIGITS} hexadecimal digits")
    return int(text, 16)


def _visit(row: Sequence[Any]) -> Visit:
    session, visitor, start, end, duration, pageviews, events, bounce, entry, leave, source, *rest = row
    channel, utm_source, utm_medium, utm_campaign, browser, system, device, country, revenue, currency = rest
    return Visit(
        id=f"{session:016x}",
        visitor=f"{visitor:016x}",
        started_at=moment(start / 1000),
        ended_at=moment(end / 1000),
        duration=duration,
        pageviews=pageviews,
        events=events,
        bounce=bool(bounce),
        entry_page=entry,
        exit_page=leave,
        source=source or "(direct)",
        channel=channel or "(unknown)",
        utm_source=utm_source,
        utm_medium=utm_medium,
        utm_campaign=utm_campaign,
        browser=browser or "(unknown)",
        os=system or "(unknown)",
        device=device or "(unknown)",
        country=country or "XX",
        revenue=revenue,
        currency=currency,
    )


def _happening(row: Sequence[Any]) -> Happening:
    identity, kind, at, path, title, name, value, text, revenue, currency, data = row
    return Happening(
        id=identity,
        type=kind,
        timestamp=moment(at / 1000),
        path=path,
        title=title,
        name=name,
        value=value,
        text=text,
        revenue=revenue,
        currency=currency,
        data=data,
    )
