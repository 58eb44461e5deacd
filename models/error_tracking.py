"""What people decided about groups of errors."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tortoise import fields

from models.base import Resource, now
from models.projects import Project


class ErrorDecision(StrEnum):
    """What was decided about a group. A group without a row is open."""

    RESOLVED = "resolved"
    IGNORED = "ignored"


class ErrorGroup(Resource):
    """A group of errors about which something was decided. ``fingerprint`` is 16 hexadecimal digits."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField("models.Project", related_name="error_groups")
    fingerprint = fields.CharField(max_length=16)
    decision = fields.CharEnumField(ErrorDecision, max_length=16)
    decided_at = fields.DatetimeField(default=now)

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "error_groups"
        unique_together = (("project", "fingerprint"),)
        ordering = ("decided_at", "id")
