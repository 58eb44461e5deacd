"""``pulse doctor`` finds what is wrong and says what to do; each test makes one thing wrong."""

import re
import socket
import sqlite3
from pathlib import Path

import pytest

from app import doctor
from app.doctor import FAIL, OK, WARN, Finding, diagnose
from ingest.hits import Hit, pack, pack_group
from models.store import Store
from pulse.clock import system_clock
from pulse.settings import Settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def settings(tmp_path: Path, warehouse: object, store: Store, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a server that is not running; the engine of this process is taken, so its part is left out."""

    async def open_already(_: Settings) -> None:
        assert warehouse

    monkeypatch.setattr(doctor, "_warehouse", open_already)
    return Settings(data_dir=tmp_path, port=free_port(), database_url=store.url)


async def worst(settings: Settings, words: str) -> Finding:
    """The one finding that has these words."""
    (found,) = [finding for finding in await diagnose(settings) if words in finding.what]
    assert (found.level == OK) == (not found.remedy)
    return found


async def test_nothing_is_wrong_with_a_fresh_folder_that_has_a_backup(settings: Settings) -> None:
    assert (await worst(settings, "There is no backup")).level == WARN
    manifest = settings.data_dir / "backups" / "2026-01-01T000000Z" / "manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.touch()
    levels = {finding.what: finding.level for finding in await diagnose(settings)}
    assert set(levels.values()) == {OK}, levels


async def test_a_taken_port_is_named(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", settings.port)):
        assert (await worst(settings, f"Port {settings.port}")).level == FAIL


def spooled(settings: Settings, ago: float) -> None:
    now = round((system_clock() - ago) * 1000)
    with sqlite3.connect(settings.spool) as file:
        file.execute("CREATE TABLE groups (id INTEGER PRIMARY KEY, count INTEGER, body BLOB)")
        file.execute("CREATE TABLE flights (batch INTEGER PRIMARY KEY, events BLOB)")
        file.execute("CREATE TABLE damaged (id INTEGER PRIMARY KEY, reason TEXT, body BLOB)")
        file.execute("INSERT INTO groups VALUES (1, 1, ?)", (pack_group([pack(Hit("p", "event", now, now, 1))]),))


async def test_events_that_wait_too_long_are_told(settings: Settings) -> None:
    spooled(settings, 3600)
    found = await worst(settings, "wait in the spool")
    assert "1 events and 0 batches" in found.what
    assert re.search(r"oldest for 3[67]\d\d s", found.what)
    assert (found.level, found.remedy) == (WARN, "Run: pulse serve")


async def test_a_clock_that_was_set_back_is_told(settings: Settings) -> None:
    spooled(settings, -3600)
    assert (await worst(settings, "from now")).level == FAIL


async def test_what_was_put_aside_is_told(settings: Settings) -> None:
    spooled(settings, 0)
    with sqlite3.connect(settings.spool) as file:
        file.execute("INSERT INTO damaged VALUES (1, 'format ff', x'ff')")
    assert (await worst(settings, "put aside")).level == WARN


async def test_a_country_file_that_cannot_be_read_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "odd.mmdb").write_bytes(b"odd")
    odd = _with(settings, geoip_db_path=str(tmp_path / "odd.mmdb"))
    assert (await worst(odd, "country file " + str(tmp_path))).level == FAIL


async def test_a_file_of_secrets_that_others_read_is_told(settings: Settings) -> None:
    path = settings.data_dir / "pulse.env"
    path.write_text("PULSE_ADMIN_TOKEN=x\n")
    path.chmod(0o644)
    assert (await worst(settings, "Only its owner reads")).level == FAIL


async def test_a_proxy_that_is_not_trusted_is_told(settings: Settings) -> None:
    behind = _with(settings, public_url="https://stats.example.com")
    assert (await worst(behind, "in front is trusted")).level == WARN


async def test_limits_that_nobody_shares_are_told(settings: Settings) -> None:
    alone = _with(settings, redis_url="redis://127.0.0.1:1")
    assert (await worst(alone, "count of requests that nodes share")).level == WARN


async def test_a_full_disk_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MIN_FREE", "_SCARCE"):
        monkeypatch.setattr(doctor, name, 1 << 62)
    assert (await worst(settings, "are free on the disk")).level == FAIL


def _with(settings: Settings, **changed: object) -> Settings:
    return Settings(**{name: getattr(settings, name) for name in ("data_dir", "port", "database_url")} | changed)
