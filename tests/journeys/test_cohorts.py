from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab import TODAY, Did, Site, new_site, over, visits, ways

from access.services import Services
from pulse.errors import PulseError
from pulse.modules import Access
from pulse.windows import DAY, MINUTE, Window, zone_of
from resolvers.asking import Ask
from resolvers.cohorts import CohortMetric, CohortPeriod, cohorts
from warehouse.filters import Is, Op

FEW = settings(max_examples=6, deadline=None, derandomize=True)
JANUARY, MARCH_23 = 1_767_225_600_000, 1_774_224_000_000
"""2026-01-01 and 2026-03-23, UTC."""

histories = st.lists(
    st.builds(
        lambda visitor, day, minute, name, euros: Did(
            visitor, TODAY - day * DAY + minute * MINUTE, "" if name else "/", name, {}, euros if name else None
        ),
        visitor=st.integers(0, 5),
        day=st.integers(0, 40),
        minute=st.sampled_from([0, 10, 50, 1_435, 1_439]),
        name=st.sampled_from(["", "", "buy"]),
        euros=st.sampled_from([None, 1.5, 2.25]),
    ).filter(lambda did: did.at < TODAY + DAY),
    max_size=40,
)


def start_of(at: int, period: CohortPeriod) -> date:
    day = datetime.fromtimestamp(at / 1000, UTC).date()
    return day.replace(day=1) if period is CohortPeriod.MONTH else day - timedelta(days=day.weekday())


def total_of(history: Sequence[Did], metric: CohortMetric, period: CohortPeriod, start: date) -> float:
    inside = [did for did in history if start_of(did.at, period) == start]
    if metric is CohortMetric.SESSIONS:
        firsts = [visit[0] for way in ways(history).values() for visit in visits(way)]
        return sum(start_of(first.at, period) == start for first in firsts)
    if metric is CohortMetric.REVENUE:
        return round(sum(did.revenue or 0 for did in inside), 2)
    return sum(bool(did.name) == (metric is CohortMetric.EVENTS) for did in inside)


@FEW
@given(history=histories)
async def test_periods_hold_what_a_child_would_count(journeys: Services, history: list[Did]) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    for period in CohortPeriod:
        for metric in CohortMetric:
            report = await cohorts(site.ctx, site.asks(50), period, metric)
            for row in report.cohorts:
                start = date.fromisoformat(row.period if len(row.period) == 10 else f"{row.period}-01")
                active = {did.visitor for did in history if start_of(did.at, period) == start}
                total = total_of(history, metric, period, start)
                assert (row.visitors, row.total) == (len(active), total)
                assert row.avg_per_visitor == (round(total / len(active), 2) if active else 0)
            part = await cohorts(site.ctx, site.asks(50, where=Is("device", Op.IS, ("Mobile",))), period, metric)
            assert all(some.total <= all_.total for some, all_ in zip(part.cohorts, report.cohorts, strict=True))


async def test_the_documented_averages(site: Site) -> None:
    """3921 sessions of 2890 visitors, 4234 of 3105, 4567 of 3241."""
    history = [
        Did(visitor, start + 5 * DAY + again * 40 * MINUTE, "/")
        for start, visitors, sessions in (
            (JANUARY, 2890, 3921),
            (JANUARY + 31 * DAY, 3105, 4234),
            (JANUARY + 59 * DAY, 3241, 4567),
        )
        for visitor in range(visitors)
        for again in range(1 + (visitor < sessions - visitors))
    ]
    await site.happened(history)
    ask = Ask(Window(JANUARY, MARCH_23), zone_of("UTC"))
    report = await cohorts(site.ctx, ask, CohortPeriod.MONTH, CohortMetric.SESSIONS)
    assert [(row.period, row.visitors, row.total, row.avg_per_visitor) for row in report.cohorts] == [
        ("2026-01", 2890, 3921, 1.36),
        ("2026-02", 3105, 4234, 1.36),
        ("2026-03", 3241, 4567, 1.41),
    ]


async def test_cohorts_over_both_doors(client: httpx.AsyncClient, site: Site, other: Site) -> None:
    await other.happened([Did(9, TODAY, "/")])
    await site.happened([Did(1, TODAY, "/"), Did(1, TODAY + 1, "/a"), Did(2, TODAY - 7 * DAY, "/")])
    days = "start_at=2026-09-14&end_at=2026-09-21"
    rest = await over(client, site, "GET", f"/cohorts?group_by=week&metric=pageviews&{days}")
    rows = [
        {"period": "2026-09-14", "visitors": 1, "total": 1, "avg_per_visitor": 1.0},
        {"period": "2026-09-21", "visitors": 1, "total": 2, "avg_per_visitor": 2.0},
    ]
    assert rest.json() == {"group_by": "week", "metric": "pageviews", "cohorts": rows}
    for query, told in (
        ("group_by=day", "'group_by' must be one of week, month"),
        ("metric=bounces", "'metric' must be one of pageviews, sessions, events, revenue"),
        ("start_at=x", "'start_at'"),
        ("end_at=x", "'end_at'"),
    ):
        wrong = await over(client, site, "GET", f"/cohorts?{query}")
        assert (wrong.status_code, told in wrong.json()["error"]) == (400, True)
    asked = """{ project { analytics(range: {startAt: "2026-09-14", endAt: "2026-09-21"}) {
        cohorts(groupBy: MONTH, metric: SESSIONS) {
            groupBy metric approximate cohorts { period visitors total avgPerVisitor partial } } } } }"""
    found = (await site.ask(client, asked))["data"]["project"]["analytics"]["cohorts"]
    row = {"period": "2026-09", "visitors": 2, "total": 2.0, "avgPerVisitor": 1.0, "partial": True}
    assert found == {"groupBy": "MONTH", "metric": "SESSIONS", "approximate": False, "cohorts": [row]}
    await site.switch(client, "cohorts", enabled=False)
    assert (await over(client, site, "GET", "/cohorts")).status_code == 403
    off = await site.ask(client, "{ project { name analytics { cohorts { metric } } } }")
    assert off["data"]["project"] == {"name": "Shop", "analytics": {"cohorts": None}}
    assert off["errors"][0]["extensions"]["code"] == "MODULE_DISABLED"
    with pytest.raises(PulseError, match="read access"):
        await cohorts(site.with_module("cohorts", access=Access.WRITE), site.asks())
