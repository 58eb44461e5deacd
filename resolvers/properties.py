"""Properties and traits: what a site sends along, and so what its reports can be filtered and broken down by."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.errors import invalid
from pulse.paging import Page
from resolvers.asking import Ask
from resolvers.looking import hits_of
from resolvers.rows import Rows
from warehouse import properties as warehouse
from warehouse.slices import fetch_slice


class PropertyKind(StrEnum):
    """Whose properties."""

    EVENT = "event"
    TRAIT = "trait"


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyKey:
    """One name under which a site sends values."""

    key: Annotated[str, Doc("The name.")]
    count: Annotated[int, Doc("Events in the range that carry it; of a trait, visitors who have it now.")]
    values: Annotated[int, Doc("How many different values it has; an estimate above some 65,000.")]
    examples: Annotated[list[str], Doc("Some of its most frequent values.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyValue:
    """One value of a property or trait."""

    value: Annotated[str, Doc("The value, as text.")]
    count: Annotated[int, Doc("Events in the range with it; of a trait, visitors.")]
    visitors: Annotated[int, Doc("Different visitors with it.")]


@needs(Scope.QUERY, module="events", shared=False)
async def property_keys(ctx: Context, ask: Ask, page: Page, of: PropertyKind = PropertyKind.EVENT) -> Rows[PropertyKey]:
    """The names of properties or traits, the most used first: what reports can be filtered by."""
    project, hits = ctx.require_project().id, hits_of(ctx, ask)
    found = await fetch_slice(
        ctx.services.warehouse,
        lambda part: (
            warehouse.event_keys(hits, part) if of is PropertyKind.EVENT else warehouse.trait_keys(project, part)
        ),
        page,
    )
    rows = [
        PropertyKey(key=key, count=count, values=values, examples=examples)
        for key, count, values, examples in found.rows
    ]
    return Rows(rows, found.total)


@needs(Scope.QUERY, module="events", shared=False)
async def property_values(
    ctx: Context, ask: Ask, page: Page, key: str, of: PropertyKind = PropertyKind.EVENT, search: str | None = None
) -> Rows[PropertyValue]:
    """The values of one property or trait, the most used first.

    Raises:
        PulseError: 400 where no key is given.

    """
    if not key:
        raise invalid("'key' is required")
    project, hits = ctx.require_project().id, hits_of(ctx, ask)
    found = await fetch_slice(
        ctx.services.warehouse,
        lambda part: (
            warehouse.event_values(hits, key, part, search)
            if of is PropertyKind.EVENT
            else warehouse.trait_values(project, key, part, search)
        ),
        page,
    )
    rows = [PropertyValue(value=value, count=count, visitors=visitors) for value, count, visitors in found.rows]
    return Rows(rows, found.total)
