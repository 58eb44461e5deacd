from tortoise import migrations
from tortoise.migrations import operations as ops
from models.base import now
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0008_experiments')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Alert',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('project', fields.ForeignKeyField('models.Project', source_field='project_id', db_index=True, db_constraint=True, to_field='id', related_name='alerts', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=200)),
                ('module', fields.CharField(max_length=32)),
                ('metric', fields.CharField(max_length=64)),
                ('about', fields.CharField(null=True, max_length=36)),
                ('basis', fields.CharField(max_length=16)),
                ('operator', fields.CharField(max_length=8)),
                ('threshold', fields.FloatField()),
                ('window_minutes', fields.IntField()),
                ('cooldown_minutes', fields.IntField()),
                ('channels', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('enabled', fields.BooleanField(default=True)),
                ('last_triggered', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('notices', fields.IntField(default=0)),
            ],
            options={'table': 'alerts', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A rule of one project. ``notices`` counts what it has said, so that two processes cannot say the same.'},
            bases=['Resource'],
        ),
        ops.CreateModel(
            name='AlertFiring',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('project', fields.ForeignKeyField('models.Project', source_field='project_id', db_index=True, db_constraint=True, to_field='id', related_name='alert_firings', on_delete=OnDelete.CASCADE)),
                ('alert', fields.ForeignKeyField('models.Alert', source_field='alert_id', db_index=True, db_constraint=True, to_field='id', related_name='firings', on_delete=OnDelete.CASCADE)),
                ('value', fields.FloatField()),
                ('expected', fields.FloatField(null=True)),
                ('threshold', fields.FloatField()),
                ('notices', fields.IntField(default=1)),
                ('resolved_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'alert_firings', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One time that a rule held: made when it began to, with ``resolved_at`` once it did no longer.'},
            bases=['Resource'],
        ),
    ]
