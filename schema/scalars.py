"""The scalars beyond GraphQL's own five. What comes in is checked here; a refusal names what was expected."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, NewType
from urllib.parse import urlsplit

import strawberry
from graphql import GraphQLError
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from pulse.clock import iso
from pulse.errors import PulseError
from pulse.windows import zone_of

BigInt = NewType("BigInt", int)
TimeZone = NewType("TimeZone", str)
URL = NewType("URL", str)

BIGGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact."""

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})")


def _text(value: Any, kind: str) -> str:
    if not isinstance(value, str):
        raise GraphQLError(f"{kind} must be a string.")
    return value


def _read_moment(value: Any) -> datetime:
    text = _text(value, "DateTime")
    problem = GraphQLError(f"DateTime must be ISO 8601 with a zone, such as 2026-03-22T14:30:00Z: '{text}'")
    if not _MOMENT.fullmatch(text):
        raise problem
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise problem from None


def _read_date(value: Any) -> date:
    text = _text(value, "Date")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise GraphQLError(f"Date must be a day such as 2026-03-22: '{text}'") from None


def _read_zone(value: Any) -> str:
    try:
        return zone_of(_text(value, "TimeZone")).key
    except PulseError as problem:
        raise GraphQLError(problem.message) from None


def _read_url(value: Any) -> str:
    text = _text(value, "URL")
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise GraphQLError(f"URL must be absolute, with http or https: '{text}'")
    return text


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not -BIGGEST <= value <= BIGGEST:
        raise GraphQLError(f"BigInt must be a whole number between -{BIGGEST} and {BIGGEST}.")
    return value


def _scalar(name: str, about: str, write: Callable[[Any], Any], read: Callable[[Any], Any]) -> ScalarDefinition:
    return strawberry.scalar(name=name, description=about, serialize=write, parse_value=read)


SCALARS: dict[object, ScalarDefinition] = {
    datetime: _scalar("DateTime", "A moment, ISO 8601 in UTC: `2026-03-22T14:30:00Z`.", iso, _read_moment),
    date: _scalar("Date", "A day, ISO 8601: `2026-03-22`.", date.isoformat, _read_date),
    BigInt: _scalar("BigInt", "A whole number beyond 32 bits, exact up to 2^53 - 1.", _whole, _whole),
    TimeZone: _scalar("TimeZone", "A time zone by its IANA name: `Europe/Vienna`.", str, _read_zone),
    URL: _scalar("URL", "An absolute address with http or https.", str, _read_url),
    JSON: _scalar("JSON", "Any JSON value.", lambda value: value, lambda value: value),
}
