"""Rules of the house that no linter knows. Each test's docstring is the reason of its rule."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from app.cli import settings_page
from pulse.modules import MODULES, TYPES, Category

ROOT = Path(__file__).resolve().parents[2]
FLOORS = (
    "pulse",
    "models",
    "warehouse",
    "access",
    "ingest",
    "notify",
    "resolvers",
    "schema",
    "rest_compat",
    "jobs",
    "app",
)
SOURCES = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "migrations" not in path.parts)


def tracked() -> list[Path]:
    """Every file that git keeps, or would."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_file_stays_readable(path: Path) -> None:
    """A file of 400 lines is a sign to look; tables of the story and of the contract are read, not understood."""
    assert len(path.read_text().splitlines()) <= 420


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_functions_are_small(path: Path) -> None:
    """A function that does not fit on a screen does more than one thing."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{node.name} is too long"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_sql_lives_in_the_warehouse(path: Path) -> None:
    """SQL outside its room cannot be found when a table changes. The spool speaks SQLite to its own file."""
    if path.parts[len(ROOT.parts)] in {"warehouse", "models"} or name_of(path) in {
        "ingest/backlog.py",
        "ingest/spool.py",
        "access/revision.py",
    }:
        return
    statement = re.compile(r"^\s*(SELECT|INSERT INTO|DELETE FROM|ALTER TABLE|CREATE TABLE)\s", re.MULTILINE)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not statement.search(node.value), f"line {node.lineno} holds SQL"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_settings_are_read_in_one_place(path: Path) -> None:
    """A variable read elsewhere has no help, no default and no test."""
    if name_of(path) == "app/terminal.py":
        return
    assert "os.environ" not in path.read_text()


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_the_time_is_asked_of_the_clock(path: Path) -> None:
    """What reads the wall clock itself cannot be tested at another time."""
    if name_of(path) == "pulse/clock.py":
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            assert called not in {"time.time", "datetime.now", "datetime.utcnow"}, f"line {node.lineno} calls {called}"


def test_nothing_is_left_for_later() -> None:
    """A mark in the code is a promise that nobody tracks."""
    mark = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(?! unknown)")
    for path in tracked():
        if (
            path.suffix in {".py", ".ts", ".tsx", ".mjs", ".md"}
            and path != Path(__file__)
            and "contract" not in path.parts
        ):
            found = [line for line in path.read_text().splitlines() if mark.search(line) and "'XX" not in line]
            assert not found, f"{name_of(path)}: {found[0].strip()}"


def test_no_file_names_a_registry_or_a_machine() -> None:
    """The lock files must install from whatever registry an operator trusts."""
    hosts = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com", "/ro" + "ot/", "/wo" + "rk/")
    for path in tracked():
        if path.suffix in {".png", ".mmdb", ".woff2", ".ico"} or "contract" in path.parts:
            continue
        text = path.read_text(errors="ignore")
        for host in hosts:
            assert host not in text, f"{name_of(path)} names {host}"


def test_the_lock_holds_every_dependency() -> None:
    """A dependency that is not locked is another one tomorrow."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = {line.split("==")[0] for line in (ROOT / "requirements.lock").read_text().splitlines() if "==" in line}
    for line in project["dependencies"]:
        assert re.split(r"[\[<>=]", line)[0] in locked, f"{line} is not locked"


def test_the_modules_are_the_documented_ones() -> None:
    """23 modules in five categories, and each payload type belongs to exactly one."""
    assert len(MODULES) == 23
    assert [sum(module.category is category for module in MODULES) for category in Category] == [7, 6, 3, 3, 4]
    assert sorted(kind for module in MODULES for kind in module.collects) == sorted(TYPES)


def test_every_setting_is_documented() -> None:
    """An operator reads docs/settings.md, not the source."""
    written = (ROOT / "docs" / "settings.md").read_text()
    assert written == settings_page(), "run: pulse settings --markdown > docs/settings.md"
