"""Taking events in, for every door: browsers and servers over HTTP, servers over GraphQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.errors import PulseError

# Which module must be on depends on each item's type, so it is checked where the type is known: in the intake.


@needs(Scope.INGEST)
async def collect(ctx: Context, items: Sequence[Mapping[str, Any]]) -> list[PulseError | None]:
    """Accept items given as values; for each what is wrong with it, or None."""
    return await ctx.services.intake.accept(ctx.require_project(), items, ctx.origin, ctx.caller.modules)


@needs(Scope.INGEST)
async def collect_one(ctx: Context, body: bytes) -> None:
    """Accept the one item that a request's body holds.

    Raises:
        PulseError: 400, 403 or 503 that says why it was not.

    """
    await ctx.services.intake.accept_one(ctx.require_project(), body, ctx.origin, ctx.caller.modules)


@needs(Scope.INGEST)
async def collect_batch(ctx: Context, body: bytes) -> list[PulseError | None]:
    """Accept the items of ``{"events": [...]}``; for each what is wrong with it, or None.

    Raises:
        PulseError: 400 where the body is no such batch, 503 where nothing can be kept now.

    """
    return await ctx.services.intake.accept_batch(ctx.require_project(), body, ctx.origin, ctx.caller.modules)
