"""Equal subscriptions share one evaluation and one serialisation; each subscriber sends for itself.

A *feed* is one subscription as one authority may see it. It runs while somebody follows it. A follower waits for news
on a future of its own, so that whoever reads slowly, or not at all, keeps nobody waiting.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Iterator
from typing import Any

import orjson
from graphql import GraphQLError

from access.context import Context
from schema.engine import Engine, Operation, Request, RequestError, response_of

Key = tuple[Any, ...]

WAKE_TOGETHER = 200
"""Followers woken before the loop may turn to somebody else: some 4 ms of sending."""


class Feed:
    """The results of one subscription, as text, for any number of followers."""

    def __init__(self, backlog: int) -> None:
        self.backlog = backlog
        self.recent: deque[str] = deque(maxlen=backlog)
        self.count = 0
        self.followers = 0
        self.problem: RequestError | None = None
        self.ended = False
        self.task: asyncio.Task[None] | None = None
        self._waiting: list[asyncio.Future[None]] = []

    def publish(self, text: str) -> None:
        """News for all followers. A state that did not change is no news."""
        if self.backlog == 1 and self.recent and self.recent[0] == text:
            return
        self.recent.append(text)
        self.count += 1
        self._wake()

    def end(self, problem: RequestError | None = None) -> None:
        """No more news, and why."""
        self.problem, self.ended = problem, True
        self._wake()

    async def follow(self) -> AsyncIterator[str]:
        """What is published from now on; of a state, its present value first.

        A follower that falls behind goes on with the newest that is kept.

        Raises:
            RequestError: the feed broke off.

        """
        seen = self.count - 1 if self.backlog == 1 and self.count else self.count
        while True:
            behind = min(self.count - seen, len(self.recent))
            seen = self.count
            for text in list(self.recent)[len(self.recent) - behind :]:
                yield text
            if seen == self.count:
                if self.ended:
                    break
                await self._news()
        if self.problem is not None:
            raise self.problem

    async def _news(self) -> None:
        news = asyncio.get_running_loop().create_future()
        self._waiting.append(news)
        await news

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        _wake_some(waiting, 0)


def _wake_some(waiting: list[asyncio.Future[None]], start: int) -> None:
    stop = start + WAKE_TOGETHER
    for news in waiting[start:stop]:
        if not news.done():
            news.set_result(None)
    if stop < len(waiting):
        asyncio.get_running_loop().call_soon(_wake_some, waiting, stop)


class Hub:
    """The feeds that somebody follows."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.feeds: dict[Key, Feed] = {}

    def runs(self, request: Request, ctx: Context) -> bool:
        """Whether somebody follows just this already: one more costs next to nothing."""
        feed = self.feeds.get(_key(request, ctx))
        return feed is not None and not feed.ended

    @contextlib.contextmanager
    def joined(self, request: Request, operation: Operation, ctx: Context) -> Iterator[Feed]:
        """The feed of a subscription, kept running until this follower leaves."""
        key = _key(request, ctx)
        feed = self.feeds.get(key)
        if feed is None or feed.ended:
            feed = self.feeds[key] = Feed(self.engine.backlog_of(operation))
            feed.task = asyncio.create_task(self._run(feed, operation, ctx))
        feed.followers += 1
        subscribers = ctx.services.telemetry.subscribers
        subscribers.inc()
        try:
            yield feed
        finally:
            feed.followers -= 1
            subscribers.dec()
            if not feed.followers:
                self._drop(key, feed)

    def _drop(self, key: Key, feed: Feed) -> None:
        if feed.task is not None:
            feed.task.cancel()
        if self.feeds.get(key) is feed:
            del self.feeds[key]

    async def _run(self, feed: Feed, operation: Operation, ctx: Context) -> None:
        problem: RequestError | None = None
        results = self.engine.subscribe(operation, ctx)
        try:
            async for result in results:
                feed.publish(response_of(result).decode())
        except RequestError as broken:
            problem = broken
        except Exception as fault:  # noqa: BLE001 - the followers are told, and it is logged when rendered
            problem = RequestError([GraphQLError(str(fault), original_error=fault)])
        finally:
            feed.end(problem)
            await results.aclose()


def _key(request: Request, ctx: Context) -> Key:
    variables = orjson.dumps(request.variables, option=orjson.OPT_SORT_KEYS)
    project = ctx.project.id if ctx.project else None
    return request.query, request.operation_name, variables, ctx.caller, project
