"""Surveys: defined, shown, changed, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from tortoise.expressions import F, Q

from access.caller import Scope
from access.context import Context
from access.needs import needs
from ingest.visitor import visitor_of
from models import Survey, SurveyResponse
from models.surveys import SurveyStatus
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import conflict, invalid_body, not_found
from pulse.ids import Prefix, parse_id
from pulse.modules import Access
from resolvers.inputs import a_name
from resolvers.questions import (
    Question,
    QuestionInput,
    SurveyAppearance,
    SurveyAppearanceInput,
    SurveyTrigger,
    SurveyTriggerInput,
    kept_appearance,
    kept_questions,
    kept_trigger,
    shown_appearance,
    shown_question,
    shown_trigger,
)
from warehouse.surveys import erase_responses

LIMIT_MOST = 1_000_000
_CHANGEABLE = (SurveyStatus.DRAFT, SurveyStatus.PAUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDetails:
    """A survey as it is defined."""

    id: Annotated[str, Doc("UUID with the prefix `srv-`.")]
    name: Annotated[str, Doc("What people call it; visitors read it as its heading.")]
    status: Annotated[SurveyStatus, Doc("Whether it is shown.")]
    questions: Annotated[list[Question], Doc("What visitors are asked.")]
    trigger_config: Annotated[SurveyTrigger, Doc("When it comes, and where.")]
    appearance: Annotated[SurveyAppearance, Doc("What it looks like.")]
    response_limit: Annotated[int | None, Doc("After how many responses it closes by itself; null for never.")]
    responses: Annotated[int, Doc("How many responses there have been. Closing it without a word is none.")]
    created_at: Annotated[datetime, Doc("When it was made.")]


@needs(Scope.QUERY, module="surveys", shared=True)
async def list_surveys(ctx: Context) -> list[SurveyDetails]:
    """The surveys of the project, oldest first."""
    with ctx.services.store.reading():
        return [_details(row) for row in await Survey.filter(project_id=_project_id(ctx))]


@needs(Scope.QUERY, module="surveys", shared=True)
async def get_survey(ctx: Context, survey_id: str) -> SurveyDetails:
    """A survey as it is defined.

    Raises:
        PulseError: 404 where the project has no such survey.

    """
    return _details(await found_survey(ctx, survey_id))


@needs(Scope.INGEST, module="surveys", access=Access.WRITE)
async def active_surveys(ctx: Context, *, visitor_id: str | None = None) -> list[SurveyDetails]:
    """The surveys that a visitor may be shown now: active, and not seen before where they are to be shown once.

    Who the visitor is says `visitor_id`, or the request itself.
    """
    project, now = ctx.require_project(), ctx.services.clock()
    known = visitor_of(project, visitor_id, ctx.origin.ip, ctx.origin.user_agent, now)
    with ctx.services.store.reading():
        rows = await Survey.filter(project_id=_project_id(ctx), status=SurveyStatus.ACTIVE)
        once = [row.id for row in rows if row.trigger_config["show_once"]]
        of_them = SurveyResponse.filter(survey_id__in=once, visitor__in=[f"{one:016x}" for one in known if one])
        seen = set(await of_them.values_list("survey_id", flat=True)) if once else set()
    return [_details(row) for row in rows if row.id not in seen]


@needs(Scope.QUERY, module="surveys", access=Access.WRITE)
async def create_survey(
    ctx: Context,
    *,
    name: str,
    questions: Sequence[QuestionInput],
    trigger_config: SurveyTriggerInput | None = None,
    appearance: SurveyAppearanceInput | None = None,
    response_limit: int | None = None,
) -> SurveyDetails:
    """Define a survey of 1 to 50 questions, as a draft.

    Raises:
        PulseError: 400 that names the field.

    """
    row = Survey(
        project_id=_project_id(ctx),
        name=a_name(name),
        questions=kept_questions(questions),
        trigger_config=kept_trigger(trigger_config),
        appearance=kept_appearance(appearance),
        response_limit=_limit(response_limit),
        created_at=moment(int(ctx.services.clock())),
    )
    async with ctx.services.store.transaction():
        await row.save()
    return _details(row)


@needs(Scope.QUERY, module="surveys", access=Access.WRITE)
async def update_survey(
    ctx: Context,
    survey_id: str,
    *,
    name: str | None = None,
    questions: Sequence[QuestionInput] | None = None,
    trigger_config: SurveyTriggerInput | None = None,
    appearance: SurveyAppearanceInput | None = None,
    response_limit: int | None = None,
) -> SurveyDetails:
    """Change a draft or paused survey; what is not given stays, and a response limit of 0 takes it away.

    Raises:
        PulseError: 400 that names the field, or where the survey is active or archived; 404 where the project has no
            such survey.

    """
    given = {
        "name": None if name is None else a_name(name),
        "questions": None if questions is None else kept_questions(questions),
        "trigger_config": None if trigger_config is None else kept_trigger(trigger_config),
        "appearance": None if appearance is None else kept_appearance(appearance),
    }
    change: dict[str, Any] = {field: value for field, value in given.items() if value is not None}
    if response_limit is not None:
        change["response_limit"] = _limit(response_limit or None)
    row = await found_survey(ctx, survey_id)
    async with ctx.services.store.transaction():
        own = Survey.filter(id=row.id, status__in=_CHANGEABLE)
        changed = await own.update(**change or {"name": row.name})
        row = await Survey.get(id=row.id)
    if not changed:
        raise conflict(f"Only draft or paused surveys can be changed; this one is {row.status.value}.")
    return _details(row)


@needs(Scope.QUERY, module="surveys", access=Access.WRITE)
async def set_survey_status(ctx: Context, survey_id: str, *, status: SurveyStatus) -> SurveyDetails:
    """Show a survey, pause it, archive it.

    Raises:
        PulseError: 404 where the project has no such survey, 400 where it has all the responses that it may have.

    """
    row = await found_survey(ctx, survey_id)
    async with ctx.services.store.transaction():
        own = Survey.filter(id=row.id)
        if status is SurveyStatus.ACTIVE:
            own = own.filter(Q(response_limit__isnull=True) | Q(responses__lt=F("response_limit")))
        changed = await own.update(status=status)
        row = await Survey.get(id=row.id)
    if not changed:
        raise conflict(f"The survey has its {row.response_limit} responses; raise 'response_limit' to show it again.")
    return _details(row)


@needs(Scope.QUERY, module="surveys", access=Access.WRITE)
async def delete_survey(ctx: Context, survey_id: str) -> None:
    """Delete a survey and all its responses.

    Raises:
        PulseError: 404 where the project has no such survey, 503 where a store does not answer; doing it again
            finishes it.

    """
    row = await found_survey(ctx, survey_id)
    async with ctx.services.store.transaction():  # from now on nothing comes in any more
        await Survey.filter(id=row.id).update(status=SurveyStatus.ARCHIVED)
    await ctx.services.intake.flush()
    await erase_responses(ctx.services.warehouse, ctx.require_project().id, str(row.id))
    async with ctx.services.store.transaction():
        await Survey.filter(id=row.id).delete()


async def found_survey(ctx: Context, survey_id: str) -> Survey:
    """The stored survey of that id.

    Raises:
        PulseError: 404 where the project has none.

    """
    with ctx.services.store.reading():
        row = await Survey.get_or_none(id=parse_id(survey_id, Prefix.SURVEY), project_id=_project_id(ctx))
    if row is None:
        raise not_found("Survey", survey_id)
    return row


def _limit(limit: int | None) -> int | None:
    if limit is not None and not 1 <= limit <= LIMIT_MOST:
        raise invalid_body(f"field 'response_limit' must be between 1 and {LIMIT_MOST}")
    return limit


def _details(row: Survey) -> SurveyDetails:
    return SurveyDetails(
        id=f"{Prefix.SURVEY.value}{row.id}",
        name=row.name,
        status=row.status,
        questions=[shown_question(kept) for kept in row.questions],
        trigger_config=shown_trigger(row.trigger_config),
        appearance=shown_appearance(row.appearance),
        response_limit=row.response_limit,
        responses=row.responses,
        created_at=row.created_at,
    )


def _project_id(ctx: Context) -> UUID:
    return UUID(ctx.require_project().id)
