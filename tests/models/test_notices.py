"""What processes tell each other through PostgreSQL, and what they make of its silence."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio
from postgres import Postgres

from models.postgres import CHANNELS, LIVE, PAYLOAD_BYTES, REVISION, STATEMENT_MS, Notices, connection_of
from models.store import Store
from pulse.settings import SettingsError

URL = "postgres://me:p%40ss@db.example:6543/pulse"


async def until(true: Callable[[], bool]) -> None:
    """Wait for something that happens by itself; the run's time limit is the end of patience."""
    while not true():  # noqa: ASYNC110 - there is nothing to be told by
        await asyncio.sleep(0.01)


@pytest.fixture
def url(postgres: Postgres) -> str:
    return postgres.database()


@pytest_asyncio.fixture
async def two(url: str) -> AsyncIterator[tuple[Notices, Notices]]:
    one, other = Notices(url), Notices(url)
    await one.start()
    await other.start()
    yield one, other
    await one.stop()
    await other.stop()


async def test_what_one_tells_all_hear(two: tuple[Notices, Notices]) -> None:
    one, other = two
    heard: dict[str, list[str]] = {channel: [] for channel in CHANNELS}
    for channel in CHANNELS:
        other.hear(channel, heard[channel].append)
    own: list[str] = []
    one.hear(LIVE, own.append)
    said = ["a", "ä" * (PAYLOAD_BYTES // 2), "'); DROP TABLE x; --"]
    assert await one.tell(LIVE, said)
    assert await one.tell(REVISION, ["7"])
    await until(lambda: len(heard[LIVE]) == 3 and len(own) == 3 and heard[REVISION] == ["7"])
    assert heard[LIVE] == own == said


async def test_who_hears_nothing_is_not_sure_and_finds_back(postgres: Postgres, two: tuple[Notices, Notices]) -> None:
    one, other = two
    heard: list[str] = []
    other.hear(LIVE, heard.append)
    assert one.sure
    with postgres.away():
        await until(lambda: not one.sure and not other.sure)
        assert not await one.tell(LIVE, ["lost"])
    await until(lambda: one.sure and other.sure)
    assert await one.tell(LIVE, ["found"])
    await until(lambda: heard == ["found"])


async def test_each_sign_of_life_brings_what_may_have_been_missed(url: str) -> None:
    notices, found = Notices(url), list[str]()
    notices.on_beat("SELECT 40 + 2", found.append)
    await notices.start()
    assert found == ["42"]
    await until(lambda: len(found) > 1)
    await notices.stop()


def test_a_url_says_who_where_and_how_safely() -> None:
    given = connection_of(f"{URL}?sslmode=require&maxsize=3")["credentials"]
    assert (given["user"], given["password"], given["host"], given["port"]) == ("me", "p@ss", "db.example", 6543)
    assert (given["database"], given["ssl"], int(given["maxsize"]), given["minsize"]) == ("pulse", "require", 3, 1)
    assert given["server_settings"]["statement_timeout"] == str(STATEMENT_MS)
    assert "ssl" not in connection_of(URL)["credentials"]


@pytest.mark.parametrize(
    ("url", "why"), [("postgres://a:b@127.0.0.1:1/x", "Connect"), ("{server}/nowhere", "does not exist")]
)
async def test_a_database_that_cannot_be_used_is_said_in_a_sentence(postgres: Postgres, url: str, why: str) -> None:
    with pytest.raises(SettingsError, match=f"DATABASE_URL cannot be used: .*{why}"):
        await Store.open(url.format(server=postgres.database().rpartition("/")[0]))
