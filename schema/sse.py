"""GraphQL over server-sent events, in distinct connections: one operation, one stream."""

import asyncio
from collections.abc import AsyncIterator, Callable

from graphql import OperationType
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from access.context import Context
from pulse.errors import PulseError
from schema.engine import Engine, Operation, Request, RequestError, encode, refusal_of, response_of
from schema.errors import render_problem
from schema.hub import Hub

ALIVE_SECONDS = 15.0
"""A comment now and then keeps proxies from closing a quiet stream."""

Check = Callable[[Operation], None]

_COMPLETE = "event: complete\ndata:\n\n"
_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}


class EventStream(Response):
    """A response that lasts as long as its operation, or until the client leaves.

    A request that cannot run is told in an event too: a browser's ``EventSource`` shows its owner no other answer.
    """

    def __init__(self, engine: Engine, hub: Hub, asked: Request, ctx: Context, check: Check) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self.engine = engine
        self.hub = hub
        self.asked = asked
        self.ctx = ctx
        self.check = check

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send events until there are no more or nobody is left to read them."""
        del scope
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        async with asyncio.TaskGroup() as group:
            alive = group.create_task(_keep_alive(send))
            sending = group.create_task(self._send_all(send))
            leaving = group.create_task(_departure(receive))
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
            for task in (alive, sending, leaving):
                task.cancel()

    async def _send_all(self, send: Send) -> None:
        try:
            async for payload in self._payloads():
                await _write(send, f"event: next\ndata: {payload}\n\n")
            await _write(send, _COMPLETE)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except OSError:
            pass  # the client left in the middle

    async def _payloads(self) -> AsyncIterator[str]:
        try:
            operation = self.engine.prepare(self.asked, self.ctx)
            self.check(operation)
            if operation.kind is not OperationType.SUBSCRIPTION:
                yield response_of(await self.engine.execute(operation, self.ctx)).decode()
                return
            with self.hub.joined(self.asked, operation, self.ctx) as feed:
                async for payload in feed.follow():
                    yield payload
        except RequestError as problem:
            yield refusal_of(problem).decode()
        except PulseError as problem:
            yield encode({"errors": render_problem(problem)}).decode()


async def _write(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _keep_alive(send: Send) -> None:
    while True:
        await asyncio.sleep(ALIVE_SECONDS)
        try:
            await _write(send, ":\n\n")
        except OSError:
            return


async def _departure(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
