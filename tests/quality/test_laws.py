"""Laws that hold of every report about quality and content, whatever happened."""

from collections.abc import Awaitable, Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_of_tests import ALL, ask, at, new_site

from access.context import Context
from access.services import Services
from pulse.paging import Page
from resolvers.asking import Ask
from resolvers.error_tracking import error_series, error_stats, errors
from resolvers.heatmaps import clicked_pages, heatmap
from resolvers.outlinks import outlinks
from resolvers.properties import property_keys
from resolvers.scroll_depth import scroll_depth
from resolvers.search import search_series, search_totals, searches
from resolvers.utm import campaigns
from resolvers.visits import list_visits
from resolvers.webvitals import vitals, vitals_by
from warehouse.filters import Filter, Is, Not, Op

Rows = Callable[[Context, Ask, Page], Awaitable[Any]]

LISTS: dict[str, tuple[Rows, str, str]] = {
    "campaigns": (campaigns, "value", "pageviews"),
    "vitals": (vitals_by, "value", "samples"),
    "errors": (errors, "message", "count"),
    "clicks": (clicked_pages, "path", "total_clicks"),
    "searches": (searches, "query", "count"),
    "scrolls": (scroll_depth, "path", "views"),
    "links": (outlinks, "value", "clicks"),
    "properties": (property_keys, "key", "count"),
    "visits": (list_visits, "id", "pageviews"),
}
"""Each list, what names its rows, and a count that a filter must not raise."""

PATHS = st.sampled_from(["/", "/a", "/b"])
KINDS = st.sampled_from(
    [
        {"type": "pageview", "utm_campaign": "spring"},
        {"type": "pageview"},
        {"type": "event", "name": "buy", "data": {"plan": "pro"}},
        {"type": "web_vital", "name": "LCP", "value": 1_500},
        {"type": "js_error", "message": "a is null"},
        {"type": "js_error", "message": "b is null"},
        {"type": "click_event", "x": 10, "y": 20, "element_selector": "#a", "viewport_width": 900},
        {"type": "search_query", "query": "tea", "results_count": 1},
        {"type": "search_query", "query": "cup"},
        {"type": "scroll_depth", "max_depth": 50},
        {"type": "outlink", "url": "https://a.example/"},
    ]
)
ITEMS = st.lists(st.tuples(KINDS, PATHS, st.integers(0, 4), st.integers(0, 90)), min_size=5, max_size=40)
FILTERS = st.sampled_from(
    [
        Is("page", Op.IS, ("/a",)),
        Not(Is("page", Op.MATCHES, ("/*",))),
        Is("utm_campaign", Op.EXISTS),
        Is("event", Op.IS, ("buy",)),
    ]
)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(items=ITEMS, where=FILTERS)
async def test_the_laws_of_lists(services: Services, items: list[tuple[Any, ...]], where: Filter) -> None:
    site = await new_site(services)
    await site.send(
        *(
            kind | {"path": path, "visitor_id": f"visitor {visitor}", "timestamp": at(minute)}
            for kind, path, visitor, minute in items
        )
    )
    for name, (report, key, count) in LISTS.items():
        whole = (await report(site.ctx, ask(), ALL)).rows
        pages = [(await report(site.ctx, ask(), Page(2, offset))).rows for offset in range(0, len(whole) + 1, 2)]
        assert [row for page in pages for row in page] == whole, name
        counts = {getattr(row, key): getattr(row, count) for row in whole}
        assert len(counts) == len(whole), name
        for row in (await report(site.ctx, ask(where=where), ALL)).rows:
            assert getattr(row, count) <= counts[getattr(row, key)], name
    await _check_sums(site.ctx, items)


async def _check_sums(ctx: Context, items: list[tuple[Any, ...]]) -> None:
    """Parts add up to the whole, and that to what came in."""
    sent = [kind["type"] for kind, *_ in items]
    faults, found = await error_series(ctx, ask()), await error_stats(ctx, ask())
    grouped = (await errors(ctx, ask(), ALL)).rows
    assert sum(point.count for point in faults) == sum(row.count for row in grouped) == found.total_errors
    assert (found.total_errors, found.unique_errors) == (sent.count("js_error"), len(grouped))
    asked, total = await search_series(ctx, ask()), await search_totals(ctx, ask())
    queries = (await searches(ctx, ask(), ALL)).rows
    assert sum(point.count for point in asked) == sum(row.count for row in queries) == sent.count("search_query")
    assert total.count == sent.count("search_query")
    measured = (await vitals_by(ctx, ask(), ALL)).rows
    assert sum(row.samples for row in measured) >= max((one.samples for one in await vitals(ctx, ask())), default=0)
    clicked = (await clicked_pages(ctx, ask(), ALL)).rows
    assert sum(row.total_clicks for row in clicked) == sent.count("click_event")
    for row in clicked:
        bins = await heatmap(ctx, ask(), ALL, row.path)
        assert sum(one.count for one in bins.clicks) == bins.total_clicks == row.total_clicks
