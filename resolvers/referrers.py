"""Where sessions come from."""

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
class ReferrerRow:
    """One source."""

    source: Annotated[str, Doc("Host that sent the sessions, known aliases merged; (direct) for none.")]
    visitors: Annotated[int, Doc("Different visitors in sessions from there.")]
    pageviews: Annotated[int, Doc("All pageviews of those sessions within the range.")]


@needs(Scope.QUERY, module="referrers")
async def referrers(ctx: Context, ask: Ask, page: Page, search: str | None = None) -> Rows[ReferrerRow]:
    """Sources by visitors."""
    found = await sliced(ctx, ask, DIMENSIONS["source"], ("visitors", "pageviews"), page, search or "")
    rows = [
        ReferrerRow(source=row.value, visitors=found.count(row, 0), pageviews=found.count(row, 1)) for row in found.rows
    ]
    return Rows(rows, found.total, found.approximate)
