"""GraphQL over WebSocket: the ``graphql-transport-ws`` protocol, each wrong frame answered by its close code."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any, Final, Literal

import orjson
import structlog
from graphql import OperationType
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from access.context import Context, open_context
from access.services import Services
from pulse.errors import PulseError, too_complex
from schema.admission import admit
from schema.engine import Engine, Operation, Request, RequestError, response_of
from schema.errors import render_problem
from schema.hub import Hub
from schema.requests import request_of

PROTOCOL: Final = "graphql-transport-ws"

INIT_SECONDS = 10.0
"""How long a socket may stay open without saying who it is."""

MAX_OPERATIONS = 50
"""Most operations under way on one socket."""

MAX_ID_LENGTH = 128
MAX_REASON_BYTES = 123

_ACK = '{"type":"connection_ack"}'

_log = structlog.get_logger("graphql")


class CloseError(Exception):
    """The socket has to be closed, with this code and reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class SocketDoor:
    """The ASGI application of sockets at ``/graphql``."""

    def __init__(self, engine: Engine, hub: Hub, services: Services) -> None:
        self.engine = engine
        self.hub = hub
        self.services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until either side closes it."""
        await receive()  # websocket.connect
        spoken = PROTOCOL in scope.get("subprotocols", ())
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL if spoken else None})
        socket = Socket(self, scope, receive, send)
        self.services.telemetry.sockets.inc()
        try:
            await (socket.serve() if spoken else socket.close(CloseError(4406, "Subprotocol not acceptable")))
        except CloseError as close:
            await socket.close(close)
        except OSError:
            pass  # the client left while we were sending
        finally:
            self.services.telemetry.sockets.dec()
            await socket.stop()


class Socket:
    """One connection: who is behind it, and the operations under way."""

    __slots__ = ("acknowledged", "closing", "context", "door", "initialised", "operations", "receive", "scope", "send")

    def __init__(self, door: SocketDoor, scope: Scope, receive: Receive, send: Send) -> None:
        self.door = door
        self.scope = scope
        self.receive = receive
        self.send = send
        self.context: Context | None = None
        self.initialised = False
        self.closing = False
        self.operations: dict[str, asyncio.Task[None]] = {}

    async def serve(self) -> None:
        """Take messages, one after another, until the client is gone.

        Raises:
            CloseError: a message broke the protocol.

        """
        timer = asyncio.get_running_loop().call_later(INIT_SECONDS, self._expire)
        try:
            while (event := await self.receive())["type"] != "websocket.disconnect":
                await self._take(message_of(event))
        finally:
            timer.cancel()

    def _expire(self) -> None:
        if not self.initialised:
            self._spawn("", self.close(CloseError(4408, "Connection initialisation timeout")))

    async def _take(self, message: dict[str, Any]) -> None:
        match message.get("type"):
            case "connection_init":
                await self._initialise(message)
            case "ping":
                await self._text(_with_payload("pong", payload_of(message)))
            case "pong":
                payload_of(message)
            case "subscribe":
                self._subscribe(message)
            case "complete":
                task = self.operations.pop(id_of(message), None)
                if task is not None:
                    task.cancel()
            case other:
                raise CloseError(4400, f"Invalid message type {_short(other)}")

    async def _initialise(self, message: dict[str, Any]) -> None:
        if self.initialised:
            raise CloseError(4429, "Too many initialisation requests")
        self.initialised = True
        params = payload_of(message) or {}
        try:
            self.context = await open_context(self.door.services, HTTPConnection(self.scope), params)
        except PulseError as problem:
            raise _closed_by(problem) from None
        await self._text(_ACK)

    def _subscribe(self, message: dict[str, Any]) -> None:
        if self.context is None:
            raise CloseError(4401, "Unauthorized")
        name = id_of(message)
        try:
            request = request_of(message.get("payload"))
        except PulseError as problem:
            raise CloseError(4400, problem.message) from None
        if name in self.operations:
            raise CloseError(4409, f"Subscriber for {name} already exists")
        crowded = len(self.operations) >= MAX_OPERATIONS
        self._spawn(name, self._operate(name, request, self.context, crowded=crowded))

    def _spawn(self, name: str, work: Any) -> None:
        self.operations[name] = asyncio.create_task(work)

    async def _operate(self, name: str, request: Request, opened: Context, *, crowded: bool) -> None:
        """Run one operation to its end."""
        label = orjson.dumps(name).decode()
        try:
            if crowded:
                raise _crowded()
            await self._answer(label, request, await opened.renew())
        except PulseError as problem:
            await self._fail(label, render_problem(problem), problem.status)
        except RequestError as problem:
            await self._fail(label, problem.rendered, problem.status)
        except OSError:
            pass  # the client left while we were sending
        finally:
            if self.operations.get(name) is asyncio.current_task():
                del self.operations[name]

    async def _answer(self, label: str, request: Request, ctx: Context) -> None:
        if not self.door.hub.runs(request, ctx):  # a thousand who come back at once ask one question
            await admit(ctx)
        operation = self.door.engine.prepare(request, ctx)
        if operation.kind is OperationType.SUBSCRIPTION:
            await self._stream(label, request, operation, ctx)
        else:
            result = await self.door.engine.execute(operation, ctx)
            await self._next(label, response_of(result).decode())
        await self._text(f'{{"id":{label},"type":"complete"}}')

    async def _stream(self, label: str, request: Request, operation: Operation, ctx: Context) -> None:
        with self.door.hub.joined(request, operation, ctx) as feed:
            async for payload in feed.follow():
                await self._next(label, payload)

    async def _next(self, label: str, payload: str) -> None:
        await self._text(f'{{"id":{label},"type":"next","payload":{payload}}}')

    async def _fail(self, label: str, errors: list[dict[str, Any]], status: int) -> None:
        try:
            await self._text(f'{{"id":{label},"type":"error","payload":{orjson.dumps(errors).decode()}}}')
            if status == 401:  # noqa: PLR2004 - whoever opened this socket is no longer welcome
                await self.close(CloseError(4403, "Forbidden"))
        except OSError:
            pass  # nobody is left to be told

    async def _text(self, text: str) -> None:
        if not self.closing:
            await self.send({"type": "websocket.send", "text": text})

    async def close(self, close: CloseError) -> None:
        """Close with a code; the first one counts."""
        if self.closing:
            return
        self.closing = True
        reason = close.reason.encode()[:MAX_REASON_BYTES].decode(errors="ignore")
        with contextlib.suppress(OSError):  # it was closed from the other side
            await self.send({"type": "websocket.close", "code": close.code, "reason": reason})

    async def stop(self) -> None:
        """End what is under way, when the socket is gone."""
        self.closing = True
        tasks = list(self.operations.values())
        self.operations.clear()
        for task in tasks:
            task.cancel()
        for fault in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(fault, Exception):
                _log.error("failed", exc_info=fault)


def message_of(event: Mapping[str, Any]) -> dict[str, Any]:
    """The message in a frame.

    Raises:
        CloseError: 4400 where it is no text, no JSON or no object.

    """
    text = event.get("text")
    if text is None:
        raise CloseError(4400, "Messages are sent as text")
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise CloseError(4400, "Invalid message: not JSON") from None
    if not isinstance(message, dict):
        raise CloseError(4400, "Invalid message: not an object")
    return message


def payload_of(message: dict[str, Any]) -> dict[str, Any] | None:
    """The optional payload.

    Raises:
        CloseError: 4400 where it is not an object.

    """
    payload = message.get("payload")
    if payload is not None and not isinstance(payload, dict):
        raise CloseError(4400, f"The payload of '{message['type']}' must be an object")
    return payload


def id_of(message: dict[str, Any]) -> str:
    """The operation that a message is about.

    Raises:
        CloseError: 4400 where there is no usable one.

    """
    name = message.get("id")
    if not isinstance(name, str) or not 0 < len(name) <= MAX_ID_LENGTH:
        raise CloseError(4400, f"'id' must be a string of 1 to {MAX_ID_LENGTH} characters")
    return name


def _with_payload(kind: Literal["pong"], payload: dict[str, Any] | None) -> str:
    message: dict[str, Any] = {"type": kind}
    if payload is not None:
        message["payload"] = payload
    return orjson.dumps(message).decode()


def _crowded() -> PulseError:
    return too_complex(f"A socket may run {MAX_OPERATIONS} operations at a time.")


def _closed_by(problem: PulseError) -> CloseError:
    return CloseError(4403, "Forbidden") if problem.status in (401, 403) else CloseError(4500, problem.message)


def _short(value: object) -> str:
    return f"'{value}'"[:40] if isinstance(value, str) else "(none)"
