from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab import NOW, TODAY, Did, Site, new_site, over, ways

from access.services import Services
from pulse.errors import PulseError
from pulse.modules import Access
from pulse.numbers import percent
from pulse.project import IdentityWindow
from pulse.windows import DAY, MINUTE, zone_of
from resolvers.retention import RetentionPeriod, RetentionReport, Unknown, retention
from warehouse.filters import Is, Op
from warehouse.retention import Return

FEW = settings(max_examples=10, deadline=None, derandomize=True)
VIENNA = zone_of("Europe/Vienna")

histories = st.lists(
    st.builds(
        lambda visitor, day, minute, path: Did(visitor, TODAY - day * DAY + minute * MINUTE, path),
        visitor=st.integers(0, 7),
        day=st.sampled_from([0, 1, 2, 3, 7, 8, 9, 14, 21, 29, 30, 31, 45]),
        minute=st.sampled_from([1, 600, 780, 1_380]),
        path=st.sampled_from(["/", "/a"]),
    ).filter(lambda did: did.at < NOW * 1000),
    max_size=40,
)


def day_of(at: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at / 1000, zone).date()


def start_of(day: date, period: RetentionPeriod) -> date:
    if period is RetentionPeriod.WEEKLY:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period is RetentionPeriod.MONTHLY else day


def naive(
    history: Sequence[Did], period: RetentionPeriod, by: Return, days: Sequence[int], path: str | None = None
) -> dict[str, list[float | None]]:
    """Each cohort's members, and percentages."""
    cohorts: defaultdict[str, list[tuple[date, set[date]]]] = defaultdict(list)
    for way in ways(history).values():
        seen = [day_of(did.at, VIENNA) for did in way]
        on_first = {did.path for did, day in zip(way, seen, strict=True) if day == seen[0]}
        if seen[0] >= day_of(TODAY - 29 * DAY, VIENNA) and (path is None or path in on_first):
            cohorts[start_of(seen[0], period).isoformat()].append((seen[0], set(seen)))
    today = day_of(int(NOW * 1000), VIENNA)
    found: dict[str, list[float | None]] = {}
    for cohort, members in sorted(cohorts.items()):
        row: list[float | None] = [len(members)]
        for day in days:
            back = [
                any(
                    (other - first).days == day or (by is Return.ON_OR_AFTER and (other - first).days > day)
                    for other in seen
                )
                for first, seen in members
            ]
            known = (today - max(first for first, _ in members)).days >= day
            row.append(percent(sum(back), len(members)) if known else None)
        found[cohort] = row
    return found


def table(report: RetentionReport) -> dict[str, list[float | None]]:
    return {row.cohort: [row.initial_visitors, *(cell.percentage for cell in row.cells)] for row in report.cohorts}


@FEW
@given(history=histories)
async def test_cohorts_are_who_a_child_would_put_together(journeys: Services, history: list[Did]) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    days = [0, 1, 2, 7, 14, 30]
    ask = replace(site.asks(zone="Europe/Vienna"))
    start = int(datetime(2026, 8, 23, tzinfo=VIENNA).timestamp() * 1000)
    ask = replace(ask, window=replace(ask.window, start=start))
    for period in RetentionPeriod:
        for by in Return:
            report = await retention(site.ctx, ask, period, days, by)
            assert table(report) == naive(history, period, by, days)
    filtered = replace(ask, where=Is("page", Op.IS, ("/a",)))
    for by in Return:
        report = await retention(site.ctx, filtered, RetentionPeriod.WEEKLY, days, by)
        assert table(report) == naive(history, RetentionPeriod.WEEKLY, by, days, "/a")


@FEW
@given(history=histories)
async def test_a_row_never_rises(journeys: Services, history: list[Did]) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    whole = await retention(site.ctx, site.asks())
    for row in whole.cohorts:
        known = [cell.visitors for cell in row.cells if cell.visitors is not None]
        assert known == sorted(known, reverse=True)
        assert all(visitors <= row.initial_visitors for visitors in known)
    daily = await retention(site.ctx, site.asks(), RetentionPeriod.DAILY)
    assert sum(row.initial_visitors for row in daily.cohorts) == sum(row.initial_visitors for row in whole.cohorts)
    part = await retention(site.ctx, site.asks(where=Is("device", Op.IS, ("Mobile",))))
    members = {row.cohort: row.initial_visitors for row in whole.cohorts}
    assert all(row.initial_visitors <= members[row.cohort] for row in part.cohorts)


async def test_who_came_before_the_range_is_no_newcomer(site: Site) -> None:
    await site.happened([Did(1, TODAY - 200 * DAY, "/"), Did(1, TODAY - DAY, "/"), Did(2, TODAY - DAY, "/")])
    assert [row.initial_visitors for row in (await retention(site.ctx, site.asks())).cohorts] == [1]


async def test_a_cell_beyond_the_identity_window_is_not_known(site: Site) -> None:
    await site.happened([Did(1, TODAY - 20 * DAY, "/"), Did(1, TODAY, "/")])
    ctx = site.ctx.within(replace(site.project, identity_window=IdentityWindow.WEEK))
    (cohort,) = (await retention(ctx, site.asks())).cohorts
    assert [cell.unknown for cell in cohort.cells] == [
        None,
        *[Unknown.NOT_RECOGNISED] * 5,
    ]
    (cohort,) = (await retention(site.ctx, site.asks())).cohorts
    assert [cell.unknown for cell in cohort.cells] == [None, None, None, *[Unknown.NOT_YET] * 3]


@pytest.mark.parametrize("days", [[], [-1], [4_000], list(range(101))])
async def test_wrong_days_are_refused_by_name(site: Site, days: list[int]) -> None:
    with pytest.raises(PulseError, match="'days'") as caught:
        await retention(site.ctx, site.asks(), RetentionPeriod.DAILY, days)
    assert caught.value.status == 400


async def test_other_projects_visitors_are_not_counted(site: Site, other: Site) -> None:
    await other.happened([Did(1, TODAY - DAY, "/"), Did(1, TODAY, "/")])
    for by in Return:
        assert (await retention(site.ctx, site.asks(), RetentionPeriod.DAILY, [1], by)).cohorts == []


async def test_retention_over_both_doors(client: httpx.AsyncClient, site: Site) -> None:
    await site.happened([Did(1, TODAY - 14 * DAY, "/"), Did(1, TODAY - 7 * DAY, "/"), Did(2, TODAY - 13 * DAY, "/")])
    query = "period=weekly&start_at=2026-09-01&end_at=2026-09-21"
    rest = await over(client, site, "GET", f"/retention?{query}")
    row = {"cohort": "2026-09-07", "initial_visitors": 2, "D1": 50.0, "D7": 50.0}
    assert rest.json() == {"period": "weekly", "cohorts": [row | {"D14": None, "D30": None, "D60": None, "D90": None}]}
    assert list(rest.json()["cohorts"][0])[2:] == ["D1", "D7", "D14", "D30", "D60", "D90"]
    wrong = await over(client, site, "GET", "/retention?period=yearly")
    assert wrong.json() == {"error": "Invalid request: 'period' must be one of daily, weekly, monthly."}
    for bad in ("start_at=x", "end_at=x"):
        assert (await over(client, site, "GET", f"/retention?{bad}")).status_code == 400
    asked = """{ project { analytics(range: {startAt: "2026-09-01", endAt: "2026-09-21"}) {
        retention(days: [7, 14], returning: EXACTLY) {
            period cohorts { cohort initialVisitors cells { day visitors percentage unknown } } } } } }"""
    found = (await site.ask(client, asked))["data"]["project"]["analytics"]["retention"]
    cells = [
        {"day": 7, "visitors": 1, "percentage": 50.0, "unknown": None},
        {"day": 14, "visitors": None, "percentage": None, "unknown": "NOT_YET"},
    ]
    cohort = {"cohort": "2026-09-07", "initialVisitors": 2, "cells": cells}
    assert found == {"period": "WEEKLY", "cohorts": [cohort]}
    await site.switch(client, "retention", enabled=False)
    assert (await over(client, site, "GET", "/retention")).status_code == 403
    off = await site.ask(client, "{ project { name analytics { retention { period } } } }")
    assert off["data"]["project"] == {"name": "Shop", "analytics": {"retention": None}}
    assert off["errors"][0]["extensions"]["code"] == "MODULE_DISABLED"
    with pytest.raises(PulseError, match="read access"):
        await retention(site.with_module("retention", access=Access.WRITE), site.asks())


def test_the_tests_day_is_a_monday() -> None:
    assert datetime.fromtimestamp(TODAY / 1000, UTC).weekday() == 0
