"""How the built files of the web app reach a browser."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.routing import Mount

from app.assets import HashedFiles

PLAIN = b"console.log('hello')" * 100
PACKED = gzip.compress(PLAIN)


@pytest_asyncio.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    (tmp_path / "app-a1b2c3.js").write_bytes(PLAIN)
    (tmp_path / "app-a1b2c3.js.gz").write_bytes(PACKED)
    (tmp_path / "small.svg").write_bytes(b"<svg/>")
    app = Starlette(routes=[Mount("/assets", HashedFiles(directory=tmp_path))])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://pulse.test") as opened:
        yield opened


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, br", "gzip"), ("br", None), ("identity", None)])
async def test_a_packed_file_goes_to_whoever_can_unpack_it(
    client: httpx.AsyncClient, accepted: str, coding: str | None
) -> None:
    answer = await client.get("/assets/app-a1b2c3.js", headers={"Accept-Encoding": accepted})
    assert answer.content == PLAIN
    assert answer.headers.get("content-encoding") == coding
    assert int(answer.headers["content-length"]) == len(PACKED if coding else PLAIN)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"


async def test_hashed_names_are_kept_for_a_year_and_others_are_asked_for_again(client: httpx.AsyncClient) -> None:
    assert "immutable" in (await client.get("/assets/app-a1b2c3.js")).headers["cache-control"]
    assert (await client.get("/assets/small.svg")).headers["cache-control"] == "no-cache"


async def test_no_file_lies_outside_its_folder(client: httpx.AsyncClient) -> None:
    for path in ("/assets/..%2f..%2fetc/passwd", "/assets/absent.js"):
        assert (await client.get(path)).status_code == 404
