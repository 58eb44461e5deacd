"""When a live answer is asked again: after news of its project, by the clock, and never after its key is gone."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Annotated, Any

from access.context import Context
from access.needs import needs_of
from ingest.live import Flush, Watcher
from pulse.errors import invalid
from schema.fields import argument

Guarded = Callable[..., Any]

EVERY_LEAST, EVERY_MOST = 1, 3_600
Every = Annotated[int, argument(f"Seconds between two tellings at least, {EVERY_LEAST} to {EVERY_MOST}.")]
IDLE_SECONDS = 30.0
"""After so long a report is told anew without news: its range moves on."""
LOOK_SECONDS = 1.0
"""How often an open subscription looks whether its key, project and modules are still what they were."""


async def ticks(ctx: Context, guarded: Guarded, *, every: float, idle: float) -> AsyncGenerator[Context, None]:
    """The request again, as it may be answered now: at once, then after news, and after a quiet while.

    Args:
        ctx: the request of the subscription.
        guarded: the resolver that answers; what it needs is looked at again and again.
        every: seconds that lie at least between two ticks.
        idle: seconds after which there is a tick without news, since what is "now" moves on.

    Raises:
        PulseError: 401 once the key is revoked or expired, 403 once the module is off, 404 once the project is gone.

    """
    loop = asyncio.get_running_loop()
    async with _watching(ctx) as watcher:
        news, last = True, -idle
        while True:
            ctx = await _renewed(ctx, guarded)
            age = loop.time() - last
            if (news and age >= every) or age >= idle:
                news, last = False, loop.time()
                yield ctx
            elif await _news(watcher, every - age if news else LOOK_SECONDS) is not None:
                news = True


async def reports(ctx: Context, guarded: Guarded, every: int) -> AsyncGenerator[Context, None]:
    """The :func:`ticks` of a report, which moves on slowly, at a pace that the client chose.

    Raises:
        PulseError: 400 where the pace is out of range; else see :func:`ticks`.

    """
    if not EVERY_LEAST <= every <= EVERY_MOST:
        raise invalid(f"'every' must be between {EVERY_LEAST} and {EVERY_MOST}")
    async for renewed in ticks(ctx, guarded, every=every, idle=max(IDLE_SECONDS, every)):
        yield renewed


async def flushes(ctx: Context, guarded: Guarded) -> AsyncGenerator[tuple[Context, Flush], None]:
    """Each piece of news, with the request as it may be answered now.

    Raises:
        PulseError: see :func:`ticks`.

    """
    async with _watching(ctx) as watcher:
        flush = None
        while True:
            ctx = await _renewed(ctx, guarded)
            if flush is not None:
                yield ctx, flush
            flush = await _news(watcher, LOOK_SECONDS)


async def _renewed(ctx: Context, guarded: Guarded) -> Context:
    renewed = await ctx.renew()
    needs_of(guarded).check(renewed)
    return renewed


class _watching:  # noqa: N801 - used like a function
    """Watch a request's project for the length of a block."""

    def __init__(self, ctx: Context) -> None:
        self._watcher = ctx.services.live.watch(ctx.require_project().id)

    async def __aenter__(self) -> Watcher:
        return self._watcher

    async def __aexit__(self, *_: object) -> None:
        await self._watcher.aclose()


async def _news(watcher: Watcher, seconds: float) -> Flush | None:
    """What is new within some seconds."""
    try:
        async with asyncio.timeout(min(seconds, LOOK_SECONDS)):
            return await anext(watcher)
    except TimeoutError:
        return None
