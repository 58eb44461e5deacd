"""The one way in: every resolver's first argument comes from :func:`open_context`."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.requests import HTTPConnection

from access.caller import ANONYMOUS, OPERATOR, Caller, Kind, Origin
from access.origin import origin_of
from access.services import Services
from access.session import read_session
from access.shares import enter, enter_by_cookie, still_in
from pulse.errors import invalid, invalid_admin_token, invalid_key, missing_key, not_found
from pulse.ids import KEY_START
from pulse.project import ProjectFacts


@dataclass(slots=True)
class Context:
    """One request: who asks, about which project, with what at hand.

    Attributes:
        services: the running server.
        caller: the authority of the request.
        project: a key's own project, or the one that an operator chose; None before that.
        origin: where the request came from.
        loaders: scratch space of one operation, for reports that are answered together.
        connection_params: the payload of a socket's ``connection_init``.

    """

    services: Services
    caller: Caller
    project: ProjectFacts | None = None
    origin: Origin = Origin()
    loaders: dict[Any, Any] = field(default_factory=dict)
    connection_params: Any = None

    def require_project(self) -> ProjectFacts:
        """The project that is asked about.

        Raises:
            PulseError: 400 where an operator did not say which.

        """
        if self.project is None:
            raise invalid("'project' is required: the admin token is not bound to one, so name it by its id")
        return self.project

    def within(self, project: ProjectFacts) -> "Context":
        """The same request about another project, with loaders of its own."""
        return Context(self.services, self.caller, project, self.origin, {}, self.connection_params)

    async def choose(self, project_id: str) -> "Context":
        """The same request about the project of that id.

        Raises:
            PulseError: 401 for nobody; 404 where there is none or it is not the key's own, which read the same.

        """
        if self.caller.kind is Kind.ANONYMOUS:
            raise missing_key()
        project = None if self.caller.kind is Kind.OPERATOR else self.project
        if self.caller.kind is Kind.OPERATOR:
            project = await self.services.directory.project(project_id)
        if project is None or project.id != project_id.lower():
            raise not_found("Project", project_id)
        return self.within(project)

    async def renew(self) -> "Context":
        """The same request with the authority and the project as they are now; for whatever stays open.

        Takes microseconds while nothing changed.

        Raises:
            PulseError: 401 once the key is revoked or expired, 404 once the operator's project is deleted.

        """
        caller, project = await self._current()
        return Context(self.services, caller, project, self.origin, {}, self.connection_params)

    async def _current(self) -> tuple[Caller, ProjectFacts | None]:
        directory = self.services.directory
        if self.caller.view is not None:
            return await still_in(self.services, self.caller.view.share_id)
        if self.caller.key_id is not None:
            found = await directory.holder(self.caller.key_id)
            if found is None:
                raise invalid_key()
            return found
        if self.project is None:
            return self.caller, None
        facts = await directory.project(self.project.id)
        if facts is None:
            raise not_found("Project", self.project.id)
        return self.caller, facts


async def open_context(
    services: Services, connection: HTTPConnection, params: Mapping[str, Any] | None = None
) -> Context:
    """The context of a request, or of a socket with its ``connection_init`` payload.

    A credential is looked for in this order: ``X-Pulse-Key``, ``?key=``, ``Authorization: Bearer`` (a key, or the
    admin token), ``X-Pulse-Share`` or ``?share=`` with a share's token, the dashboard's session, a share's cookie.
    Without any the caller is anonymous; resolvers refuse by what they need.

    Raises:
        PulseError: 401 where a credential is sent that does not hold.

    """
    credential = _credential(connection, params or {})
    token = _share_token(connection, params or {})
    if credential:
        caller, project = await identify(services, credential)
    elif token:
        caller, project = await enter(services, connection, token)
    else:
        caller, project = await _resume(services, connection)
    return Context(services, caller, project, origin_of(connection.scope, services.settings), {}, params)


def is_admin_token(services: Services, token: str) -> bool:
    """Whether it is the admin token, in a time that tells nothing; an unset token is nobody's."""
    expected = services.settings.admin_token
    return bool(expected) and hmac.compare_digest(token.encode(), expected.encode())


@dataclass(frozen=True, slots=True)
class Credential:
    """What a caller shows: an API key or, without one, the admin token."""

    key: str | None = None
    token: str = ""


async def identify(services: Services, credential: Credential) -> tuple[Caller, ProjectFacts | None]:
    """Who shows a credential, and the project of their key.

    Raises:
        PulseError: 401 where it does not hold.

    """
    if credential.key is not None:
        found = await services.directory.authenticate(credential.key)
        if found is None:
            raise invalid_key()
        return found
    if is_admin_token(services, credential.token):
        return OPERATOR, None
    raise invalid_admin_token()


async def _resume(services: Services, connection: HTTPConnection) -> tuple[Caller, ProjectFacts | None]:
    session = read_session(services.settings, services.clock, connection)
    if session is None:
        return await enter_by_cookie(services, connection) or (ANONYMOUS, None)
    if session.key_id is None:
        return replace(OPERATOR, session=True), None
    found = await services.directory.holder(session.key_id)
    if found is None:
        raise invalid_key()
    caller, project = found
    return replace(caller, session=True), project


def _share_token(connection: HTTPConnection, params: Mapping[str, Any]) -> str | None:
    sent = {str(name).lower(): value for name, value in params.items() if isinstance(value, str)}
    given = sent.get("x-pulse-share") or sent.get("share")
    return connection.headers.get("x-pulse-share") or connection.query_params.get("share") or given


def _credential(connection: HTTPConnection, params: Mapping[str, Any]) -> Credential | None:
    sent = {str(name).lower(): value for name, value in params.items() if isinstance(value, str)}
    headers = connection.headers
    key = headers.get("x-pulse-key") or connection.query_params.get("key") or sent.get("x-pulse-key") or sent.get("key")
    if key:
        return Credential(key=key.strip())
    scheme, _, token = (headers.get("authorization") or sent.get("authorization") or "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        return None
    return Credential(key=token) if token.startswith(KEY_START) else Credential(token=token)
