"""A receiver of webhooks on loopback: real requests over a real socket."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.kit import serving

SECRET = "whsec_my_signing_secret_2026"


@dataclass(frozen=True, slots=True)
class Got:
    """One request. ``genuine`` says whether its signature is that of its raw body."""

    event: str
    id: str
    body: dict[str, Any]
    genuine: bool


@dataclass(slots=True)
class Receiver:
    """What came in, and what is answered, while ``hold`` is set."""

    url: str = ""
    status: int = 200
    hold: asyncio.Event = field(default_factory=asyncio.Event)
    got: list[Got] = field(default_factory=list)

    async def take(self, request: Request) -> Response:
        raw = await request.body()
        expected = hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()
        genuine = hmac.compare_digest(expected, request.headers.get("x-pulse-signature", ""))
        headers = request.headers
        self.got.append(Got(headers["x-pulse-event"], headers["x-pulse-delivery"], json.loads(raw), genuine))
        await self.hold.wait()
        return PlainTextResponse("thanks", self.status)


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A receiver that listens."""
    receiver = Receiver()
    receiver.hold.set()
    async with serving(Starlette(routes=[Route("/in", receiver.take, methods=["POST"])])) as address:
        receiver.url = f"http://{address}/in"
        yield receiver
