"""A page of an answer, with what its statement says of the whole list in the last columns of each row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pulse.paging import Page
from warehouse.client import Warehouse
from warehouse.statement import Statement


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows of one page.

    Attributes:
        rows: without the columns about the whole.
        whole: those columns, zeros where the list is empty; the last is the number of all rows.

    """

    rows: list[list[Any]]
    whole: list[Any]

    @property
    def total(self) -> int:
        """How many rows the whole list has."""
        count: int = self.whole[-1]
        return count


async def fetch_slice(warehouse: Warehouse, make: Callable[[Page], Statement], page: Page, about: int = 1) -> Slice:
    """The rows of a page, of a statement whose last ``about`` columns are about the whole list.

    A page behind the end has no row that could say so: then the first row is asked for.

    Raises:
        PulseError: 503 where the store does not answer.

    """
    rows = await warehouse.fetch(make(page))
    if rows:
        return Slice([row[:-about] for row in rows], rows[0][-about:])
    first = await warehouse.fetch(make(Page(1))) if page.offset else []
    return Slice([], first[0][-about:] if first else [0] * about)
