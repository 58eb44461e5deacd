"""What the compiler writes: values are always bound, whatever they hold, and a statement is made in microseconds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.errors import PulseError
from pulse.paging import Page
from pulse.windows import Window
from warehouse.catalog import DIMENSIONS, METRICS, dimension, metric
from warehouse.client import Warehouse
from warehouse.filters import (
    MAX_CONDITIONS,
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_VALUES,
    And,
    Filter,
    Is,
    Not,
    Op,
    Or,
    about_sessions,
    check,
    glob,
)
from warehouse.query import Query, Row, compile_query
from warehouse.statement import SQL, Binds, Statement

WINDOW = Window(1_700_000_000_000, 1_700_086_400_000)
HOSTILE = (
    "' OR 1 = 1 --",
    "\\' OR 1 = 1 --",
    "'; DROP TABLE events; --",
    "{p0:String}",
    "{project:Identifier}",
    "%' UNION ALL SELECT * FROM sessions --",
    "\x00\n\t\r\b",
    '`"$$; SELECT 1',
    "\\N",
    "a\\",
    "[x]('y')",
    "😀\u2028",
)

bounded = settings(max_examples=60, deadline=None, derandomize=True)
texts = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=20))


def question(project: str, where: Filter | None = None, by: str | None = None, search: str = "") -> Query:
    return Query(
        project=project,
        metrics=tuple(METRICS[name] for name in ("visitors", "pageviews")),
        windows=(WINDOW,),
        by=(dimension(by),) if by else (),
        where=where,
        search=search,
        page=Page(10) if by else None,
        currency="USD",
    )


async def ask(warehouse: Warehouse, query: Query) -> list[Row]:
    return [Row.of(fields) for fields in await warehouse.fetch(compile_query(query))]


@bounded
@given(text=texts, op=st.sampled_from(list(Op)), name=st.sampled_from([*DIMENSIONS, "property:p", "trait:t"]))
async def test_no_value_reaches_the_sql(warehouse: Warehouse, text: str, op: Op, name: str) -> None:
    """The text differs from that of a harmless value in nothing, and the engine takes the hostile one as a value."""
    keyed = name.partition(":")[0] + ":" + text[:100] if ":" in name else name
    tree = Is(keyed, op, () if op is Op.EXISTS else (text,))
    harmless = Is(name, op, () if op is Op.EXISTS else ("x",))
    by = "source" if about_sessions(tree) else "page"
    written = compile_query(question(text, tree, by, text))
    if text != dimension(name).label:
        assert written.sql == compile_query(question("x", harmless, by, "x")).sql
    assert await warehouse.fetch(written) == []


@pytest.mark.parametrize("text", HOSTILE)
async def test_a_hostile_project_is_nobody(warehouse: Warehouse, text: str) -> None:
    assert [row.numbers for row in await ask(warehouse, question(text))] == [[0, 0]]


@bounded
@given(pattern=st.text("ab/*.+()[]\\^$|?{}é\n ", max_size=12), path=st.text("ab/.+()[]\\é\n ", max_size=12))
async def test_the_engine_reads_a_pattern_as_python_does(warehouse: Warehouse, pattern: str, path: str) -> None:
    binds = Binds()
    statement = Statement(SQL(f"SELECT match({binds.text(path)}, {binds.text(glob(pattern))})"), binds.values)
    assert await warehouse.fetch(statement) == [[int(re.search(glob(pattern)[:-1] + r"\Z", path) is not None)]]


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("/a/*", "/a/b", True),
        ("/a/*", "/a/b/c", False),
        ("/a/**", "/a/b/c", True),
        ("/a/**", "/a", False),
        ("/*/c", "/b/c", True),
        ("/**/c", "/a/b/c", True),
        ("/a.b", "/axb", False),
        ("/a", "/a/", False),
        ("**", "", True),
    ],
)
def test_one_star_stays_within_a_segment(pattern: str, path: str, *, matches: bool) -> None:
    assert (re.search(glob(pattern), path) is not None) is matches


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        (Is("nothing", Op.IS, ("x",)), "'nothing' is not a dimension"),
        (Is("property:", Op.IS, ("x",)), "'property:' must be followed by a key"),
        (Is("trait:" + "k" * 101, Op.IS, ("x",)), "'trait:' must be followed by a key"),
        (Is("page", Op.IS), "'is' on 'page' takes at least one value"),
        (Is("page", Op.EXISTS, ("x",)), "'exists' on 'page' takes no values"),
        (Is("page", Op.IN, ("x",) * (MAX_VALUES + 1)), f"more than {MAX_VALUES} values"),
        (Is("page", Op.IS, ("x" * (MAX_LENGTH + 1),)), f"longer than {MAX_LENGTH} characters"),
        (Is("page", Op.IS, ("\ud800",)), "not valid Unicode"),
        (Is("property:\ud800", Op.EXISTS), "not valid Unicode"),
        (And((Is("page", Op.IS, ("x",)),) * (MAX_CONDITIONS + 1)), f"more than {MAX_CONDITIONS} conditions"),
    ],
)
def test_what_cannot_be_asked_is_named(tree: Filter, message: str) -> None:
    with pytest.raises(PulseError, match=message) as refused:
        check(tree)
    assert refused.value.status == 400


def test_a_bottomless_tree_is_refused_without_walking_it() -> None:
    tree: Filter = Is("page", Op.IS, ("x",))
    for _ in range(100_000):
        tree = Not(tree)
    with pytest.raises(PulseError, match=f"nested more than {MAX_DEPTH} deep"):
        check(tree)
    while isinstance(tree, Not):  # taken apart by hand: freeing it would recurse as deep
        tree = tree.part


def test_an_empty_and_holds_and_an_empty_or_does_not() -> None:
    for tree in (And(()), Or(())):
        check(tree)
        assert "WHERE" in compile_query(question("x", tree)).sql


def test_an_unknown_metric_lists_the_known_ones() -> None:
    with pytest.raises(PulseError, match=r"'nothing' is not a metric; known are visitors, pageviews"):
        metric("nothing")


def test_every_row_of_the_catalogue_says_what_it_is() -> None:
    for row in (*METRICS.values(), *DIMENSIONS.values()):
        assert row.title
        assert row.description.endswith(".")
