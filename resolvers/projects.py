"""Projects: what is measured apart."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

import structlog

from access.caller import Kind, Scope
from access.context import Context
from access.needs import needs
from models import ApiKey, DeletedProject, ModuleSetting, Project
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import PulseError, invalid_body, not_found
from pulse.modules import Access
from pulse.project import IdentityWindow
from pulse.windows import zone_of
from resolvers.inputs import a_currency, a_domain, a_name
from warehouse.erase import erase_projects

RETENTION_MOST_DAYS = 36_500

_log = structlog.get_logger("resolvers")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDetails:
    """A project and its settings."""

    id: Annotated[str, Doc("UUID.")]
    name: Annotated[str, Doc("What people call it.")]
    domain: Annotated[str, Doc("Its host; visits from it and its subdomains are no referrers.")]
    created_at: Annotated[datetime, Doc("When it was registered.")]
    timezone: Annotated[str, Doc("IANA time zone in which its days begin where a question names no other.")]
    currency: Annotated[str, Doc("ISO 4217 code in which revenue is totalled.")]
    identity_window: Annotated[IdentityWindow, Doc("How long a visitor is recognised: when the secret salt changes.")]
    retention_days: Annotated[int, Doc("Days that events are kept; 0 where the operator's setting holds.")]
    honour_dnt: Annotated[bool, Doc("Whether visitors who ask not to be tracked are left out.")]


def details_of(row: Project) -> ProjectDetails:
    """The shape of a stored project."""
    return ProjectDetails(
        id=str(row.id),
        name=row.name,
        domain=row.domain,
        created_at=row.created_at,
        timezone=row.timezone,
        currency=row.currency,
        identity_window=row.identity_window,
        retention_days=row.retention_days,
        honour_dnt=row.honour_dnt,
    )


@needs(None, project=False)
async def any_project(ctx: Context) -> bool:
    """Whether there is a project at all."""
    with ctx.services.store.reading():
        return await Project.exists()


@needs(Scope.ADMIN, project=False)
async def all_projects(ctx: Context) -> list[ProjectDetails]:
    """The projects that the caller may see, oldest first: all of them with the admin token, a key's own one else."""
    with ctx.services.store.reading():
        if ctx.caller.kind is Kind.OPERATOR:
            return [details_of(row) for row in await Project.all()]
        return [details_of(await _row(ctx))]


@needs(Scope.QUERY, shared=True)
async def get_project(ctx: Context) -> ProjectDetails:
    """The project asked about."""
    # The request already holds its settings as they are now: most questions begin here, and need no database.
    facts = ctx.require_project()
    return ProjectDetails(
        id=facts.id,
        name=facts.name,
        domain=facts.domain,
        created_at=moment(facts.created_at),
        timezone=facts.timezone,
        currency=facts.currency,
        identity_window=facts.identity_window,
        retention_days=facts.retention_days,
        honour_dnt=facts.honour_dnt,
    )


@needs(None, access=Access.WRITE, project=False)
async def create_project(
    ctx: Context,
    *,
    name: str,
    domain: str,
    timezone: str = "UTC",
    currency: str = "USD",
) -> ProjectDetails:
    """Register a project.

    Raises:
        PulseError: 400 that names the field.

    """
    now = moment(int(ctx.services.clock()))
    row = Project(
        name=a_name(name),
        domain=a_domain(domain),
        timezone=zone_of(timezone).key,
        currency=a_currency(currency),
        created_at=now,
        salt_changed_at=now,
    )
    async with ctx.services.store.change():
        await row.save()
    return details_of(row)


@needs(Scope.ADMIN, access=Access.WRITE)
async def update_project(
    ctx: Context,
    *,
    name: str | None = None,
    domain: str | None = None,
    timezone: str | None = None,
    currency: str | None = None,
    identity_window: IdentityWindow | None = None,
    retention_days: int | None = None,
    honour_dnt: bool | None = None,
) -> ProjectDetails:
    """Change a project's settings; what is not given stays.

    Raises:
        PulseError: 400 that names the field.

    """
    given = {
        "name": None if name is None else a_name(name),
        "domain": None if domain is None else a_domain(domain),
        "timezone": None if timezone is None else zone_of(timezone).key,
        "currency": None if currency is None else a_currency(currency),
        "identity_window": identity_window,
        "retention_days": None if retention_days is None else _days(retention_days),
        "honour_dnt": honour_dnt,
    }
    async with ctx.services.store.change():
        row = await _row(ctx)
        await row.update_from_dict({field: value for field, value in given.items() if value is not None}).save()
    return details_of(row)


@needs(None, access=Access.WRITE)
async def delete_project(ctx: Context) -> None:
    """Delete a project with its keys, settings and events.

    Its keys stop working at once. Events that were accepted but not yet stored are deleted by the daily tidying.
    """
    project = ctx.require_project()
    async with ctx.services.store.change():
        row = await _row(ctx)
        await ApiKey.filter(project_id=row.id).delete()
        await ModuleSetting.filter(project_id=row.id).delete()
        await row.delete()
        await DeletedProject.create(id=row.id, deleted_at=moment(int(ctx.services.clock())))
    try:
        await erase_projects(ctx.services.warehouse, [project.id])
    except PulseError:
        _log.warning("events_left_for_tidying", project=project.id)


async def _row(ctx: Context) -> Project:
    project = ctx.require_project()
    row = await Project.get_or_none(id=UUID(project.id))
    if row is None:
        raise not_found("Project", project.id)
    return row


def _days(value: int) -> int:
    if not 0 <= value <= RETENTION_MOST_DAYS:
        raise invalid_body(f"'retention_days' must be between 0 and {RETENTION_MOST_DAYS}")
    return value
