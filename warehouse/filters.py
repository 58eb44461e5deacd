"""Conditions on hits and sessions: a small tree, and how it becomes SQL with bound values.

A tree is read row by row. On events it is the hit that must satisfy it (what belongs to the session stands on each of
its hits). On sessions it is the session itself where every condition is about sessions, and otherwise a session counts,
whole, when one of its hits satisfies the tree.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pulse.errors import invalid
from pulse.modules import VISITOR_TYPES
from pulse.windows import DAY, Window
from warehouse.catalog import Dimension, Grain, dimension
from warehouse.statement import SQL, Binds

MAX_CONDITIONS = 100
MAX_DEPTH = 20
MAX_VALUES = 1_000
MAX_LENGTH = 2_000


class Op(StrEnum):
    """How a value is compared. With several values, ``is``, ``contains`` and ``matches`` mean any of them."""

    IS = "is"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    MATCHES = "matches"
    IN = "in"
    EXISTS = "exists"


@dataclass(frozen=True, slots=True)
class Is:
    """One condition: a dimension by its name, an operator, and the values it takes (none for ``exists``)."""

    dimension: str
    op: Op
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class And:
    """Every part holds; so does a conjunction of nothing."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Filter"


Filter = Is | And | Or | Not


def check(tree: Filter) -> None:
    """Refuse what cannot be asked, before anything is compiled.

    Raises:
        PulseError: 400 that names the dimension or the limit.

    """
    if _depth(tree) > MAX_DEPTH:
        raise invalid(f"the filter is nested more than {MAX_DEPTH} deep")
    conditions = list(leaves(tree))
    if len(conditions) > MAX_CONDITIONS:
        raise invalid(f"the filter has more than {MAX_CONDITIONS} conditions")
    for condition in conditions:
        _check(condition)


def to_plain(tree: Filter) -> dict[str, Any]:
    """A tree as JSON keeps it."""
    match tree:
        case Is():
            return {"is": {"dimension": tree.dimension, "op": tree.op.value, "values": list(tree.values)}}
        case And():
            return {"and": [to_plain(part) for part in tree.parts]}
        case Or():
            return {"or": [to_plain(part) for part in tree.parts]}
        case Not():
            return {"not": to_plain(tree.part)}


def from_plain(plain: dict[str, Any]) -> Filter:
    """A tree that was kept."""
    ((kind, inner),) = plain.items()
    match kind:
        case "is":
            return Is(inner["dimension"], Op(inner["op"]), tuple(inner["values"]))
        case "not":
            return Not(from_plain(inner))
        case _:
            parts = tuple(from_plain(part) for part in inner)
            return And(parts) if kind == "and" else Or(parts)


def leaves(tree: Filter | None) -> Iterator[Is]:
    """The conditions of a tree, left to right."""
    match tree:
        case Is():
            yield tree
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)


def about_sessions(tree: Filter | None) -> bool:
    """Whether every condition is about the session as a whole, so that its own row can answer."""
    return all(_is_sessions(dimension(leaf.dimension)) for leaf in leaves(tree))


def by_stamps(tree: Filter | None) -> bool:
    """Whether every condition is about what stands on sessions and on each of their hits alike."""
    return all(dimension(leaf.dimension).stamped for leaf in leaves(tree))


def glob(pattern: str) -> str:
    """The regular expression of a path pattern: ``*`` is anything within one segment, ``**`` anything."""
    pieces = re.split(r"(\*\*|\*)", pattern)
    means = {"**": ".*", "*": "[^/]*"}
    return "(?s)^" + "".join(means.get(piece, re.escape(piece)) for piece in pieces) + "$"


class Scope:
    """One FROM: writes the conditions and the values of its rows, for one project and window."""

    def __init__(self, grain: Grain, project: SQL, window: Window, binds: Binds) -> None:
        self.grain = grain
        self.project = project
        self.window = window
        self.binds = binds
        self._sources = [SQL(grain.value)]
        self._joins: dict[str, SQL] = {}

    def source(self) -> SQL:
        """What follows FROM. Ask after the values: that of a trait is joined."""
        return SQL(" ".join(self._sources))

    def where(self, tree: Filter | None) -> SQL:
        """The condition on a row; ``1`` where there is none."""
        if tree is None:
            return SQL("1")
        if self.grain is Grain.SESSION and not about_sessions(tree):
            return self._sessions_with(tree)
        return self._write(tree)

    def value(self, row: Dimension) -> SQL:
        """A dimension's raw value on a row; the caller has seen that the grain carries it."""
        if row.is_trait:
            return self._trait(row)
        column = row.hit if self.grain is Grain.HIT else row.session
        if column is None:
            raise LookupError(row.name, self.grain)
        return SQL(f"{column}[{self.binds.text(row.key)}]") if row.key else column

    def within(self, margin: int = 0) -> SQL:
        """The rows of the project in the window, which may be widened on both sides by some milliseconds."""
        moment = "timestamp" if self.grain is Grain.HIT else "start"
        start, end = self.window.start - margin, self.window.end + margin
        return SQL(
            f"project = {self.project} AND {moment} >= {self.binds.moment(start)}"
            f" AND {moment} < {self.binds.moment(end)}"
        )

    def _trait(self, row: Dimension) -> SQL:
        alias = self._joins.get(row.name)
        if alias is None:
            alias = self._joins[row.name] = SQL(f"trait_{len(self._joins)}")
            self._sources.append(SQL(f"LEFT ANY JOIN ({self._newest(row, alias)}) AS of_{alias} USING (visitor)"))
        return alias

    def _newest(self, row: Dimension, alias: str) -> SQL:
        key = self.binds.text(row.key or "")
        return SQL(
            f"SELECT visitor, argMax(value, updated_at) AS {alias} FROM traits"
            f" WHERE project = {self.project} AND trait = {key} GROUP BY visitor"
        )

    def _visitors_with(self, leaf: Is, row: Dimension) -> SQL:
        """Visitors of whom a trait was said; those of whom nothing was said are no row of the inner select."""
        compare = _WRITERS[leaf.op](row, SQL("newest"), leaf.values, self.binds)
        inner = f"SELECT visitor FROM ({self._newest(row, 'newest')}) WHERE"
        nothing = _WRITERS[leaf.op](row, SQL("''"), leaf.values, self.binds)
        without = f"visitor NOT IN ({inner} 1) AND {nothing}"
        found = SQL(f"(visitor IN ({inner} {compare}) OR {without})")
        return SQL(f"(NOT {found})") if leaf.op is Op.IS_NOT else found

    def _write(self, tree: Filter) -> SQL:
        match tree:
            case Is():
                return self._condition(tree)
            case And(parts):
                return _joined(" AND ", "1", [self._write(part) for part in parts])
            case Or(parts):
                return _joined(" OR ", "0", [self._write(part) for part in parts])
            case Not(part):
                return SQL(f"(NOT {self._write(part)})")

    def _condition(self, leaf: Is) -> SQL:
        row = dimension(leaf.dimension)
        if row.is_trait:
            return self._visitors_with(leaf, row)
        if self.grain is Grain.HIT and row.hit is None:
            return self._hits_of_sessions(leaf)
        value = self.value(row)
        if self.grain is Grain.HIT and row.types:
            value = SQL(f"if({of_types(row.types)}, {value}, '')")
        compare = _WRITERS[leaf.op](row, value, leaf.values, self.binds)
        return SQL(f"(NOT {compare})") if leaf.op is Op.IS_NOT else compare

    def _inner(self, grain: Grain) -> "Scope":
        return Scope(grain, self.project, self.window, self.binds)

    def _hits_of_sessions(self, leaf: Is) -> SQL:
        """A session's own property, asked of its hits; the net of a session's rows is its newest."""
        inner = self._inner(Grain.SESSION)
        condition = inner.where(leaf)
        return SQL(
            f"(session IN (SELECT session FROM {inner.source()} WHERE {inner.within(DAY)} AND {condition}"
            f" GROUP BY session, {inner.value(dimension(leaf.dimension))} HAVING sum(sign) > 0))"
        )

    def _sessions_with(self, tree: Filter) -> SQL:
        inner = self._inner(Grain.HIT)
        condition = inner.where(tree)
        kinds = {kind for leaf in leaves(tree) for kind in dimension(leaf.dimension).types or ()}
        types = of_types((*VISITOR_TYPES, *sorted(kinds - set(VISITOR_TYPES))))
        # No session is longer than a day: its hits are not further from its start.
        return SQL(
            f"(session IN (SELECT session FROM {inner.source()} WHERE {inner.within(DAY)} AND {types} AND {condition}))"
        )


def _is_sessions(row: Dimension) -> bool:
    return row.stamped or row.hit is None


def of_types(types: tuple[str, ...]) -> SQL:
    """A condition on the payload type; the names are ours."""
    return SQL("type IN (" + ", ".join(f"'{kind}'" for kind in types) + ")")


Writer = Callable[[Dimension, SQL, tuple[str, ...], Binds], SQL]


def _equals(row: Dimension, value: SQL, values: tuple[str, ...], binds: Binds) -> SQL:
    # Whoever filters by the label means the rows that it stands for.
    plain = [*values, ""] if row.label in values else list(values)
    if len(plain) == 1:
        return SQL(f"({value} = {binds.text(plain[0])})")
    return SQL(f"({value} IN {binds.texts(plain)})")


def _contains(row: Dimension, value: SQL, values: tuple[str, ...], binds: Binds) -> SQL:
    shown = _shown(row, value, binds)
    return _joined(" OR ", "0", [SQL(f"positionCaseInsensitiveUTF8({shown}, {binds.text(v)}) > 0") for v in values])


def _matches(row: Dimension, value: SQL, values: tuple[str, ...], binds: Binds) -> SQL:
    shown = _shown(row, value, binds)
    return _joined(" OR ", "0", [SQL(f"match({shown}, {binds.text(glob(v))})") for v in values])


def _exists(row: Dimension, value: SQL, _values: tuple[str, ...], binds: Binds) -> SQL:
    return SQL(f"({value} NOT IN {binds.texts(['', row.label or ''])})")


_WRITERS: dict[Op, Writer] = {
    Op.IS: _equals,
    Op.IS_NOT: _equals,
    Op.IN: _equals,
    Op.CONTAINS: _contains,
    Op.MATCHES: _matches,
    Op.EXISTS: _exists,
}


def _shown(row: Dimension, value: SQL, binds: Binds) -> SQL:
    return SQL(f"if({value} = '', {binds.text(row.label)}, {value})") if row.label else value


def _joined(word: str, nothing: str, parts: list[SQL]) -> SQL:
    return SQL(f"({word.join(parts)})") if parts else SQL(nothing)


def _depth(tree: Filter) -> int:
    """Levels of a tree, counted without recursion: the tree may be hostile."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        if isinstance(node, And | Or):
            waiting += [(part, depth + 1) for part in node.parts]
        elif isinstance(node, Not):
            waiting.append((node.part, depth + 1))
    return deepest


def _check(leaf: Is) -> None:
    dimension(leaf.dimension)
    name, op = leaf.dimension[:40], leaf.op.value
    if (leaf.op is Op.EXISTS) == bool(leaf.values):
        raise invalid(f"'{op}' on '{name}' takes {'no values' if leaf.op is Op.EXISTS else 'at least one value'}")
    if len(leaf.values) > MAX_VALUES:
        raise invalid(f"'{op}' on '{name}' has more than {MAX_VALUES} values")
    for text in (leaf.dimension, *leaf.values):
        if len(text) > MAX_LENGTH:
            raise invalid(f"a value of '{name}' is longer than {MAX_LENGTH} characters")
        if not _is_text(text):
            raise invalid(f"a value of '{name}' is not valid Unicode text")


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
