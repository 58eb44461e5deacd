"""All that is about resources, on a real PostgreSQL. The ORM keeps one SQL dialect in a process, hence another."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ABOUT_RESOURCES = (
    "tests/models",
    "tests/access",
    "tests/jobs/test_outbox.py",
    "tests/rest/test_administration.py",
    "tests/journeys/test_annotations.py",
    "tests/journeys/test_segments.py",
)


@pytest.mark.timeout(300)
def test_all_that_is_about_resources_holds_on_postgres(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--postgres"):
        return  # this is that run
    command = [sys.executable, "-m", "pytest", "--postgres", "-p", "no:cacheprovider", *ABOUT_RESOURCES]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own tests
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
