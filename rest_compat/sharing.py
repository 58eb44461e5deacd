"""``/api/share/{token}``: a share's door for browsers: its password, and its public number."""

from html import escape
from typing import Any

from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from access.limits import Limit
from access.origin import origin_of
from access.passwords import check_password
from access.services import Services
from access.session import from_own_page
from access.shares import find_share, share_cookie
from pulse.errors import Code, PulseError
from resolvers.sharing import Counter, counter
from rest_compat.bodies import arguments, read_body
from rest_compat.door import wrong_method
from rest_compat.replies import Reply, fault, refusal
from rest_compat.shapes import encode

SESSION_PATH = "/api/share/{token}/session"
BADGE_PATH = "/api/share/{token}/badge.{form}"
_BADGE_SECONDS = 300
_PUBLIC = [
    (b"cache-control", f"public, max-age={_BADGE_SECONDS}".encode()),
    (b"access-control-allow-origin", b"*"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"cross-origin"),
]


class ShareSessionDoor:
    """POST gives the password and lets the browser in, DELETE lets it out."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._methods = {"POST": self._enter, "DELETE": self._leave}

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

    async def _enter(self, scope: Scope, receive: Receive) -> Reply:
        services, connection = self._services, HTTPConnection(scope)
        if "origin" in connection.headers and not from_own_page(services.settings, connection):
            raise PulseError(403, Code.FORBIDDEN, "Open the share on its own page.")
        address = origin_of(scope, services.settings).ip
        await services.limiter.hit(Limit.ADMIN, f"share {address}")
        body = await read_body(scope, receive, services.settings.max_body_bytes)
        password = _given(**arguments(_given, body)) if body else ""
        row = await find_share(services, scope["path_params"]["token"])
        await check_password(services, row, password, address)
        return Reply(200, encode({"ok": True}), [share_cookie(services, row)])

    async def _leave(self, scope: Scope, _: Receive) -> Reply:
        row = await find_share(self._services, scope["path_params"]["token"])
        return Reply(204, headers=[share_cookie(self._services, row, keep=False)])


class BadgeDoor:
    """GET: the visitors of a share whose number is public, as a picture or as JSON."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            reply, common = await self._answer(scope), _PUBLIC
        except PulseError as problem:
            await refusal(problem).send(send)
            return
        await reply.send(send, common)

    async def _answer(self, scope: Scope) -> Reply:
        if scope["method"] not in ("GET", "HEAD"):
            return wrong_method(scope["method"], {"GET": None})
        token, form = scope["path_params"]["token"], scope["path_params"]["form"]
        await self._services.limiter.hit(Limit.QUERY, f"badge:{token}")
        found = await counter(self._services, token)
        if form == "svg":
            return Reply(200, badge(found).encode(), media=b"image/svg+xml")
        if form == "json":
            return Reply(200, encode({"label": found.label, "visitors": found.visitors}))
        raise PulseError(404, Code.NOT_FOUND, "A badge is 'badge.svg' or 'badge.json'.")


def badge(found: Counter) -> str:
    """The picture: a label and a number side by side."""
    label, number = found.label, f"{found.visitors:,}"
    left, right = 6.5 * len(label) + 14, 7.0 * len(number) + 14
    whole = left + right
    title = escape(f"{label}: {number}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole:.0f}" height="20" role="img" aria-label="{title}">'
        f"<title>{title}</title>"
        f'<clipPath id="r"><rect width="{whole:.0f}" height="20" rx="4"/></clipPath><g clip-path="url(#r)">'
        f'<rect width="{left:.1f}" height="20" fill="#3f3f46"/>'
        f'<rect x="{left:.1f}" width="{right:.1f}" height="20" fill="#4f46e5"/></g>'
        '<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f'<text x="{left / 2:.1f}" y="14">{escape(label)}</text>'
        f'<text x="{left + right / 2:.1f}" y="14">{escape(number)}</text></g></svg>'
    )


def _given(*, password: str = "") -> Any:
    """What is sent to come in, by its name."""
    return password
