"""A backup made while events come in, restored elsewhere: what was there at the watermark is there again, once."""

import asyncio
import gzip
import json
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from clickhouse import ClickHouse
from counting import count
from postgres import Postgres
from rich.console import Console

from access.caller import OPERATOR
from access.context import Context
from access.services import Services
from app.bringing import read_manifest, restore
from ingest.backlog import look
from models.portable import dump, load
from models.store import open_store
from pulse.errors import PulseError
from pulse.settings import Settings, SettingsError
from resolvers import backups
from running import ROOT, Server
from tests.kit import Site
from warehouse.statement import SQL, Statement

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


def pulse(server: Server, *arguments: str) -> str:
    """Run a command as an operator does, with a server's settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
    here = {"PULSE_DATA_DIR": str(server.folder), "PULSE_PORT": str(server.port)}
    command = [sys.executable, "-m", "app.cli", *arguments]
    environment = clean | dict(server.settings) | here
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@contextmanager
def served(server: Server) -> Iterator[httpx.Client]:
    """A client with the admin token, while it serves."""
    server.start()
    try:
        with httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
            yield client
    finally:
        server.stop()


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
        said = pulse(server, "backup", "--keep", "1")
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


@pytest.fixture(scope="module")
def stores(postgres: Postgres, story: Story) -> Iterator[dict[str, str]]:
    """PostgreSQL and ClickHouse's interface, both empty, as settings."""
    endpoint = ClickHouse(story.folder / "clickhouse").start()
    yield {"DATABASE_URL": postgres.database(), "PULSE_WAREHOUSE_DSN": endpoint.dsn}
    endpoint.kill()


def test_from_embedded_to_servers_and_back_the_counts_are_those_of_the_watermark(
    story: Story, stores: dict[str, str]
) -> None:
    manifest = read_manifest(story.backup)
    second = Server(story.folder / "second", SETTINGS | stores, ("--quiet",))
    pulse(second, "restore", str(story.backup))
    assert look(second.folder / "spool.sqlite3").events == manifest.waiting
    late = uuid.uuid4().hex
    with served(second) as client:
        assert client.get("/api/admin/projects").json() == story.project
        assert second.keys == story.keys
        event = {"type": "event", "name": "x", "path": "/", "id": late, "visitor_id": "v0"}
        assert client.post("/api/collect", json=event, headers={"X-Pulse-Key": story.keys["ingest_key"]}).is_success
    pulse(second, "backup")  # nobody serves now
    (again,) = (second.folder / "backups").glob("*/manifest.json")
    third = Server(story.folder / "third", SETTINGS, ("--quiet",))
    pulse(third, "restore", str(again.parent))
    assert third.keys == story.keys
    found = count(third.folder)
    assert set(found.ids.values()) == {1}
    assert found.uneven == 0
    assert len(found.ids) == manifest.tables["events"][0] + manifest.waiting + 1
    assert story.before | {late} <= found.ids.keys() <= story.during | {late}
    assert found.in_sessions == len(found.ids)


async def test_a_full_target_is_refused(story: Story) -> None:
    with pytest.raises(SettingsError, match="target's database has projects"):
        await restore(Settings(data_dir=story.folder / "first"), story.backup, Console(quiet=True))


async def test_a_served_folder_is_refused(story: Story, house: Services) -> None:
    settings = replace(house.settings, warehouse_dsn="clickhouse://127.0.0.1:1/none")
    with pytest.raises(SettingsError, match="A server uses"):
        await restore(settings, story.backup, Console(quiet=True))


async def test_a_backup_leaves_room_for_events(house: Services, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    operator = Context(house, OPERATOR)
    monkeypatch.setattr(backups, "LEFT_FREE", 1 << 62)
    with pytest.raises(PulseError, match="no room for a backup"):
        await backups.create_backup(operator)
    folder = house.settings.data_dir / backups.FOLDER
    assert [path.name for path in folder.iterdir()] == [".lock"]
    monkeypatch.undo()
    made = await backups.create_backup(operator)
    assert read_manifest(folder / made.name).resources["Project"] >= 1
    assert site
    tables = await house.warehouse.fetch(Statement(SQL("SHOW TABLES LIKE 'backup_%'")))
    assert tables == []


async def test_one_backup_at_a_time(house: Services) -> None:
    operator = Context(house, OPERATOR)
    made = await asyncio.gather(*(backups.create_backup(operator) for _ in range(2)), return_exceptions=True)
    (refused,) = [one for one in made if isinstance(one, PulseError)]
    assert refused.message == "A backup is under way."


async def test_all_resources_come_back_as_they_were(
    house: Services, site: Site, new_database: Callable[[], str]
) -> None:
    assert site
    lines = await dump(house.store)
    async with open_store(new_database()) as other:
        before = await other.revision()
        made = await load(other, lines)
        assert await dump(other) == lines
        assert await other.revision() > before
        assert sum(made.values()) == len(lines)
    async with open_store(new_database()) as third:
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
