"""Alerts: rules on a metric, and when each of them fired."""

from typing import TYPE_CHECKING, Any

from tortoise import fields

from models.base import Resource
from models.projects import Project


class Alert(Resource):
    """A rule of one project. ``notices`` counts what it has said, so that two processes cannot say the same."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="alerts", db_index=True
    )
    name = fields.CharField(max_length=200)
    module = fields.CharField(max_length=32)
    metric = fields.CharField(max_length=64)
    about = fields.CharField(max_length=36, null=True)
    basis = fields.CharField(max_length=16)
    operator = fields.CharField(max_length=8)
    threshold = fields.FloatField()
    window_minutes = fields.IntField()
    cooldown_minutes = fields.IntField()
    channels: Any = fields.JSONField()
    enabled = fields.BooleanField(default=True)
    last_triggered = fields.DatetimeField(null=True)
    notices = fields.IntField(default=0)

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "alerts"
        ordering = ("created_at", "id")


class AlertFiring(Resource):
    """One time that a rule held: made when it began to, with ``resolved_at`` once it did no longer."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="alert_firings", db_index=True
    )
    alert: fields.ForeignKeyRelation[Alert] = fields.ForeignKeyField(
        "models.Alert", related_name="firings", db_index=True
    )
    value = fields.FloatField()
    expected = fields.FloatField(null=True)
    threshold = fields.FloatField()
    notices = fields.IntField(default=1)
    resolved_at = fields.DatetimeField(null=True)

    if TYPE_CHECKING:
        project_id: Any
        alert_id: Any

    class Meta:
        table = "alert_firings"
        ordering = ("created_at", "id")
