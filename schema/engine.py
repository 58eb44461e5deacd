"""Running GraphQL: one pipeline for every transport. It knows documents, authority and results, and no sockets."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from functools import cached_property
from inspect import isawaitable
from typing import Any, cast

import orjson
from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
)
from graphql.execution import (
    create_source_event_stream,
    default_field_resolver,
    default_type_resolver,
    get_variable_values,
    map_source_to_response_event,
)
from graphql.execution.collect_fields import collect_fields
from graphql.execution.values import VariableValues
from strawberry.types.field import StrawberryField

from access.caller import Kind
from access.context import Context
from pulse.errors import too_complex
from pulse.settings import Settings
from schema.costs import Costs
from schema.documents import Document, Documents, located
from schema.errors import render
from schema.executor import Memory, PlannedExecutor


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent, on whichever transport."""

    query: str
    operation_name: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    extensions: dict[str, Any] = field(default_factory=dict)


class RequestError(Exception):
    """A request that was not executed: it answers ``errors`` and no ``data``."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors

    @cached_property
    def rendered(self) -> list[dict[str, Any]]:
        """The errors as they are sent; made, and a fault logged, once for all who share the refusal."""
        return render(self.errors)

    @property
    def status(self) -> int:
        """The HTTP status of the refusal: the first error's."""
        status: int = self.rendered[0]["extensions"]["status"]
        return status


@dataclass(frozen=True, slots=True)
class Operation:
    """A request found good: it may run."""

    document: Document
    node: OperationDefinitionNode
    variables: VariableValues

    @property
    def kind(self) -> OperationType:
        """Query, mutation or subscription."""
        return self.node.operation

    @property
    def title(self) -> str:
        """What a trace calls it."""
        return f"{self.kind.value} {self.node.name.value}" if self.node.name else self.kind.value


class Engine:
    """Prepares and runs operations over one schema."""

    def __init__(self, schema: GraphQLSchema, settings: Settings) -> None:
        self.schema = schema
        self.settings = settings
        self.documents = Documents(self.schema, settings)
        self.costs = Costs(self.schema)

    def prepare(self, request: Request, ctx: Context) -> Operation:
        """Everything that can be said before running: parse, limits, validation, variables, cost.

        Raises:
            RequestError: the request cannot run; it says why.

        """
        document = self.documents.get(request.query, keep=ctx.caller.kind is not Kind.ANONYMOUS)
        if document.errors:
            raise RequestError(document.errors)
        node = _choose(document, request.operation_name)
        variables = get_variable_values(self.schema, node.variable_definitions or (), request.variables, max_errors=10)
        if isinstance(variables, list):
            raise RequestError(variables)
        operation = Operation(document, node, variables)
        self._check_cost(operation)
        return operation

    def _check_cost(self, operation: Operation) -> None:
        document, node = operation.document, operation.node
        cost = document.costs.get(id(node))
        if cost is None:
            cost, varies = self.costs.of(node, document.fragments, operation.variables.coerced)
            if not varies:
                document.costs[id(node)] = cost
        if cost > self.settings.graphql_max_cost:
            limit = self.settings.graphql_max_cost
            raise RequestError([located(too_complex(f"The operation costs {cost}; at most {limit} is allowed."))])

    async def execute(self, operation: Operation, ctx: Context) -> ExecutionResult:
        """Run a query or a mutation. Faults are in the result's errors."""
        with ctx.services.telemetry.span(operation.title):
            result = self._executor(operation, ctx).execute_operation()
            done = await result if isawaitable(result) else result
        return cast("ExecutionResult", done)  # the other kind exists only where @defer is switched on

    def backlog_of(self, operation: Operation) -> int:
        """How many past results a follower may still want: 1 of a state, more where each result is an event."""
        root = self.schema.subscription_type
        name = self._root_field(operation)
        field = root.fields.get(name) if root else None
        definition = field.extensions.get("strawberry-definition") if field else None
        return int(definition.metadata.get("backlog", 1)) if isinstance(definition, StrawberryField) else 1

    def _root_field(self, operation: Operation) -> str:
        root = self.schema.subscription_type
        if root is None:
            return ""
        fields = collect_fields(self.schema, operation.document.details, operation.variables, root, operation.node)
        return next(iter(fields.grouped_field_set.values()))[0].node.name.value

    async def subscribe(self, operation: Operation, ctx: Context) -> AsyncGenerator[ExecutionResult, None]:
        """The results of a subscription, one for each event, until its source ends.

        Raises:
            RequestError: there is no such stream for this caller, or no longer.

        """
        executor = self._executor(operation, ctx)
        source = create_source_event_stream(executor)
        stream = await source if isawaitable(source) else source
        if isinstance(stream, ExecutionResult):
            raise RequestError(stream.errors or [])
        results = map_source_to_response_event(executor, stream)
        try:
            async for result in results:
                yield result
        except Exception as problem:  # the source's own end: a key revoked, a module switched off, a fault
            raise RequestError([GraphQLError(str(problem), original_error=problem)]) from problem
        finally:
            await results.aclose()

    def _executor(self, operation: Operation, ctx: Context) -> PlannedExecutor:
        document = operation.document
        memory: Memory = {} if document.memory is None else document.memory
        return PlannedExecutor(
            self.schema,
            document.fragments,
            document.details,
            None,
            ctx,
            operation.node,
            operation.variables,
            default_field_resolver,
            default_type_resolver,
            default_field_resolver,
            memory=memory,
        )


def _choose(document: Document, name: str | None) -> OperationDefinitionNode:
    if name:
        found = document.operations.get(name)
        if found is None:
            raise RequestError([GraphQLError(f"Unknown operation named '{name}'.")])
        return found
    if len(document.operations) != 1:
        raise RequestError([GraphQLError("Must provide operation name if query contains multiple operations.")])
    return next(iter(document.operations.values()))


def response_of(result: ExecutionResult) -> bytes:
    """A result as JSON."""
    if result.errors:
        return encode({"data": result.data, "errors": render(result.errors)})
    return encode({"data": result.data})


def refusal_of(problem: RequestError) -> bytes:
    """A request error as JSON."""
    return encode({"errors": problem.rendered})


def encode(value: Any) -> bytes:
    """JSON; whole numbers beyond 64 bits and other rarities go the slow way."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS)
