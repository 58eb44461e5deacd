"""Paths: where visitors go from a page, or where they came from."""

from dataclasses import dataclass
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.errors import invalid
from pulse.numbers import percent
from pulse.paging import Page
from resolvers.asking import Ask
from warehouse import paths as warehouse
from warehouse.filters import MAX_LENGTH, Is, Op, check
from warehouse.paths import END, Direction, PathQuestion
from warehouse.reach import Reach

DEPTH_MOST = 10
WIDTH_MOST = 50
EDGES = {Direction.FORWARD: "(exit)", Direction.BACKWARD: "(entry)"}
"""What stands where a way ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathFlow:
    """Visitors who went one way."""

    next_path: Annotated[
        str, Doc("The next different page, or the one before; `(exit)` or `(entry)` where the session has none.")
    ]
    visitors: Annotated[int, Doc("Visitors who went there.")]
    percentage: Annotated[float, Doc("Their share of the pivot's visitors, in percent.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathReport:
    """Ways from a page."""

    path: Annotated[str, Doc("The page that one looks from.")]
    direction: Annotated[Direction, Doc("Which way one looks.")]
    visitors: Annotated[int, Doc("Visitors of that page: the first view of each in the range decides.")]
    flows: Annotated[list[PathFlow], Doc("The ways that most visitors went; the end of the session stands last.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathLink:
    """Visitors who went from one page to another at one step."""

    step: Annotated[int, Doc("Which step from the pivot on; 1 leads away from it.")]
    source: Annotated[str, Doc("Where they were; `(other)` for all pages that are not shown at this step.")]
    target: Annotated[str, Doc("Where they went; `(exit)` or `(entry)` where the session ends.")]
    visitors: Annotated[int, Doc("How many.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathTree:
    """Ways of several steps from a page, as a Sankey diagram draws them."""

    path: Annotated[str, Doc("The page that one looks from.")]
    direction: Annotated[Direction, Doc("Which way one looks.")]
    visitors: Annotated[int, Doc("Visitors of that page.")]
    links: Annotated[list[PathLink], Doc("By step, the widest first. What comes to a page leaves it at the next step.")]


@needs(Scope.QUERY, module="paths")
async def paths(ctx: Context, ask: Ask, page: Page, path: str, direction: Direction = Direction.FORWARD) -> PathReport:
    """Where visitors went next from a page, or where they came from: each visitor's first view of it decides.

    Raises:
        PulseError: 400 that names the parameter.

    """
    if page.offset:
        raise invalid("'offset' has no meaning here: raise 'limit'")
    question = _question(ctx, ask, path, direction)
    rows = await ctx.services.warehouse.fetch(warehouse.flows(question, page.limit))
    whole = rows[0][-1] if rows else 0
    return PathReport(
        path=path,
        direction=direction,
        visitors=whole,
        flows=[
            PathFlow(next_path=_named(target, direction), visitors=visitors, percentage=percent(visitors, whole))
            for target, visitors, _ in rows
        ],
    )


@needs(Scope.QUERY, module="paths")
async def path_tree(
    ctx: Context, ask: Ask, path: str, direction: Direction = Direction.FORWARD, depth: int = 3, width: int = 8
) -> PathTree:
    """The ways of several steps from a page, for a Sankey diagram.

    Raises:
        PulseError: 400 that names the parameter.

    """
    if not 1 <= depth <= DEPTH_MOST:
        raise invalid(f"'depth' must be between 1 and {DEPTH_MOST}")
    if not 1 <= width <= WIDTH_MOST:
        raise invalid(f"'width' must be between 1 and {WIDTH_MOST}")
    question = _question(ctx, ask, path, direction, depth)
    kept: list[list[str]] = [[] for _ in range(depth)]
    for step, page in await ctx.services.warehouse.fetch(warehouse.nodes(question, width)):
        kept[step - 1].append(page)
    rows = await ctx.services.warehouse.fetch(warehouse.links(question, kept))
    links = [
        PathLink(step=step, source=source, target=_named(target, direction), visitors=visitors)
        for step, source, target, visitors in rows
    ]
    whole = sum(link.visitors for link in links if link.step == 1)
    return PathTree(path=path, direction=direction, visitors=whole, links=links)


def _question(ctx: Context, ask: Ask, path: str, direction: Direction, depth: int = 1) -> PathQuestion:
    if not path:
        raise invalid("'path' is required")
    if len(path) > MAX_LENGTH:
        raise invalid(f"'path' must have at most {MAX_LENGTH} characters")
    check(Is("page", Op.IS, (path,)))
    return PathQuestion(Reach(ctx.require_project().id, ask.window, ask.where), path, direction, depth)


def _named(target: str, direction: Direction) -> str:
    return EDGES[direction] if target == END else target
