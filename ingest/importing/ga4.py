"""Reports of Google Analytics 4 as CSV: tables of a day and some properties, told apart by their columns' names."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from ingest.channels import channel_of
from ingest.columns import cut
from ingest.importing import names, values
from ingest.importing.daily import Count, Day, Days, EventCount, Happened, PageCount
from ingest.importing.files import FieldError, ImportRefusedError, Table
from ingest.items import NAME_LENGTH

_START = re.compile(r"#\s*Start date:\s*(\d{8})", re.IGNORECASE)
_COUNTED_ELSEWHERE = frozenset({"page_view", "session_start", "first_visit", "user_engagement"})
"""Events that Google records by itself for what pages and visits say already."""

_DAYS = ("date", "nth day", "day")
_PAGES = ("page path and screen class", "page path", "page path + query string", "page path and query string", "page")
_LANDINGS = ("landing page", "landing page + query string")
_EVENTS = ("event name",)
_USERS = ("total users", "active users", "users")
_VISITS = ("sessions",)
_VIEWS = ("views", "screen page views", "page views", "pageviews")

Record = Mapping[str, str]
Part = tuple[tuple[str, ...], Callable[[Record], tuple[str, ...]]]
"""Columns of a stamp, and their values."""


def read(table: Table, days: Days) -> None:
    """Read a report.

    Raises:
        ImportRefusedError: it does not tell the day of its numbers, or nothing that is known.

    """
    first, header = _header(table)
    day_column = _one(header, _DAYS)
    if day_column is None:
        raise ImportRefusedError(f"{table.path} does not say on which day: add the dimension 'Date' to the report.")
    if day_column == "nth day" and first is None:
        raise ImportRefusedError(f"{table.path} counts days from a start that it does not tell ('# Start date').")
    tell = _teller(table, header)

    def take(row: list[str]) -> bool | None:
        record = dict(zip(header, row, strict=True))
        if not record[day_column] or not any(text[:1].isdigit() for text in row):
            return None  # the line of grand totals, or the names once more
        when = _day(record[day_column], day_column, first)
        # What cannot be read is found before anything of the record is counted.
        tell(Day(when), record)
        tell(days.of(when), record)
        return True

    for _ in table.records(len(header), take):
        pass


def _header(table: Table) -> tuple[date | None, list[str]]:
    """The day from which days are counted, where the comments above tell it, and the columns' names in lower case."""
    first = None
    while True:
        at = table.text.tell()
        line = table.text.readline()
        found = _START.match(line)
        if found:
            first = values.day(found[1], "Start date")
        if line and (line.startswith("#") or not line.strip(" ,\r\n")):
            continue
        table.text.seek(at)
        return first, [name.lower() for name in table.header()]


def _teller(table: Table, header: list[str]) -> Callable[[Day, Record], None]:
    """What a record of these columns says of its day."""
    page, landing, event = _one(header, _PAGES), _one(header, _LANDINGS), _one(header, _EVENTS)
    if event:
        return _needing(table, header, ("event count",), lambda day, record: _event(day, record, event))
    if page:
        return _needing(table, header, _VIEWS, lambda day, record: _page(day, record, page))
    if landing:
        return _needing(table, header, _VISITS, lambda day, record: _landing(day, record, landing))
    told = [part for wanted, part in _PARTS if any(name in header for name in wanted)]
    if not told:
        needed = (*_VISITS, *_USERS, *_VIEWS)
        return _needing(table, header, needed, lambda day, record: day.total.add(_count(record)))

    def tell(day: Day, record: Record) -> None:
        columns = tuple(column for names_of, _ in told for column in names_of)
        day.part(columns, tuple(value for _, read in told for value in read(record)), _count(record))

    return _needing(table, header, _VISITS, tell)


def _needing(
    table: Table, header: list[str], wanted: tuple[str, ...], tell: Callable[[Day, Record], None]
) -> Callable[[Day, Record], None]:
    if _one(header, wanted) is None:
        listed = " or ".join(f"'{name.capitalize()}'" for name in wanted)
        raise ImportRefusedError(f"{table.path} has no column {listed}: add that metric to the report.")
    return tell


def _count(record: Record) -> Count:
    visits = values.whole(_text(record, _VISITS), "sessions")
    return Count(
        visitors=values.whole(_text(record, _USERS), "users"),
        visits=visits,
        bounces=_bounces(record, visits),
        pageviews=values.whole(_text(record, _VIEWS), "views"),
        seconds=values.number(record.get("average session duration", ""), "average session duration") * visits,
    )


def _bounces(record: Record, visits: int) -> int:
    if "engaged sessions" in record:
        return max(0, visits - values.whole(record["engaged sessions"], "engaged sessions"))
    if "bounce rate" in record:
        return round(_share(record["bounce rate"], "bounce rate") * visits)
    if "engagement rate" in record:
        return round((1 - _share(record["engagement rate"], "engagement rate")) * visits)
    return 0


def _share(text: str, column: str) -> float:
    found = values.number(text.removesuffix("%"), column)
    found = found / 100 if text.endswith("%") else found
    if found > 1:
        raise FieldError(column, f"must be a share of 1, not '{text[:40]}'")
    return found


def _page(day: Day, record: Record, column: str) -> None:
    count = PageCount(values.whole(_text(record, _VIEWS), "views"), values.whole(_text(record, _USERS), "users"))
    host = record.get("hostname", record.get("host name", ""))
    day.page(cut(names.told(host), "hostname").lower(), cut(record[column], "path"), count)


def _landing(day: Day, record: Record, column: str) -> None:
    day.entry(cut(names.told(record[column]), "path"), _count(record))


def _event(day: Day, record: Record, column: str) -> None:
    name = names.told(record[column])
    if name and name not in _COUNTED_ELSEWHERE:
        count = EventCount(
            values.whole(record["event count"], "event count"), values.whole(_text(record, _USERS), "users")
        )
        day.event(Happened(name[:NAME_LENGTH]), count)


_SOURCE = ("session source", "session source / medium", "source", "source / medium", "session medium", "medium")
_CAMPAIGN = ("session campaign", "campaign")
_PLAIN_MEDIUMS = frozenset({"", "organic", "referral"})
"""What Google works out by itself, where no campaign was named."""


def _way(record: Record) -> tuple[str, ...]:
    both = record.get("session source / medium", record.get("source / medium", "")).split(" / ")
    told = record.get("session source", record.get("source", both[0]))
    medium = names.told(record.get("session medium", record.get("medium", both[-1] if len(both) > 1 else "")))
    campaign = names.told(record.get("session campaign", record.get("campaign", "")))
    if campaign.startswith("("):  # (organic), (referral): no campaign either
        campaign = ""
    source = names.source(told)
    named = bool(campaign) or medium not in _PLAIN_MEDIUMS
    utm = (cut(names.told(told), "utm_source"), cut(medium, "utm_medium")) if named else ("", "")
    return source, *utm, cut(campaign, "utm_campaign"), channel_of(source, medium, utm[0])


def _place(record: Record) -> tuple[str, ...]:
    country = names.country(record.get("country id", record.get("country", "")))
    region, city = names.told(record.get("region", "")), names.told(record.get("city", ""))
    return country, region[:100], city[:100]


def _browser(record: Record) -> tuple[str, ...]:
    return (names.browser(record["browser"]),)


def _system(record: Record) -> tuple[str, ...]:
    text = record.get(
        "os with version", record.get("operating system with version", record.get("operating system", ""))
    )
    name, version = names.system(text)
    return name, (version or names.told(record.get("os version", "")))[:20]


def _device(record: Record) -> tuple[str, ...]:
    return (names.device(record["device category"]),)


_PARTS: tuple[tuple[tuple[str, ...], Part], ...] = (
    ((*_SOURCE, *_CAMPAIGN), (("source", "utm_source", "utm_medium", "utm_campaign", "channel"), _way)),
    (("country", "country id", "region", "city"), (("country", "region", "city"), _place)),
    (("browser",), (("browser",), _browser)),
    (("operating system", "os with version", "operating system with version"), (("os", "os_version"), _system)),
    (("device category",), (("device",), _device)),
    (("language",), (("language",), lambda record: (cut(names.told(record["language"]), "language"),))),
    (("screen resolution",), (("screen",), lambda record: (cut(names.told(record["screen resolution"]), "screen"),))),
)


def _day(text: str, column: str, first: date | None) -> date:
    if column == "nth day" and first is not None:
        return first + timedelta(days=values.whole(text, column))
    return values.day(text, column)


def _one(header: list[str], wanted: tuple[str, ...]) -> str | None:
    return next((name for name in wanted if name in header), None)


def _text(record: Record, wanted: tuple[str, ...]) -> str:
    return next((record[name] for name in wanted if name in record), "")
