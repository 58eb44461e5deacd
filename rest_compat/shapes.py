"""How a resolver's value is written in JSON: which of its fields, in the documentation's order.

GraphQL shows every field of a value; a documented path shows those that the documentation has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import orjson

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


def encode(value: Any) -> bytes:
    """JSON; moments as ``2026-03-22T16:00:00Z``."""
    return orjson.dumps(value, option=_OPTIONS)


class Shape(Protocol):
    """Turns a resolver's value into what JSON holds."""

    def of(self, value: Any) -> Any:
        """The plain form of a value."""


@dataclass(frozen=True, slots=True)
class One:
    """An object with these fields; a name that differs from the value's own stands as ``date=label``."""

    fields: Mapping[str, str]

    def of(self, value: Any) -> Any:
        """The object; null for None."""
        return None if value is None else {name: getattr(value, field) for name, field in self.fields.items()}


@dataclass(frozen=True, slots=True)
class Given(One):
    """The same without the fields that have no value."""

    def of(self, value: Any) -> Any:
        """The object."""
        found = {name: getattr(value, field) for name, field in self.fields.items()}
        return {name: part for name, part in found.items() if part is not None}


@dataclass(frozen=True, slots=True)
class Spread(One):
    """The same, and for each row of a list a field more: ``name`` and the row's ``key``, with its ``value``."""

    rows: str
    name: str
    key: str
    value: str

    def of(self, value: Any) -> Any:
        """The object."""
        found = {name: getattr(value, field) for name, field in self.fields.items()}
        rows = getattr(value, self.rows)
        return found | {f"{self.name}{getattr(row, self.key)}": getattr(row, self.value) for row in rows}


@dataclass(frozen=True, slots=True)
class Many:
    """A list under a name, of a list or of a page of rows; with the number of all rows where the shape has it."""

    name: str
    item: "One | Nest"
    total: bool = False

    def of(self, value: Any) -> Any:
        """The object that holds the list."""
        rows = value if isinstance(value, list) else value.rows
        found = {self.name: [self.item.of(row) for row in rows]}
        return found | {"total": value.total} if self.total else found


@dataclass(frozen=True, slots=True)
class Parts:
    """An object whose fields have shapes of their own; a list becomes a list of them."""

    parts: Mapping[str, One]

    def of(self, value: Any) -> Any:
        """The object."""
        return {name: _part(shape, getattr(value, name)) for name, shape in self.parts.items()}


@dataclass(frozen=True, slots=True)
class Nest:
    """An object with these fields, some of which are lists of objects or objects themselves."""

    fields: Mapping[str, str]
    parts: Mapping[str, One]

    def of(self, value: Any) -> Any:
        """The object."""
        found = {name: getattr(value, field) for name, field in self.fields.items()}
        return found | {name: _part(shape, found[name]) for name, shape in self.parts.items()}


@dataclass(frozen=True, slots=True)
class Keyed:
    """A list as an object under a name: each row under what its field ``key`` says."""

    name: str
    key: str
    item: One

    def of(self, value: Any) -> Any:
        """The object that holds the object."""
        return {self.name: {getattr(row, self.key): self.item.of(row) for row in value}}


@dataclass(frozen=True, slots=True)
class Tally(One):
    """The same, and a list of rows as an object: each row's ``value`` under what its field ``key`` says."""

    rows: str
    key: str
    value: str

    def of(self, value: Any) -> Any:
        """The object."""
        found = {name: getattr(value, field) for name, field in self.fields.items()}
        rows = getattr(value, self.rows)
        return found | {self.rows: {getattr(row, self.key): getattr(row, self.value) for row in rows}}


@dataclass(frozen=True, slots=True)
class Said:
    """The same answer whatever the value."""

    answer: Any

    def of(self, _: Any) -> Any:
        """The answer."""
        return self.answer


@dataclass(frozen=True, slots=True)
class File:
    """A download instead of JSON."""

    def of(self, value: Any) -> Any:
        """What is sent piece by piece."""
        return value


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What became of a batch: how many items were accepted, and what is wrong with each other one."""

    def of(self, value: Any) -> Any:
        """The object."""
        errors = [{"index": index, "error": problem.message} for index, problem in enumerate(value) if problem]
        return {"ok": not errors, "accepted": len(value) - len(errors), "errors": errors}


def one(fields: str) -> One:
    """An object with these fields, separated by blanks."""
    pairs = (field.split("=") for field in fields.split())
    return One({pair[0]: pair[-1] for pair in pairs})


def many(fields: str, name: str = "data", *, total: bool = False) -> Many:
    """A list of objects with these fields."""
    return Many(name, one(fields), total)


def given(fields: str) -> Given:
    """An object with those of these fields that have a value."""
    return Given(one(fields).fields)


def nest(fields: str, **parts: str | One) -> Nest:
    """An object with these fields, of which ``parts`` are objects or lists of objects with fields of their own."""
    return Nest(
        one(fields).fields, {name: one(part) if isinstance(part, str) else part for name, part in parts.items()}
    )


def keyed(fields: str, name: str, key: str) -> Keyed:
    """An object of objects with these fields."""
    return Keyed(name, key, one(fields))


def parts(**fields: str) -> Parts:
    """An object of objects, or of lists of objects."""
    return Parts({name: one(text) for name, text in fields.items()})


def _part(shape: One, value: Any) -> Any:
    if value is None:
        return None
    return [shape.of(row) for row in value] if isinstance(value, list) else shape.of(value)
