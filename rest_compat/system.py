"""Paths about the server itself: is it up, are its stores, and what stands nowhere."""

import asyncio
from typing import Protocol
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from access.services import Services
from pulse.errors import Code, PulseError, unavailable
from rest_compat.replies import Reply, refusal
from rest_compat.shapes import encode


class _Part(Protocol):
    async def ping(self) -> bool:
        """Whether it answers."""


class Ready:
    """The parts that this server needs answer; 503 while one of them does not, which is named.

    ``?for=collect`` asks for those alone that accepting events needs: a load balancer must not take a node out because
    the warehouse is away, since the node keeps events for it.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Ask all of them at once."""
        parts: dict[str, _Part] = {"database": self._services.store, "spool": self._services.intake}
        if parse_qs(scope["query_string"]).get(b"for") != [b"collect"]:
            parts["warehouse"] = self._services.warehouse
        answers = dict(zip(parts, await asyncio.gather(*(part.ping() for part in parts.values())), strict=True))
        problems = [unavailable(name).message for name, answer in answers.items() if not answer]
        found = {"status": "unavailable" if problems else "ok", **answers, "problems": problems}
        await Reply(503 if problems else 200, encode(found)).send(send)


class Always:
    """The same answer to everybody: the process is up."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Give the answer."""
        await self._reply.send(send)


class Nowhere:
    """No path of the API."""

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Say so."""
        problem = PulseError(404, Code.NOT_FOUND, f"Path '{scope['path']}' not found.")
        await refusal(problem).send(send)
