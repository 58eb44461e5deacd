"""Who is here now."""

from collections.abc import AsyncGenerator

import strawberry

from access.context import Context
from pulse.paging import page_after
from resolvers import realtime
from resolvers.realtime import Realtime, RealtimeMinute, RealtimeRow
from schema.costs import REPORT
from schema.expose import extends, report, taken_from
from schema.fields import field, subscription
from schema.info import Info, ProjectId, about_project
from schema.paging import First
from schema.scalars import BigInt
from schema.ticks import ticks

EVERY_SECONDS = 0.5
IDLE_SECONDS = 10.0
"""Visitors leave after five minutes without an event: that is seen without news, too."""

report(RealtimeMinute)
report(RealtimeRow)


@extends(Realtime, "Realtime", active_visitors=BigInt)
class RealtimeNow:
    """Visitors who are here now."""

    ctx: strawberry.Private[Context]

    @field(realtime.minutes, cost=REPORT)
    async def minutes(self) -> list[RealtimeMinute] | None:
        """The last 30 minutes."""
        return await realtime.minutes(self.ctx)

    @field("Pages of those who are here now, the most visited first.", cost=REPORT)
    async def pages(self, first: First = 10) -> list[RealtimeRow] | None:
        """Their pages."""
        return await realtime.top(self.ctx, "page", page_after(first, None))

    @field("Sources of those who are here now, the most frequent first.", cost=REPORT)
    async def sources(self, first: First = 10) -> list[RealtimeRow] | None:
        """Their sources."""
        return await realtime.top(self.ctx, "source", page_after(first, None))

    @field("Countries of those who are here now, the most frequent first.", cost=REPORT)
    async def countries(self, first: First = 10) -> list[RealtimeRow] | None:
        """Their countries."""
        return await realtime.top(self.ctx, "country", page_after(first, None))


async def realtime_of(ctx: Context) -> RealtimeNow:
    """Who is here now, for whoever may know."""
    return RealtimeNow(ctx=ctx, **taken_from(await realtime.realtime(ctx)))


@strawberry.type
class ProjectRealtime:
    """What a project knows of the present."""

    ctx: strawberry.Private[Context]

    @field(realtime.realtime, cost=REPORT)
    async def realtime(self) -> RealtimeNow | None:
        """Who is here now."""
        return await realtime_of(self.ctx)


@strawberry.type
class RealtimeSubscription:
    """The present, told anew."""

    @subscription(
        realtime.realtime,
        more="Told anew when something happened, at most twice a second, and as visitors leave.",
        cost=REPORT,
    )
    async def realtime(self, info: Info, project: ProjectId = None) -> AsyncGenerator[RealtimeNow, None]:
        """Who is here now, told anew."""
        opened = await about_project(info, project)
        async for ctx in ticks(opened, realtime.realtime, every=EVERY_SECONDS, idle=IDLE_SECONDS):
            yield await realtime_of(ctx)
