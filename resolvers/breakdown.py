"""Any metrics by any dimension: what the named reports are special cases of."""

from dataclasses import dataclass, replace
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from pulse.describe import Doc
from pulse.numbers import percent
from pulse.paging import Page
from resolvers.asking import Ask, answer_page, asked_dimension, asked_metric, is_approximate, query_of
from resolvers.rows import Rows
from warehouse.catalog import METRICS, Dimension
from warehouse.query import Query, Row

_SAYS = {name: Doc(f"{row.description} Null where it was not asked for.") for name, row in METRICS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakdownRow:
    """One value of a dimension, with the metrics that were asked for."""

    value: Annotated[str, Doc("The dimension's value; its label, such as (direct), where there is none.")]
    percentage: Annotated[
        float | None,
        Doc(
            "Share of the first metric over all values, in percent, one decimal. Null where a visitor may count at "
            "several values, and where the metric is a mean or a rate."
        ),
    ]
    visitors: Annotated[int | None, _SAYS["visitors"]] = None
    pageviews: Annotated[int | None, _SAYS["pageviews"]] = None
    events: Annotated[int | None, _SAYS["events"]] = None
    sessions: Annotated[int | None, _SAYS["sessions"]] = None
    bounce_rate: Annotated[float | None, _SAYS["bounce_rate"]] = None
    avg_duration: Annotated[float | None, _SAYS["avg_duration"]] = None
    views_per_session: Annotated[float | None, _SAYS["views_per_session"]] = None
    unique_views: Annotated[int | None, _SAYS["unique_views"]] = None
    active_visitors: Annotated[int | None, _SAYS["active_visitors"]] = None
    time_on_page: Annotated[float | None, _SAYS["time_on_page"]] = None
    revenue: Annotated[float | None, _SAYS["revenue"]] = None


@dataclass(frozen=True, slots=True)
class Order:
    """What sorts a breakdown: a metric by its name; the value itself is always the last key."""

    metric: str
    ascending: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of a breakdown as the warehouse has it."""

    query: Query
    rows: list[Row]
    total: int

    def number(self, row: Row, place: int) -> float:
        """A metric of a row, as it is shown; 0 where there is nothing to say."""
        return self.query.metrics[place].finish(row.numbers[place]) or 0.0

    def count(self, row: Row, place: int) -> int:
        """A whole number of a row."""
        return round(row.numbers[place] or 0)

    def share(self, row: Row) -> float:
        """The first metric in percent of all values."""
        return percent(row.numbers[0] or 0, row.whole)

    @property
    def approximate(self) -> bool:
        """Whether a distinct count may be an estimate."""
        return is_approximate(self.query, self.rows)


async def sliced(
    ctx: Context, ask: Ask, row: Dimension, metrics: tuple[str, ...], page: Page, search: str = ""
) -> Slice:
    """A page of a breakdown, ordered by its first metric. For other resolvers: it asks no authority."""
    return await _slice(ctx, query_of(ctx, ask, *metrics, by=row), page, search)


@needs(Scope.QUERY, module="pageviews")
async def breakdown(
    ctx: Context,
    ask: Ask,
    by: str,
    metrics: tuple[str, ...] = ("visitors",),
    page: Page | None = None,
    search: str = "",
    order: Order | None = None,
) -> Rows[BreakdownRow]:
    """Metrics by the values of a dimension, ordered by the first metric unless another order is asked for.

    Breakdowns of one operation that differ only in their dimension are answered by one scan.

    Raises:
        PulseError: 400 where a name is not known, or a metric has no meaning for the dimension, 403 where the module
            that one belongs to is not the asker's to read.

    """
    names = tuple(dict.fromkeys(metrics)) or ("visitors",)
    for name in names:
        asked_metric(ctx, name)
    query = query_of(ctx, ask, *names, by=asked_dimension(ctx, by))
    if order is not None:
        query = replace(query, order=asked_metric(ctx, order.metric), ascending=order.ascending)
    found = await _slice(ctx, query, page or Page(), search)
    return Rows([_row(found, row) for row in found.rows], found.total, found.approximate)


async def _slice(ctx: Context, query: Query, page: Page, search: str) -> Slice:
    rows = await answer_page(ctx, query, page, search)
    if rows or not page.offset:
        return Slice(query, rows, rows[0].total if rows else 0)
    # Behind the last row there is no row that could carry the total.
    first = await answer_page(ctx, query, Page(1), search)
    return Slice(query, [], first[0].total if first else 0)


def _row(found: Slice, row: Row) -> BreakdownRow:
    numbers = {one.name: one.finish(value) for one, value in zip(found.query.metrics, row.numbers, strict=True)}
    leading, by = found.query.metrics[0], found.query.by[0]
    whole = len(leading.parts) == 1 and (by.first or not leading.distinct)
    return BreakdownRow(value=row.value, percentage=found.share(row) if whole else None, **numbers)  # type: ignore[arg-type]  # counts are whole
