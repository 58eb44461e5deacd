"""Errors in groups against a naive count, and what is decided about them."""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_of_tests import ALL, CHROME, READER, WEEK, Site, ask, at, day_of, new_site

from access.services import Services
from ingest.fingerprint import fingerprint
from models.error_tracking import ErrorDecision
from pulse.errors import PulseError
from pulse.modules import Access, ModuleState
from pulse.paging import Page
from pulse.windows import DAY, Window
from resolvers.error_tracking import (
    ErrorGroupRow,
    ErrorStats,
    ErrorStatus,
    decide_error,
    error_detail,
    error_instances,
    error_series,
    error_stats,
    errors,
)
from warehouse.filters import Is, Op

NULL = "TypeError: Cannot read properties of null (reading 'id')"
STACK = "TypeError: Cannot read properties of null\n at handleClick (app.js:142:18)\n at onClick (react-dom.js:3905:14)"


def fault(message: str, visitor: int = 1, minute: float = 5, day: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "type": "js_error",
        "message": message,
        "path": "/dashboard",
        "visitor_id": f"visitor {visitor}",
        "timestamp": at(minute, day),
    } | more


FAULTS = st.lists(
    st.builds(
        fault,
        st.sampled_from(
            ["TypeError: x is null", "Order 12 lost", "Order 7 lost", "ReferenceError: gtag is not defined"]
        ),
        st.integers(0, 3),
        st.integers(0, 29).map(float),
        st.integers(0, 2),
    ),
    max_size=30,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(items=FAULTS)
async def test_any_history_is_grouped_as_by_hand(services: Services, items: list[dict[str, Any]]) -> None:
    site = await new_site(services)
    quiet = {"type": "pageview", "path": "/", "visitor_id": "visitor 9", "timestamp": at(5)}
    await site.send(*items, quiet)
    groups: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        groups[fingerprint(item["message"])].append(item)
    sessions = {(item["visitor_id"], day_of(item["timestamp"])) for item in items}

    found = await errors(site.ctx, ask(), ALL)
    assert found.total == len(groups)
    counts = [row.count for row in found.rows]
    assert counts == sorted(counts, reverse=True)
    for row in found.rows:
        own = groups[int(row.id, 16)]
        assert row.count == len(own)
        assert row.unique_sessions == len({(item["visitor_id"], day_of(item["timestamp"])) for item in own})
        assert row.visitors == len({item["visitor_id"] for item in own})
        times = [item["timestamp"] for item in own]
        assert (row.first_seen.timestamp(), row.last_seen.timestamp()) == (min(times) / 1000, max(times) / 1000)
        assert row.message in {item["message"] for item in own if item["timestamp"] == max(times)}

    totals = await error_stats(site.ctx, ask())
    assert (totals.total_errors, totals.unique_errors) == (len(items), len(groups))
    assert totals.affected_sessions == len(sessions)
    assert totals.error_rate == round(100 * len(sessions) / (len(sessions) + 1), 1)

    by_day = Counter(day_of(item["timestamp"]) for item in items)
    assert {point.date: point.count for point in await error_series(site.ctx, ask()) if point.count} == by_day


async def test_the_documented_lookup_by_message_finds_the_whole_group(site: Site) -> None:
    await site.send(
        fault("Order 12 lost", minute=1), fault("Order 7 lost", visitor=2, minute=2), fault("x is null", minute=3)
    )
    detail = await error_detail(site.ctx, ask(), ALL, "Order 12 lost")
    assert [instance.message for instance in detail.instances] == ["Order 7 lost", "Order 12 lost"]
    assert detail.total == 2
    (row, _) = (await errors(site.ctx, ask(), ALL)).rows
    assert row.message == "Order 7 lost"
    assert (await error_detail(site.ctx, ask(), ALL, "Order 1 lost")).instances == []


async def test_an_instance_says_what_the_documentation_shows(site: Site) -> None:
    sent = fault(NULL, stack=STACK, filename="https://acme.com/assets/app.js", lineno=142, colno=18)
    await site.send(sent, user_agent=CHROME)
    (instance,) = (await error_detail(site.ctx, ask(), ALL, NULL)).instances
    assert (instance.path, instance.filename) == ("/dashboard", "https://acme.com/assets/app.js")
    assert (instance.lineno, instance.colno, instance.stack) == (142, 18, STACK)
    assert re.fullmatch(r"Chrome 122", instance.browser)
    assert instance.os == "Windows 10"
    assert instance.timestamp.timestamp() == at(5) / 1000


async def test_the_documented_rate(services: Services) -> None:
    """342 errors of 18 kinds in 215 of 4,567 sessions."""
    site = await new_site(services)
    kinds = [f"{letter} is not a function" for letter in "abcdefghijklmnopqr"]
    views = [{"type": "pageview", "path": "/", "visitor_id": f"visitor {n}", "timestamp": at(1)} for n in range(4567)]
    await site.send(*views, *(fault(kinds[n % 18], visitor=n % 215) for n in range(342)))
    found = await error_stats(site.ctx, ask())
    assert found == ErrorStats(total_errors=342, unique_errors=18, affected_sessions=215, error_rate=4.7)


async def test_a_session_that_began_before_the_range_does_not_raise_the_rate(site: Site) -> None:
    await site.send(
        {"type": "pageview", "path": "/", "visitor_id": "visitor 1", "timestamp": at(-10)},
        fault("x", visitor=1, minute=5),
        {"type": "pageview", "path": "/", "visitor_id": "visitor 2", "timestamp": at(5)},
    )
    found = await error_stats(site.ctx, ask(Window(WEEK.end - DAY, WEEK.end)))
    assert (found.total_errors, found.affected_sessions, found.error_rate) == (1, 1, 0.0)


async def test_a_filter_and_a_search_choose(site: Site) -> None:
    await site.send(fault("x is null", path="/a"), fault("gtag is not defined", visitor=2, path="/b"))
    rows = (await errors(site.ctx, ask(where=Is("page", Op.IS, ("/a",))), ALL)).rows
    assert [row.message for row in rows] == ["x is null"]
    rows = (await errors(site.ctx, ask(), ALL, search="GTAG")).rows
    assert [row.message for row in rows] == ["gtag is not defined"]


async def test_a_group_is_resolved_comes_back_and_is_opened_again(services: Services) -> None:
    site = await new_site(services)
    manager = replace(site, caller=READER)
    await site.send(fault("x is null"), fault("gtag is not defined", visitor=2))
    first, second = (await errors(site.ctx, ask(), ALL)).rows

    async def with_status(status: ErrorStatus) -> set[str]:
        return {row.id for row in (await errors(site.ctx, ask(), ALL, status=status)).rows}

    assert (await decide_error(manager.ctx, group=first.id, decision=ErrorDecision.RESOLVED)).status == "resolved"
    await decide_error(manager.ctx, group=second.id, decision=ErrorDecision.IGNORED)
    assert await with_status(ErrorStatus.OPEN) == set()
    assert await with_status(ErrorStatus.RESOLVED) == {first.id}
    assert await with_status(ErrorStatus.IGNORED) == {second.id}

    later = Window(WEEK.start, WEEK.end + DAY)
    soon = 14 * 60 + 20
    with site.later(600):
        await site.send(fault(first.message, visitor=3, minute=soon), fault(second.message, visitor=3, minute=soon))
    states = {row.id: row.status for row in (await errors(site.ctx, ask(later), ALL)).rows}
    assert states == {first.id: ErrorStatus.REGRESSED, second.id: ErrorStatus.IGNORED}
    assert await with_status(ErrorStatus.REGRESSED) == {first.id}
    assert await with_status(ErrorStatus.RESOLVED) == set()

    opened = await decide_error(manager.ctx, group=first.id, decision=None)
    assert (opened.status, opened.count) == (ErrorStatus.OPEN, 2)
    assert await with_status(ErrorStatus.OPEN) == {first.id}


async def test_another_project_neither_sees_nor_decides(site: Site, services: Services) -> None:
    await site.send(fault("x is null"))
    (row,) = (await errors(site.ctx, ask(), ALL)).rows
    other = await new_site(services)
    assert (await errors(other.ctx, ask(), ALL)).rows == []
    assert (await error_instances(other.ctx, ask(), ALL, row.id)).rows == []
    with pytest.raises(PulseError) as caught:
        await decide_error(other.ctx, group=row.id, decision=ErrorDecision.IGNORED)
    assert (caught.value.status, caught.value.message) == (404, f"Error group '{row.id}' not found.")
    assert (await errors(site.ctx, ask(), ALL)).rows[0].status is ErrorStatus.OPEN


async def test_pages_concatenate_to_the_whole(site: Site) -> None:
    await site.send(*(fault(f"{word} is null", visitor=n) for n, word in enumerate("abcdefgabca")))
    whole = (await errors(site.ctx, ask(), ALL)).rows
    parts: list[ErrorGroupRow] = []
    for offset in range(0, 9, 2):
        page = await errors(site.ctx, ask(), Page(2, offset))
        assert page.total == 7
        parts += page.rows
    assert parts == whole


@pytest.mark.parametrize("group", ["", "x", "0" * 15, "0" * 17, "A" * 16, "0x" + "0" * 14, "' OR 1 = 1 --  "])
async def test_a_wrong_group_is_named(site: Site, group: str) -> None:
    for call in (
        error_instances(site.ctx, ask(), ALL, group),
        error_series(site.ctx, ask(), group=group),
        decide_error(site.ctx, group=group, decision=None),
    ):
        with pytest.raises(PulseError, match="'group' must be 16 hexadecimal digits") as caught:
            await call
        assert caught.value.status == 400


async def test_a_missing_message_is_named(site: Site) -> None:
    with pytest.raises(PulseError, match="'message' is required"):
        await error_detail(site.ctx, ask(), ALL, "")


async def test_reading_and_writing_are_levels_of_their_own(site: Site) -> None:
    with pytest.raises(PulseError, match="does not allow read access"):
        await errors(site.restricted(error_tracking=ModuleState(access=Access.WRITE)), ask(), ALL)
    with pytest.raises(PulseError, match="does not allow write access"):
        await decide_error(
            site.restricted(error_tracking=ModuleState(access=Access.READ)), group="0" * 16, decision=None
        )
    with pytest.raises(PulseError, match="Module 'error_tracking' is not enabled for this project"):
        await error_stats(site.restricted(error_tracking=ModuleState(enabled=False)), ask())
