"""Unsubscribing from reports: by a click in the mail client, or on the page that the mail links to."""

from html import escape
from typing import Any

from starlette.types import Receive, Scope, Send

from access.limits import Limit
from access.origin import origin_of
from access.services import Services
from pulse.errors import PulseError
from resolvers.subscribers import find_subscription, unsubscribe
from rest_compat.door import wrong_method
from rest_compat.replies import Reply, fault, refusal

_HEADERS = [
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
]
_STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;"
    "padding:0 1.5rem}button{font:inherit;padding:.6rem 1.2rem;border:0;border-radius:8px;background:#4f46e5;"
    "color:#fff;cursor:pointer}"
)


class UnsubscribeDoor:
    """GET asks whether it is meant, since scanners follow links in mails; POST does it, as mail clients do."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._methods = {"GET": self._ask, "POST": self._do}

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            method: Any = self._methods.get("GET" if scope["method"] == "HEAD" else scope["method"])
            address = origin_of(scope, self._services.settings).ip
            await self._services.limiter.hit(Limit.ADMIN, f"unsubscribe {address}")
            token = scope["path_params"]["token"]
            reply = await method(token) if method else wrong_method(scope["method"], self._methods)
        except PulseError as problem:
            reply = refusal(problem)
        except Exception:  # noqa: BLE001 - masked for the caller, logged for us
            reply = fault(scope)
        await reply.send(send)

    async def _ask(self, token: str) -> Reply:
        row = await find_subscription(self._services, token)
        if row is None:
            return _page("You get no more of these reports.")
        what = f"the {row.frequency.value} report of {row.project.name}"
        return _page(f"Shall {row.address} no longer get {what}?", button="Unsubscribe")

    async def _do(self, token: str) -> Reply:
        await unsubscribe(self._services, token)
        return _page("Done. You get no more of these reports.")


def _page(text: str, button: str = "") -> Reply:
    form = f'<form method="post"><button>{escape(button)}</button></form>' if button else ""
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Unsubscribe</title><style>{_STYLE}</style><p>{escape(text)}</p>{form}</html>"
    )
    return Reply(200, body.encode(), _HEADERS, b"text/html; charset=utf-8")
