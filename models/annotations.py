"""Annotations: what happened beside the numbers."""

from typing import TYPE_CHECKING, Any

from tortoise import fields

from models.base import Resource
from models.projects import Project


class Annotation(Resource):
    """A mark on the time line of one project."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="annotations", db_index=True
    )
    at = fields.DatetimeField(db_index=True)
    text = fields.CharField(max_length=500)
    link = fields.CharField(max_length=2_000, null=True)

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "annotations"
        ordering = ("at", "id")
