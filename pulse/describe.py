"""A description that travels with a field: ``views: Annotated[int, Doc("Rows of type pageview.")]``.

Shapes are declared once, as plain frozen dataclasses beside the resolver that answers them. The GraphQL schema, the
REST reference and the docs all read the descriptions from here.
"""

from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class Doc:
    """One or two sentences for whoever reads the schema."""

    text: str


def descriptions(shape: type[Any]) -> dict[str, str]:
    """The description of each field of a dataclass that carries one."""
    hints = get_type_hints(shape, include_extras=True)
    return {
        name: meta.text
        for name, hint in hints.items()
        if get_origin(hint) is Annotated
        for meta in get_args(hint)[1:]
        if isinstance(meta, Doc)
    }
