"""The id of a request: what its caller sees is what the log says."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
import structlog
from starlette.applications import Starlette

from access.services import Services
from app.requests import Requests
from app.server import doors
from tests.kit import Site


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """What has been logged since it was asked last."""
    before = structlog.get_config()
    shared = [structlog.contextvars.merge_contextvars, structlog.processors.format_exc_info]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()], logger_factory=structlog.PrintLoggerFactory()
    )
    yield lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    structlog.configure(**before)


class Broken:
    """A warehouse with a fault of ours."""

    async def fetch(self, _: object) -> object:
        raise ZeroDivisionError("a secret")


@pytest.mark.parametrize("path", ["/api/v1/stats", "/graphql"])
async def test_a_fault_is_quoted_and_logged_under_the_request_s_id(
    house: Services, site: Site, path: str, lines: Any
) -> None:
    broken: Any = Broken()
    app = Requests(Starlette(routes=doors(replace(house, warehouse=broken))), house.telemetry)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    body = {"query": "{ project { analytics { stats { current { pageviews } } } } }"}
    method, content = ("GET", {}) if path.startswith("/api") else ("POST", {"json": body})
    async with httpx.AsyncClient(transport=transport, base_url="http://pulse.test") as client:
        answer = await client.request(method, path, headers={"X-Pulse-Key": site.query}, **content)
    identity = answer.headers["x-request-id"]
    assert f"Quote request id {identity}" in answer.text
    assert "secret" not in answer.text
    entries = [line for line in lines() if line["event"] == "failed"]
    assert entries
    assert {entry["request_id"] for entry in entries} == {identity}
    assert all("ZeroDivisionError" in entry["exception"] for entry in entries)
