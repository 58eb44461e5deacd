"""Paths about the server itself: is it up, are its stores, and what stands nowhere."""

import asyncio

from starlette.types import Receive, Scope, Send

from access.services import Services
from pulse.errors import Code, PulseError
from rest_compat.replies import Reply, refusal
from rest_compat.shapes import encode


class Ready:
    """The stores answer; 503 while one of them does not."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Ask both stores at once."""
        warehouse, database = await asyncio.gather(self._services.warehouse.ping(), self._services.store.ping())
        good = warehouse and database
        found = {"status": "ok" if good else "unavailable", "warehouse": warehouse, "database": database}
        await Reply(200 if good else 503, encode(found)).send(send)


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
