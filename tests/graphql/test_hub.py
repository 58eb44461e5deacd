"""The hub: one evaluation for all who ask the same, and nobody waits for a slow reader."""

import asyncio
from typing import Any

import pytest

from schema.hub import WAKE_TOGETHER, Feed


async def take(feed: Feed, count: int) -> list[str]:
    found = []
    async for text in feed.follow():
        found.append(text)
        if len(found) == count:
            break
    return found


async def turn() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_all_followers_get_all_news() -> None:
    feed = Feed(backlog=1)
    count = WAKE_TOGETHER * 2 + 7
    followers = [asyncio.create_task(take(feed, 2)) for _ in range(count)]
    await turn()
    feed.publish("1")
    await turn()
    feed.publish("2")
    assert await asyncio.gather(*followers) == [["1", "2"]] * count


async def test_a_state_that_did_not_change_is_no_news() -> None:
    feed = Feed(backlog=1)
    follower = asyncio.create_task(take(feed, 2))
    await turn()
    for text in ("1", "1", "2"):
        feed.publish(text)
        await turn()
    assert await follower == ["1", "2"]


async def test_an_event_that_repeats_is_news() -> None:
    feed = Feed(backlog=10)
    follower = asyncio.create_task(take(feed, 2))
    await turn()
    feed.publish("same")
    feed.publish("same")
    assert await follower == ["same", "same"]


async def test_whoever_comes_late_gets_the_present_state_at_once() -> None:
    feed = Feed(backlog=1)
    feed.publish("old")
    feed.publish("present")
    assert await take(feed, 1) == ["present"]


async def test_whoever_comes_late_gets_no_past_events() -> None:
    feed = Feed(backlog=10)
    feed.publish("past")
    follower = asyncio.create_task(take(feed, 1))
    await turn()
    feed.publish("news")
    assert await follower == ["news"]


@pytest.mark.parametrize(("backlog", "expected"), [(1, ["0", "5"]), (3, ["0", "3", "4", "5"]), (9, list("012345"))])
async def test_a_slow_follower_goes_on_with_what_is_kept(backlog: int, expected: list[str]) -> None:
    feed = Feed(backlog)
    slow = feed.follow()
    first = asyncio.ensure_future(anext(slow))
    await turn()
    feed.publish("0")
    found = [await first]
    for number in range(1, 6):
        feed.publish(str(number))
    feed.end()
    found += [text async for text in slow]
    assert found == expected


async def test_a_stuck_follower_stops_nobody() -> None:
    feed = Feed(backlog=1)
    stuck_in = asyncio.Event()

    async def stuck() -> Any:
        async for _ in feed.follow():
            await stuck_in.wait()

    waiting = asyncio.create_task(stuck())
    others = [asyncio.create_task(take(feed, 3)) for _ in range(3)]
    for number in range(3):
        await turn()
        feed.publish(str(number))
    assert await asyncio.gather(*others) == [["0", "1", "2"]] * 3
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)


async def test_a_follower_that_leaves_takes_nobody_along() -> None:
    feed = Feed(backlog=1)
    leaving, staying = asyncio.create_task(take(feed, 1)), asyncio.create_task(take(feed, 1))
    await turn()
    leaving.cancel()
    await turn()
    feed.publish("1")
    assert await staying == ["1"]
    assert leaving.cancelled()
