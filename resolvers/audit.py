"""The audit log: who administered what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

import orjson

from access.caller import Scope
from access.context import Context
from access.needs import needs
from models import AuditEntry
from pulse.describe import Doc
from pulse.paging import Page
from resolvers.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditDetails:
    """One administrative act."""

    id: Annotated[str, Doc("UUID.")]
    at: Annotated[datetime, Doc("When it was done.")]
    actor: Annotated[str, Doc("`operator` for the holder of the admin token, else the masked key.")]
    via_session: Annotated[bool, Doc("Whether it was done in a browser that had signed in.")]
    action: Annotated[str, Doc("What was done, such as `create_key`.")]
    target: Annotated[str, Doc("The id of what it was done to; empty where it has none.")]
    project_id: Annotated[str | None, Doc("The project that it was about; null for none.")]
    given: Annotated[str, Doc("What was asked for, as JSON, without secrets and without the visitors it named.")]


@needs(Scope.ADMIN)
async def project_audit(ctx: Context, page: Page) -> Rows[AuditDetails]:
    """The administrative acts about the project of the last two years, the latest first."""
    return await _page(ctx, page, owner=UUID(ctx.require_project().id))


@needs(None, project=False)
async def whole_audit(ctx: Context, page: Page) -> Rows[AuditDetails]:
    """All administrative acts of the last two years, the latest first."""
    return await _page(ctx, page)


async def _page(ctx: Context, page: Page, **only: UUID) -> Rows[AuditDetails]:
    with ctx.services.store.reading():
        found = AuditEntry.filter(**only)
        rows = await found.offset(page.offset).limit(page.limit)
        total = await found.count()
    return Rows([_details(row) for row in rows], total)


def _details(row: AuditEntry) -> AuditDetails:
    return AuditDetails(
        id=str(row.id),
        at=row.created_at,
        actor=row.actor,
        via_session=row.via_session,
        action=row.action,
        target=row.target,
        project_id=str(row.owner) if row.owner else None,
        given=orjson.dumps(row.given).decode(),
    )
