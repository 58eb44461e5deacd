"""``pulse import`` and ``pulse export`` as they are typed, beside a server and without one."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.running import ROOT, Server

EVENT = {
    "type": "pageview",
    "timestamp": "2026-03-01T10:00:00.000Z",
    "session_start": "2026-03-01T10:00:00.000Z",
    "visitor": "00000000000000a1",
    "session": "00000000000000b1",
    "path": "/a",
}


def events(count: int) -> list[dict[str, str]]:
    """Some of them."""
    return [EVENT | {"id": f"00000000-0000-4000-8000-{number:012d}"} for number in range(count)]


def pulse(server: Server, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command on the server's data folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
    here = {"PULSE_DATA_DIR": str(server.folder), "PULSE_PORT": str(server.port), "PULSE_LOG_LEVEL": "error"}
    command = [sys.executable, "-m", "app.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=clean | here, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path / "data")


@pytest.mark.timeout(300)  # five processes, each of which loads the engine; on a busy machine they take their time
def test_history_in_and_out(server: Server, tmp_path: Path) -> None:
    file, rejects, out = tmp_path / "raw.ndjson", tmp_path / "rejects.csv", tmp_path / "out.ndjson"
    lines = [json.dumps(event) for event in events(3)]
    file.write_text("\n".join([*lines, lines[0].replace("00000000000000a1", "somebody")]))
    server.start()
    try:
        project = server.keys["project"]
        given = ("import", "--project", project, "--from", "pulse", "--rejects", str(rejects), str(file))
        refused = pulse(server, *given)
        assert (refused.returncode, "Another Pulse process uses" in refused.stderr) == (1, True)
        beside = pulse(server, "export", "--project", project, "--format", "ndjson", "--out", str(out))
        assert (beside.returncode, out.read_text()) == (0, ""), beside.stderr
    finally:
        server.stop()
    told = pulse(server, *given)
    assert told.returncode == 0, told.stderr
    assert [
        line.split() for line in told.stdout.splitlines() if line.split()[0] in ("read", "imported", "already")
    ] == [
        ["read", "4"],
        ["imported", "3"],
        ["already", "there", "0"],
    ]
    assert "raw.ndjson:4: 'visitor' must be 16 hexadecimal digits, not 'somebody'" in told.stdout
    with rejects.open(newline="") as kept:
        (row,) = csv.DictReader(kept)
    assert (row["file"], row["line"], row["column"]) == ("raw.ndjson", "4", "visitor")
    assert json.loads(row["record"])["visitor"] == "somebody"
    written = pulse(server, "export", "--project", project, "--format", "ndjson", "--out", str(out))
    assert f"Written to {out}" in written.stdout
    found = [json.loads(line) for line in out.read_text().splitlines()]
    assert [{name: row[name] for name in event} for row, event in zip(found, events(3), strict=True)] == events(3)


def test_what_is_typed_wrong_is_named(server: Server, tmp_path: Path) -> None:
    server.folder.mkdir()
    nothing = pulse(server, "import", "--project", "x", "--from", "matomo", str(tmp_path / "a.csv"))
    assert (nothing.returncode, "'matomo' is not one of" in nothing.stderr) == (2, True)
