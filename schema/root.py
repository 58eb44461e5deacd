"""The table of contents of the GraphQL API: one mixin per module."""

import strawberry
from graphql import lexicographic_sort_schema, print_schema
from strawberry.schema.config import StrawberryConfig

from schema.keys import KeyMutation
from schema.modules import ModuleMutation, ModuleQuery
from schema.projects import ProjectMutation, ProjectQuery
from schema.scalars import SCALARS
from schema.server import ServerQuery


@strawberry.type(description="What can be asked.")
class Query(ProjectQuery, ModuleQuery, ServerQuery):
    """What can be asked."""


@strawberry.type(description="What can be changed.")
class Mutation(ProjectMutation, KeyMutation, ModuleMutation):
    """What can be changed."""


def build_schema() -> strawberry.Schema:
    """The schema. It reads nothing and connects to nothing."""
    return strawberry.Schema(Query, Mutation, config=StrawberryConfig(scalar_map=SCALARS))


def schema_text(schema: strawberry.Schema) -> str:
    """The schema in GraphQL's own language, sorted, as it is committed."""
    return print_schema(lexicographic_sort_schema(schema._schema)) + "\n"  # noqa: SLF001 - the graphql-core schema that strawberry built
