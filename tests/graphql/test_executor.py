"""The planned executor against graphql-core's own: the same data and the same errors for any document."""

import enum
from dataclasses import dataclass, field
from typing import Annotated, Any

import pytest
import strawberry
from graphql import GraphQLError, execute, parse, validate
from graphql.execution import Executor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import queries

from schema.documents import _varies
from schema.executor import PlannedExecutor


@strawberry.enum
class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


@strawberry.interface
class Named:
    name: str


@strawberry.type
class Leaf:
    text: str
    number: int
    ratio: float
    flag: bool
    colour: Colour
    maybe: int | None = None
    maybe_text: str | None = None
    tags: list[str] = field(default_factory=list)
    holes: list[int | None] = field(default_factory=list)
    grid: list[list[float]] = field(default_factory=list)
    blob: strawberry.scalars.JSON = None  # type: ignore[valid-type]  # a NewType of strawberry's


@strawberry.type
class Cat(Named):
    lives: int


@strawberry.type
class Dog(Named):
    tricks: list[str]


Pet = Annotated[Cat | Dog, strawberry.union("Pet")]


@strawberry.type
class Branch:
    label: str | None
    leaf: Leaf
    spare: Leaf | None
    leaves: list[Leaf]
    sparse: list[Leaf | None]
    nested: list[list[Leaf]] | None = None

    @strawberry.field
    async def slow(self, times: int = 2) -> list[Leaf]:
        return [self.leaf] * times

    @strawberry.field
    def doubled(self, number: int) -> int:
        return number * 2

    @strawberry.field
    async def broken(self) -> Leaf | None:
        raise ValueError("broken on purpose")

    @strawberry.field
    def broken_strict(self) -> int:
        raise ValueError("broken strictly")

    @strawberry.field
    def pets(self) -> list[Pet]:
        return [Cat(name="Tom", lives=9), Dog(name="Rex", tricks=["sit"])]

    @strawberry.field
    def named(self) -> list[Named]:
        return [Cat(name="Tom", lives=9), Dog(name="Rex", tricks=[])]

    @strawberry.field
    async def below(self) -> "Branch | None":
        return BRANCHES["good"]


@dataclass
class Odd:
    """Something that is no Leaf, though it looks like one."""

    text: Any
    number: Any = 1
    ratio: Any = 1.5
    flag: Any = True
    colour: Any = Colour.RED
    maybe: Any = None
    maybe_text: Any = None
    tags: Any = ()
    holes: Any = ()
    grid: Any = ()
    blob: Any = None


def leaf(index: int = 0, **changes: Any) -> Leaf:
    values: dict[str, Any] = {
        "text": f"t{index}",
        "number": index,
        "ratio": index / 3,
        "flag": index % 2 == 0,
        "colour": Colour.BLUE if index % 2 else Colour.RED,
        "maybe": index if index % 3 else None,
        "tags": ["a", "b"][: index % 3],
        "holes": [index, None, 2],
        "grid": [[1.0, 2.0], []],
        "blob": {"index": index},
    }
    return Leaf(**(values | changes))


FAULTS: dict[str, Any] = {
    "null text": leaf(text=None),
    "number too large": leaf(number=2**31),
    "number is a text": leaf(number="12"),
    "number is no number": leaf(number="twelve"),
    "number is true": leaf(number=True),
    "whole ratio": leaf(ratio=3),
    "ratio is NaN": leaf(ratio=float("nan")),
    "text is a number": leaf(text=7),
    "text is a list": leaf(text=["x"]),
    "flag is a number": leaf(flag=1),
    "flag is a text": leaf(flag="yes"),
    "colour unknown": leaf(colour="green"),
    "colour null": leaf(colour=None),
    "value is an exception": leaf(maybe=ValueError("as a value")),
    "tags hold null": leaf(tags=["a", None]),
    "tags are no list": leaf(tags=5),
    "tags are a tuple": leaf(tags=("x", "y")),
    "tags are a set": leaf(tags={"x"}),
    "holes hold a wrong one": leaf(holes=[1, "x", None]),
    "grid holds NaN": leaf(grid=[[1.0], [float("inf")]]),
    "no such attributes": object(),
    "another class": Odd(text="odd"),
    "null leaf": None,
}


def branch(first: Any) -> Branch:
    return Branch(
        label=None,
        leaf=first,
        spare=first,
        leaves=[leaf(1), leaf(2), first],
        sparse=[leaf(3), None, first],
        nested=[[leaf(4)], [], [first, leaf(5)]],
    )


BRANCHES: dict[str, Branch] = {"good": branch(leaf(7))} | {name: branch(fault) for name, fault in FAULTS.items()}


@strawberry.type
class Query:
    @strawberry.field
    async def branch(self, info: strawberry.Info) -> Branch | None:
        return BRANCHES[info.context]

    @strawberry.field
    def strict(self, info: strawberry.Info) -> Branch:
        return BRANCHES[info.context]

    @strawberry.field
    async def branches(self, info: strawberry.Info) -> list[Branch | None]:
        return [BRANCHES["good"], None, BRANCHES[info.context]]


schema = strawberry.Schema(Query, types=[Cat, Dog])
core = schema._schema


def errors_of(errors: list[GraphQLError] | None) -> set[tuple[Any, ...]]:
    found = errors or []
    return {(error.message, tuple(error.path or ()), str(error.locations)) for error in found}


async def same(text: str, context: str, variables: dict[str, Any] | None = None) -> None:
    """The two executors agree, also on the second run of one document, when everything is remembered."""
    document = parse(text)
    memory: dict[Any, Any] = {}
    given = variables or {}
    expected = execute(core, document, None, context, given, executor_class=Executor)
    wanted = await expected if hasattr(expected, "__await__") else expected
    for _ in range(2):
        remembered = {} if _varies(document) else memory
        got = execute(core, document, None, context, given, executor_class=PlannedExecutor, memory=remembered)
        answer = await got if hasattr(got, "__await__") else got
        assert answer.data == wanted.data
        assert repr(answer.data) == repr(wanted.data), "the order of keys and the kinds of numbers too"
        assert errors_of(answer.errors) == errors_of(wanted.errors)


EVERYTHING = """
query Q($yes: Boolean = true, $times: Int = 3) {
  branch {
    ...B
    again: leaves { n: number number __typename }
    slow(times: $times) { text @include(if: $yes) number @skip(if: $yes) colour }
    pets { __typename ... on Cat { lives name } ... on Dog { tricks } }
    named { name ... on Dog { tricks } }
    below { label leaf { ...L } }
  }
}
fragment B on Branch { __typename label leaf { ...L } spare { ...L } leaves { ...L } sparse { ...L } nested { ...L } }
fragment L on Leaf {
  __typename text number ratio flag colour maybe maybeText tags holes grid blob
}
"""
DOCUMENTS = {
    "everything": EVERYTHING,
    "plain": "{ branch { leaves { text number } sparse { text } nested { ratio } } }",
    "one field each": "{ branch { leaf { number } spare { colour } sparse { flag } } }",
    "merged": "{ branch { leaf { text } leaf { number } leaves { text } leaves { maybe } } }",
    "strict": "{ strict { leaf { text number ratio flag colour } sparse { tags } } }",
    "errors": "{ branch { broken { text } leaf { text } } branches { brokenStrict leaf { text } } }",
    "lists of branches": "{ branches { label leaves { tags holes } doubled(number: 4) slow { text } } }",
    "resolver under a list": "{ branches { below { leaf { text } below { leaves { number } } } } }",
    "typename only": "{ branch { leaf { __typename } leaves { __typename } } }",
}


@pytest.mark.parametrize("context", BRANCHES)
@pytest.mark.parametrize("name", DOCUMENTS)
async def test_written_documents(name: str, context: str) -> None:
    await same(DOCUMENTS[name], context)


@pytest.mark.parametrize("variables", [{"yes": False, "times": 0}, {"yes": True, "times": 1}, {"yes": False}])
async def test_variables_decide_anew_each_time(variables: dict[str, Any]) -> None:
    await same(EVERYTHING, "good", variables)


def test_documents_fit_the_schema() -> None:
    for text in DOCUMENTS.values():
        assert not validate(core, parse(text))


DOCUMENT_TEXTS = queries(schema.as_str())


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=DOCUMENT_TEXTS, context=st.sampled_from(sorted(BRANCHES)))
async def test_random_documents(text: str, context: str) -> None:
    await same(text, context)
