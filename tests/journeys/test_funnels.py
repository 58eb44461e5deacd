import re
import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab import TODAY, Did, Site, new_site, visits, ways

from access.services import Services
from pulse.errors import PulseError
from pulse.modules import Access
from pulse.numbers import percent
from pulse.paging import Page
from pulse.windows import DAY, MINUTE, SECOND, Window
from resolvers import funnels
from resolvers.funnels import FunnelReport, FunnelStepInput
from resolvers.steps import ConditionInput
from warehouse.filters import Filter, Is, Not, Op
from warehouse.steps import StepType

PAGES = ["/", "/pricing", "/docs/a", "/docs/a/b"]
EVENTS = ["signup", "purchase"]


def page(path: str) -> FunnelStepInput:
    return FunnelStepInput(type=StepType.PAGEVIEW, value=path)


def event(name: str, **properties: str) -> FunnelStepInput:
    conditions = [ConditionInput(property=key, values=[value]) for key, value in properties.items()]
    return FunnelStepInput(type=StepType.EVENT, value=name, conditions=conditions)


STEPS: list[tuple[FunnelStepInput, Any]] = [
    (page("/"), lambda did: did.path == "/"),
    (page("/pricing"), lambda did: did.path == "/pricing"),
    (page("/docs/*"), lambda did: did.path == "/docs/a"),
    (page("/docs/**"), lambda did: did.path.startswith("/docs/")),
    (event("signup"), lambda did: did.name == "signup"),
    (event("purchase", plan="pro"), lambda did: did.name == "purchase" and did.data.get("plan") == "pro"),
]
"""Steps, and how a child would read them."""

moments = st.sampled_from([0, 0, 1, SECOND, 2 * SECOND, MINUTE, 20 * MINUTE, 29 * MINUTE, 61 * MINUTE, DAY])
dids = st.builds(
    lambda visitor, at, path, name, plan: Did(
        visitor, TODAY - 10 * DAY + at, "" if name else path, name, {"plan": plan} if name else {}
    ),
    visitor=st.integers(0, 3),
    at=moments,
    path=st.sampled_from(PAGES),
    name=st.sampled_from(["", "", "", *EVENTS]),
    plan=st.sampled_from(["pro", "free"]),
)
histories = st.lists(dids, max_size=25)


def chain_ends(way: Sequence[Did], steps: Sequence[Any], window: int | None, *, strict: bool) -> list[int]:
    """Where a chain through all of the steps can end, by trying every chain there is."""
    ends: set[int] = set()

    def follow(at: int, step: int, start: int) -> None:
        if not steps[step](way[at]) or (window is not None and way[at].at - start > window):
            return
        if step + 1 == len(steps):
            ends.add(at)
            return
        for later in range(at + 1, min(at + 2, len(way)) if strict else len(way)):
            follow(later, step + 1, start)

    for at, did in enumerate(way):
        follow(at, 0, did.at)
    return sorted(ends)


def expected(
    history: Sequence[Did], steps: Sequence[Any], window: int | None, *, strict: bool
) -> tuple[list[int], list[float | None]]:
    reached = [0] * len(steps)
    gaps: list[list[int]] = [[] for _ in steps]
    for way in ways(history).values():
        ends = [chain_ends(way, steps[: count + 1], window, strict=strict) for count in range(len(steps))]
        for index, found in enumerate(ends):
            reached[index] += bool(found)
            if index and found:
                before = max(at for at in ends[index - 1] if at < found[0])
                gaps[index].append(way[found[0]].at - way[before].at)
    return reached, [round(statistics.median(gap) / SECOND, 1) if gap else None for gap in gaps]


MANY = settings(max_examples=25, deadline=None, derandomize=True)
FEW = settings(max_examples=8, deadline=None, derandomize=True)


async def reported(
    site: Site, steps: Sequence[FunnelStepInput], where: Filter | None = None, **more: Any
) -> FunnelReport:
    made = await funnels.create_funnel(site.ctx, name="Way", steps=steps, **more)
    return await funnels.analyze_funnel(site.ctx, site.asks(where=where), made.id)


@MANY
@given(
    history=histories,
    chosen=st.lists(st.integers(0, len(STEPS) - 1), min_size=2, max_size=4),
    window=st.sampled_from([None, None, 60, 1_800, 4_000]),
    strict=st.booleans(),
)
async def test_a_funnel_counts_what_trying_every_chain_finds(
    journeys: Services,
    history: list[Did],
    chosen: list[int],
    window: int | None,
    strict: bool,  # noqa: FBT001 - given by name
) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    report = await reported(site, [STEPS[index][0] for index in chosen], window_seconds=window, strict_order=strict)
    steps = [STEPS[index][1] for index in chosen]
    reached, medians = expected(history, steps, window and window * SECOND, strict=strict)
    assert [step.visitors for step in report.steps] == reached
    assert [step.median_seconds for step in report.steps] == medians
    assert report.overall_conversion == percent(reached[-1], reached[0])


@FEW
@given(history=histories, chosen=st.lists(st.integers(0, len(STEPS) - 1), min_size=2, max_size=4))
async def test_the_laws_of_funnels(journeys: Services, history: list[Did], chosen: list[int]) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    made = await funnels.create_funnel(site.ctx, name="Way", steps=[STEPS[index][0] for index in chosen])
    whole = await funnels.analyze_funnel(site.ctx, site.asks(), made.id)
    reached = [step.visitors for step in whole.steps]
    assert reached == sorted(reached, reverse=True)
    assert [step.drop_off for step in whole.steps[1:]] == [a - b for a, b in pairwise(reached)]
    for where in (Is("device", Op.IS, ("Mobile",)), Is("page", Op.IS, ("/pricing",)), Not(Is("event", Op.EXISTS))):
        part = await funnels.analyze_funnel(site.ctx, site.asks(where=where), made.id)
        assert all(some.visitors <= all_.visitors for some, all_ in zip(part.steps, whole.steps, strict=True))
    by = await funnels.break_funnel_down(site.ctx, site.asks(), made.id, "device", Page(100))
    assert [sum(column) for column in zip(*(row.visitors for row in by.rows), strict=True)] == (
        reached if by.rows else []
    )
    for step in range(1, len(reached)):
        lost = await funnels.funnel_losses(site.ctx, site.asks(), made.id, step, Page(100))
        assert lost.total == len(lost.rows) == reached[step - 1] - reached[step]
        assert all(len(row.session) == len(row.visitor) == 16 for row in lost.rows), "as visits are asked for"
        parts = [
            await funnels.funnel_losses(site.ctx, site.asks(), made.id, step, Page(1, at)) for at in range(lost.total)
        ]
        assert [row for part in parts for row in part.rows] == lost.rows


@FEW
@given(history=histories)
async def test_a_filter_selects_whole_sessions(journeys: Services, history: list[Did]) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    steps = [page("/"), event("signup")]
    report = await reported(site, steps, Is("page", Op.IS, ("/pricing",)))
    kept = [
        did
        for way in ways(history).values()
        for visit in visits(way)
        if any(did.path == "/pricing" for did in visit)
        for did in visit
    ]
    reached, _ = expected(kept, [lambda did: did.path == "/", lambda did: did.name == "signup"], None, strict=False)
    assert [step.visitors for step in report.steps] == reached


async def test_the_documented_funnel(site: Site) -> None:
    steps = [page("/"), page("/pricing"), page("/signup"), event("signup_complete")]
    marks = [("/", ""), ("/pricing", ""), ("/signup", ""), ("", "signup_complete")]
    history = [
        Did(visitor, TODAY - DAY + step * MINUTE, *marks[step])
        for visitor in range(3241)
        for step in range(sum(visitor < reached for reached in (3241, 1820, 834, 412)))
    ]
    await site.happened(history)
    report = await reported(site, steps)
    shown = [(step.label, step.visitors, step.drop_off, step.conversion_rate) for step in report.steps]
    assert shown == [
        ("/", 3241, 0, 100.0),
        ("/pricing", 1820, 1421, 56.2),
        ("/signup", 834, 986, 45.8),
        ("signup_complete", 412, 422, 49.4),
    ]
    assert report.overall_conversion == 12.7
    assert [step.median_seconds for step in report.steps] == [None, 60.0, 60.0, 60.0]


async def test_the_period_compared_with_is_beside_it(site: Site) -> None:
    await site.happened([Did(1, TODAY, "/"), Did(1, TODAY + 1, "/pricing"), Did(2, TODAY - DAY, "/")])
    made = await funnels.create_funnel(site.ctx, name="Way", steps=[page("/"), page("/pricing")])
    ask = site.asks(1, compare=Window(TODAY - DAY, TODAY))
    report = await funnels.analyze_funnel(site.ctx, ask, made.id)
    assert [step.visitors for step in report.steps] == [1, 1]
    assert report.previous is not None
    assert [step.visitors for step in report.previous.steps] == [1, 0]


async def test_a_funnel_is_kept_changed_and_deleted(site: Site) -> None:
    made = await funnels.create_funnel(
        site.ctx, name=" Way  in ", steps=[page("/"), event("signup", plan="pro")], window_seconds=60, strict_order=True
    )
    assert (made.name, made.window_seconds, made.strict_order) == ("Way in", 60, True)
    assert [step.label for step in made.steps] == ["/", "signup"]
    assert await funnels.list_funnels(site.ctx) == [made]
    assert await funnels.get_funnel(site.ctx, made.id) == made
    changed = await funnels.update_funnel(site.ctx, made.id, steps=[page("/"), page("/docs/**"), page("/")])
    assert (changed.name, len(changed.steps), changed.window_seconds) == ("Way in", 3, 60)
    assert (await funnels.update_funnel(site.ctx, made.id, name="B", window_seconds=0)).window_seconds is None
    await funnels.delete_funnel(site.ctx, made.id)
    assert await funnels.list_funnels(site.ctx) == []


@pytest.mark.parametrize(
    ("field", "given_"),
    [
        ("name", {"name": " "}),
        ("steps", {"steps": [page("/")]}),
        ("steps", {"steps": [page("/")] * 21}),
        ("steps[1].value", {"steps": [page("/"), page("pricing")]}),
        ("steps[1].value", {"steps": [page("/"), page(" ")]}),
        ("steps[0].value", {"steps": [event("x" * 3_000), page("/")]}),
        ("steps[0].value", {"steps": [event("\ud800"), page("/")]}),
        ("steps[0].label", {"steps": [FunnelStepInput(type=StepType.EVENT, value="a", label=""), page("/")]}),
        ("steps[0].conditions", {"steps": [event("a", **{f"k{n}": "v" for n in range(11)}), page("/")]}),
        ("steps[0].conditions", {"steps": [event("a", **{"k" * 300: "v"}), page("/")]}),
        ("window_seconds", {"window_seconds": -1}),
        ("window_seconds", {"window_seconds": 10**9}),
    ],
)
async def test_what_cannot_be_a_funnel_is_refused_by_name(site: Site, field: str, given_: dict[str, Any]) -> None:
    right: dict[str, Any] = {"name": "Way", "steps": [page("/"), page("/pricing")]}
    with pytest.raises(PulseError, match=re.escape(f"'{field}'")) as caught:
        await funnels.create_funnel(site.ctx, **(right | given_))
    assert caught.value.status == 400
    made = await funnels.create_funnel(site.ctx, **right)
    with pytest.raises(PulseError, match=re.escape(f"'{field}'")):
        await funnels.update_funnel(site.ctx, made.id, **given_)
    assert await funnels.get_funnel(site.ctx, made.id) == made


async def test_what_cannot_be_asked_of_a_funnel_is_refused_by_name(site: Site) -> None:
    made = await funnels.create_funnel(site.ctx, name="Way", steps=[page("/"), page("/pricing")])
    for step in (0, 2, -1):
        with pytest.raises(PulseError, match="'step'"):
            await funnels.funnel_losses(site.ctx, site.asks(), made.id, step, Page())
    with pytest.raises(PulseError, match="'by'"):
        await funnels.break_funnel_down(site.ctx, site.asks(), made.id, "exit_page", Page())
    with pytest.raises(PulseError, match="'nonsense'"):
        await funnels.break_funnel_down(site.ctx, site.asks(), made.id, "nonsense", Page())


async def test_another_projects_funnel_is_not_there(site: Site, other: Site) -> None:
    made = await funnels.create_funnel(other.ctx, name="Way", steps=[page("/"), page("/pricing")])
    asked = [
        funnels.get_funnel(site.ctx, made.id),
        funnels.update_funnel(site.ctx, made.id, name="mine"),
        funnels.delete_funnel(site.ctx, made.id),
        funnels.analyze_funnel(site.ctx, site.asks(), made.id),
        funnels.break_funnel_down(site.ctx, site.asks(), made.id, "device", Page()),
        funnels.funnel_losses(site.ctx, site.asks(), made.id, 1, Page()),
    ]
    for answer in asked:
        with pytest.raises(PulseError, match=f"Funnel '{made.id}' not found.") as caught:
            await answer
        assert caught.value.status == 404
    assert await funnels.list_funnels(site.ctx) == []
    assert await funnels.get_funnel(other.ctx, made.id) == made


async def test_the_module_is_asked_first(site: Site) -> None:
    steps = [page("/"), page("/pricing")]
    made = await funnels.create_funnel(site.ctx, name="Way", steps=steps)
    with pytest.raises(PulseError, match="Module 'funnels' is not enabled"):
        await funnels.analyze_funnel(site.with_module("funnels", enabled=False), site.asks(), made.id)
    with pytest.raises(PulseError, match="write access"):
        await funnels.create_funnel(site.with_module("funnels", access=Access.READ), name="Way", steps=steps)
    with pytest.raises(PulseError, match="read access"):
        await funnels.list_funnels(site.with_module("funnels", access=Access.WRITE))
