"""Our own exports, in again: what comes back is what went out."""

import gzip
import uuid
from typing import Any

import pytest
from elsewhere import dice
from yard import TODAY, Yard

from access.caller import Origin
from ingest.exposures import exposure
from ingest.importing import Whose
from ingest.rows import Stamp
from pulse.windows import DAY, MINUTE, SECOND
from resolvers.exports import Format
from resolvers.stats import stats
from warehouse.imports import STAMPS


def history(seed: int, count: int = 120) -> list[dict[str, Any]]:
    """Things of all types that some visitors did over a few days."""
    chance = dice(seed)
    found: list[dict[str, Any]] = []
    for number in range(count):
        visitor, day = chance.randrange(3), chance.randrange(3)
        at = TODAY - 50 * DAY + day * DAY + chance.randrange(0, 120) * MINUTE + number
        common = {
            "visitor_id": str(visitor),
            "timestamp": at,
            "path": f"/p{chance.randrange(4)}",
            "hostname": "a.example",
        }
        referrer = chance.choice(["", "https://www.google.com/search", "https://x.com/somebody"])
        view = {
            "type": "pageview",
            "title": '=1+1, "quoted"',
            "referrer": referrer,
            "utm_campaign": chance.choice(["", "x"]),
        }
        found.append(
            common
            | chance.choice(
                [
                    view,
                    view,
                    {"type": "event", "name": "buy", "data": {"plan": "pro", "n": number, "deep": [1]}}
                    | {"revenue_amount": number / 7, "revenue_currency": chance.choice(["USD", "EUR"])},
                    {"type": "identify", "traits": {"role": "admin"}},
                    {"type": "web_vital", "name": "LCP", "value": 1234.5},
                    {"type": "scroll_depth", "max_depth": 70, "engaged_ms": chance.randrange(20) * SECOND},
                    {"type": "search_query", "query": "a\nb,c", "results_count": 2},
                    {"type": "outlink", "url": "https://b.example/"},
                    {"type": "js_error", "message": "@boom 17", "stack": "at f (a.js:1:2)", "lineno": 3, "colno": 4},
                    {
                        "type": "click_event",
                        "x": 11,
                        "y": -5,
                        "element_x": 0.25,
                        "element_y": 0.5,
                        "viewport_width": 900,
                    },
                ]
            )
        )
    return sorted(found, key=lambda item: item["timestamp"])


@pytest.mark.parametrize("form", [Format.CSV, Format.NDJSON])
async def test_everything_comes_back(yard: Yard, other: Yard, form: Format) -> None:
    await yard.send(*history(1))
    path = await yard.exported(form)
    summary = await other.take(Whose.PULSE, path)
    assert other.refused == []
    assert (summary.read, summary.imported, summary.known) == (120, 120, 0)
    assert await other.events() == await yard.events()
    assert await other.sessions() == await yard.sessions()
    assert await other.times() == await yard.times()
    assert await stats(other.ctx, other.ask) == await stats(yard.ctx, yard.ask)
    assert len(await yard.times()) > 10


async def test_who_was_shown_which_variant_comes_back_and_makes_no_visit(yard: Yard, other: Yard) -> None:
    await yard.send({"type": "pageview", "path": "/", "visitor_id": "anna", "timestamp": TODAY})
    shown = exposure(yard.project.id, uuid.uuid4(), "green", 7, TODAY / SECOND)
    await yard.ctx.services.intake.expose(yard.project, shown, Origin())
    await yard.ctx.services.intake.flush()
    path = await yard.exported(Format.NDJSON)
    for imported in (2, 0):
        assert (await other.take(Whose.PULSE, path)).imported == imported
        assert other.refused == []
    assert await other.events() == await yard.events()
    assert len(await other.sessions()) == 1
    assert await other.assignments() == await yard.assignments() == [[shown.columns["name"], 7, "green"]]


async def test_again_adds_nothing_not_even_where_it_came_from(yard: Yard, other: Yard) -> None:
    await yard.send(*history(2))
    path = await yard.exported(Format.NDJSON)
    for target in (other, other, yard):
        before = [await yard.events(), await yard.sessions(), await yard.times()]
        summary = await target.take(Whose.PULSE, path)
        assert summary.imported == (120 if target is other and not summary.known else 0)
        assert summary.imported + summary.known == 120
        assert [await target.events(), await target.sessions(), await target.times()] == before


async def test_a_file_in_two_parts_makes_the_same_sessions(yard: Yard, other: Yard) -> None:
    await yard.send(*history(3))
    lines = (await yard.exported(Format.NDJSON)).read_bytes().splitlines(keepends=True)
    for part, kept in enumerate((lines[::2], lines[1::2], lines)):
        path = other.folder / f"{part}.ndjson.gz"
        path.write_bytes(gzip.compress(b"".join(kept)))
        summary = await other.take(Whose.PULSE, path)
        assert summary.imported == (60, 60, 0)[part]
    assert await other.events() == await yard.events()
    assert await other.sessions() == await yard.sessions()
    assert await other.times() == await yard.times()


def test_sessions_are_stamped_with_all_that_they_are_known_by() -> None:
    assert Stamp.__struct_fields__ == STAMPS
