"""Scroll depth against a naive reading of the same reports."""

from collections import defaultdict
from statistics import fmean, median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_of_tests import ALL, Site, ask, at, new_site

from access.services import Services
from pulse.errors import PulseError
from pulse.modules import ModuleState
from pulse.paging import Page
from resolvers.scroll_depth import scroll_depth, scroll_histogram
from warehouse.filters import Is, Op


def scrolled(path: str, depth: int, visitor: int = 1, minute: int = 5) -> dict[str, Any]:
    return {
        "type": "scroll_depth",
        "path": path,
        "max_depth": depth,
        "visitor_id": f"visitor {visitor}",
        "timestamp": at(minute),
    }


REPORTS = st.lists(
    st.builds(scrolled, st.sampled_from(["/", "/a", "/b"]), st.integers(0, 100), st.integers(0, 4), st.integers(0, 20)),
    max_size=40,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(items=REPORTS)
async def test_of_each_pageview_the_deepest_report_counts(services: Services, items: list[dict[str, Any]]) -> None:
    site = await new_site(services)
    await site.send(*items)
    deepest: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for item in items:
        views = deepest[item["path"]]
        views[item["visitor_id"]] = max(views.get(item["visitor_id"], 0), item["max_depth"])

    found = await scroll_depth(site.ctx, ask(), ALL)
    assert [row.path for row in found.rows] == sorted(deepest, key=lambda path: (-len(deepest[path]), path))
    for row in found.rows:
        depths = list(deepest[row.path].values())
        assert row.views == len(depths)
        assert abs(row.avg_depth - fmean(depths)) <= 0.0500001
        assert row.median_depth == median(depths)
        reached = (row.reached_25, row.reached_50, row.reached_75, row.reached_100)
        for mark, share in zip((25, 50, 75, 100), reached, strict=True):
            assert share == round(100 * sum(depth >= mark for depth in depths) / len(depths), 1)
        assert list(reached) == sorted(reached, reverse=True)

    for path in (None, "/a"):
        depths = [depth for own, views in deepest.items() if path in (None, own) for depth in views.values()]
        tenths = await scroll_histogram(site.ctx, ask(), path)
        assert [tenth.start for tenth in tenths] == list(range(0, 100, 10))
        assert sum(tenth.views for tenth in tenths) == len(depths)
        for tenth in tenths:
            last = tenth.end == 100
            assert tenth.views == sum(tenth.start <= depth < tenth.end or (last and depth == 100) for depth in depths)


async def test_search_filter_and_pages(site: Site) -> None:
    await site.send(*(scrolled(f"/p{n % 5}", 50, visitor=n) for n in range(11)))
    assert [row.path for row in (await scroll_depth(site.ctx, ask(), ALL, "P3")).rows] == ["/p3"]
    (row,) = (await scroll_depth(site.ctx, ask(where=Is("page", Op.IS, ("/p0",))), ALL)).rows
    assert (row.path, row.views) == ("/p0", 3)
    whole = (await scroll_depth(site.ctx, ask(), ALL)).rows
    pages = [await scroll_depth(site.ctx, ask(), Page(2, offset)) for offset in (0, 2, 4, 6)]
    assert [row for page in pages for row in page.rows] == whole
    assert {page.total for page in pages} == {5}


async def test_a_switched_off_module_does_not_answer_and_another_project_sees_nothing(
    site: Site, services: Services
) -> None:
    await site.send(scrolled("/", 50))
    off = site.restricted(scroll_depth=ModuleState(enabled=False))
    for call in (scroll_depth(off, ask(), ALL), scroll_histogram(off, ask())):
        with pytest.raises(PulseError, match="Module 'scroll_depth' is not enabled"):
            await call
    other = await new_site(services)
    assert (await scroll_depth(other.ctx, ask(), ALL)).rows == []
