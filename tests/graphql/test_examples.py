"""The explorer's ready-made documents run as they stand."""

from pathlib import Path

import httpx
import pytest
from graphql import parse, validate
from graphql_clients import Tenant, ask

from schema.root import build_schema, core_of

FOLDER = Path(__file__).resolve().parents[2] / "frontend" / "explorer" / "examples"
EXAMPLES = {path.name: path.read_text() for path in sorted(FOLDER.glob("*.graphql"))}


@pytest.mark.parametrize("name", EXAMPLES)
async def test_an_example_runs(http: httpx.AsyncClient, tenant: Tenant, name: str) -> None:
    text = EXAMPLES[name]
    assert validate(core_of(build_schema()), parse(text)) == []
    key = tenant.ingest if "mutation" in text else tenant.admin
    if "subscription" not in text:
        assert "errors" not in await ask(http, text, key)


def test_there_are_examples_of_every_kind() -> None:
    assert len(EXAMPLES) >= 9
    for kind in ("query", "mutation", "subscription"):
        assert any(f"\n{kind} " in text for text in EXAMPLES.values())


def test_an_example_begins_with_what_it_shows() -> None:
    for text in EXAMPLES.values():
        title, about, blank = text.split("\n")[:3]
        assert title.startswith("# ")
        assert about.startswith("# ")
        assert about.endswith(".")
        assert blank == ""
