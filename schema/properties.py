"""Properties and traits in GraphQL."""

from typing import Annotated

import strawberry

from pulse.paging import page_after
from resolvers import properties
from resolvers.properties import PropertyKey, PropertyKind, PropertyValue
from schema.costs import REPORT
from schema.expose import offer, report
from schema.fields import argument, field
from schema.inputs import Search
from schema.paging import After, Connection, First, connect
from schema.reports import Asked

offer(
    PropertyKind,
    "Whose properties.",
    {"EVENT": "Of custom events, as sent in `data`.", "TRAIT": "Of visitors, as `identify` said them."},
)
report(PropertyKey)
report(PropertyValue)

Of = Annotated[
    PropertyKind, argument("Whose properties. Traits are as the visitors have them now, whatever the range.")
]


@strawberry.type
class PropertyReports(Asked):
    """What can be filtered by."""

    @field(properties.property_keys, cost=REPORT)
    async def property_keys(
        self, of: Of = PropertyKind.EVENT, first: First = 10, after: After = None
    ) -> Connection[PropertyKey] | None:
        """Names."""
        page = page_after(first, after)
        return connect(await properties.property_keys(self.ctx, self.ask, page, of), page)

    @field(properties.property_values, cost=REPORT)
    async def property_values(
        self,
        key: Annotated[str, argument("The property or trait.")],
        of: Of = PropertyKind.EVENT,
        first: First = 10,
        after: After = None,
        search: Search = None,
    ) -> Connection[PropertyValue] | None:
        """Values."""
        page = page_after(first, after)
        return connect(await properties.property_values(self.ctx, self.ask, page, key, of, search), page)
