"""Custom events."""

from dataclasses import dataclass
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.paging import Page
from resolvers.asking import Ask
from resolvers.breakdown import sliced
from resolvers.rows import Rows
from warehouse.catalog import DIMENSIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One custom event."""

    name: Annotated[str, Doc("Name of the event.")]
    count: Annotated[int, Doc("How often it happened.")]
    unique: Annotated[int, Doc("Different visitors to whom it happened.")]


@needs(Scope.QUERY, module="events")
async def events(ctx: Context, ask: Ask, page: Page, search: str | None = None) -> Rows[EventRow]:
    """Custom events by how often they happened."""
    found = await sliced(ctx, ask, DIMENSIONS["event"], ("events", "visitors"), page, search or "")
    rows = [EventRow(name=row.value, count=found.count(row, 0), unique=found.count(row, 1)) for row in found.rows]
    return Rows(rows, found.total, found.approximate)
