"""The schema as a contract: committed, described, and with a home for everything."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    is_introspection_type,
    is_non_null_type,
    is_specified_scalar_type,
)

from access.needs import RESOLVERS
from schema.application import SDL_FILE, sdl
from schema.fields import described
from schema.root import build_schema, core_of

CORE = core_of(build_schema())


def own_types() -> Iterator[Any]:
    for kind in CORE.type_map.values():
        if not is_introspection_type(kind) and not is_specified_scalar_type(kind):
            yield kind


def described_things() -> Iterator[tuple[str, str | None]]:
    for kind in own_types():
        yield kind.name, kind.description
        if isinstance(kind, GraphQLObjectType):
            for name, field in kind.fields.items():
                yield f"{kind.name}.{name}", field.description
                for argument, value in field.args.items():
                    yield f"{kind.name}.{name}({argument})", value.description
        elif isinstance(kind, GraphQLInputObjectType):
            for name, entry in kind.fields.items():
                yield f"{kind.name}.{name}", entry.description
        elif isinstance(kind, GraphQLEnumType):
            for name, choice in kind.values.items():
                yield f"{kind.name}.{name}", choice.description


def test_the_committed_schema_is_this_one() -> None:
    assert SDL_FILE.read_text() == sdl(), "run: make schema"


def test_everything_is_described() -> None:
    things = dict(described_things())
    assert len(things) > 200
    assert [name for name, text in things.items() if not (text or "").strip()] == []


def test_descriptions_are_sentences_for_readers_of_the_schema() -> None:
    wrong = [
        name
        for name, text in described_things()
        if ":`" in (text or "") or not (text or "").rstrip("`").endswith((".", ":"))
    ]
    assert wrong == []


def test_every_report_may_fail_alone() -> None:
    """A field that is refused or broken is null, and its siblings arrive."""
    plain = {"range"}
    strict = [
        name
        for name, field in CORE.type_map["Analytics"].fields.items()
        if is_non_null_type(field.type) and name not in plain
    ]
    assert strict == []


def test_every_list_that_pages_is_a_connection() -> None:
    """Whatever takes ``after`` answers a connection, whose parts are those of Relay."""
    for kind in own_types():
        for name, field in getattr(kind, "fields", {}).items():
            if "after" in getattr(field, "args", {}):
                assert str(field.type).endswith("Connection"), name
                assert "first" in field.args
                assert {"edges", "nodes", "pageInfo", "totalCount"} <= set(field.type.fields)


@pytest.mark.parametrize("operation", ["query_type", "mutation_type", "subscription_type"])
def test_roots_say_what_is_needed(operation: str) -> None:
    root = getattr(CORE, operation)
    free = {"modules", "server"}
    told = ("Needs the", "Needs no key")
    silent = [
        name
        for name, field in root.fields.items()
        if name not in free and not any(needs in field.description for needs in told)
    ]
    assert silent == []


def test_a_guarded_resolver_tells_its_needs() -> None:
    told = described(RESOLVERS["resolvers.keys.create_key"])
    assert told == "Make a key for the project. Needs the 'admin' scope."


def test_the_schema_has_no_trace_of_python() -> None:
    assert [name for name in CORE.type_map if name.startswith("_") and not name.startswith("__")] == []
