from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab import TODAY, Did, Site, new_site

from access.services import Services
from pulse.errors import PulseError
from resolvers.segments import (
    create_segment,
    delete_segment,
    get_segment,
    list_segments,
    narrowed,
    update_segment,
)
from resolvers.stats import stats
from schema.segments import input_of
from warehouse.filters import And, Filter, Is, Not, Op, Or

leaves = st.builds(
    Is,
    st.sampled_from(["page", "country", "event", "property:plan", "trait:role", "utm_source"]),
    st.sampled_from([op for op in Op if op is not Op.EXISTS]),
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), min_size=1, max_size=3).map(tuple),
)
trees: st.SearchStrategy[Filter] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(tree=trees)
async def test_a_filter_comes_back_as_it_was_kept(journeys: Services, tree: Filter) -> None:
    site = await _shared(journeys)
    made = await create_segment(site.ctx, name="Some", where=tree)
    assert (await get_segment(site.ctx, made.id)).where == tree


_SITES: dict[int, Site] = {}


async def _shared(journeys: Services) -> Site:
    if id(journeys) not in _SITES:
        _SITES[id(journeys)] = await new_site(journeys)
    return _SITES[id(journeys)]


async def test_a_segment_and_a_filter_hold_together(site: Site) -> None:
    await site.happened([Did(0, TODAY, "/"), Did(1, TODAY, "/"), Did(1, TODAY + 1, "/a"), Did(2, TODAY, "/a")])
    phones = await create_segment(site.ctx, name="Phones", where=Is("device", Op.IS, ("Mobile",)))
    on_a: Filter = Is("page", Op.IS, ("/a",))
    for where, segment, visitors in ((None, None, 3), (None, phones.id, 1), (on_a, None, 2), (on_a, phones.id, 1)):
        ask = site.asks(where=await narrowed(site.ctx, where, segment))
        assert (await stats(site.ctx, ask)).current.visitors == visitors


async def test_a_segment_is_kept_changed_and_deleted(site: Site, other: Site) -> None:
    made = await create_segment(site.ctx, name=" Phones ", where=Is("device", Op.IS, ("Mobile",)))
    assert made.name == "Phones"
    changed = await update_segment(site.ctx, made.id, where=Not(Is("event", Op.EXISTS)))
    assert changed.where == Not(Is("event", Op.EXISTS))
    assert (await update_segment(site.ctx, made.id, name="B")).where == changed.where
    for answer in (
        get_segment(other.ctx, made.id),
        update_segment(other.ctx, made.id, name="mine"),
        delete_segment(other.ctx, made.id),
        narrowed(other.ctx, None, made.id),
    ):
        with pytest.raises(PulseError, match=f"Segment '{made.id}' not found.") as caught:
            await answer
        assert caught.value.status == 404
    assert await list_segments(other.ctx) == []
    await delete_segment(site.ctx, made.id)
    assert await list_segments(site.ctx) == []


@pytest.mark.parametrize(
    ("told", "given_"),
    [
        ("'name'", {"name": " "}),
        ("'nonsense' is not a dimension", {"where": Is("nonsense", Op.IS, ("a",))}),
        ("'is' on 'page' takes", {"where": Is("page", Op.IS)}),
    ],
)
async def test_what_cannot_be_a_segment_is_refused_by_name(site: Site, told: str, given_: dict[str, Any]) -> None:
    right: dict[str, Any] = {"name": "A", "where": Is("page", Op.IS, ("/",))}
    with pytest.raises(PulseError, match=told) as caught:
        await create_segment(site.ctx, **(right | given_))
    assert caught.value.status == 400
    made = await create_segment(site.ctx, **right)
    with pytest.raises(PulseError, match=told):
        await update_segment(site.ctx, made.id, **given_)


async def test_too_much_together_is_refused(site: Site) -> None:
    wide = Or(tuple(Is("page", Op.IS, (str(number),)) for number in range(60)))
    made = await create_segment(site.ctx, name="Wide", where=wide)
    with pytest.raises(PulseError, match="more than 100 conditions"):
        await narrowed(site.ctx, wide, made.id)


async def test_segments_in_graphql(client: httpx.AsyncClient, site: Site) -> None:
    await site.happened([Did(0, TODAY, "/"), Did(1, TODAY, "/"), Did(3, TODAY, "/")])
    create = """mutation { createSegment(name: "Phones", where: {and: [{is: {dimension: DEVICE, values: ["Mobile"]}},
        {not: {is: {dimension: PROPERTY, key: "plan", op: EXISTS}}}]}) { id name where createdAt } }"""
    made = (await site.ask(client, create))["data"]["createSegment"]
    assert made["where"] == {
        "and": [
            {"is": {"dimension": "DEVICE", "op": "IS", "values": ["Mobile"]}},
            {"not": {"is": {"dimension": "PROPERTY", "key": "plan", "op": "EXISTS", "values": []}}},
        ]
    }
    again = "mutation Change($id: ID!, $where: FilterInput) { updateSegment(id: $id, where: $where) { where } }"
    answer = await client.post(
        "/graphql",
        json={"query": again, "variables": {"id": made["id"], "where": made["where"]}},
        headers={"X-Pulse-Key": site.key},
    )
    assert answer.json()["data"]["updateSegment"]["where"] == made["where"]
    stats_ = "stats { current { visitors } }"
    asked = f"""{{ project {{ segments {{ totalCount }} segment(id: "{made["id"]}") {{ name }}
        phones: analytics(segment: "{made["id"]}") {{ {stats_} }} all: analytics {{ {stats_} }} }} }}"""
    found = (await site.ask(client, asked))["data"]["project"]
    assert (found["segments"]["totalCount"], found["segment"]["name"]) == (1, "Phones")
    assert [found[name]["stats"]["current"]["visitors"] for name in ("phones", "all")] == [2, 3]
    gone = await site.ask(client, f'mutation {{ deleteSegment(id: "{made["id"]}") }}')
    assert gone["data"] == {"deleteSegment": made["id"]}
    missing = await site.ask(client, f'{{ project {{ analytics(segment: "{made["id"]}") {{ {stats_} }} }} }}')
    assert missing["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_every_dimension_has_its_word_in_graphql() -> None:
    assert input_of(Is("trait:a:b", Op.IS, ("x",))) == {
        "is": {"dimension": "TRAIT", "key": "a:b", "op": "IS", "values": ["x"]}
    }
