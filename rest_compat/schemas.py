"""JSON Schemas of bodies and answers, from the same declarations that read and write them."""

from collections.abc import Callable
from dataclasses import is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from pulse.describe import descriptions
from rest_compat.bodies import parameters_of
from rest_compat.door import Row
from rest_compat.shapes import File, Given, Keyed, Many, Nest, One, Parts, Said, Spread, Tally, Verdicts

Schema = dict[str, Any]

_ERROR_AT = {"index": {"type": "integer"}, "error": {"type": "string"}}


def answer_schema(row: Row) -> Schema | None:
    """The schema of a path's answer; None where it has no content, or none that is JSON."""
    if row.shape is None or isinstance(row.shape, File):
        return None
    return _WRITERS[type(row.shape)](row.shape, get_type_hints(row.resolver)["return"])


def body_schema(row: Row) -> Schema | None:
    """The schema of a path's body; None where it takes none."""
    if not row.reads_body:
        return None
    fields = parameters_of(row.resolver)
    return {
        "type": "object",
        "properties": {name: _of(field.hint) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.required],
    }


def _many(shape: Many, hint: Any) -> Schema:
    found: Schema = {shape.name: {"type": "array", "items": _WRITERS[type(shape.item)](shape.item, get_args(hint)[0])}}
    return _all(found | {"total": {"type": "integer"}} if shape.total else found)


def _parts(shape: Parts, hint: Any) -> Schema:
    hints = get_type_hints(hint)
    return _all({name: _part(part, hints[name]) for name, part in shape.parts.items()})


def _keyed(shape: Keyed, hint: Any) -> Schema:
    return _all({shape.name: {"type": "object", "additionalProperties": _object(shape.item, get_args(hint)[0])}})


def _said(shape: Said, _: Any) -> Schema:
    return {"type": "object", "const": shape.answer}


def _verdicts(_: Verdicts, __: Any) -> Schema:
    errors = {"type": "array", "items": _all(_ERROR_AT)}
    return _all({"ok": {"type": "boolean"}, "accepted": {"type": "integer"}, "errors": errors})


def _nest(shape: Nest, hint: Any) -> Schema:
    hints, plain = (
        get_type_hints(hint),
        {name: field for name, field in shape.fields.items() if name not in shape.parts},
    )
    known = _object(One(plain), hint)["properties"]
    nested = {name: _part(part, hints[shape.fields[name]]) for name, part in shape.parts.items()}
    return _all({name: (known | nested)[name] for name in shape.fields})


def _part(shape: One, hint: Any) -> Schema:
    hint = _not_null(hint)
    if get_origin(hint) is list:
        return {"type": "array", "items": _WRITERS[type(shape)](shape, get_args(hint)[0])}
    found: Schema = _WRITERS[type(shape)](shape, hint)
    return found


def _object(shape: One, hint: Any) -> Schema:
    hints, said = get_type_hints(hint), descriptions(hint)
    described = {
        name: _of(hints[field]) | ({"description": said[field]} if field in said else {})
        for name, field in shape.fields.items()
    }
    return _all(described)


def _given(shape: Given, hint: Any) -> Schema:
    return _object(shape, hint) | {"required": []}


def _spread(shape: Spread, hint: Any) -> Schema:
    row = get_args(get_type_hints(hint)[shape.rows])[0]
    return _object(shape, hint) | {"additionalProperties": _of(get_type_hints(row)[shape.value])}


def _tally(shape: Tally, hint: Any) -> Schema:
    row = get_args(get_type_hints(hint)[shape.rows])[0]
    counts = {"type": "object", "additionalProperties": _of(get_type_hints(row)[shape.value])}
    return _all(_object(shape, hint)["properties"] | {shape.rows: counts})


def _all(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _of(hint: Any) -> Schema:
    """The schema of one field's type, with nested shapes written out in place."""
    (schema,), components = msgspec.json.schema_components([hint], ref_template="#/{name}")
    found = _inline(schema, components)
    if not isinstance(found, dict):
        raise TypeError(f"no schema for {hint}")
    return found


def _inline(schema: Any, components: Schema) -> Any:
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inline(components[schema["$ref"].removeprefix("#/")], components)
        return {name: _inline(value, components) for name, value in schema.items() if name != "title"}
    return [_inline(part, components) for part in schema] if isinstance(schema, list) else schema


def _not_null(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return next(part for part in get_args(hint) if part is not NoneType and is_dataclass(part))
    return hint


_WRITERS: dict[type[Any], Callable[[Any, Any], Schema]] = {
    One: _object,
    Given: _given,
    Spread: _spread,
    Tally: _tally,
    Many: _many,
    Parts: _parts,
    Nest: _nest,
    Keyed: _keyed,
    Said: _said,
    Verdicts: _verdicts,
}
"""How the schema of each kind of shape is made of it and the resolver's declared answer."""
