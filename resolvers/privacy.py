"""Privacy: everything of one visitor, found and deleted. Getting it is the export of raw events of one visitor."""

from dataclasses import dataclass
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from ingest.visitor import visitor_of
from models import SurveyResponse
from pulse.describe import Doc
from pulse.errors import invalid, not_found
from pulse.modules import Access
from resolvers.visits import hash_of
from warehouse.erase import erase_visitors, visitor_events


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was deleted of a visitor."""

    visitors: Annotated[list[str], Doc("The visitor's hashes: of the present salt and, for a day, of the one before.")]
    events: Annotated[int, Doc("How many events were stored of them.")]


@needs(Scope.QUERY)
async def visitor_hashes(ctx: Context, visitor_id: str) -> list[str]:
    """The ids under which a visitor stands whom the site calls by a `visitor_id`, the present one first.

    Raises:
        PulseError: 400 where no ``visitor_id`` is given.

    """
    if not visitor_id:
        raise invalid("'visitor_id' is required")
    now = ctx.services.clock()
    return [f"{one:016x}" for one in visitor_of(ctx.require_project(), visitor_id, "", "", now) if one]


@needs(Scope.ADMIN, access=Access.WRITE)
async def erase_visitor(ctx: Context, *, visitor: str | None = None, visitor_id: str | None = None) -> Erased:
    """Delete everything of one visitor: events, sessions, traits, answers. It cannot be undone.

    Raises:
        PulseError: 400 where neither or both of the two names are given; 404 where nothing is stored of the visitor;
            503 where the store does not answer, and then doing it again finishes it.

    """
    if bool(visitor) == bool(visitor_id):
        raise invalid("give either 'visitor' or 'visitor_id'")
    names = [visitor] if visitor else await visitor_hashes(ctx, visitor_id or "")
    hashes = [hash_of(name, "visitor") for name in names]
    project, warehouse = ctx.require_project(), ctx.services.warehouse
    until = round(ctx.services.clock() * 1000)
    await ctx.services.intake.forget(project, hashes)
    events = await visitor_events(warehouse, project.id, hashes)
    async with ctx.services.store.transaction():
        own = SurveyResponse.filter(project_id=project.id, visitor__in=[f"{one:016x}" for one in hashes])
        said = await own.delete()
    if not events and not said:
        raise not_found("Visitor", visitor or visitor_id or "")
    await erase_visitors(warehouse, project.id, hashes, until)
    return Erased(visitors=names, events=events)
