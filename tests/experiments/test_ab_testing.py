"""Experiments through the documented paths: defined, run, joined, judged."""

import asyncio
import random
import uuid
from typing import Any

import pytest
from shop import CHROME, FIREFOX, HALVES, Shop, bare

from resolvers.ab_testing import Variant, choose
from resolvers.inference import sample_ratio
from warehouse.funnels import MS

BUY = {"name": "Purchase", "goal_type": "event", "config": {"event_name": "purchase"}}
RECORDED = f"SELECT visitor, text, {MS} FROM events WHERE project = {{project}} AND type = 'exposure'"


def purchase(visitor: str, amount: float, currency: str = "USD") -> dict[str, Any]:
    money = {"revenue_amount": amount, "revenue_currency": currency}
    return {"type": "event", "name": "purchase", "visitor_id": visitor, **money}


async def goal(shop: Shop, body: dict[str, Any] | None = None) -> str:
    identity: str = (await shop.done("POST", "/goals", body or BUY))["id"]
    return identity


async def test_an_experiment_over_rest(shop: Shop) -> None:
    goal_id = await goal(shop)
    body = {"name": "Button", "description": "Which colour", "variants": HALVES, "goal_id": goal_id}
    made = await shop.ask("POST", "/experiments", body)
    assert made.status_code == 201
    experiment = made.json()
    assert experiment == {
        "id": f"exp-{bare(experiment['id'])}",
        "name": "Button",
        "status": "draft",
        "variants": HALVES,
        "goal_id": goal_id,
        "created_at": "2026-09-21T14:13:20Z",
    }
    listed = {name: experiment[name] for name in ("id", "name", "status")}
    assert await shop.done("GET", "/experiments") == {
        "data": [listed | {"variants": 2, "created_at": experiment["created_at"]}]
    }
    path = f"/experiments/{experiment['id']}"
    whole = experiment | {"description": "Which colour", "started_at": None, "completed_at": None}
    assert await shop.done("GET", path) == whole
    assert await shop.done("GET", path.replace("exp-", "")) == whole
    assert (await shop.results(experiment["id"]))["green"] == {
        "visitors": 0,
        "conversions": 0,
        "conversion_rate": 0.0,
        "revenue": 0.0,
    }
    gone = await shop.ask("DELETE", path)
    assert (gone.status_code, gone.content) == (204, b"")
    assert await shop.refused("GET", path) == f"404 Experiment '{experiment['id']}' not found."


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"variants": HALVES}, "missing required field 'name'"),
        ({"name": "A"}, "missing required field 'variants'"),
        ({"name": "A", "variants": HALVES[:1]}, "field 'variants' must hold 2 to 20 variants"),
        (
            {"name": "A", "variants": [HALVES[0], {"name": "b", "weight": 40}]},
            "the weights of 'variants' must sum to 100, not 90",
        ),
        ({"name": "A", "variants": [HALVES[0], HALVES[0]]}, "field 'variants[1].name' repeats 'control'"),
        ({"name": "A", "variants": [HALVES[0], {"name": "b"}]}, "missing required field 'variants[1].weight'"),
        (
            {"name": "A", "variants": [HALVES[0], {"name": "b", "weight": 49.5}]},
            "'variants[1].weight' must be a whole number",
        ),
        (
            {"name": "A", "variants": [{"name": "a", "weight": 0}, {"name": "b", "weight": 100}]},
            "field 'variants[0].weight' must be between 1 and 100",
        ),
        ({"name": "A", "variants": HALVES, "description": "x" * 2001}, "field 'description' must have at most 2000"),
        ({"name": "A", "variants": HALVES, "goal_id": "g9"}, "'goal_id' must be a UUID"),
    ],
)
async def test_a_wrong_body_is_refused_by_name(shop: Shop, body: dict[str, Any], told: str) -> None:
    found = await shop.refused("POST", "/experiments", body)
    assert found.startswith("400 ")
    assert told in found


async def test_an_unknown_goal_is_refused(shop: Shop) -> None:
    missing = str(uuid.uuid4())
    found = await shop.refused("POST", "/experiments", {"name": "A", "variants": HALVES, "goal_id": missing})
    assert found == f"404 Goal '{missing}' not found."


async def test_exactly_the_documented_transitions(shop: Shop) -> None:
    ways = {("draft", "running"), ("running", "paused"), ("paused", "running")}
    ways |= {("running", "completed"), ("paused", "completed")}
    to = {"draft": [], "running": ["running"], "paused": ["running", "paused"], "completed": ["running", "completed"]}
    for before, steps in to.items():
        for after in ("draft", "running", "paused", "completed"):
            made = await shop.done("POST", "/experiments", {"name": "A", "variants": HALVES})
            path = f"/experiments/{made['id']}"
            for step in steps:
                await shop.done("PUT", f"{path}/status", {"status": step})
            answer = await shop.ask("PUT", f"{path}/status", {"status": after})
            if (before, after) in ways:
                assert (answer.status_code, answer.json()["status"]) == (200, after)
            else:
                told = f"An experiment cannot go from '{before}' to '{after}'; from there it goes to "
                assert (answer.status_code, answer.json()["error"][: len(told)]) == (400, told)
            deleted = await shop.ask("DELETE", path)
            now = after if (before, after) in ways else before
            assert deleted.status_code == (204 if now in ("draft", "completed") else 400)
    found = await shop.refused("PUT", "/experiments/x/status", {"status": "running"})
    assert found == "400 Invalid request: 'id' must be a UUID."
    found = await shop.refused("PUT", f"/experiments/{uuid.uuid4()}/status", {"status": "done"})
    assert found == "400 Invalid request body: 'status' must be one of draft, running, paused, completed."


async def test_of_fifty_calls_at_once_one_is_recorded(shop: Shop) -> None:
    experiment = await shop.running()
    path, body = f"/experiments/{experiment}/assign", {"visitor_id": "anna"}
    answers = await asyncio.gather(*(shop.done("POST", path, body, shop.site.ingest) for _ in range(50)))
    assert answers == [{"experiment_id": experiment, "variant": answers[0]["variant"]}] * 50
    assert [row[1] for row in await shop.rows(RECORDED)] == [answers[0]["variant"]]
    kept = "SELECT variant FROM exposures WHERE project = {project}"
    assert await shop.rows(kept) == [[answers[0]["variant"]]]
    shop.clock.now += 7 * 86_400
    assert await shop.assign(experiment, "anna") == answers[0]["variant"]
    assert await shop.rows(f"{kept} GROUP BY variant, experiment, visitor") == [[answers[0]["variant"]]]
    found = await shop.results(experiment)
    assert sum(row["visitors"] for row in found.values()) == 1


def test_ten_thousand_visitors_are_split_as_the_weights_say() -> None:
    weights = {"a": 34, "b": 33, "c": 23, "d": 10}
    variants = [Variant(name=name, weight=weight) for name, weight in weights.items()]
    visitors = random.Random(5)  # noqa: S311 - visitors
    hashes = [visitors.getrandbits(64) for _ in range(10_000)]
    for number in range(6):
        experiment = uuid.UUID(int=number)
        chosen = [choose(experiment, variants, one) for one in hashes]
        assert sample_ratio([chosen.count(name) for name in weights], list(weights.values())) > 0.001
    sequence = [choose(uuid.UUID(int=1), variants, one) for one in range(10_000)]
    assert sample_ratio([sequence.count(name) for name in weights], list(weights.values())) > 0.001


def test_two_experiments_split_independently() -> None:
    variants = [Variant(**half) for half in HALVES]
    pairs = [tuple(choose(uuid.UUID(int=one), variants, visitor) for one in (1, 2)) for visitor in range(10_000)]
    assert (
        sample_ratio([pairs.count((x, y)) for x in ("control", "green") for y in ("control", "green")], [25] * 4)
        > 0.001
    )


async def test_only_what_comes_after_the_assignment_counts(shop: Shop) -> None:
    experiment = await shop.running(goal_id=await goal(shop))
    await shop.collect(purchase("early", 100))
    variants = {visitor: await shop.assign(experiment, visitor) for visitor in ("early", "once", "twice", "abroad")}
    await shop.collect(purchase("stranger", 100), purchase("once", 10), purchase("twice", 20))
    await shop.collect(purchase("twice", 2.5), purchase("abroad", 7, "EUR"))
    await shop.collect({"type": "event", "name": "signup", "visitor_id": "early"})
    late = purchase("early", 50) | {"timestamp": round((shop.clock.now - 3_600) * 1_000)}
    await shop.collect(late)
    found = await shop.results(experiment)
    for variant, row in found.items():
        of_it = [visitor for visitor, chosen in variants.items() if chosen == variant]
        bought = {"once": 10.0, "twice": 22.5, "abroad": 0.0}
        assert row == {
            "visitors": len(of_it),
            "conversions": len([one for one in of_it if one in bought]),
            "conversion_rate": round(100 * len([one for one in of_it if one in bought]) / max(1, len(of_it)), 2),
            "revenue": sum(bought.get(one, 0.0) for one in of_it),
        }
    await shop.done("PUT", f"/experiments/{experiment}/status", {"status": "completed"})
    shop.clock.now += 5
    await shop.collect(purchase("once", 1_000), purchase("early", 1_000))
    assert await shop.results(experiment) == found
    assert "is not running; it is completed" in await shop.refused(
        "POST", f"/experiments/{experiment}/assign", None, shop.site.ingest
    )


async def test_without_a_goal_any_revenue_converts(shop: Shop) -> None:
    experiment = await shop.running()
    variant = await shop.assign(experiment, "anna")
    await shop.collect({"type": "event", "name": "look", "visitor_id": "anna"}, purchase("anna", 5))
    assert (await shop.results(experiment))[variant]["conversions"] == 1


@pytest.mark.parametrize(
    ("goal_type", "config", "reached"),
    [
        ("pageview", {"path": "/thanks/*"}, {"buyer"}),
        ("duration", {"threshold_seconds": 60}, {"buyer", "reader"}),
        ("pages_per_session", {"threshold_pages": 3}, {"buyer"}),
    ],
)
async def test_goals_of_each_type(shop: Shop, goal_type: str, config: dict[str, Any], reached: set[str]) -> None:
    """``before`` did all of it before the assignment, in a session that goes on after it."""
    experiment = await shop.running(goal_id=await goal(shop, {"name": "G", "goal_type": goal_type, "config": config}))
    start = round(shop.clock.now * 1_000)

    def view(visitor: str, second: int, path: str) -> dict[str, Any]:
        return {"type": "pageview", "visitor_id": visitor, "path": path, "timestamp": start + second * 1_000}

    shop.clock.now += 200
    await shop.collect(*(view("before", second, path) for second, path in ((1, "/"), (2, "/b"), (90, "/thanks/1"))))
    variants = {one: await shop.assign(experiment, one) for one in ("before", "buyer", "reader", "bouncer")}
    shop.clock.now += 400
    await shop.collect(view("before", 300, "/c"), view("bouncer", 300, "/"))
    await shop.collect(view("reader", 300, "/"), view("reader", 400, "/a"))
    await shop.collect(view("buyer", 300, "/"), view("buyer", 310, "/a"), view("buyer", 400, "/thanks/2"))
    await shop.collect(purchase("buyer", 9) | {"timestamp": start + 410_000})
    found = await shop.results(experiment)
    assert sum(row["conversions"] for row in found.values()) == len(reached)
    assert sum(found[variants[one]]["conversions"] for one in ("buyer",)) >= 1
    revenue = 0.0 if goal_type == "pageview" else 9.0
    assert found[variants["buyer"]]["revenue"] == revenue


async def test_the_goal_stays_what_it_was(shop: Shop) -> None:
    goal_id = await goal(shop)
    experiment = await shop.running(goal_id=goal_id)
    variant = await shop.assign(experiment, "anna")
    await shop.done("DELETE", f"/goals/{goal_id}")
    await shop.collect(purchase("anna", 5))
    assert (await shop.results(experiment))[variant]["conversions"] == 1


async def test_paused_answers_whoever_was_assigned(shop: Shop) -> None:
    experiment = await shop.running()
    variants = {one: await shop.assign(experiment, one) for one in ("anna", "ben")}
    await shop.done("PUT", f"/experiments/{experiment}/status", {"status": "paused"})
    assert {one: await shop.assign(experiment, one) for one in variants} == variants
    path = f"/experiments/{experiment}/assign"
    shop.clock.now += 4 * 3_600
    await shop.running()  # what is remembered of long ago goes when something new is recorded
    for number in range(3):
        shop.clock.now += 4 * 3_600
        await shop.assign(await shop.running(), f"other-{number}")
    assert {one: await shop.assign(experiment, one) for one in variants} == variants
    found = await shop.refused("POST", path, {"visitor_id": "carla"}, shop.site.ingest)
    assert found == "400 The experiment is paused; visitors without a variant are assigned none."
    assert sum(row["visitors"] for row in (await shop.results(experiment)).values()) == 2


async def test_whoever_asks_for_privacy_sees_a_variant_and_is_not_recorded(shop: Shop) -> None:
    await shop.graphql("mutation { updateProject(honourDnt: true) { id } }", shop.site.admin)
    experiment = await shop.running()
    path = f"/experiments/{experiment}/assign"
    answer = await shop.ask("POST", path, {"visitor_id": "anna"}, shop.site.ingest, headers={"Sec-GPC": "1"})
    assert answer.json()["variant"] == await shop.assign(experiment, "anna")
    await shop.ask("POST", path, {"visitor_id": "ben"}, shop.site.ingest, headers={"DNT": "1"})
    assert sum(row["visitors"] for row in (await shop.results(experiment)).values()) == 1


async def test_a_draft_assigns_nobody(shop: Shop) -> None:
    made = await shop.done("POST", "/experiments", {"name": "A", "variants": HALVES})
    path = f"/experiments/{made['id']}/assign"
    assert await shop.refused("POST", path, None, shop.site.ingest) == "400 The experiment is not running; it is draft."
    assert await shop.refused("POST", path) == (
        "403 API key does not have the required 'ingest' scope for this endpoint."
    )
    assert await shop.rows(RECORDED) == []


async def test_a_visitor_is_whoever_the_request_comes_from(shop: Shop) -> None:
    """The same as of the events that the browser sends, so that what it does counts; a robot is nobody."""
    experiment = await shop.running()
    variant = await shop.assign(experiment)
    bought = {"type": "event", "name": "purchase", "revenue_amount": 5, "path": "/"}
    await shop.collect(bought, agent=FIREFOX)
    assert (await shop.results(experiment))[variant]["conversions"] == 0
    await shop.collect(bought, agent=CHROME)
    assert (await shop.results(experiment))[variant] == {
        "visitors": 1,
        "conversions": 1,
        "conversion_rate": 100.0,
        "revenue": 5.0,
    }
    path = f"/experiments/{experiment}/assign"
    robot = await shop.ask("POST", path, None, shop.site.ingest, headers={"User-Agent": "Googlebot/2.1"})
    assert robot.json()["variant"] in ("control", "green")
    assert len(await shop.rows(RECORDED)) == 1


async def test_to_be_assigned_is_no_visit(shop: Shop) -> None:
    await shop.assign(await shop.running(), "anna")
    await shop.services.intake.flush()
    stats = (await shop.done("GET", "/stats"))["current"]
    assert (stats["visitors"], stats["sessions"], stats["events"]) == (0, 0, 0)
    assert await shop.done("GET", "/realtime") == {"active_visitors": 0}


async def test_every_page_may_ask(shop: Shop) -> None:
    """As the tracking script does: without a preflight, the key in the query, no body."""
    experiment = await shop.running()
    url, origin = f"/api/v1/experiments/{experiment}/assign", {"Origin": "https://shop.example", "User-Agent": CHROME}
    answer = await shop.client.post(f"{url}?key={shop.site.ingest}", headers=origin)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    before = await shop.client.options(url, headers=origin | {"Access-Control-Request-Method": "POST"})
    assert (before.status_code, before.headers["access-control-allow-methods"]) == (204, "POST")
    refused = await shop.client.post(f"{url}?key={shop.site.ingest}", headers=origin, content=b"[]")
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (400, "*")
    closed = await shop.client.get(f"/api/v1/experiments?key={shop.site.query}", headers=origin)
    assert "access-control-allow-origin" not in closed.headers


async def test_deleting_takes_the_assignments_along(shop: Shop) -> None:
    experiment, other = await shop.running(), await shop.running()
    for one in (experiment, other):
        await shop.assign(one, "anna")
    await shop.done("PUT", f"/experiments/{experiment}/status", {"status": "completed"})
    await shop.done("DELETE", f"/experiments/{experiment}")
    left = [[str(bare(other))]]
    assert await shop.rows("SELECT experiment FROM exposures WHERE project = {project}") == left
    assert await shop.rows("SELECT name FROM events WHERE project = {project} AND type = 'exposure'") == left


async def test_a_visitor_who_is_erased_is_in_no_experiment(shop: Shop) -> None:
    experiment = await shop.running()
    await shop.assign(experiment, "anna")
    await shop.graphql('mutation { eraseVisitor(visitorId: "anna") { events } }', shop.site.admin)
    assert sum(row["visitors"] for row in (await shop.results(experiment)).values()) == 0


async def test_a_module_that_is_off(shop: Shop) -> None:
    experiment = await shop.running()
    await shop.switch("ab_testing", "disable")
    told = "403 Module 'ab_testing' is not enabled for this project."
    assert await shop.refused("GET", "/experiments") == told
    assert await shop.refused("POST", f"/experiments/{experiment}/assign", None, shop.site.ingest) == told
