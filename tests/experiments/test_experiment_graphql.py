"""Experiments in GraphQL: what may be concluded, and results told as they come."""

import asyncio
import json
from typing import Any

import httpx
from shop import HALVES, Shop, bare
from starlette.applications import Starlette

from access.caller import Origin
from app.server import doors
from ingest.exposures import exposure
from ingest.visitor import visitor_of
from tests.kit import serving

KEPT = "id name description status goalId startedAt completedAt variantCount variants { name weight }"
ALL = """experimentId name status
  results { variant weight visitors conversions conversionRate revenue revenuePerVisitor chanceToBeBest
    uplift { value low high } revenueUplift { value low high } revenueChanceToBeBest }
  sampleRatio { pValue mismatch } runTime { effect visitorsNeeded visitorsMissing daysLeft }"""


async def seeded(shop: Shop, experiment: str, counts: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """The results once so many visitors were assigned to each variant, whatever their hash says, and so many bought."""
    found = await shop.services.directory.project(shop.site.id)
    assert found is not None
    now, names, buyers = shop.clock(), [], []
    for variant, (visitors, bought) in counts.items():
        named = [f"{variant}-{number}" for number in range(visitors)]
        names += [(variant, visitor_of(found, name, "", "", now)[0]) for name in named]
        buyers += named[:bought]
    hits = [exposure(shop.site.id, bare(experiment), variant, visitor, now) for variant, visitor in names]
    await asyncio.gather(*(shop.services.intake.expose(found, hit, Origin()) for hit in hits))
    shop.clock.now += 86_400
    money = {"type": "event", "name": "purchase", "revenue_currency": "USD"}
    await shop.collect(*(money | {"visitor_id": name, "revenue_amount": 10 + at % 3} for at, name in enumerate(buyers)))
    asked = f"query ($id: ID!) {{ project {{ experimentResults(id: $id) {{ {ALL} }} }} }}"
    results: dict[str, Any] = (await shop.graphql(asked, id=experiment))["project"]["experimentResults"]
    return results


async def test_what_may_be_concluded(shop: Shop) -> None:
    experiment = await shop.running()
    found = await seeded(shop, experiment, {"control": (500, 30), "green": (510, 60)})
    control, green = found["results"]
    assert (control["visitors"], control["conversions"], control["conversionRate"]) == (500, 30, 6.0)
    assert (control["uplift"], control["revenueUplift"]) == (None, None)
    assert (green["visitors"], green["conversions"], green["revenuePerVisitor"]) == (510, 60, 1.29)
    assert green["uplift"] == {"value": 96.1, "low": 28.1, "high": 195.2}
    assert control["chanceToBeBest"] + green["chanceToBeBest"] == 100
    assert green["chanceToBeBest"] > 99
    assert green["revenueUplift"]["low"] > 0
    assert green["revenueChanceToBeBest"] > 99
    assert found["sampleRatio"]["mismatch"] is False
    assert found["sampleRatio"]["pValue"] > 0.7
    needed = found["runTime"]["visitorsNeeded"]
    assert found["runTime"] == {
        "effect": 10.0,
        "visitorsNeeded": needed,
        "visitorsMissing": needed - 1_010,
        "daysLeft": -(-(needed - 1_010) * 86_401 // (1_010 * 86_400)),
    }
    asked = "query ($id: ID!) { project { experimentResults(id: $id, effect: 100) { runTime { visitorsNeeded } } } }"
    larger = await shop.graphql(asked, id=experiment)
    assert larger["project"]["experimentResults"]["runTime"]["visitorsNeeded"] < needed / 50


async def test_a_split_that_chance_does_not_make_is_told(shop: Shop) -> None:
    found = await seeded(shop, await shop.running(), {"control": (600, 10), "green": (450, 10)})
    assert found["sampleRatio"] == {"pValue": 0.000004, "mismatch": True}


async def test_nothing_is_concluded_from_nothing(shop: Shop) -> None:
    found = await seeded(shop, await shop.running(), {"control": (1, 0)})
    assert [row["chanceToBeBest"] for row in found["results"]] == [None, None]
    assert [row["revenueChanceToBeBest"] for row in found["results"]] == [None, None]
    assert found["results"][1]["uplift"] is None
    assert found["sampleRatio"]["mismatch"] is False
    assert found["runTime"] == {"effect": 10.0, "visitorsNeeded": None, "visitorsMissing": None, "daysLeft": None}


async def test_an_experiment_in_graphql(shop: Shop) -> None:
    create = f"""mutation ($variants: [VariantInput!]!) {{
        createExperiment(name: "A", description: "B", variants: $variants) {{ {KEPT} }} }}"""
    made = (await shop.graphql(create, variants=HALVES))["createExperiment"]
    assert made["variants"] == HALVES
    assert (made["status"], made["variantCount"], made["goalId"], made["startedAt"]) == ("DRAFT", 2, None, None)
    start = f"mutation ($id: ID!) {{ setExperimentStatus(id: $id, status: RUNNING) {{ {KEPT} }} }}"
    started = (await shop.graphql(start, id=made["id"]))["setExperimentStatus"]
    assert started == made | {"status": "RUNNING", "startedAt": "2026-09-21T14:13:20Z"}
    assign = 'mutation ($id: ID!) { assignVariant(id: $id, visitorId: "anna") { experimentId variant } }'
    assigned = (await shop.graphql(assign, shop.site.ingest, id=made["id"]))["assignVariant"]
    assert assigned == {"experimentId": made["id"], "variant": await shop.assign(made["id"], "anna")}
    end = "mutation ($id: ID!) { setExperimentStatus(id: $id, status: COMPLETED) { completedAt } }"
    assert (await shop.graphql(end, id=made["id"]))["setExperimentStatus"]["completedAt"] == "2026-09-21T14:13:21Z"
    listed = f"{{ project {{ experiments {{ totalCount nodes {{ {KEPT} }} }} }} }}"
    assert (await shop.graphql(listed))["project"]["experiments"]["totalCount"] == 1
    delete = "mutation ($id: ID!) { deleteExperiment(id: $id) }"
    assert await shop.graphql(delete, id=made["id"]) == {"deleteExperiment": made["id"]}
    assert (await shop.graphql(listed))["project"]["experiments"] == {"totalCount": 0, "nodes": []}


async def test_results_are_told_as_they_come(shop: Shop) -> None:
    experiment = await shop.running()
    query = "subscription ($id: ID!) { experimentResults(id: $id, every: 1) { results { visitors conversions } } }"
    headers = {"X-Pulse-Key": shop.site.query, "Accept": "text/event-stream"}
    body = {"query": query, "variables": {"id": experiment}}
    async with (
        serving(Starlette(routes=doors(shop.services))) as address,
        httpx.AsyncClient(timeout=10) as client,
        client.stream("POST", f"http://{address}/graphql", json=body, headers=headers) as answer,
    ):
        told = (json.loads(line[5:]) async for line in answer.aiter_lines() if line.startswith("data:") and line[5:])
        assert totals(await anext(told)) == (0, 0)
        await shop.assign(experiment, "anna")
        assert totals(await anext(told)) == (1, 0)
        bought = {"type": "event", "name": "purchase", "visitor_id": "anna", "revenue_amount": 5}
        await shop.collect(bought)
        assert totals(await anext(told)) == (1, 1)


def totals(told: dict[str, Any]) -> tuple[int, int]:
    rows = told["data"]["experimentResults"]["results"]
    return sum(row["visitors"] for row in rows), sum(row["conversions"] for row in rows)
