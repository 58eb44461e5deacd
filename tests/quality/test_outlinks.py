"""Outbound links against a naive count of the same clicks."""

from collections import defaultdict
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_of_tests import ALL, Site, ask, at, new_site

from access.services import Services
from pulse.paging import Page
from resolvers.outlinks import OutlinkKey, outlinks
from warehouse.filters import Is, Op


def followed(url: str, path: str = "/", visitor: int = 1) -> dict[str, Any]:
    return {"type": "outlink", "url": url, "path": path, "visitor_id": f"visitor {visitor}", "timestamp": at(5)}


URLS = ("https://github.com/a", "https://www.github.com/b", "https://example.org/", "mailto:me@example.org")
HOSTS = ("github.com", "github.com", "example.org", "")
CLICKS = st.lists(
    st.builds(followed, st.sampled_from(URLS[:3]), st.sampled_from(["/", "/docs"]), st.integers(0, 3)), max_size=30
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(items=CLICKS)
async def test_any_clicks_are_counted_as_by_hand(services: Services, items: list[dict[str, Any]]) -> None:
    site = await new_site(services)
    await site.send(*items)
    host = dict(zip(URLS, HOSTS, strict=True))
    keys = {
        OutlinkKey.URL: lambda item: item["url"],
        OutlinkKey.HOST: lambda item: host[item["url"]],
        OutlinkKey.PAGE: lambda item: item["path"],
    }
    for by, key in keys.items():
        visitors: defaultdict[str, list[str]] = defaultdict(list)
        for item in items:
            visitors[key(item)].append(item["visitor_id"])
        found = await outlinks(site.ctx, ask(), ALL, by)
        assert [(row.value, row.clicks, row.visitors) for row in found.rows] == [
            (value, len(own), len(set(own)))
            for value, own in sorted(visitors.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        ]
        assert found.total == len(visitors)
        assert sum(row.clicks for row in found.rows) == len(items)


async def test_search_filter_pages_and_other_projects(site: Site, services: Services) -> None:
    await site.send(*(followed(f"https://h{n % 4}.example/", visitor=n) for n in range(9)))
    assert [row.value for row in (await outlinks(site.ctx, ask(), ALL, search="H2")).rows] == ["https://h2.example/"]
    assert (await outlinks(site.ctx, ask(where=Is("page", Op.IS, ("/docs",))), ALL)).rows == []
    whole = (await outlinks(site.ctx, ask(), ALL)).rows
    pages = [await outlinks(site.ctx, ask(), Page(3, offset)) for offset in (0, 3, 6)]
    assert [row for page in pages for row in page.rows] == whole
    assert {page.total for page in pages} == {4}
    other = await new_site(services)
    assert (await outlinks(other.ctx, ask(), ALL)).total == 0
