from tortoise import migrations
from tortoise.migrations import operations as ops
from models.base import now
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0004_goals')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Segment',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('project', fields.ForeignKeyField('models.Project', source_field='project_id', db_index=True, db_constraint=True, to_field='id', related_name='segments', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=200)),
                ('tree', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'segments', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A filter of one project, kept as a tree of plain values.'},
            bases=['Resource'],
        ),
    ]
