"""OpenTelemetry. Loaded only where the setting names a collector; without it no line of the library runs."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.propagate import extract
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio
from opentelemetry.trace import SpanKind

from pulse.settings import Settings
from schema.server import own_version

_PATH = "/v1/traces"


class OpenTracer:
    """Sends spans to a collector, in batches, from a thread of its own."""

    def __init__(self, settings: Settings) -> None:
        self._provider = TracerProvider(
            sampler=ParentBasedTraceIdRatio(settings.otlp_sample),
            resource=Resource.create({"service.name": "pulse", "service.version": own_version()}),
            shutdown_on_exit=False,
        )
        exporter = OTLPSpanExporter(endpoint=settings.otlp_endpoint.rstrip("/").removesuffix(_PATH) + _PATH)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("pulse")

    def span(self, name: str, attributes: dict[str, Any]) -> AbstractContextManager[Any]:
        """See :class:`pulse.telemetry.Tracer`."""
        return self._tracer.start_as_current_span(name, attributes=attributes)

    @contextmanager
    def request(self, name: str, headers: list[tuple[bytes, bytes]]) -> Iterator[None]:
        """See :class:`pulse.telemetry.Tracer`; the caller's trace goes on, by W3C Trace Context."""
        carried = {key.decode("latin-1"): value.decode("latin-1") for key, value in headers}
        with self._tracer.start_as_current_span(name, context=extract(carried), kind=SpanKind.SERVER):
            yield

    def close(self) -> None:
        """Send what waits and let go."""
        self._provider.shutdown()
