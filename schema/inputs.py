"""Range, filter, comparison: what every report is asked with, in GraphQL's words."""

import enum
from dataclasses import dataclass
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import strawberry

from access.context import Context
from pulse.errors import invalid
from pulse.windows import Period, Window, window_between, window_of, zone_of
from resolvers.asking import Ask, bounded, shown_window
from schema import enums as _enums  # noqa: F401 - the enums have to be known before the types that use them
from schema.expose import offer
from schema.fields import argument
from schema.scalars import TimeZone
from warehouse.catalog import DIMENSIONS, METRICS
from warehouse.filters import And, Filter, Is, Not, Op, Or, check

KEYED = {
    "PROPERTY": ("property", "A property of custom events; `key` names it."),
    "TRAIT": ("trait", "A trait of the visitor, as `identify` said it; `key` names it."),
}

Dimension = enum.Enum(  # type: ignore[misc]  # its members are the catalogue's rows
    "Dimension",
    {name.upper(): name for name in DIMENSIONS} | {member: value for member, (value, _) in KEYED.items()},
)
offer(
    Dimension,
    "What rows can be told apart by, and filtered by.",
    {name.upper(): row.description for name, row in DIMENSIONS.items()}
    | {member: text for member, (_, text) in KEYED.items()},
)

Metric = enum.Enum("Metric", {name.upper(): name for name in METRICS})  # type: ignore[misc]  # as above
offer(Metric, "What can be counted.", {name.upper(): row.description for name, row in METRICS.items()})

offer(
    Op,
    "How a value is compared.",
    {
        "IS": "It is one of the values.",
        "IS_NOT": "It is none of the values.",
        "CONTAINS": "It contains one of the values, in whatever case.",
        "MATCHES": "It matches one of the patterns: `*` is anything within one path segment, `**` anything.",
        "IN": "It is one of the values; the same as IS.",
        "EXISTS": "There is a value at all. Takes no values.",
    },
    name="FilterOp",
)


class Comparison(enum.Enum):
    """What a range is compared with."""

    PREVIOUS_PERIOD = "previous_period"
    PREVIOUS_YEAR = "previous_year"


offer(
    Comparison,
    "What a range is compared with.",
    {
        "PREVIOUS_PERIOD": "The period of equal length that ends where the range starts.",
        "PREVIOUS_YEAR": "The same days a year earlier.",
    },
)


@strawberry.input(description="A range of time: a period by its name, or its ends. Without either, the last 30 days.")
class RangeInput:
    """A range of time."""

    period: Period | None = strawberry.field(default=None, description="A range by its name; not with the ends.")
    start_at: str | None = strawberry.field(
        default=None, description="ISO 8601 date or time from which it reaches; 30 days before its end by default."
    )
    end_at: str | None = strawberry.field(
        default=None,
        description="ISO 8601 date or time to which it reaches, inclusive: a date means that whole day. Default: now.",
    )


@strawberry.input(description="One condition on a dimension's value.")
class ConditionInput:
    """One condition on a dimension's value."""

    dimension: Dimension = strawberry.field(description="What is compared.")
    key: str | None = strawberry.field(default=None, description="The property or trait, where the dimension is one.")
    op: Op = strawberry.field(default=Op.IS, description="How it is compared.")
    values: list[str] = strawberry.field(default_factory=list, description="What it is compared with.")


@strawberry.input(
    description="A filter: a tree of conditions. A condition on a hit (page, event, property) selects matching hits "
    "for what is counted in hits, and for what is counted in sessions those that contain one.",
    one_of=True,
)
class FilterInput:
    """A tree of conditions."""

    all: list["FilterInput"] | None = strawberry.field(name="and", default=strawberry.UNSET, description="Each holds.")
    any: list["FilterInput"] | None = strawberry.field(
        name="or", default=strawberry.UNSET, description="At least one holds."
    )
    no: "FilterInput | None" = strawberry.field(name="not", default=strawberry.UNSET, description="It does not hold.")
    condition: ConditionInput | None = strawberry.field(
        name="is", default=strawberry.UNSET, description="A single condition."
    )


Range = Annotated[RangeInput | None, argument("Which time; by default the last 30 days.")]
Where = Annotated[FilterInput | None, argument("Which events and sessions; by default all.")]
Compare = Annotated[
    Comparison | None, argument("What to compare with: `previous` has every report of that range. By default nothing.")
]
Zone = Annotated[TimeZone | None, argument("Time zone of days and other buckets; by default the project's.")]
Exact = Annotated[bool, argument("Count distinct visitors exactly; by default they are estimated above some 65,000.")]


def dimension_name(chosen: Any, key: str | None) -> str:
    """A dimension as the catalogue knows it.

    Raises:
        PulseError: 400 where a key is missing, or given to a dimension that has none.

    """
    keyed = chosen.name in KEYED
    if keyed and not key:
        raise invalid(f"'key' must name the {chosen.value}")
    if key is not None and not keyed:
        raise invalid("'key' goes with the dimensions PROPERTY and TRAIT only")
    return f"{chosen.value}:{key}" if keyed else str(chosen.value)


def filter_of(given: FilterInput | None) -> Filter | None:
    """The filter that an argument means.

    Raises:
        PulseError: 400 that names what cannot be asked.

    """
    if given is None:
        return None
    tree = tree_of(given)
    check(tree)
    return tree


def tree_of(given: FilterInput) -> Filter:
    """The filter that an argument means, for a resolver that checks what it is given."""
    if given.condition:
        chosen = given.condition
        return Is(dimension_name(chosen.dimension, chosen.key), chosen.op, tuple(chosen.values))
    if given.no:
        return Not(tree_of(given.no))
    if given.any:
        return Or(tuple(tree_of(part) for part in given.any))
    return And(tuple(tree_of(part) for part in given.all or ()))


class Direction(enum.Enum):
    """Which end of an order comes first."""

    DESCENDING = "descending"
    ASCENDING = "ascending"


offer(Direction, "Which end of an order comes first.", {"DESCENDING": "The largest.", "ASCENDING": "The smallest."})

Search = Annotated[str | None, argument("Only values that contain this text, in whatever case.")]


@dataclass(frozen=True, slots=True)
class Question:
    """What ``analytics`` was asked with, to be read anew whenever "now" has moved on."""

    range: RangeInput | None
    where: Filter | None
    compare: Comparison | None
    timezone: str | None
    exact: bool

    def ask(self, ctx: Context) -> Ask:
        """The question as of now.

        Raises:
            PulseError: 400 that names what cannot be read.

        """
        zone = zone_of(self.timezone or ctx.require_project().timezone)
        window = self._window(ctx, zone)
        return bounded(ctx, Ask(window, zone, self.where, self._compared(window), self.exact))

    def _window(self, ctx: Context, zone: ZoneInfo) -> Window:
        given, now = self.range or RangeInput(), ctx.services.clock()
        if not (given.period or given.start_at or given.end_at) and (shown := shown_window(ctx)):
            return shown
        if given.period is None:
            return window_between(given.start_at, given.end_at, now, zone)
        if given.start_at or given.end_at:
            raise invalid("'period' cannot be combined with 'startAt' and 'endAt'")
        return window_of(given.period, now, zone)

    def _compared(self, window: Window) -> Window | None:
        if self.compare is Comparison.PREVIOUS_PERIOD:
            return window.previous()
        return window.shifted_year() if self.compare is Comparison.PREVIOUS_YEAR else None
