"""Web vitals against a naive reading of the same reports."""

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_of_tests import ALL, FIREFOX, WEEK, Site, ask, at, day_of, new_site, percentile

from access.services import Services
from pulse.errors import PulseError
from pulse.modules import Access, ModuleState
from pulse.paging import Page
from pulse.windows import DAY, Interval, Window
from resolvers.webvitals import Rating, Vital, VitalsRow, rating, vital_series, vitals, vitals_by
from warehouse.filters import Is, Op
from warehouse.webvitals import VITALS

PATHS = ("/", "/pricing", "/docs/a")


def report(path: str, metric: str, value: float, view: int, minute: int, day: int = 0) -> dict[str, Any]:
    """One measure; the views of a page are told apart by visitor, so that no view id is needed."""
    return {
        "type": "web_vital",
        "name": metric,
        "value": value,
        "path": path,
        "visitor_id": f"visitor {view}",
        "timestamp": at(minute, day),
    }


REPORTS = st.lists(
    st.builds(
        report,
        st.sampled_from(PATHS),
        st.sampled_from(VITALS),
        st.integers(0, 6000).map(float),
        st.integers(0, 4),
        st.integers(0, 20),
        st.integers(0, 1),
    ),
    max_size=40,
    unique_by=lambda item: (item["timestamp"], item["visitor_id"], item["path"], item["name"]),
)


def last_reports(items: list[dict[str, Any]]) -> dict[tuple[str, str, str, str], dict[str, Any]]:
    """By day, visitor, path and metric the report that came last; each day's is a session of its own here."""
    found: dict[tuple[str, str, str, str], dict[str, Any]] = {}
    for item in sorted(items, key=lambda item: item["timestamp"]):
        found[day_of(item["timestamp"]), item["visitor_id"], item["path"], item["name"]] = item
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(items=REPORTS)
async def test_any_history_is_summed_up_as_by_hand(services: Services, items: list[dict[str, Any]]) -> None:
    site = await new_site(services)
    await site.send(*items)
    last = last_reports(items)
    measured: defaultdict[str, list[float]] = defaultdict(list)
    for (_, _, _, metric), item in last.items():
        measured[metric].append(item["value"])

    found = await vitals(site.ctx, ask())
    assert [row.metric for row in found] == list(VITALS)
    for row in found:
        values = measured[row.metric]
        assert row.samples == len(values)
        for share, shown in ((0.5, row.p50), (0.75, row.p75), (0.99, row.p99)):
            assert shown == rounded(row.metric, percentile(values, share))

    rows = await vitals_by(site.ctx, ask(), ALL)
    expected = {
        path: len({(day, visitor) for day, visitor, where, _ in last if where == path})
        for path in {where for _, _, where, _ in last}
    }
    assert {row.value: row.samples for row in rows.rows} == expected
    assert [row.value for row in rows.rows] == sorted(expected, key=lambda path: (-expected[path], path))
    for row in rows.rows:
        lcp = [item["value"] for (_, _, path, name), item in last.items() if (path, name) == (row.value, "LCP")]
        assert row.lcp_p75 == rounded("LCP", percentile(lcp, 0.75))

    series = await vital_series(site.ctx, ask(), "CLS")
    for point in series.data:
        values = [item["value"] for (day, _, _, name), item in last.items() if (day, name) == (point.date, "CLS")]
        assert (point.p75, point.samples) == (rounded("CLS", percentile(values, 0.75)), len(values))


def rounded(metric: str, value: float | None) -> float | None:
    if value is None:
        return None
    return round(value, 3) if metric == "CLS" else round(value)


async def test_of_one_pageview_the_last_report_counts_though_it_arrives_first(site: Site) -> None:
    await site.send(report("/", "LCP", 900, 1, 5))
    await site.send(report("/", "LCP", 4000, 1, 3))
    assert (await vitals(site.ctx, ask()))[0].p75 == 900


async def test_two_views_of_a_page_are_two_measures_where_they_are_named(site: Site) -> None:
    for view, value in (("view-1", 100.0), ("view-2", 300.0), ("view-2", 200.0)):
        await site.send(report("/", "INP", value, 1, 5) | {"view_id": view, "timestamp": at(5) + round(-value)})
    inp = (await vitals(site.ctx, ask()))[3]
    assert (inp.samples, inp.p50) == (2, 150)


async def test_devices_and_countries_part_the_measures(site: Site) -> None:
    await site.send(report("/", "LCP", 100, 1, 5))
    await site.send(report("/", "LCP", 300, 2, 5), user_agent=FIREFOX)
    rows = (await vitals_by(site.ctx, ask(), ALL, "browser")).rows
    assert {(row.value, row.lcp_p75) for row in rows} == {("Chrome", 100), ("Firefox", 300)}
    (row,) = (await vitals_by(site.ctx, ask(where=Is("browser", Op.IS, ("Firefox",))), ALL, "device")).rows
    assert (row.lcp_p75, row.samples) == (300, 1)


async def test_a_trait_parts_the_measures_too(site: Site) -> None:
    await site.send(
        {"type": "identify", "traits": {"plan": "pro"}, "visitor_id": "visitor 1", "timestamp": at(4)},
        report("/", "LCP", 100, 1, 5),
        report("/", "LCP", 300, 2, 5),
    )
    rows = (await vitals_by(site.ctx, ask(), ALL, "trait:plan")).rows
    assert {(row.value, row.lcp_p75) for row in rows} == {("pro", 100), ("(none)", 300)}
    (row,) = (await vitals_by(site.ctx, ask(where=Is("trait:plan", Op.IS, ("pro",))), ALL)).rows
    assert row.samples == 1


async def test_pages_concatenate_to_the_whole(site: Site) -> None:
    await site.send(*(report(f"/{n % 7}", "LCP", n, n, 5) for n in range(20)))
    whole = await vitals_by(site.ctx, ask(), ALL)
    parts: list[VitalsRow] = []
    for offset in range(0, 9, 3):
        page = await vitals_by(site.ctx, ask(), Page(3, offset))
        assert page.total == whole.total == 7
        parts += page.rows
    assert parts == whole.rows


async def test_the_bucket_follows_the_time_zone(site: Site) -> None:
    await site.send(report("/", "LCP", 100, 1, 30))
    for zone, day in (("UTC", "2026-09-21"), ("America/New_York", "2026-09-20")):
        series = await vital_series(site.ctx, ask(zone=zone), "LCP")
        assert [(point.date, point.p75) for point in series.data if point.samples] == [(day, 100)]
    hours = await vital_series(site.ctx, ask(Window(WEEK.end - DAY, WEEK.end)), "LCP", Interval.HOUR)
    assert (len(hours.data), hours.data[0].samples) == (24, 1)


@pytest.mark.parametrize(
    ("metric", "value", "expected"),
    [
        ("LCP", 2500, Rating.GOOD),
        ("LCP", 2501, Rating.NEEDS_IMPROVEMENT),
        ("LCP", 4001, Rating.POOR),
        ("CLS", 0.1, Rating.GOOD),
        ("CLS", 0.25, Rating.NEEDS_IMPROVEMENT),
        ("INP", 501, Rating.POOR),
        ("TTFB", 800, Rating.GOOD),
        ("FCP", 1801, Rating.NEEDS_IMPROVEMENT),
    ],
)
def test_ratings_are_the_published_ones(metric: str, value: float, expected: Rating) -> None:
    assert rating(metric, value) is expected


async def test_nothing_measured_is_null_and_never_zero(site: Site) -> None:
    assert await vitals(site.ctx, ask()) == [
        Vital(metric=name, p50=None, p75=None, p99=None, rating=None, samples=0) for name in VITALS
    ]


async def test_what_is_wrong_is_named(site: Site) -> None:
    with pytest.raises(PulseError, match="'metric' must be one of LCP, FCP, CLS, INP, TTFB") as caught:
        await vital_series(site.ctx, ask(), "lcp")
    assert caught.value.status == 400
    with pytest.raises(PulseError, match="'exit_page' is not a dimension of web_vital data"):
        await vitals_by(site.ctx, ask(), ALL, "exit_page")
    with pytest.raises(PulseError, match="'nothing' is not a dimension"):
        await vitals_by(site.ctx, ask(), ALL, "nothing")


async def test_a_switched_off_module_does_not_answer(site: Site) -> None:
    for state in (ModuleState(enabled=False), ModuleState(access=Access.WRITE)):
        for call in (vitals(site.restricted(webvitals=state), ask()),):
            with pytest.raises(PulseError) as caught:
                await call
            assert (caught.value.status, caught.value.code.value) == (403, "MODULE_DISABLED")


async def test_another_project_sees_nothing(site: Site, services: Services) -> None:
    await site.send(report("/", "LCP", 100, 1, 5))
    other = await new_site(services)
    assert (await vitals(other.ctx, ask()))[0].samples == 0
