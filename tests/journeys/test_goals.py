import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

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
from pulse.windows import DAY, MINUTE, SECOND, Interval, Window
from resolvers import goals
from resolvers.aims import GoalConfigInput, GoalType
from resolvers.steps import ConditionInput
from warehouse.filters import Filter, Is, Op

FEW = settings(max_examples=6, deadline=None, derandomize=True)
Matches = Callable[[Did], bool]

AIMS: list[tuple[GoalType, GoalConfigInput, Matches | None, Callable[[Sequence[Did]], bool] | None]] = [
    (GoalType.PAGEVIEW, GoalConfigInput(path="/docs/*"), lambda did: did.path.startswith("/docs/"), None),
    (
        GoalType.EVENT,
        GoalConfigInput(event_name="purchase", conditions=[ConditionInput(property="plan", values=["pro"])]),
        lambda did: did.name == "purchase" and did.data["plan"] == "pro",
        None,
    ),
    (
        GoalType.DURATION,
        GoalConfigInput(threshold_seconds=60),
        None,
        lambda visit: visit[-1].at - visit[0].at > 60 * SECOND,
    ),
    (GoalType.PAGES_PER_SESSION, GoalConfigInput(threshold_pages=2), None, lambda visit: pages_of(visit) >= 2),
]
"""Types of goals; which events or else which sessions reach them."""

histories = st.lists(
    st.builds(
        lambda visitor, day, at, path, name, plan, euros: Did(
            visitor,
            TODAY - day * DAY + 10 * 60 * MINUTE + at,
            "" if name else path,
            name,
            {"plan": plan} if name else {},
            euros if name else None,
            "EUR" if name and plan == "free" else None,
        ),
        visitor=st.integers(0, 4),
        day=st.integers(0, 2),
        at=st.sampled_from([0, SECOND, MINUTE, MINUTE + 1, 20 * MINUTE, 80 * MINUTE]),
        path=st.sampled_from(["/", "/docs/a", "/docs/b"]),
        name=st.sampled_from(["", "", "purchase", "signup"]),
        plan=st.sampled_from(["pro", "free"]),
        euros=st.sampled_from([1.25, 10.5]),
    ),
    max_size=25,
)


def pages_of(visit: Sequence[Did]) -> int:
    return sum(not did.name for did in visit)


def reaching(history: Sequence[Did], aim: int) -> list[list[Did]]:
    """Each conversion as its events: the one, or the session's."""
    _, _, hit, whole = AIMS[aim]
    if hit:
        return [[did] for did in history if hit(did)]
    return [visit for way in ways(history).values() for visit in visits(way) if whole and whole(visit)]


async def define(site: Site, aim: int) -> str:
    kind, config, _, _ = AIMS[aim]
    return (await goals.create_goal(site.ctx, name="Aim", goal_type=kind, config=config)).id


@FEW
@given(history=histories)
async def test_goals_count_what_a_child_would(journeys: Services, history: list[Did]) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    everybody = {did.visitor for did in history}
    for aim in range(len(AIMS)):
        goal = await define(site, aim)
        found, reached = await goals.goal_stats(site.ctx, site.asks(), goal), reaching(history, aim)
        converted = {conversion[0].visitor for conversion in reached}
        assert (found.conversions, found.unique_visitors) == (len(reached), len(converted))
        assert found.conversion_rate == percent(len(converted), len(everybody), 2)
        money: defaultdict[str, float] = defaultdict(float)
        for did in (did for conversion in reached for did in conversion):
            if did.revenue:
                money[did.currency or "USD"] += did.revenue
        assert {one.currency: one.amount for one in found.revenue} == dict(money)
        assert found.total_revenue == money.get("USD", 0.0)


@FEW
@given(history=histories)
async def test_summaries_say_what_each_goal_s_report_says(journeys: Services, history: list[Did]) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    assert await goals.goal_summaries(site.ctx, site.asks(), Page(10)) == []
    made = [await define(site, aim) for aim in range(len(AIMS))]  # all at one moment: their order is that of the ids
    for where in (None, Is("page", Op.IS, ("/docs/a",))):
        asked = site.asks(where=where)
        found = await goals.goal_summaries(site.ctx, asked, Page(10))
        assert sorted(one.goal_id for one in found) == sorted(made)
        for one in found:
            report = await goals.goal_stats(site.ctx, asked, one.goal_id)
            counted = (one.conversions, one.unique_visitors, one.conversion_rate)
            assert counted == (report.conversions, report.unique_visitors, report.conversion_rate)
        assert await goals.goal_summaries(site.ctx, asked, Page(2, 1)) == found[1:3]


@FEW
@given(history=histories)
async def test_parts_of_a_goal_add_up(journeys: Services, history: list[Did]) -> None:
    site = await new_site(journeys)
    await site.happened(history)
    filters: list[Filter] = [Is("device", Op.IS, ("Mobile",)), Is("page", Op.MATCHES, ("/docs/*",))]
    for aim in range(len(AIMS)):
        goal = await define(site, aim)
        whole = await goals.goal_stats(site.ctx, site.asks(), goal)
        days = await goals.goal_series(site.ctx, site.asks(), goal, Interval.DAY)
        assert len(days) == 30
        assert sum(day.conversions for day in days) == whole.conversions
        by = await goals.goal_breakdown(site.ctx, site.asks(), goal, "device", Page(100))
        assert sum(row.conversions for row in by.rows) == whole.conversions
        assert sum(row.unique_visitors for row in by.rows) == whole.unique_visitors  # nobody has two devices here
        single = [
            await goals.goal_breakdown(site.ctx, site.asks(), goal, "device", Page(1, at)) for at in range(by.total)
        ]
        assert [row for part in single for row in part.rows] == by.rows
        for where in filters:
            part_ = await goals.goal_stats(site.ctx, site.asks(where=where), goal)
            assert part_.conversions <= whole.conversions
            assert part_.unique_visitors <= whole.unique_visitors


@FEW
@given(history=histories)
async def test_filters_of_goals(journeys: Services, history: list[Did]) -> None:
    """Hits are counted where they match; sessions where they contain a match, whole."""
    site = await new_site(journeys)
    await site.happened(history)
    where = Is("page", Op.IS, ("/docs/a",))
    for aim in range(len(AIMS)):
        found = await goals.goal_stats(site.ctx, site.asks(where=where), await define(site, aim))
        reached = [one for one in reaching(history, aim) if any(did.path == "/docs/a" for did in one)]
        assert found.conversions == len(reached)
        seen = {did.visitor for did in history if did.path == "/docs/a"}
        assert found.conversion_rate == percent(len({one[0].visitor for one in reached}), len(seen), 2)


async def test_the_documented_goal(site: Site) -> None:
    buyers = [Did(visitor, TODAY - DAY + 1, "", "purchase", {}, 48.0) for visitor in range(84)]
    again = [Did(visitor, TODAY - DAY + 2, "", "purchase", {}, 51.112) for visitor in range(5)]
    others = [Did(visitor, TODAY - DAY, "/") for visitor in range(3241)]
    await site.happened([*others, *buyers, *again])
    goal = await goals.create_goal(
        site.ctx, name="Buy", goal_type=GoalType.EVENT, config=GoalConfigInput(event_name="purchase")
    )
    found = await goals.goal_stats(site.ctx, site.asks(), goal.id)
    assert (found.conversions, found.unique_visitors, found.total_revenue) == (89, 84, 4287.56)
    assert found.conversion_rate == 2.59


async def test_longer_is_longer_and_at_least_is_at_least(site: Site) -> None:
    """To the millisecond for durations; a visit of just as many pages reaches its goal."""
    ends = (MINUTE - 1, MINUTE, MINUTE + 1)
    await site.happened([Did(who, TODAY + at, "/") for who, end in enumerate(ends) for at in (0, end)])
    longer = await goals.create_goal(
        site.ctx, name="Long", goal_type=GoalType.DURATION, config=GoalConfigInput(threshold_seconds=60)
    )
    pages = await goals.create_goal(
        site.ctx, name="Two", goal_type=GoalType.PAGES_PER_SESSION, config=GoalConfigInput(threshold_pages=2)
    )
    assert (await goals.goal_stats(site.ctx, site.asks(), longer.id)).conversions == 1
    assert (await goals.goal_stats(site.ctx, site.asks(), pages.id)).conversions == 3


async def test_a_day_is_the_asked_zones(site: Site) -> None:
    await site.happened([Did(1, TODAY - MINUTE, "", "purchase", {"plan": "pro"})])
    goal = await define(site, 1)
    ask = site.asks(2, zone="Europe/Vienna", compare=Window(TODAY - 4 * DAY, TODAY - 2 * DAY))
    days = await goals.goal_series(site.ctx, ask, goal)
    assert [(day.date, day.conversions) for day in days if day.conversions] == [("2026-09-21", 1)]
    report = await goals.goal_stats(site.ctx, ask, goal)
    assert report.previous is not None
    assert (report.conversions, report.previous.conversions) == (1, 0)


WRONG: list[tuple[str, GoalType, GoalConfigInput]] = [
    ("config.path", GoalType.PAGEVIEW, GoalConfigInput(event_name="a")),
    ("config.path", GoalType.PAGEVIEW, GoalConfigInput(path="docs")),
    ("config.event_name", GoalType.EVENT, GoalConfigInput(path="/")),
    ("config.event_name", GoalType.EVENT, GoalConfigInput(event_name=" ")),
    (
        "config.conditions",
        GoalType.EVENT,
        GoalConfigInput(event_name="a", conditions=[ConditionInput(property="", values=["x"])]),
    ),
    ("config.threshold_seconds", GoalType.DURATION, GoalConfigInput(threshold_pages=2)),
    ("config.threshold_seconds", GoalType.DURATION, GoalConfigInput(threshold_seconds=-1)),
    ("config.threshold_seconds", GoalType.DURATION, GoalConfigInput(threshold_seconds=10**9)),
    ("config.threshold_pages", GoalType.PAGES_PER_SESSION, GoalConfigInput(threshold_seconds=9)),
    ("config.threshold_pages", GoalType.PAGES_PER_SESSION, GoalConfigInput(threshold_pages=0)),
]


@pytest.mark.parametrize(("field", "kind", "config"), WRONG)
async def test_what_cannot_be_a_goal_is_refused_by_name(
    site: Site, field: str, kind: GoalType, config: GoalConfigInput
) -> None:
    with pytest.raises(PulseError, match=re.escape(f"'{field}'")) as caught:
        await goals.create_goal(site.ctx, name="Aim", goal_type=kind, config=config)
    assert caught.value.status == 400
    goal = await define(site, 0)
    with pytest.raises(PulseError, match=re.escape(f"'{field}'")):
        await goals.update_goal(site.ctx, goal, goal_type=kind, config=config)


async def test_another_type_needs_its_configuration(site: Site) -> None:
    goal = await define(site, 0)
    with pytest.raises(PulseError, match="missing required field 'config'"):
        await goals.update_goal(site.ctx, goal, goal_type=GoalType.EVENT)
    with pytest.raises(PulseError, match="'by'"):
        await goals.goal_breakdown(site.ctx, site.asks(), await define(site, 2), "page", Page())


async def test_another_projects_goal_is_not_there(site: Site, other: Site) -> None:
    goal = await define(other, 0)
    for answer in (
        goals.get_goal(site.ctx, goal),
        goals.update_goal(site.ctx, goal, name="mine"),
        goals.delete_goal(site.ctx, goal),
        goals.goal_stats(site.ctx, site.asks(), goal),
        goals.goal_series(site.ctx, site.asks(), goal),
        goals.goal_breakdown(site.ctx, site.asks(), goal, "device", Page()),
    ):
        with pytest.raises(PulseError, match=f"Goal '{goal}' not found.") as caught:
            await answer
        assert caught.value.status == 404
    assert await goals.list_goals(site.ctx) == []
    assert (await goals.get_goal(other.ctx, goal)).name == "Aim"


async def test_the_module_is_asked_first(site: Site) -> None:
    goal = await define(site, 0)
    with pytest.raises(PulseError, match="Module 'goals' is not enabled"):
        await goals.goal_stats(site.with_module("goals", enabled=False), site.asks(), goal)
    with pytest.raises(PulseError, match="write access"):
        await goals.delete_goal(site.with_module("goals", access=Access.READ), goal)
    with pytest.raises(PulseError, match="read access"):
        await goals.list_goals(site.with_module("goals", access=Access.WRITE))


async def test_goals_over_both_doors(client: httpx.AsyncClient, site: Site) -> None:
    bodies: list[dict[str, Any]] = [
        {"name": "Completed Purchase", "goal_type": "event", "config": {"event_name": "purchase"}},
        {"name": "Engaged Session (>2min)", "goal_type": "duration", "config": {"threshold_seconds": 120}},
    ]
    made = [await over(client, site, "POST", "/goals", body) for body in bodies]
    assert [answer.status_code for answer in made] == [201, 201]
    rows = [answer.json() for answer in made]
    assert [list(row) for row in rows] == [["id", "name", "goal_type", "config", "created_at"]] * 2
    assert [{key: row[key] for key in body} for row, body in zip(rows, bodies, strict=True)] == bodies
    listed = (await over(client, site, "GET", "/goals")).json()["data"]
    assert sorted(listed, key=str) == sorted(rows, key=str)  # made in the same second
    path = f"/goals/{rows[0]['id']}"
    changed = (await over(client, site, "PUT", path, {"name": "Bought"})).json()
    assert changed == rows[0] | {"name": "Bought"} == (await over(client, site, "GET", path)).json()
    await site.happened([Did(1, TODAY, "", "purchase", {}, 5.0), Did(2, TODAY, "/")])
    rest = (await over(client, site, "GET", f"{path}/stats?start_at=2026-09-01&end_at=2026-09-21")).json()
    assert rest == {
        "goal_id": rows[0]["id"],
        "name": "Bought",
        "conversions": 1,
        "unique_visitors": 1,
        "total_revenue": 5.0,
        "conversion_rate": 50.0,
    }
    one = f'id: "{rows[0]["id"]}"'
    fields = "goalId name conversions uniqueVisitors totalRevenue conversionRate revenue { currency amount }"
    found = await site.ask(
        client,
        f"""{{ project {{ goals {{ nodes {{ name goalType config {{ eventName thresholdSeconds }} }} }}
        analytics(range: {{startAt: "2026-09-01", endAt: "2026-09-21"}}) {{ goal({one}) {{ {fields} }}
        goalTimeseries({one}, interval: MONTH) {{ date conversions }}
        goalBreakdown({one}, by: DEVICE) {{ nodes {{ value conversionRate }} }} }} }} }}""",
    )
    reports = found["data"]["project"]["analytics"]
    assert list(reports["goal"].values())[:6] == list(rest.values())
    assert reports["goal"]["revenue"] == [{"currency": "USD", "amount": 5.0}]
    assert reports["goalTimeseries"] == [{"date": "2026-09-01", "conversions": 1}]
    assert reports["goalBreakdown"]["nodes"][0] == {"value": "Mobile", "conversionRate": 100.0}
    assert (await over(client, site, "DELETE", path)).status_code == 204
    await site.switch(client, "goals", enabled=False)
    assert (await over(client, site, "GET", "/goals")).status_code == 403
    off = await site.ask(client, f"{{ project {{ name analytics {{ goal({one}) {{ name }} }} }} }}")
    assert off["data"]["project"] == {"name": "Shop", "analytics": {"goal": None}}
    assert off["errors"][0]["extensions"]["code"] == "MODULE_DISABLED"
