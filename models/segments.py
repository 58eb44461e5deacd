"""Segments: filters with a name."""

from typing import TYPE_CHECKING, Any

from tortoise import fields

from models.base import Resource
from models.projects import Project


class Segment(Resource):
    """A filter of one project, kept as a tree of plain values."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="segments", db_index=True
    )
    name = fields.CharField(max_length=200)
    tree: Any = fields.JSONField()

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "segments"
        ordering = ("created_at", "id")
