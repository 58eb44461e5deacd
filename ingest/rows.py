"""Rows as the warehouse takes them: fields are the columns of its tables, each row one line of JSON.

Columns at their default are left out, so that a row is as short as what is known. What a session writes on each of its
events is encoded once for each batch and joined to each event's own part.
"""

from collections.abc import Iterable
from typing import Any

import msgspec


class Stamp(msgspec.Struct, omit_defaults=True, gc=False):
    """What a session is known by: how it came, with what, from where. Written on its row and on each of its events."""

    source: str = ""
    referrer: str = ""
    utm_source: str = ""
    utm_medium: str = ""
    utm_campaign: str = ""
    utm_term: str = ""
    utm_content: str = ""
    channel: str = ""
    entry_path: str = ""
    browser: str = ""
    browser_version: str = ""
    os: str = ""
    os_version: str = ""
    device: str = ""
    screen: str = ""
    language: str = ""
    country: str = ""
    region: str = ""
    city: str = ""


class Fact(msgspec.Struct, omit_defaults=True, kw_only=True, gc=False):
    """An event's own part of its row. Times are seconds with a fraction; ids 32 hexadecimal digits."""

    type: str
    timestamp: float
    received_at: float
    id: str
    sign: int = 1
    hostname: str = ""
    path: str = ""
    title: str = ""
    view: str = ""
    name: str = ""
    value: float = 0.0
    revenue: str = "0"
    currency: str = ""
    text: str = ""
    detail: str = ""
    fingerprint: int = 0
    filename: str = ""
    line: int = 0
    col: int = 0
    x: int = 0
    y: int = 0
    element_x: float = 0.0
    element_y: float = 0.0
    viewport_width: int = 0
    viewport_height: int = 0
    page_width: int = 0
    page_height: int = 0
    properties: dict[str, str] = {}
    data: str = ""


class EventRow(Fact, kw_only=True, gc=False):
    """A whole row of ``events``, as those see it who watch."""

    project: str
    visitor: int
    session: int
    session_start: float
    source: str = ""
    referrer: str = ""
    utm_source: str = ""
    utm_medium: str = ""
    utm_campaign: str = ""
    utm_term: str = ""
    utm_content: str = ""
    channel: str = ""
    entry_path: str = ""
    browser: str = ""
    browser_version: str = ""
    os: str = ""
    os_version: str = ""
    device: str = ""
    screen: str = ""
    language: str = ""
    country: str = ""
    region: str = ""
    city: str = ""


class Measures(msgspec.Struct, omit_defaults=True, kw_only=True, gc=False):
    """A session's own part of its row in ``sessions``."""

    project: str
    start: float
    session: int
    version: int
    visitor: int
    end: float
    duration: float
    pageviews: int
    events: int
    interactions: int
    bounce: int
    revenue: str = "0"
    currency: str = ""
    hostname: str = ""
    exit_path: str = ""


class DropRow(msgspec.Struct, kw_only=True, gc=False):
    """A row of ``drops``."""

    project: str
    day: str
    reason: str
    dropped: int


_encode = msgspec.json.Encoder().encode
_event = msgspec.json.Decoder(EventRow)
_PLUS = b'{"sign":1,'
_MINUS = b'{"sign":-1,'


def stamp_part(stamp: Stamp) -> bytes:
    """A stamp's columns, each behind a comma."""
    return _part(stamp)


def session_part(project: str, visitor: int, session: int, start: float, stamped: bytes) -> bytes:
    """What a session writes on each of its events; ``stamped`` is its :func:`stamp_part`."""
    return _part({"project": project, "visitor": visitor, "session": session, "session_start": start}) + stamped


def event_line(fact: Fact, session: bytes) -> bytes:
    """An event's row as a line; ``session`` is its :func:`session_part`."""
    return _encode(fact)[:-1] + session + b"}\n"


def session_line(measures: Measures, stamped: bytes) -> bytes:
    """A session's row as a line, with sign 1."""
    return _PLUS + _encode(measures)[1:-1] + stamped + b"}\n"


def cancel(line: bytes) -> bytes:
    """The line that takes back a session's line: the same but for its sign."""
    return _MINUS + line.removeprefix(_PLUS)


def drop_lines(rows: Iterable[DropRow]) -> bytes:
    """Counts of what was dropped, as lines."""
    return b"".join(_encode(row) + b"\n" for row in rows)


def read_event(line: bytes) -> EventRow:
    """An event's line as a row."""
    return _event.decode(line)


def money(units: int) -> str:
    """Ten-thousandths as the decimal text that the warehouse takes exactly."""
    sign = "-" if units < 0 else ""
    return f"{sign}{abs(units) // 10_000}.{abs(units) % 10_000:04d}"


def _part(columns: Any) -> bytes:
    inner = _encode(columns)[1:-1]
    return b"," + inner if inner else b""
