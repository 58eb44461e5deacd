"""What visitors come with."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.paging import Page
from resolvers.asking import Ask
from resolvers.breakdown import sliced
from warehouse.catalog import DIMENSIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """One browser, operating system or device type."""

    name: Annotated[str, Doc("Its name; (unknown) where it could not be told.")]
    visitors: Annotated[int, Doc("Visitors whose first session in the range came with it; each counts once.")]
    percentage: Annotated[float, Doc("Share of the range's visitors, in percent, one decimal.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Devices:
    """Visitors by what they come with; the rows of each list add up to all visitors."""

    browsers: Annotated[list[DeviceRow], Doc("By browser.")]
    operating_systems: Annotated[list[DeviceRow], Doc("By operating system.")]
    device_types: Annotated[list[DeviceRow], Doc("By device type.")]


@needs(Scope.QUERY, module="devices")
async def devices(ctx: Context, ask: Ask, page: Page) -> Devices:
    """Visitors by browser, operating system and device type, the most frequent first."""
    browsers, systems, types = await asyncio.gather(
        *(_visitors_by(ctx, ask, name, page) for name in ("browser", "os", "device"))
    )
    return Devices(browsers=browsers, operating_systems=systems, device_types=types)


async def _visitors_by(ctx: Context, ask: Ask, name: str, page: Page) -> list[DeviceRow]:
    found = await sliced(ctx, ask, DIMENSIONS[name], ("visitors",), page)
    return [DeviceRow(name=row.value, visitors=found.count(row, 0), percentage=found.share(row)) for row in found.rows]
