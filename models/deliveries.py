"""What is to be told to somebody outside, kept until it has arrived."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tortoise import fields

from models.base import Resource, now
from models.projects import Project
from models.webhooks import Webhook


class Channel(StrEnum):
    """How a delivery goes out."""

    WEB = "web"
    MAIL = "mail"


class DeliveryStatus(StrEnum):
    """What has become of a delivery."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class Delivery(Resource):
    """One message for one receiver. ``key`` is what makes it one: a second with the same key is not taken in.

    Attributes:
        target: where it goes, as its channel needs it.
        content: what is sent, as its channel needs it; made once, so that each attempt sends the same.
        attempts: each attempt's moment, outcome, status code, duration in milliseconds and excerpt of the answer.
        due_at: when the next attempt may begin; null once nothing is to be tried any more.
        give_up_at: when the last attempt may begin.

    """

    project: fields.ForeignKeyNullableRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="deliveries", db_index=True, null=True
    )
    webhook: fields.ForeignKeyNullableRelation[Webhook] = fields.ForeignKeyField(
        "models.Webhook", related_name="deliveries", db_index=True, null=True
    )
    kind = fields.CharField(max_length=40)
    channel = fields.CharEnumField(Channel, max_length=8)
    target: Any = fields.JSONField()
    content: Any = fields.JSONField()
    key = fields.CharField(max_length=200, unique=True)
    status = fields.CharEnumField(DeliveryStatus, max_length=12, default=DeliveryStatus.WAITING)
    attempts: Any = fields.JSONField(default=list)
    due_at = fields.DatetimeField(null=True, default=now, db_index=True)
    give_up_at = fields.DatetimeField()
    settled_at = fields.DatetimeField(null=True, db_index=True)

    if TYPE_CHECKING:
        project_id: Any
        webhook_id: Any

    class Meta:
        table = "deliveries"
        ordering = ("-created_at", "id")
