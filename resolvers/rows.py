"""A page of rows."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """Some rows of an ordered list, and how many the list has.

    Attributes:
        rows: those of the asked page.
        total: those of all pages.
        approximate: some distinct counts among them are estimates.

    """

    rows: list[T]
    total: int
    approximate: bool = False
