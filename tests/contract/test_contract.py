"""The documentation's own examples, sent to the real server: accepted, and answered as they say."""

import re
from pathlib import Path

import pytest
from documentation import CONTRACT, TEXT, Example, Request, differences, examples
from table import ERRORS, NEEDED, NO_PATHS, WITHOUT_A_COMMAND, WITHOUT_A_SAMPLE
from world import World, patterns, template

from rest_compat.routes import ROUTES

EXAMPLES = examples()
SENT = [example for example in EXAMPLES if example.request]
SAMPLED = [example for example in EXAMPLES if not example.request and example.answer is not None]
BUILT = [f"{row.method} {row.path}" for row in ROUTES]
STATUS = {f"{row.method} {row.path}": row.status for row in ROUTES}
KNOWN = patterns(BUILT)
SERVED_ELSEWHERE = ("GET /api/script.js", "GET /health", "GET /ready", "GET /dashboard", "GET /share/{token}")
SERVED_ELSEWHERE += ("GET /graphql", "POST /graphql", "GET /api/docs", "GET /api/openapi.json")


def name_of(example: Example) -> str:
    request = example.request
    return f"{request.method} {request.path.split('/api/')[-1]}: {example.sentence[:50]}" if request else ""


def end_of(sentence: str, ends: tuple[str, ...]) -> str | None:
    return next((end for end in ends if sentence.endswith(end)), None)


def asked(example: Example) -> str | None:
    """The path of a sample that has no command."""
    end = end_of(example.sentence, tuple(WITHOUT_A_COMMAND))
    return WITHOUT_A_COMMAND[end] if end else None


def where(request: Request) -> str:
    """The line of the table that a request is about."""
    found = template(f"{request.method} {request.path}", KNOWN)
    assert found, f"{request.method} {request.path} is not built"
    return found


def test_the_documentation_is_read_whole() -> None:
    lines = TEXT.splitlines()
    assert len([line for line in lines if line.startswith("curl ")]) == len(SENT)
    answers = [example for example in EXAMPLES if example.answer is not None]
    assert len([line for line in lines if line == "{" or line.startswith('{ "ok"')]) >= len(answers) > len(SENT)


def test_every_example_has_its_place() -> None:
    for example in SAMPLED:
        known = asked(example) or end_of(example.sentence, (*NO_PATHS, *ERRORS))
        assert known, f"nobody says what this is about: {example.sentence}"
    for end in (*WITHOUT_A_COMMAND, *WITHOUT_A_SAMPLE, *NO_PATHS):
        assert any(line.endswith(end) for line in TEXT.splitlines()), f"not in the documentation: {end}"
    for path in (*WITHOUT_A_COMMAND.values(), *WITHOUT_A_SAMPLE.values()):
        assert path in BUILT, path


@pytest.mark.parametrize("example", SENT, ids=name_of)
async def test_an_example_is_answered_as_it_says(world: World, example: Example) -> None:
    assert example.request is not None
    answer = await world.send(example.request)
    assert answer.status_code == STATUS[where(example.request)], answer.text
    if answer.status_code == 204:
        assert answer.content == b""
    elif example.answer is not None:
        assert list(differences(example.answer, answer.json())) == []
        world.learn(example.answer, answer.json())


@pytest.mark.parametrize("example", [one for one in SAMPLED if asked(one) in BUILT], ids=lambda one: one.sentence[-60:])
async def test_a_sample_without_a_command_is_what_its_path_answers(world: World, example: Example) -> None:
    line = asked(example) or ""
    given = {name: example.answer[name] for name in NEEDED.get(line, ())}
    answer = await world.get(world.path(line), **given)
    assert answer.status_code == 200, answer.text
    assert list(differences(example.answer, answer.json())) == []


async def test_a_payload_of_each_type_is_accepted(world: World) -> None:
    collected = [one.request for one in SENT if one.request and one.request.path == "/api/collect"]
    assert len(collected) == 10
    for request in collected:
        answer = await world.send(request)
        assert (answer.status_code, answer.json()) == (200, {"ok": True})


async def test_what_is_only_described_is_answered(world: World) -> None:
    project = await world.get(f"/api/admin/projects/{world.site.id}")
    sample = next(one.answer for one in EXAMPLES if one.sentence.endswith("Register a new project."))
    assert list(differences(sample, project.json())) == []
    made = await world.client.post(
        f"/api/admin/projects/{world.site.id}/keys", json={"name": "x", "scopes": ["query"]}, headers=world.admin
    )
    gone = await world.client.delete(
        f"/api/admin/projects/{world.site.id}/keys/{made.json()['id']}", headers=world.admin
    )
    assert (gone.status_code, gone.content) == (204, b"")


def test_every_path_is_built() -> None:
    """``rest-paths.md`` names them all; a line may name several, the later ones short."""
    listed = set(_table_of_paths())
    assert len(listed) > 80
    templates = patterns([*BUILT, *SERVED_ELSEWHERE])
    for line in sorted(listed):
        assert template(line, templates), f"{line} is not built"


def _table_of_paths() -> list[str]:
    found = []
    for row in (CONTRACT / "rest-paths.md").read_text().splitlines():
        cell = row.split("|")[1].strip() if row.startswith("| ") else ""
        base = ""
        for part in cell.split(" · "):
            match = re.match(r"((?:GET|POST|PUT|DELETE)(?:, (?:GET|POST|PUT|DELETE))*) (\S.*)", part)
            if match is None:
                continue
            for path in match[2].replace(" (I)", "").split(", "):
                method_less = path.split(" ")[-1]
                whole, base = _whole(method_less, base)
                found += [f"{method} {whole}" for method in match[1].split(", ")]
    return found


def _whole(path: str, base: str) -> tuple[str, str]:
    """A path written short, such as ``…/{name}/enable`` or ``/surveys/{id}``, in full."""
    if path.startswith("…/"):
        return base[: base.rindex("/")] + path[1:], base
    if path.startswith(("/api/", "/health", "/ready", "/graphql", "/dashboard", "/share")):
        return path, path
    return f"/api/v1{path}", base


def test_the_committed_contract_is_the_given_one() -> None:
    """Beside the project the original may lie; where it does, the copy must be the same."""
    given = Path(__file__).resolve().parents[3] / "shared"
    for copy in CONTRACT.iterdir():
        original = given / copy.name
        assert not original.exists() or original.read_bytes() == copy.read_bytes(), copy.name
