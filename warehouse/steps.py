"""What a visitor may be expected to do, as a condition on one event: the steps of funnels, the events of goals."""

from dataclasses import dataclass
from enum import StrEnum

from warehouse.filters import And, Filter, Is, Op, Scope
from warehouse.statement import SQL


class StepType(StrEnum):
    """What a step waits for."""

    PAGEVIEW = "pageview"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    Attributes:
        type: which type of event does it.
        value: of pageviews the path, with ``*`` for anything within one segment and ``**`` for anything; else the name.
        conditions: what must hold of the event besides.

    """

    type: StepType
    value: str
    conditions: tuple[Is, ...] = ()

    @property
    def tree(self) -> Filter:
        """The step as a filter on hits."""
        if self.type is StepType.EVENT:
            return And((Is("event", Op.IS, (self.value,)), *self.conditions))
        return And((Is("page", Op.MATCHES if "*" in self.value else Op.IS, (self.value,)), *self.conditions))


def step_sql(step: Step, scope: Scope) -> SQL:
    """The condition on a row of ``events``."""
    return SQL(f"(type = '{step.type.value}' AND {scope.where(step.tree)})")
