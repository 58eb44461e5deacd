"""Umami's export: single events with their visits, and the data of custom events in a table of its own."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from ingest.channels import channel_of, same_site, source_of
from ingest.columns import cut, properties_of
from ingest.importing import names, values
from ingest.importing.files import FieldError, Table, columns_of
from ingest.items import NAME_LENGTH
from ingest.rows import EventRow
from pulse.project import ProjectFacts

NEEDED = ("event_id", "session_id", "visit_id", "created_at", "url_path", "event_type")
"""Columns that the table of events cannot do without."""

_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
_VITALS = ("lcp", "inp", "cls", "fcp", "ttfb")
_PAGEVIEW, _EVENT, _PERFORMANCE = "1", "2", "5"
_NUMBER, _DATE = "2", "4"
"""Types of an event's data."""
_MOST_MONEY = 10**14
_json = msgspec.json.Encoder().encode


def holds_data(table: Table) -> bool:
    """Whether a table holds the data of events, which has to be read before the events themselves."""
    return "event_data" in table.name


class Reader:
    """Reads the tables of one export."""

    def __init__(self, project: ProjectFacts, now: int) -> None:
        self._project = project
        self._now = now
        self._ids = values.Ids(project.id, "umami")
        self._data: dict[str, dict[str, Any]] = {}

    def read(self, table: Table) -> Iterator[EventRow]:
        """The events of a table, without what their session knows.

        Raises:
            ImportRefusedError: a column is missing.

        """
        if "website_event" in table.name:
            return self._events(table)
        if holds_data(table):
            self._take_data(table)
        else:
            table.report.note(f"{table.path} is passed over: it is neither website_event.csv nor event_data.csv.")
        return iter(())

    def _take_data(self, table: Table) -> None:
        header = table.header()
        identity = "website_event_id" if "website_event_id" in header else "event_id"
        columns_of(table, header, (identity, "data_key", "string_value", "number_value", "data_type"))

        def take(row: list[str]) -> None:
            record = dict(zip(header, row, strict=True))
            known = self._data.setdefault(values.uuid(record[identity], identity), {})
            known[record["data_key"][:NAME_LENGTH]] = _value(record)

        for _ in table.records(len(header), take):
            pass

    def _events(self, table: Table) -> Iterator[EventRow]:
        header = table.header()
        columns_of(table, header, NEEDED)

        def take(row: list[str]) -> list[EventRow]:
            return list(self._rows(dict(zip(header, row, strict=True))))

        for rows in table.records(len(header), take):
            yield from rows

    def _rows(self, record: dict[str, str]) -> Iterator[EventRow]:
        kind, identity = record["event_type"], values.uuid(record["event_id"], "event_id")
        common = self._common(record)
        if kind == _PAGEVIEW:
            yield EventRow(type="pageview", id=identity, title=cut(record.get("page_title"), "title"), **common)
        elif kind == _EVENT:
            name = record.get("event_name", "")[:NAME_LENGTH]
            if not name:
                raise FieldError("event_name", "is missing")
            yield EventRow(type="event", id=identity, name=name, **self._told(identity), **common)
        elif kind == _PERFORMANCE:
            for vital in _VITALS:
                if record.get(vital):
                    value = values.number(record[vital], vital)
                    event = self._ids.event(f"{identity} {vital}")
                    yield EventRow(type="web_vital", id=event, name=vital.upper(), value=value, **common)
        else:
            raise FieldError("event_type", f"must be 1 (pageview), 2 (event) or 5 (performance), not '{kind[:40]}'")

    def _common(self, record: dict[str, str]) -> dict[str, Any]:
        at = values.when(record["created_at"], "created_at", self._now) / 1000
        system, version = names.system(record.get("os", ""))
        return {
            "project": self._project.id,
            "timestamp": at,
            "received_at": at,
            "visitor": self._ids.visitor(values.uuid(record["session_id"], "session_id")),
            "session": self._ids.session(values.uuid(record["visit_id"], "visit_id")),
            "session_start": at,
            "hostname": cut(record.get("hostname"), "hostname").lower(),
            "path": cut(record["url_path"], "path"),
            "browser": names.browser(record.get("browser", "")),
            "os": system,
            "os_version": version[:20],
            "device": names.device(record.get("device", "")),
            "screen": cut(record.get("screen"), "screen"),
            "language": cut(record.get("language"), "language"),
            "country": names.country(record.get("country", "")),
            "region": names.told(record.get("region", record.get("subdivision1", "")))[:100],
            "city": names.told(record.get("city", ""))[:100],
            **self._arrival(record),
        }

    def _arrival(self, record: dict[str, str]) -> dict[str, str]:
        """How the visit came, as far as this event tells it."""
        query = dict(parse_qsl(record.get("url_query", "").removeprefix("?")))
        utm = {name: cut(record.get(name) or query.get(name), name) for name in _UTM}
        host = record.get("referrer_domain", "").lower()
        own = not host or same_site(host, self._project.domain, record.get("hostname", "").lower())
        source = "" if own else source_of(host)
        address = "" if own else cut(f"https://{host}{record.get('referrer_path', '')}", "referrer")
        channel = channel_of(source, utm["utm_medium"], utm["utm_source"])
        return {"source": source, "referrer": address, **utm, "channel": channel}

    def _told(self, identity: str) -> dict[str, Any]:
        """The data of a custom event, and the revenue that is among it."""
        data = self._data.get(identity)
        if not data:
            return {}
        columns: dict[str, Any] = {"properties": properties_of(data), "data": _json(data).decode()}
        amount = data.get("revenue")
        if isinstance(amount, int | float) and abs(amount) < _MOST_MONEY:
            currency = str(data.get("currency") or self._project.currency)[:3].upper()
            columns |= {"revenue": f"{amount:.4f}", "currency": currency}
        return columns


def _value(record: dict[str, str]) -> Any:
    if record["data_type"] == _NUMBER and record["number_value"]:
        return _signed(record["number_value"])
    if record["data_type"] == _DATE:
        return record.get("date_value") or record["string_value"]
    return record["string_value"]


def _signed(text: str) -> int | float:
    try:
        found = float(text)
    except ValueError:
        raise FieldError("number_value", f"must be a number, not '{text[:40]}'") from None
    return int(found) if found.is_integer() else found
