"""Surveys: what visitors are asked, and what they said."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tortoise import fields
from tortoise.models import Model

from models.base import Resource
from models.projects import Project


class SurveyStatus(StrEnum):
    """Whether a survey is shown."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ARCHIVED = "archived"


class QuestionType(StrEnum):
    """What an answer is."""

    RATING = "rating"
    TEXT = "text"
    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"


class Survey(Resource):
    """A survey of one project.

    ``responses`` counts what was ever answered, so that the limit holds whatever is erased later; ``response_limit`` is
    null where there is none.
    """

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="surveys", db_index=True
    )
    name = fields.CharField(max_length=200)
    status = fields.CharEnumField(SurveyStatus, max_length=16, default=SurveyStatus.DRAFT)
    questions: Any = fields.JSONField()
    trigger_config: Any = fields.JSONField()
    appearance: Any = fields.JSONField()
    response_limit = fields.IntField(null=True)
    responses = fields.IntField(default=0)

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "surveys"
        ordering = ("created_at", "id")


class SurveyResponse(Model):
    """What one visitor said once. ``item`` is the id of what they sent, so that it counts once however often it comes.

    ``dismissed`` is a survey that was closed before anything was said: no response, but it was shown.
    """

    id = fields.UUIDField(primary_key=True)
    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="survey_responses"
    )
    survey: fields.ForeignKeyRelation[Survey] = fields.ForeignKeyField("models.Survey", related_name="answered")
    item = fields.CharField(max_length=32)
    visitor = fields.CharField(max_length=16)
    answers: Any = fields.JSONField()
    completed = fields.BooleanField()
    dismissed = fields.BooleanField()
    path = fields.CharField(max_length=2_000)
    submitted_at = fields.DatetimeField()

    if TYPE_CHECKING:
        project_id: Any
        survey_id: Any

    class Meta:
        table = "survey_responses"
        unique_together = (("survey", "item"),)
        indexes = (("survey_id", "visitor"), ("survey_id", "submitted_at"), ("project_id", "visitor"))
        ordering = ("-submitted_at", "id")
