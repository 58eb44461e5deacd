"""GraphQL documents made from the schema itself: every field that can be asked, with what the neighbour is after."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)
from village import SECRET, WORDS

DEPTH = 7
MOVING = {"lastUsedAt"}
"""What changes by being looked at."""

AGAIN = ("Analytics", "previous")
"""All reports once more: a test of its own asks for them."""

TEXTS: dict[str, str] = {
    "by": '"page"',
    "dimension": '"page"',
    "metric": '"LCP"',
    "path": '"/shared"',
    "name": f'"{WORDS["name"]}"',
    "domain": '"x.example"',
    "type": '"pages"',
    "token": '"nonsense"',
}
LITERALS = dict.fromkeys(("group", "session", "sessionId", "visitor", "visitorId"), '"00000000000000ff"')
"""Ids of what only exists in events."""

SCALARS = {"Int": "1", "Float": "1.0", "Boolean": "true", "BigInt": "1", "JSON": "{}", "Date": '"2026-01-01"'}
SCALARS |= {"DateTime": '"2100-01-01T00:00:00Z"', "TimeZone": '"UTC"', "URL": f'"https://{SECRET}.example"'}


def value(name: str, of: GraphQLArgument | GraphQLInputField, ids: Mapping[str, str]) -> str:
    """A literal for an argument, by its type and, for ids and texts, by its name."""
    named = get_named_type(of.type)
    if isinstance(named, GraphQLEnumType):
        text = next(iter(named.values))
    elif isinstance(named, GraphQLInputObjectType):
        text = _object(named, ids)
    elif name in LITERALS:
        text = LITERALS[name]
    elif named.name == "ID":
        assert id_name(name) in ids, f"give MAKERS a line for {id_name(name)}"
        text = f'"{ids[id_name(name)]}"'
    elif named.name == "String":
        text = TEXTS.get(name, f'"{SECRET}"')
    else:
        assert named.name in SCALARS, f"say what to give for a {named.name}"
        text = SCALARS[named.name]
    return f"[{text}]" if isinstance(get_nullable_type(of.type), GraphQLList) else text


def id_name(name: str) -> str:
    """Under which name the village keeps what an argument is the id of."""
    return {"id": "project_id", "project": "project_id"}.get(name, name.removesuffix("Id") + "_id")


def _object(kind: GraphQLInputObjectType, ids: Mapping[str, str]) -> str:
    given = {name: field for name, field in kind.fields.items() if is_required_input_field(field) or name == "values"}
    if kind.is_one_of or not given:  # of a tree, a leaf
        leaves = [(name, field) for name, field in kind.fields.items() if get_named_type(field.type) is not kind]
        given = dict(leaves[:1])
    return "{" + ", ".join(f"{name}: {value(name, field, ids)}" for name, field in given.items()) + "}"


def arguments(field: GraphQLField, ids: Mapping[str, str], *, all_ids: bool = False) -> str:
    """The arguments that must be given, and with ``all_ids`` every id that may be."""
    given = {
        name: argument
        for name, argument in field.args.items()
        if is_required_argument(argument)
        or (all_ids and get_named_type(argument.type).name == "ID" and argument.default_value in (None, Undefined))
    }
    return (
        "(" + ", ".join(f"{name}: {value(name, argument, ids)}" for name, argument in given.items()) + ")"
        if given
        else ""
    )


def selection(kind: Any, ids: Mapping[str, str], depth: int = DEPTH) -> str:
    """Every field of a type, and of the types below it down to a depth."""
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    assert isinstance(named, GraphQLObjectType), f"say how to select from a {named.name}"
    parts = ["__typename"]
    for name, field in named.fields.items():
        if name in MOVING or (named.name, name) == AGAIN:
            continue
        if depth == 0 and not is_leaf_type(get_named_type(field.type)):
            continue
        parts.append(f"{name}{arguments(field, ids)} {selection(field.type, ids, depth - 1)}")
    return "{ " + " ".join(parts) + " }"


def roots(schema: GraphQLSchema) -> list[tuple[str, str]]:
    """Every root field as ``("query", "project")``."""
    kinds = {"query": schema.query_type, "mutation": schema.mutation_type, "subscription": schema.subscription_type}
    return [(operation, name) for operation, kind in kinds.items() if kind for name in kind.fields]


def document(schema: GraphQLSchema, operation: str, name: str, ids: Mapping[str, str]) -> str:
    """A document that asks one root field for everything, with the neighbour's ids wherever one may stand."""
    kind = {"query": schema.query_type, "mutation": schema.mutation_type, "subscription": schema.subscription_type}[
        operation
    ]
    assert kind is not None
    field = kind.fields[name]
    return f"{operation} {{ {name}{arguments(field, ids, all_ids=True)} {selection(field.type, ids, 2)} }}"
