"""Funnels: the steps that visitors are expected to take."""

from typing import TYPE_CHECKING, Any

from tortoise import fields

from models.base import Resource
from models.projects import Project


class Funnel(Resource):
    """A funnel of one project. ``window_seconds`` is null where the asked range is the only bound."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="funnels", db_index=True
    )
    name = fields.CharField(max_length=200)
    steps: Any = fields.JSONField()
    window_seconds = fields.IntField(null=True)
    strict_order = fields.BooleanField(default=False)

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "funnels"
        ordering = ("created_at", "id")
