"""Counting a request against its caller's limit."""

from access.caller import Kind, Scope
from access.context import Context
from access.limits import Limit


async def admit(ctx: Context) -> None:
    """Count one operation: a key's for its project, the admin token's for itself, unknown callers' all together.

    Raises:
        PulseError: 429 with the seconds to wait.

    """
    limit, subject = _counted(ctx)
    await ctx.services.limiter.hit(limit, subject)


def _counted(ctx: Context) -> tuple[Limit, str]:
    if ctx.caller.kind is Kind.OPERATOR:
        return Limit.ADMIN, "operator"
    if ctx.caller.view is not None:
        return Limit.QUERY, f"share:{ctx.caller.view.share_id}"  # a share that many look at leaves the owner room
    if ctx.project is None:
        return Limit.QUERY, "anonymous"
    return (Limit.QUERY if ctx.caller.may(Scope.QUERY) else Limit.INGEST), ctx.project.id
