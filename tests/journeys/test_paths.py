from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab import TODAY, Did, Site, new_site, over, visits, ways

from access.services import Services
from pulse.errors import PulseError
from pulse.modules import Access
from pulse.numbers import percent
from pulse.paging import Page
from pulse.windows import DAY, MINUTE
from resolvers.paths import PathLink, path_tree, paths
from warehouse.filters import Is, Op
from warehouse.paths import Direction

FEW = settings(max_examples=8, deadline=None, derandomize=True)
ALL = Page(1_000)
EDGE = {Direction.FORWARD: "(exit)", Direction.BACKWARD: "(entry)"}

histories = st.lists(
    st.builds(
        lambda visitor, at, path, name: Did(visitor, TODAY - 30 * DAY + at, "" if name else path, name),
        visitor=st.integers(0, 4),
        at=st.sampled_from(
            [23 * 60 * MINUTE + 50 * MINUTE, DAY, DAY, DAY + 1, DAY + MINUTE, DAY + 20 * MINUTE, 2 * DAY]
        ),
        path=st.sampled_from(["/", "/a", "/b", "/c"]),
        name=st.sampled_from(["", "", "", "click"]),
    ),
    max_size=30,
)
"""Some sessions begin before the range does, which is the last 29 days."""


def naive(history: Sequence[Did], pivot: str, direction: Direction) -> list[list[str]]:
    """Each visitor's way from the pivot on, without repeats, to its end."""
    found: list[list[str]] = []
    for way in ways(history).values():
        pages = [[did for did in visit if not did.name] for visit in visits(way)]
        views = [
            (visit, at)
            for visit in pages
            for at, did in enumerate(visit)
            if did.path == pivot and did.at >= TODAY - 29 * DAY
        ]
        if not views:
            continue
        visit, at = views[0]
        line = [did.path for did in (visit[at:] if direction is Direction.FORWARD else visit[at::-1])]
        found.append([page for place, page in enumerate(line) if place == 0 or page != line[place - 1]])
    return found


@FEW
@given(history=histories)
async def test_flows_are_where_everybody_went(journeys: Services, history: list[Did]) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    for pivot in ("/", "/a"):
        for direction in Direction:
            expected = Counter([*way, EDGE[direction]][1] for way in naive(history, pivot, direction))
            report = await paths(site.ctx, site.asks(), ALL, pivot, direction)
            flows = {flow.next_path: flow.visitors for flow in report.flows}
            assert flows == dict(expected)
            assert report.visitors == expected.total() == sum(flows.values())
            assert [flow.percentage for flow in report.flows] == [
                percent(flow.visitors, report.visitors) for flow in report.flows
            ]
            order = sorted(
                report.flows, key=lambda flow: (flow.next_path == EDGE[direction], -flow.visitors, flow.next_path)
            )
            assert report.flows == order
            part = await paths(site.ctx, site.asks(where=Is("device", Op.IS, ("Mobile",))), ALL, pivot, direction)
            assert all(flow.visitors <= flows[flow.next_path] for flow in part.flows)


@FEW
@given(history=histories, width=st.integers(1, 4), depth=st.integers(1, 4))
async def test_what_comes_to_a_page_leaves_it(journeys: Services, history: list[Did], width: int, depth: int) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    for direction in Direction:
        tree = await path_tree(site.ctx, site.asks(), "/", direction, depth, width)
        lines = naive(history, "/", direction)
        assert tree.visitors == len(lines)
        for step in range(1, depth):
            came = flow_by(tree.links, step, "target")
            came.pop(EDGE[direction], None)
            assert came == flow_by(tree.links, step + 1, "source")
            assert len(came) <= width + 1
        if width == 4:  # nothing is left out, there are but four pages
            ended = [[*line, EDGE[direction]] for line in lines]
            expected = Counter(
                (at + 1, a, b) for line in ended for at, (a, b) in enumerate(pairwise(line)) if at < depth
            )
            assert {(link.step, link.source, link.target): link.visitors for link in tree.links} == dict(expected)


def flow_by(links: Sequence[PathLink], step: int, end: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for link in links:
        if link.step == step:
            found[getattr(link, end)] += link.visitors
    return found


async def test_the_documented_paths(site: Site) -> None:
    """456, 312, 234 and 178 went on, 640 left: 1820 in all."""
    goes = {"/signup": 456, "/": 312, "/features": 234, "/docs": 178, "": 640}
    history: list[Did] = []
    for path, count in goes.items():
        for _ in range(count):
            visitor = len(history)
            history += [Did(visitor, TODAY, "/pricing"), *([Did(visitor, TODAY + 1, path)] if path else [])]
    await site.happened(history)
    report = await paths(site.ctx, site.asks(), Page(5), "/pricing")
    assert report.visitors == 1820
    assert [(flow.next_path, flow.visitors, flow.percentage) for flow in report.flows] == [
        ("/signup", 456, 25.1),
        ("/", 312, 17.1),
        ("/features", 234, 12.9),
        ("/docs", 178, 9.8),
        ("(exit)", 640, 35.2),
    ]
    short = await paths(site.ctx, site.asks(), Page(2), "/pricing")
    assert [flow.next_path for flow in short.flows] == ["/signup", "(exit)"]


async def test_paths_over_both_doors(client: httpx.AsyncClient, site: Site, other: Site) -> None:
    await other.happened([Did(7, TODAY, "/pricing")])
    await site.happened([Did(1, TODAY, "/"), Did(1, TODAY + 1, "/pricing"), Did(2, TODAY, "/pricing")])
    rest = await over(client, site, "GET", "/paths?path=/pricing&direction=backward&limit=5")
    flows = [
        {"next_path": "/", "visitors": 1, "percentage": 50.0},
        {"next_path": "(entry)", "visitors": 1, "percentage": 50.0},
    ]
    assert rest.json() == {"path": "/pricing", "direction": "backward", "flows": flows}
    for query, told in (
        ("", "'path' is required"),
        ("path=%FF&direction=sideways", "'direction' must be one of forward, backward"),
        ("path=/&limit=0", "'limit'"),
        ("path=/&offset=1", "'offset'"),
        ("path=/&start_at=x", "'start_at'"),
        (f"path=/{'x' * 3_000}", "'path' must have at most"),
    ):
        wrong = await over(client, site, "GET", f"/paths?{query}")
        assert (wrong.status_code, told in wrong.json()["error"]) == (400, True), wrong.text
    asked = """{ project { analytics { paths(path: "/pricing") { visitors flows { nextPath visitors } }
        pathTree(path: "/pricing", direction: BACKWARD, depth: 2) { visitors links { step source target visitors } }
        wrong: pathTree(path: "/", depth: 11) { visitors } worse: pathTree(path: "/", width: 0) { visitors } } } }"""
    found = await site.ask(client, asked)
    reports = found["data"]["project"]["analytics"]
    assert reports["paths"] == {"visitors": 2, "flows": [{"nextPath": "(exit)", "visitors": 2}]}
    assert [tuple(link.values()) for link in reports["pathTree"]["links"]] == [
        (1, "/pricing", "(entry)", 1),
        (1, "/pricing", "/", 1),
        (2, "/", "(entry)", 1),
    ]
    assert (reports["wrong"], reports["worse"]) == (None, None)
    assert sorted("'depth'" in error["message"] for error in found["errors"]) == [False, True]
    await site.switch(client, "paths", enabled=False)
    assert (await over(client, site, "GET", "/paths?path=/")).status_code == 403
    off = await site.ask(client, '{ project { name analytics { paths(path: "/") { visitors } } } }')
    assert off["data"]["project"] == {"name": "Shop", "analytics": {"paths": None}}
    assert off["errors"][0]["extensions"]["code"] == "MODULE_DISABLED"
    with pytest.raises(PulseError, match="read access"):
        await paths(site.with_module("paths", access=Access.WRITE), site.asks(), ALL, "/")
