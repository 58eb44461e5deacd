"""A report is a value: a :class:`Query` says what is asked, and :func:`compile_query` makes one statement of it.

Totals, time series and breakdowns are the same question. Each metric's parts are counted on their own grain, one branch
for each grain and window; a branch answers every asked dimension in one scan (``GROUPING SETS``). The branches are laid
over each other, ratios are formed, and rows are ordered, searched and paged:

    branches (grain x window)  ->  one row a (window, bucket, dimension, value)  ->  search, count, order, page
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pulse.errors import invalid
from pulse.modules import VISITOR_TYPES
from pulse.paging import Page
from pulse.windows import Window
from warehouse.catalog import Dimension, Grain, Metric, Part, dimension
from warehouse.filters import Filter, Scope, by_stamps, leaves, of_types
from warehouse.firsts import firsts_of_hits, firsts_of_sessions
from warehouse.statement import SQL, Binds, Statement
from warehouse.wholes import LONG, hits_of, rows_of_wholes


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question.

    Attributes:
        project: whose rows.
        metrics: what is counted.
        windows: when; several are answered side by side.
        by: dimensions, each broken down on its own (not crossed); none for a total.
        edges: bucket borders in milliseconds, ascending, for a series.
        where: which rows.
        search: keeps values that contain the text, whatever its case.
        order: the metric that sorts, by default the first; always with the value as a last key.
        ascending: smallest first.
        page: which rows of each dimension; None for all.
        exact: count distinct visitors exactly, however many they are.
        currency: whose revenue is summed; empty for all, which only a breakdown by currency can want.

    """

    project: str
    metrics: tuple[Metric, ...]
    windows: tuple[Window, ...]
    by: tuple[Dimension, ...] = ()
    edges: tuple[int, ...] = ()
    where: Filter | None = None
    search: str = ""
    order: Metric | None = None
    ascending: bool = False
    page: Page | None = None
    exact: bool = False
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an answer.

    Attributes:
        window: index into the query's windows.
        bucket: start of the bucket in milliseconds; 0 without a series.
        dimension: index into the query's dimensions; 0 without one.
        value: the dimension's value, labelled.
        numbers: the metrics' raw values, in the query's order.
        whole: the first metric summed over all values of the dimension, those not on this page included.
        total: how many rows the dimension has, on all pages.

    """

    window: int
    bucket: int
    dimension: int
    value: str
    numbers: list[float | None]
    whole: float
    total: int

    @classmethod
    def of(cls, fields: Sequence[int | str | float | None]) -> "Row":
        """Read a row as :func:`compile_query` orders its columns."""
        window, bucket, dimension, value, whole, total, *numbers = fields
        return cls(window, bucket, dimension, value, numbers, whole, total)  # type: ignore[arg-type]  # as selected


def kinship(metrics: tuple[Metric, ...], row: Dimension) -> Hashable:
    """What two dimensions must have in common to be broken down in one scan.

    Raises:
        PulseError: 400 where a metric has no meaning for the dimension.

    """
    return tuple(_parts_of(metric, (row,)) for metric in metrics), row.first, row.types


def compile_query(query: Query) -> Statement:
    """The one statement that answers a query; its rows are read by :meth:`Row.of`.

    Raises:
        PulseError: 400 where a metric has no meaning for a dimension; both are named.

    """
    return _Compiler(query).statement()


class _Way(StrEnum):
    """How the rows of a grain are read."""

    ROWS = "as they are"
    FIRSTS = "each visitor once, with the first session"
    WHOLES = "sessions for the hits that they sum up"


@dataclass(frozen=True, slots=True)
class _Branch:
    """Parts that one scan counts."""

    grain: Grain
    types: tuple[str, ...]
    way: _Way
    parts: tuple[Part, ...]


_NO_BUCKET = SQL("toInt64(0)")


class _Compiler:
    def __init__(self, query: Query) -> None:
        self.query = query
        self.binds = Binds()
        self.project = self.binds.text(query.project)
        self.binds.values["currency"] = query.currency
        self.chosen = {metric.name: _parts_of(metric, query.by) for metric in self._metrics()}
        self.parts = list(dict.fromkeys(part for parts in self.chosen.values() for part in parts))

    def statement(self) -> Statement:
        branches = [
            self._branch(branch, index, window)
            for branch in self._branches()
            for index, window in enumerate(self.query.windows)
        ]
        union = SQL(" UNION ALL ".join(branches))
        sql = self._paged(self._merged(union)) if self.query.by else self._plain(union, alone=len(branches) == 1)
        until = max(window.end for window in self.query.windows)
        # A trait and the like may be said later of whoever came before: such an answer is not about a time alone.
        return Statement(sql, self.binds.values, None if self._reads_traits() else self.query.project, until)

    def _reads_traits(self) -> bool:
        asked = [*self.query.by, *(dimension(leaf.dimension) for leaf in leaves(self.query.where))]
        return any(row.is_trait for row in asked)

    def _metrics(self) -> tuple[Metric, ...]:
        order = self.query.order
        return self.query.metrics if order is None or order in self.query.metrics else (*self.query.metrics, order)

    def _branches(self) -> list[_Branch]:
        """Parts that can share a scan, together."""
        groups: dict[tuple[Grain, tuple[str, ...], _Way], list[Part]] = {}
        for part in self.parts:
            groups.setdefault(self._scan_of(part), []).append(part)
        return [_Branch(*key, tuple(parts)) for key, parts in groups.items()]

    def _scan_of(self, part: Part) -> tuple[Grain, tuple[str, ...], _Way]:
        if part.grain is Grain.SESSION:
            return part.grain, (), _Way.ROWS
        types = _carried(part.types, self.query.by)
        if part.function == "uniq" and self.query.by and all(row.first for row in self.query.by):
            by_sessions = part.types == VISITOR_TYPES and self.query.where is None and self._wholes_will_do()
            return (Grain.SESSION, (), _Way.FIRSTS) if by_sessions else (part.grain, types, _Way.FIRSTS)
        # A bare count of one type comes from the index without reading a row, as long as it stands alone.
        alone = part.function == "count" and not (self.query.by or self.query.edges or self.query.where)
        if not alone and _is_hit(part):
            if hits_of(part) and self._wholes_will_do():
                return Grain.SESSION, (), _Way.WHOLES
            types = self._shared_types()
        return part.grain, types, _Way.ROWS

    def _wholes_will_do(self) -> bool:
        """Whether what is asked of hits stands on their sessions too, which are the shorter way."""
        stamped = all(row.stamped and not row.is_trait for row in self.query.by) and by_stamps(self.query.where)
        long = all(window.end - window.start >= LONG for window in self.query.windows)
        return stamped and long and not self.query.edges

    def _shared_types(self) -> tuple[str, ...]:
        """What the pageview and event counts of this query have to see together."""
        wanted = {kind for part in self.parts if _is_hit(part) for kind in _carried(part.types, self.query.by)}
        return tuple(kind for kind in VISITOR_TYPES if kind in wanted)

    def _branch(self, branch: _Branch, index: int, window: Window) -> SQL:
        """One scan: ``SELECT w, b, d, v, n0, n1 ...``, with zeros for what other branches count."""
        scope = Scope(branch.grain, self.project, window, self.binds)
        values = [scope.value(row) for row in self.query.by]
        if branch.grain is Grain.SESSION and branch.way is _Way.FIRSTS:
            source, values = firsts_of_sessions(scope, values)
            return self._select(branch, index, values, _NO_BUCKET, source)
        if branch.way is _Way.WHOLES:
            source, values = rows_of_wholes(scope, self.query.by, self.query.where)
            return self._select(branch, index, values, _NO_BUCKET, source)
        bucket = self._bucket(branch.grain)
        conditions = [scope.within()]
        if branch.types:
            conditions.append(of_types(branch.types))
        if self.query.where is not None:
            conditions.append(scope.where(self.query.where))
        if len(values) == 1 and self.query.by[0].label is None:
            conditions.append(SQL(f"{values[0]} != ''"))
        source = SQL(f"{scope.source()} WHERE {' AND '.join(conditions)}")
        if branch.way is _Way.FIRSTS:
            source, values, bucket = firsts_of_hits(source, values, bucket)
        return self._select(branch, index, values, bucket, source)

    def _select(self, branch: _Branch, index: int, values: list[SQL], bucket: SQL, source: SQL) -> SQL:
        keys = [f"k{number}" for number in range(len(values))]
        names = [f"{value} AS {key}" for value, key in zip(values, keys, strict=True)]
        number, value = _which(keys)
        columns = [
            f"{index} AS w",
            "b",
            f"{number} AS d",
            f"{value} AS v",
            *(f"{self._count(part, branch)} AS n{place}" for place, part in enumerate(self.parts)),
        ]
        groups = ", ".join(f"({key}, b)" for key in keys)
        tail = f" GROUP BY GROUPING SETS ({groups})" if len(keys) > 1 else self._group(keys, bucket)
        names.append(f"{bucket} AS b")
        return SQL(f"WITH {', '.join(names)} SELECT {', '.join(columns)} FROM {source}{tail}")

    def _group(self, keys: list[str], bucket: SQL) -> str:
        grouped = keys if bucket == _NO_BUCKET else [*keys, "b"]
        return f" GROUP BY {', '.join(grouped)}" if grouped else ""

    def _bucket(self, grain: Grain) -> SQL:
        if not self.query.edges:
            return _NO_BUCKET
        moment = "timestamp" if grain is Grain.HIT else "start"
        # Borders are worked out where time zones are known; here they are only looked up.
        return SQL(f"roundDown(toUnixTimestamp64Milli({moment}), {self.binds.wholes(self.query.edges)})")

    def _count(self, part: Part, branch: _Branch) -> SQL:
        """A part's aggregate in a branch that counts it, a zero elsewhere."""
        if part not in branch.parts:
            return SQL("0")
        if branch.way is _Way.FIRSTS:
            return SQL("count()")
        function = {"uniq": "uniqExact"}.get(part.function, part.function) if self.query.exact else part.function
        if branch.way is _Way.WHOLES:
            hits = hits_of(part)
            return SQL(f"sum({hits})" if function == "count" else f"{function}If({part.argument}, {hits} != 0)")
        carried = _carried(part.types, self.query.by) if part.grain is Grain.HIT else ()
        only = [part.only] if part.only else []
        if carried != branch.types:
            only.append(of_types(carried))
        if not only:
            return SQL(f"{function}({part.argument})")
        arguments = [part.argument] if part.argument else []
        return SQL(f"{function}If({', '.join((*arguments, ' AND '.join(only)))})")

    def _plain(self, branches: SQL, *, alone: bool) -> SQL:
        """Branches over each other where there is nothing to label, search or page: it is planned in half the time."""
        numbers = ", ".join(self._number(metric, "" if alone else "sum") for metric in self.query.metrics)
        group = "" if alone else " GROUP BY w, b"
        return SQL(f"SELECT w, b, 0, '', 0, 1, {numbers} FROM ({branches}){group} ORDER BY w, b")

    def _merged(self, branches: SQL) -> SQL:
        """Branches over each other, ratios formed, values labelled."""
        labels = [
            (f"d = {number} AND v = ''", self.binds.text(row.label))
            for number, row in enumerate(self.query.by)
            if row.label
        ]
        dropped = [str(number) for number, row in enumerate(self.query.by) if not row.label]
        numbers = [f"{self._number(metric)} AS m{number}" for number, metric in enumerate(self._metrics())]
        whole = f"sum({self._number(self.query.metrics[0])}) OVER (PARTITION BY w, b, d) AS whole"
        kept = f" WHERE NOT (v = '' AND d IN ({', '.join(dropped)}))" if dropped else ""
        return SQL(
            f"SELECT w, b, d, {_choose(labels, 'v')} AS value, {whole}, {', '.join(numbers)}"
            f" FROM ({branches}){kept} GROUP BY w, b, d, value"
        )

    def _number(self, metric: Metric, over: str = "sum") -> SQL:
        """A metric from its parts, added up over branches (or as they are, where there is one)."""
        sums = [f"{over}(n{self.parts.index(part)})" for part in self.chosen[metric.name]]
        return SQL(f"{metric.factor} * {sums[0]} / {sums[1]}" if len(sums) > 1 else sums[0])

    def _paged(self, merged: SQL) -> SQL:
        query = self.query
        shown = ", ".join(f"m{number}" for number in range(len(query.metrics)))
        kept = f" WHERE positionCaseInsensitiveUTF8(value, {self.binds.text(query.search)}) > 0" if query.search else ""
        total = "count() OVER (PARTITION BY w, b, d)"
        sorting = self._metrics().index(query.order) if query.order else 0
        way = "ASC" if query.ascending else "DESC"
        page = f" LIMIT {query.page.offset:d}, {query.page.limit:d} BY w, b, d" if query.page else ""
        return SQL(
            f"SELECT w, b, d, value, whole, {total}, {shown} FROM ({merged}){kept}"
            f" ORDER BY w, b, d, m{sorting} {way} NULLS LAST, value{page}"
        )


def _which(keys: list[str]) -> tuple[SQL, SQL]:
    """Which dimension a row of the branch is of, and its value."""
    if len(keys) <= 1:
        return SQL("0"), SQL(f"toString({keys[0]})" if keys else "''")
    numbers = [(f"grouping({key}) = 0", str(place)) for place, key in enumerate(keys)]
    values = [(f"grouping({key}) = 0", f"toString({key})") for key in keys]
    return _choose(numbers, "0"), _choose(values, "''")


def _choose(cases: list[tuple[str, str]] | list[tuple[str, SQL]], otherwise: str) -> SQL:
    """The first that holds."""
    written = [part for case in cases for part in case]
    return SQL(f"multiIf({', '.join((*written, otherwise))})" if written else otherwise)


def _carried(types: tuple[str, ...], by: tuple[Dimension, ...]) -> tuple[str, ...]:
    """The types of a part that carry every asked dimension."""
    return tuple(kind for kind in types if all(row.types is None or kind in row.types for row in by))


def _parts_of(metric: Metric, by: tuple[Dimension, ...]) -> tuple[Part, ...]:
    """A metric's parts from the grain that carries the dimensions."""
    ways = (metric.parts, metric.instead)
    for parts in reversed(ways) if any(row.of_sessions for row in by) else ways:
        if parts and all(_has_meaning(part, row) for part in parts for row in by):
            return parts
    named = ", ".join(f"'{row.name}'" for row in by)
    raise invalid(f"metric '{metric.name}' has no meaning by {named}")


def _is_hit(part: Part) -> bool:
    return part.grain is Grain.HIT and set(part.types) <= set(VISITOR_TYPES)


def _has_meaning(part: Part, row: Dimension) -> bool:
    if part.grain is Grain.SESSION:
        return row.session is not None
    return row.hit is not None and bool(_carried(part.types, (row,)))
