"""What visitors say to surveys, kept with the survey itself: a limit of responses has to be exact."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from tortoise.exceptions import IntegrityError
from tortoise.expressions import F, Q

from ingest.hits import Hit
from models import Survey, SurveyResponse
from models.store import Store
from models.surveys import QuestionType, SurveyStatus
from pulse.clock import moment
from pulse.errors import conflict, invalid_body
from pulse.ids import Prefix
from pulse.windows import SECOND

SURVEY_RESPONSE = "survey_response"

Question = Mapping[str, Any]
Answer = Mapping[str, Any]

_parse = msgspec.json.Decoder(list[dict[str, Any]]).decode


class Answers:
    """Keeps responses to the surveys that are defined here; those to others are the site's own business."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, hit: Hit) -> None:
        """Keep the response that a hit is; done when it is on disk. One that was kept before is kept once.

        Raises:
            PulseError: 400 where the survey takes none now, or an answer does not fit its question; 503 where it cannot
                be kept.

        """
        survey_id, item = uuid.UUID(hit.columns["name"]), (hit.id or uuid.uuid4().bytes).hex()
        with self._store.reading():
            survey = await Survey.get_or_none(id=survey_id, project_id=uuid.UUID(hit.project))
            if survey is None or await SurveyResponse.exists(survey_id=survey_id, item=item):
                return
        answers, completed = _parse(hit.columns["data"]), bool(hit.columns["value"])
        check_answers(survey.questions, answers, completed=completed)
        row = SurveyResponse(
            id=uuid.uuid4(),
            project_id=survey.project_id,
            survey_id=survey_id,
            item=item,
            visitor=f"{hit.visitor:016x}",
            answers=answers,
            completed=completed,
            dismissed=not (answers or completed),
            path=hit.path,
            submitted_at=moment(hit.timestamp // SECOND),
        )
        try:
            async with self._store.transaction():
                await _count(row)
                await row.save(force_create=True)
        except IntegrityError:  # it came twice at once, or the survey was deleted meanwhile
            return


async def _count(row: SurveyResponse) -> None:
    """Take one of the places that are left. The first statement writes, so that two at the limit come one by one."""
    active = Survey.filter(id=row.survey_id, status=SurveyStatus.ACTIVE)
    if row.dismissed:
        taken = await active.update(responses=F("responses"))
    else:
        room = Q(response_limit__isnull=True) | Q(responses__lt=F("response_limit"))
        taken = await active.filter(room).update(responses=F("responses") + 1)
    if not taken:
        raise conflict(f"Survey '{Prefix.SURVEY.value}{row.survey_id}' is not active.")
    await active.filter(responses__gte=F("response_limit")).update(status=SurveyStatus.ARCHIVED)


def check_answers(questions: Sequence[Question], answers: Sequence[Answer], *, completed: bool) -> None:
    """Refuse what does not answer a survey's questions; whoever gave up half-way may leave some out.

    Raises:
        PulseError: 400 that names the answer or the question.

    """
    known = {question["id"]: question for question in questions}
    given: set[str] = set()
    for index, answer in enumerate(answers):
        name, field = answer["question_id"], f"answers[{index}]"
        if name not in known:
            raise invalid_body(f"'{field}.question_id' is no question of this survey")
        if name in given:
            raise invalid_body(f"'{field}.question_id' is answered twice")
        given.add(name)
        if not fits(known[name], answer["value"]):
            raise invalid_body(f"'{field}.value' must be {_wanted(known[name])}")
    missing = [question["id"] for question in questions if question["required"] and question["id"] not in given]
    if completed and missing:
        raise invalid_body(f"'answers' lacks the required question '{missing[0]}'")


def fits(question: Question, value: Any) -> bool:
    """Whether a value answers a question."""
    match QuestionType(question["type"]):
        case QuestionType.RATING:
            whole = isinstance(value, int) and not isinstance(value, bool)
            return whole and bool(question["min"] <= value <= question["max"])
        case QuestionType.TEXT:
            return isinstance(value, str) and bool(value.strip())
        case QuestionType.SINGLE_CHOICE:
            return isinstance(value, str) and value in question["options"]
        case QuestionType.MULTIPLE_CHOICE:
            chosen = isinstance(value, list) and bool(value) and all(one in question["options"] for one in value)
            return chosen and len(set(value)) == len(value)


def _wanted(question: Question) -> str:
    match QuestionType(question["type"]):
        case QuestionType.RATING:
            return f"a whole number from {question['min']} to {question['max']}"
        case QuestionType.TEXT:
            return "a string that is not empty"
        case QuestionType.SINGLE_CHOICE:
            return f"one of: {', '.join(question['options'])}"
        case QuestionType.MULTIPLE_CHOICE:
            return f"a list of different ones of: {', '.join(question['options'])}"
