"""Who administered what."""

from typing import Any

from tortoise import fields

from models.base import Resource


class AuditEntry(Resource):
    """One administrative act. It outlives the project and the key that it names, so it refers to neither by relation.

    Attributes:
        owner: the project's UUID; null for what is about none.
        actor: the admin token's holder, or the masked key.
        given: what was asked for, without secrets.

    """

    owner = fields.UUIDField(null=True, db_index=True)
    actor = fields.CharField(max_length=32)
    via_session = fields.BooleanField(default=False)
    action = fields.CharField(max_length=64)
    target = fields.CharField(max_length=100, default="")
    given: Any = fields.JSONField()

    class Meta:
        table = "audit_entries"
        ordering = ("-created_at", "id")
