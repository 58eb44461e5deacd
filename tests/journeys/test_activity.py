from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab import NOW, TODAY, Did, Site, new_site, visits, ways

from access.services import Services
from pulse.errors import PulseError
from pulse.modules import Access
from pulse.numbers import mean, percent
from pulse.windows import DAY, MINUTE, Interval, Window, zone_of
from resolvers.activity import lifecycle, stickiness
from resolvers.asking import Ask
from warehouse.filters import Is, Op

FEW = settings(max_examples=10, deadline=None, derandomize=True)
VIENNA = zone_of("Europe/Vienna")
histories = st.lists(
    st.builds(
        lambda visitor, day, minute, path: Did(visitor, TODAY - day * DAY + minute * MINUTE, path),
        visitor=st.integers(0, 4),
        day=st.integers(0, 40),
        minute=st.sampled_from([0, 780, 1_325, 1_439]),
        path=st.sampled_from(["/", "/a"]),
    ).filter(lambda did: did.at < NOW * 1000),
    max_size=40,
)


def period_of(at: int, interval: Interval) -> date:
    day = datetime.fromtimestamp(at / 1000, VIENNA).date()
    if interval is Interval.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if interval is Interval.MONTH else day


def before(start: date, interval: Interval) -> date:
    step = start - timedelta(days=1)
    if interval is Interval.MONTH:
        return step.replace(day=1)
    return start - timedelta(days=7) if interval is Interval.WEEK else step


def ask_of(days: int) -> Ask:
    start = int(datetime(2026, 9, 21, tzinfo=VIENNA).timestamp() * 1000) - (days - 1) * DAY
    return Ask(Window(start, start + days * DAY), VIENNA)


def selected(history: Sequence[Did], path: str) -> list[Did]:
    """The whole sessions that saw a page."""
    return [
        did
        for way in ways(history).values()
        for visit in visits(way)
        if any(one.path == path for one in visit)
        for did in visit
    ]


@FEW
@given(history=histories, interval=st.sampled_from([Interval.DAY, Interval.WEEK, Interval.MONTH]))
async def test_visitors_are_what_a_child_would_call_them(
    journeys: Services, history: list[Did], interval: Interval
) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    ever = {visitor: way[0].at for visitor, way in ways(history).items()}
    for where, counted in ((None, history), (Is("page", Op.IS, ("/a",)), selected(history, "/a"))):
        there = {(period_of(did.at, interval), did.visitor) for did in counted}
        ask = ask_of(20)
        rows = await lifecycle(site.ctx, Ask(ask.window, ask.zone, where), interval)
        for row in rows:
            start = date.fromisoformat(row.date)
            prior = before(start, interval)
            active = {visitor for day, visitor in there if day == start}
            stayed = {visitor for visitor in active if (prior, visitor) in there}
            new = {visitor for visitor in active if period_of(ever[visitor], interval) == start}
            gone = {visitor for day, visitor in there if day == prior} - active
            assert (row.new, row.returning) == (len(new), len(stayed - new))
            assert (row.resurrecting, row.dormant) == (len(active - new - stayed), len(gone))
        assert [row.partial for row in rows] == [False] * (len(rows) - 1) + [True]


@FEW
@given(history=histories, interval=st.sampled_from([Interval.DAY, Interval.WEEK, Interval.MONTH]))
async def test_stickiness_counts_periods(journeys: Services, history: list[Did], interval: Interval) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    ask = ask_of(20)
    for where, counted in ((None, history), (Is("page", Op.IS, ("/a",)), selected(history, "/a"))):
        inside = [did for did in counted if did.at >= ask.window.start]
        periods = Counter(visitor for visitor, _ in {(did.visitor, period_of(did.at, interval)) for did in inside})
        report = await stickiness(site.ctx, Ask(ask.window, ask.zone, where), interval)
        assert report.visitors == len(periods) == sum(row.visitors for row in report.rows)
        assert {row.periods: row.visitors for row in report.rows if row.visitors} == Counter(periods.values())
        assert report.average == mean(periods.total(), len(periods))
        assert [row.percentage for row in report.rows] == [percent(row.visitors, len(periods)) for row in report.rows]


async def test_activity_in_graphql(client: httpx.AsyncClient, site: Site, other: Site) -> None:
    await other.happened([Did(5, TODAY, "/")])
    await site.happened([Did(1, TODAY - 7 * DAY, "/"), Did(1, TODAY, "/"), Did(2, TODAY - 7 * DAY, "/")])
    asked = """{ project { analytics(range: {startAt: "2026-09-14", endAt: "2026-09-21"}) {
        lifecycle { date new returning resurrecting dormant partial }
        stickiness(interval: WEEK) { visitors average rows { periods visitors percentage } }
        tooMany: lifecycle(interval: MINUTE) { date } } } }"""
    found = await site.ask(client, asked)
    reports = found["data"]["project"]["analytics"]
    assert reports["lifecycle"] == [
        {"date": "2026-09-14", "new": 2, "returning": 0, "resurrecting": 0, "dormant": 0, "partial": False},
        {"date": "2026-09-21", "new": 0, "returning": 1, "resurrecting": 0, "dormant": 1, "partial": True},
    ]
    rows = [{"periods": 1, "visitors": 1, "percentage": 50.0}, {"periods": 2, "visitors": 1, "percentage": 50.0}]
    assert reports["stickiness"] == {"visitors": 2, "average": 1.5, "rows": rows}
    assert reports["tooMany"] is None
    assert "'interval'" in found["errors"][0]["message"]
    await site.switch(client, "retention", enabled=False)
    off = await site.ask(client, "{ project { name analytics { lifecycle { date } stickiness { average } } } }")
    assert off["data"]["project"] == {"name": "Shop", "analytics": {"lifecycle": None, "stickiness": None}}
    assert {error["extensions"]["code"] for error in off["errors"]} == {"MODULE_DISABLED"}
    for report in (lifecycle, stickiness):
        with pytest.raises(PulseError, match="read access"):
            await report(site.with_module("retention", access=Access.WRITE), site.asks())
