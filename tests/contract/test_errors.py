"""The documented error sentences, to the letter."""

import pytest
from documentation import examples
from table import ERRORS
from world import World

from access.caller import OPERATOR
from access.needs import check_module
from pulse.errors import PulseError, not_found, rate_limited
from pulse.modules import Access, ModuleState
from pulse.project import ProjectFacts, Salt

SAMPLES = {example.sentence: example.answer for example in examples()}


def sample(end: str) -> object:
    return next(answer for sentence, answer in SAMPLES.items() if sentence.endswith(end))


async def test_missing_api_key(world: World) -> None:
    for method, path in [("GET", "/api/v1/stats"), ("POST", "/api/collect")]:
        answer = await world.client.request(method, path)
        assert (answer.status_code, answer.json()) == (401, sample("Missing API Key"))


async def test_invalid_api_key(world: World) -> None:
    for method, path in [("GET", "/api/v1/stats"), ("POST", "/api/collect")]:
        answer = await world.client.request(method, path, headers={"X-Pulse-Key": "pa_live_wrong"})
        assert (answer.status_code, answer.json()) == (401, sample("Invalid API Key"))


async def test_insufficient_scope(world: World) -> None:
    answer = await world.client.get("/api/v1/stats", headers={"X-Pulse-Key": world.site.ingest})
    assert (answer.status_code, answer.json()) == (403, sample("Insufficient Scope"))


def test_module_disabled() -> None:
    """By the requirement itself, which every path of a module has."""
    off = ProjectFacts(id="p", name="p", domain="d", salt=Salt(b""), modules={"funnels": ModuleState(enabled=False)})
    with pytest.raises(PulseError) as caught:
        check_module(OPERATOR, off, "funnels", Access.READ)
    assert (caught.value.status, {"error": caught.value.message}) == (403, sample("Module Disabled"))


async def test_invalid_request_body(world: World) -> None:
    answer = await world.client.post("/api/collect", json={"type": "event"}, headers={"X-Pulse-Key": world.site.ingest})
    assert (answer.status_code, answer.json()) == (400, sample("Invalid Request Body"))
    answer = await world.client.post("/api/admin/projects", json={"domain": "x.example"}, headers=world.admin)
    assert (answer.status_code, answer.json()) == (400, sample("Invalid Request Body"))


async def test_resource_not_found(world: World) -> None:
    """The sentence is one for all kinds of resource."""
    problem = not_found("Funnel", "f1a2b3c4-5678-9abc-def0-1234567890ab")
    assert (problem.status, {"error": problem.message}) == (404, sample("Resource Not Found"))
    missing = "f1a2b3c4-5678-9abc-def0-1234567890ab"
    answer = await world.get(f"/api/admin/projects/{missing}")
    assert (answer.status_code, answer.json()) == (404, {"error": f"Project '{missing}' not found."})


def test_rate_limit() -> None:
    problem = rate_limited(1)
    assert (problem.status, problem.retry_after) == (429, 1)
    assert {"error": problem.message} == sample("Content-Type: application/json")


async def test_every_error_has_one_key(world: World) -> None:
    general = sample("The HTTP status code indicates the error category.")
    assert isinstance(general, dict)
    for path in ("/api/v1/stats", "/api/v1/nonsense", "/api/admin/projects"):
        answer = await world.client.get(path)
        assert list(answer.json()) == list(general)


def test_each_documented_error_has_its_case() -> None:
    for end in ERRORS:
        assert any(sentence.endswith(end) for sentence in SAMPLES), end
    errors = [sentence for sentence, answer in SAMPLES.items() if isinstance(answer, dict) and "error" in answer]
    assert len(errors) == len(ERRORS)
