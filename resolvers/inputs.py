"""What several resources ask of their input; each refusal names the field."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from pulse.clock import moment
from pulse.errors import invalid_body
from pulse.windows import UTC_ZONE, parse_start

NAME_MOST = 200

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*")
_CURRENCY = re.compile(r"[A-Z]{3}")


def a_name(value: str, field: str = "name") -> str:
    """A name for people to read: some text, on one line.

    Raises:
        PulseError: 400 that names the field.

    """
    name = " ".join(value.split())
    if not name:
        raise invalid_body(f"'{field}' must not be empty")
    if len(name) > NAME_MOST:
        raise invalid_body(f"'{field}' must have at most {NAME_MOST} characters")
    if not name.isprintable():
        raise invalid_body(f"'{field}' must not hold control characters")
    return name


def a_domain(value: str, field: str = "domain") -> str:
    """A host as browsers name it: lower case, ASCII, without scheme, port and path.

    Raises:
        PulseError: 400 that names the field.

    """
    problem = invalid_body(f"'{field}' must be a host name such as app.example.com")
    text = value.strip()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
        host = host.rstrip(".").encode("idna").decode().lower()
    except ValueError:
        raise problem from None
    if not _HOST.fullmatch(host):
        raise problem
    return host


def a_currency(value: str, field: str = "currency") -> str:
    """A currency by its ISO 4217 code.

    Raises:
        PulseError: 400 that names the field.

    """
    if not _CURRENCY.fullmatch(value.upper()):
        raise invalid_body(f"'{field}' must be a currency code of three letters such as EUR")
    return value.upper()


def a_future_moment(value: str | datetime | None, field: str, now: float) -> datetime | None:
    """A moment that is still to come, or none; a text is ISO 8601, UTC where it names no zone.

    Raises:
        PulseError: 400 that names the field.

    """
    if value is None:
        return None
    if isinstance(value, str):
        value = moment(parse_start(value, UTC_ZONE, field) / 1000)
    value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    if value.timestamp() <= now:
        raise invalid_body(f"'{field}' lies in the past")
    return value


def known(values: Iterable[str], right: Iterable[str], what: str) -> list[str]:
    """The values without repetition, all of them among the right ones.

    Raises:
        PulseError: 400 that names the first wrong value and lists the right ones.

    """
    allowed = list(right)
    found = list(dict.fromkeys(values))
    for value in found:
        if value not in allowed:
            raise invalid_body(f"unknown {what} '{value[:40]}'; use {', '.join(allowed)}")
    return found
