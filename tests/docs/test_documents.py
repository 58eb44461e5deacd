"""What README and docs say can be typed in as it stands: GraphQL validates, settings exist, links lead somewhere."""

import re
from pathlib import Path

import pytest
from graphql import parse, validate

from pulse.settings import ROWS
from schema.root import build_schema, core_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAGES = [page for page in PAGES if "contract" not in page.parts]


def blocks(language: str) -> list[tuple[str, str]]:
    """Every fenced block of a language, with the name of its page."""
    fence = re.compile(rf"^```{language}\n(.*?)^```", re.MULTILINE | re.DOTALL)
    return [(page.name, text) for page in PAGES for text in fence.findall(page.read_text())]


@pytest.mark.parametrize(("page", "text"), blocks("graphql"))
def test_documents_are_valid(page: str, text: str) -> None:
    if re.match(r"\s*(type|input|enum|interface|scalar)\b", text):
        pytest.fail(f"{page} repeats a part of the schema, which would fall behind")
    assert validate(core_of(build_schema()), parse(text)) == []


def test_there_are_documents_to_check() -> None:
    assert blocks("graphql")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text()):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), f"{target} is not there"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_settings_exist(page: Path) -> None:
    known = {row.env for row in ROWS} | {"PULSE_URL", "PULSE_KEY", "PULSE_SECRET"}  # where the screenshot commands look
    for name in re.findall(r"\bPULSE_[A-Z_]+\b", page.read_text()):
        assert name in known, f"{name} is no setting"
