"""What a visitor may be expected to do, in GraphQL's words."""

from typing import TypeVar

import strawberry

from resolvers.steps import Condition, ConditionInput
from schema import inputs as _inputs  # noqa: F401 - the operators have to be known before the types that use them
from schema.expose import complete, expose, offer
from warehouse.steps import StepType

Given = TypeVar("Given")


def accept(shape: type[Given], name: str | None = None) -> type[Given]:
    """Make the GraphQL input type of a dataclass that a resolver takes, in place."""
    strawberry.input(shape, name=name or shape.__name__, description=shape.__doc__)
    complete(shape, shape, {})
    return shape


offer(
    StepType,
    "What a step waits for.",
    {"PAGEVIEW": "A page is seen; the value is its path.", "EVENT": "A custom event is sent; the value is its name."},
)
expose(Condition, "PropertyCondition")
accept(ConditionInput, "PropertyConditionInput")
