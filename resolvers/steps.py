"""What a visitor may be expected to do, as people write it down: checked, kept, shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pulse.describe import Doc
from pulse.errors import PulseError, invalid_body
from warehouse.filters import Is, Op, check
from warehouse.steps import Step, StepType

VALUE_MOST = 2_000
CONDITIONS_MOST = 10
_PROPERTY = "property:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a property of an event must be."""

    property: Annotated[str, Doc("The property, a key of the event's data.")]
    op: Annotated[Op, Doc("How it is compared.")]
    values: Annotated[list[str], Doc("What it is compared with; several mean any of them, `exists` takes none.")]


@dataclass(frozen=True, kw_only=True)
class ConditionInput:
    """What a property of an event must be."""

    property: Annotated[str, Doc("The property, a key of the event's data.")]
    op: Annotated[Op, Doc("How it is compared.")] = Op.IS
    values: Annotated[
        list[str] | None, Doc("What it is compared with; several mean any of them, `exists` takes none.")
    ] = None


def a_step(
    kind: StepType,
    value: str,
    conditions: Sequence[ConditionInput] | None,
    value_field: str,
    conditions_field: str,
) -> Step:
    """A step that can be looked for.

    Args:
        kind: what it waits for.
        value: the path or the event's name.
        conditions: what must hold of an event's properties.
        value_field: what a refusal calls ``value``.
        conditions_field: what a refusal calls ``conditions``.

    Raises:
        PulseError: 400 that names the field.

    """
    text = value.strip()
    if not text:
        raise invalid_body(f"field '{value_field}' must not be empty")
    if len(text) > VALUE_MOST:
        raise invalid_body(f"field '{value_field}' must have at most {VALUE_MOST} characters")
    if kind is StepType.PAGEVIEW and not text.startswith(("/", "*")):
        raise invalid_body(f"field '{value_field}' must be a path that starts with '/'")
    if conditions and kind is StepType.PAGEVIEW:
        raise invalid_body(f"field '{conditions_field}' is for events; a pageview has no properties")
    step = Step(kind, text, tuple(_leaf(condition) for condition in conditions or ()))
    if len(step.conditions) > CONDITIONS_MOST:
        raise invalid_body(f"field '{conditions_field}' must hold at most {CONDITIONS_MOST}")
    _check(Step(kind, text), value_field)
    _check(step, conditions_field)
    return step


def conditions_of(step: Step) -> list[Condition]:
    """A step's conditions as they are shown."""
    return [
        Condition(property=leaf.dimension.removeprefix(_PROPERTY), op=leaf.op, values=list(leaf.values))
        for leaf in step.conditions
    ]


def to_json(step: Step) -> dict[str, Any]:
    """A step as it is kept."""
    return {
        "type": step.type.value,
        "value": step.value,
        "conditions": [[leaf.dimension, leaf.op.value, list(leaf.values)] for leaf in step.conditions],
    }


def from_json(kept: dict[str, Any]) -> Step:
    """The step that was kept."""
    conditions = (Is(dimension, Op(op), tuple(values)) for dimension, op, values in kept["conditions"])
    return Step(StepType(kept["type"]), kept["value"], tuple(conditions))


def _leaf(condition: ConditionInput) -> Is:
    return Is(f"{_PROPERTY}{condition.property}", condition.op, tuple(condition.values or ()))


def _check(step: Step, field: str) -> None:
    try:
        check(step.tree)
    except PulseError as problem:
        told = problem.message.removeprefix("Invalid request: ").rstrip(".")
        raise invalid_body(f"field '{field}' cannot be used: {told}") from None
