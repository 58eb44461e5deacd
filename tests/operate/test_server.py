"""One real server under real traffic, mistakes included; then its log, its traces and what it left are looked at."""

import json
import re
import socket
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from counting import count

from ingest.backlog import Backlog, look
from running import Server
from tests.operate.collector import Collector, collecting

TOKEN = "an-admin-token-of-a-test"
ADDRESSES = ("198.51.100.77", "2001:db8::5eaf")
UNKNOWN_KEY = "pa_live_thatNobodyHasEverHad1"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
CALLER = "00f067aa0ba902b7"
SETTINGS = {
    "PULSE_ADMIN_TOKEN": TOKEN,
    "PULSE_LOG_LEVEL": "debug",
    "PULSE_TRUSTED_PROXIES": "127.0.0.1",
    "PULSE_FLUSH_SECONDS": "30",
    "RATE_LIMIT_PER_SECOND": "10000",
}
DASHBOARD = "query Dashboard { project { analytics { stats { current { pageviews } } } } }"


@dataclass(slots=True)
class Seen:
    """What came of the traffic."""

    log: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    waiting: Backlog = Backlog()
    left: Backlog = Backlog()
    stored: dict[str, int] = field(default_factory=dict)
    spans: Collector = field(default_factory=lambda: Collector(""))
    answers: dict[str, httpx.Response] = field(default_factory=dict)
    readiness: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("server") / "data"
    found = Seen()
    with collecting() as found.spans:
        settings = SETTINGS | {"PULSE_OTLP_ENDPOINT": found.spans.url}
        server = Server(folder, settings, ("--quiet",)).start()
        try:
            found.keys = server.keys
            traffic(server, found)
            found.waiting = look(folder / "spool.sqlite3")
            readiness(server, found)
        finally:
            server.stop()
    found.left = look(folder / "spool.sqlite3")
    found.stored = count(folder).ids
    found.log = (folder / "server.log").read_text()
    return found


def traffic(server: Server, found: Seen) -> None:
    """Events, questions and mistakes, from visitors behind a proxy."""
    ingest, query = found.keys["ingest_key"], found.keys["query_key"]
    with httpx.Client(base_url=server.url) as client:
        for number, address in enumerate(ADDRESSES * 10):
            identity = f"{number:032x}"
            event = {"type": "event", "name": "walk", "path": "/", "id": identity}
            headers = {"X-Pulse-Key": ingest, "X-Forwarded-For": address}
            assert client.post("/api/collect", json=event, headers=headers).status_code == 200
            found.sent.add(identity)
        behind = {"X-Forwarded-For": ADDRESSES[0]}
        asked = {"X-Pulse-Key": query, "traceparent": f"00-{TRACE}-{CALLER}-01", "X-Request-Id": "chosen-by-caller"}
        answers = {
            "refused": client.post("/api/collect", json={"type": "?"}, headers=behind | {"X-Pulse-Key": ingest}),
            "unknown": client.get("/api/v1/stats", headers=behind | {"X-Pulse-Key": UNKNOWN_KEY}),
            "in the address": client.get(f"/api/v1/stats?key={query}", headers=behind),
            "in the path": client.get(f"/api/v1/{UNKNOWN_KEY}", headers=behind),
            "token": client.get("/api/admin/projects", headers=behind | {"Authorization": "Bearer not-the-token"}),
            "dashboard": client.post("/graphql", json={"query": DASHBOARD}, headers=behind | asked),
            "invalid": client.post("/graphql", json={"query": "{ nothing }"}, headers=behind | asked),
            "odd id": client.get("/api/v1/stats", headers=behind | {"X-Request-Id": 'x", "level": "error'}),
        }
        found.answers = answers
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        raw.sendall(f"NOT HTTP {ingest} {ADDRESSES[0]}\r\n\r\n".encode())
        raw.recv(1000)


def readiness(server: Server, found: Seen) -> None:
    """How the server calls itself: well, and while somebody holds the spool's file."""
    found.readiness.append(httpx.get(f"{server.url}/ready").json())
    found.readiness.append(httpx.get(f"{server.url}/ready?for=collect").json())
    found.readiness.append(httpx.get(f"{server.url}/health").json())


def entries(seen: Seen) -> list[dict[str, Any]]:
    return [json.loads(line) for line in seen.log.splitlines()]


def test_what_waited_was_drained_before_the_end(seen: Seen) -> None:
    assert seen.waiting.events == len(seen.sent)
    assert seen.left == Backlog()
    assert seen.stored == dict.fromkeys(seen.sent, 1)


def test_each_line_of_the_log_is_json_with_an_event_and_a_level(seen: Seen) -> None:
    found = entries(seen)
    assert len(found) > len(seen.answers)
    assert all({"event", "level", "timestamp"} <= entry.keys() for entry in found)


def test_no_address_no_key_and_no_token_is_in_the_log(seen: Seen) -> None:
    secrets = [*ADDRESSES, "127.0.0.1", UNKNOWN_KEY, TOKEN, "not-the-token"]
    secrets += [seen.keys["ingest_key"], seen.keys["query_key"]]
    assert [secret for secret in secrets if secret in seen.log] == []
    assert re.findall(r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b", seen.log) == []
    assert "pa_live_" not in seen.log


def test_an_answer_and_its_line_carry_the_same_id(seen: Seen) -> None:
    lines = {entry["request_id"]: entry for entry in entries(seen) if entry["event"] == "request"}
    for name, answer in seen.answers.items():
        if name != "refused":  # the collecting doors stand before the layer that gives ids
            line = lines[answer.headers["x-request-id"]]
            if name not in ("dashboard", "invalid"):
                assert line["status"] == answer.status_code
    assert seen.answers["dashboard"].headers["x-request-id"] == "chosen-by-caller"
    assert re.fullmatch("[0-9a-f]{32}", seen.answers["odd id"].headers["x-request-id"])
    assert lines["chosen-by-caller"]["path"] == "/graphql"


def test_a_trace_goes_from_the_caller_to_the_report(seen: Seen) -> None:
    (request, _) = seen.spans.named("POST /graphql")
    assert (request.trace_id.hex(), request.parent_span_id.hex()) == (TRACE, CALLER)
    (operation,) = seen.spans.named("query Dashboard")
    assert operation.parent_span_id == request.span_id
    reports = [span for span in seen.spans.named("report stats.stats") if span.trace_id == request.trace_id]
    assert [span.parent_span_id for span in reports] == [operation.span_id]
    assert all(span.end_time_unix_nano >= span.start_time_unix_nano for span in seen.spans.spans)


def test_flushes_are_traced_by_themselves(seen: Seen) -> None:
    flushes = seen.spans.named("flush")
    assert sum(attribute.value.int_value for span in flushes for attribute in span.attributes) == len(seen.sent)


def test_no_span_holds_an_address_or_a_key(seen: Seen) -> None:
    text = "".join(str(span) for span in seen.spans.spans)
    assert [secret for secret in (*ADDRESSES, "pa_live_", TOKEN) if secret in text] == []


def test_readiness_names_each_part(seen: Seen) -> None:
    well = {"status": "ok", "database": True, "spool": True}
    assert seen.readiness == [well | {"warehouse": True, "problems": []}, well | {"problems": []}, {"status": "ok"}]


def test_a_spool_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A directory stands where the file should: looking fails in words that name the cause."""
    (tmp_path / "spool.sqlite3").mkdir()
    with pytest.raises(OSError, match=r"disk I/O error|unable to open"):
        look(tmp_path / "spool.sqlite3")
    assert look(tmp_path / "none.sqlite3") == Backlog()
    sqlite3.connect(tmp_path / "empty.sqlite3").close()
