"""Events as they arrive, for whoever watches."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from ingest.live import Flush
from ingest.rows import EventRow
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import invalid
from pulse.modules import TYPES
from warehouse.catalog import Dimension, dimension
from warehouse.filters import And, Filter, Is, Not, Op, Or, glob, leaves

MOST = 50
"""Events told of one flush; of more, the newest: nobody reads faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveEvent:
    """An event that has just been stored."""

    id: Annotated[str, Doc("UUID of the event.")]
    type: Annotated[str, Doc("Its payload type, such as `pageview`.")]
    timestamp: Annotated[datetime, Doc("When it happened.")]
    name: Annotated[str | None, Doc("The name of a custom event, or the metric of a web vital.")]
    hostname: Annotated[str | None, Doc("The host it happened on.")]
    path: Annotated[str | None, Doc("The page it happened on.")]
    title: Annotated[str | None, Doc("That page's title.")]
    source: Annotated[str, Doc("Where its session came from; `(direct)` for none.")]
    country: Annotated[str, Doc("ISO 3166-1 alpha-2 code, `XX` where unknown.")]
    browser: Annotated[str, Doc("The browser's name, `(unknown)` where it said none.")]
    operating_system: Annotated[str, Doc("The operating system's name, `(unknown)` where it said none.")]
    device: Annotated[str, Doc("Desktop, Mobile or Tablet.")]
    visitor: Annotated[str, Doc("The visitor's hash, as in the visitors' reports.")]
    session: Annotated[str, Doc("The session that it belongs to.")]
    revenue: Annotated[float | None, Doc("What it earned, in its own currency; null for nothing.")]
    currency: Annotated[str | None, Doc("ISO 4217 code of the revenue.")]


@needs(Scope.QUERY)
async def live_events(ctx: Context, flush: Flush, where: Filter | None = None) -> list[LiveEvent]:
    """The events of a flush that satisfy a filter, oldest first."""
    ctx.require_project()
    found = [row for row in flush.hits if row.type in TYPES and (where is None or accepts(where, row))]
    return [_event(row) for row in found[-MOST:]]


def check_hits(where: Filter | None) -> None:
    """Refuse a filter that an event alone cannot answer.

    Raises:
        PulseError: 400 that names the dimension.

    """
    for leaf in leaves(where):
        if dimension(leaf.dimension).hit is None or dimension(leaf.dimension).is_trait:
            raise invalid(f"live events cannot be filtered by '{leaf.dimension}'")


def accepts(tree: Filter, row: EventRow) -> bool:
    """Whether an event satisfies a filter, by the same rules as in the warehouse."""
    match tree:
        case Is():
            return _holds(tree, row)
        case And(parts):
            return all(accepts(part, row) for part in parts)
        case Or(parts):
            return any(accepts(part, row) for part in parts)
        case Not(part):
            return not accepts(part, row)


def _holds(leaf: Is, row: EventRow) -> bool:
    what = dimension(leaf.dimension)
    value = _value(what, row)
    shown = value or what.label or ""
    match leaf.op:
        case Op.IS | Op.IN:
            return value in leaf.values or (shown == what.label and shown in leaf.values)
        case Op.IS_NOT:
            return not _holds(Is(leaf.dimension, Op.IS, leaf.values), row)
        case Op.CONTAINS:
            return any(text.casefold() in shown.casefold() for text in leaf.values)
        case Op.MATCHES:
            return any(re.search(glob(pattern), shown) for pattern in leaf.values)
        case Op.EXISTS:
            return value not in ("", what.label)


def _value(what: Dimension, row: EventRow) -> str:
    if what.types and row.type not in what.types:
        return ""
    if what.key:
        return row.properties.get(what.key, "")
    return str(getattr(row, str(what.hit)))


def _event(row: EventRow) -> LiveEvent:
    return LiveEvent(
        id=row.id,
        type=row.type,
        timestamp=moment(row.timestamp),
        name=row.name or None,
        hostname=row.hostname or None,
        path=row.path or None,
        title=row.title or None,
        source=row.source or "(direct)",
        country=row.country or "XX",
        browser=row.browser or "(unknown)",
        operating_system=row.os or "(unknown)",
        device=row.device or "(unknown)",
        visitor=f"{row.visitor:016x}",
        session=f"{row.session:016x}",
        revenue=float(row.revenue) or None,
        currency=row.currency or None,
    )
