"""What daily totals say: how many visits a day had, and how these were divided by each of some properties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from ingest.importing.files import ImportRefusedError, Report

Columns: TypeAlias = tuple[str, ...]
"""Columns of a stamp that a table tells together."""
Values: TypeAlias = tuple[str, ...]


@dataclass(slots=True)
class Count:
    """What is told of some visits; seconds are all of theirs together."""

    visitors: int = 0
    visits: int = 0
    bounces: int = 0
    pageviews: int = 0
    seconds: float = 0.0

    def add(self, other: "Count") -> None:
        """Count these as well."""
        self.visitors += other.visitors
        self.visits += other.visits
        self.bounces += other.bounces
        self.pageviews += other.pageviews
        self.seconds += other.seconds

    def bounded(self) -> "Count":
        """The same with what cannot be put right: at least a visit for each visitor, no more bounces than visits."""
        visits = max(self.visits, self.visitors)
        return Count(self.visitors or visits, visits, min(self.bounces, visits), self.pageviews, self.seconds)


@dataclass(slots=True)
class PageCount:
    """What is told of a page: views and visitors; the seconds and depths of some of its views together."""

    views: int = 0
    visitors: int = 0
    seconds: float = 0.0
    timed: int = 0
    depth: float = 0.0
    scrolled: int = 0

    def add(self, other: "PageCount") -> None:
        """Count these as well."""
        self.views += other.views
        self.visitors += other.visitors
        self.seconds += other.seconds
        self.timed += other.timed
        self.depth += other.depth
        self.scrolled += other.scrolled


@dataclass(frozen=True, slots=True)
class Happened:
    """A custom event as totals tell it apart."""

    name: str
    path: str = ""
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class EventCount:
    """What is told of a custom event."""

    events: int = 0
    visitors: int = 0

    def add(self, other: "EventCount") -> None:
        """Count these as well."""
        self.events += other.events
        self.visitors += other.visitors


@dataclass(slots=True)
class Day:
    """All that is told of a day.

    Attributes:
        date: which.
        start: its first moment in the project's time zone, in milliseconds; set when all is read.
        end: the first moment after it.
        total: all visits.
        parts: visits by properties.
        pages: views by host and path.
        entries: visits by the path of their first page.
        exits: how many visits ended with a path.
        events: custom events.

    """

    date: date
    start: int = 0
    end: int = 0
    total: Count = field(default_factory=Count)
    parts: dict[Columns, dict[Values, Count]] = field(default_factory=dict)
    pages: dict[tuple[str, str], PageCount] = field(default_factory=dict)
    entries: dict[Values, Count] = field(default_factory=dict)
    exits: dict[str, int] = field(default_factory=dict)
    events: dict[Happened, EventCount] = field(default_factory=dict)

    def part(self, columns: Columns, values: Values, count: Count) -> None:
        """Visits that have these values."""
        self.parts.setdefault(columns, {}).setdefault(values, Count()).add(count)

    def page(self, hostname: str, path: str, count: PageCount) -> None:
        """Views of a page."""
        self.pages.setdefault((hostname, path), PageCount()).add(count)

    def entry(self, path: str, count: Count) -> None:
        """Visits that began with a page."""
        self.entries.setdefault((path,), Count()).add(count)

    def exit(self, path: str, visits: int) -> None:
        """Visits that ended with a page."""
        self.exits[path] = self.exits.get(path, 0) + visits

    def event(self, what: Happened, count: EventCount) -> None:
        """Custom events."""
        self.events.setdefault(what, EventCount()).add(count)


class Days:
    """The days that some files tell of."""

    def __init__(self, report: Report) -> None:
        self._days: dict[date, Day] = {}
        self._report = report

    def of(self, when: date) -> Day:
        """A day, to tell something of."""
        return self._days.setdefault(when, Day(when))

    def complete(self, timezone: str, now: int) -> list[Day]:
        """The days that are over, in order, each with its total.

        Raises:
            ImportRefusedError: of a day it is not told how many visits there were.

        """
        zone = ZoneInfo(timezone)
        today = datetime.fromtimestamp(now / 1000, zone).date()
        found = []
        for when, day in sorted(self._days.items()):
            if when >= today:
                self._report.note(f"{when} is left out: it is not over yet.")
                continue
            day.start, day.end = _midnight(when.toordinal(), zone), _midnight(when.toordinal() + 1, zone)
            self._total(day)
            found.append(day)
        return found

    def _total(self, day: Day) -> None:
        """The visits of the day as told or, where they are not, as the fullest of its tables adds up."""
        if not day.total.visits:
            tables: list[Mapping[Values, Count]] = [*day.parts.values(), day.entries]
            sums = [_sum(table) for table in tables]
            fullest = max(sums, key=lambda one: one.visits)
            if not fullest.visits and (day.total.visitors or day.pages or day.events):
                raise ImportRefusedError(
                    f"No file says how many visits there were on {day.date}: add a report with the day and its visits"
                    " (sessions)."
                )
            told, day.total = day.total, fullest
            day.total.visitors = told.visitors or fullest.visitors
            day.total.pageviews = told.pageviews or fullest.pageviews
        if not day.total.visitors:
            self._report.note("Visitors are not told of every day: each visit counts for a visitor there.")
        day.total = day.total.bounded()
        if not day.pages:
            self._unnamed_pages(day)
        day.total.pageviews = sum(page.views for page in day.pages.values())

    def _unnamed_pages(self, day: Day) -> None:
        """The views of a day of which no pages are told: beside the first ones of visits, views of no page."""
        if not day.total.pageviews:
            self._report.note("Pageviews are not told of every day: each visit has one there.")
        begun = 0
        for (path,), count in day.entries.items():
            begun += count.visits
            day.page("", path, PageCount(count.visits, count.visitors))
        others = max(day.total.pageviews, day.total.visits) - begun
        if others > 0:
            day.page("", "", PageCount(others, min(others, day.total.visitors)))


def _sum(table: Mapping[Values, Count]) -> Count:
    whole = Count()
    for count in table.values():
        whole.add(count)
    return whole


def _midnight(ordinal: int, zone: ZoneInfo) -> int:
    when = date.fromordinal(ordinal)
    return round(datetime(when.year, when.month, when.day, tzinfo=zone).timestamp() * 1000)
