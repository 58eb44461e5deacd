"""The table of contents of the GraphQL API: one mixin per module."""

import strawberry
from graphql import GraphQLInputObjectType, GraphQLSchema, lexicographic_sort_schema, print_schema
from strawberry.schema.config import StrawberryConfig

from schema.keys import KeyMutation
from schema.live import LiveSubscription
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


@strawberry.type(description="What is told as it happens.")
class Subscription(LiveSubscription):
    """What is told as it happens."""


def build_schema() -> strawberry.Schema:
    """The schema. It reads nothing and connects to nothing."""
    schema = strawberry.Schema(Query, Mutation, Subscription, config=StrawberryConfig(scalar_map=SCALARS))
    for kind in core_of(schema).type_map.values():
        if isinstance(kind, GraphQLInputObjectType):
            # strawberry checks this in its own pipeline; ours is graphql-core's, which has a word for it
            kind.is_one_of = kind.extensions["strawberry-definition"].is_one_of
    return schema


def core_of(schema: strawberry.Schema) -> GraphQLSchema:
    """The graphql-core schema that strawberry built."""
    return schema._schema  # noqa: SLF001 - there is no public way to it


def schema_text(schema: strawberry.Schema) -> str:
    """The schema in GraphQL's own language, sorted, as it is committed."""
    return print_schema(lexicographic_sort_schema(core_of(schema))) + "\n"
