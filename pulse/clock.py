"""The one place where the time is asked, so that a test can set it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], float]
"""Seconds since the Unix epoch, like ``time.time``."""

system_clock: Clock = time.time


def moment(seconds: float) -> datetime:
    """Seconds since the epoch as an aware UTC datetime."""
    return datetime.fromtimestamp(seconds, UTC)


def iso(value: datetime) -> str:
    """A moment as the API writes it: UTC, whole seconds, a ``Z`` at the end."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
