"""Who watches is told, once it is stored, and holds nobody up."""

import asyncio

import pytest
from desk import Desk, new_project

from ingest import live as live_module
from ingest.live import Live


async def test_a_watcher_is_told_of_its_own_project_when_it_is_stored(desk: Desk) -> None:
    other = new_project()
    mine, theirs = desk.live.watch(desk.project.id), desk.live.watch(other.id)
    await desk.send({"type": "pageview", "path": "/a", "referrer": "https://t.co/x"}, {"type": "event", "name": "x"})
    flush = await anext(mine)
    assert [(hit.type, hit.path, hit.name, hit.source, hit.country) for hit in flush.hits] == [
        ("pageview", "/a", "", "twitter.com", "US"),
        ("event", "", "x", "twitter.com", "US"),
    ]
    assert await desk.stored("SELECT count() FROM events WHERE project = {project} AND type != 'page_time'") == [[2]]
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(theirs), 0.05)
    await mine.aclose()
    await theirs.aclose()


async def test_a_slow_watcher_gets_what_it_missed_as_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_module, "MOST", 3)
    watcher = desk.live.watch(desk.project.id)
    for n in range(5):
        await desk.send({"type": "event", "name": f"e{n}"})
        await desk.intake.flush()
    flush = await anext(watcher)
    assert ([hit.name for hit in flush.hits], flush.missed) == (["e2", "e3", "e4"], 2)
    await watcher.aclose()


async def test_closing_ends_the_watching() -> None:
    live = Live()
    watcher = live.watch("p")

    async def read() -> int:
        return len([flush async for flush in watcher])

    reading = asyncio.create_task(read())
    await asyncio.sleep(0)
    assert live.watching("p") == 1
    await watcher.aclose()
    assert await reading == 0
    assert live.watching("p") == 0
    live.announce([])
    assert not live._watchers
