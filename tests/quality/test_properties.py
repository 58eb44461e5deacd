"""Properties and traits against a naive count."""

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_of_tests import ALL, Site, ask, at, new_site

from access.services import Services
from pulse.errors import PulseError
from pulse.paging import Page
from resolvers.properties import PropertyKind, property_keys, property_values
from warehouse.filters import Is, Op

TRAIT = PropertyKind.TRAIT


def bought(data: dict[str, Any], visitor: int = 1) -> dict[str, Any]:
    return {"type": "event", "name": "buy", "data": data, "visitor_id": f"visitor {visitor}", "timestamp": at(5)}


def identified(traits: dict[str, Any], visitor: int = 1, minute: int = 5) -> dict[str, Any]:
    return {"type": "identify", "traits": traits, "visitor_id": f"visitor {visitor}", "timestamp": at(minute)}


DATA = st.dictionaries(st.sampled_from(["plan", "size", "it's"]), st.sampled_from(["pro", "free", "='x'"]), max_size=3)
EVENTS = st.lists(st.tuples(DATA, st.integers(0, 3)), max_size=20)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(items=EVENTS)
async def test_any_properties_are_counted_as_by_hand(services: Services, items: list[tuple[Any, int]]) -> None:
    site = await new_site(services)
    await site.send(*(bought(data, visitor) for data, visitor in items))
    seen: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for data, visitor in items:
        for key, value in data.items():
            seen[key][value].append(visitor)

    found = await property_keys(site.ctx, ask(), ALL)
    assert {row.key: (row.count, row.values) for row in found.rows} == {
        key: (sum(map(len, values.values())), len(values)) for key, values in seen.items()
    }
    for row in found.rows:
        assert set(row.examples) <= set(seen[row.key])
        values = await property_values(site.ctx, ask(), ALL, row.key)
        assert {one.value: (one.count, one.visitors) for one in values.rows} == {
            value: (len(who), len(set(who))) for value, who in seen[row.key].items()
        }
        assert sum(one.count for one in values.rows) == row.count


async def test_a_trait_is_what_was_said_last(site: Site) -> None:
    await site.send(identified({"plan": "free", "role": "admin"}, minute=1), identified({"plan": "free"}, 2, 1))
    await site.send(identified({"plan": "pro"}, minute=2))
    keys = (await property_keys(site.ctx, ask(), ALL, TRAIT)).rows
    assert [(row.key, row.count, row.values) for row in keys] == [("plan", 2, 2), ("role", 1, 1)]
    values = (await property_values(site.ctx, ask(), ALL, "plan", TRAIT)).rows
    assert [(row.value, row.count, row.visitors) for row in values] == [("free", 1, 1), ("pro", 1, 1)]
    assert [row.value for row in (await property_values(site.ctx, ask(), ALL, "plan", TRAIT, "PR")).rows] == ["pro"]


async def test_search_filter_pages_and_other_projects(site: Site, services: Services) -> None:
    await site.send(*(bought({"size": f"s{n % 4}"}, n) for n in range(9)))
    assert [row.value for row in (await property_values(site.ctx, ask(), ALL, "size", search="S3")).rows] == ["s3"]
    only = ask(where=Is("property:size", Op.IS, ("s0",)))
    assert [row.count for row in (await property_keys(site.ctx, only, ALL)).rows] == [3]
    whole = (await property_values(site.ctx, ask(), ALL, "size")).rows
    pages = [await property_values(site.ctx, ask(), Page(3, offset), "size") for offset in (0, 3, 6)]
    assert [row for page in pages for row in page.rows] == whole
    assert {page.total for page in pages} == {4}
    other = await new_site(services)
    for of in PropertyKind:
        assert (await property_keys(other.ctx, ask(), ALL, of)).rows == []
        assert (await property_values(other.ctx, ask(), ALL, "size", of)).rows == []


async def test_a_missing_key_is_named(site: Site) -> None:
    with pytest.raises(PulseError, match="'key' is required"):
        await property_values(site.ctx, ask(), ALL, "")
