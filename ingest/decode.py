"""From a body's bytes to a checked item, or to the sentence that says which field is wrong."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Raw, Struct

from ingest.items import BY_TYPE, AnyItem, Item
from pulse.errors import PulseError, invalid_body, missing_field
from pulse.modules import TYPES

MOST_ITEMS = 1_000
"""Items of one batch."""


class _Batch(Struct):
    events: Annotated[list[Raw], Meta(max_length=MOST_ITEMS, description=f"a list of at most {MOST_ITEMS} objects")]


_item = msgspec.json.Decoder(AnyItem)
_batch = msgspec.json.Decoder(_Batch)
_anything = msgspec.json.Decoder()
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FREE = frozenset({"title", "message", "stack", "query", "element_selector"})
"""Texts that may hold line breaks and worse; they are cleaned, not refused."""


def decode(body: bytes | Raw) -> Item:
    """The item that a body holds, flat or in an envelope.

    Raises:
        PulseError: 400 that names every field that is wrong.

    """
    try:
        item: Item = _item.decode(body)
    except msgspec.ValidationError:
        return _look_closer(body)
    except _UNREADABLE as problem:
        raise _unreadable(problem) from None
    if bytes(item.payload):
        return _look_closer(body)
    if b"\\" in bytes(body):  # a control character can only come in by an escape
        _refuse_control(item)
    return item


def decode_batch(body: bytes) -> list[Raw]:
    """The bodies of ``{"events": [...]}``, each to be decoded by itself.

    Raises:
        PulseError: 400.

    """
    try:
        return _batch.decode(body).events
    except msgspec.ValidationError:
        raw = _parse(body)
        problems = "; ".join(_problems(raw, _Batch))
        raise invalid_body(problems or "'events' holds a number that is out of range") from None
    except _UNREADABLE as problem:
        raise _unreadable(problem) from None


def encode(item: Mapping[str, Any]) -> bytes:
    """An item given as values, as the body that it would have been.

    Raises:
        PulseError: 400 where JSON cannot hold it.

    """
    try:
        return msgspec.json.encode(item)
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise invalid_body("it holds a value that JSON cannot") from None


_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def _unreadable(problem: Exception) -> PulseError:
    if isinstance(problem, msgspec.ValidationError):
        return invalid_body("a number is out of range")
    return invalid_body("nested too deeply" if isinstance(problem, RecursionError) else "not valid JSON")


def _parse(body: bytes | Raw) -> dict[str, Any]:
    try:
        raw = _anything.decode(body)
    except _UNREADABLE as problem:
        raise _unreadable(problem) from None
    if not isinstance(raw, dict):
        raise invalid_body("expected a JSON object")
    return raw


def _look_closer(body: bytes | Raw) -> Item:
    """The slow way, for envelopes and for what is wrong."""
    raw = _parse(body)
    if raw.get("payload") is not None:
        raw = _unwrap(raw)
    else:
        raw.pop("payload", None)
    kind = _kind(raw)
    problems = list(_problems(raw, kind))
    if problems:
        raise invalid_body("; ".join(problems))
    item: Item = msgspec.convert(raw, AnyItem)
    _refuse_control(item)
    return item


def _unwrap(raw: dict[str, Any]) -> dict[str, Any]:
    payload = raw.pop("payload")
    if not isinstance(payload, dict):
        raise invalid_body("'payload' must be an object")
    payload.pop("payload", None)
    return payload | {name: value for name, value in raw.items() if value is not None}


def _kind(raw: dict[str, Any]) -> type[Item]:
    if raw.get("type") is None:
        raise missing_field("type")
    kind = BY_TYPE.get(raw["type"]) if isinstance(raw["type"], str) else None
    if kind is None:
        raise invalid_body(f"'type' must be one of {', '.join(TYPES)}")
    return kind


def _problems(raw: dict[str, Any], kind: type[Struct]) -> Iterator[str]:
    hints = get_type_hints(kind, include_extras=True)
    for field in msgspec.structs.fields(kind):
        if field.name == "payload":
            continue
        value = raw.get(field.name)
        if value is None:
            if field.required:
                yield f"missing required field '{field.name}'"
            continue
        try:
            msgspec.convert(value, hints[field.name])
        except msgspec.ValidationError:
            yield f"'{field.name}' must be {_words(hints[field.name])}"


def _words(hint: Any) -> str:
    """What a field takes, in the words that stand with its type."""
    for part in (hint, *get_args(hint)):
        if get_origin(part) is Annotated:
            for meta in get_args(part)[1:]:
                if isinstance(meta, Meta) and meta.description:
                    return meta.description
    raise TypeError(f"no words for {hint}")


def _refuse_control(item: Item) -> None:
    wrong = [
        name
        for name in item.__struct_fields__
        if name not in _FREE and isinstance(value := getattr(item, name), str) and _CONTROL.search(value)
    ]
    if wrong:
        raise invalid_body("; ".join(f"'{name}' must not hold control characters" for name in wrong))
