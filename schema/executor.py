"""Execution that remembers a document's shape, and completes its plain part column by column.

Most of an answer is plain: rows whose selected fields are attributes with scalar values, with no resolver of their own.
graphql-core walks each of these leaves apart. Here the plain part of a selection is worked out once for each document;
from then on its values are read attribute by attribute over all rows at once. Whatever does not fit exactly (a null
where none may be, a number out of range, a value of another type) is left to graphql-core, so that every error is its.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import isfinite
from operator import attrgetter
from typing import Any, NamedTuple

import strawberry
from graphql import (
    FieldNode,
    GraphQLBoolean,
    GraphQLError,
    GraphQLField,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
    ListValueNode,
    Node,
    ObjectValueNode,
    VariableNode,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution import Executor
from graphql.execution.collect_fields import CollectedFields, FieldDetailsList
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path
from graphql.type import GraphQLResolveInfo
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField
from strawberry.types.info import Info

from schema.scalars import BIGGEST

Values = Sequence[Any]
Column = Callable[[Values], list[Any]]
"""Completes the values of one field of many objects."""

Memory = dict[Any, Any]
"""What was worked out for a document: its sub-selections and columns, by field node."""

INT_MIN, INT_MAX = -(2**31), 2**31 - 1


class NotPlainError(Exception):
    """A value that the plain way does not cover."""


class PlannedExecutor(Executor[Any]):
    """An executor whose plans outlive it, kept with the document."""

    def __init__(self, *args: Any, memory: Memory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.memory = memory

    def collect_subfields(
        self, return_type: GraphQLObjectType, field_details_list: FieldDetailsList
    ) -> CollectedFields:
        """The sub-selection of a field, collected once for each document."""
        key = (return_type.name, _nodes(field_details_list))
        found: CollectedFields | None = self.memory.get(key)
        if found is None:
            found = self.memory[key] = super().collect_subfields(return_type, field_details_list)
        return found

    def execute_field(
        self,
        parent_type: GraphQLObjectType,
        source: Any,
        field_details_list: FieldDetailsList,
        path: Path,
        position_context: Any,
    ) -> Any:
        """Answer a field; where its arguments are written out in the document, they are read once for all runs."""
        key = (Call, parent_type.name, _nodes(field_details_list))
        try:
            call: Call | None = self.memory[key]
        except KeyError:
            call = self.memory[key] = call_of(self, parent_type, field_details_list)
        if call is None:
            return super().execute_field(parent_type, source, field_details_list, path, position_context)
        nodes = [details.node for details in field_details_list]
        info = self.build_resolve_info(call.field, nodes, parent_type, path)
        kind = call.field.type
        try:
            result = call(source, info)
            if self.is_awaitable(result):
                return self.complete_awaitable_value(kind, field_details_list, info, path, result, position_context)
            completed = self.complete_value(kind, field_details_list, info, path, result, position_context)
        except Exception as problem:  # noqa: BLE001 - whatever a resolver raises is the field's error
            self.handle_field_error(problem, kind, field_details_list, path)
            return None
        if self.is_awaitable(completed):
            return self._complete_later(completed, kind, field_details_list, path)
        return completed

    async def _complete_later(
        self, completed: Awaitable[Any], kind: GraphQLOutputType, field_details_list: FieldDetailsList, path: Path
    ) -> Any:
        try:
            return await completed
        except Exception as problem:  # noqa: BLE001 - likewise
            self.handle_field_error(problem, kind, field_details_list, path)

    def with_abort_signal(self, awaitable: Awaitable[Any]) -> Any:
        """What is awaited; nobody aborts an operation of ours from outside."""
        return awaitable

    def complete_value(
        self,
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        """Complete a value by its columns where it is plain, else as graphql-core does."""
        if result is not None:
            key = (return_type, _nodes(field_details_list))
            try:
                column: Column | None = self.memory[key]
            except KeyError:
                column = self.memory[key] = column_of(self, return_type, field_details_list)
            if column is not None:
                try:
                    return column((result,))[0]
                except (NotPlainError, AttributeError, GraphQLError):
                    pass  # graphql-core finds the same fault again and says where it is
        return super().complete_value(return_type, field_details_list, info, path, result, position_context)


def _nodes(details: FieldDetailsList) -> Any:
    """What names a selection for as long as its document is kept."""
    return id(details[0].node) if len(details) == 1 else tuple([id(detail.node) for detail in details])


@dataclass(frozen=True, slots=True)
class Call:
    """A field's resolver with arguments that are the same in every run."""

    field: GraphQLField
    definition: StrawberryField
    kwargs: dict[str, Any]
    on_self: bool
    info_name: str | None

    def __call__(self, source: Any, info: GraphQLResolveInfo[Any]) -> Any:
        """What the resolver returns."""
        kwargs = self.kwargs
        if self.info_name is not None:
            kwargs = {**kwargs, self.info_name: Info(_raw_info=info, _field=self.definition)}
        return self.definition.get_result(source, None, [source] if self.on_self else [], kwargs)


def call_of(executor: Executor[Any], parent: GraphQLObjectType, details: FieldDetailsList) -> Call | None:
    """The call that a field makes in every run, or None where it depends on variables or is no resolver of ours."""
    node = details[0].node
    field = parent.fields.get(node.name.value)
    definition = field.extensions.get("strawberry-definition") if field else None
    if field is None or not isinstance(definition, StrawberryField) or definition.base_resolver is None:
        return None
    if definition.is_subscription:  # its resolver makes the events; each of them is the field's value as it is
        return None
    resolver = definition.base_resolver
    if definition.extensions or resolver.root_parameter or resolver.parent_parameter or _has_variable(node):
        return None
    ours: strawberry.Schema = executor.schema._strawberry_schema  # type: ignore[attr-defined]  # noqa: SLF001 - its only way
    try:
        given = get_argument_values(field, node, executor.variable_values)
        scalars = ours.schema_converter.scalar_registry
        kwargs = convert_arguments(given, definition.arguments, scalar_registry=scalars, config=ours.config)
    except Exception:  # noqa: BLE001 - the usual way meets the same fault, and says where it is
        return None
    name = resolver.info_parameter.name if resolver.info_parameter else None
    return Call(field, definition, kwargs, resolver.self_parameter is not None, name)


def _has_variable(node: FieldNode) -> bool:
    waiting: list[Node] = [argument.value for argument in node.arguments or ()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, VariableNode):
            return True
        if isinstance(value, ListValueNode):
            waiting += value.values
        elif isinstance(value, ObjectValueNode):
            waiting += [entry.value for entry in value.fields]
    return False


def column_of(executor: Executor[Any], kind: GraphQLOutputType, details: FieldDetailsList) -> Column | None:
    """How values of a type are completed by column, or None where they are not plain."""
    if is_non_null_type(kind):
        return _strict(executor, kind.of_type, details)
    if is_leaf_type(kind) and kind.name in _NATIVE:
        return _as_they_are(_NATIVE[kind.name], nullable=True)
    inner = _strict(executor, kind, details)
    return None if inner is None else _nullable(inner)


def _strict(executor: Executor[Any], kind: GraphQLOutputType, details: FieldDetailsList) -> Column | None:
    if is_leaf_type(kind):
        return _leaf(kind)
    if is_list_type(kind):
        inner = column_of(executor, kind.of_type, details)
        return None if inner is None else _lists(inner)
    if is_object_type(kind) and kind.is_type_of is None:
        return _objects(executor, kind, details)
    return None


def _objects(executor: Executor[Any], kind: GraphQLObjectType, details: FieldDetailsList) -> Column | None:
    names: list[str] = []
    parts: list[tuple[Callable[[Any], Any], Column]] = []
    for name, selected in executor.collect_subfields(kind, details).grouped_field_set.items():
        names.append(name)
        if selected[0].node.name.value == "__typename":
            parts.append((_itself, _constant(kind.name)))
            continue
        field = kind.fields.get(selected[0].node.name.value)
        definition = field.extensions.get("strawberry-definition") if field else None
        if field is None or not isinstance(definition, StrawberryField) or not definition.is_basic_field:
            return None
        column = column_of(executor, field.type, selected)
        if column is None:
            return None
        parts.append((attrgetter(definition.python_name), column))

    def complete(values: Values) -> list[Any]:
        done = [column(list(map(read, values))) for read, column in parts]
        return [dict(zip(names, row, strict=True)) for row in zip(*done, strict=True)]

    # A name alone reads no attribute, and so would not notice a value that is none.
    return complete if any(read is not _itself for read, _ in parts) else None


def _itself(value: Any) -> Any:
    return value


def _constant(text: str) -> Column:
    return lambda values: [text] * len(values)


def _lists(inner: Column) -> Column:
    def complete(values: Values) -> list[Any]:
        if not {list, tuple}.issuperset(map(type, values)):
            raise NotPlainError
        if len(values) == 1:
            return [inner(values[0])]
        items = iter(inner(list(chain.from_iterable(values))))
        return [[next(items) for _ in value] for value in values]

    return complete


def _nullable(inner: Column) -> Column:
    def complete(values: Values) -> list[Any]:
        if None not in values:
            return inner(values)
        present = iter(inner([value for value in values if value is not None]))
        return [None if value is None else next(present) for value in values]

    return complete


def _leaf(kind: GraphQLLeafType) -> Column:
    native = _NATIVE.get(kind.name)
    if native is not None:
        return _as_they_are(native, nullable=False)
    coerce = kind.coerce_output_value

    def complete(values: Values) -> list[Any]:
        if any(map(_is_special, set(map(type, values)))):
            raise NotPlainError
        done = list(map(coerce, values))
        if None in done:
            raise NotPlainError
        return done

    return complete


def _is_special(kind: type) -> bool:
    """Values that graphql-core treats apart: none, exceptions and awaitables."""
    return kind is type(None) or issubclass(kind, Exception) or hasattr(kind, "__await__")


class _Native(NamedTuple):
    """A scalar whose values go out unchanged, and the values of which this holds."""

    kind: type
    holds: Callable[[Values], bool] = bool


def _fits(values: Values) -> bool:
    return bool(min(values) >= INT_MIN and max(values) <= INT_MAX)


def _exact(values: Values) -> bool:
    return bool(min(values) >= -BIGGEST and max(values) <= BIGGEST)


def _finite(values: Iterable[float]) -> bool:
    return all(map(isfinite, values))


_NATIVE = {
    GraphQLInt.name: _Native(int, _fits),
    GraphQLFloat.name: _Native(float, _finite),
    GraphQLString.name: _Native(str),
    GraphQLID.name: _Native(str),
    GraphQLBoolean.name: _Native(bool),
    "BigInt": _Native(int, _exact),
}


def _as_they_are(native: _Native, *, nullable: bool) -> Column:
    only, or_none = {native.kind}, {native.kind, type(None)}

    def complete(values: Values) -> list[Any]:
        kinds = set(map(type, values))
        if kinds == only:
            fit = native.holds(values)
        elif nullable and kinds <= or_none:
            present = [value for value in values if value is not None]
            fit = not present or native.holds(present)
        else:
            fit = not values
        if not fit:
            raise NotPlainError
        return values if isinstance(values, list) else list(values)

    return complete
