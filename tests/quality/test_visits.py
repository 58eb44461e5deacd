"""Single sessions and visitors against a naive reading of the same history."""

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_of_tests import ALL, FIREFOX, Site, ask, at, new_site

from access.services import Services
from pulse.errors import PulseError
from pulse.paging import Page
from resolvers.visits import get_visit, get_visitor, list_visits, visit_timeline
from warehouse.filters import Is, Op


def viewed(path: str, visitor: int, minute: int, day: int = 0) -> dict[str, Any]:
    return {"type": "pageview", "path": path, "visitor_id": f"visitor {visitor}", "timestamp": at(minute, day)}


VIEWS = st.lists(
    st.builds(viewed, st.sampled_from(["/", "/a", "/b"]), st.integers(0, 3), st.integers(0, 25), st.integers(0, 2)),
    max_size=25,
    unique_by=lambda view: (view["visitor_id"], view["timestamp"]),
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(items=VIEWS)
async def test_any_history_is_told_as_it_was(services: Services, items: list[dict[str, Any]]) -> None:
    site = await new_site(services)
    for half in (items[::2], items[1::2]):
        await site.send(*half)
    history: defaultdict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item["timestamp"]):
        history[item["visitor_id"], item["timestamp"] // 86_400_000].append(item)

    found = await list_visits(site.ctx, ask(), ALL)
    assert found.total == len(found.rows) == len(history)
    assert [row.started_at for row in found.rows] == sorted((row.started_at for row in found.rows), reverse=True)
    told = sorted((row.pageviews, row.duration, row.ended_at.timestamp()) for row in found.rows)
    assert told == sorted(
        (len(own), (own[-1]["timestamp"] - own[0]["timestamp"]) / 1000, own[-1]["timestamp"] / 1000)
        for own in history.values()
    )
    for row in found.rows[:3]:
        assert await get_visit(site.ctx, row.id) == row
        story = await visit_timeline(site.ctx, row.id, ALL)
        assert story.total == row.pageviews
        assert [one.timestamp for one in story.rows] == sorted(one.timestamp for one in story.rows)
        own = next(
            own
            for own in history.values()
            if [view["timestamp"] / 1000 for view in own] == [one.timestamp.timestamp() for one in story.rows]
        )
        assert [one.path for one in story.rows] == [view["path"] for view in own]
        profile = await get_visitor(site.ctx, row.visitor)
        theirs = await list_visits(site.ctx, ask(), ALL, row.visitor)
        assert profile.sessions == theirs.total
        assert profile.pageviews == sum(visit.pageviews for visit in theirs.rows)
        assert {visit.visitor for visit in theirs.rows} == {row.visitor}


async def test_what_is_shown_of_a_session_that_went_on_is_its_present_state(site: Site) -> None:
    await site.send(viewed("/", 1, 5))
    (first,) = (await list_visits(site.ctx, ask(), ALL)).rows
    assert (first.bounce, first.exit_page) == (True, "/")
    await site.send(viewed("/a", 1, 6))
    (row,) = (await list_visits(site.ctx, ask(), ALL)).rows
    assert (row.id, row.bounce, row.entry_page, row.exit_page, row.duration) == (first.id, False, "/", "/a", 60.0)
    assert (await list_visits(site.ctx, ask(where=Is("exit_page", Op.IS, ("/",))), ALL)).total == 0
    assert (await list_visits(site.ctx, ask(where=Is("page", Op.IS, ("/a",))), ALL)).total == 1


async def test_a_profile_has_the_newest_traits(site: Site) -> None:
    await site.send(viewed("/", 1, 5))
    for minute, plan in ((7, "pro"), (6, "free")):
        await site.send(
            {"type": "identify", "traits": {"plan": plan}, "visitor_id": "visitor 1", "timestamp": at(minute)}
        )
    (row,) = (await list_visits(site.ctx, ask(), ALL)).rows
    profile = await get_visitor(site.ctx, row.visitor)
    assert [(trait.key, trait.value) for trait in profile.traits] == [("plan", "pro")]
    assert (profile.sessions, profile.pageviews) == (1, 1)


async def test_filters_and_pages(site: Site) -> None:
    await site.send(*(viewed("/", n, n) for n in range(7)))
    await site.send(viewed("/", 9, 9), user_agent=FIREFOX)
    whole = (await list_visits(site.ctx, ask(), ALL)).rows
    pages = [await list_visits(site.ctx, ask(), Page(3, offset)) for offset in (0, 3, 6, 9)]
    assert [row for page in pages for row in page.rows] == whole
    assert {page.total for page in pages} == {8}
    (row,) = (await list_visits(site.ctx, ask(where=Is("browser", Op.IS, ("Firefox",))), ALL)).rows
    assert (row.browser, row.source, row.country) == ("Firefox", "(direct)", "US")


async def test_nothing_of_another_project_is_shown(site: Site, services: Services) -> None:
    await site.send(viewed("/", 1, 5))
    (row,) = (await list_visits(site.ctx, ask(), ALL)).rows
    other = await new_site(services)
    assert (await list_visits(other.ctx, ask(), ALL, row.visitor)).total == 0
    for call, said in (
        (get_visit(other.ctx, row.id), f"Session '{row.id}' not found."),
        (visit_timeline(other.ctx, row.id, ALL), f"Session '{row.id}' not found."),
        (get_visitor(other.ctx, row.visitor), f"Visitor '{row.visitor}' not found."),
    ):
        with pytest.raises(PulseError) as caught:
            await call
        assert (caught.value.status, caught.value.message) == (404, said)


@pytest.mark.parametrize("text", ["", "x", "A" * 16, "0" * 15, "' OR 1=1 -- aaaa"])
async def test_a_wrong_id_is_named(site: Site, text: str) -> None:
    for call, field in (
        (get_visit(site.ctx, text), "session"),
        (visit_timeline(site.ctx, text, ALL), "session"),
        (get_visitor(site.ctx, text), "visitor"),
        (list_visits(site.ctx, ask(), ALL, text), "visitor"),
    ):
        with pytest.raises(PulseError, match=f"'{field}' must be 16 hexadecimal digits"):
            await call
