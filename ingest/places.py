"""Where an address is. The address is looked up and forgotten; only the latest answers stay, in memory."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import maxminddb
import structlog

from ingest.hits import Place

UNKNOWN = Place()
_log = structlog.get_logger("places")


class _Reader(Protocol):
    def get(self, ip_address: str) -> Any: ...

    def close(self) -> None: ...


class Places:
    """Looks addresses up in a MaxMind database file: the bundled one of countries, or a city file of the operator's."""

    def __init__(self, reader: _Reader | None) -> None:
        self._reader = reader
        self.find: Callable[[str], Place] = lru_cache(maxsize=8192)(self._find)
        """The place of an address; ``XX`` where the file does not know it."""

    @classmethod
    def open(cls, configured: str, bundled: Path) -> "Places":
        """Open the configured file, else the bundled one.

        Raises:
            OSError, maxminddb.InvalidDatabaseError: the configured file cannot be read.

        """
        if configured:
            return cls(maxminddb.open_database(configured))
        if not bundled.is_file():
            _log.warning("country_file_missing", hint="countries will read XX; run: make setup")
            return cls(None)
        return cls(maxminddb.open_database(str(bundled)))

    def close(self) -> None:
        """Let go of the file."""
        if self._reader is not None:
            self._reader.close()

    def _find(self, address: str) -> Place:
        if self._reader is None:
            return UNKNOWN
        try:
            record = self._reader.get(address)
        except ValueError:  # no address: a Unix socket, or what a proxy made up
            return UNKNOWN
        return _place(record) if isinstance(record, dict) else UNKNOWN


def _place(record: dict[str, Any]) -> Place:
    """Read the two shapes in use: ``{"country_code": "DE"}``, and MaxMind's with names in several languages."""
    country = record.get("country_code") or _within(record, "country", "iso_code")
    divisions = record.get("subdivisions") or [{}]
    return Place(
        country=country or UNKNOWN.country,
        region=_within(divisions[0], "names", "en"),
        city=_within(_dict(record.get("city")), "names", "en"),
    )


def _within(record: dict[str, Any], outer: str, inner: str) -> str:
    value = _dict(record.get(outer)).get(inner)
    return value if isinstance(value, str) else ""


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
