"""Every root field of the GraphQL schema, asked with the neighbour's key for everything below it."""

import asyncio
from datetime import date, timedelta
from typing import Any

import orjson
import pytest
from asking import document, roots, selection
from village import SECRET, Story, Village, send, traffic

from pulse.clock import moment
from schema.root import build_schema, core_of

SCHEMA = core_of(build_schema())
ROOTS = roots(SCHEMA)


async def ask(village: Village, query: str, key: str, accept: str = "application/json") -> str:
    headers = {"Accept": accept} | ({"X-Pulse-Key": key} if key else {})
    answer = await asyncio.wait_for(village.client.post("/graphql", json={"query": query}, headers=headers), timeout=15)
    return answer.text


def accepting(operation: str) -> str:
    return "text/event-stream" if operation == "subscription" else "application/json"


@pytest.mark.parametrize(("operation", "name"), ROOTS)
async def test_the_neighbours_ids_open_nothing(village: Village, operation: str, name: str) -> None:
    before = await village.things(village.first)
    query = document(SCHEMA, operation, name, village.ids)
    answer = await ask(village, query, village.vandal.admin, accepting(operation))
    assert "INTERNAL" not in answer, answer
    assert "GRAPHQL_VALIDATION" not in answer, answer
    assert '"errors"' in answer or village.first.id not in query, f"{name} answers with the neighbour's id: {answer}"
    assert village.leaks(answer, [*village.ids.values(), SECRET]) == [], answer[:1500]
    assert await village.things(village.first) == before


@pytest.mark.parametrize(("operation", "name"), ROOTS)
async def test_without_a_key_nothing_opens(village: Village, operation: str, name: str) -> None:
    answer = await ask(village, document(SCHEMA, operation, name, village.ids), "", accepting(operation))
    assert village.leaks(answer) == [], answer[:1500]
    if (operation, name) not in {("query", "modules"), ("query", "server"), ("query", "shared")}:
        assert "UNAUTHENTICATED" in answer, answer


async def everything(village: Village, ids: dict[str, str]) -> str:
    """What the second sees of its own project: all of it, with ids of things that it does not have as ID."""
    assert SCHEMA.query_type is not None
    try:
        wanted = selection(SCHEMA.query_type.fields["project"].type, ids)
    except AssertionError as problem:  # a field that cannot be asked fails in its own test, not in all
        return str(problem)
    answer = await ask(village, "{ project " + wanted + " }", village.second.admin)
    for identifier in ids.values():
        answer = answer.replace(identifier, "ID")
    return answer


async def test_what_the_neighbour_has_changes_no_answer(story: Story) -> None:
    before, after = (orjson.loads(text) for text in (story.graphql_before, story.graphql_after))
    assert before["data"]["project"]["analytics"]["stats"]["current"]["pageviews"] > 0
    assert {error["extensions"]["code"] for error in before["errors"]} <= {"NOT_FOUND", "BAD_INPUT"}
    assert after["data"] == before["data"]
    assert sorted(error["path"] for error in after["errors"]) == sorted(error["path"] for error in before["errors"])


@pytest.mark.parametrize("text", ["' OR 1=1 -- ", "**", "{p0:String}", f"/{SECRET}", "\\u0000"], ids=repr)
@pytest.mark.parametrize("op", ["IS", "IS_NOT", "CONTAINS", "MATCHES", "IN"])
async def test_a_hostile_filter_opens_nothing(village: Village, op: str, text: str) -> None:
    where = f'{{is: {{dimension: "page", op: {op}, values: ["{text}"]}}}}'
    wanted = "pages { edges { node { path views } } } stats { current { pageviews } }"
    query = f"{{ project {{ analytics(where: {where}) {{ {wanted} }} }} }}"
    answer = await ask(village, query, village.second.query)
    assert "INTERNAL" not in answer, answer
    assert village.leaks(answer, [text]) == []


async def test_nothing_is_told_to_the_neighbour(village: Village) -> None:
    told: list[Any] = []

    async def listen() -> None:
        with village.services.live.watch(village.second.id) as watcher:
            told.append(await anext(aiter(watcher)))

    listening = asyncio.create_task(listen())
    await asyncio.sleep(0)
    await send(village, village.first, traffic(SECRET, "v9"))
    await asyncio.sleep(0.05)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    assert told == []


async def test_every_report_is_told_of_the_compared_range_too(village: Village) -> None:
    """No report passes over ``compare``: it stands under ``previous`` as it would if that range were asked for."""
    assert SCHEMA.type_map["Analytics"] is not None
    today = moment(village.services.clock()).date()
    tomorrow = today + timedelta(days=1)
    wanted = selection(SCHEMA.type_map["Analytics"], village.ids, 4)

    def one_day(name: str, day: date, more: str, inside: str) -> str:
        return f'{name}: analytics(range: {{startAt: "{day}", endAt: "{day}"}}{more}) {inside}'

    compared = one_day("a", tomorrow, ", compare: PREVIOUS_PERIOD", f"{{ previous {wanted} }}")
    query = f"{{ project {{ {compared} {one_day('b', today, '', wanted)} }} }}"
    found = orjson.loads(await ask(village, query, village.second.admin))["data"]["project"]
    assert found["b"]["stats"]["current"]["pageviews"] > 0
    assert found["a"]["previous"] == found["b"]
    nothing = orjson.loads(
        await ask(village, "{ project { analytics { previous { range { start } } } } }", village.second.query)
    )
    assert nothing["data"]["project"]["analytics"]["previous"] is None
