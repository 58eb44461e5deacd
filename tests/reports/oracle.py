"""What every number should be, counted row by row in plain Python from what lies in the warehouse.

It shares nothing with the compiler: no SQL, no catalogue of columns, no aggregation. How events become rows and
sessions has an oracle of its own beside the way in.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pulse.windows import Window
from warehouse.filters import And, Filter, Is, Not, Op, Or, leaves

Row = dict[str, Any]

LABELS = {"source": "(direct)", "referrer": "(direct)", "channel": "(unknown)", "country": "XX"} | dict.fromkeys(
    ("browser", "browser_version", "os", "os_version", "device", "screen", "language", "region", "city"), "(unknown)"
)
CLIENT = ("browser", "browser_version", "os", "os_version", "device", "screen", "language", "country", "region", "city")
CAMPAIGN = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
OF_SESSIONS = {"source", "referrer", "channel", "entry_page", "exit_page", "duration", *CLIENT, *CAMPAIGN}
BANDS = (0, 10, 30, 60, 180, 600, 1800)
VISITING = ("pageview", "event")


@dataclass
class Oracle:
    """The rows of one project."""

    events: list[Row]
    sessions: list[Row]
    traits: dict[tuple[int, str], str] = field(default_factory=dict)
    currency: str = "USD"

    def value(self, name: str, row: Row) -> str:
        """A dimension's raw value on an event or a session."""
        if name.startswith("trait:"):
            return self.traits.get((row["visitor"], name.removeprefix("trait:")), "")
        if name.startswith("property:"):
            return str(row["properties"].get(name.removeprefix("property:"), "")) if row.get("type") == "event" else ""
        readers: dict[str, Callable[[Row], str]] = {
            "page": lambda one: one["path"],
            "entry_page": lambda one: one["entry_path"],
            "exit_page": lambda one: self._session(one)["exit_path"],
            "duration": lambda one: str(max(band for band in BANDS if band <= self._session(one)["duration"])),
            "event": lambda one: one["name"] if one["type"] == "event" else "",
            "title": lambda one: one["title"] if one["type"] == "pageview" else "",
            "currency": lambda one: one["currency"] if one["type"] == "event" else "",
        }
        return str(readers[name](row) if name in readers else row[name])

    def _session(self, row: Row) -> Row:
        return row if "bounce" in row else next(one for one in self.sessions if one["session"] == row["session"])

    def holds(self, tree: Filter | None, row: Row) -> bool:
        """Whether a filter holds of an event or a session."""
        match tree:
            case None:
                return True
            case And(parts):
                return all(self.holds(part, row) for part in parts)
            case Or(parts):
                return any(self.holds(part, row) for part in parts)
            case Not(part):
                return not self.holds(part, row)
            case Is(name, op, values):
                return _compare(op, label(name, self.value(name, row)), values, label(name, ""))

    def hits(self, window: Window, where: Filter | None, types: Iterable[str] = VISITING) -> list[Row]:
        """Events in a window that satisfy a filter, the earliest first."""
        kinds = set(types)
        return [
            row for row in self.events if row["type"] in kinds and _in(row["at"], window) and self.holds(where, row)
        ]

    def visits(self, window: Window, where: Filter | None) -> list[Row]:
        """Sessions that started in a window: those that satisfy the filter, or have a hit that does."""
        began = [row for row in self.sessions if _in(row["at"], window)]
        if all(leaf.dimension in OF_SESSIONS or leaf.dimension.startswith("trait:") for leaf in leaves(where)):
            return [row for row in began if self.holds(where, row)]
        found = {row["session"] for row in self.events if row["type"] in VISITING and self.holds(where, row)}
        return [row for row in began if row["session"] in found]

    def metric(self, name: str, window: Window, where: Filter | None = None) -> float | None:
        """One metric over a window."""
        hits, visits = self.hits(window, where), self.visits(window, where)
        return self._number(name, hits, visits, self.hits(window, where, ["page_time"]), self._any(window, where))

    def _any(self, window: Window, where: Filter | None) -> list[Row]:
        return self.hits(window, where, {row["type"] for row in self.events} - {"page_time"})

    def breakdown(self, name: str, metric: str, window: Window, where: Filter | None = None) -> dict[str, float | None]:
        """One metric by the values of a dimension."""
        hits, visits = self.hits(window, where), self.visits(window, where)
        times, every = self.hits(window, where, ["page_time"]), self._any(window, where)
        if name in CLIENT and metric in ("visitors", "unique_views", "active_visitors"):
            kept = [row for row in hits if metric != "unique_views" or row["type"] == "pageview"]
            return self._once(name, every if metric == "active_visitors" else kept)
        if name in ("exit_page", "duration"):
            hits = []
            if metric in ("visitors", "pageviews", "events"):
                return {key: self._of_sessions(metric, rows) for key, rows in self._split(name, visits).items() if key}
        sides = [self._split(name, rows) for rows in (hits, visits, times, every)]
        dropped = label(name, "") == ""
        keys = {key for side in sides for key in side if key or not dropped}
        return {key: self._number(metric, *(side.get(key, []) for side in sides)) for key in keys}

    def _once(self, name: str, rows: list[Row]) -> dict[str, float | None]:
        first: dict[int, str] = {}
        for row in rows:
            first.setdefault(row["visitor"], label(name, self.value(name, row)))
        counts: defaultdict[str, float | None] = defaultdict(lambda: 0)
        for value in first.values():
            counts[value] = (counts[value] or 0) + 1
        return dict(counts)

    def _of_sessions(self, metric: str, rows: list[Row]) -> float:
        if metric == "visitors":
            return len({row["visitor"] for row in rows if row["pageviews"] + row["events"]})
        return sum(row[metric] for row in rows)

    def _split(self, name: str, rows: list[Row]) -> dict[str, list[Row]]:
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if "bounce" not in row or name in OF_SESSIONS or name == "hostname" or name.startswith("trait:"):
                found[label(name, self.value(name, row))].append(row)
        return dict(found)

    def _number(
        self, name: str, hits: list[Row], visits: list[Row], times: list[Row], every: list[Row]
    ) -> float | None:
        views = [row for row in hits if row["type"] == "pageview"]
        customs = [row for row in hits if row["type"] == "event"]
        numbers: dict[str, Callable[[], float | None]] = {
            "visitors": lambda: len({row["visitor"] for row in hits}),
            "unique_views": lambda: len({row["visitor"] for row in views}),
            "active_visitors": lambda: len({row["visitor"] for row in every}),
            "pageviews": lambda: len(views),
            "events": lambda: len(customs),
            "sessions": lambda: len(visits),
            "bounce_rate": lambda: _mean([100 * row["bounce"] for row in visits], 1) or 0,
            "avg_duration": lambda: _mean([row["duration"] for row in visits], 1) or 0,
            "views_per_session": lambda: _mean([row["pageviews"] for row in visits], 2) or 0,
            "time_on_page": lambda: _ratio(
                sum(row["sign"] * row["value"] for row in times), sum(row["sign"] for row in times), 1
            ),
            "revenue": lambda: round(sum(row["revenue"] for row in customs if row["currency"] == self.currency), 2),
        }
        return numbers[name]()

    def series(
        self, name: str, edges: list[int], window: Window, where: Filter | None = None
    ) -> Iterator[float | None]:
        """One metric bucket by bucket."""
        for start, end in pairwise(edges):
            yield self.metric(name, Window(max(start, window.start), min(end, window.end)), where)


def label(name: str, value: str) -> str:
    """A value as it is shown."""
    return value or LABELS.get(name, "(none)" if name.startswith("trait:") else "")


def _compare(op: Op, value: str, values: tuple[str, ...], none: str) -> bool:
    match op:
        case Op.IS | Op.IN:
            return value in values or (value == none == "" and "" in values)
        case Op.IS_NOT:
            return value not in values
        case Op.CONTAINS:
            return any(one.lower() in value.lower() for one in values)
        case Op.MATCHES:
            return any(re.fullmatch(_pattern(one), value, re.DOTALL) for one in values)
        case Op.EXISTS:
            return value != none


def _pattern(glob: str) -> str:
    """Character by character, unlike the compiler's."""
    written, rest = "", glob
    while rest:
        if rest.startswith("**"):
            written, rest = written + "(.|\\n)*", rest[2:]
        elif rest.startswith("*"):
            written, rest = written + "[^/]*", rest[1:]
        else:
            written, rest = written + re.escape(rest[0]), rest[1:]
    return written


def _in(moment: int, window: Window) -> bool:
    return window.start <= moment < window.end


def _mean(values: list[float], decimals: int) -> float | None:
    return _ratio(sum(values), len(values), decimals)


def _ratio(part: float, whole: float, decimals: int) -> float | None:
    return round(part / whole, decimals) if whole else None
