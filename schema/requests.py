"""Reading a GraphQL request, from a JSON body, a query string or a socket's message."""

from collections.abc import Mapping
from typing import Any

import orjson

from pulse.errors import Code, PulseError, invalid_body
from schema.engine import Request
from schema.errors import UNPROCESSABLE


def parse_json(text: bytes | str) -> Any:
    """Any JSON value.

    Raises:
        PulseError: 400 where it is none.

    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise invalid_body("it is not valid JSON") from None


def request_of(value: Any) -> Request:
    """The request that a JSON value holds; entries beyond the four known ones are ignored.

    Raises:
        PulseError: 422 that names the entry that does not fit.

    """
    if isinstance(value, list):
        raise _unfit("batches are not supported; send one operation with several fields instead")
    if not isinstance(value, dict):
        raise _unfit("it must be a JSON object")
    query = value.get("query")
    if not isinstance(query, str):
        raise _unfit("'query' must be a string" if "query" in value else "missing required field 'query'")
    name = value.get("operationName")
    if name is not None and not isinstance(name, str):
        raise _unfit("'operationName' must be a string")
    return Request(query, name or None, _map(value, "variables"), _map(value, "extensions"))


def request_of_query(params: Mapping[str, str]) -> Request:
    """The request that a URL holds; variables and extensions are JSON there.

    Raises:
        PulseError: 400 or 422 that names the parameter.

    """
    value: dict[str, Any] = dict(params)
    for name in ("variables", "extensions"):
        value[name] = parse_json(params[name]) if params.get(name) else None
    return request_of(value)


def _map(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    entry = value.get(name)
    if entry is None:
        return {}
    if not isinstance(entry, dict):
        raise _unfit(f"'{name}' must be an object")
    return entry


def _unfit(message: str) -> PulseError:
    return PulseError(UNPROCESSABLE, Code.BAD_INPUT, f"Invalid request body: {message}.")
