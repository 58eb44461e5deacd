"""``/api/session``: a browser gives its key or token once, and from then on carries a cookie no script can read."""

from typing import Any

from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from access.caller import Caller, Kind
from access.caller import Scope as KeyScope
from access.context import Credential, identify, open_context
from access.limits import Limit
from access.origin import origin_of
from access.services import Services
from access.session import Session, cookie, from_own_page
from pulse.errors import Code, PulseError, missing_field, missing_scope
from pulse.project import ProjectFacts
from rest_compat.bodies import arguments, read_body
from rest_compat.door import wrong_method
from rest_compat.replies import Reply, fault, refusal
from rest_compat.shapes import encode

PATH = "/api/session"


class SessionDoor:
    """The ASGI application at ``/api/session``: POST signs in, GET says who one is, DELETE signs out."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._methods = {"GET": self._tell, "POST": self._sign_in, "DELETE": self._sign_out}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            method = self._methods.get(scope["method"])
            reply = await method(scope, receive) if method else wrong_method(scope["method"], self._methods)
        except PulseError as problem:
            reply = refusal(problem)
        except Exception:  # noqa: BLE001 - masked for the caller, logged for us
            reply = fault(scope)
        await reply.send(send)

    async def _tell(self, scope: Scope, _: Receive) -> Reply:
        """Who is signed in; null for nobody, which is no error here. A session that is over loses its cookie."""
        try:
            ctx = await open_context(self._services, HTTPConnection(scope))
        except PulseError as problem:
            if problem.code is not Code.UNAUTHENTICATED:
                raise
            return _reply(None, [cookie(self._services.settings, None)])
        return _reply(None if ctx.caller.kind in (Kind.ANONYMOUS, Kind.SHARE) else _told(ctx.caller, ctx.project))

    async def _sign_in(self, scope: Scope, receive: Receive) -> Reply:
        settings = self._services.settings
        connection = HTTPConnection(scope)
        if "origin" in connection.headers and not from_own_page(settings, connection):
            raise PulseError(403, Code.FORBIDDEN, "Sign in from the dashboard's own page.")
        await self._services.limiter.hit(Limit.ADMIN, f"sign-in {origin_of(scope, settings).ip}")
        sent = arguments(_credential, await read_body(scope, receive, settings.max_body_bytes))
        caller, project = await identify(self._services, _credential(**sent))
        if not caller.may(KeyScope.QUERY):
            raise missing_scope(KeyScope.QUERY.value)
        session = Session(caller.key_id, int(self._services.clock()))
        return _reply(_told(caller, project), [cookie(settings, session)])

    async def _sign_out(self, _: Scope, __: Receive) -> Reply:
        return Reply(204, headers=[cookie(self._services.settings, None)])


def _credential(*, key: str | None = None, token: str | None = None) -> Credential:
    """What a sign-in shows, by the names of its fields."""
    if key is None and token is None:
        raise missing_field("key")
    return Credential(key=key and key.strip(), token=(token or "").strip())


def _told(caller: Caller, project: ProjectFacts | None) -> dict[str, Any]:
    return {
        "operator": caller.kind is Kind.OPERATOR,
        "scopes": sorted(caller.scopes),
        "project": project
        and {"id": project.id, "name": project.name, "domain": project.domain, "timezone": project.timezone},
    }


def _reply(session: dict[str, Any] | None, headers: list[tuple[bytes, bytes]] | None = None) -> Reply:
    return Reply(200, encode({"session": session}), headers or ())
