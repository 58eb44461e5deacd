"""Shares: dashboards that whoever has the address may look at."""

from typing import TYPE_CHECKING, Any

from tortoise import fields

from models.base import Resource, now
from models.projects import Project


class Share(Resource):
    """A share of one project. ``tree`` is its filter, ``attempts`` are wrong passwords since ``attempts_since``."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="shares", db_index=True
    )
    name = fields.CharField(max_length=200)
    token = fields.CharField(max_length=64, unique=True)
    modules: Any = fields.JSONField()
    password_hash = fields.CharField(max_length=200, default="")
    expires_at = fields.DatetimeField(null=True)
    period = fields.CharField(max_length=32, null=True)
    start_at = fields.CharField(max_length=40, null=True)
    end_at = fields.CharField(max_length=40, null=True)
    tree: Any = fields.JSONField(null=True)
    embed = fields.BooleanField(default=False)
    badge = fields.BooleanField(default=False)
    attempts = fields.IntField(default=0)
    attempts_since = fields.DatetimeField(default=now)

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "shares"
        ordering = ("created_at", "id")
