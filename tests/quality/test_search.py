"""Site search against a naive count of the same searches."""

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_of_tests import ALL, Site, ask, at, day_of, new_site

from access.services import Services
from pulse.errors import PulseError
from pulse.modules import ModuleState
from pulse.paging import Page
from resolvers.search import SearchRow, search_series, search_totals, searches
from warehouse.filters import Is, Op


def searched(query: str, results: int | None = 3, visitor: int = 1, day: int = 0) -> dict[str, Any]:
    item = {
        "type": "search_query",
        "query": query,
        "path": "/search",
        "visitor_id": f"visitor {visitor}",
        "timestamp": at(5, day),
    }
    return item if results is None else item | {"results_count": results}


SEARCHES = st.lists(
    st.builds(
        searched,
        st.sampled_from(["tea", "Tea ", "green  tea", "Green Tea", "ÄPFEL", "äpfel"]),
        st.sampled_from([None, 0, 1, 7]),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=30,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(items=SEARCHES)
async def test_any_searches_are_counted_as_by_hand(services: Services, items: list[dict[str, Any]]) -> None:
    site = await new_site(services)
    await site.send(*items)
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        groups[" ".join(item["query"].lower().split())].append(item)

    found = await searches(site.ctx, ask(), ALL)
    assert found.total == len(groups)
    assert {row.query: row for row in found.rows} == {query: row_of(query, own) for query, own in groups.items()}
    assert [row.query for row in found.rows] == sorted(groups, key=lambda query: (-len(groups[query]), query.encode()))

    totals, whole = await search_totals(site.ctx, ask()), row_of("", items)
    assert (totals.count, totals.unique, totals.queries) == (whole.count, whole.unique, len(groups))
    assert (totals.avg_results, totals.zero_results) == (whole.avg_results, whole.zero_results)
    told = sum("results_count" in item for item in items)
    assert totals.zero_results_rate == (round(100 * whole.zero_results / told, 1) if told else 0)

    for point in await search_series(site.ctx, ask()):
        own = [item for item in items if day_of(item["timestamp"]) == point.date]
        row = row_of("", own)
        assert (point.count, point.unique, point.avg_results) == (row.count, row.unique, row.avg_results)

    fruitless = await searches(site.ctx, ask(), ALL, fruitless=True)
    assert sum(row.count for row in fruitless.rows) == totals.zero_results


def row_of(query: str, own: list[dict[str, Any]]) -> SearchRow:
    told = [item["results_count"] for item in own if "results_count" in item]
    return SearchRow(
        query=query,
        count=len(own),
        unique=len({item["visitor_id"] for item in own}),
        avg_results=rounded(sum(told) / len(told)) if told else None,
        zero_results=told.count(0),
    )


def rounded(value: float) -> float:
    return round(value, 1)


async def test_a_search_among_queries_and_a_filter_choose(site: Site) -> None:
    await site.send(searched("green tea"), searched("coffee", visitor=2))
    assert [row.query for row in (await searches(site.ctx, ask(), ALL, "TEA")).rows] == ["green tea"]
    nobody = ask(where=Is("country", Op.IS, ("AQ",)))
    assert (await searches(site.ctx, nobody, ALL)).rows == []
    assert (await search_totals(site.ctx, nobody)).avg_results is None


async def test_pages_concatenate_to_the_whole(site: Site) -> None:
    await site.send(*(searched(f"query {n % 7}", visitor=n) for n in range(20)))
    whole = (await searches(site.ctx, ask(), ALL)).rows
    pages = [await searches(site.ctx, ask(), Page(3, offset)) for offset in range(0, 12, 3)]
    assert [row for page in pages for row in page.rows] == whole
    assert {page.total for page in pages} == {7}


async def test_a_switched_off_module_does_not_answer_and_another_project_sees_nothing(
    site: Site, services: Services
) -> None:
    await site.send(searched("tea"))
    off = site.restricted(search=ModuleState(enabled=False))
    for call in (searches(off, ask(), ALL), search_totals(off, ask()), search_series(off, ask())):
        with pytest.raises(PulseError, match="Module 'search' is not enabled"):
            await call
    other = await new_site(services)
    assert (await search_totals(other.ctx, ask())).count == 0
