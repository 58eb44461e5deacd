"""The audit log."""

import strawberry

from access.context import Context
from pulse.paging import page_after
from resolvers import audit as answers
from resolvers.audit import AuditDetails
from schema.expose import ID, expose
from schema.fields import field
from schema.info import Info
from schema.paging import After, Connection, First, connect

expose(AuditDetails, "AuditEntry", id=ID, project_id=strawberry.ID | None)


@strawberry.type
class ProjectAudit:
    """The audit log of a project."""

    ctx: strawberry.Private[Context]

    @field(answers.project_audit)
    async def audit_log(self, first: First = 10, after: After = None) -> Connection[AuditDetails] | None:
        """The administrative acts about the project."""
        page = page_after(first, after)
        return connect(await answers.project_audit(self.ctx, page), page)


@strawberry.type
class AuditQuery:
    """Questions about administration."""

    @field(answers.whole_audit)
    async def audit_log(self, info: Info, first: First = 10, after: After = None) -> Connection[AuditDetails] | None:
        """All administrative acts."""
        page = page_after(first, after)
        return connect(await answers.whole_audit(info.context, page), page)
