"""Query parameters of a path's own: named like the resolver's arguments, and read as these are declared."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pulse.errors import invalid


@dataclass(frozen=True, slots=True)
class Parameter:
    """One of them: what it holds, and whether it must be there."""

    name: str
    kind: type[Any]
    required: bool


@cache
def parameters_of(resolver: Callable[..., Any], names: Sequence[str]) -> tuple[Parameter, ...]:
    """The named arguments of a resolver, as its declaration has them."""
    hints, declared = get_type_hints(resolver, include_extras=True), inspect.signature(resolver).parameters
    return tuple(
        Parameter(name, _kind(hints[name]), declared[name].default is inspect.Parameter.empty) for name in names
    )


def read_parameters(resolver: Callable[..., Any], names: Sequence[str], query: Mapping[str, str]) -> dict[str, Any]:
    """The arguments that a query string gives; what is not given stays at its default.

    Raises:
        PulseError: 400 that names the parameter.

    """
    found: dict[str, Any] = {}
    for parameter in parameters_of(resolver, tuple(names)):
        text = query.get(parameter.name, "")
        if text:
            found[parameter.name] = _read(parameter, text)
        elif parameter.required:
            raise invalid(f"'{parameter.name}' is required")
    return found


def _read(parameter: Parameter, text: str) -> Any:
    if issubclass(parameter.kind, Enum):
        try:
            return parameter.kind(text)
        except ValueError:
            raise invalid(f"'{parameter.name}' must be one of {', '.join(choices(parameter.kind))}") from None
    if parameter.kind is bool:
        if text not in ("true", "false"):
            raise invalid(f"'{parameter.name}' must be true or false")
        return text == "true"
    return text


def choices(kind: type[Enum]) -> list[str]:
    """What a parameter of an enum takes."""
    return [str(member.value) for member in kind]


def _kind(hint: Any) -> type[Any]:
    """A hint without its description, and without null beside it."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not NoneType)
    kind: type[Any] = hint
    return kind
