"""Request bodies: read within a limit, and turned into a resolver's keyword arguments, which are their declaration."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from starlette.types import Receive, Scope

from pulse.errors import PulseError, invalid_body, missing_field, too_large

_NAMES: dict[type, str] = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "an object",
}
_parse = msgspec.json.Decoder().decode


async def read_body(scope: Scope, receive: Receive, limit: int) -> bytes:
    """The body of a request.

    Raises:
        PulseError: 413 where it is larger than ``limit`` bytes.

    """
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and int(value) > limit:
            raise too_large(limit)
    message = await receive()
    body: bytes = message.get("body", b"")
    if message.get("more_body"):  # most bodies come in one piece
        pieces, size = [body], len(body)
        while message.get("more_body"):
            message = await receive()
            pieces.append(message.get("body", b""))
            size += len(pieces[-1])
            if size > limit:
                raise too_large(limit)
        return b"".join(pieces)
    if len(body) > limit:
        raise too_large(limit)
    return body


def arguments(resolver: Callable[..., Any], body: bytes) -> dict[str, Any]:
    """The keyword arguments of a resolver from a JSON object. Unknown fields are ignored.

    Raises:
        PulseError: 400 that names what is wrong.

    """
    try:
        raw = _parse(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise invalid_body("not valid JSON") from None
    except RecursionError:
        raise invalid_body("nested too deeply") from None
    if not isinstance(raw, dict):
        raise invalid_body("expected a JSON object")
    parameters = parameters_of(resolver)
    given = {name: raw[name] for name in parameters if name in raw}
    for name, parameter in parameters.items():
        if name not in given and parameter.required:
            raise missing_field(name)
    for name, value in given.items():
        for problem in _problems(value, parameters[name].hint, name):
            raise problem
    return {name: msgspec.convert(value, parameters[name].hint) for name, value in given.items()}


class Parameter(msgspec.Struct, frozen=True):
    """One field of a body."""

    hint: Any
    required: bool


@cache
def parameters_of(resolver: Callable[..., Any]) -> Mapping[str, Parameter]:
    """The fields of the body that a resolver takes: its keyword-only arguments."""
    hints = get_type_hints(resolver, include_extras=True)
    return {
        name: Parameter(_json_only(hints[name]), parameter.default is parameter.empty)
        for name, parameter in inspect.signature(resolver).parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY
    }


def _json_only(hint: Any) -> Any:
    """The hint as JSON can carry it: a moment comes as text, and the resolver reads it."""
    if get_origin(hint) in (Union, UnionType):
        return Union[tuple(part for part in get_args(hint) if part is not datetime)]  # noqa: UP007 - made from parts
    return hint


def _problems(value: Any, hint: Any, where: str) -> Iterator[PulseError]:
    """What is wrong with a value, at the innermost place."""
    try:
        msgspec.convert(value, hint)
    except msgspec.ValidationError:
        yield from _inner_problems(value, hint, where)
        yield invalid_body(f"'{where}' must be {_words(hint)}")


def _inner_problems(value: Any, hint: Any, where: str) -> Iterator[PulseError]:
    hint = _bare(hint)
    if isinstance(value, list) and get_origin(hint) in (list, Sequence):
        for index, part in enumerate(value):
            yield from _problems(part, get_args(hint)[0], f"{where}[{index}]")
    elif isinstance(value, dict) and is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        for field in fields(hint):
            if field.name in value:
                yield from _problems(value[field.name], hints[field.name], f"{where}.{field.name}")
            elif field.default is MISSING:
                yield missing_field(f"{where}.{field.name}")


def _words(hint: Any) -> str:
    hint = _bare(hint)
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return f"one of {', '.join(str(member.value) for member in hint)}"
    if get_origin(hint) in (list, Sequence):
        return "a list"
    return _NAMES.get(hint, "an object")


def _bare(hint: Any) -> Any:
    """A hint without its description, and without null beside it."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not NoneType)
    return hint
