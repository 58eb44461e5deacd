"""Single cases where a number is easily wrong, and what surrounds the numbers: labels, refusals, shared scans."""

import asyncio
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from desk import Desk, new_project
from histories import BEGIN, send

from access.context import Context
from pulse.errors import PulseError
from pulse.paging import Page
from pulse.project import ProjectFacts
from pulse.windows import DAY, MINUTE, Interval, Window
from resolvers import breakdown, devices, geo, pageviews, realtime, referrers, stats
from resolvers.asking import Ask, ask_between, is_approximate
from warehouse.catalog import METRICS
from warehouse.filters import Is, Not, Op
from warehouse.query import Query, Row
from warehouse.statement import Statement

ContextOf = Callable[[ProjectFacts], Context]
UTC = ZoneInfo("UTC")
TOP = Page(10)


def click(after: int = MINUTE, **changes: Any) -> dict[str, Any]:
    base = {"who": 0, "asker": 0, "after": after, "type": "pageview", "path": "/", "name": "x", "arrival": {}}
    return base | {"plan": "", "price": None} | changes


def window(start: int, end: int) -> Ask:
    return Ask(Window(BEGIN + start, BEGIN + end), UTC)


async def test_a_window_has_its_first_millisecond_and_not_its_end(desk: Desk, context_of: ContextOf) -> None:
    project = await send(desk, [click(0), click(MINUTE), click(MINUTE)])
    ask = window(0, 2 * MINUTE)
    assert (await stats.stats(context_of(project), ask)).current.pageviews == 2
    later = window(1, 2 * MINUTE + 1)
    found = (await stats.stats(context_of(project), later)).current
    assert (found.pageviews, found.sessions) == (2, 0)


async def test_an_exit_page_is_the_session_s_last_one_only(desk: Desk, context_of: ContextOf) -> None:
    """Also where earlier batches had written another one."""
    project = await send(desk, [click(path="/a"), click(path="/b"), click(path="/c")])
    ctx = context_of(project)
    for path, count in (("/a", 0), ("/b", 0), ("/c", 3)):
        ask = Ask(Window(BEGIN, BEGIN + DAY), UTC, Is("exit_page", Op.IS, (path,)))
        found = (await stats.stats(ctx, ask)).current
        assert (found.pageviews, found.sessions) == (count, count // 3), path


async def test_a_page_filter_counts_its_hits_and_the_sessions_that_contain_one_whole(
    desk: Desk, context_of: ContextOf
) -> None:
    project = await send(desk, [click(path="/a"), click(path="/b"), click(path="/c", who=1)])
    ask = Ask(Window(BEGIN, BEGIN + DAY), UTC, Is("page", Op.IS, ("/b",)))
    found = (await stats.stats(context_of(project), ask)).current
    assert (found.pageviews, found.visitors, found.sessions) == (1, 1, 1)
    assert (found.bounce_rate, found.avg_duration, found.views_per_session) == (0.0, 60.0, 2.0)


async def test_a_visitor_counts_once_with_the_client_of_the_first_session(desk: Desk, context_of: ContextOf) -> None:
    project = await send(desk, [click(asker=1), click(60 * MINUTE, asker=0), click(60 * MINUTE, asker=2, who=1)])
    ctx = context_of(project)
    whole = await devices.devices(ctx, window(0, DAY), TOP)
    assert [(row.name, row.visitors, row.percentage) for row in whole.device_types] == [
        ("Desktop", 1, 50.0),
        ("Mobile", 1, 50.0),
    ]
    later = await devices.devices(ctx, window(30 * MINUTE, DAY), TOP)
    assert [(row.name, row.visitors) for row in later.device_types] == [("Desktop", 2)]


async def test_none_has_a_label_and_a_filter_knows_it(desk: Desk, context_of: ContextOf) -> None:
    project = await send(desk, [click(asker=2), click(who=1, arrival={"referrer": "https://bing.com"})])
    ctx, ask = context_of(project), window(0, DAY)
    found = await referrers.referrers(ctx, ask, TOP)
    assert [row.source for row in found.rows] == ["(direct)", "bing.com"]
    places = await geo.countries(ctx, ask, TOP)
    assert [row.country for row in places.rows] == ["US", "XX"]
    for name, label in (("source", "(direct)"), ("country", "XX")):
        for tree, count in (
            (Is(name, Op.IS, (label,)), 1),
            (Is(name, Op.EXISTS), 1),
            (Is(name, Op.CONTAINS, (label,)), 1),
        ):
            totals = await stats.totals(ctx, Ask(ask.window, UTC, tree), "visitors", "sessions")
            assert totals == {"visitors": count, "sessions": count}, tree


async def test_a_day_is_one_of_the_asked_time_zone(desk: Desk, context_of: ContextOf) -> None:
    """Europe's clocks go forward on 29 March 2026 at 01:00 UTC: that day has 23 hours."""
    moments = [22 * 60, 23 * 60, 45 * 60 + 59, 46 * 60]
    history = [click((at - before) * MINUTE) for before, at in zip([0, *moments], moments, strict=False)]
    project = await send(desk, history)
    zone = ZoneInfo("Europe/Berlin")
    ask = ask_between(context_of(project), "2026-03-28", "2026-03-30", timezone="Europe/Berlin")
    points = await stats.timeseries(context_of(project), ask, Interval.DAY)
    assert [(point.label, point.pageviews) for point in points] == [
        ("2026-03-28", 1),
        ("2026-03-29", 2),
        ("2026-03-30", 1),
    ]
    assert ask.zone == zone


async def test_search_keeps_what_contains_it_and_shares_stay_those_of_the_whole(
    desk: Desk, context_of: ContextOf
) -> None:
    project = await send(desk, [click(path="/Docs/%_a"), click(path="/docs/b"), click(path="/x")])
    found = await breakdown.breakdown(context_of(project), window(0, DAY), "page", ("pageviews",), TOP, "docs/")
    assert [(row.value, row.percentage) for row in found.rows] == [("/Docs/%_a", 33.3), ("/docs/b", 33.3)]
    assert found.total == 2
    literal = await pageviews.pages(context_of(project), window(0, DAY), TOP, "%_")
    assert [row.path for row in literal.rows] == ["/Docs/%_a"]


async def test_pages_can_be_ordered_by_each_of_their_columns(desk: Desk, context_of: ContextOf) -> None:
    project = await send(desk, [click(path="/a"), click(path="/a"), click(5 * MINUTE, path="/b"), click(9 * MINUTE)])
    ctx, ask = context_of(project), window(0, DAY)
    orders = {"views": ["/a", "/", "/b"], "unique_views": ["/", "/a", "/b"], "avg_duration": ["/b", "/a", "/"]}
    for column, expected in orders.items():
        found = await pageviews.pages(ctx, ask, TOP, order=breakdown.Order(column))
        assert [row.path for row in found.rows] == expected, column
    with pytest.raises(PulseError, match="'nothing' is not a metric"):
        await pageviews.pages(ctx, ask, TOP, order=breakdown.Order("nothing"))


async def test_what_sorts_need_not_be_shown(desk: Desk, context_of: ContextOf) -> None:
    history = [click(path="/a", who=0), click(path="/a", who=1), *(click(path="/b") for _ in range(3))]
    project = await send(desk, history)
    order = breakdown.Order("pageviews")
    found = await breakdown.breakdown(context_of(project), window(0, DAY), "page", ("visitors",), TOP, "", order)
    assert [(row.value, row.visitors, row.pageviews) for row in found.rows] == [("/b", 1, None), ("/a", 2, None)]


async def test_realtime_knows_the_last_minutes_by_the_server_s_clock(desk: Desk, context_of: ContextOf) -> None:
    project, now = new_project(), round(desk.now * 1000)
    for back, who, kind in ((1, "a", "pageview"), (4, "b", "pageview"), (4, "a", "pageview"), (6, "c", "pageview")):
        item = {"type": kind, "path": f"/{who}", "visitor_id": who, "timestamp": now - back * MINUTE}
        await desk.send(item, project=project)
    vital = {"type": "web_vital", "name": "LCP", "value": 1, "visitor_id": "d", "path": "/v", "timestamp": now}
    await desk.send(vital, project=project)
    await desk.intake.flush()
    ctx = context_of(project)
    assert (await realtime.realtime(ctx)).active_visitors == 3
    course = await realtime.minutes(ctx)
    assert len(course) == 30
    assert [minute.visitors for minute in course if minute.visitors] == [1, 2, 1, 1]
    assert [(row.value, row.visitors) for row in await realtime.top(ctx, "page", TOP)] == [
        ("/a", 1),
        ("/b", 1),
        ("/v", 1),
    ]
    assert [(row.value, row.visitors) for row in await realtime.top(ctx, "country", TOP)] == [("US", 3)]


async def test_siblings_share_a_scan_and_answer_as_they_would_alone(
    desk: Desk, context_of: ContextOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = await send(desk, [click(asker=1), click(asker=0, who=1, arrival={"utm_source": "news"}), click(who=2)])
    asked: list[Statement] = []
    real = desk.warehouse.fetch

    async def counted(statement: Statement) -> list[list[Any]]:
        asked.append(statement)
        return await real(statement)

    monkeypatch.setattr(desk.warehouse, "fetch", counted)
    ask = window(0, DAY)
    names = ("browser", "os", "device", "country", "source", "utm_source", "channel", "page")

    async def panel(ctx: Context, name: str) -> Any:
        return await breakdown.breakdown(ctx, ask, name, ("visitors",), Page(2))

    alone = [await panel(context_of(project), name) for name in names]
    assert len(asked) == len(names)
    asked.clear()
    ctx = context_of(project)
    together, lists, places = await asyncio.gather(
        asyncio.gather(*(panel(ctx, name) for name in names)),
        devices.devices(ctx, ask, TOP),
        geo.countries(ctx, ask, TOP),
    )
    assert list(together) == alone
    assert [row.country for row in places.rows] == ["US", "GB"]
    assert len(lists.browsers) == 2
    assert len(asked) == 2, "once where a visitor counts once, once where it may count at several values"


async def test_an_equal_question_is_asked_once(
    desk: Desk, context_of: ContextOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = await send(desk, [click()])
    calls = 0
    real = desk.warehouse.fetch

    async def counted(statement: Statement) -> list[list[Any]]:
        nonlocal calls
        calls += 1
        return await real(statement)

    monkeypatch.setattr(desk.warehouse, "fetch", counted)
    ctx = context_of(project)
    first, second = await asyncio.gather(stats.stats(ctx, window(0, DAY)), stats.stats(ctx, window(0, DAY)))
    assert first == second
    assert calls == 1


async def test_a_failing_store_fails_each_sibling(desk: Desk, context_of: ContextOf) -> None:
    ctx = context_of(desk.project)
    desk.engine.down = True
    panels = (breakdown.breakdown(ctx, window(0, DAY), name) for name in ("browser", "os", "page"))
    found = await asyncio.gather(*panels, return_exceptions=True)
    assert [problem.status for problem in found if isinstance(problem, PulseError)] == [503, 503, 503]


async def test_behind_the_last_page_there_is_still_a_total(desk: Desk, context_of: ContextOf) -> None:
    project = await send(desk, [click(path="/a"), click(path="/b")])
    found = await breakdown.breakdown(context_of(project), window(0, DAY), "page", ("pageviews",), Page(5, 7))
    assert (found.rows, found.total) == ([], 2)


async def test_a_project_without_events_has_zeros(desk: Desk, context_of: ContextOf) -> None:
    project = new_project()
    report = await stats.stats(context_of(project), Ask(Window(BEGIN, BEGIN + DAY), UTC, compare=Window(0, BEGIN)))
    assert report.current == report.previous
    assert (report.current.visitors, report.current.bounce_rate, report.current.avg_duration) == (0, 0.0, 0.0)
    assert not await stats.has_events(desk.warehouse, project)


async def test_what_was_dropped_is_told_by_reason(desk: Desk, context_of: ContextOf) -> None:
    project = new_project()
    page = {"type": "pageview", "path": "/"}
    await desk.send(page, page, project=project, user_agent="Googlebot/2.1 (+http://www.google.com/bot.html)")
    await desk.send(page | {"webdriver": True}, project=project)
    await desk.intake.flush()
    ask = ask_between(context_of(project))
    found = await stats.dropped(context_of(project), ask)
    assert [(one.reason, one.count) for one in found] == [("bot", 2), ("automation", 1)]


def test_only_large_distinct_counts_are_approximate() -> None:
    query = Query(project="x", metrics=(METRICS["pageviews"], METRICS["visitors"]), windows=(Window(0, 1),))

    def row(visitors: int) -> list[Row]:
        return [Row(0, 0, 0, "", [10**9, visitors], 0, 1)]

    assert [is_approximate(query, row(count)) for count in (65_536, 65_537)] == [False, True]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"start_at": "yesterday"}, "'start_at' is not an ISO 8601"),
        ({"end_at": "2026-13-01"}, "'end_at' is not an ISO 8601"),
        ({"start_at": "2026-03-02", "end_at": "2026-03-01"}, "'start_at' must not be after 'end_at'"),
        ({"timezone": "Mars/Olympus"}, "'timezone' is not a known"),
        ({"where": Not(Is("nothing", Op.EXISTS))}, "'nothing' is not a dimension"),
    ],
)
def test_what_cannot_be_read_is_named(
    desk: Desk, context_of: ContextOf, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(PulseError, match=message):
        ask_between(context_of(desk.project), **arguments)


async def test_too_many_steps_are_refused(desk: Desk, context_of: ContextOf) -> None:
    with pytest.raises(PulseError, match="'interval' minute gives more than"):
        await stats.timeseries(context_of(desk.project), window(0, 90 * DAY), Interval.MINUTE)
