"""Where visitors are."""

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
class CountryRow:
    """One country."""

    country: Annotated[str, Doc("ISO 3166-1 alpha-2 code; XX where it is not known.")]
    visitors: Annotated[int, Doc("Visitors whose first session in the range came from there; each counts once.")]
    percentage: Annotated[float, Doc("Share of the range's visitors, in percent, one decimal.")]


@needs(Scope.QUERY, module="geo")
async def countries(ctx: Context, ask: Ask, page: Page, search: str | None = None) -> Rows[CountryRow]:
    """Visitors by country, the most frequent first."""
    found = await sliced(ctx, ask, DIMENSIONS["country"], ("visitors",), page, search or "")
    rows = [
        CountryRow(country=row.value, visitors=found.count(row, 0), percentage=found.share(row)) for row in found.rows
    ]
    return Rows(rows, found.total)
