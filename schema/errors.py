"""How a failure reads in GraphQL: a message, where, and ``extensions`` with code and status. Rendered here only."""

import secrets
from collections.abc import Iterable
from typing import Any

import structlog
from graphql import GraphQLError, GraphQLSyntaxError

from pulse.errors import Code, PulseError, internal

_log = structlog.get_logger("graphql")

UNPROCESSABLE = 422
"""The status of a request that is well formed and cannot be run: invalid, ambiguous, with unfit variables."""


def render(errors: Iterable[GraphQLError]) -> list[dict[str, Any]]:
    """Errors as they are sent."""
    return [_entry(error, cause_of(error)) for error in errors]


def render_problem(problem: PulseError) -> list[dict[str, Any]]:
    """An error that has no place in a document."""
    return [_entry(GraphQLError(problem.message), problem)]


def cause_of(error: GraphQLError) -> PulseError:
    """What is behind an error: ours as it is, a mistake in the request as bad input, anything else masked.

    Expected ones are logged for the curious, the others once with their traceback and the id that the caller sees.
    """
    original = error.original_error
    while isinstance(original, GraphQLError) and original.original_error is not None:
        original = original.original_error
    if isinstance(original, PulseError):
        _log.debug("refused", code=original.code.value, message=original.message)
        return original
    if original is None or isinstance(original, GraphQLError):
        _log.debug("invalid", message=error.message)
        status = 400 if isinstance(error, GraphQLSyntaxError) else UNPROCESSABLE
        return PulseError(status, Code.BAD_INPUT, error.message)
    request_id = structlog.contextvars.get_contextvars().get("request_id") or secrets.token_hex(8)
    _log.error("failed", request_id=request_id, path=error.path, exc_info=original)
    return internal(request_id)


def _entry(error: GraphQLError, cause: PulseError) -> dict[str, Any]:
    entry: dict[str, Any] = {"message": cause.message}
    if error.locations:
        entry["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    if error.path is not None:
        entry["path"] = error.path
    entry["extensions"] = {"code": cause.code.value, "status": cause.status}
    if cause.retry_after is not None:
        entry["extensions"]["retryAfter"] = cause.retry_after
    return entry
