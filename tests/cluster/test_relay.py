"""What one process has stored, those hear of who watch it at another."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from postgres import Postgres

from ingest import relay as relay_module
from ingest.live import Flush, Live, Watcher
from ingest.relay import MOST, FolderWire, NoticesWire, Relay, Wire
from ingest.rows import Fact, event_line, session_part
from models.postgres import PAYLOAD_BYTES, Notices

Process = tuple[Live, Relay]


def line(path: str, title: str = "") -> bytes:
    fact = Fact(
        type="pageview", timestamp=1.0, received_at=1.0, id="0" * 32, hostname="a.example", path=path, title=title
    )
    return event_line(fact, session_part("p", 1, 2, 1.0, b""))


async def soon(watcher: Watcher) -> Flush:
    async with asyncio.timeout(5):
        return await anext(watcher)


@asynccontextmanager
async def process(wire: Wire, arrived: Callable[[str], None] = lambda _: None) -> AsyncIterator[Process]:
    live = Live()
    relay = Relay(live, wire, arrived)
    relay.start()
    yield live, relay
    await relay.stop()


@asynccontextmanager
async def wires(kind: str, folder: Path, postgres: Postgres) -> AsyncIterator[tuple[Wire, Wire]]:
    if kind == "folder":
        yield FolderWire(folder / "live"), FolderWire(folder / "live")
        return
    url = postgres.database()
    one, other = Notices(url), Notices(url)
    await one.start()
    await other.start()
    yield NoticesWire(one), NoticesWire(other)
    await one.stop()
    await other.stop()


@pytest_asyncio.fixture(params=["folder", "postgres"])
async def pair(
    request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres
) -> AsyncIterator[tuple[Process, Process, list[str]]]:
    arrived: list[str] = []
    async with (
        wires(request.param, tmp_path, postgres) as (one, other),
        process(one) as first,
        process(other, arrived.append) as second,
    ):
        yield first, second, arrived


async def interested(relay: Relay, project: str) -> None:
    async with asyncio.timeout(5):
        while project not in relay._interest:  # noqa: ASYNC110 - it arrives from another process
            await asyncio.sleep(0.005)


async def test_whoever_watches_elsewhere_is_told(pair: tuple[Process, Process, list[str]]) -> None:
    (here, relay), (there, _), arrived = pair
    watcher, other = there.watch("p"), there.watch("q")
    await interested(relay, "p")
    here.announce([("p", line("/ä", "Grüße\n")), ("r", line("/never")), ("p", line("/b"))])
    flush = await soon(watcher)
    assert [(hit.path, hit.title) for hit in flush.hits] == [("/ä", "Grüße\n"), ("/b", "")]
    assert flush.missed == 0
    assert arrived == ["p"]
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(other), 0.05)
    await watcher.aclose()
    await other.aclose()


async def test_of_many_the_newest_arrive_and_the_rest_is_counted(pair: tuple[Process, Process, list[str]]) -> None:
    (here, relay), (there, _), _ = pair
    watcher = there.watch("p")
    await interested(relay, "p")
    here.announce([("p", line(f"/{number}", "x" * 400)) for number in range(2 * MOST)])
    hits, missed = [], 0
    while len(hits) < MOST:
        flush = await soon(watcher)
        hits += [hit.path for hit in flush.hits]
        missed += flush.missed
    assert hits == [f"/{number}" for number in range(MOST, 2 * MOST)]
    assert missed == MOST
    await watcher.aclose()


async def test_an_event_too_large_to_pass_on_is_still_news(pair: tuple[Process, Process, list[str]]) -> None:
    (here, relay), (there, _), _ = pair
    watcher = there.watch("p")
    await interested(relay, "p")
    here.announce([("p", line("/", "x" * PAYLOAD_BYTES))])
    assert await soon(watcher) == Flush((), 1)
    await watcher.aclose()


async def test_one_s_own_watchers_are_told_once(pair: tuple[Process, Process, list[str]]) -> None:
    (here, relay), (there, _), _ = pair
    own, other = here.watch("p"), there.watch("p")
    await interested(relay, "p")
    here.announce([("p", line("/a"))])
    assert len((await soon(own)).hits) == len((await soon(other)).hits) == 1
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(own), 0.1)
    await own.aclose()
    await other.aclose()


async def test_nothing_is_said_once_nobody_watches(
    pair: tuple[Process, Process, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "LASTING_SECONDS", 0.0)
    (here, relay), (there, _), arrived = pair
    watcher = there.watch("p")
    await interested(relay, "p")
    here.announce([("p", line("/a"))])
    await asyncio.sleep(0.1)
    assert (arrived, relay._interest) == ([], {})
    await watcher.aclose()


async def test_a_process_that_died_is_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "live"
    async with process(FolderWire(folder)) as (live, _):
        dead = FolderWire(folder)
        dead.open(lambda _: None)
        asyncio.get_running_loop().remove_reader(dead._socket)
        dead._socket.close()
        assert dead._path.exists()
        watcher = live.watch("p")
        await asyncio.sleep(0.05)
        assert not dead._path.exists()
        await watcher.aclose()
    assert list(folder.iterdir()) == []
