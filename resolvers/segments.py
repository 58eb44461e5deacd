"""Segments: filters that are kept under a name, for every report."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from access.caller import Scope
from access.context import Context
from access.needs import needs
from models import Segment
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import not_found
from pulse.ids import parse_id
from resolvers.inputs import a_name
from warehouse.filters import And, Filter, check, from_plain, to_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentDetails:
    """A filter with a name."""

    id: Annotated[str, Doc("UUID.")]
    name: Annotated[str, Doc("What people call it.")]
    where: Annotated[Filter, Doc("The filter.")]
    created_at: Annotated[datetime, Doc("When it was made.")]


@needs(Scope.QUERY)
async def list_segments(ctx: Context) -> list[SegmentDetails]:
    """The segments of the project, oldest first."""
    with ctx.services.store.reading():
        return [_details(row) for row in await Segment.filter(project_id=_project_id(ctx))]


@needs(Scope.QUERY)
async def get_segment(ctx: Context, segment_id: str) -> SegmentDetails:
    """A filter that was kept.

    Raises:
        PulseError: 404 where the project has no such segment.

    """
    with ctx.services.store.reading():
        return _details(await _row(ctx, segment_id))


@needs(Scope.QUERY)
async def create_segment(ctx: Context, *, name: str, where: Filter) -> SegmentDetails:
    """Keep a filter under a name.

    Raises:
        PulseError: 400 that names what cannot be asked.

    """
    check(where)
    row = Segment(
        project_id=_project_id(ctx),
        name=a_name(name),
        tree=to_plain(where),
        created_at=moment(int(ctx.services.clock())),
    )
    async with ctx.services.store.transaction():
        await row.save()
    return _details(row)


@needs(Scope.QUERY)
async def update_segment(
    ctx: Context, segment_id: str, *, name: str | None = None, where: Filter | None = None
) -> SegmentDetails:
    """Change a segment; what is not given stays.

    Raises:
        PulseError: 400 that names what cannot be asked, 404 where the project has no such segment.

    """
    if where is not None:
        check(where)
    async with ctx.services.store.transaction():
        row = await _row(ctx, segment_id)
        row.name = row.name if name is None else a_name(name)
        row.tree = row.tree if where is None else to_plain(where)
        await row.save()
    return _details(row)


@needs(Scope.QUERY)
async def delete_segment(ctx: Context, segment_id: str) -> None:
    """Delete a segment.

    Raises:
        PulseError: 404 where the project has no such segment.

    """
    async with ctx.services.store.transaction():
        await (await _row(ctx, segment_id)).delete()


async def narrowed(ctx: Context, where: Filter | None, segment_id: str | None) -> Filter | None:
    """A filter and a segment together; either may be missing.

    Raises:
        PulseError: 404 where the project has no such segment, 400 where both together are too much to ask.

    """
    if segment_id is None:
        return where
    kept = (await get_segment(ctx, segment_id)).where
    both = kept if where is None else And((kept, where))
    check(both)
    return both


def _details(row: Segment) -> SegmentDetails:
    return SegmentDetails(id=str(row.id), name=row.name, where=from_plain(row.tree), created_at=row.created_at)


async def _row(ctx: Context, segment_id: str) -> Segment:
    row = await Segment.get_or_none(id=parse_id(segment_id), project_id=_project_id(ctx))
    if row is None:
        raise not_found("Segment", segment_id)
    return row


def _project_id(ctx: Context) -> UUID:
    return UUID(ctx.require_project().id)
