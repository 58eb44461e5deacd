from tortoise import migrations
from tortoise.migrations import operations as ops
from models.ab_testing import ExperimentStatus
from models.base import now
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0007_outbox')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Experiment',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('project', fields.ForeignKeyField('models.Project', source_field='project_id', db_index=True, db_constraint=True, to_field='id', related_name='experiments', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=200)),
                ('description', fields.CharField(null=True, max_length=2000)),
                ('status', fields.CharEnumField(default=ExperimentStatus.DRAFT, description='DRAFT: draft\nRUNNING: running\nPAUSED: paused\nCOMPLETED: completed', enum_type=ExperimentStatus, max_length=16)),
                ('variants', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('goal_id', fields.UUIDField(null=True)),
                ('aim', fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ('started_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('completed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'experiments', 'app': 'models', 'pk_attr': 'id', 'table_description': 'An experiment of one project.'},
            bases=['Resource'],
        ),
    ]
