from typing import Any

import httpx
import pytest
from lab import TODAY, Site

from pulse.clock import moment
from pulse.errors import PulseError
from pulse.windows import DAY
from resolvers.annotations import (
    annotations_within,
    create_annotation,
    delete_annotation,
    list_annotations,
    update_annotation,
)


async def test_marks_of_the_range_are_told_in_order(site: Site, other: Site) -> None:
    await create_annotation(other.ctx, text="Not ours", at="2026-09-20")
    start, end = TODAY - DAY, TODAY + DAY
    for at in (end, end - 1_000, start, start - 1_000):
        await create_annotation(site.ctx, text=str(at), at=moment(at / 1000))
    found = await annotations_within(site.ctx, site.asks(2))
    assert [mark.text for mark in found] == [str(start), str(end - 1_000)]
    assert [mark.text for mark in await list_annotations(site.ctx)] == [
        str(at) for at in (start - 1_000, start, end - 1_000, end)
    ]


async def test_a_mark_is_made_changed_and_deleted(site: Site, other: Site) -> None:
    made = await create_annotation(site.ctx, text=" Release  2.4 ", link="https://git.example/2.4")
    assert (made.text, made.link, made.at) == ("Release 2.4", "https://git.example/2.4", made.created_at)
    moved = await update_annotation(site.ctx, made.id, at="2026-09-01T10:00:00+02:00")
    assert (moved.text, moved.at.isoformat()) == ("Release 2.4", "2026-09-01T08:00:00+00:00")
    assert (await update_annotation(site.ctx, made.id, text="B", link="")).link is None
    for answer in (update_annotation(other.ctx, made.id, text="mine"), delete_annotation(other.ctx, made.id)):
        with pytest.raises(PulseError, match=f"Annotation '{made.id}' not found.") as caught:
            await answer
        assert caught.value.status == 404
    assert await list_annotations(other.ctx) == []
    await delete_annotation(site.ctx, made.id)
    assert await list_annotations(site.ctx) == []


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("text", {"text": " "}),
        ("text", {"text": "x" * 501}),
        ("text", {"text": "a\x00b"}),
        ("at", {"at": "yesterday"}),
        ("link", {"link": "javascript:alert(1)"}),
        ("link", {"link": "https://"}),
        ("link", {"link": "http://[::1"}),
        ("link", {"link": "https://a.example/" + "x" * 2_000}),
    ],
)
async def test_what_cannot_be_a_mark_is_refused_by_name(site: Site, field: str, given: dict[str, Any]) -> None:
    with pytest.raises(PulseError, match=f"'{field}'") as caught:
        await create_annotation(site.ctx, **({"text": "A"} | given))
    assert caught.value.status == 400
    made = await create_annotation(site.ctx, text="A")
    with pytest.raises(PulseError, match=f"'{field}'"):
        await update_annotation(site.ctx, made.id, **given)
    assert await list_annotations(site.ctx) == [made]


async def test_annotations_in_graphql(client: httpx.AsyncClient, site: Site) -> None:
    create = 'mutation { createAnnotation(text: "Release", at: "2026-09-20T10:00:00Z") { id at text link } }'
    made = (await site.ask(client, create))["data"]["createAnnotation"]
    assert made == {"id": made["id"], "at": "2026-09-20T10:00:00Z", "text": "Release", "link": None}
    change = f'mutation {{ updateAnnotation(id: "{made["id"]}", text: "B") {{ text at }} }}'
    assert (await site.ask(client, change))["data"]["updateAnnotation"] == {"text": "B", "at": made["at"]}
    asked = """{ project { annotations { totalCount nodes { text } }
        here: analytics(range: {startAt: "2026-09-20", endAt: "2026-09-20"}) { annotations { text } }
        not_here: analytics(range: {startAt: "2026-09-21", endAt: "2026-09-21"}) { annotations { text } } } }"""
    found = (await site.ask(client, asked))["data"]["project"]
    assert found["annotations"] == {"totalCount": 1, "nodes": [{"text": "B"}]}
    assert (found["here"]["annotations"], found["not_here"]["annotations"]) == ([{"text": "B"}], [])
    gone = await site.ask(client, f'mutation {{ deleteAnnotation(id: "{made["id"]}") }}')
    assert gone["data"] == {"deleteAnnotation": made["id"]}
