"""What goes back to a REST caller. Errors are rendered here and nowhere else."""

import secrets
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from dataclasses import dataclass

import structlog
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from pulse.errors import PulseError, internal
from rest_compat.shapes import encode

Headers = list[tuple[bytes, bytes]]

_BODILESS = frozenset({204, 304})
COMMON: Headers = [
    (b"cache-control", b"no-store"),  # numbers of one key are nobody else's
    (b"x-content-type-options", b"nosniff"),
]
ANY_PAGE: Headers = [(b"access-control-allow-origin", b"*"), (b"cache-control", b"no-store")]
"""Every page may send, and ask for its visitors, without credentials: nobody can act for a person who is signed in."""
_log = structlog.get_logger("rest")


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer."""

    status: int
    body: bytes = b""
    headers: Iterable[tuple[bytes, bytes]] = ()
    media: bytes = b"application/json"

    async def send(self, send: Send, common: Headers = COMMON) -> None:
        """Send it."""
        headers = [*common, *self.headers]
        if self.status not in _BODILESS:
            headers += [(b"content-type", self.media), (b"content-length", str(len(self.body)).encode())]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


@dataclass(frozen=True, slots=True)
class Download:
    """A file that is sent while it is made.

    Where making it fails half-way the connection breaks, so that nobody takes the part for the whole.
    """

    filename: str
    media: str
    pieces: AsyncGenerator[bytes, None]

    async def send(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, until the client leaves."""
        headers = {name.decode(): value.decode() for name, value in COMMON} | {
            "content-type": self.media,
            "content-disposition": f'attachment; filename="{self.filename}"',
        }
        async with aclosing(self.pieces):
            await StreamingResponse(self.pieces, headers=headers)(scope, receive, send)


def preflight(methods: Iterable[str]) -> Reply:
    """What a browser hears that asks whether another site's page may."""
    return Reply(
        204,
        headers=[
            (b"access-control-allow-methods", ", ".join(methods).encode()),
            (b"access-control-allow-headers", b"authorization, content-type, x-pulse-key"),
            (b"access-control-max-age", b"86400"),
        ],
    )


def refusal(problem: PulseError, headers: Iterable[tuple[bytes, bytes]] = ()) -> Reply:
    """``{"error": …}`` with its status, and how long to wait where waiting helps."""
    wait = [] if problem.retry_after is None else [(b"retry-after", str(problem.retry_after).encode())]
    return Reply(problem.status, encode({"error": problem.message}), [*headers, *wait])


def fault(scope: Scope) -> Reply:
    """The answer to a fault of ours: logged once with its traceback; the caller sees the id to quote."""
    request_id = structlog.contextvars.get_contextvars().get("request_id") or secrets.token_hex(8)
    _log.exception("failed", request_id=request_id, method=scope["method"], path=scope["path"])
    return refusal(internal(request_id))
