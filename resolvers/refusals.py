"""Refusals: why events of a site do not arrive."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.clock import moment
from pulse.describe import Doc

REMEMBERED_SECONDS = 3_600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRequests:
    """Collecting requests that were refused for one reason."""

    code: Annotated[str, Doc("The error's code.")]
    message: Annotated[str, Doc("What the sender was told.")]
    host: Annotated[str, Doc("The site that sent them, as its browsers said; empty where they did not.")]
    count: Annotated[int, Doc("How many requests.")]
    last_at: Annotated[datetime, Doc("When the latest one came.")]


@needs(Scope.QUERY)
async def refused_requests(ctx: Context) -> list[RefusedRequests]:
    """What the collecting doors of this server process refused within the last hour, the latest first.

    Requests with a key of the project count, and requests with an unknown key that came from its domain.
    """
    project = ctx.require_project()
    found = ctx.services.refusals.of(project.id, project.domain, ctx.services.clock() - REMEMBERED_SECONDS)
    return [
        RefusedRequests(
            code=refusal.code.value,
            message=refusal.message,
            host=refusal.host,
            count=refusal.count,
            last_at=moment(refusal.last_at),
        )
        for refusal in found
    ]
