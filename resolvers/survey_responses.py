"""What visitors said to a survey: one by one, and counted."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from access.caller import Scope
from access.context import Context
from access.needs import needs
from ingest.answers import fits
from models import Survey, SurveyResponse
from models.surveys import QuestionType
from pulse.describe import Doc
from pulse.ids import Prefix
from pulse.numbers import mean, percent
from pulse.paging import Page
from resolvers.rows import Rows
from resolvers.surveys import found_survey

_AT_ONCE = 1_000
"""Responses that are read in one go, so that others are answered in between."""
_NPS_SCALE = (0, 10)
_DETRACTORS, _PASSIVES, _PROMOTERS = "0-6", "7-8", "9-10"
_PASSIVE_FROM, _PROMOTER_FROM = 7, 9


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAnswer:
    """What was said to one question."""

    question_id: Annotated[str, Doc("The question.")]
    value: Annotated[Any, Doc("A number, a text, or a list of texts, as the question asks.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseDetails:
    """What one visitor said once."""

    id: Annotated[str, Doc("UUID with the prefix `resp-`.")]
    answers: Annotated[list[SurveyAnswer], Doc("What was said, question by question.")]
    completed: Annotated[bool, Doc("Whether the visitor came to the end.")]
    path: Annotated[str, Doc("The page on which it was said.")]
    submitted_at: Annotated[datetime, Doc("When it was said.")]
    visitor: Annotated[str, Doc("The visitor's hash, as in the visitors' reports.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCount:
    """How often something was said."""

    value: Annotated[str, Doc("A number of the scale, a range of them, or an option.")]
    count: Annotated[int, Doc("How many responses say it.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionStats:
    """What was said to one question, counted."""

    id: Annotated[str, Doc("The question's id.")]
    text: Annotated[str, Doc("What is asked.")]
    type: Annotated[QuestionType, Doc("What an answer is.")]
    answered: Annotated[int, Doc("How many responses answer it.")]
    avg_value: Annotated[float | None, Doc("Of ratings: the mean, one decimal; null without any.")]
    nps: Annotated[
        float | None,
        Doc("Of ratings from 0 to 10: the share of 9 and 10 less that of 0 to 6, in percent; null without any."),
    ]
    distribution: Annotated[
        list[AnswerCount],
        Doc("Of ratings from 0 to 10: `0-6`, `7-8`, `9-10`; of others each value; of choices each option."),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyStats:
    """What was said to a survey, counted."""

    survey_id: Annotated[str, Doc("UUID of the survey, with the prefix `srv-`.")]
    total_responses: Annotated[int, Doc("Responses, completed or not.")]
    completed_responses: Annotated[int, Doc("Those that came to the end.")]
    completion_rate: Annotated[float, Doc("Share of the responses that were completed, in percent.")]
    dismissals: Annotated[int, Doc("How often it was closed before anything was said; none of these is a response.")]
    questions: Annotated[list[QuestionStats], Doc("Each question whose answers can be counted: all but texts.")]


@needs(Scope.QUERY, module="surveys", shared=False)
async def survey_responses(ctx: Context, page: Page, survey_id: str) -> Rows[ResponseDetails]:
    """The responses to a survey, the newest first.

    Raises:
        PulseError: 404 where the project has no such survey.

    """
    survey = await found_survey(ctx, survey_id)
    with ctx.services.store.reading():
        found = SurveyResponse.filter(survey_id=survey.id, dismissed=False)
        total = await found.count()
        rows = await found.offset(page.offset).limit(page.limit)
    return Rows([_details(row) for row in rows], total)


@needs(Scope.QUERY, module="surveys")
async def survey_stats(ctx: Context, survey_id: str) -> SurveyStats:
    """How many responses there are to a survey, and what they say.

    Raises:
        PulseError: 404 where the project has no such survey.

    """
    survey = await found_survey(ctx, survey_id)
    tallies = [_Tally(kept) for kept in survey.questions if kept["type"] != QuestionType.TEXT]
    total = completed = dismissals = 0
    async for answers, is_completed, is_dismissed in _all(ctx, survey):
        dismissals += is_dismissed
        total += not is_dismissed
        completed += is_completed
        said = {answer["question_id"]: answer["value"] for answer in answers}
        for tally in tallies:
            tally.take(said)
    return SurveyStats(
        survey_id=f"{Prefix.SURVEY.value}{survey.id}",
        total_responses=total,
        completed_responses=completed,
        completion_rate=percent(completed, total),
        dismissals=dismissals,
        questions=[tally.stats() for tally in tallies],
    )


class _Tally:
    """Counts what is said to one question. What no longer fits it, since the question was changed, is left out."""

    def __init__(self, question: dict[str, Any]) -> None:
        self._question = question
        self._type = QuestionType(question["type"])
        self._counts: Counter[Any] = Counter()
        self._answered = 0

    def take(self, said: dict[str, Any]) -> None:
        value = said.get(self._question["id"])
        if value is None or not fits(self._question, value):
            return
        self._answered += 1
        self._counts.update(value if isinstance(value, list) else [value])

    def stats(self) -> QuestionStats:
        rated = self._type is QuestionType.RATING
        parts = self._parts()
        nps = None
        if self._is_nps and self._answered:
            nps = round(100 * (parts[_PROMOTERS] - parts[_DETRACTORS]) / self._answered, 1)
        total = sum(value * count for value, count in self._counts.items()) if rated else 0
        return QuestionStats(
            id=self._question["id"],
            text=self._question["text"],
            type=self._type,
            answered=self._answered,
            avg_value=mean(total, self._answered, 1) if rated and self._answered else None,
            nps=nps,
            distribution=[AnswerCount(value=value, count=count) for value, count in parts.items()],
        )

    @property
    def _is_nps(self) -> bool:
        return (self._question["min"], self._question["max"]) == _NPS_SCALE

    def _parts(self) -> dict[str, int]:
        if self._type is not QuestionType.RATING:
            return {option: self._counts[option] for option in self._question["options"]}
        if not self._is_nps:
            scale = range(self._question["min"], self._question["max"] + 1)
            return {str(value): self._counts[value] for value in scale}
        ranges = {_DETRACTORS: range(_PASSIVE_FROM), _PASSIVES: range(_PASSIVE_FROM, _PROMOTER_FROM)}
        ranges[_PROMOTERS] = range(_PROMOTER_FROM, _NPS_SCALE[1] + 1)
        return {name: sum(self._counts[value] for value in values) for name, values in ranges.items()}


async def _all(ctx: Context, survey: Survey) -> AsyncIterator[tuple[Sequence[dict[str, Any]], bool, bool]]:
    """Every response: its answers, whether it is completed, whether it is a mere dismissal."""
    last = None
    while True:
        with ctx.services.store.reading():
            found = SurveyResponse.filter(survey_id=survey.id)
            found = found if last is None else found.filter(id__gt=last)
            rows = await found.order_by("id").limit(_AT_ONCE).values_list("id", "answers", "completed", "dismissed")
        for _, *row in rows:
            yield tuple(row)
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1][0]


def _details(row: SurveyResponse) -> ResponseDetails:
    return ResponseDetails(
        id=f"{Prefix.RESPONSE.value}{row.id}",
        answers=[SurveyAnswer(question_id=said["question_id"], value=said["value"]) for said in row.answers],
        completed=row.completed,
        path=row.path,
        submitted_at=row.submitted_at,
        visitor=row.visitor,
    )
