"""Shares: what of a project whoever has an address may look at."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from access.caller import Scope
from access.context import Context
from access.needs import needs
from access.services import Services
from access.shares import find_share, visitor_of
from access.view import View
from models import Share
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import invalid_body, not_found
from pulse.ids import parse_id
from pulse.modules import BY_NAME, Access
from pulse.windows import Period, zone_of
from resolvers.asking import Ask
from resolvers.inputs import a_future_moment, a_name, known
from resolvers.stats import totals
from warehouse.filters import Filter, check, from_plain, to_plain

SHAREABLE = tuple(name for name in BY_NAME if name not in ("exports", "sharing", "alerts"))
"""What a share can show. Raw exports tell visitors apart; the other two are about the project, not its visitors."""
PASSWORD_LEAST, PASSWORD_MOST = 6, 200
_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDetails:
    """A share, as its project sees it."""

    id: Annotated[str, Doc("UUID.")]
    name: Annotated[str, Doc("What people call it.")]
    token: Annotated[str, Doc("The secret part of its address.")]
    url: Annotated[str, Doc("Its address.")]
    modules: Annotated[list[str], Doc("The modules that it shows.")]
    password_protected: Annotated[bool, Doc("Whether it asks for a password.")]
    expires_at: Annotated[datetime | None, Doc("When it ends; null for never.")]
    period: Annotated[Period | None, Doc("The only range that it shows, by its name; null where its ends say it.")]
    start_at: Annotated[str | None, Doc("From when on it shows anything; null from the beginning.")]
    end_at: Annotated[str | None, Doc("Until when, inclusive; null up to now.")]
    where: Annotated[Filter | None, Doc("What holds of everything it shows.")]
    embed: Annotated[bool, Doc("Whether pages of other sites may show it in a frame.")]
    badge: Annotated[bool, Doc("Whether the number of its visitors is public, as a picture and as JSON.")]
    created_at: Annotated[datetime, Doc("When it was made.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedDetails:
    """A share, as whoever has its address sees it."""

    name: Annotated[str, Doc("What it is called.")]
    project_name: Annotated[str, Doc("The project.")]
    timezone: Annotated[str, Doc("Time zone in which the project's days begin.")]
    currency: Annotated[str, Doc("ISO 4217 code in which revenue is totalled.")]
    modules: Annotated[list[str], Doc("The modules that it shows and that are switched on.")]
    period: Annotated[Period | None, Doc("The only range that it shows, by its name; null where its ends say it.")]
    start_at: Annotated[str | None, Doc("From when on it shows anything; null from the beginning.")]
    end_at: Annotated[str | None, Doc("Until when, inclusive; null up to now.")]
    filtered: Annotated[bool, Doc("Whether a filter holds of everything it shows.")]
    needs_password: Annotated[bool, Doc("Whether its password is still to be given.")]
    embed: Annotated[bool, Doc("Whether pages of other sites may show it in a frame.")]
    expires_at: Annotated[datetime | None, Doc("When it ends; null for never.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A number for everybody."""

    label: Annotated[str, Doc("What is counted.")]
    visitors: Annotated[int, Doc("Different visitors of the share's range, by default of the last 30 days.")]


@needs(Scope.QUERY, module="sharing")
async def list_shares(ctx: Context) -> list[ShareDetails]:
    """The shares of the project, oldest first."""
    with ctx.services.store.reading():
        return [_details(ctx, row) for row in await Share.filter(project_id=_project_id(ctx))]


@needs(Scope.QUERY, module="sharing")
async def get_share(ctx: Context, share_id: str) -> ShareDetails:
    """A share.

    Raises:
        PulseError: 404 where the project has no such share.

    """
    with ctx.services.store.reading():
        return _details(ctx, await _row(ctx, share_id))


@needs(Scope.QUERY, module="sharing", access=Access.WRITE)
async def create_share(
    ctx: Context,
    where: Filter | None = None,
    *,
    name: str,
    modules: Sequence[str] | None = None,
    password: str | None = None,
    expires_at: str | datetime | None = None,
    period: Period | None = None,
    start_at: str | None = None,
    end_at: str | None = None,
    embed: bool = False,
    badge: bool = False,
) -> ShareDetails:
    """Share reports of the project with whoever has the address.

    Raises:
        PulseError: 400 that names the field, 403 for modules that the key itself may not read.

    """
    if where is not None:
        check(where)
    row = Share(
        project_id=_project_id(ctx),
        name=a_name(name),
        token=secrets.token_urlsafe(_TOKEN_BYTES),
        modules=_modules(ctx, modules),
        password_hash="" if password is None else await _hash(ctx, password),
        expires_at=a_future_moment(expires_at, "expires_at", ctx.services.clock()),
        **_range(ctx, period, start_at, end_at),
        tree=to_plain(where) if where else None,
        embed=embed,
        badge=badge,
        created_at=moment(int(ctx.services.clock())),
    )
    async with ctx.services.store.transaction():
        await row.save()
    return _details(ctx, row)


@needs(Scope.QUERY, module="sharing", access=Access.WRITE)
async def update_share(
    ctx: Context,
    share_id: str,
    *,
    name: str | None = None,
    modules: Sequence[str] | None = None,
    password: str | None = None,
    expires_at: str | datetime | None = None,
    embed: bool | None = None,
    badge: bool | None = None,
) -> ShareDetails:
    """Change a share; what is not given stays, and an empty password takes it away. A new one locks everybody out.

    Raises:
        PulseError: 400 that names the field, 404 where the project has no such share.

    """
    kept = password and await _hash(ctx, password)
    changes = {
        "name": None if name is None else a_name(name),
        "modules": None if modules is None else _modules(ctx, modules),
        "password_hash": kept,
        "expires_at": a_future_moment(expires_at, "expires_at", ctx.services.clock()),
        "embed": embed,
        "badge": badge,
    }
    async with ctx.services.store.transaction():
        row = await _row(ctx, share_id)
        row.update_from_dict({field: value for field, value in changes.items() if value is not None})
        await row.save()
    return _details(ctx, row)


@needs(Scope.QUERY, module="sharing", access=Access.WRITE)
async def delete_share(ctx: Context, share_id: str) -> None:
    """Delete a share; whoever looks at it is out.

    Raises:
        PulseError: 404 where the project has no such share.

    """
    async with ctx.services.store.transaction():
        await (await _row(ctx, share_id)).delete()


async def shared_details(services: Services, token: str, caller_view: View | None) -> SharedDetails:
    """What whoever has the address may know of a share before its password is given.

    Raises:
        PulseError: 404 where there is no such share, 410 where it has expired, 403 where sharing is switched off.

    """
    row = await find_share(services, token)
    _, project = await visitor_of(services, row)
    inside = caller_view is not None and caller_view.share_id == str(row.id) and not caller_view.locked
    return SharedDetails(
        name=row.name,
        project_name=project.name,
        timezone=project.timezone,
        currency=project.currency,
        modules=[name for name in row.modules if BY_NAME[name].core or project.state(name).enabled],
        period=Period(row.period) if row.period else None,
        start_at=row.start_at,
        end_at=row.end_at,
        filtered=row.tree is not None,
        needs_password=bool(row.password_hash) and not inside,
        embed=row.embed,
        expires_at=row.expires_at,
    )


async def counter(services: Services, token: str) -> Counter:
    """The public number of a share, where it is switched on.

    Raises:
        PulseError: 404 where there is no such share or its number is not public, 410 where it has expired.

    """
    row = await find_share(services, token)
    caller, project = await visitor_of(services, row)
    if not row.badge or caller.view is None:
        raise not_found("Share", token)
    view, now, zone = caller.view, services.clock(), zone_of(project.timezone)
    shown = view if view.ranged else View(view.share_id, Period.LAST_30_DAYS)
    ask = Ask(shown.window(now, zone), zone, view.where)
    found = await totals(Context(services, caller, project), ask, "visitors")
    return Counter(label="visitors", visitors=int(found["visitors"] or 0))


def _modules(ctx: Context, modules: Sequence[str] | None) -> list[str]:
    own = ctx.caller.modules
    mine = [name for name in SHAREABLE if own is None or BY_NAME[name].core or name in own]
    chosen = mine if modules is None else known(modules, mine, "module")
    if not chosen:
        raise invalid_body("'modules' must not be empty")
    return chosen


async def _hash(ctx: Context, password: str) -> str:
    if not PASSWORD_LEAST <= len(password) <= PASSWORD_MOST:
        raise invalid_body(f"'password' must have {PASSWORD_LEAST} to {PASSWORD_MOST} characters")
    return await ctx.services.guesses.hash(password)


def _range(ctx: Context, period: Period | None, start_at: str | None, end_at: str | None) -> dict[str, str | None]:
    """The pinned range, seen to be one."""
    if period and (start_at or end_at):
        raise invalid_body("'period' cannot be combined with 'start_at' and 'end_at'")
    if period:
        return {"period": period.value}
    zone = zone_of(ctx.require_project().timezone)
    shown = View("", None, start_at or None, end_at or None).window(ctx.services.clock(), zone)
    if shown.start >= shown.end:
        raise invalid_body("'start_at' must not be after 'end_at'")
    return {"start_at": start_at or None, "end_at": end_at or None}


def _details(ctx: Context, row: Share) -> ShareDetails:
    return ShareDetails(
        id=str(row.id),
        name=row.name,
        token=row.token,
        url=f"{ctx.services.settings.url}/share/{row.token}",
        modules=row.modules,
        password_protected=bool(row.password_hash),
        expires_at=row.expires_at,
        period=Period(row.period) if row.period else None,
        start_at=row.start_at,
        end_at=row.end_at,
        where=from_plain(row.tree) if row.tree else None,
        embed=row.embed,
        badge=row.badge,
        created_at=row.created_at,
    )


async def _row(ctx: Context, share_id: str) -> Share:
    row = await Share.get_or_none(id=parse_id(share_id), project_id=_project_id(ctx))
    if row is None:
        raise not_found("Share", share_id)
    return row


def _project_id(ctx: Context) -> UUID:
    return UUID(ctx.require_project().id)
