"""Exports: the same numbers as the reports, as files that a spreadsheet may open."""

import csv
import io
import json
from typing import Any

import httpx
import pytest
from site_of_tests import ALL, READER, Site, ask, at

from access.caller import Caller
from pulse.errors import PulseError
from pulse.modules import ModuleState
from pulse.windows import Interval
from resolvers.devices import devices
from resolvers.events import events
from resolvers.exports import TYPES, Export, Format, csv_of, export
from resolvers.geo import countries
from resolvers.pageviews import pages
from resolvers.referrers import referrers
from resolvers.stats import timeseries
from resolvers.utm import campaigns
from warehouse.filters import Is, Op


async def whole(found: Export) -> bytes:
    return b"".join([piece async for piece in found.pieces])


async def table(site: Site, kind: str, **more: Any) -> list[list[str]]:
    body = await whole(await export(site.ctx, ask(**more), kind))
    assert body.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(body.decode(), newline="")))


def viewed(path: str, visitor: int, **more: Any) -> dict[str, Any]:
    return {"type": "pageview", "path": path, "visitor_id": f"visitor {visitor}", "timestamp": at(5)} | more


@pytest.fixture
async def shop(site: Site) -> Site:
    tagged = {"utm_campaign": "spring_sale", "utm_source": "google", "referrer": "https://google.com/"}
    await site.send(
        *(viewed(f"/p{n % 4}", n, **(tagged if n % 2 else {})) for n in range(9)),
        *({"type": "event", "name": "buy", "visitor_id": f"visitor {n}", "timestamp": at(6)} for n in range(3)),
    )
    return site


def texts(*cells: Any) -> list[str]:
    return [str(cell) for cell in cells]


async def test_each_export_has_all_rows_of_its_report(shop: Site) -> None:
    found = await pages(shop.ctx, ask(), ALL)
    expected = [texts(row.path, row.views, row.unique_views, row.avg_duration) for row in found.rows]
    assert await table(shop, "pages") == [["path", "views", "unique_views", "avg_duration"], *expected]

    sources = (await referrers(shop.ctx, ask(), ALL)).rows
    expected = [texts(row.source, row.visitors, row.pageviews) for row in sources]
    assert await table(shop, "referrers") == [["source", "visitors", "pageviews"], *expected]

    named = (await events(shop.ctx, ask(), ALL)).rows
    expected = [texts(row.name, row.count, row.unique) for row in named]
    assert await table(shop, "events") == [["name", "count", "unique"], *expected]

    places = (await countries(shop.ctx, ask(), ALL)).rows
    expected = [texts(row.country, row.visitors, row.percentage) for row in places]
    assert await table(shop, "geo") == [["country", "visitors", "percentage"], *expected]

    tagged = (await campaigns(shop.ctx, ask(), ALL)).rows
    expected = [texts(row.value, row.visitors, row.pageviews, row.bounce_rate, row.avg_duration) for row in tagged]
    header = ["campaign", "visitors", "pageviews", "bounce_rate", "avg_duration"]
    assert await table(shop, "campaigns") == [header, *expected]

    parts = await devices(shop.ctx, ask(), ALL)
    expected = [
        texts(kind, row.name, row.visitors, row.percentage)
        for kind, rows in (
            ("browser", parts.browsers),
            ("operating_system", parts.operating_systems),
            ("device_type", parts.device_types),
        )
        for row in rows
    ]
    assert await table(shop, "devices") == [["type", "name", "visitors", "percentage"], *expected]

    days = await timeseries(shop.ctx, ask(), Interval.DAY)
    exported = await table(shop, "stats")
    assert exported[0] == ["date", "pageviews", "visitors", "sessions", "bounce_rate", "avg_duration", "events"]
    assert [row[:4] for row in exported[1:]] == [
        texts(day.label, day.pageviews, day.visitors, day.sessions) for day in days
    ]


async def test_a_filter_reaches_exports(shop: Site) -> None:
    _, row = await table(shop, "pages", where=Is("page", Op.IS, ("/p1",)))
    assert row[:3] == ["/p1", "2", "2"]


async def test_a_cell_is_never_a_formula(site: Site) -> None:
    hostile = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", 'a "quoted", cell\nof two lines', "plain")
    await site.send(*({"type": "event", "name": name, "visitor_id": "a", "timestamp": at(1)} for name in hostile[:4]))
    cells = {row[0] for row in (await table(site, "events"))[1:]}
    assert cells == {"'=1+1", "'+1", "'-1", "'@SUM(A1)"}
    header, *raw = await table(site, "raw")
    assert {row[header.index("name")] for row in raw} == cells
    (line,) = csv.reader(io.StringIO(csv_of([hostile]).decode(), newline=""))
    assert line == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\rx", hostile[6], "plain"]
    assert csv_of([[-1, 2.5, ""]]) == b"-1,2.5,\r\n"


async def test_the_file_is_named_by_its_first_and_last_day(site: Site) -> None:
    found = await export(site.ctx, ask(), "pages")
    assert (found.filename, found.media) == ("pages_2026-09-15_2026-09-21.csv", "text/csv")
    assert (await whole(found)) == b"path,views,unique_views,avg_duration\r\n"


async def test_raw_events_in_each_form_hold_each_event_once(shop: Site) -> None:
    lines = (await whole(await export(shop.ctx, ask(), "raw", Format.NDJSON))).splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == 12
    assert {row["type"] for row in rows} == {"pageview", "event"}
    assert len({row["id"] for row in rows}) == 12
    assert {row["timestamp"] for row in rows} == {"2026-09-21T00:05:00.000Z", "2026-09-21T00:06:00.000Z"}
    assert {len(row["visitor"]) for row in rows} == {16}
    header, *cells = await table(shop, "raw")
    assert header == list(rows[0])
    assert sorted(row[header.index("id")] for row in cells) == sorted(row["id"] for row in rows)
    parquet = await whole(await export(shop.ctx, ask(), "raw", Format.PARQUET))
    assert (parquet[:4], parquet[-4:]) == (b"PAR1", b"PAR1")


async def test_what_is_wrong_is_named(site: Site) -> None:
    with pytest.raises(PulseError, match=f"'type' must be one of {', '.join(TYPES)}"):
        await export(site.ctx, ask(), "passwords")
    with pytest.raises(PulseError, match="'format' must be csv for 'pages'"):
        await export(site.ctx, ask(), "pages", Format.PARQUET)


async def test_a_module_that_is_off_is_not_exported_either(site: Site) -> None:
    with pytest.raises(PulseError, match="Module 'exports' is not enabled"):
        await export(site.restricted(exports=ModuleState(enabled=False)), ask(), "pages")
    with pytest.raises(PulseError, match="Module 'utm' is not enabled"):
        await export(site.restricted(utm=ModuleState(enabled=False)), ask(), "campaigns")
    kept = Caller(READER.kind, scopes=READER.scopes, modules=frozenset({"exports"}))
    with pytest.raises(PulseError, match="not allowed to access module 'utm'"):
        await export(site.restricted(kept), ask(), "campaigns")


async def test_the_documented_path(client: httpx.AsyncClient, counted: Any) -> None:
    headers = {"X-Pulse-Key": counted.query}
    params = {"start_at": "2026-03-01", "end_at": "2026-03-22"}
    answer = await client.get("/api/v1/exports/pages", params=params, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv"
    assert answer.headers["content-disposition"] == 'attachment; filename="pages_2026-03-01_2026-03-22.csv"'
    assert answer.text == "path,views,unique_views,avg_duration\r\n"
    answer = await client.get("/api/v1/exports/pages", headers=headers)
    assert answer.text.splitlines()[1:] == ["/,1,1,0.0"]
    wrong = await client.get("/api/v1/exports/nothing", headers=headers)
    assert (wrong.status_code, "'type'" in wrong.json()["error"]) == (400, True)
    wrong = await client.get("/api/v1/exports/raw", params={"format": "xlsx"}, headers=headers)
    assert wrong.json()["error"] == "Invalid request: 'format' must be one of csv, ndjson, parquet."
