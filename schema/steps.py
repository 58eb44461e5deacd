"""What a visitor may be expected to do, in GraphQL's words."""

from resolvers.steps import Condition, ConditionInput
from schema import inputs as _inputs  # noqa: F401 - the operators have to be known before the types that use them
from schema.expose import accept, expose, offer
from warehouse.steps import StepType

offer(
    StepType,
    "What a step waits for.",
    {"PAGEVIEW": "A page is seen; the value is its path.", "EVENT": "A custom event is sent; the value is its name."},
)
expose(Condition, "PropertyCondition")
accept(ConditionInput, "PropertyConditionInput")
