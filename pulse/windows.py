"""Time windows: how a range is read, what precedes it, into which buckets it falls.

A window is half open, ``[start, end)``, in milliseconds since the epoch. Everything a person says about time (a bare
date, "the last 30 days", a day's bucket) is turned into that here, in the asked time zone, and nowhere else.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from pulse.errors import invalid

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

DEFAULT_DAYS = 30
MAX_BUCKETS = 5_000

_MOMENT = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?P<zone>[Zz]|[+-]\d{2}:?\d{2})?)?",
)


class Interval(StrEnum):
    """The width of a bucket."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Period(StrEnum):
    """A range by its name, in the asked time zone; the current day is part of it."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    LAST_24_HOURS = "last_24_hours"
    LAST_7_DAYS = "last_7_days"
    LAST_30_DAYS = "last_30_days"
    LAST_90_DAYS = "last_90_days"
    THIS_WEEK = "this_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"
    LAST_12_MONTHS = "last_12_months"


@dataclass(frozen=True, slots=True)
class Window:
    """``[start, end)`` in milliseconds since the epoch."""

    start: int
    end: int

    def previous(self) -> "Window":
        """The window of equal length that ends where this one starts."""
        return Window(self.start - (self.end - self.start), self.start)

    def shifted_year(self) -> "Window":
        """The same calendar days a year earlier."""
        return Window(_year_before(self.start), _year_before(self.end))


@dataclass(frozen=True, slots=True)
class Bucket:
    """One step of a time series.

    Attributes:
        label: the day (``2026-03-15``) for day, week and month; else the local time with its offset.
        start: where it starts, in milliseconds; it may lie before the window's start.
        end: where it ends, exclusive.
        partial: it reaches beyond the window or beyond now, so that its number is not final.

    """

    label: str
    start: int
    end: int
    partial: bool


UTC_ZONE = ZoneInfo("UTC")
"""Where nobody names another."""


def zone_of(name: str, field: str = "timezone") -> ZoneInfo:
    """The time zone of that IANA name.

    Raises:
        PulseError: 400 that names ``field``.

    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise invalid(f"'{field}' is not a known IANA time zone: '{name}'") from None


def _parse(text: str, field: str, zone: ZoneInfo) -> tuple[datetime, timedelta]:
    """The moment meant by ``text``, and the precision at which it was given."""
    match = _MOMENT.fullmatch(text.strip())
    problem = invalid(f"'{field}' is not an ISO 8601 date or time: '{text[:40]}'")
    if match is None:
        raise problem
    part = match.groupdict()
    try:
        day = date.fromisoformat(part["date"])
        if part["hour"] is None:
            return datetime(day.year, day.month, day.day, tzinfo=zone), timedelta(days=1)
        clock = f"{part['hour']}:{part['minute']}:{part['second'] or '00'}"
        value = datetime.fromisoformat(f"{part['date']}T{clock}{(part['zone'] or '').upper().replace('Z', '+00:00')}")
    except ValueError:
        raise problem from None
    if value.tzinfo is None:
        value = value.replace(tzinfo=zone)
    if part["second"] is None:
        return value, timedelta(minutes=1)
    if part["fraction"] is None:
        return value, timedelta(seconds=1)
    return value + timedelta(milliseconds=int(part["fraction"][:3].ljust(3, "0"))), timedelta(milliseconds=1)


def _ms(value: datetime) -> int:
    return round(value.timestamp() * 1000)


def parse_start(text: str, zone: ZoneInfo, field: str = "start_at") -> int:
    """The first millisecond of what is meant."""
    return _ms(_parse(text, field, zone)[0])


def parse_end(text: str, zone: ZoneInfo, field: str = "end_at") -> int:
    """The first millisecond after what is meant: a bare date includes its day, a second its whole second."""
    value, precision = _parse(text, field, zone)
    if precision == timedelta(days=1):
        return _ms(_midnight(value.date() + precision, zone))
    return _ms(value) + round(precision.total_seconds() * 1000)


def window_between(start_at: str | None, end_at: str | None, now: float, zone: ZoneInfo) -> Window:
    """The window of two optional texts; by default the last 30 days up to now.

    Raises:
        PulseError: 400 that names the parameter.

    """
    end = parse_end(end_at, zone) if end_at else round(now * 1000) + 1
    start = parse_start(start_at, zone) if start_at else end - DEFAULT_DAYS * DAY
    if start >= end:
        raise invalid("'start_at' must not be after 'end_at'")
    return Window(start, end)


def window_of(period: Period, now: float, zone: ZoneInfo) -> Window:
    """The window of a named period."""
    today = datetime.fromtimestamp(now, zone).date()
    tomorrow = today + timedelta(days=1)
    month = today.replace(day=1)
    if period is Period.LAST_24_HOURS:
        end = round(now * 1000) + 1
        return Window(end - DAY, end)
    first, after = {
        Period.TODAY: (today, tomorrow),
        Period.YESTERDAY: (today - timedelta(days=1), today),
        Period.LAST_7_DAYS: (today - timedelta(days=6), tomorrow),
        Period.LAST_30_DAYS: (today - timedelta(days=29), tomorrow),
        Period.LAST_90_DAYS: (today - timedelta(days=89), tomorrow),
        Period.THIS_WEEK: (today - timedelta(days=today.weekday()), tomorrow),
        Period.THIS_MONTH: (month, tomorrow),
        Period.LAST_MONTH: ((month - timedelta(days=1)).replace(day=1), month),
        Period.THIS_YEAR: (month.replace(month=1), tomorrow),
        Period.LAST_12_MONTHS: (_add_months(month, -11), tomorrow),
    }[period]
    return Window(_ms(_midnight(first, zone)), _ms(_midnight(after, zone)))


def finished(interval: Interval, now: float, zone: ZoneInfo) -> Window:
    """The last whole day, week or month before now."""
    border = next(_edges(round(now * 1000), interval, zone))
    return Window(next(_edges(border - 1, interval, zone)), border)


def buckets(window: Window, interval: Interval, now: float, zone: ZoneInfo) -> list[Bucket]:
    """The steps that cover a window, in order, those without data included.

    Raises:
        PulseError: 400 where there would be more than ``MAX_BUCKETS``.

    """
    edges: list[int] = []
    for edge in _edges(window.start, interval, zone):
        edges.append(edge)
        if edge >= window.end:
            break
        if len(edges) > MAX_BUCKETS:
            raise invalid(f"'interval' {interval.value} gives more than {MAX_BUCKETS} buckets; take a wider one")
    last = min(window.end, round(now * 1000) + 1)
    return [
        Bucket(_label(start, interval, zone), start, end, partial=start < window.start or end > last)
        for start, end in pairwise(edges)
    ]


def _edges(start: int, interval: Interval, zone: ZoneInfo) -> Iterator[int]:
    """Bucket borders from the one at or before ``start``, without end."""
    if interval in (Interval.MINUTE, Interval.HOUR):
        step = MINUTE if interval is Interval.MINUTE else HOUR
        offset = datetime.fromtimestamp(start / 1000, zone).utcoffset() or timedelta()
        shift = round(offset.total_seconds() * 1000) % step
        edge = (start + shift) // step * step - shift
        while True:
            yield edge
            edge += step
    day = datetime.fromtimestamp(start / 1000, zone).date()
    if interval is Interval.WEEK:
        day -= timedelta(days=day.weekday())
    elif interval is Interval.MONTH:
        day = day.replace(day=1)
    while True:
        yield _ms(_midnight(day, zone))
        day = _step(day, interval)


def _step(day: date, interval: Interval) -> date:
    if interval is Interval.MONTH:
        return _add_months(day, 1)
    return day + timedelta(days=7 if interval is Interval.WEEK else 1)


def _label(start: int, interval: Interval, zone: ZoneInfo) -> str:
    local = datetime.fromtimestamp(start / 1000, zone)
    if interval in (Interval.MINUTE, Interval.HOUR):
        return local.isoformat(timespec="minutes")
    return local.date().isoformat()


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """A day's first moment; where the clocks skip midnight, the first that exists."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _add_months(day: date, count: int) -> date:
    index = day.year * 12 + day.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def _year_before(at: int) -> int:
    value = datetime.fromtimestamp(at / 1000, UTC)
    day = min(value.day, calendar.monthrange(value.year - 1, value.month)[1])
    return _ms(value.replace(year=value.year - 1, day=day))
