"""Around every request but those that collect: an id, a line in the log, a measure, a span."""

import re
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any
from uuid import uuid4

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pulse.secrecy import blotted
from pulse.telemetry import Telemetry

HEADER = b"x-request-id"
_DOORS = {"graphql": "graphql", "api": "rest", "health": "health", "ready": "health", "metrics": "health"}
_FIT = re.compile(rb"[A-Za-z0-9._-]{8,64}")
"""An id that a caller may choose: nothing in it can break a line of a log."""

_log = structlog.get_logger("requests")


class Requests:
    """An ASGI layer. Faults are logged where they happen, under the id that stands here."""

    def __init__(self, app: ASGIApp, telemetry: Telemetry) -> None:
        self._app = app
        self._telemetry = telemetry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request or socket on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        seen = _Seen(send, _id_of(scope).encode())
        with self._observed(scope, seen):
            await self._app(scope, receive, seen.send if scope["type"] == "http" else send)

    @contextmanager
    def _observed(self, scope: Scope, seen: "_Seen") -> Iterator[None]:
        method, path = scope.get("method", "SOCKET"), scope["path"]
        began = time.perf_counter()
        bound = structlog.contextvars.bound_contextvars(request_id=seen.id.decode())
        with bound, self._span(scope, f"{method} {path}"):
            try:
                yield
            finally:
                took = time.perf_counter() - began
                if scope["type"] == "http":
                    self._telemetry.requests.labels(_door(path), f"{seen.status // 100}xx").observe(took)
                entry = {"method": method, "path": path, "status": seen.status, "seconds": round(took, 4)}
                (_log.debug if seen.status < 400 else _log.info)("request", **entry)  # noqa: PLR2004 - an error begins there

    def _span(self, scope: Scope, name: str) -> AbstractContextManager[Any]:
        tracer = self._telemetry.tracer
        if tracer is None or scope["type"] != "http":  # a socket stays open for hours: its operations have spans
            return nullcontext()
        return tracer.request(blotted(name), scope["headers"])


class _Seen:
    """What went back to the caller, and with which id."""

    def __init__(self, send: Send, identity: bytes) -> None:
        self._send = send
        self.id = identity
        self.status = 0

    async def send(self, message: Message) -> None:
        """Pass on, with the id among the headers."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message.get("headers", ()), (HEADER, self.id)]
        await self._send(message)


def _id_of(scope: Scope) -> str:
    given = next((value for name, value in scope["headers"] if name == HEADER), b"")
    return given.decode() if _FIT.fullmatch(given) else uuid4().hex


def _door(path: str) -> str:
    return _DOORS.get(path.split("/", 2)[1], "pages")
