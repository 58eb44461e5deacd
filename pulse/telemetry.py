"""What a process tells about itself: counts, durations, and spans where somebody collects them.

Accepting an event is the hottest path there is, so its counts are plain numbers, turned into samples only when they are
asked for. All else is measured where a few microseconds do not show.
"""

import time
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Any, Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from pulse.modules import TYPES

_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Upper bounds in seconds, from a lookup in memory to the longest that a statement may take."""


class Tracer(Protocol):
    """Whoever collects spans."""

    def span(self, name: str, attributes: dict[str, Any]) -> AbstractContextManager[Any]:
        """A span around what happens inside, below the one that is open."""

    def request(self, name: str, headers: list[tuple[bytes, bytes]]) -> AbstractContextManager[Any]:
        """A span around a request, below the caller's own where the headers name one."""


class Telemetry:
    """The measures of one process. Nothing in it names a project, a visitor, an address or a key."""

    def __init__(self, tracer: Tracer | None = None) -> None:
        self.tracer = tracer
        self.registry = CollectorRegistry()
        self.taken: Tally[str] = Tally()
        """Items on disk, by payload type; those of robots by the reason why they are not counted."""
        self.rejected: Tally[str] = Tally()
        """Refused items and requests to collect, by error code."""
        self.queries = Histogram(
            "pulse_query_seconds",
            "Time to answer a report or another question, by resolver.",
            ["report"],
            buckets=_QUICK,
            registry=self.registry,
        )
        self.requests = Histogram(
            "pulse_http_request_seconds",
            "Time to answer a request, those that collect events left out.",
            ["door", "status"],
            buckets=_QUICK,
            registry=self.registry,
        )
        self.flushes = Histogram(
            "pulse_flush_seconds",
            "Time from a batch's take-off to its arrival in the warehouse.",
            buckets=_QUICK,
            registry=self.registry,
        )
        self.flushed = Counter("pulse_events_flushed", "Events that left the spool.", registry=self.registry)
        self.flush_failures = Counter(
            "pulse_flush_failures", "Attempts to drain that failed and were tried again.", registry=self.registry
        )
        self.subscribers = Gauge("pulse_subscribers", "Subscriptions being followed.", registry=self.registry)
        self.sockets = Gauge("pulse_sockets", "Open WebSocket connections.", registry=self.registry)
        self.problems = Counter(
            "pulse_log_problems", "Log entries of level warning or above, by event.", ["event"], registry=self.registry
        )
        self.registry.register(_Tallies(self))
        ProcessCollector(registry=self.registry)

    def span(self, name: str, **attributes: Any) -> AbstractContextManager[Any]:
        """A span, where spans are collected."""
        return self.tracer.span(name, attributes) if self.tracer else nullcontext()

    def report(self, name: str) -> "Report":
        """To be entered around the answer to a report."""
        return Report(self, name)


class Report:
    """Measures one answer; a class, since a generator would cost more than what it measures."""

    __slots__ = ("_began", "_name", "_span", "_telemetry")

    def __init__(self, telemetry: Telemetry, name: str) -> None:
        self._telemetry = telemetry
        self._name = name

    def __enter__(self) -> None:
        self._span = self._telemetry.span(f"report {self._name}") if self._telemetry.tracer else None
        if self._span is not None:
            self._span.__enter__()
        self._began = time.perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._telemetry.queries.labels(self._name).observe(time.perf_counter() - self._began)
        if self._span is not None:
            self._span.__exit__(kind, problem, trace)


class _Tallies(Collector):
    """The plain counts as samples."""

    def __init__(self, telemetry: Telemetry) -> None:
        self._telemetry = telemetry

    def collect(self) -> Iterator[Metric]:
        accepted = CounterMetricFamily("pulse_events_accepted", "Events on disk, by type.", labels=["type"])
        dropped = CounterMetricFamily(
            "pulse_events_dropped", "Events answered with 200 and not counted, by reason.", labels=["reason"]
        )
        for name, number in self._telemetry.taken.copy().items():
            (accepted if name in TYPES else dropped).add_metric([name], number)
        rejected = CounterMetricFamily(
            "pulse_events_rejected",
            "Refused items, and refused requests to collect, by error code.",
            labels=["reason"],
        )
        for name, number in self._telemetry.rejected.copy().items():
            rejected.add_metric([name], number)
        yield from (accepted, dropped, rejected)
