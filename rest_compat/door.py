"""From an ASGI request to a resolver and back: what every documented path has in common."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from access.caller import Kind
from access.caller import Scope as KeyScope
from access.context import Context, open_context
from access.limits import Limit
from access.needs import Needs, needs_of
from access.services import Services
from pulse.errors import Code, PulseError
from pulse.paging import DEFAULT_LIMIT, page_of
from resolvers.asking import ask_between
from rest_compat.bodies import arguments, read_body
from rest_compat.parameters import read_parameters
from rest_compat.replies import ANY_PAGE, COMMON, Download, Reply, fault, preflight, refusal
from rest_compat.shapes import File, Shape, encode

PROJECT = "project_id"
"""The path parameter that chooses the project."""


class Takes(Enum):
    """What a path reads beside its own parameters, in the order in which its resolver wants it."""

    WINDOW = auto()
    """``start_at`` and ``end_at``."""
    COMPARED = auto()
    """The same, with the previous period beside it."""
    PAGE = auto()
    """``limit`` and ``offset``."""
    BODY = auto()
    """A JSON object: the resolver's keyword arguments."""
    MAYBE_BODY = auto()
    """The same, or nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table of paths.

    Attributes:
        method: the HTTP method.
        path: where; ``{project_id}`` chooses the project, other parameters are the resolver's by name.
        resolver: what answers.
        summary: one sentence for the reference.
        takes: what is read from the query or the body, in the resolver's order.
        shape: how the answer is written; None for no content.
        fixed: arguments that this path always gives.
        named: query parameters of its own, by the resolver's names for them.
        limit: how many rows there are without ``limit``.
        scope: what the path needs beyond the resolver's own needs.

    """

    method: str
    path: str
    resolver: Callable[..., Coroutine[Any, Any, Any]]
    summary: str
    takes: Sequence[Takes] = ()
    shape: Shape | None
    fixed: Sequence[Any] = ()
    named: Sequence[str] = ()
    limit: int = DEFAULT_LIMIT
    status: int = 200
    scope: KeyScope | None = None

    @property
    def needs(self) -> Sequence[Needs]:
        """Everything that a caller must have."""
        own = needs_of(self.resolver)
        return (Needs(self.scope, project=False), own) if self.scope else (own,)

    @property
    def collects(self) -> bool:
        """Whether every page may ask it for its visitors, as it may send what they do."""
        return self.needs[0].scope is KeyScope.INGEST

    @property
    def reads_body(self) -> bool:
        """Whether it takes a JSON object."""
        return Takes.BODY in self.takes or Takes.MAYBE_BODY in self.takes

    @property
    def administers(self) -> bool:
        """Whether it is for the admin token, or a key with that scope."""
        return self.needs[0].scope in (None, KeyScope.ADMIN)


class Door:
    """The ASGI application of one path: its rows by method."""

    def __init__(self, services: Services, rows: Mapping[str, Row]) -> None:
        self._services = services
        self._rows = rows
        self.any_page = any(row.collects for row in rows.values())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            reply: Reply | Download = await self._answer(scope, receive)
        except PulseError as problem:
            reply = refusal(problem)
        except Exception:  # noqa: BLE001 - masked for the caller, logged for us
            reply = fault(scope)
        if isinstance(reply, Download):
            await reply.send(scope, receive, send)
        else:
            await reply.send(send, ANY_PAGE if self.any_page else COMMON)

    async def _answer(self, scope: Scope, receive: Receive) -> Reply | Download:
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        row = self._rows.get(method)
        if row is None and method == "OPTIONS" and self.any_page:
            return preflight(self._rows)
        if row is None:
            return wrong_method(method, self._rows)
        connection = HTTPConnection(scope)
        ctx = await open_context(self._services, connection)
        for need in row.needs:
            need.check_caller(ctx.caller)
        await self._services.limiter.hit(*_counted(ctx, row))
        path = dict(connection.path_params)
        project = path.pop(PROJECT, None) or connection.query_params.get("project")
        if project:
            ctx = await ctx.choose(project)
        for need in row.needs:
            need.check(ctx)
        values, named = await self._read(ctx, row, connection, receive)
        value = await row.resolver(ctx, *values, *row.fixed, **path, **named)
        if isinstance(row.shape, File):
            return Download(value.filename, value.media, value.pieces)
        return Reply(row.status, encode(row.shape.of(value)) if row.shape else b"")

    async def _read(
        self, ctx: Context, row: Row, connection: HTTPConnection, receive: Receive
    ) -> tuple[list[Any], dict[str, Any]]:
        query = connection.query_params
        values: list[Any] = []
        named = read_parameters(row.resolver, row.named, query)
        for part in row.takes:
            if part is Takes.PAGE:
                values.append(page_of(query.get("limit"), query.get("offset"), row.limit))
            elif part in (Takes.BODY, Takes.MAYBE_BODY):
                body = await read_body(connection.scope, receive, self._services.settings.max_body_bytes)
                if body or part is Takes.BODY:
                    named |= arguments(row.resolver, body)
            else:
                compared = part is Takes.COMPARED
                values.append(ask_between(ctx, query.get("start_at"), query.get("end_at"), compared=compared))
        return values, named


def wrong_method(method: str, rows: Mapping[str, Any]) -> Reply:
    """The answer to a method that a path does not have."""
    allowed = ", ".join(rows)
    problem = PulseError(405, Code.BAD_INPUT, f"Method {method} is not allowed here. Use {allowed}.")
    return refusal(problem, [(b"allow", allowed.encode())])


def _counted(ctx: Context, row: Row) -> tuple[Limit, str]:
    """Against which limit a request counts: administration by token or key, the rest by project."""
    if ctx.caller.kind is Kind.OPERATOR:
        return Limit.ADMIN, "operator"
    if ctx.caller.view is not None:
        return Limit.QUERY, f"share:{ctx.caller.view.share_id}"
    if ctx.project is None or row.administers:
        return Limit.ADMIN, ctx.caller.key_id or ""
    if row.collects:
        return Limit.INGEST, ctx.project.id
    return Limit.QUERY, ctx.project.id
