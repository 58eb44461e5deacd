"""GraphQL over HTTP: POST for everything, GET for what only reads; an event stream where no JSON will do."""

import secrets
from collections.abc import Mapping
from functools import partial
from typing import Any

import structlog
from graphql import OperationType
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from access.context import Context, open_context
from access.services import Services
from pulse.errors import Code, PulseError, internal, too_large
from schema.admission import admit
from schema.engine import Engine, Operation, Request, RequestError, encode, refusal_of, response_of
from schema.errors import render_problem
from schema.explorer import explorer_page
from schema.hub import Hub
from schema.negotiation import EVENTS, GRAPHQL, answer_type, is_json, prefers_page
from schema.requests import parse_json, request_of, request_of_query
from schema.sse import EventStream

PARTIAL = 294
"""The status of an answer that holds both data and errors, by the GraphQL-over-HTTP specification."""

_log = structlog.get_logger("graphql")


class HttpDoor:
    """The ASGI application at ``/graphql``."""

    def __init__(self, engine: Engine, hub: Hub, services: Services) -> None:
        self.engine = engine
        self.hub = hub
        self.services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = HttpRequest(scope, receive)
        response = await self.answer(request)
        await response(scope, receive, send)

    async def answer(self, request: HttpRequest) -> Response:
        """The response to a request; whatever goes wrong is part of it."""
        accept = request.headers.get("accept", "")
        if request.method in ("GET", "HEAD") and "query" not in request.query_params and prefers_page(accept):
            return explorer_page()
        media = answer_type(accept)
        try:
            return await self._run(request, media)
        except PulseError as problem:
            return _refusal(problem, media)
        except RequestError as problem:
            return _json(refusal_of(problem), media or GRAPHQL, problem.status if media == GRAPHQL else 200)
        except Exception:  # noqa: BLE001 - whatever it is, the caller gets an answer and the log the rest
            request_id = structlog.contextvars.get_contextvars().get("request_id") or secrets.token_hex(8)
            _log.exception("failed", request_id=request_id)
            return _refusal(internal(request_id), media)

    async def _run(self, request: HttpRequest, media: str | None) -> Response:
        if media is None:
            raise _not_acceptable()
        if request.method not in ("GET", "POST"):
            raise _method(f"Method {request.method} is not allowed. Use POST, or GET for queries.")
        ctx = await open_context(self.services, request)
        await admit(ctx)
        asked = await self._read(request)
        reading = request.method == "GET"
        if media == EVENTS:
            return EventStream(self.engine, self.hub, asked, ctx, partial(check_method, reading=reading))
        operation = self.engine.prepare(asked, ctx)
        check_method(operation, reading=reading)
        if operation.kind is OperationType.SUBSCRIPTION:
            raise PulseError(
                406, Code.BAD_INPUT, "Subscriptions need Accept: text/event-stream, or the graphql-transport-ws socket."
            )
        return await self._execute(operation, ctx, media)

    async def _execute(self, operation: Operation, ctx: Context, media: str) -> Response:
        result = await self.engine.execute(operation, ctx)
        status = PARTIAL if result.errors and media == GRAPHQL else 200
        return _json(response_of(result), media, status)

    async def _read(self, request: HttpRequest) -> Request:
        if request.method == "GET":
            return request_of_query(request.query_params)
        if not is_json(request.headers.get("content-type", "")):
            raise PulseError(415, Code.BAD_INPUT, "Send the request as application/json in UTF-8.")
        return request_of(parse_json(await self._body(request)))

    async def _body(self, request: HttpRequest) -> bytes:
        limit = self.services.settings.max_body_bytes
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > limit:
                raise too_large(limit)
        return bytes(body)


def check_method(operation: Operation, *, reading: bool) -> None:
    """Refuse to change anything by GET, which any page can make a browser send.

    Raises:
        PulseError: 405.

    """
    if reading and operation.kind is OperationType.MUTATION:
        raise _method("Mutations are not allowed by GET. Use POST.")


def _method(message: str) -> PulseError:
    return PulseError(405, Code.BAD_INPUT, message)


def _not_acceptable() -> PulseError:
    kinds = "application/graphql-response+json, application/json or text/event-stream"
    return PulseError(406, Code.BAD_INPUT, f"Answers are available as {kinds}.")


def _refusal(problem: PulseError, media: str | None) -> Response:
    headers: dict[str, str] = {}
    if problem.retry_after is not None:
        headers["Retry-After"] = str(problem.retry_after)
    if problem.status == 405:  # noqa: PLR2004 - the HTTP status of that name
        headers["Allow"] = "GET, POST"
    body = encode({"errors": render_problem(problem)})
    return _json(body, GRAPHQL if media in (None, EVENTS) else media, problem.status, headers)


def _json(body: bytes, media: str | None, status: int, more: Mapping[str, Any] | None = None) -> Response:
    headers = {
        "Content-Type": f"{media}; charset=utf-8",
        "Cache-Control": "no-store",
        "Vary": "Accept",
        "X-Content-Type-Options": "nosniff",
        **(more or {}),
    }
    return Response(body, status, headers)
