"""Smaller runs of the two benchmarks that need a process to kill and a warehouse to break."""

import sys
from pathlib import Path

import pytest

# Behind the packages: a benchmark is named like the room that it measures.
sys.path.append(str(Path(__file__).resolve().parents[2] / "bench"))

import crash
import outage

pytestmark = pytest.mark.timeout(300)


def test_a_killed_server_loses_no_acknowledged_event_and_stores_none_twice() -> None:
    assert crash.run(kills=2, senders=8, seconds=1.0) == 0


def test_a_warehouse_that_fails_under_load_fails_no_request_and_loses_nothing() -> None:
    assert outage.run(seconds=3.0, visitors=8) == 0
