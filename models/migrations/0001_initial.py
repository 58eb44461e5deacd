from tortoise import migrations
from tortoise.migrations import operations as ops
from models.base import now
from models.projects import new_salt
from orjson import loads
from pulse.modules import Access
from pulse.project import IdentityWindow
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="DeletedProject",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("deleted_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "deleted_projects",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A project that is no more, remembered until nothing of it can arrive from a spool any longer.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Project",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ("name", fields.CharField(max_length=200)),
                ("domain", fields.CharField(max_length=253)),
                ("timezone", fields.CharField(default="UTC", max_length=64)),
                ("currency", fields.CharField(default="USD", max_length=3)),
                ("salt", fields.BinaryField(default=new_salt)),
                ("prior_salt", fields.BinaryField(null=True)),
                ("salt_changed_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "identity_window",
                    fields.CharEnumField(
                        default=IdentityWindow.NEVER,
                        description="NEVER: never\nMONTH: month\nWEEK: week\nDAY: day",
                        enum_type=IdentityWindow,
                        max_length=8,
                    ),
                ),
                ("retention_days", fields.IntField(default=0)),
                ("honour_dnt", fields.BooleanField(default=False)),
            ],
            options={
                "table": "projects",
                "app": "models",
                "pk_attr": "id",
                "table_description": "One site or app. ``retention_days`` is 0 where the operator's setting holds.",
            },
            bases=["Resource"],
        ),
        ops.CreateModel(
            name="ApiKey",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                (
                    "project",
                    fields.ForeignKeyField(
                        "models.Project",
                        source_field="project_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="keys",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                ("key_hash", fields.CharField(unique=True, max_length=64)),
                ("key_prefix", fields.CharField(max_length=16)),
                ("scopes", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("allowed_modules", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ("expires_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("last_used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "api_keys",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A key of one project. Only its hash is stored. Revoking one deletes its row.",
            },
            bases=["Resource"],
        ),
        ops.CreateModel(
            name="ModuleSetting",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "project",
                    fields.ForeignKeyField(
                        "models.Project",
                        source_field="project_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="module_settings",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=32)),
                ("enabled", fields.BooleanField(default=True)),
                (
                    "access",
                    fields.CharEnumField(
                        default=Access.ALL,
                        description="READ: read\nWRITE: write\nALL: all",
                        enum_type=Access,
                        max_length=8,
                    ),
                ),
            ],
            options={
                "table": "module_settings",
                "app": "models",
                "unique_together": (("project", "name"),),
                "pk_attr": "id",
                "table_description": "How a project has set a module. A module without a row is on with all access.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Revision",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("value", fields.BigIntField(default=0)),
            ],
            options={
                "table": "revision",
                "app": "models",
                "pk_attr": "id",
                "table_description": "One row that counts the changes of all resources, so that whoever keeps a copy knows when it is stale.",
            },
            bases=["Model"],
        ),
    ]
