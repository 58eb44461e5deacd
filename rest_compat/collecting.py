"""``/api/collect`` and ``/api/batch``: the paths with the most traffic, so they do only what they must.

They speak ASGI themselves: the framework's request and response objects would cost as much as all the rest.
"""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from access.context import Context, open_context
from access.limits import Limit
from access.needs import Needs, needs_of
from access.origin import origin_of
from access.refusals import Subject
from access.services import Services
from pulse.errors import Code, PulseError, invalid_key
from rest_compat.bodies import read_body
from rest_compat.door import wrong_method
from rest_compat.replies import ANY_PAGE, Reply, fault, preflight, refusal
from rest_compat.shapes import Shape, encode

Collect = Callable[[Context, bytes], Coroutine[Any, Any, Any]]


class CollectDoor:
    """The ASGI application that hands a body to a resolver, for a key that may."""

    def __init__(self, services: Services, resolver: Collect, shape: Shape) -> None:
        self._services = services
        self._resolver = resolver
        self._shape = shape
        self._needs: Needs = needs_of(resolver)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            reply = await self._answer(scope, receive)
        except PulseError as problem:
            self._services.telemetry.rejected[problem.code] += 1
            self._note(scope, problem)
            reply = refusal(problem)
        except Exception:  # noqa: BLE001 - masked for the caller, logged for us
            self._services.telemetry.rejected[Code.INTERNAL] += 1
            reply = fault(scope)
        await reply.send(send, ANY_PAGE)

    async def _answer(self, scope: Scope, receive: Receive) -> Reply:
        method = scope["method"]
        if method == "OPTIONS":
            return preflight(("POST",))
        if method != "POST":
            return wrong_method(method, {"POST": None, "OPTIONS": None})
        ctx = await self._open(scope)
        self._needs.check_caller(ctx.caller)
        project = ctx.require_project()
        await self._services.limiter.hit(Limit.INGEST, project.id)
        body = await read_body(scope, receive, self._services.settings.max_body_bytes)
        return Reply(200, encode(self._shape.of(await self._resolver(ctx, body))))

    def _note(self, scope: Scope, problem: PulseError) -> None:
        """Remember a refusal for whoever wonders why nothing comes."""
        key = _key_of(scope)
        found = self._services.directory.lookup(key) if key else None
        subject = Subject(found[1].id if found else None, _site_of(scope))
        self._services.refusals.note(subject, problem, self._services.clock())

    async def _open(self, scope: Scope) -> Context:
        """What :func:`open_context` does, without asking twice for what a browser sends."""
        key = _key_of(scope)
        if key is None:
            connection = HTTPConnection(scope)
            ctx = await open_context(self._services, connection)
            project = connection.query_params.get("project")
            return await ctx.choose(project) if project else ctx
        directory = self._services.directory
        found = directory.lookup(key) or await directory.authenticate(key)
        if found is None:
            raise invalid_key()
        return Context(self._services, *found, origin_of(scope, self._services.settings))


def _key_of(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == b"x-pulse-key":
            return str(value, "latin-1").strip() or None
    query = scope["query_string"]
    return parse_qs(query.decode("latin-1")).get("key", [""])[0].strip() or None if query else None


def _site_of(scope: Scope) -> str:
    """The host of the page that sent, as its browser names it; empty where nothing does."""
    sent = {name: value for name, value in scope["headers"] if name in (b"origin", b"referer")}
    address = sent.get(b"origin") or sent.get(b"referer") or b""
    try:
        return urlsplit(address.decode("latin-1")).hostname or ""
    except ValueError:
        return ""
