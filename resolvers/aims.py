"""What reaches a goal, as people write it down: checked, kept, shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pulse.describe import Doc
from pulse.errors import invalid_body, missing_field
from resolvers.steps import Condition, ConditionInput, a_step, conditions_of, from_json, to_json
from warehouse.goals import Measure, Threshold
from warehouse.steps import Step, StepType

SECONDS_MOST = 86_400
PAGES_MOST = 10_000


class GoalType(StrEnum):
    """What reaches a goal."""

    PAGEVIEW = "pageview"
    EVENT = "event"
    DURATION = "duration"
    PAGES_PER_SESSION = "pages_per_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalConfig:
    """When a goal is reached. Which field is set depends on the goal's type."""

    path: Annotated[
        str | None, Doc("Of `pageview`: the page's path; `*` is anything within one segment, `**` anything.")
    ]
    event_name: Annotated[str | None, Doc("Of `event`: the event's name.")]
    conditions: Annotated[list[Condition] | None, Doc("Of `event`: what must hold of the event's properties.")]
    threshold_seconds: Annotated[int | None, Doc("Of `duration`: a session must last longer than this.")]
    threshold_pages: Annotated[int | None, Doc("Of `pages_per_session`: a session must have at least so many.")]


@dataclass(frozen=True, kw_only=True)
class GoalConfigInput:
    """When a goal is reached. Which field is needed depends on the goal's type."""

    path: Annotated[
        str | None, Doc("Of `pageview`: the page's path; `*` is anything within one segment, `**` anything.")
    ] = None
    event_name: Annotated[str | None, Doc("Of `event`: the event's name.")] = None
    conditions: Annotated[list[ConditionInput] | None, Doc("Of `event`: what must hold of the event's properties.")] = (
        None
    )
    threshold_seconds: Annotated[int | None, Doc("Of `duration`: a session must last longer than this.")] = None
    threshold_pages: Annotated[int | None, Doc("Of `pages_per_session`: a session must have at least so many.")] = None


def aim_of(goal_type: str, config: dict[str, Any]) -> Step | Threshold:
    """What reaches a goal of that type, from its configuration as it is stored."""
    match GoalType(goal_type):
        case GoalType.DURATION:
            return Threshold(Measure.DURATION, config["threshold_seconds"])
        case GoalType.PAGES_PER_SESSION:
            return Threshold(Measure.PAGEVIEWS, config["threshold_pages"])
        case _:
            return from_json(config["step"])


def shown(aim: Step | Threshold) -> GoalConfig:
    """The configuration that an aim came from."""
    is_event = isinstance(aim, Step) and aim.type is StepType.EVENT
    return GoalConfig(
        path=aim.value if isinstance(aim, Step) and not is_event else None,
        event_name=aim.value if isinstance(aim, Step) and is_event else None,
        conditions=(conditions_of(aim) or None) if isinstance(aim, Step) else None,
        threshold_seconds=int(aim.value) if isinstance(aim, Threshold) and aim.measure is Measure.DURATION else None,
        threshold_pages=int(aim.value) if isinstance(aim, Threshold) and aim.measure is Measure.PAGEVIEWS else None,
    )


def kept(kind: GoalType, config: GoalConfigInput) -> dict[str, Any]:
    """The configuration as it is stored.

    Raises:
        PulseError: 400 that names the field.

    """
    match kind:
        case GoalType.PAGEVIEW:
            return {"step": to_json(_step(StepType.PAGEVIEW, "config.path", config.path, None))}
        case GoalType.EVENT:
            return {"step": to_json(_step(StepType.EVENT, "config.event_name", config.event_name, config.conditions))}
        case GoalType.DURATION:
            seconds = _between(config.threshold_seconds, "config.threshold_seconds", 0, SECONDS_MOST)
            return {"threshold_seconds": seconds}
        case GoalType.PAGES_PER_SESSION:
            return {"threshold_pages": _between(config.threshold_pages, "config.threshold_pages", 1, PAGES_MOST)}


def _step(kind: StepType, field: str, value: str | None, conditions: Sequence[ConditionInput] | None) -> Step:
    if value is None:
        raise missing_field(field)
    return a_step(kind, value, conditions, field, "config.conditions")


def _between(value: float | None, field: str, least: int, most: int) -> float:
    if value is None:
        raise missing_field(field)
    if not least <= value <= most:
        raise invalid_body(f"field '{field}' must be between {least} and {most}")
    return value
