"""Collecting for servers: the ten payload types as typed inputs, made from what every other door takes."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
import msgspec.inspect as inspection
import strawberry
from strawberry.scalars import JSON

from ingest.decode import MOST_ITEMS
from ingest.items import BY_TYPE, Answer
from pulse.errors import PulseError, invalid
from resolvers import collect
from schema.fields import argument, mutation
from schema.info import Info, ProjectId, about_project
from schema.scalars import BigInt

_KINDS: dict[type[inspection.Type], Any] = {
    inspection.StrType: str,
    inspection.LiteralType: str,
    inspection.FloatType: float,
    inspection.IntType: BigInt,
    inspection.BoolType: bool,
    inspection.DictType: JSON,
    inspection.AnyType: JSON,
    inspection.UnionType: str,  # a moment, which is ISO 8601 here
}


def _input_of(struct: type[msgspec.Struct], name: str) -> Any:
    """The GraphQL input of a payload type: the same fields, described by the rules that check them."""
    info = inspection.type_info(struct)
    assert isinstance(info, inspection.StructType)  # noqa: S101 - a struct's type is one
    members: dict[str, Any] = {"__annotations__": {}}
    for field in info.fields:
        if not isinstance(field.type, inspection.RawType):
            kind = _kind(_rule(field.type))
            members["__annotations__"][field.name] = kind if field.required else kind | None
            members[field.name] = _field(_about(field.type), required=field.required)
    return strawberry.input(type(name, (), members), name=name, description=_plain(struct.__doc__ or ""))


def _field(about: str, *, required: bool) -> Any:
    told = f"{about[:1].upper()}{about[1:]}."
    return strawberry.field(description=told) if required else strawberry.field(description=told, default=None)


def _rule(kind: inspection.Type) -> inspection.Type:
    """What a value has to be, apart from its description and from being optional."""
    if isinstance(kind, inspection.Metadata):
        return _rule(kind.type)
    if isinstance(kind, inspection.UnionType):
        rest = [part for part in kind.types if not isinstance(part, inspection.NoneType)]
        return _rule(rest[0]) if len(rest) == 1 else kind
    return kind


def _about(kind: inspection.Type) -> str:
    """The words of the rule that checks a value."""
    if isinstance(kind, inspection.Metadata):
        return str((kind.extra_json_schema or {}).get("description", ""))
    if isinstance(kind, inspection.UnionType):
        return next(filter(None, map(_about, kind.types)))
    return "any JSON value" if isinstance(kind, inspection.AnyType) else "a string"


def _kind(rule: inspection.Type) -> Any:
    return list[_ANSWER] if isinstance(rule, inspection.ListType) else _KINDS[type(rule)]  # type: ignore[valid-type]  # made at run time


def _plain(docstring: str) -> str:
    return docstring.replace("``", "`").strip()


def _one_of() -> Any:
    """An item: an input of one of the ten types, under that type's name."""
    inputs = {name: _input_of(struct, f"{struct.__name__}Input") for name, struct in BY_TYPE.items()}
    members: dict[str, Any] = {"__annotations__": {name: kind | None for name, kind in inputs.items()}}
    for name, struct in BY_TYPE.items():
        members[name] = strawberry.field(description=_plain(struct.__doc__ or ""), default=strawberry.UNSET)
    about = "Something to collect, of one of the ten payload types."
    return strawberry.input(type("CollectInput", (), members), name="CollectInput", description=about, one_of=True)


_ANSWER = _input_of(Answer, "AnswerInput")
CollectInput = _one_of()


@strawberry.type(description="An item that was not accepted.")
class CollectProblem:
    """An item that was not accepted."""

    index: int = strawberry.field(description="Its place among the items, from 0.")
    code: str = strawberry.field(description="What kind of problem it is, as in the codes of errors.")
    message: str = strawberry.field(description="What is wrong with it.")


@strawberry.type(description="What became of collected items.")
class Collected:
    """What became of collected items."""

    accepted: int = strawberry.field(description="How many were accepted; they are on disk.")
    problems: list[CollectProblem] = strawberry.field(description="What is wrong with the others.")


@strawberry.type
class CollectMutation:
    """Collecting."""

    @mutation(
        "Take items in, each for itself, as `/api/collect` does. Needs the 'ingest' scope.",
        more="For servers; browsers send to `/api/collect`.",
    )
    async def collect(
        self,
        info: Info,
        items: Annotated[list[CollectInput], argument(f"What to collect, at most {MOST_ITEMS} items.")],  # type: ignore[valid-type]  # made at run time
        project: ProjectId = None,
    ) -> Collected:
        """Take items in."""
        if len(items) > MOST_ITEMS:
            raise invalid(f"'items' must be a list of at most {MOST_ITEMS}")
        problems = await collect.collect(await about_project(info, project), [_item(given) for given in items])
        wrong = [_problem(index, problem) for index, problem in enumerate(problems) if problem is not None]
        return Collected(accepted=len(items) - len(wrong), problems=wrong)


def _problem(index: int, problem: PulseError) -> CollectProblem:
    return CollectProblem(index=index, code=problem.code.value, message=problem.message)


def _item(given: Any) -> Mapping[str, Any]:
    """An item as every door takes it."""
    ((name, value),) = ((name, value) for name in BY_TYPE if (value := getattr(given, name)) is not strawberry.UNSET)
    return {"type": name} | _entries(value)


def _entries(value: Any) -> dict[str, Any]:
    found = {name: getattr(value, name) for name in type(value).__dataclass_fields__}
    return {name: _entry(entry) for name, entry in found.items() if entry is not None}


def _entry(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], _ANSWER):
        return [_entries(answer) for answer in value]
    return value
