"""A survey's questions, moment and looks, as people write them down: checked, kept, shown."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Annotated, Any

from models.surveys import QuestionType
from pulse.describe import Doc
from pulse.errors import invalid_body, missing_field
from resolvers.inputs import a_name

QUESTIONS_MOST = 50
ID_MOST = 64
TEXT_MOST = 500
OPTIONS_LEAST, OPTIONS_MOST = 2, 50
SCALE_MOST = 100
PAGES_MOST = 50
PATH_MOST = 2_000
DELAY_MOST_SECONDS = 86_400
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class TriggerType(StrEnum):
    """What a survey waits for."""

    TIME_ON_PAGE = "time_on_page"
    SCROLL_DEPTH = "scroll_depth"
    EXIT_INTENT = "exit_intent"
    EVENT = "event"


class Position(StrEnum):
    """Where a survey stands on the screen."""

    BOTTOM_RIGHT = "bottom-right"
    BOTTOM_LEFT = "bottom-left"
    TOP_RIGHT = "top-right"
    TOP_LEFT = "top-left"
    CENTER = "center"


class Theme(StrEnum):
    """The ground that a survey has."""

    LIGHT = "light"
    DARK = "dark"
    AUTO = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a survey."""

    id: Annotated[str, Doc("What answers call it.")]
    type: Annotated[QuestionType, Doc("What an answer is.")]
    text: Annotated[str, Doc("What is asked.")]
    required: Annotated[bool, Doc("Whether a completed response answers it.")]
    min: Annotated[int | None, Doc("Of `rating`: the lowest.")]
    max: Annotated[int | None, Doc("Of `rating`: the highest.")]
    options: Annotated[list[str] | None, Doc("Of choices: what there is to choose from.")]


@dataclass(frozen=True, kw_only=True)
class QuestionInput:
    """One question of a survey."""

    type: Annotated[QuestionType, Doc("What an answer is.")]
    text: Annotated[str, Doc("What is asked.")]
    id: Annotated[str | None, Doc("What answers call it; `q1`, `q2` … by default.")] = None
    required: Annotated[bool, Doc("Whether a completed response answers it.")] = True
    min: Annotated[int | None, Doc("Of `rating`: the lowest, 0 by default.")] = None
    max: Annotated[int | None, Doc("Of `rating`: the highest, 10 by default.")] = None
    options: Annotated[list[str] | None, Doc("Of choices: what there is to choose from.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTrigger:
    """When a survey comes, and where."""

    type: Annotated[TriggerType, Doc("What it waits for.")]
    delay_seconds: Annotated[int | None, Doc("Of `time_on_page`: how long the page is open.")]
    percent: Annotated[int | None, Doc("Of `scroll_depth`: how far down the page is seen.")]
    event: Annotated[str | None, Doc("Of `event`: the custom event's name.")]
    pages: Annotated[
        list[str] | None,
        Doc("The paths it comes on; `*` is anything within a segment, at the end anything; null for all."),
    ]
    show_once: Annotated[bool, Doc("Whether a visitor who has seen it is left alone.")]


@dataclass(frozen=True, kw_only=True)
class SurveyTriggerInput:
    """When a survey comes, and where."""

    type: Annotated[TriggerType, Doc("What it waits for.")] = TriggerType.TIME_ON_PAGE
    delay_seconds: Annotated[int | None, Doc("Of `time_on_page`: how long the page is open; 0 by default.")] = None
    percent: Annotated[int | None, Doc("Of `scroll_depth`: how far down the page is seen; 50 by default.")] = None
    event: Annotated[str | None, Doc("Of `event`: the custom event's name.")] = None
    pages: Annotated[
        list[str] | None,
        Doc("The paths it comes on; `*` is anything within a segment, at the end anything; all by default."),
    ] = None
    show_once: Annotated[bool, Doc("Whether a visitor who has seen it is left alone.")] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAppearance:
    """What a survey looks like."""

    position: Annotated[Position, Doc("Where it stands.")]
    theme: Annotated[Theme, Doc("Its ground.")]
    primary_color: Annotated[str | None, Doc("The colour of its buttons, such as `#6366f1`; null for the tracker's.")]


@dataclass(frozen=True, kw_only=True)
class SurveyAppearanceInput:
    """What a survey looks like."""

    position: Annotated[Position, Doc("Where it stands.")] = Position.BOTTOM_RIGHT
    theme: Annotated[Theme, Doc("Its ground.")] = Theme.LIGHT
    primary_color: Annotated[str | None, Doc("The colour of its buttons, such as `#6366f1`.")] = None


def kept_questions(given: Sequence[QuestionInput]) -> list[dict[str, Any]]:
    """The questions as they are stored.

    Raises:
        PulseError: 400 that names the field.

    """
    if not 1 <= len(given) <= QUESTIONS_MOST:
        raise invalid_body(f"field 'questions' must hold 1 to {QUESTIONS_MOST} questions")
    found: list[dict[str, Any]] = []
    for index, question in enumerate(given):
        field = f"questions[{index}]"
        name = _short(question.id or f"q{index + 1}", f"{field}.id", ID_MOST)
        if any(name == one["id"] for one in found):
            raise invalid_body(f"field '{field}.id' repeats '{name}'")
        text = _short(question.text, f"{field}.text", TEXT_MOST)
        found.append(
            {"id": name, "type": question.type.value, "text": text, "required": question.required}
            | _scale(question, field)
            | _options(question, field)
        )
    return found


def shown_question(kept: dict[str, Any]) -> Question:
    """A question that was stored."""
    return Question(**kept | {"type": QuestionType(kept["type"])})


def kept_trigger(given: SurveyTriggerInput | None) -> dict[str, Any]:
    """The moment as it is stored.

    Raises:
        PulseError: 400 that names the field.

    """
    trigger = given or SurveyTriggerInput()
    delay = _between(trigger.delay_seconds, "delay_seconds", 0, 0, DELAY_MOST_SECONDS)
    percent = _between(trigger.percent, "percent", 50, 1, 100)
    of_type = {
        TriggerType.TIME_ON_PAGE: ("delay_seconds", delay),
        TriggerType.SCROLL_DEPTH: ("percent", percent),
        TriggerType.EXIT_INTENT: ("event", None),
        TriggerType.EVENT: ("event", _event(trigger)),
    }
    name, value = of_type[trigger.type]
    nothing = {"delay_seconds": None, "percent": None, "event": None}
    return {
        "type": trigger.type.value,
        **nothing,
        name: value,
        "pages": _pages(trigger.pages),
        "show_once": trigger.show_once,
    }


def shown_trigger(kept: dict[str, Any]) -> SurveyTrigger:
    """The moment that was stored."""
    return SurveyTrigger(**kept | {"type": TriggerType(kept["type"])})


def kept_appearance(given: SurveyAppearanceInput | None) -> dict[str, Any]:
    """The looks as they are stored.

    Raises:
        PulseError: 400 that names the field.

    """
    looks = given or SurveyAppearanceInput()
    if looks.primary_color is not None and not _COLOR.fullmatch(looks.primary_color):
        raise invalid_body("field 'appearance.primary_color' must be a colour such as #6366f1")
    return asdict(looks)


def shown_appearance(kept: dict[str, Any]) -> SurveyAppearance:
    """The looks that were stored."""
    return SurveyAppearance(
        position=Position(kept["position"]), theme=Theme(kept["theme"]), primary_color=kept["primary_color"]
    )


def _scale(question: QuestionInput, field: str) -> dict[str, int | None]:
    if question.type is not QuestionType.RATING:
        for name in ("min", "max"):
            if getattr(question, name) is not None:
                raise invalid_body(f"field '{field}.{name}' is for questions of type 'rating'")
        return {"min": None, "max": None}
    low = 0 if question.min is None else question.min
    high = 10 if question.max is None else question.max
    if not 0 <= low < high <= SCALE_MOST:
        raise invalid_body(f"field '{field}.max' must be above 'min', and both between 0 and {SCALE_MOST}")
    return {"min": low, "max": high}


def _options(question: QuestionInput, field: str) -> dict[str, list[str] | None]:
    if question.type not in (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE):
        if question.options is not None:
            raise invalid_body(f"field '{field}.options' is for questions of a choice")
        return {"options": None}
    if question.options is None:
        raise missing_field(f"{field}.options")
    options = [a_name(option, f"{field}.options[{index}]") for index, option in enumerate(question.options)]
    if not OPTIONS_LEAST <= len(options) <= OPTIONS_MOST or len(set(options)) < len(options):
        raise invalid_body(f"field '{field}.options' must hold {OPTIONS_LEAST} to {OPTIONS_MOST} different options")
    return {"options": options}


def _pages(pages: Sequence[str] | None) -> list[str] | None:
    if not pages:
        return None
    if len(pages) > PAGES_MOST:
        raise invalid_body(f"field 'trigger_config.pages' must hold at most {PAGES_MOST} paths")
    for index, page in enumerate(pages):
        if not page.startswith(("/", "*")) or len(page) > PATH_MOST:
            raise invalid_body(f"field 'trigger_config.pages[{index}]' must be a path that starts with '/'")
    return list(pages)


def _event(trigger: SurveyTriggerInput) -> str | None:
    if trigger.type is not TriggerType.EVENT:
        return None
    if trigger.event is None:
        raise missing_field("trigger_config.event")
    return a_name(trigger.event, "trigger_config.event")


def _between(value: int | None, name: str, default: int, least: int, most: int) -> int:
    found = default if value is None else value
    if not least <= found <= most:
        raise invalid_body(f"field 'trigger_config.{name}' must be between {least} and {most}")
    return found


def _short(text: str, field: str, most: int) -> str:
    found = text.strip()
    if not 1 <= len(found) <= most:
        raise invalid_body(f"field '{field}' must have 1 to {most} characters")
    if not found.isprintable():
        raise invalid_body(f"field '{field}' must not hold control characters")
    return found
