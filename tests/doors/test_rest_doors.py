"""Every path of the REST table, tried with the neighbour's key: a path that this file cannot try makes it fail."""

import re
from typing import Any

import pytest
from village import HOSTILE, SECRET, WORDS, Village

from rest_compat.bodies import parameters_of as body_of
from rest_compat.door import Row
from rest_compat.parameters import choices, parameters_of
from rest_compat.routes import ROUTES

UNKNOWN = "00000000-0000-4000-8000-000000000000"
TEXTS: dict[str, str] = {"path": "/shared", "message": SECRET, "utm_source": SECRET, "metric": "LCP", "type": "pages"}
"""What to give for query parameters that must be there; one that takes a word of an enum needs no line."""


def name_of(row: Row) -> str:
    return f"{row.method} {row.path}"


def places(row: Row) -> list[str]:
    return re.findall(r"\{([a-z_]+)\}", row.path)


def filled(row: Row, ids: dict[str, str]) -> str:
    known = WORDS | ids
    missing = [place for place in places(row) if place not in known]
    assert not missing, f"{name_of(row)}: give MAKERS a line for {missing}"
    return re.sub(r"\{([a-z_]+)\}", lambda place: known[place[1]], row.path)


def given(row: Row, text: str | None = None) -> dict[str, str]:
    """The query parameters of a path's own."""
    found: dict[str, str] = {}
    for parameter in parameters_of(row.resolver, tuple(row.named)):
        if hasattr(parameter.kind, "__members__"):
            found[parameter.name] = choices(parameter.kind)[0]
        elif parameter.kind is str and text is not None:
            found[parameter.name] = text
        elif parameter.required:
            assert parameter.name in TEXTS, f"{name_of(row)}: give TEXTS a line for {parameter.name}"
            found[parameter.name] = TEXTS[parameter.name]
    return found


def body(row: Row) -> dict[str, Any]:
    """A body whose every text is what the neighbour is after."""
    return dict.fromkeys(body_of(row.resolver), SECRET) if row.reads_body else {}


async def ask(village: Village, row: Row, ids: dict[str, str], key: str, **more: Any) -> tuple[int, str]:
    content = {} if row.method == "GET" else {"json": body(row)}
    params = given(row, more.get("text")) | more.get("params", {})
    answer = await village.client.request(
        row.method, filled(row, ids), params=params, headers={"X-Pulse-Key": key}, **content
    )
    assert answer.status_code < 500, f"{name_of(row)} {params}: {answer.text}"
    return answer.status_code, answer.text


@pytest.mark.parametrize("row", ROUTES, ids=name_of)
async def test_the_neighbours_ids_open_nothing(village: Village, row: Row) -> None:
    before = await village.things(village.first)
    status, text = await ask(village, row, village.ids, village.vandal.admin)
    assert village.leaks(text, [*village.ids.values(), SECRET]) == []
    if set(places(row)) & set(village.ids):
        assert status in (400, 404), f"{name_of(row)} answers {status} with the neighbour's id"
    assert await village.things(village.first) == before


@pytest.mark.parametrize("row", [row for row in ROUTES if row.method == "GET" and not places(row)], ids=name_of)
async def test_naming_the_neighbours_project_opens_nothing(village: Village, row: Row) -> None:
    key = village.second.ingest if row.collects else village.second.query
    status, text = await ask(village, row, {}, key, params={"project": village.first.id})
    if row.administers:
        assert status in (401, 403)
    else:
        assert status == 404
    assert village.leaks(text, [village.first.id]) == []


@pytest.mark.parametrize("row", [row for row in ROUTES if row.method == "GET"], ids=name_of)
async def test_hostile_texts_open_nothing(village: Village, row: Row) -> None:
    own = dict.fromkeys(places(row), UNKNOWN) | WORDS | {"project_id": village.second.id}
    for text in HOSTILE if row.named else ():
        _, answer = await ask(village, row, own, village.second.admin, text=text)
        assert village.leaks(answer, [text]) == [], text
    for name in ("start_at", "end_at", "limit", "offset", "project", "key"):
        for text in (HOSTILE[1], village.first.id):
            _, answer = await ask(village, row, own, village.second.admin, params={name: text})
            assert village.leaks(answer, [text, *TEXTS.values()]) == [], (name, text)


@pytest.mark.parametrize("row", ROUTES, ids=name_of)
async def test_without_a_key_nothing_opens(village: Village, row: Row) -> None:
    content = {} if row.method == "GET" else {"json": body(row)}
    for headers in ({}, {"X-Pulse-Key": "pa_live_" + "x" * 24}, {"Authorization": "Bearer nonsense"}):
        answer = await village.client.request(
            row.method, filled(row, village.ids), params=given(row), headers=headers, **content
        )
        assert answer.status_code == 401
        assert village.leaks(answer.text) == []
