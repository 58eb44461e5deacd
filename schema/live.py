"""Events as they arrive."""

from collections.abc import AsyncGenerator

import strawberry

from resolvers import live
from resolvers.live import LiveEvent
from schema.expose import ID, expose
from schema.fields import subscription
from schema.info import Info, ProjectId, about_project
from schema.inputs import Where, filter_of
from schema.ticks import flushes

BACKLOG = 500
"""Events that a slow reader still gets."""

expose(LiveEvent, id=ID)


@strawberry.type
class LiveSubscription:
    """What is told of events."""

    @subscription(
        live.live_events,
        more="Told within a second of being accepted; of more than 50 at once, the newest.",
        cost=1,
        backlog=BACKLOG,
    )
    async def live_events(
        self, info: Info, where: Where = None, project: ProjectId = None
    ) -> AsyncGenerator[LiveEvent, None]:
        """The events of a project."""
        tree = filter_of(where)
        live.check_hits(tree)
        async for ctx, flush in flushes(await about_project(info, project), live.live_events):
            for event in await live.live_events(ctx, flush, tree):
                yield event
