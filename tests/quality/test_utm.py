"""Campaigns against a naive count of the same sessions."""

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
from resolvers.utm import CampaignRow, Tag, campaign_series, campaigns
from warehouse.filters import Is, Op

Visit = tuple[int, int, dict[str, str], list[int]]
"""Visitor, days before today, UTM parameters of the first view, minutes of its views."""

TAGS = st.fixed_dictionaries(
    {},
    optional={
        "utm_source": st.sampled_from(["google", "newsletter"]),
        "utm_medium": st.sampled_from(["cpc", "email"]),
        "utm_campaign": st.sampled_from(["spring_sale", "launch"]),
        "utm_term": st.just("tea"),
        "utm_content": st.just("banner_a"),
    },
)
VISITS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.integers(0, 4),
        TAGS,
        st.lists(st.integers(0, 25), min_size=1, max_size=4, unique=True).map(sorted),
    ),
    max_size=15,
    unique_by=lambda visit: (visit[0], visit[1]),
)


def views(visit: Visit) -> list[dict[str, Any]]:
    """The views of a visit; only the first carries the parameters."""
    visitor, day, tags, minutes = visit
    return [
        {"type": "pageview", "path": "/", "visitor_id": f"visitor {visitor}", "timestamp": at(minute, day)}
        | (tags if place == 0 else {})
        for place, minute in enumerate(minutes)
    ]


def row_of(value: str, visits: list[Visit]) -> CampaignRow:
    lengths = [(minutes[-1] - minutes[0]) * 60 for _, _, _, minutes in visits]
    bounces = sum(len(minutes) == 1 for _, _, _, minutes in visits)
    return CampaignRow(
        value=value,
        visitors=len({visitor for visitor, *_ in visits}),
        pageviews=sum(len(minutes) for *_, minutes in visits),
        sessions=len(visits),
        bounce_rate=round(100 * bounces / len(visits), 1),
        avg_duration=round(sum(lengths) / len(lengths), 1),
    )


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(visits=VISITS)
async def test_any_history_is_counted_as_by_hand(services: Services, visits: list[Visit]) -> None:
    site = await new_site(services)
    await site.send(*(view for visit in visits for view in views(visit)))
    for tag in Tag:
        if tag is Tag.CHANNEL:
            continue
        groups: defaultdict[str, list[Visit]] = defaultdict(list)
        for visit in visits:
            if tag.value in visit[2]:
                groups[visit[2][tag.value]].append(visit)
        found = await campaigns(site.ctx, ask(), ALL, tag)
        assert {row.value: row for row in found.rows} == {value: row_of(value, own) for value, own in groups.items()}
        assert found.total == len(groups)

    google = [visit for visit in visits if visit[2].get("utm_source") == "google"]
    for point in await campaign_series(site.ctx, ask(), "google"):
        own = [visit for visit in google if day_of(at(0, visit[1])) == point.label]
        assert point.pageviews == sum(len(minutes) for *_, minutes in own)
        assert point.visitors == len({visitor for visitor, *_ in own})


async def test_channels_part_all_sessions(site: Site) -> None:
    paid = views((1, 0, {"utm_source": "google", "utm_medium": "cpc"}, [1]))
    await site.send(*paid, *views((2, 0, {}, [1, 2])))
    rows = (await campaigns(site.ctx, ask(), ALL, Tag.CHANNEL)).rows
    assert sum(row.sessions for row in rows) == 2
    assert len(rows) == 2


async def test_search_filter_and_pages(site: Site) -> None:
    await site.send(*(view for n in range(9) for view in views((n, 0, {"utm_campaign": f"camp {n % 4}"}, [1]))))
    assert [row.value for row in (await campaigns(site.ctx, ask(), ALL, search="P 2")).rows] == ["camp 2"]
    only = ask(where=Is("utm_campaign", Op.IS, ("camp 0",)))
    assert [(row.value, row.visitors) for row in (await campaigns(site.ctx, only, ALL)).rows] == [("camp 0", 3)]
    whole = (await campaigns(site.ctx, ask(), ALL)).rows
    pages = [await campaigns(site.ctx, ask(), Page(3, offset)) for offset in (0, 3, 6)]
    assert [row for page in pages for row in page.rows] == whole
    assert {page.total for page in pages} == {4}


async def test_what_is_wrong_is_named_and_a_switched_off_module_does_not_answer(site: Site, services: Services) -> None:
    with pytest.raises(PulseError, match="'utm_source' is required"):
        await campaign_series(site.ctx, ask(), "")
    with pytest.raises(PulseError, match="is longer than"):
        await campaign_series(site.ctx, ask(), "x" * 3000)
    off = site.restricted(utm=ModuleState(enabled=False))
    for call in (campaigns(off, ask(), ALL), campaign_series(off, ask(), "google")):
        with pytest.raises(PulseError, match="Module 'utm' is not enabled"):
            await call
    await site.send(*views((1, 0, {"utm_campaign": "x"}, [1])))
    other = await new_site(services)
    assert (await campaigns(other.ctx, ask(), ALL)).rows == []
