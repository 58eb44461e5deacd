"""``/metrics`` says what happened, to the operator and to nobody else."""

import asyncio
import fcntl
import os
import sqlite3
from dataclasses import replace
from typing import Any

import httpx
import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from access.services import Services
from ingest.backlog import Backlog, look
from jobs.record import Record
from pulse.errors import unavailable
from rest_compat import peers
from tests.kit import Site, client_of

VIEW = {"type": "pageview", "path": "/"}
Samples = dict[tuple[str, tuple[str, ...]], float]


async def measured(client: httpx.AsyncClient, token: dict[str, str]) -> Samples:
    """Each sample by its name and the values of its labels."""
    answer = await client.get("/metrics", headers=token)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {(one.name, tuple(one.labels.values())): one.value for family in families for one in family.samples}


async def send(client: httpx.AsyncClient, site: Site, body: Any, path: str = "/api/collect", **headers: str) -> int:
    answer = await client.post(path, json=body, headers={"X-Pulse-Key": site.ingest, **headers})
    return answer.status_code


async def test_what_comes_in_is_counted(
    house: Services, client: httpx.AsyncClient, site: Site, token: dict[str, str]
) -> None:
    assert await send(client, site, VIEW) == 200
    assert await send(client, site, {"type": "nonsense"}) == 400
    assert await send(client, site, {"events": [VIEW, {"type": "event"}]}, "/api/batch") == 200
    assert await send(client, site, VIEW, **{"User-Agent": "Googlebot/2.1"}) == 200
    assert await send(client, site, VIEW, **{"X-Pulse-Key": "pa_live_nobody"}) == 401
    await house.intake.flush()
    found = await measured(client, token)
    assert found["pulse_events_accepted_total", ("pageview",)] == 2
    assert found["pulse_events_dropped_total", ("bot",)] == 1
    assert found["pulse_events_rejected_total", ("BAD_INPUT",)] == 2
    assert found["pulse_events_rejected_total", ("UNAUTHENTICATED",)] == 1
    assert found["pulse_events_flushed_total", ()] == 2
    assert found["pulse_flush_seconds_count", ()] >= 1
    assert found["pulse_spool_events", ()] == 0
    assert found["pulse_store_up", ("warehouse",)] == found["pulse_store_up", ("database",)] == 1
    assert found["pulse_disk_free_bytes", ()] > 0
    assert found["process_resident_memory_bytes", ()] > 0


async def test_reports_are_timed_by_name(client: httpx.AsyncClient, site: Site, token: dict[str, str]) -> None:
    for _ in range(2):
        assert (await client.get("/api/v1/stats", headers={"X-Pulse-Key": site.query})).status_code == 200
    query = {"query": "{ project { analytics { stats { current { pageviews } } } } }"}
    assert (await client.post("/graphql", json=query, headers={"X-Pulse-Key": site.query})).status_code == 200
    assert (await measured(client, token))["pulse_query_seconds_count", ("stats.stats",)] == 3


async def test_followers_are_counted_while_they_follow(
    client: httpx.AsyncClient, site: Site, token: dict[str, str]
) -> None:
    asked = {"query": "subscription { realtime { activeVisitors } }"}
    headers = {"X-Pulse-Key": site.query, "Accept": "text/event-stream"}
    assert (await measured(client, token))["pulse_subscribers", ()] == 0
    following = asyncio.create_task(client.post("/graphql", json=asked, headers=headers))
    async with asyncio.timeout(10):
        while (await measured(client, token))["pulse_subscribers", ()] != 1:  # noqa: ASYNC110 - it is seen from outside
            await asyncio.sleep(0.01)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        while (await measured(client, token))["pulse_subscribers", ()] != 0:  # noqa: ASYNC110 - likewise
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "Basic the-metrics-token", "the-metrics-token"])
async def test_nobody_else_reads_them(client: httpx.AsyncClient, given: str) -> None:
    answer = await client.get("/metrics", headers={"Authorization": given} if given else {})
    assert answer.status_code == 401
    assert "pulse_" not in answer.text


async def test_a_key_of_a_project_does_not_read_them(client: httpx.AsyncClient, site: Site) -> None:
    for key in (site.ingest, site.query, site.admin):
        assert (await client.get("/metrics", headers={"Authorization": f"Bearer {key}"})).status_code == 401
        assert (await client.get("/metrics", headers={"X-Pulse-Key": key})).status_code == 401


async def test_the_metrics_token_reads_them_and_nothing_else(client: httpx.AsyncClient) -> None:
    bearer = {"Authorization": "Bearer the-metrics-token"}
    assert (await client.get("/metrics", headers=bearer)).status_code == 200
    assert (await client.get("/api/admin/projects", headers=bearer)).status_code == 401


async def test_without_a_metrics_token_an_empty_one_opens_nothing(house: Services) -> None:
    settings = replace(house.settings, metrics_token="")
    async with client_of(replace(house, settings=settings)) as client:
        assert (await client.get("/metrics", headers={"Authorization": "Bearer "})).status_code == 401


async def test_what_waits_is_seen_with_its_age(
    house: Services, client: httpx.AsyncClient, site: Site, token: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    down, insert = asyncio.Event(), house.warehouse.insert
    down.set()

    async def refuse(*batch: Any) -> None:
        if down.is_set():
            raise unavailable("warehouse")
        await insert(*batch)

    monkeypatch.setattr(house.warehouse, "insert", refuse)
    before = house.clock()
    assert await send(client, site, VIEW) == 200
    async with asyncio.timeout(10):
        while not (found := look(house.settings.spool)).batches:  # noqa: ASYNC110 - likewise
            await asyncio.sleep(0.01)
    assert (found.batches, found.events) == (1, 0)
    assert found.oldest is not None
    assert before - 0.01 <= found.oldest <= house.clock()
    assert await send(client, site, VIEW) == 200
    samples = await measured(client, token)
    assert samples["pulse_spool_events", ()] == 1
    assert samples["pulse_spool_batches", ()] == 1
    assert samples["pulse_spool_oldest_seconds", ()] > 0
    down.clear()
    await house.intake.flush()
    assert look(house.settings.spool) == Backlog()


async def test_what_was_put_aside_is_seen(house: Services, client: httpx.AsyncClient, token: dict[str, str]) -> None:
    with sqlite3.connect(house.settings.spool) as file:
        file.execute("INSERT INTO groups (count, body) VALUES (1, x'ff')")
    await house.intake.flush()
    assert (await measured(client, token))["pulse_spool_put_aside", ()] == 1


async def test_jobs_tell_how_they_went(house: Services, client: httpx.AsyncClient, token: dict[str, str]) -> None:
    record, name = Record(house), "a job of this test"
    for error in ("", "no room", "no room, still"):
        with record.timed() as run:
            run.error = error
        await record.write(name, 60, run)
    samples = await measured(client, token)
    assert samples["pulse_job_failures", (name,)] == 2
    assert abs(samples["pulse_job_last_run_timestamp_seconds", (name,)] - house.clock()) < 60


async def test_workers_tell_of_each_other(
    house: Services, client: httpx.AsyncClient, site: Site, token: dict[str, str]
) -> None:
    """Another worker lives while it holds its lock; what a dead one left is taken away."""
    assert await send(client, site, VIEW) == 200
    folder = house.settings.data_dir / peers.FOLDER
    folder.mkdir()
    for worker in ("11", "12"):
        told = [
            peers.Samples(
                "pulse_events_accepted", "", "counter", [("pulse_events_accepted_total", {"type": "event"}, 5)]
            )
        ]
        (folder / f"{worker}.json").write_bytes(msgspec.json.encode(told))
    with (folder / "11.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        samples = await measured(client, token)
    accepted = {labels: value for (name, labels), value in samples.items() if name == "pulse_events_accepted_total"}
    assert accepted == {("event", "11"): 5, ("pageview", str(os.getpid())): 1}
    assert samples["pulse_spool_put_aside", ()] == 0
    assert [path.name for path in folder.glob("*.json")] == ["11.json"]
    assert ("pulse_events_accepted_total", ("pageview",)) in await measured(client, token)


async def test_a_worker_writes_while_it_lives(house: Services) -> None:
    folder = house.settings.data_dir / peers.FOLDER
    writing = asyncio.create_task(peers.publish(house.telemetry.registry, folder))
    async with asyncio.timeout(10):
        while not list(folder.glob("*.json")):  # noqa: ASYNC110 - it is seen from outside
            await asyncio.sleep(0.01)
    assert peers.others(folder) == {}
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    assert list(folder.iterdir()) == []
