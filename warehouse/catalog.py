"""What can be asked: one row for each metric and each dimension, with all that is known of it.

A metric is one or two *parts* (a count, a sum, distinct visitors …), each taken from a grain, and their combination.
A dimension says where its value stands on each grain. A pair is answerable where a grain carries both; the compiler in
:mod:`warehouse.query` needs no list of allowed combinations.
"""

from dataclasses import dataclass
from enum import StrEnum

from pulse.errors import invalid
from pulse.modules import TYPES, VISITOR_TYPES
from warehouse.statement import SQL

PAGE_TIME = ("page_time",)
"""The internal rows that carry a view's measured seconds."""


class Grain(StrEnum):
    """What one row is, where a part is counted."""

    HIT = "events"
    SESSION = "sessions"


class Unit(StrEnum):
    """What a number is made of."""

    COUNT = "count"
    PERCENT = "percent"
    SECONDS = "seconds"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Part:
    """An aggregate over one grain.

    Attributes:
        function: ``count``, ``sum`` or ``uniq`` (which becomes ``uniqExact`` on request).
        argument: what it takes; nothing for a count.
        grain: where its rows lie.
        types: of hits, the payload types that it counts.
        only: a further condition on the row.

    """

    function: str
    argument: SQL = SQL("")
    grain: Grain = Grain.HIT
    types: tuple[str, ...] = VISITOR_TYPES
    only: SQL = SQL("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One number.

    Attributes:
        name: what it is called in every door.
        title: what a person reads above it.
        unit: what it is made of.
        description: its definition.
        parts: numerator and, for a ratio, denominator.
        instead: the same number from the other grain, for a dimension that the first does not carry.
        factor: what a ratio is multiplied by.
        decimals: digits kept; None for whole numbers.
        empty: what a ratio over nothing is.
        module: whose number it is, where not every share of pageviews shows it.

    """

    name: str
    title: str
    unit: Unit
    description: str
    parts: tuple[Part, ...]
    instead: tuple[Part, ...] = ()
    factor: int = 1
    decimals: int | None = None
    empty: float | None = 0.0
    module: str | None = None

    @property
    def distinct(self) -> bool:
        """Whether it counts different visitors, so that parts of it must not be added up."""
        return self.parts[0].function == "uniq"

    def finish(self, value: float | None) -> float | None:
        """The number as it is answered: rounded, and with its value for "nothing"."""
        if value is None:
            return self.empty
        return round(value) if self.decimals is None else round(float(value), self.decimals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One way to tell rows apart.

    Attributes:
        name: what it is called in every door.
        title: what a person reads above it.
        description: what its values are.
        hit: its value on an event; None where events do not carry it.
        session: its value on a session; None where a session has many.
        stamped: the value is the session's and stands on each of its events, so that both grains agree.
        of_sessions: sessions are what it sorts: what can be counted on them is, those that started in the range.
        first: a visitor counts once, with the value of the first session in the range.
        types: the payload types that carry it; None for all.
        label: what stands for "none"; without a label, rows without a value are left out of a breakdown.
        key: the property or trait of a dimension that is named by its key.
        module: whose reports its values are; None for what reports of every module tell, such as the page.

    """

    name: str
    title: str
    description: str
    hit: SQL | None = None
    session: SQL | None = None
    stamped: bool = False
    of_sessions: bool = False
    first: bool = False
    types: tuple[str, ...] | None = None
    label: str | None = None
    key: str | None = None
    module: str | None = None

    @property
    def is_trait(self) -> bool:
        """Whether it is something that ``identify`` said about the visitor."""
        return self.name.startswith(_TRAIT)


_SESSIONS = Part("sum", SQL("sign"), grain=Grain.SESSION)
_PAGEVIEWS_OF_SESSIONS = Part("sum", SQL("sign * pageviews"), grain=Grain.SESSION)

METRICS: dict[str, Metric] = {
    row.name: row
    for row in (
        Metric(
            name="visitors",
            title="Visitors",
            unit=Unit.COUNT,
            description="Different visitors with a pageview or custom event, counted over the whole range: the sum of "
            "its days is higher, because a visitor may come on several.",
            parts=(Part("uniq", SQL("visitor")),),
            instead=(Part("uniq", SQL("visitor"), grain=Grain.SESSION, only=SQL("pageviews + events > 0")),),
        ),
        Metric(
            name="pageviews",
            title="Pageviews",
            unit=Unit.COUNT,
            description="Pages viewed, repeated views included.",
            parts=(Part("count", types=("pageview",)),),
            instead=(_PAGEVIEWS_OF_SESSIONS,),
        ),
        Metric(
            name="events",
            title="Events",
            unit=Unit.COUNT,
            description="Custom events; vitals, scrolls, clicks and errors are not among them.",
            parts=(Part("count", types=("event",)),),
            instead=(Part("sum", SQL("sign * events"), grain=Grain.SESSION),),
        ),
        Metric(
            name="sessions",
            title="Sessions",
            unit=Unit.COUNT,
            description="Visits: a visitor's events with no pause above 30 minutes, 24 hours at most. A session counts "
            "where it started.",
            parts=(_SESSIONS,),
        ),
        Metric(
            name="bounce_rate",
            title="Bounce rate",
            unit=Unit.PERCENT,
            description="Share of sessions with one pageview and no other interaction, in percent.",
            parts=(Part("sum", SQL("sign * bounce"), grain=Grain.SESSION), _SESSIONS),
            factor=100,
            decimals=1,
        ),
        Metric(
            name="avg_duration",
            title="Visit duration",
            unit=Unit.SECONDS,
            description="Mean time from a session's first to its last event, in seconds; sessions of one event count "
            "as zero.",
            parts=(Part("sum", SQL("sign * duration"), grain=Grain.SESSION), _SESSIONS),
            decimals=1,
        ),
        Metric(
            name="views_per_session",
            title="Views per session",
            unit=Unit.COUNT,
            description="Mean number of pageviews of a session.",
            parts=(_PAGEVIEWS_OF_SESSIONS, _SESSIONS),
            decimals=2,
        ),
        Metric(
            name="unique_views",
            title="Unique views",
            unit=Unit.COUNT,
            description="Different visitors with at least one pageview.",
            parts=(Part("uniq", SQL("visitor"), types=("pageview",)),),
        ),
        Metric(
            name="active_visitors",
            title="Active visitors",
            unit=Unit.COUNT,
            description="Different visitors with an event of any type.",
            parts=(Part("uniq", SQL("visitor"), types=TYPES),),
        ),
        Metric(
            name="time_on_page",
            title="Time on page",
            unit=Unit.SECONDS,
            description="Mean time per measured view, in seconds: the visible and focused time that the tracker "
            "reported, else the pause before the session's next event. Views with neither are left out; null where "
            "no view was measured.",
            parts=(
                Part("sum", SQL("sign * value"), types=PAGE_TIME),
                Part("sum", SQL("sign"), types=PAGE_TIME),
            ),
            decimals=1,
            empty=None,
        ),
        Metric(
            name="revenue",
            title="Revenue",
            unit=Unit.MONEY,
            description="Sum of the events' revenue in the project's currency; other currencies are not converted and "
            "not included.",
            parts=(Part("sum", SQL("revenue"), types=("event",), only=SQL("{currency:String} IN ('', currency)")),),
            decimals=2,
            module="events",
        ),
    )
}


def _stamp(
    name: str, title: str, description: str, label: str | None, module: str, *, first: bool = False
) -> Dimension:
    """A property of the session that is written on its events under the same name."""
    column = SQL(name)
    return Dimension(
        name=name,
        title=title,
        description=description,
        hit=column,
        session=column,
        stamped=True,
        first=first,
        label=label,
        module=module,
    )


def _client(name: str, title: str, description: str, label: str = "(unknown)", module: str = "devices") -> Dimension:
    return _stamp(name, title, description, label, module, first=True)


DURATION_BANDS = (0, 10, 30, 60, 180, 600, 1_800)
"""Lower bounds, in seconds, of the bands that session durations are sorted into."""

DIMENSIONS: dict[str, Dimension] = {
    row.name: row
    for row in (
        Dimension(name="page", title="Page", description="Path of the page, without query.", hit=SQL("path")),
        Dimension(
            name="entry_page",
            title="Entry page",
            module="sessions",
            description="Path of the first page of the session.",
            hit=SQL("entry_path"),
            session=SQL("entry_path"),
            stamped=True,
            of_sessions=True,
        ),
        Dimension(
            name="exit_page",
            title="Exit page",
            module="sessions",
            description="Path of the last page of the session.",
            session=SQL("exit_path"),
            of_sessions=True,
        ),
        Dimension(
            name="duration",
            title="Visit duration",
            module="sessions",
            description="Band of the session's duration, by its lower bound in seconds: "
            + ", ".join(map(str, DURATION_BANDS))
            + ".",
            session=SQL(f"toString(roundDown(toUInt32(greatest(duration, 0)), {list(DURATION_BANDS)}))"),
        ),
        Dimension(
            name="hostname",
            title="Host name",
            description="Host that the page was served from.",
            hit=SQL("hostname"),
            session=SQL("hostname"),
        ),
        Dimension(
            name="title",
            title="Page title",
            description="Title of the page.",
            hit=SQL("title"),
            types=("pageview",),
        ),
        Dimension(
            name="event",
            title="Event",
            module="events",
            description="Name of the custom event.",
            hit=SQL("name"),
            types=("event",),
        ),
        _stamp("source", "Source", "Host that sent the session, known aliases merged.", "(direct)", "referrers"),
        _stamp("referrer", "Referrer", "Address that sent the session.", "(direct)", "referrers"),
        _stamp("channel", "Channel", "Kind of source that sent the session.", "(unknown)", "referrers"),
        _stamp("utm_source", "UTM source", "Campaign source of the session.", None, "utm"),
        _stamp("utm_medium", "UTM medium", "Campaign medium of the session.", None, "utm"),
        _stamp("utm_campaign", "UTM campaign", "Campaign name of the session.", None, "utm"),
        _stamp("utm_term", "UTM term", "Campaign term of the session.", None, "utm"),
        _stamp("utm_content", "UTM content", "Campaign content of the session.", None, "utm"),
        _client("browser", "Browser", "Browser, without its version."),
        _client("browser_version", "Browser version", "Major version of the browser."),
        _client("os", "Operating system", "Operating system, without its version."),
        _client("os_version", "Operating system version", "Version of the operating system."),
        _client("device", "Device type", "Desktop, Mobile or Tablet."),
        _client("screen", "Screen size", "Width and height of the screen in pixels."),
        _client("language", "Language", "Preferred language of the browser."),
        _client("country", "Country", "ISO 3166-1 alpha-2 code of the country; XX where it is not known.", "XX", "geo"),
        _client("region", "Region", "Region within the country, where the geo file has it.", module="geo"),
        _client("city", "City", "City, where the geo file has it.", module="geo"),
        Dimension(
            name="currency",
            title="Currency",
            module="events",
            description="ISO 4217 code of the event's revenue.",
            hit=SQL("currency"),
            types=("event",),
        ),
    )
}

_PROPERTY = "property:"
_TRAIT = "trait:"
MAX_KEY = 100


def metric(name: str) -> Metric:
    """The metric of that name.

    Raises:
        PulseError: 400 that lists the known ones.

    """
    found = METRICS.get(name)
    if found is None:
        raise invalid(f"'{name[:40]}' is not a metric; known are {', '.join(METRICS)}")
    return found


def dimension(name: str) -> Dimension:
    """The dimension of that name; ``property:key`` and ``trait:key`` name their key.

    Raises:
        PulseError: 400 that lists the known ones.

    """
    if name.startswith(_PROPERTY):
        return Dimension(
            name=name,
            title=_key(name, _PROPERTY),
            description="Value of a property of custom events.",
            hit=SQL("properties"),
            types=("event",),
            key=_key(name, _PROPERTY),
            module="events",
        )
    if name.startswith(_TRAIT):
        return Dimension(
            name=name,
            title=_key(name, _TRAIT),
            description="Newest value of a trait of the visitor, as identify said it.",
            hit=SQL("trait"),
            session=SQL("trait"),
            stamped=True,
            label="(none)",
            key=_key(name, _TRAIT),
        )
    found = DIMENSIONS.get(name)
    if found is None:
        known = ", ".join((*DIMENSIONS, "property:<key>", "trait:<key>"))
        raise invalid(f"'{name[:40]}' is not a dimension; known are {known}")
    return found


def _key(name: str, prefix: str) -> str:
    key = name.removeprefix(prefix)
    if not 1 <= len(key) <= MAX_KEY:
        raise invalid(f"'{prefix}' must be followed by a key of 1 to {MAX_KEY} characters")
    return key
