"""Segments: filters that are kept under a name."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from access.context import Context
from pulse.paging import page_after
from resolvers import segments as answers  # a field below is called segments
from resolvers.segments import SegmentDetails
from schema.fields import argument, field, mutation
from schema.info import Info, ProjectId, about_project
from schema.inputs import FilterInput, tree_of
from schema.paging import After, Connection, First, connect_all
from warehouse.filters import And, Filter, Is, Not

SegmentId = Annotated[strawberry.ID, argument("The segment's id.")]
Kept = argument("Stays as it is where nothing is given.")


@strawberry.type(description="A filter with a name, for every report.")
class Segment:
    """A filter with a name."""

    id: strawberry.ID = strawberry.field(description="UUID.")
    name: str = strawberry.field(description="What people call it.")
    where: JSON = strawberry.field(description="The filter, in the form of a `FilterInput`: it can be sent as one.")
    created_at: datetime = strawberry.field(description="When it was made.")


def segment_of(details: SegmentDetails) -> Segment:
    """A segment as GraphQL shows it."""
    return Segment(
        id=strawberry.ID(details.id),
        name=details.name,
        where=JSON(input_of(details.where)),
        created_at=details.created_at,
    )


def input_of(tree: Filter) -> dict[str, Any]:
    """A filter in the form of a ``FilterInput``: what would be read as it."""
    match tree:
        case Is(name, op, values):
            dimension, _, key = name.partition(":")
            keyed = {"key": key} if key else {}
            return {"is": {"dimension": dimension.upper(), **keyed, "op": op.name, "values": list(values)}}
        case Not(part):
            return {"not": input_of(part)}
        case _:
            return {"and" if isinstance(tree, And) else "or": [input_of(part) for part in tree.parts]}


@strawberry.type
class ProjectSegments:
    """The segments of a project."""

    ctx: strawberry.Private[Context]

    @field(answers.list_segments)
    async def segments(self, first: First = 10, after: After = None) -> Connection[Segment] | None:
        """The segments of the project."""
        found = [segment_of(details) for details in await answers.list_segments(self.ctx)]
        return connect_all(found, page_after(first, after))

    @field(answers.get_segment)
    async def segment(self, id: SegmentId) -> Segment | None:  # noqa: A002 - the argument's name
        """A segment."""
        return segment_of(await answers.get_segment(self.ctx, id))


@strawberry.type
class SegmentMutation:
    """Changes of segments."""

    @mutation(answers.create_segment)
    async def create_segment(
        self,
        info: Info,
        name: Annotated[str, argument("What people call it.")],
        where: Annotated[FilterInput, argument("The filter.")],
        project: ProjectId = None,
    ) -> Segment:
        """Keep a filter."""
        ctx = await about_project(info, project)
        return segment_of(await answers.create_segment(ctx, name=name, where=tree_of(where)))

    @mutation(answers.update_segment)
    async def update_segment(
        self,
        info: Info,
        id: SegmentId,  # noqa: A002 - the argument's name
        *,
        name: Annotated[str | None, Kept] = None,
        where: Annotated[FilterInput | None, Kept] = None,
        project: ProjectId = None,
    ) -> Segment:
        """Change a segment."""
        ctx = await about_project(info, project)
        tree = tree_of(where) if where else None
        return segment_of(await answers.update_segment(ctx, id, name=name, where=tree))

    @mutation(answers.delete_segment, more="Answers the segment's id.")
    async def delete_segment(
        self,
        info: Info,
        id: SegmentId,  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> strawberry.ID:
        """Delete a segment."""
        await answers.delete_segment(await about_project(info, project), id)
        return id
