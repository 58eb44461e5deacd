"""GraphQL documents: parsed, checked and validated once for each text."""

from collections import OrderedDict
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    Source,
    VariableNode,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)
from graphql.execution.collect_fields import FragmentDetails
from graphql.language import DirectiveNode

from pulse.errors import PulseError, too_complex
from pulse.settings import Settings
from schema.executor import Memory
from schema.limits import check_shape

KEPT = 256
KEPT_LENGTH = 16_384
"""A longer text is answered, but not kept: what is kept is bounded in bytes too."""

MAX_ERRORS = 20


@dataclass(slots=True)
class Document:
    """One text, ready to run.

    Attributes:
        errors: why it cannot run; empty where it can.
        operations: by name; an unnamed one under None.
        fragments: by name.
        costs: of its operations, by the node's id, where no variable changes them.
        memory: what executors work out about it, or None where that differs from run to run.

    """

    errors: list[GraphQLError] = field(default_factory=list)
    operations: dict[str | None, OperationDefinitionNode] = field(default_factory=dict)
    fragments: dict[str, FragmentDefinitionNode] = field(default_factory=dict)
    details: dict[str, FragmentDetails] = field(default_factory=dict)
    memory: Memory | None = None
    costs: dict[int, int] = field(default_factory=dict)


class Documents:
    """The documents of one schema; the most recently used stay ready."""

    def __init__(self, schema: GraphQLSchema, settings: Settings) -> None:
        self.schema = schema
        self.settings = settings
        self._kept: OrderedDict[str, Document] = OrderedDict()

    def get(self, text: str, *, keep: bool) -> Document:
        """The document of a text. ``keep`` it for next time, unless whoever sent it is unknown."""
        found = self._kept.get(text)
        if found is not None:
            self._kept.move_to_end(text)
            return found
        document = self._prepare(text)
        if keep and len(text) <= KEPT_LENGTH:
            self._kept[text] = document
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return document

    def _prepare(self, text: str) -> Document:
        try:
            node = parse(Source(text, "GraphQL request"), max_tokens=self.settings.graphql_max_tokens)
        except GraphQLError as problem:
            return Document([self._counted(problem)])
        excess = check_shape(node, self.settings)
        if excess is not None:
            return Document([located(excess)])
        errors = validate(self.schema, node, specified_rules, max_errors=MAX_ERRORS)
        return Document(errors) if errors else _index(node)

    def _counted(self, problem: GraphQLError) -> GraphQLError:
        limit = self.settings.graphql_max_tokens
        if f"more than {limit} tokens" not in problem.message:
            return problem
        return located(too_complex(f"The document has more than {limit} tokens."))


def located(problem: PulseError) -> GraphQLError:
    """An error of ours as one of GraphQL."""
    return GraphQLError(problem.message, original_error=problem)


def _index(node: DocumentNode) -> Document:
    document = Document(memory=None if _varies(node) else {})
    for definition in node.definitions:
        if isinstance(definition, OperationDefinitionNode):
            document.operations[definition.name.value if definition.name else None] = definition
        elif isinstance(definition, FragmentDefinitionNode):
            document.fragments[definition.name.value] = definition
            document.details[definition.name.value] = FragmentDetails(definition)
    return document


def _varies(node: DocumentNode) -> bool:
    """Whether a variable decides which fields are selected (``@skip``, ``@include``)."""
    finder = _ConditionFinder()
    visit(node, finder)
    return finder.found


class _ConditionFinder(Visitor):
    found = False

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        if any(isinstance(argument.value, VariableNode) for argument in node.arguments or ()):
            self.found = True
