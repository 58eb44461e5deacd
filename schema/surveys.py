"""Surveys: defined, shown, answered, counted."""

from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from access.context import Context
from models.surveys import QuestionType, SurveyStatus
from pulse.paging import page_after
from resolvers import survey_responses as said
from resolvers import surveys as answers  # a field below is called surveys
from resolvers.questions import (
    Position,
    Question,
    QuestionInput,
    SurveyAppearance,
    SurveyAppearanceInput,
    SurveyTrigger,
    SurveyTriggerInput,
    Theme,
    TriggerType,
)
from resolvers.survey_responses import AnswerCount, QuestionStats, ResponseDetails, SurveyAnswer, SurveyStats
from resolvers.surveys import SurveyDetails
from schema.costs import REPORT
from schema.expose import ID, accept, expose, offer, report
from schema.fields import argument, field, mutation
from schema.info import Info, ProjectId, about_project
from schema.paging import After, Connection, First, connect, connect_all

offer(
    SurveyStatus,
    "Whether a survey is shown.",
    {
        "DRAFT": "It is being written.",
        "ACTIVE": "It is shown, and takes answers.",
        "PAUSED": "It is not shown for a while, and can be changed.",
        "ARCHIVED": "It is over; so is one that has all the responses that it may have.",
    },
)
offer(
    QuestionType,
    "What an answer is.",
    {
        "RATING": "A whole number on the scale from `min` to `max`.",
        "TEXT": "A text.",
        "SINGLE_CHOICE": "One of the options.",
        "MULTIPLE_CHOICE": "A list of some of the options.",
    },
)
offer(
    TriggerType,
    "What a survey waits for.",
    {
        "TIME_ON_PAGE": "The page has been open for `delaySeconds`.",
        "SCROLL_DEPTH": "The page has been seen down to `percent`.",
        "EXIT_INTENT": "The pointer leaves the page at its top.",
        "EVENT": "The page sends the custom event `event`.",
    },
    name="SurveyTriggerType",
)
offer(
    Position,
    "Where a survey stands on the screen.",
    {
        "BOTTOM_RIGHT": "In the lower right corner.",
        "BOTTOM_LEFT": "In the lower left corner.",
        "TOP_RIGHT": "In the upper right corner.",
        "TOP_LEFT": "In the upper left corner.",
        "CENTER": "In the middle.",
    },
    name="SurveyPosition",
)
offer(
    Theme,
    "The ground that a survey has.",
    {"LIGHT": "Light.", "DARK": "Dark.", "AUTO": "As the visitor's system has it."},
    name="SurveyTheme",
)
expose(Question, "SurveyQuestion")
expose(SurveyTrigger)
expose(SurveyAppearance)
expose(SurveyDetails, "Survey", id=ID)
expose(SurveyAnswer, value=JSON)
expose(ResponseDetails, "SurveyResponse", id=ID)
report(AnswerCount)
report(QuestionStats, "SurveyQuestionStats")
report(SurveyStats, survey_id=ID)
accept(QuestionInput, "SurveyQuestionInput")
accept(SurveyTriggerInput)
accept(SurveyAppearanceInput)

SurveyId = Annotated[strawberry.ID, argument("The survey's id, with or without its prefix `srv-`.")]
Kept = argument("Stays as it is where nothing is given.")


@strawberry.type
class ProjectSurveys:
    """The surveys of a project."""

    ctx: strawberry.Private[Context]

    @field(answers.list_surveys)
    async def surveys(self, first: First = 10, after: After = None) -> Connection[SurveyDetails] | None:
        """The surveys of the project."""
        return connect_all(await answers.list_surveys(self.ctx), page_after(first, after))

    @field(answers.get_survey)
    async def survey(self, id: SurveyId) -> SurveyDetails | None:  # noqa: A002 - the argument's name
        """A survey."""
        return await answers.get_survey(self.ctx, id)

    @field(said.survey_responses)
    async def survey_responses(
        self,
        id: SurveyId,  # noqa: A002 - the argument's name
        first: First = 10,
        after: After = None,
    ) -> Connection[ResponseDetails] | None:
        """What was said."""
        page = page_after(first, after)
        return connect(await said.survey_responses(self.ctx, page, id), page)

    @field(said.survey_stats, cost=REPORT)
    async def survey_stats(self, id: SurveyId) -> SurveyStats | None:  # noqa: A002 - the argument's name
        """What was said, counted."""
        return await said.survey_stats(self.ctx, id)


@strawberry.type
class SurveyMutation:
    """Changes of surveys."""

    @mutation(answers.create_survey)
    async def create_survey(
        self,
        info: Info,
        name: Annotated[str, argument("What people call it; visitors read it as its heading.")],
        questions: Annotated[list[QuestionInput], argument("1 to 50 questions.")],
        *,
        trigger_config: Annotated[SurveyTriggerInput | None, argument("When it comes; at once by default.")] = None,
        appearance: Annotated[SurveyAppearanceInput | None, argument("What it looks like.")] = None,
        response_limit: Annotated[int | None, argument("After how many responses it closes; never by default.")] = None,
        project: ProjectId = None,
    ) -> SurveyDetails:
        """Define a survey."""
        given = _given(questions, trigger_config, appearance, response_limit)
        return await answers.create_survey(await about_project(info, project), name=name, **given)

    @mutation(answers.update_survey)
    async def update_survey(
        self,
        info: Info,
        id: SurveyId,  # noqa: A002 - the argument's name
        *,
        name: Annotated[str | None, Kept] = None,
        questions: Annotated[list[QuestionInput] | None, Kept] = None,
        trigger_config: Annotated[SurveyTriggerInput | None, Kept] = None,
        appearance: Annotated[SurveyAppearanceInput | None, Kept] = None,
        response_limit: Annotated[int | None, argument("As it is where nothing is given; 0 takes it away.")] = None,
        project: ProjectId = None,
    ) -> SurveyDetails:
        """Change a survey."""
        given = _given(questions, trigger_config, appearance, response_limit)
        return await answers.update_survey(await about_project(info, project), id, name=name, **given)

    @mutation(answers.set_survey_status)
    async def set_survey_status(
        self,
        info: Info,
        id: SurveyId,  # noqa: A002 - the argument's name
        status: Annotated[SurveyStatus, argument("Where it goes.")],
        project: ProjectId = None,
    ) -> SurveyDetails:
        """Show it, pause it, end it."""
        return await answers.set_survey_status(await about_project(info, project), id, status=status)

    @mutation(answers.delete_survey, more="Answers the survey's id.")
    async def delete_survey(
        self,
        info: Info,
        id: SurveyId,  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> strawberry.ID:
        """Delete a survey."""
        await answers.delete_survey(await about_project(info, project), id)
        return id


def _given(
    questions: list[QuestionInput] | None,
    trigger_config: SurveyTriggerInput | None,
    appearance: SurveyAppearanceInput | None,
    response_limit: int | None,
) -> dict[str, Any]:
    return {
        "questions": questions,
        "trigger_config": trigger_config,
        "appearance": appearance,
        "response_limit": response_limit,
    }
