"""Reading single values off a file, and the ids that an import gives."""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import blake2b
from uuid import UUID

from ingest.enrich import AHEAD
from ingest.importing.files import FieldError

_HASH = re.compile(r"[0-9a-f]{16}")
_EARLIEST = 631_152_000_000
"""1990: there was no web to measure before."""

Read = Callable[[str], object]


def when(text: str, column: str, now: int) -> int:
    """A moment in milliseconds since the epoch; UTC where the text names no zone.

    Raises:
        FieldError: it is none, or not one of the past.

    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise FieldError(column, f"must be an ISO 8601 time, not '{text[:40]}'") from None
    moment = round((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000)
    if moment > now + AHEAD:
        raise FieldError(column, "must not be in the future")
    if moment < _EARLIEST:
        raise FieldError(column, "must not be before 1990")
    return min(moment, now)


def day(text: str, column: str) -> date:
    """A day, as ``2026-03-01`` or ``20260301``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FieldError(column, f"must be a day such as 2026-03-01, not '{text[:40]}'") from None


def whole(text: str, column: str) -> int:
    """A whole number of 0 or more; decimals that some programs write are rounded."""
    return round(number(text, column))


def number(text: str, column: str) -> float:
    """A number of 0 or more."""
    try:
        found = float(text) if text else 0.0
    except ValueError:
        found = -1.0
    if not 0 <= found < math.inf:
        raise FieldError(column, f"must be a number of 0 or more, not '{text[:40]}'")
    return found


def uuid(text: str, column: str) -> str:
    """A UUID as 32 hexadecimal digits."""
    try:
        return UUID(text).hex
    except ValueError:
        raise FieldError(column, f"must be a UUID, not '{text[:40]}'") from None


def hashed(text: str, column: str) -> int:
    """64 bits that stand as 16 hexadecimal digits."""
    if not _HASH.fullmatch(text):
        raise FieldError(column, f"must be 16 hexadecimal digits, not '{text[:40]}'")
    return int(text, 16)


class Ids:
    """Ids that are the same at each import of the same thing into a project, and there only."""

    def __init__(self, project: str, kind: str) -> None:
        self._key = f"{project}/{kind}".encode()

    def event(self, name: str) -> str:
        """The id of an event, as 32 hexadecimal digits."""
        return self._hash(name, 16, b"event").hex()

    def visitor(self, name: str) -> int:
        """A visitor's 64 bits."""
        return int.from_bytes(self._hash(name, 8, b"visitor"), "big") or 1

    def session(self, name: str) -> int:
        """A session's 63 bits; see :mod:`ingest.sessions`."""
        return int.from_bytes(self._hash(name, 8, b"session"), "big") >> 1

    def _hash(self, name: str, size: int, person: bytes) -> bytes:
        return blake2b(name.encode(), digest_size=size, key=self._key[:64], person=person).digest()
