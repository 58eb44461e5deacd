"""Outbound links: where visitors go from here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.paging import Page
from resolvers.asking import Ask
from resolvers.looking import hits_of
from resolvers.rows import Rows
from warehouse import outlinks as warehouse
from warehouse.slices import fetch_slice


class OutlinkKey(StrEnum):
    """What clicks on outbound links are counted by."""

    URL = "url"
    HOST = "host"
    PAGE = "page"


_KEYS = {OutlinkKey.URL: warehouse.URL, OutlinkKey.HOST: warehouse.HOST, OutlinkKey.PAGE: warehouse.PAGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinkRow:
    """A link that leads away, and how often it was followed."""

    value: Annotated[str, Doc("The link's address, its host, or the page on which it was clicked.")]
    clicks: Annotated[int, Doc("Times it was followed.")]
    visitors: Annotated[int, Doc("Different visitors who followed it.")]


@needs(Scope.QUERY, module="events")
async def outlinks(
    ctx: Context, ask: Ask, page: Page, by: OutlinkKey = OutlinkKey.URL, search: str | None = None
) -> Rows[OutlinkRow]:
    """Links that lead away from the site, the most followed first."""
    hits = hits_of(ctx, ask)
    found = await fetch_slice(
        ctx.services.warehouse, lambda part: warehouse.clicks(hits, _KEYS[by], part, search), page
    )
    rows = [OutlinkRow(value=value, clicks=clicks, visitors=visitors) for value, clicks, visitors in found.rows]
    return Rows(rows, found.total)
