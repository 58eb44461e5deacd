"""Structured logs, a line an entry: for people on a terminal, as JSON elsewhere. No address and no key enters one."""

import logging
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from pulse.secrecy import blotted
from pulse.telemetry import Telemetry


def set_up_logs(level: str) -> None:
    """Configure logging for the process, once, from the command line. Libraries' entries take the same way."""
    number = logging.getLevelNamesMapping()[level.upper()]
    person = sys.stderr.isatty()
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if person else "iso", utc=not person),
        structlog.processors.format_exc_info,
        without_secrets,
    ]
    renderer: Processor = structlog.dev.ConsoleRenderer() if person else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=shared))
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)


def count_problems(telemetry: Telemetry) -> None:
    """Count what is logged as a warning or worse, by its event; of libraries' entries there is no such name."""

    def count(_logger: WrappedLogger, method: str, entry: EventDict) -> EventDict:
        if method in ("warning", "error", "exception", "critical"):
            telemetry.problems.labels(str(entry.get("event"))).inc()
        return entry

    structlog.configure(processors=[count, *structlog.get_config()["processors"]])


def without_secrets(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    """The entry with whatever looks like a credential blotted out."""
    return {name: blotted(value) if isinstance(value, str) else value for name, value in entry.items()}
