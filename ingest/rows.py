"""Rows as the warehouse takes them: each struct's fields are the columns of its table, each row one line of JSON.

Columns at their default are left out, so that a row is as short as what is known.
"""

from collections.abc import Iterable
from typing import Any

import msgspec


class Stamp(msgspec.Struct, array_like=True, frozen=True, gc=False):
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


class _Stamped(msgspec.Struct, omit_defaults=True, kw_only=True, gc=False):
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
    hostname: str = ""


class EventRow(_Stamped, omit_defaults=True, kw_only=True, gc=False):
    """A row of ``events``. Times are seconds with a fraction; ids 32 hexadecimal digits."""

    project: str
    type: str
    timestamp: float
    received_at: float
    id: str
    sign: int = 1
    visitor: int
    session: int
    session_start: float
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


class SessionRow(_Stamped, omit_defaults=True, kw_only=True, gc=False):
    """A row of ``sessions``, always written with sign 1; :func:`cancel` makes its counterpart."""

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
    exit_path: str = ""


class DropRow(msgspec.Struct, kw_only=True, gc=False):
    """A row of ``drops``."""

    project: str
    day: str
    reason: str
    dropped: int


EVENT_COLUMNS = frozenset(EventRow.__struct_fields__)
_encode = msgspec.json.Encoder().encode
_PLUS = b'{"sign":1,'
_MINUS = b'{"sign":-1,'


def lines(rows: Iterable[Any]) -> bytes:
    """Rows as JSON lines."""
    return b"".join(_encode(row) + b"\n" for row in rows)


def session_line(row: SessionRow) -> bytes:
    """A session's row as a line."""
    return _PLUS + _encode(row)[1:] + b"\n"


def cancel(line: bytes) -> bytes:
    """The line that takes back a session's line: the same but for its sign."""
    return _MINUS + line.removeprefix(_PLUS)


def stamp_columns(stamp: Stamp) -> dict[str, str]:
    """A stamp as columns."""
    return msgspec.structs.asdict(stamp)


def money(units: int) -> str:
    """Ten-thousandths as the decimal text that the warehouse takes exactly."""
    sign = "-" if units < 0 else ""
    return f"{sign}{abs(units) // 10_000}.{abs(units) % 10_000:04d}"


def seconds(milliseconds: int) -> float:
    """Milliseconds as seconds; exact to the millisecond for some 200,000 years."""
    return milliseconds / 1000
