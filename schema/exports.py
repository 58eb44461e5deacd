"""Exports in GraphQL: an address at which the file is."""

import enum
from typing import Annotated

import strawberry

from resolvers import exports
from resolvers.exports import TYPES, ExportLink, Format
from schema.costs import REPORT
from schema.expose import expose, offer
from schema.fields import argument, field
from schema.reports import Asked
from schema.scalars import URL

ExportType = enum.Enum("ExportType", {name.upper(): name for name in TYPES})  # type: ignore[misc]  # the resolver's table
offer(
    ExportType,
    "What can be exported.",
    {name.upper(): f"The report '{name}', as CSV." for name in TYPES}
    | {"RAW": "The events themselves, each with all that is stored of it."},
)
offer(
    Format,
    "How raw events are written; reports are always CSV.",
    {
        "CSV": "RFC 4180, harmless for spreadsheets.",
        "NDJSON": "One JSON object a line.",
        "PARQUET": "Columns, for programs that analyse.",
    },
    name="ExportFormat",
)
expose(ExportLink, url=URL)


@strawberry.type
class ExportReports(Asked):
    """Files of the range."""

    @field(exports.export_link, cost=REPORT)
    async def export(
        self,
        type: Annotated[ExportType, argument("What.")],  # noqa: A002 - the argument's name
        format: Annotated[Format, argument("How raw events are written.")] = Format.CSV,  # noqa: A002 - as above
        visitor: Annotated[strawberry.ID | None, argument("Of raw events only this visitor's.")] = None,
    ) -> ExportLink | None:
        """An address."""
        return await exports.export_link(self.ctx, self.ask, type.value, format, visitor)
