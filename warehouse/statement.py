"""SQL as a type of its own, so that a caller's text cannot be taken for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NewType

SQL = NewType("SQL", str)
"""Text written by us. Whatever comes from outside travels in the binds."""

Bind = str | int | float | Sequence[str] | Sequence[int]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement and the values of its ``{name:Type}`` places.

    Attributes:
        sql: its text.
        binds: the values.
        project: whose rows it reads, where its answer may be kept until they change.
        until: end of the time that it reads, in milliseconds: what happens later does not change its answer.

    """

    sql: SQL
    binds: Mapping[str, Bind] = field(default_factory=dict)
    project: str | None = None
    until: int = 0


NOW = Statement(SQL("SELECT toUnixTimestamp64Milli(now64(3)) / 1000"))
"""The store's clock, in seconds since the epoch."""


class Binds:
    """Collects values while a statement is written, and hands out their places."""

    __slots__ = ("values",)

    def __init__(self) -> None:
        self.values: dict[str, Bind] = {}

    def text(self, value: str) -> SQL:
        """A place for a string."""
        return self._place(value, "String")

    def texts(self, values: Sequence[str]) -> SQL:
        """A place for an array of strings."""
        return self._place(list(values), "Array(String)")

    def whole(self, value: int) -> SQL:
        """A place for a signed 64-bit number."""
        return self._place(value, "Int64")

    def wholes(self, values: Sequence[int]) -> SQL:
        """A place for an array of signed 64-bit numbers."""
        return self._place(list(values), "Array(Int64)")

    def hashes(self, values: Sequence[int]) -> SQL:
        """A place for an array of unsigned 64-bit numbers: visitors, sessions, fingerprints."""
        return self._place(list(values), "Array(UInt64)")

    def moment(self, milliseconds: int) -> SQL:
        """A place for a moment in milliseconds since the epoch, as DateTime64(3)."""
        return SQL(f"fromUnixTimestamp64Milli({self.whole(milliseconds)}, 'UTC')")

    def _place(self, value: Bind, kind: str) -> SQL:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return SQL(f"{{{name}:{kind}}}")
