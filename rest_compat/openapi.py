"""The OpenAPI document of the paths, from the table that serves them."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

from access.caller import Scope
from pulse.errors import Code, PulseError, missing_field, not_found, rate_limited
from pulse.errors import invalid_key as refused_key
from pulse.errors import missing_scope as refused_scope
from pulse.paging import DEFAULT_LIMIT, MAX_LIMIT
from resolvers.exports import MEDIA, TYPES
from rest_compat.door import Row, Takes
from rest_compat.parameters import choices, parameters_of
from rest_compat.routes import ADMIN, CAMPAIGNS, COLLECTION, EXPERIMENTATION, EXPORTS, JOURNEYS, PERFORMANCE, REPORTS
from rest_compat.schemas import Schema, answer_schema, body_schema
from rest_compat.shapes import File

TITLE = "Pulse Analytics"
VERSION = "1"
GROUPS: tuple[tuple[str, tuple[Row, ...]], ...] = (
    ("Collection", COLLECTION),
    ("Core analytics", REPORTS),
    ("Campaigns", CAMPAIGNS),
    ("Journeys", JOURNEYS),
    ("Quality and content", PERFORMANCE),
    ("Experiments and surveys", EXPERIMENTATION),
    ("Exports, sharing, alerts", EXPORTS),
    ("Administration", ADMIN),
)
"""The paths as the reference groups them."""

_WINDOW: list[Schema] = [
    {
        "name": "start_at",
        "in": "query",
        "description": "Where the period begins: an ISO 8601 date or time. Default: 30 days before its end.",
        "schema": {"type": "string"},
    },
    {
        "name": "end_at",
        "in": "query",
        "description": "Where it ends, inclusive: a date with its whole day, a second with all of it. Default: now.",
        "schema": {"type": "string"},
    },
]
_PAGE: list[Schema] = [
    {
        "name": "limit",
        "in": "query",
        "description": "How many rows to return.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    },
    {
        "name": "offset",
        "in": "query",
        "description": "How many rows to leave out before them.",
        "schema": {"type": "integer", "minimum": 0, "default": 0},
    },
]
_PARAMETERS: dict[Takes, list[Schema]] = {
    Takes.WINDOW: _WINDOW,
    Takes.COMPARED: _WINDOW,
    Takes.PAGE: _PAGE,
    Takes.BODY: [],
    Takes.MAYBE_BODY: [],
}
_PATH_WORDS = {
    "project_id": "The project's UUID.",
    "survey_id": "The survey's id, with or without its prefix 'srv-'.",
    "experiment_id": "The experiment's id, with or without its prefix 'exp-'.",
    "alert_id": "The rule's id, with or without its prefix 'alt-'.",
    "key_id": "The key's id, with or without its prefix 'key-'.",
    "name": "The module's name.",
    "type": f"One of: {', '.join(TYPES)}.",
}
_QUERY_WORDS = {
    "period": "How long a cohort's period is; `weekly` by default.",
    "group_by": "How long a period is; `week` by default.",
    "direction": "`forward`: where visitors go next; `backward`: where they came from. Forward by default.",
    "format": "How raw events are written; reports are always CSV.",
    "message": "What an error said.",
    "metric": "Which metric; the answer to a wrong one lists the right ones.",
    "path": "The page's path.",
    "utm_source": "The UTM source.",
    "visitor_id": "Your own name for the visitor; else the request says who it is.",
    "visitor": "Only raw events of this visitor, by the id that reports show.",
}
"""What each query parameter of a path's own means."""
_ITEM: Schema = {
    "type": "object",
    "description": "An item of one of the ten types; see the documentation of collecting.",
    "properties": {"type": {"type": "string"}, "visitor_id": {"type": "string"}, "timestamp": {}},
    "required": ["type"],
}
_COLLECTED: dict[str, Schema] = {
    "/api/collect": _ITEM,
    "/api/batch": {
        "type": "object",
        "properties": {"events": {"type": "array", "items": _ITEM}},
        "required": ["events"],
    },
}
_ERRORS: tuple[PulseError, ...] = (
    missing_field("name"),
    refused_key(),
    refused_scope(Scope.QUERY.value),
    not_found("Project", "a7b8c9d0-1234-5678-9abc-def012345678"),
    PulseError(413, Code.TOO_LARGE, "Request body is larger than 1048576 bytes."),
    rate_limited(1),
)
_SECURITY: dict[str, Schema] = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Pulse-Key"},
    "keyInQuery": {"type": "apiKey", "in": "query", "name": "key"},
    "admin": {"type": "http", "scheme": "bearer"},
}


def document() -> Schema:
    """The whole document, version 3.1."""
    paths: dict[str, dict[str, Any]] = {}
    for group, rows in GROUPS:
        for row in rows:
            paths.setdefault(row.path, {})[row.method.lower()] = operation(group, row)
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": VERSION, "description": "The documented REST paths. GraphQL has the rest."},
        "paths": paths,
        "components": {"securitySchemes": _SECURITY},
    }


def operation(group: str, row: Row) -> Schema:
    """One path and method."""
    body = body_schema(row) or _COLLECTED.get(row.path)
    found: Schema = {
        "tags": [group],
        "operationId": row.resolver.__name__,
        "summary": row.summary,
        "description": needed(row),
        "parameters": parameters(row),
        "responses": {str(row.status): _answer(row)} | {str(error.status): _refusal(error) for error in _ERRORS},
        "security": [{"admin": []}] if row.administers else [{"key": []}, {"keyInQuery": []}],
    }
    if body is not None:
        found["requestBody"] = {
            "required": Takes.MAYBE_BODY not in row.takes,
            "content": {"application/json": {"schema": body}},
        }
    return found


def parameters(row: Row) -> list[Schema]:
    """What a path reads from itself and from the query."""
    names = [part[1:-1] for part in row.path.split("/") if part.startswith("{")]
    places = [
        {"name": name, "in": "path", "required": True, "description": _path_words(name), "schema": {"type": "string"}}
        for name in names
    ]
    return [*places, *(_described(row, parameter) for part in row.takes for parameter in _PARAMETERS[part]), *_own(row)]


def _path_words(name: str) -> str:
    return _PATH_WORDS.get(name) or f"The {name.removesuffix('_id').replace('_', ' ')}'s id."


def _described(row: Row, parameter: Schema) -> Schema:
    """A common parameter with what this path has of its own."""
    if parameter["name"] != "limit":
        return parameter
    return parameter | {"schema": parameter["schema"] | {"default": row.limit}}


def _own(row: Row) -> Iterator[Schema]:
    """The query parameters of the path's own."""
    for parameter in parameters_of(row.resolver, tuple(row.named)):
        schema: Schema = {"type": "boolean" if parameter.kind is bool else "string"}
        if issubclass(parameter.kind, Enum):
            schema["enum"] = choices(parameter.kind)
        yield {
            "name": parameter.name,
            "in": "query",
            "required": parameter.required,
            "description": _QUERY_WORDS[parameter.name],
            "schema": schema,
        }


def needed(row: Row) -> str:
    """What a caller must have, in words."""
    return str(row.needs[0])


def _answer(row: Row) -> Schema:
    if isinstance(row.shape, File):
        return {"description": "The file.", "content": {media: {} for media in MEDIA.values()}}
    schema = answer_schema(row)
    if schema is None:
        return {"description": "Done; no content."}
    return {"description": "Done.", "content": {"application/json": {"schema": schema}}}


def _refusal(error: PulseError) -> Schema:
    schema = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}
    return {
        "description": error.code.value,
        "content": {"application/json": {"schema": schema, "example": {"error": error.message}}},
    }
