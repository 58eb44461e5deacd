"""Experiments: variants of a page, and what counts as their success."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tortoise import fields

from models.base import Resource
from models.projects import Project


class ExperimentStatus(StrEnum):
    """How far an experiment is."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    COMPLETED = "completed"


class Experiment(Resource):
    """An experiment of one project.

    Its variants never change, so that a visitor's stays what it is. ``aim`` is the goal as it was when the experiment
    was made, null where any revenue counts; ``started_at`` is null before its start, ``completed_at`` before its end.
    """

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="experiments", db_index=True
    )
    name = fields.CharField(max_length=200)
    description = fields.CharField(max_length=2_000, null=True)
    status = fields.CharEnumField(ExperimentStatus, max_length=16, default=ExperimentStatus.DRAFT)
    variants: Any = fields.JSONField()
    goal_id = fields.UUIDField(null=True)
    aim: Any = fields.JSONField(null=True)
    started_at = fields.DatetimeField(null=True)
    completed_at = fields.DatetimeField(null=True)

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "experiments"
        ordering = ("created_at", "id")
