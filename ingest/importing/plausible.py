"""Plausible's export: an archive of tables of daily totals, one for each property of visits, pages and events."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ingest.channels import channel_of, split_referrer
from ingest.columns import cut
from ingest.importing import names, values
from ingest.importing.daily import Count, Day, Days, EventCount, Happened, PageCount
from ingest.importing.files import Table, columns_of
from ingest.items import NAME_LENGTH

_NAME = re.compile(r"(imported_[a-z_]+?)(?:_\d{8}_\d{8})?\.csv(?:\.gz)?")
Record = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the tables: the columns that it must have, and what a record says of its day."""

    needed: tuple[str, ...]
    tell: Callable[[Day, Record], None]


def read(table: Table, days: Days) -> None:
    """Read a table of totals; one of another name is noted and passed over.

    Raises:
        ImportRefusedError: a column is missing.

    """
    found = _NAME.fullmatch(table.name)
    kind = _KINDS.get(found[1]) if found else None
    if kind is None:
        table.report.note(f"{table.path} is none of Plausible's tables ({', '.join(sorted(_KINDS))}).")
        return
    header = table.header()
    columns_of(table, header, ("date", *kind.needed))

    def take(row: list[str]) -> bool:
        record = dict(zip(header, row, strict=True))
        when = values.day(record["date"], "date")
        # What cannot be read is found before anything of the record is counted.
        kind.tell(Day(when), record)
        kind.tell(days.of(when), record)
        return True

    for _ in table.records(len(header), take):
        pass


def _count(record: Record, visits: str = "visits") -> Count:
    return Count(
        visitors=values.whole(record["visitors"], "visitors"),
        visits=values.whole(record[visits], visits),
        bounces=values.whole(record.get("bounces", ""), "bounces"),
        pageviews=values.whole(record.get("pageviews", ""), "pageviews"),
        seconds=values.number(record.get("visit_duration", ""), "visit_duration"),
    )


def _visitors(day: Day, record: Record) -> None:
    day.total.add(_count(record))


def _sources(day: Day, record: Record) -> None:
    host, address = split_referrer("https://" + record["referrer"].removeprefix("https://").removeprefix("http://"))
    source = names.source(host if host and "." in host else record["source"])
    utm = {name: cut(names.told(record.get(name, "")), name) for name in _UTM}
    told = {"source": source, "referrer": address, **utm}
    told["channel"] = channel_of(source, utm["utm_medium"], utm["utm_source"])
    day.part(tuple(told), tuple(told.values()), _count(record))


def _pages(day: Day, record: Record) -> None:
    count = PageCount(
        views=values.whole(record["pageviews"], "pageviews"),
        visitors=values.whole(record["visitors"], "visitors"),
        seconds=values.number(record.get("total_time_on_page", ""), "total_time_on_page"),
        timed=values.whole(record.get("total_time_on_page_visits", ""), "total_time_on_page_visits"),
        depth=values.number(record.get("total_scroll_depth", ""), "total_scroll_depth"),
        scrolled=values.whole(record.get("total_scroll_depth_visits", ""), "total_scroll_depth_visits"),
    )
    day.page(cut(record["hostname"], "hostname"), cut(record["page"], "path"), count)


def _entries(day: Day, record: Record) -> None:
    day.entry(cut(record["entry_page"], "path"), _count(record, "entrances"))


def _exits(day: Day, record: Record) -> None:
    day.exit(cut(record["exit_page"], "path"), values.whole(record["exits"], "exits"))


def _locations(day: Day, record: Record) -> None:
    # Cities are numbers of a list that is not ours; the region's code says where it is.
    region = cut(names.told(record.get("region", "")), "utm_term")
    day.part(("country", "region"), (names.country(record["country"]), region), _count(record))


def _devices(day: Day, record: Record) -> None:
    day.part(("device",), (names.device(record["device"]),), _count(record))


def _browsers(day: Day, record: Record) -> None:
    version = names.told(record.get("browser_version", "")).partition(".")[0]
    day.part(("browser", "browser_version"), (names.browser(record["browser"]), version[:20]), _count(record))


def _systems(day: Day, record: Record) -> None:
    name, version = names.system(record["operating_system"])
    version = names.told(record.get("operating_system_version", "")) or version
    day.part(("os", "os_version"), (name, version[:20]), _count(record))


def _events(day: Day, record: Record) -> None:
    if not record["name"]:
        return
    told = {"url": record.get("link_url", "")}
    properties = tuple((name, cut(text, "url")) for name, text in told.items() if text)
    what = Happened(record["name"][:NAME_LENGTH], cut(record.get("path", ""), "path"), properties)
    count = EventCount(values.whole(record["events"], "events"), values.whole(record["visitors"], "visitors"))
    day.event(what, count)


_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
_KINDS: dict[str, _Kind] = {
    "imported_visitors": _Kind(("visitors", "pageviews", "bounces", "visits", "visit_duration"), _visitors),
    "imported_sources": _Kind(("source", "referrer", "visitors", "visits"), _sources),
    "imported_pages": _Kind(("hostname", "page", "visitors", "pageviews"), _pages),
    "imported_entry_pages": _Kind(("entry_page", "visitors", "entrances"), _entries),
    "imported_exit_pages": _Kind(("exit_page", "visitors", "exits"), _exits),
    "imported_locations": _Kind(("country", "visitors", "visits"), _locations),
    "imported_devices": _Kind(("device", "visitors", "visits"), _devices),
    "imported_browsers": _Kind(("browser", "visitors", "visits"), _browsers),
    "imported_operating_systems": _Kind(("operating_system", "visitors", "visits"), _systems),
    "imported_custom_events": _Kind(("name", "visitors", "events"), _events),
}
