"""Erasing a visitor: nothing of them is left, everything of the others is, and they may come again."""

import json
from dataclasses import replace
from typing import Any

import pytest
from site_of_tests import ALL, READER, Site, ask, at, new_site

from access.caller import Caller, Scope
from access.services import Services
from pulse.errors import PulseError
from pulse.project import Salt
from resolvers.exports import Format, export
from resolvers.privacy import erase_visitor, visitor_hashes
from resolvers.properties import PropertyKind, property_keys
from resolvers.stats import stats
from resolvers.visits import list_visits
from warehouse.statement import SQL, Binds, Statement


def viewed(visitor: str, minute: int = 5) -> dict[str, Any]:
    return {"type": "pageview", "path": "/", "visitor_id": visitor, "timestamp": at(minute)}


async def rows_of(site: Site) -> dict[str, int]:
    """Rows of the project in each table."""
    found = {}
    for table in ("events", "sessions", "visitors", "traits"):
        binds = Binds()
        sql = f"SELECT count() FROM {table} WHERE project = {binds.text(site.facts.id)}"
        ((found[table],),) = await site.services.warehouse.fetch(Statement(SQL(sql), binds.values))
    return found


async def test_nothing_is_left_of_the_visitor_and_everything_of_the_others(site: Site) -> None:
    await site.send(viewed("ann"), viewed("bob"))
    before = await rows_of(site)
    await site.send(
        viewed("eve"),
        viewed("eve", 6),
        {"type": "identify", "traits": {"plan": "pro"}, "visitor_id": "eve", "timestamp": at(7)},
    )
    found = await erase_visitor(site.ctx, visitor_id="eve")
    assert (found.events, len(found.visitors)) == (3, 1)
    assert await rows_of(site) == before
    assert (await stats(site.ctx, ask())).current.visitors == 2
    assert (await property_keys(site.ctx, ask(), ALL, PropertyKind.TRAIT)).rows == []
    with pytest.raises(PulseError, match="Visitor 'eve' not found"):
        await erase_visitor(site.ctx, visitor_id="eve")


async def test_who_comes_again_begins_anew(site: Site) -> None:
    await site.send(viewed("eve"))
    await erase_visitor(site.ctx, visitor_id="eve")
    await site.send(viewed("eve", 10), viewed("eve", 11))
    current = (await stats(site.ctx, ask())).current
    assert (current.sessions, current.pageviews, current.bounce_rate) == (1, 2, 0.0)
    (visit,) = (await list_visits(site.ctx, ask(), ALL)).rows
    assert (visit.pageviews, visit.duration) == (2, 60.0)


async def test_what_waits_to_be_stored_is_erased_too(site: Site) -> None:
    await site.send(viewed("eve"), viewed("ann"), flush=False)
    assert (await erase_visitor(site.ctx, visitor_id="eve")).events == 1
    await site.services.intake.flush()
    assert (await stats(site.ctx, ask())).current.pageviews == 1


async def test_a_visitor_gets_all_that_is_stored_of_them_and_nothing_else(site: Site) -> None:
    await site.send(viewed("eve"), viewed("ann"), {"type": "identify", "traits": {"plan": "pro"}, "visitor_id": "eve"})
    (eve,) = await visitor_hashes(site.ctx, "eve")
    found = await export(site.ctx, ask(), "raw", Format.NDJSON, eve)
    rows = [json.loads(line) for line in b"".join([piece async for piece in found.pieces]).splitlines()]
    assert [row["type"] for row in rows] == ["identify", "pageview"]
    assert {row["visitor"] for row in rows} == {eve}
    with pytest.raises(PulseError, match="'visitor' goes with 'raw' only"):
        await export(site.ctx, ask(), "pages", visitor=eve)
    with pytest.raises(PulseError, match="'visitor' must be 16 hexadecimal digits"):
        await export(site.ctx, ask(), "raw", visitor="eve")


async def test_a_visitor_is_known_by_the_id_that_reports_show(site: Site) -> None:
    await site.send(viewed("eve"))
    (visit,) = (await list_visits(site.ctx, ask(), ALL)).rows
    assert await visitor_hashes(site.ctx, "eve") == [visit.visitor]
    assert (await erase_visitor(site.ctx, visitor=visit.visitor)).visitors == [visit.visitor]


async def test_for_a_day_the_hash_of_the_salt_before_is_erased_as_well(site: Site) -> None:
    await site.send(viewed("eve"))
    now = site.services.clock()
    site.facts = replace(site.facts, salt=Salt(b"n" * 32, site.facts.salt.current, now - 60))
    found = await erase_visitor(site.ctx, visitor_id="eve")
    assert (found.events, len(found.visitors)) == (1, 2)
    assert set((await rows_of(site)).values()) == {0}


async def test_only_an_administrator_of_the_very_project_erases(site: Site, services: Services) -> None:
    await site.send(viewed("eve"))
    (visit,) = (await list_visits(site.ctx, ask(), ALL)).rows
    other = await new_site(services, site.caller)
    with pytest.raises(PulseError, match="not found"):
        await erase_visitor(other.ctx, visitor=visit.visitor)
    for scopes in ({Scope.QUERY}, {Scope.INGEST}):
        with pytest.raises(PulseError, match="does not have the required 'admin' scope"):
            await erase_visitor(site.restricted(Caller(READER.kind, scopes=frozenset(scopes))), visitor=visit.visitor)
    assert (await stats(site.ctx, ask())).current.visitors == 1


async def test_what_is_wrong_is_named(site: Site) -> None:
    for given in ({}, {"visitor": "0" * 16, "visitor_id": "eve"}):
        with pytest.raises(PulseError, match="give either 'visitor' or 'visitor_id'"):
            await erase_visitor(site.ctx, **given)
    with pytest.raises(PulseError, match="'visitor' must be 16 hexadecimal digits"):
        await erase_visitor(site.ctx, visitor="everybody")
    with pytest.raises(PulseError, match="'visitor_id' is required"):
        await visitor_hashes(site.ctx, "")
