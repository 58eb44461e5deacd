"""Subscribers: who gets a project's reports by mail."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tortoise import fields

from models.base import Resource
from models.projects import Project


class Frequency(StrEnum):
    """How often a report comes."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Subscriber(Resource):
    """Whoever gets the reports of one project. ``sent_until`` is where the last report's period ended."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="subscribers", db_index=True
    )
    address = fields.CharField(max_length=254)
    frequency = fields.CharEnumField(Frequency, max_length=8)
    sent_until = fields.DatetimeField()

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "subscribers"
        ordering = ("created_at", "id")
        unique_together = (("project", "address", "frequency"),)
