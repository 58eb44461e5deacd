"""A backup made while events come in, restored elsewhere: what was there at the watermark is there again, once."""

import gzip
import json
import os
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from counting import count
from rich.console import Console

from access.services import Services
from app.bringing import read_manifest, restore
from ingest.backlog import look
from models.portable import dump, load
from models.store import open_store
from pulse.settings import Settings, SettingsError
from running import ROOT, Server
from tests.kit import Site

TOKEN = "an-admin-token-of-a-test"
SETTINGS = {"PULSE_ADMIN_TOKEN": TOKEN, "RATE_LIMIT_PER_SECOND": "100000", "PULSE_FLUSH_SECONDS": "0.2"}
VISITORS = 20


@dataclass(slots=True)
class Story:
    """What happened before and after the backup."""

    folder: Path
    backup: Path
    before: set[str] = field(default_factory=set)
    """Acknowledged before the backup was asked for."""
    during: set[str] = field(default_factory=set)
    """Sent at any time."""
    keys: dict[str, str] = field(default_factory=dict)
    project: dict[str, Any] = field(default_factory=dict)
    said: str = ""


def pulse(folder: Path, port: int, *arguments: str) -> str:
    """Run a command as an operator does."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
    here = {"PULSE_DATA_DIR": str(folder), "PULSE_PORT": str(port)}
    command = [sys.executable, "-m", "app.cli", *arguments]
    environment = clean | SETTINGS | here
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


class Sender(threading.Thread):
    """Posts events until told to stop."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self.sent: set[str] = set()
        self.acknowledged: set[str] = set()
        self.over = False
        self._server = server

    def run(self) -> None:
        with httpx.Client(
            base_url=self._server.url, headers={"X-Pulse-Key": self._server.keys["ingest_key"]}
        ) as client:
            while not self.over:
                items = [self._event() for _ in range(10)]
                assert client.post("/api/batch", json={"events": items}).status_code == 200
                self.acknowledged |= {item["id"] for item in items}
                time.sleep(0.1)

    def _event(self) -> dict[str, str]:
        identity = uuid.uuid4().hex
        self.sent.add(identity)
        return {
            "type": "event",
            "name": "x",
            "path": "/",
            "id": identity,
            "visitor_id": f"v{len(self.sent) % VISITORS}",
        }


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    base = tmp_path_factory.mktemp("backup")
    server = Server(base / "first", SETTINGS, ("--quiet",)).start()
    sender = Sender(server)
    try:
        sender.start()
        time.sleep(1)
        before = set(sender.acknowledged)
        said = pulse(base / "first", server.port, "backup", "--keep", "1")
        project = httpx.get(f"{server.url}/api/admin/projects", headers={"Authorization": f"Bearer {TOKEN}"}).json()
        keys = server.keys
    finally:
        sender.over = True
        sender.join()
        server.stop()
    (manifest,) = (base / "first" / "backups").glob("*/manifest.json")
    return Story(base, manifest.parent, before, sender.sent, keys, project, said)


def test_it_holds_what_was_acknowledged_before_and_each_once(story: Story) -> None:
    manifest = read_manifest(story.backup)
    there = manifest.tables["events"][0] + manifest.waiting
    assert len(story.before) <= there <= len(story.during)
    assert manifest.resources["Project"] == 1
    assert manifest.resources["ApiKey"] == 2
    assert f"{manifest.tables['events'][0]:,} stored" in story.said


def test_only_its_owner_reads_it(story: Story) -> None:
    assert story.backup.stat().st_mode & 0o077 == 0


def test_restored_elsewhere_the_counts_are_those_of_the_watermark(story: Story) -> None:
    target = story.folder / "second"
    server = Server(target, SETTINGS, ("--quiet",))
    pulse(target, server.port, "restore", str(story.backup))
    manifest = read_manifest(story.backup)
    assert look(target / "spool.sqlite3").events == manifest.waiting
    server.start()
    try:
        admin = {"Authorization": f"Bearer {TOKEN}"}
        assert httpx.get(f"{server.url}/api/admin/projects", headers=admin).json() == story.project
        assert server.keys == story.keys
        late = {"type": "event", "name": "x", "path": "/", "id": uuid.uuid4().hex, "visitor_id": "v0"}
        headers = {"X-Pulse-Key": story.keys["ingest_key"]}
        assert httpx.post(f"{server.url}/api/collect", json=late, headers=headers).status_code == 200
    finally:
        server.stop()
    found = count(target)
    assert set(found.ids.values()) == {1}
    assert found.uneven == 0
    assert len(found.ids) == manifest.tables["events"][0] + manifest.waiting + 1
    assert story.before <= found.ids.keys() <= story.during | {late["id"]}
    assert found.in_sessions == len(found.ids)


async def test_a_full_target_is_refused(story: Story) -> None:
    with pytest.raises(SettingsError, match="target's database has projects"):
        await restore(Settings(data_dir=story.folder / "first"), story.backup, Console(quiet=True))


async def test_a_served_folder_is_refused(story: Story, house: Services) -> None:
    settings = replace(house.settings, warehouse_dsn="clickhouse://127.0.0.1:1/none")
    with pytest.raises(SettingsError, match="A server uses"):
        await restore(settings, story.backup, Console(quiet=True))


async def test_all_resources_come_back_as_they_were(house: Services, site: Site, tmp_path: Path) -> None:
    assert site
    lines = await dump(house.store)
    async with open_store(f"sqlite://{tmp_path}/other.sqlite3") as other:
        before = await other.revision()
        made = await load(other, lines)
        assert await dump(other) == lines
        assert await other.revision() > before
        assert sum(made.values()) == len(lines)
    async with open_store(f"sqlite://{tmp_path}/third.sqlite3") as third:
        with pytest.raises(ValueError, match="knows no Strange"):
            await load(third, [*lines, b'{"model": "Strange", "row": {}}'])
        assert await dump(third) == []


def test_a_damaged_backup_is_refused(story: Story, tmp_path: Path) -> None:
    for path in story.backup.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    piece = next(tmp_path.glob("*.native.gz"))
    piece.write_bytes(gzip.compress(gzip.decompress(piece.read_bytes())[:-1]))
    with pytest.raises(SettingsError, match=f"damaged: .*{piece.name}"):
        read_manifest(tmp_path)
    piece.unlink()
    with pytest.raises(SettingsError, match="damaged"):
        read_manifest(tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"format": 2}))
    with pytest.raises(SettingsError, match="is no backup"):
        read_manifest(tmp_path)
