"""Exports: reports and raw events as files, row by row, in constant memory."""

import csv
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import StringIO
from typing import Annotated, Any

import msgspec

from access.caller import Origin, Scope
from access.context import Context
from access.limits import Limit
from access.needs import check_module, needs
from access.services import Services
from access.tickets import use_ticket, write_ticket
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import invalid
from pulse.modules import Access
from pulse.numbers import percent
from pulse.windows import Interval, Window, zone_of
from resolvers.asking import Ask, query_of
from resolvers.looking import hits_of
from resolvers.stats import timeseries
from resolvers.visits import hash_of
from warehouse.catalog import DIMENSIONS, Metric, metric
from warehouse.client import Warehouse
from warehouse.exports import COLUMNS, Form, raw_events
from warehouse.filters import from_plain, to_plain
from warehouse.query import Row, compile_query
from warehouse.statement import Statement

Line = list[str | int | float]
LINK = "/api/exports/{ticket}"
"""The path of a link."""
RAW = "raw"
"""The export of the events themselves; the others are reports."""


class Format(StrEnum):
    """How raw events are written."""

    CSV = "csv"
    NDJSON = "ndjson"
    PARQUET = "parquet"


MEDIA: dict[Format, str] = {
    Format.CSV: "text/csv",
    Format.NDJSON: "application/x-ndjson",
    Format.PARQUET: "application/vnd.apache.parquet",
}
_FORMS: dict[Format, Form] = {Format.CSV: Form.CSV, Format.NDJSON: Form.NDJSON, Format.PARQUET: Form.PARQUET}


@dataclass(frozen=True, slots=True)
class Export:
    """A file on its way.

    Attributes:
        filename: its name, with the first and last day of the range.
        media: its media type.
        pieces: its bytes; what has gone wrong before the first of them was raised already.

    """

    filename: str
    media: str
    pieces: AsyncGenerator[bytes, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLink:
    """Where a file can be fetched."""

    url: Annotated[str, Doc("The address. Whoever has it can fetch the file, as often as they like, until it ends.")]
    filename: Annotated[str, Doc("The file's name, with the first and last day of the range.")]
    expires_at: Annotated[datetime, Doc("When the address ends; it ends at once where its key is revoked.")]


@dataclass(frozen=True, slots=True)
class _Table:
    """A report that is one breakdown: its columns, and the numbers behind them."""

    dimension: str
    header: tuple[str, ...]
    metrics: tuple[str, ...]
    shares: bool = False


_TABLES: dict[str, _Table] = {
    "pages": _Table(
        "page", ("path", "views", "unique_views", "avg_duration"), ("pageviews", "unique_views", "time_on_page")
    ),
    "referrers": _Table("source", ("source", "visitors", "pageviews"), ("visitors", "pageviews")),
    "events": _Table("event", ("name", "count", "unique"), ("events", "visitors")),
    "geo": _Table("country", ("country", "visitors", "percentage"), ("visitors",), shares=True),
    "campaigns": _Table(
        "utm_campaign",
        ("campaign", "visitors", "pageviews", "bounce_rate", "avg_duration"),
        ("visitors", "pageviews", "bounce_rate", "avg_duration"),
    ),
}
_DEVICES = {"browser": "browser", "os": "operating_system", "device": "device_type"}
_STATS = ("date", "pageviews", "visitors", "sessions", "bounce_rate", "avg_duration", "events")

TYPES: tuple[str, ...] = ("stats", "pages", "referrers", "events", "devices", "geo", "campaigns", RAW)
"""What can be exported: the documentation's seven reports, and the raw events."""

_rows = msgspec.json.Decoder(list[Any])
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these is computed by a spreadsheet that opens the file."""


@needs(Scope.QUERY, module="exports")
async def export(
    ctx: Context,
    ask: Ask,
    type: str,  # noqa: A002 - the documentation's name
    format: Format = Format.CSV,  # noqa: A002 - it belongs to the other
    visitor: str | None = None,
) -> Export:
    """A report, or the raw events, as a file.

    Raises:
        PulseError: 400 where there is no such export, or a report is asked for in another form than CSV or of one
            visitor; 403 where the module of a report is off; 503 where the store does not answer.

    """
    who = _checked(ctx, type, format, visitor)
    pieces = await _started(_raw(ctx, ask, format, who) if type == RAW else _pieces(ctx, ask, type))
    return Export(_filename(ask, type, format), MEDIA[format], pieces)


@needs(Scope.QUERY, module="exports")
async def export_link(
    ctx: Context,
    ask: Ask,
    type: str,  # noqa: A002 - the documentation's name
    format: Format = Format.CSV,  # noqa: A002 - it belongs to the other
    visitor: str | None = None,
) -> ExportLink:
    """An address at which a report, or the raw events, can be fetched as a file, for 15 minutes and without a key.

    Raises:
        PulseError: as :func:`export`; 400 too where the filter is too long to stand in an address, 403 for whoever came
            through a share.

    """
    _checked(ctx, type, format, visitor)
    where = None if ask.where is None else to_plain(ask.where)
    window, zone = (ask.window.start, ask.window.end), ask.zone.key
    given = {"type": type, "format": format.value, "visitor": visitor}
    ticket, until = write_ticket(ctx, given | {"window": window, "zone": zone, "where": where, "exact": ask.exact})
    return ExportLink(
        url=ctx.services.settings.url + LINK.replace("{ticket}", ticket),
        filename=_filename(ask, type, format),
        expires_at=moment(until),
    )


async def open_link(services: Services, ticket: str, origin: Origin) -> Export:
    """The file behind an address of :func:`export_link`.

    Raises:
        PulseError: 403 where the address is forged or over, 401 where its key holds no more; and as :func:`export`.

    """
    ctx, given = await use_ticket(services, ticket, origin)
    await services.limiter.hit(Limit.QUERY, ctx.require_project().id)
    where = None if given["where"] is None else from_plain(given["where"])
    ask = Ask(Window(*given["window"]), zone_of(given["zone"]), where, exact=given["exact"])
    return await export(ctx, ask, given["type"], Format(given["format"]), given["visitor"])


def _checked(ctx: Context, kind: str, form: Format, visitor: str | None) -> int | None:
    """The hash of the visitor that is asked about; what cannot be exported is refused."""
    if kind not in TYPES:
        raise invalid(f"'type' must be one of {', '.join(TYPES)}")
    if kind != RAW and form is not Format.CSV:
        raise invalid(f"'format' must be csv for '{kind}'")
    if kind == "campaigns":
        check_module(ctx.caller, ctx.require_project(), "utm", Access.READ)
    if visitor is not None and kind != RAW:
        raise invalid(f"'visitor' goes with '{RAW}' only")
    return None if visitor is None else hash_of(visitor, "visitor")


def _raw(ctx: Context, ask: Ask, form: Format, visitor: int | None) -> AsyncGenerator[bytes, None]:
    written = _FORMS[form]
    events = ctx.services.warehouse.stream(raw_events(hits_of(ctx, ask), written, visitor), written.value)
    return _headed(events) if form is Format.CSV else events


def _pieces(ctx: Context, ask: Ask, kind: str) -> AsyncGenerator[bytes, None]:
    if kind == "stats":
        return _stats(ctx, ask)
    return _devices(ctx, ask) if kind == "devices" else _report(ctx, ask, _TABLES[kind])


async def _report(ctx: Context, ask: Ask, table: _Table) -> AsyncGenerator[bytes, None]:
    yield csv_of([table.header])
    async for block in _breakdown(ctx, ask, table.dimension, table.metrics):
        yield csv_of(_line(row, table) for row in block)


async def _devices(ctx: Context, ask: Ask) -> AsyncGenerator[bytes, None]:
    yield csv_of([("type", "name", "visitors", "percentage")])
    for dimension, name in _DEVICES.items():
        table = _Table(dimension, (), ("visitors",), shares=True)
        async for block in _breakdown(ctx, ask, dimension, table.metrics):
            yield csv_of([name, *_line(row, table)] for row in block)


async def _stats(ctx: Context, ask: Ask) -> AsyncGenerator[bytes, None]:
    points = await timeseries(ctx, ask, Interval.DAY)
    yield csv_of([_STATS, *([point.label, *(getattr(point, name) for name in _STATS[1:])] for point in points)])


async def _headed(events: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    # Not the engine's CSVWithNames: with that chDB holds the whole answer before it gives the first byte of it.
    yield csv_of([COLUMNS])
    async with aclosing(events):
        async for piece in events:
            yield piece


async def _breakdown(ctx: Context, ask: Ask, dimension: str, metrics: Sequence[str]) -> AsyncIterator[list[Row]]:
    """All rows of a breakdown, some at a time."""
    statement = compile_query(query_of(ctx, ask, *metrics, by=DIMENSIONS[dimension]))
    async for block in _blocks(ctx.services.warehouse, statement):
        yield [Row.of(fields) for fields in block]


async def _blocks(warehouse: Warehouse, statement: Statement) -> AsyncIterator[list[list[Any]]]:
    """The rows of a statement as they come, cut at line ends."""
    rest = b""
    async for piece in warehouse.stream(statement, "JSONCompactEachRow"):
        lines, _, rest = (rest + piece).rpartition(b"\n")
        if lines:
            yield _rows.decode_lines(lines)
    if rest:
        yield _rows.decode_lines(rest)


def _line(row: Row, table: _Table) -> Line:
    numbers = [_number(metric(name), value) for name, value in zip(table.metrics, row.numbers, strict=True)]
    share = [percent(row.numbers[0] or 0, row.whole)] if table.shares else []
    return [row.value, *numbers, *share]


def _number(of: Metric, value: float | None) -> float:
    return of.finish(value) or (0 if of.decimals is None else 0.0)


def csv_of(lines: Any) -> bytes:
    """Lines as RFC 4180 has them, with nothing in them that a spreadsheet would compute."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([_safe(cell) for cell in line] for line in lines)
    return text.getvalue().encode(errors="replace")


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _filename(ask: Ask, kind: str, form: Format) -> str:
    return f"{kind}_{_days(ask)}.{form.value}"


def _days(ask: Ask) -> str:
    """The first and the last day of the range, in its time zone."""
    moments = (ask.window.start, ask.window.end - 1)
    return "_".join(datetime.fromtimestamp(at / 1000, ask.zone).date().isoformat() for at in moments)


async def _started(pieces: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    """The same, its first piece already made: what goes wrong by then can still be told with a status."""
    first = await anext(pieces, b"")

    async def whole() -> AsyncGenerator[bytes, None]:
        async with aclosing(pieces):  # who leaves early must not leave the engine reading
            yield first
            async for piece in pieces:
                yield piece

    return whole()
