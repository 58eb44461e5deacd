"""Projects, their keys and how their modules are set."""

import secrets
from typing import TYPE_CHECKING, Any

from tortoise import fields
from tortoise.models import Model

from models.base import Resource, now
from pulse.modules import Access
from pulse.project import IdentityWindow

SALT_BYTES = 32


def new_salt() -> bytes:
    """The secret that keys a project's visitor hash."""
    return secrets.token_bytes(SALT_BYTES)


class Project(Resource):
    """One site or app. ``retention_days`` is 0 where the operator's setting holds."""

    name = fields.CharField(max_length=200)
    domain = fields.CharField(max_length=253)
    timezone = fields.CharField(max_length=64, default="UTC")
    currency = fields.CharField(max_length=3, default="USD")
    salt = fields.BinaryField(default=new_salt)
    prior_salt = fields.BinaryField(null=True)
    salt_changed_at = fields.DatetimeField(default=now)
    identity_window = fields.CharEnumField(IdentityWindow, max_length=8, default=IdentityWindow.NEVER)
    retention_days = fields.IntField(default=0)
    honour_dnt = fields.BooleanField(default=False)

    class Meta:
        table = "projects"
        ordering = ("created_at", "id")


class ApiKey(Resource):
    """A key of one project. Only its hash is stored. Revoking one deletes its row."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="keys", db_index=True
    )
    name = fields.CharField(max_length=200)
    key_hash = fields.CharField(max_length=64, unique=True)
    key_prefix = fields.CharField(max_length=16)
    scopes: Any = fields.JSONField()
    allowed_modules: Any = fields.JSONField(null=True)
    expires_at = fields.DatetimeField(null=True)
    last_used_at = fields.DatetimeField(null=True)

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "api_keys"
        ordering = ("created_at", "id")


class ModuleSetting(Model):
    """How a project has set a module. A module without a row is on with all access."""

    id = fields.IntField(primary_key=True)
    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "models.Project", related_name="module_settings"
    )
    name = fields.CharField(max_length=32)
    enabled = fields.BooleanField(default=True)
    access = fields.CharEnumField(Access, max_length=8, default=Access.ALL)

    if TYPE_CHECKING:
        project_id: Any

    class Meta:
        table = "module_settings"
        unique_together = (("project", "name"),)


class DeletedProject(Model):
    """A project that is no more, remembered until nothing of it can arrive from a spool any longer."""

    id = fields.UUIDField(primary_key=True)
    deleted_at = fields.DatetimeField(default=now)

    class Meta:
        table = "deleted_projects"


class Revision(Model):
    """One row that counts the changes of all resources, so that whoever keeps a copy knows when it is stale."""

    id = fields.IntField(primary_key=True)
    value = fields.BigIntField(default=0)

    class Meta:
        table = "revision"
