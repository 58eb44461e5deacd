"""Heatmaps against a naive count of the same clicks."""

from collections import Counter, defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_of_tests import ALL, Site, ask, at, new_site

from access.services import Services
from pulse.errors import PulseError
from pulse.modules import ModuleState
from pulse.paging import Page
from resolvers.heatmaps import Viewport, clicked_pages, heatmap
from warehouse.filters import Is, Op


def click(
    path: str, x: float, y: float, selector: str = "a", width: int | None = 1440, visitor: int = 1
) -> dict[str, Any]:
    item = {
        "type": "click_event",
        "path": path,
        "x": x,
        "y": y,
        "element_selector": selector,
        "visitor_id": f"visitor {visitor}",
        "timestamp": at(5),
    }
    return item if width is None else item | {"viewport_width": width, "viewport_height": 900}


CLICKS = st.lists(
    st.builds(
        click,
        st.sampled_from(["/", "/pricing"]),
        st.integers(0, 60),
        st.integers(0, 40),
        st.sampled_from(["a", "button.cta"]),
        st.sampled_from([1440, 720, None]),
    ),
    max_size=40,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(items=CLICKS)
async def test_any_clicks_are_binned_as_by_hand(services: Services, items: list[dict[str, Any]]) -> None:
    site = await new_site(services)
    await site.send(*items)
    by_page = Counter(item["path"] for item in items)
    for path in ("/", "/pricing"):
        own = [item for item in items if item["path"] == path]
        widths = Counter(item["viewport_width"] for item in own if "viewport_width" in item)
        common = max(widths, key=lambda width: (widths[width], width)) if widths else 0
        bins: defaultdict[tuple[int, int, str], list[tuple[float, float]]] = defaultdict(list)
        for item in own:
            scale = common / item["viewport_width"] if "viewport_width" in item else 1
            x, y = item["x"] * scale, item["y"]
            bins[int(x // 10), int(y // 10), item["element_selector"]].append((x, y))

        found = await heatmap(site.ctx, ask(), ALL, path)
        assert (found.total_clicks, found.spots) == (len(own), len(bins))
        assert found.viewport_width == common
        assert Counter(row.count for row in found.clicks) == Counter(len(places) for places in bins.values())
        counts = [row.count for row in found.clicks]
        assert counts == sorted(counts, reverse=True)
        for row in found.clicks:
            near = [
                places
                for (_, _, selector), places in bins.items()
                if selector == row.selector
                and len(places) == row.count
                and abs(sum(x for x, _ in places) / len(places) - row.x) <= 0.51
                and abs(sum(y for _, y in places) / len(places) - row.y) <= 0.51
            ]
            assert near

    pages = await clicked_pages(site.ctx, ask(), ALL)
    assert {row.path: row.total_clicks for row in pages.rows} == by_page
    assert sum(row.total_clicks for row in pages.rows) == len(items)


async def test_the_list_is_cut_and_the_total_is_not(site: Site) -> None:
    await site.send(*(click("/", 20 * n, 0) for n in range(15)))
    found = await heatmap(site.ctx, ask(), Page(4), "/")
    assert (len(found.clicks), found.total_clicks, found.spots) == (4, 15, 15)
    behind = await heatmap(site.ctx, ask(), Page(4, 40), "/")
    assert (behind.clicks, behind.total_clicks) == ([], 15)


async def test_each_class_of_windows_is_scaled_to_its_own_common_width(site: Site) -> None:
    await site.send(*(click("/", 100, 5, width=width) for width in (390, 390, 780, 1440, 1440, 1440)))
    for viewport, width, clicks in ((Viewport.MOBILE, 390, 2), (Viewport.TABLET, 780, 1), (Viewport.DESKTOP, 1440, 3)):
        found = await heatmap(site.ctx, ask(), ALL, "/", viewport)
        assert (found.viewport_width, found.total_clicks) == (width, clicks)
        assert [row.x for row in found.clicks] == [100]


async def test_a_page_without_clicks_is_empty(site: Site) -> None:
    found = await heatmap(site.ctx, ask(), ALL, "/nowhere")
    assert (found.clicks, found.total_clicks, found.viewport_width) == ([], 0, 0)


async def test_a_filter_never_raises_a_count(site: Site) -> None:
    await site.send(click("/", 1, 1), click("/", 1, 1, selector="b", visitor=2))
    assert (await heatmap(site.ctx, ask(where=Is("browser", Op.IS, ("Safari",))), ALL, "/")).total_clicks == 0
    assert (await heatmap(site.ctx, ask(where=Is("browser", Op.IS, ("Chrome",))), ALL, "/")).total_clicks == 2


async def test_hostile_paths_are_paths(site: Site) -> None:
    hostile = "/'; DROP TABLE events --\\"
    await site.send(click(hostile, 1, 1))
    assert (await heatmap(site.ctx, ask(), ALL, hostile)).total_clicks == 1


async def test_what_is_wrong_is_named_and_a_switched_off_module_does_not_answer(site: Site) -> None:
    with pytest.raises(PulseError, match="'path' is required"):
        await heatmap(site.ctx, ask(), ALL, "")
    for call in (heatmap, clicked_pages):
        arguments = (ALL, "/") if call is heatmap else (ALL,)
        with pytest.raises(PulseError, match="Module 'heatmaps' is not enabled"):
            await call(site.restricted(heatmaps=ModuleState(enabled=False)), ask(), *arguments)  # type: ignore[operator]


async def test_another_project_sees_nothing(site: Site, services: Services) -> None:
    await site.send(click("/", 1, 1))
    other = await new_site(services)
    assert (await heatmap(other.ctx, ask(), ALL, "/")).total_clicks == 0
