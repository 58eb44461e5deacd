"""Every metric, dimension, filter and window beside the oracle, on random histories through the real way in."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from desk import Desk, new_project
from histories import BEGIN, filters, histories, oracle_of, send, spans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import CLIENT

from access.context import Context
from pulse.errors import PulseError
from pulse.paging import Page
from pulse.project import ProjectFacts
from pulse.windows import Interval, Window, buckets
from resolvers import breakdown, devices, events, geo, pageviews, referrers, sessions, stats
from resolvers.asking import Ask
from warehouse.catalog import METRICS

ContextOf = Callable[[ProjectFacts], Context]
UTC = ZoneInfo("UTC")
ALL = Page(1000)
ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")]
BROKEN_DOWN = (
    "page",
    "entry_page",
    "exit_page",
    "hostname",
    "title",
    "event",
    "source",
    "channel",
    "utm_campaign",
    "browser",
    "os",
    "device",
    "country",
    "language",
    "duration",
    "currency",
    "property:plan",
    "trait:plan",
)

seeded = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def window_of(span: tuple[int, int]) -> Window:
    return Window(BEGIN + span[0], BEGIN + span[0] + span[1])


def has_meaning(name: str, metric: str) -> bool:
    """Written out by hand: what a session has many of has no session measures, what a view lacks no view measures."""
    session_measures = {"sessions", "bounce_rate", "avg_duration", "views_per_session"}
    view_measures = {"pageviews", "unique_views", "time_on_page"}
    if name in ("exit_page", "duration"):
        return metric in session_measures | {"visitors", "pageviews", "events"}
    if name == "page":
        return metric not in session_measures
    if name == "title":
        return metric in ("visitors", "active_visitors", "pageviews", "unique_views")
    if name in ("event", "currency", "property:plan"):
        return metric not in session_measures | view_measures
    return True


@seeded
@given(history=histories, span=spans(), where=st.none() | filters, exact=st.booleans())
async def test_totals(
    desk: Desk, context_of: ContextOf, history: list[dict[str, Any]], span: tuple[int, int], where: Any, *, exact: bool
) -> None:
    project = await send(desk, history)
    oracle, window = await oracle_of(desk, project), window_of(span)
    ask = Ask(window, UTC, where, window.previous(), exact)
    found = await stats.totals(context_of(project), ask, *METRICS)
    assert found == {name: oracle.metric(name, window, where) for name in METRICS}
    report = await stats.stats(context_of(project), ask)
    assert report.previous is not None
    for name in stats.OVERVIEW:
        assert getattr(report.current, name) == oracle.metric(name, window, where), name
        assert getattr(report.previous, name) == oracle.metric(name, window.previous(), where), name


@seeded
@given(
    history=histories,
    span=spans(),
    where=st.none() | filters,
    interval=st.sampled_from([Interval.HOUR, Interval.DAY, Interval.WEEK, Interval.MONTH]),
    zone=st.sampled_from(ZONES),
)
async def test_series(
    desk: Desk,
    context_of: ContextOf,
    history: list[dict[str, Any]],
    span: tuple[int, int],
    where: Any,
    interval: Interval,
    zone: ZoneInfo,
) -> None:
    project = await send(desk, history)
    oracle, window = await oracle_of(desk, project), window_of(span)
    points = await stats.timeseries(context_of(project), Ask(window, zone, where), interval)
    steps = buckets(window, interval, desk.now, zone)
    assert [(one.label, one.start, one.partial) for one in points] == [(s.label, s.start, s.partial) for s in steps]
    edges = [*(step.start for step in steps), steps[-1].end]
    for name in stats.SERIES:
        assert [getattr(one, name) for one in points] == list(oracle.series(name, edges, window, where)), name
    assert sum(one.sessions for one in points) == oracle.metric("sessions", window, where)


@seeded
@given(
    history=histories,
    span=spans(),
    where=st.none() | filters,
    name=st.sampled_from(BROKEN_DOWN),
    chosen=st.lists(st.sampled_from(sorted(METRICS)), min_size=1, max_size=3, unique=True),
)
async def test_breakdowns(
    desk: Desk,
    context_of: ContextOf,
    history: list[dict[str, Any]],
    span: tuple[int, int],
    where: Any,
    name: str,
    chosen: list[str],
) -> None:
    project = await send(desk, history)
    oracle, ask = await oracle_of(desk, project), Ask(window_of(span), UTC, where)
    ctx, oracle.currency = context_of(project), project.currency
    for metric in chosen:
        if (name, metric) == ("currency", "revenue"):
            continue  # it is not the one currency's there; see below
        if not has_meaning(name, metric):
            with pytest.raises(PulseError, match=f"metric '{metric}' has no meaning by '{name}'") as refused:
                await breakdown.breakdown(ctx, ask, name, (metric,), ALL)
            assert refused.value.status == 400
            continue
        found = await breakdown.breakdown(ctx, ask, name, (metric,), ALL)
        expected = oracle.breakdown(name, metric, ask.window, where)
        shown = {row.value: getattr(row, metric) for row in found.rows}
        # A value that only another grain has shows its nothing; which values those are is the other metrics' affair.
        assert {key: n for key, n in shown.items() if n} == {key: n for key, n in expected.items() if n}, metric
        assert found.total == len(found.rows)
        if name in CLIENT and metric == "visitors":
            assert sum(row.visitors or 0 for row in found.rows) == oracle.metric("visitors", ask.window, where)


@seeded
@given(history=histories, span=spans(), where=st.none() | filters)
async def test_named_reports(
    desk: Desk, context_of: ContextOf, history: list[dict[str, Any]], span: tuple[int, int], where: Any
) -> None:
    project = await send(desk, history)
    oracle, ask = await oracle_of(desk, project), Ask(window_of(span), UTC, where)
    ctx = context_of(project)

    def expected(name: str, *metrics: str) -> list[tuple[Any, ...]]:
        columns = [oracle.breakdown(name, metric, ask.window, where) for metric in metrics]
        rows = [(key, *(column.get(key) or 0 for column in columns)) for key in columns[0]]
        return sorted((row for row in rows if any(row[1:])), key=lambda row: (-row[1], row[0].encode()))

    pages = await pageviews.pages(ctx, ask, ALL)
    shown = [(row.path, row.views, row.unique_views, row.avg_duration) for row in pages.rows]
    assert [row for row in shown if row[1]] == [
        row for row in expected("page", "pageviews", "unique_views", "time_on_page") if row[1]
    ]
    sources = await referrers.referrers(ctx, ask, ALL)
    assert [(row.source, row.visitors, row.pageviews) for row in sources.rows] == expected(
        "source", "visitors", "pageviews"
    )
    custom = await events.events(ctx, ask, ALL)
    assert [(row.name, row.count, row.unique) for row in custom.rows] == expected("event", "events", "visitors")
    visitors = oracle.metric("visitors", ask.window, where) or 0
    lists = await devices.devices(ctx, ask, ALL)
    places = await geo.countries(ctx, ask, ALL)
    clients = [(one.name, one.visitors, one.percentage) for one in (*lists.browsers, *lists.operating_systems)]
    clients += [(one.name, one.visitors, one.percentage) for one in lists.device_types]
    clients += [(one.country, one.visitors, one.percentage) for one in places.rows]
    wanted = [row for name in ("browser", "os", "device", "country") for row in expected(name, "visitors")]
    assert clients == [(name, count, round(100 * count / visitors, 1)) for name, count in wanted]


@seeded
@given(history=histories, span=spans(), where=st.none() | filters)
async def test_sessions_report(
    desk: Desk, context_of: ContextOf, history: list[dict[str, Any]], span: tuple[int, int], where: Any
) -> None:
    project = await send(desk, history)
    oracle, ask = await oracle_of(desk, project), Ask(window_of(span), UTC, where)
    report = await sessions.sessions(context_of(project), ask, ALL)
    assert report.sessions == oracle.metric("sessions", ask.window, where)
    bands = oracle.breakdown("duration", "sessions", ask.window, where)
    assert [one.sessions for one in report.durations] == [
        bands.get(str(one.from_seconds), 0) for one in report.durations
    ]
    assert sum(one.sessions for one in report.durations) == report.sessions
    for name, rows in (("entry_page", report.entry_pages), ("exit_page", report.exit_pages)):
        for metric in ("sessions", "bounce_rate", "avg_duration"):
            expected = oracle.breakdown(name, metric, ask.window, where)
            assert {row.path: getattr(row, metric) for row in rows} == expected, (name, metric)


@seeded
@given(history=histories, where=filters)
async def test_a_filter_never_raises_a_count(
    desk: Desk, context_of: ContextOf, history: list[dict[str, Any]], where: Any
) -> None:
    project, window = await send(desk, history), window_of((-10, 10**9))
    counts = ("visitors", "pageviews", "events", "sessions", "unique_views", "active_visitors")
    whole = await stats.totals(context_of(project), Ask(window, UTC), *counts)
    part = await stats.totals(context_of(project), Ask(window, UTC, where), *counts)
    for name in counts:
        assert (part[name] or 0) <= (whole[name] or 0), name


@seeded
@given(
    history=histories,
    name=st.sampled_from(["page", "source", "browser", "event", "trait:plan"]),
    size=st.integers(1, 3),
    together=st.booleans(),
    ascending=st.booleans(),
)
async def test_pages_concatenate_to_the_whole(
    desk: Desk,
    context_of: ContextOf,
    history: list[dict[str, Any]],
    name: str,
    size: int,
    *,
    together: bool,
    ascending: bool,
) -> None:
    project, ask = await send(desk, history), Ask(window_of((-10, 10**9)), UTC)
    ctx, order = context_of(project), breakdown.Order("visitors", ascending)
    whole = await breakdown.breakdown(ctx, ask, name, ("visitors",), ALL, "", order)
    collected: list[breakdown.BreakdownRow] = []
    for offset in range(0, whole.total + size, size):
        fresh = ctx if together else context_of(project)
        found = await breakdown.breakdown(fresh, ask, name, ("visitors",), Page(size, offset), "", order)
        assert found.total == whole.total
        collected += found.rows
    assert collected == whole.rows
    assert [(row.visitors, row.value) for row in whole.rows] == sorted(
        ((row.visitors, row.value) for row in whole.rows),
        key=lambda pair: ((pair[0] or 0) if ascending else -(pair[0] or 0), pair[1].encode()),
    )


@pytest.mark.parametrize("currency", ["USD", "EUR"])
async def test_revenue_is_the_project_s_currency_s_and_the_others_stand_apart(
    desk: Desk, context_of: ContextOf, currency: str
) -> None:
    project = new_project(currency=currency)
    prices = [(9.99, "USD"), (20, "EUR"), (0.01, "USD")]
    clicks = [
        {"who": 0, "asker": 0, "after": 1, "type": "event", "path": "/", "name": "buy", "arrival": {}, "plan": ""}
        | {"price": price}
        for price in prices
    ]
    await send(desk, clicks, project)
    ctx, ask = context_of(project), Ask(window_of((0, 1000)), UTC)
    sums = {"USD": 10.0, "EUR": 20.0}
    assert await stats.totals(ctx, ask, "revenue") == {"revenue": sums[currency]}
    apart = await breakdown.breakdown(ctx, ask, "currency", ("revenue",), ALL)
    assert {row.value: row.revenue for row in apart.rows} == sums


@seeded
@given(history=histories, later=histories, span=spans(), where=st.none() | filters)
async def test_answers_that_are_kept_stay_true(
    desk: Desk,
    context_of: ContextOf,
    history: list[dict[str, Any]],
    later: list[dict[str, Any]],
    span: tuple[int, int],
    where: Any,
) -> None:
    project, ask = new_project(), Ask(window_of(span), UTC, where)
    for part in (history, later):  # the second begins at the same moment: it comes late
        await send(desk, part, project)
        oracle = await oracle_of(desk, project)
        report = await stats.stats(context_of(project), ask)
        for name in stats.OVERVIEW:
            assert getattr(report.current, name) == oracle.metric(name, ask.window, where), name
        found = await breakdown.breakdown(context_of(project), ask, "source", ("visitors",), ALL)
        expected = oracle.breakdown("source", "visitors", ask.window, where)
        assert {row.value: row.visitors for row in found.rows if row.visitors} == {
            k: n for k, n in expected.items() if n
        }
