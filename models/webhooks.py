"""Webhooks: addresses that want to hear of a project."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tortoise import fields

from models.base import Resource
from models.projects import Project


class WebhookEvent(StrEnum):
    """What a webhook can hear of."""

    TRAFFIC_SPIKE = "traffic_spike"
    ZERO_TRAFFIC = "zero_traffic"
    DAILY_SUMMARY = "daily_summary"


class Webhook(Resource):
    """An address and the events that it wants. The secret signs what is sent, so it is kept as it is."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="webhooks", db_index=True
    )
    url = fields.CharField(max_length=2000)
    events: Any = fields.JSONField()
    secret = fields.CharField(max_length=200, default="")

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "webhooks"
        ordering = ("created_at", "id")
