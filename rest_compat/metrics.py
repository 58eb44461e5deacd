"""``GET /metrics``: what the server tells about itself, in Prometheus' text format."""

import asyncio
import hmac
import os
import shutil
from collections.abc import Iterable, Iterator

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from access.context import is_admin_token
from access.services import Services
from ingest.backlog import Backlog, look
from models import JobState
from notify.outbox import Outbox
from pulse.errors import PulseError, invalid_metrics_token
from rest_compat.peers import FOLDER, others, samples, together
from rest_compat.replies import Reply, refusal
from schema.server import own_version


class MetricsDoor:
    """The ASGI application of the path. Nothing in the answer names a project, a visitor, an address or a key."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            self._admit(HTTPConnection(scope))
            reply = Reply(200, await self._text(), media=CONTENT_TYPE_PLAIN_0_0_4.encode())
        except PulseError as problem:
            reply = refusal(problem)
        await reply.send(send)

    def _admit(self, connection: HTTPConnection) -> None:
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        own = self._services.settings.metrics_token
        known = bool(own) and hmac.compare_digest(token.encode(), own.encode())
        if scheme.lower() != "bearer" or not (known or is_admin_token(self._services, token)):
            raise invalid_metrics_token()

    async def _text(self) -> bytes:
        services, folder = self._services, self._services.settings.data_dir
        backlog, disk, told, work, warehouse, database = await asyncio.gather(
            asyncio.to_thread(look, services.settings.spool),
            asyncio.to_thread(shutil.disk_usage, folder),
            asyncio.to_thread(others, folder / FOLDER),
            asyncio.gather(self._jobs(), self._outbox()),
            services.warehouse.ping(),
            services.store.ping(),
        )
        stores = {"warehouse": warehouse, "database": database}
        seen = [*_spool(backlog, services.clock()), *_room(disk.free, stores), *_work(*work)]
        registry = services.telemetry.registry
        own = together(told | {str(os.getpid()): samples(registry)}) if told else registry.collect()
        return generate_latest(_Seen([*own, *seen]))

    async def _jobs(self) -> list[JobState]:
        """How each job went last; nothing where the database does not answer, which another sample says."""
        try:
            with self._services.store.reading():
                return await JobState.all()
        except PulseError:
            return []

    async def _outbox(self) -> dict[str, int]:
        """How many messages there are by status; likewise."""
        try:
            return await Outbox(self._services.store, self._services.clock).counts()
        except PulseError:
            return {}


class _Seen:
    """What was looked up for this answer."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        yield from self._metrics


def _spool(backlog: Backlog, now: float) -> Iterator[Metric]:
    age = max(0.0, now - backlog.oldest) if backlog.oldest else 0.0
    yield _gauge("pulse_spool_events", "Accepted events that have not taken off to the warehouse.", backlog.events)
    yield _gauge("pulse_spool_batches", "Batches that took off and have not arrived.", backlog.batches)
    yield _gauge("pulse_spool_oldest_seconds", "Age of the oldest event that is not in the warehouse.", age)
    what = "Groups of events that could not be read, and rows that the warehouse refused."
    yield _gauge("pulse_spool_put_aside", what, backlog.put_aside)


def _room(free: int, stores: dict[str, bool]) -> Iterator[Metric]:
    yield _gauge("pulse_disk_free_bytes", "Room on the disk of the data folder.", free)
    up = GaugeMetricFamily("pulse_store_up", "Whether a store answers.", labels=["store"])
    for name, answers in stores.items():
        up.add_metric([name], answers)
    yield up
    info = GaugeMetricFamily("pulse_info", "1, with the version that runs.", labels=["version"])
    info.add_metric([own_version()], 1)
    yield info


def _work(jobs: list[JobState], outbox: dict[str, int]) -> Iterator[Metric]:
    last = GaugeMetricFamily("pulse_job_last_run_timestamp_seconds", "When a job ran last.", labels=["job"])
    took = GaugeMetricFamily("pulse_job_last_run_seconds", "How long its last run took.", labels=["job"])
    failures = GaugeMetricFamily("pulse_job_failures", "Its failures since it last went well.", labels=["job"])
    for job in jobs:
        last.add_metric([job.name], job.started_at.timestamp())
        took.add_metric([job.name], job.took_ms / 1000)
        failures.add_metric([job.name], job.failures)
    messages = GaugeMetricFamily(
        "pulse_outbox_messages", "Messages to the outside of the last 30 days.", labels=["status"]
    )
    for status, count in outbox.items():
        messages.add_metric([status], count)
    yield from (last, took, failures, messages)


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)
