"""The table of contents of the GraphQL API: one mixin per module."""

from collections.abc import Mapping

import strawberry
from graphql import (
    GraphQLArgument,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    lexicographic_sort_schema,
    print_schema,
)
from graphql import build_schema as build_from_text
from strawberry.schema.config import StrawberryConfig

from schema.ab_testing import ExperimentMutation, ExperimentSubscription
from schema.alerts import AlertMutation
from schema.analytics import AnalyticsSubscription
from schema.annotations import AnnotationMutation
from schema.audit import AuditQuery
from schema.collect import CollectMutation
from schema.error_tracking import ErrorMutation
from schema.funnels import FunnelMutation
from schema.goals import GoalMutation
from schema.jobs import JobQuery
from schema.keys import KeyMutation
from schema.live import LiveSubscription
from schema.modules import ModuleMutation, ModuleQuery
from schema.privacy import PrivacyMutation
from schema.projects import ProjectMutation, ProjectQuery
from schema.realtime import RealtimeSubscription
from schema.scalars import SCALARS
from schema.segments import SegmentMutation
from schema.server import ServerQuery
from schema.shared import ShareQuery
from schema.sharing import ShareMutation
from schema.subscribers import SubscriberMutation
from schema.surveys import SurveyMutation
from schema.webhooks import WebhookMutation


@strawberry.type(description="What can be asked.")
class Query(ProjectQuery, ModuleQuery, ShareQuery, JobQuery, AuditQuery, ServerQuery):
    """What can be asked."""


@strawberry.type(description="What can be changed.")
class Mutation(
    CollectMutation,
    ProjectMutation,
    KeyMutation,
    ModuleMutation,
    FunnelMutation,
    GoalMutation,
    SegmentMutation,
    AnnotationMutation,
    ErrorMutation,
    ExperimentMutation,
    SurveyMutation,
    ShareMutation,
    AlertMutation,
    SubscriberMutation,
    PrivacyMutation,
    WebhookMutation,
):
    """What can be changed."""


@strawberry.type(description="What is told as it happens.")
class Subscription(RealtimeSubscription, LiveSubscription, AnalyticsSubscription, ExperimentSubscription):
    """What is told as it happens."""


def build_schema() -> strawberry.Schema:
    """The schema. It reads nothing and connects to nothing."""
    schema = strawberry.Schema(Query, Mutation, Subscription, config=StrawberryConfig(scalar_map=SCALARS))
    for kind in core_of(schema).type_map.values():
        if isinstance(kind, GraphQLInputObjectType):
            # strawberry checks this in its own pipeline; ours is graphql-core's, which has a word for it
            kind.is_one_of = kind.extensions["strawberry-definition"].is_one_of
            _without_null_defaults(kind.fields)
        elif isinstance(kind, GraphQLObjectType):
            for field in kind.fields.values():
                _without_null_defaults(field.args)
    return schema


def _without_null_defaults(values: Mapping[str, GraphQLArgument | GraphQLInputField]) -> None:
    """An optional argument that is not given is not given; ``= null`` would say the same at length."""
    for value in values.values():
        if value.default_value is None:
            value.default_value = Undefined


def core_of(schema: strawberry.Schema) -> GraphQLSchema:
    """The graphql-core schema that strawberry built."""
    return schema._schema  # noqa: SLF001 - there is no public way to it


def sdl() -> str:
    """The schema in GraphQL's own language, sorted, as it is committed."""
    # Read back before it is sorted: sorting makes plain enums, which do not know the Python values of defaults.
    read_back = build_from_text(print_schema(core_of(build_schema())))
    return print_schema(lexicographic_sort_schema(read_back)) + "\n"
