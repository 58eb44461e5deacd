from tortoise import migrations
from tortoise.migrations import operations as ops
from models.base import now
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0009_alerts')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Share',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('project', fields.ForeignKeyField('models.Project', source_field='project_id', db_index=True, db_constraint=True, to_field='id', related_name='shares', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=200)),
                ('token', fields.CharField(unique=True, max_length=64)),
                ('modules', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('password_hash', fields.CharField(default='', max_length=200)),
                ('expires_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('period', fields.CharField(null=True, max_length=32)),
                ('start_at', fields.CharField(null=True, max_length=40)),
                ('end_at', fields.CharField(null=True, max_length=40)),
                ('tree', fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ('embed', fields.BooleanField(default=False)),
                ('badge', fields.BooleanField(default=False)),
                ('attempts', fields.IntField(default=0)),
                ('attempts_since', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'shares', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A share of one project. ``tree`` is its filter, ``attempts`` are wrong passwords since ``attempts_since``.'},
            bases=['Resource'],
        ),
    ]
