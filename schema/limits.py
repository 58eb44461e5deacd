"""What a document may ask for, by its mere shape: checked before validation, whose own cost grows with it."""

from collections.abc import Iterable

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from pulse.errors import PulseError, too_complex
from pulse.settings import Settings

MAX_SAME = 20
"""Most selections of one response name in one place: validation compares them pairwise."""

MAX_FIELDS_PER_TOKEN = 2
"""How far fragments may multiply a document: fields counted once for each spread, against the tokens allowed."""


def check_shape(document: DocumentNode, settings: Settings) -> PulseError | None:
    """The first limit that a document breaks, or None."""
    fragments = {
        definition.name.value: definition.selection_set
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    walk = _Walk(settings, fragments)
    try:
        for definition in document.definitions:
            if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
                walk.descend([definition.selection_set], 1)
    except PulseError as problem:
        return problem
    except RecursionError:
        return _too_deep(settings)
    return None


def _too_deep(settings: Settings) -> PulseError:
    return too_complex(f"The document is nested deeper than {settings.graphql_max_depth} levels.")


class _Walk:
    """A whole document, with its fragments put where they are spread."""

    def __init__(self, settings: Settings, fragments: dict[str, SelectionSetNode]) -> None:
        self.settings = settings
        self.fragments = fragments
        self.aliases: set[int] = set()
        self.fields = 0

    def descend(self, selections: Iterable[SelectionSetNode], depth: int) -> None:
        if depth > self.settings.graphql_max_depth:
            raise _too_deep(self.settings)
        merged: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for selection in selections:
            self.gather(selection, merged, seen)
        for name, nodes in merged.items():
            if len(nodes) > MAX_SAME:
                raise too_complex(f"The document selects '{name}' more than {MAX_SAME} times in one place.")
            below = [node.selection_set for node in nodes if node.selection_set]
            if below:
                self.descend(below, depth + 1)

    def gather(self, selection: SelectionSetNode, merged: dict[str, list[FieldNode]], seen: set[str]) -> None:
        for node in selection.selections:
            if isinstance(node, FieldNode):
                self.count(node)
                merged.setdefault((node.alias or node.name).value, []).append(node)
            elif isinstance(node, FragmentSpreadNode):
                name = node.name.value
                if name in self.fragments and name not in seen:
                    seen.add(name)
                    self.gather(self.fragments[name], merged, seen)
            elif isinstance(node, InlineFragmentNode):
                self.gather(node.selection_set, merged, seen)

    def count(self, node: FieldNode) -> None:
        self.fields += 1
        if self.fields > self.settings.graphql_max_tokens * MAX_FIELDS_PER_TOKEN:
            raise too_complex("The document's fragments multiply its fields beyond what is allowed.")
        if node.alias:
            self.aliases.add(id(node))
            if len(self.aliases) > self.settings.graphql_max_aliases:
                raise too_complex(f"The document uses more than {self.settings.graphql_max_aliases} aliases.")
