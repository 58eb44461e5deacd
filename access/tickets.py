"""Tickets: addresses that open one thing for a short while, for a browser or a program that is not to hold a key.

A ticket says whose authority it is, which project, what is opened and until when. The authority is looked up when it is
used: a key that was revoked meanwhile opens nothing.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import msgspec

from access.caller import OPERATOR, Caller, Kind, Origin
from access.context import Context
from access.services import Services
from access.signing import is_signed, sign
from pulse.errors import Code, PulseError, invalid, invalid_key, not_found

LIFETIME_SECONDS = 900
LONGEST = 6_000
"""Characters of a ticket: with its path it has to fit into a request line."""

_PURPOSE = b"pulse ticket, form 1"


class _Ticket(msgspec.Struct, array_like=True):
    """What is signed; without a key the operator's."""

    key: str | None
    project: str
    until: int
    opens: dict[str, Any]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Ticket).decode


def write_ticket(ctx: Context, opens: dict[str, Any]) -> tuple[str, int]:
    """A ticket of the caller's for their project, and when it ends, in seconds since the epoch.

    Raises:
        PulseError: 403 for whoever has no authority of their own to pass on; 400 where it gets too long.

    """
    if ctx.caller.kind not in (Kind.KEY, Kind.OPERATOR):
        raise PulseError(403, Code.FORBIDDEN, "Links are made with a key or the admin token only.")
    until = int(ctx.services.clock()) + LIFETIME_SECONDS
    ticket = _Ticket(ctx.caller.key_id, ctx.require_project().id, until, opens)
    body = urlsafe_b64encode(_encode(ticket)).rstrip(b"=").decode()
    if len(body) > LONGEST:
        raise invalid("the filter is too long for a link; ask the REST path or keep it as a segment")
    return f"{body}.{sign(ctx.services.settings, _PURPOSE, body)}", until


async def use_ticket(services: Services, text: str, origin: Origin) -> tuple[Context, dict[str, Any]]:
    """The context of a ticket's authority, and what it opens.

    Raises:
        PulseError: 403 where it is forged or over, 401 where its key holds no more, 404 where its project is gone.

    """
    body, _, signature = text.rpartition(".")
    if not is_signed(services.settings, _PURPOSE, body, signature):
        raise PulseError(403, Code.FORBIDDEN, "This link is not one of ours.")
    ticket = _decode(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    if services.clock() >= ticket.until:
        raise PulseError(403, Code.FORBIDDEN, "This link is over. Make a new one.")
    project = await services.directory.project(ticket.project)
    if project is None:
        raise not_found("Project", ticket.project)
    caller = OPERATOR if ticket.key is None else await _holder(services, ticket.key)
    return Context(services, caller, project, origin), ticket.opens


async def _holder(services: Services, key: str) -> Caller:
    found = await services.directory.holder(key)
    if found is None:
        raise invalid_key()
    return found[0]
