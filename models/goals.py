"""Goals: what counts as a success."""

from typing import TYPE_CHECKING, Any

from tortoise import fields

from models.base import Resource
from models.projects import Project


class Goal(Resource):
    """A goal of one project. ``goal_type`` says which keys ``config`` has."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="goals", db_index=True
    )
    name = fields.CharField(max_length=200)
    goal_type = fields.CharField(max_length=32)
    config: Any = fields.JSONField()

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "goals"
        ordering = ("created_at", "id")
