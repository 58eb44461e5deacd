"""What an operation costs, before it runs: each field has a weight, and a list multiplies what stands under it.

A weight is written on the field (:mod:`schema.fields`). A report costs 10, any other resolver 1, an attribute nothing.
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)
from graphql.type import GraphQLField
from strawberry.types.field import StrawberryField

from pulse.paging import DEFAULT_LIMIT

REPORT = 10
RESOLVER = 1


class Costs:
    """The cost of operations over one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema

    def of(
        self,
        operation: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
    ) -> tuple[int, bool]:
        """The cost of one validated operation with its coerced variables, and whether others would change it."""
        root = self.schema.get_root_type(operation.operation)
        counting = _Counting(self.schema, fragments, variables)
        return counting.under(operation.selection_set, root), counting.varies


class _Counting:
    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.variables = variables
        self.known: dict[str, int] = {}
        self.varies = False

    def under(self, selection: SelectionSetNode, parent: GraphQLNamedType | None) -> int:
        total = 0
        for node in selection.selections:
            if isinstance(node, FieldNode):
                total += self.field(node, parent)
            elif isinstance(node, FragmentSpreadNode):
                total += self.fragment(node.name.value)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                total += self.under(
                    node.selection_set, self.schema.get_type(condition.name.value) if condition else parent
                )
        return total

    def fragment(self, name: str) -> int:
        # Known by name: fragments that spread each other twice would be walked 2^n times.
        if name not in self.known:
            fragment = self.fragments[name]
            kind = self.schema.get_type(fragment.type_condition.name.value)
            self.known[name] = self.under(fragment.selection_set, kind)
        return self.known[name]

    def field(self, node: FieldNode, parent: GraphQLNamedType | None) -> int:
        field = parent.fields.get(node.name.value) if isinstance(parent, GraphQLObjectType) else None
        if field is None:
            return 0
        below = self.under(node.selection_set, get_named_type(field.type)) if node.selection_set else 0
        return _weight(field) + (below * self.times(node, field) if below else 0)

    def times(self, node: FieldNode, field: GraphQLField) -> int:
        """How many rows a list may have: its ``first``."""
        if "first" not in field.args:
            return 1
        for argument in node.arguments or ():
            if argument.name.value == "first":
                value = argument.value
                if isinstance(value, IntValueNode):
                    return max(1, int(value.value))
                if isinstance(value, VariableNode):
                    self.varies = True
                    given = self.variables.get(value.name.value)
                    return max(1, given) if isinstance(given, int) else DEFAULT_LIMIT
        return DEFAULT_LIMIT


def _weight(field: GraphQLField) -> int:
    definition = field.extensions.get("strawberry-definition")
    if not isinstance(definition, StrawberryField) or definition.is_basic_field:
        return 0
    return int(definition.metadata.get("cost", RESOLVER))
