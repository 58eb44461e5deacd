"""Paths."""

from typing import Annotated

import strawberry

from pulse.paging import page_after
from resolvers import paths as answers  # a field below is called paths
from resolvers.paths import PathFlow, PathLink, PathReport, PathTree
from schema.costs import REPORT
from schema.expose import expose, offer, report
from schema.fields import argument, field
from schema.paging import First
from schema.reports import Asked
from warehouse.paths import Direction

offer(
    Direction,
    "Which way one looks from a page.",
    {"FORWARD": "Where visitors went next.", "BACKWARD": "Where they came from."},
    name="PathDirection",
)
report(PathFlow)
report(PathReport, "Paths")
expose(PathLink)
report(PathTree)

Pivot = Annotated[str, argument("The page that one looks from.")]
Way = Annotated[Direction, argument("Which way one looks.")]


@strawberry.type
class PathReports(Asked):
    """Where visitors go."""

    @field(answers.paths, cost=REPORT)
    async def paths(self, path: Pivot, direction: Way = Direction.FORWARD, first: First = 10) -> PathReport | None:
        """Where visitors go."""
        return await answers.paths(self.ctx, self.ask, page_after(first, None), path, direction)

    @field(answers.path_tree, cost=REPORT)
    async def path_tree(
        self,
        path: Pivot,
        direction: Way = Direction.FORWARD,
        depth: Annotated[int, argument("How many steps, 1 to 10.")] = 3,
        width: Annotated[int, argument("How many pages at each step, 1 to 50; the others are one.")] = 8,
    ) -> PathTree | None:
        """Where visitors go, in several steps."""
        return await answers.path_tree(self.ctx, self.ask, path, direction, depth, width)
