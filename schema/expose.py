"""Turning the resolvers' shapes into GraphQL types: declared once there, named and completed here."""

import enum
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar, dataclass_transform, get_type_hints

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.base import StrawberryObjectDefinition

from pulse.describe import descriptions
from schema.scalars import BigInt

Shape = TypeVar("Shape")
Choice = TypeVar("Choice", bound=enum.Enum)

ID = strawberry.ID


def expose(shape: type[Shape], name: str | None = None, about: str | None = None, **kinds: Any) -> type[Shape]:
    """Make the GraphQL type of a shape, in place.

    Args:
        shape: a dataclass whose fields carry a ``Doc``.
        name: in GraphQL; the class's name by default.
        about: its description; the docstring by default.
        kinds: GraphQL types of fields whose Python type does not say it: ``id=ID``.

    """
    strawberry.type(shape, name=name or shape.__name__, description=about or shape.__doc__)
    _complete(shape, shape, kinds)
    return shape


def report(shape: type[Shape], name: str | None = None, **kinds: Any) -> type[Shape]:
    """Make the GraphQL type of a report's shape: as :func:`expose`, but whole numbers may be large."""
    return expose(shape, name, **(_counts(shape) | kinds))


def _counts(shape: type[Any]) -> dict[str, Any]:
    bigger: dict[Any, Any] = {int: BigInt, int | None: BigInt | None, list[int]: list[BigInt]}
    return {name: bigger[hint] for name, hint in get_type_hints(shape).items() if hint in bigger}


def accept(shape: type[Shape], name: str | None = None) -> type[Shape]:
    """Make the GraphQL input of a dataclass that resolvers take, in place."""
    strawberry.input(shape, name=name or shape.__name__, description=shape.__doc__)
    _complete(shape, shape, {})
    return shape


@dataclass_transform(kw_only_default=True)
def extends(shape: type[Any], name: str, **kinds: Any) -> Callable[[type[Shape]], type[Shape]]:
    """Make a GraphQL type that has the fields of a shape besides its own; see :func:`taken_from`."""

    def decorate(cls: type[Shape]) -> type[Shape]:
        cls.__annotations__ = {**shape.__annotations__, **cls.__annotations__}
        strawberry.type(cls, name=name, description=cls.__doc__)
        _complete(cls, shape, kinds)
        return cls

    return decorate


def taken_from(value: Any) -> dict[str, Any]:
    """The fields of a shape's value, to make a type that extends it."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def offer(choices: type[Choice], about: str, values: Mapping[str, str], name: str | None = None) -> type[Choice]:
    """Make the GraphQL enum of a Python one.

    Args:
        choices: the enum.
        about: its description.
        values: the description of each member, by its name.
        name: in GraphQL; the class's name by default.

    """
    strawberry.enum(choices, name=name or choices.__name__, description=about)
    for value in choices.__strawberry_definition__.values:  # type: ignore[attr-defined]  # strawberry puts it there
        value.description = values[value.name]
    return choices


def _complete(cls: type[Any], shape: type[Any], kinds: Mapping[str, Any]) -> None:
    texts = descriptions(shape)
    definition: StrawberryObjectDefinition = cls.__strawberry_definition__
    for field in definition.fields:
        if field.python_name in kinds:
            field.type_annotation = StrawberryAnnotation(kinds[field.python_name])
        if field.python_name in texts:
            field.description = texts[field.python_name]
