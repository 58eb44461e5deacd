"""Sending a message to a web address: to the address that was looked at, signed, with limits, without redirects."""

import asyncio
import hashlib
import hmac
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import httpx

from notify.guard import Place, RefusedError, Resolve, locate, system_resolve

SIGNATURE = "X-Pulse-Signature"
WHOLE_SECONDS = 10.0
"""How long a receiver may take for everything: name, connection, answer."""
CONNECT_SECONDS = 4.0
EXCERPT_BYTES = 500
"""How much of an answer is read and kept."""

_SUCCESS = range(200, 300)
_REDIRECTS = range(300, 400)
_GONE = 410


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What has become of one attempt.

    Attributes:
        delivered: whether the receiver has taken it.
        again: whether another attempt makes sense.
        status: the HTTP status, or the mail server's code; None where there was no answer.
        detail: an excerpt of the answer, or why there was none.
        took_ms: how long it took.

    """

    delivered: bool
    again: bool = True
    status: int | None = None
    detail: str = ""
    took_ms: int = 0


def sign(secret: str, body: bytes) -> str:
    """The signature that a receiver compares: HMAC-SHA256 of the raw body, in hexadecimal digits."""
    return hmac.digest(secret.encode(), body, hashlib.sha256).hex()


async def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    allowed: Sequence[str] = (),
    resolve: Resolve = system_resolve,
) -> Outcome:
    """Send a body once. Never raises for what the receiver does or is."""
    began = time.monotonic()
    try:
        async with asyncio.timeout(WHOLE_SECONDS):
            place = await locate(url, allowed, resolve)
            status, excerpt = await _exchange(place, url, body, headers)
    except RefusedError as problem:
        return Outcome(delivered=False, again=False, detail=f"Nothing was sent: {problem}.")
    except (OSError, httpx.HTTPError, httpx.InvalidURL) as problem:  # TimeoutError is an OSError
        return Outcome(delivered=False, detail=_reason(problem), took_ms=_since(began))
    if status in _REDIRECTS:
        detail = "It redirects; name the address that it leads to."
        return Outcome(delivered=False, status=status, detail=detail, took_ms=_since(began))
    good = status in _SUCCESS
    return Outcome(delivered=good, again=status != _GONE, status=status, detail=excerpt, took_ms=_since(began))


async def _exchange(place: Place, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    """The status and the beginning of the answer; the next address is tried where one cannot be connected to."""
    timeout = httpx.Timeout(WHOLE_SECONDS, connect=CONNECT_SECONDS)
    async with httpx.AsyncClient(timeout=timeout, trust_env=False, follow_redirects=False) as client:
        for address in place.addresses[:-1]:
            try:
                return await _send(client, place, address, url, body, headers)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await _send(client, place, place.addresses[-1], url, body, headers)


async def _send(
    client: httpx.AsyncClient, place: Place, address: str, url: str, body: bytes, headers: Mapping[str, str]
) -> tuple[int, str]:
    """Connect to the address; ask for the host, and verify its certificate, by its name."""
    target = httpx.URL(url).copy_with(host=address, port=place.port)
    named = f"[{place.host}]" if ":" in place.host else place.host
    host = named if target.port is None else f"{named}:{place.port}"
    sent = {**headers, "Host": host, "Content-Type": "application/json", "Accept-Encoding": "identity"}
    request = client.build_request("POST", target, content=body, headers=sent)
    request.extensions["sni_hostname"] = place.host
    answer = await client.send(request, stream=True)
    try:
        return answer.status_code, await _excerpt(answer)
    finally:
        await answer.aclose()


async def _excerpt(answer: httpx.Response) -> str:
    found = b""
    async for piece in answer.aiter_raw(EXCERPT_BYTES):
        found += piece
        if len(found) >= EXCERPT_BYTES:
            break
    text = found[:EXCERPT_BYTES].decode(errors="replace")
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)


def _reason(problem: Exception) -> str:
    if isinstance(problem, TimeoutError | httpx.TimeoutException):
        return f"No answer within {WHOLE_SECONDS:.0f} seconds."
    return f"No answer: {problem or type(problem).__name__}"[:EXCERPT_BYTES]


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
