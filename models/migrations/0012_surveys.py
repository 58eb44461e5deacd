from tortoise import migrations
from tortoise.migrations import operations as ops
from models.base import now
from models.surveys import SurveyStatus
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0011_subscribers')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Survey',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('project', fields.ForeignKeyField('models.Project', source_field='project_id', db_index=True, db_constraint=True, to_field='id', related_name='surveys', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=200)),
                ('status', fields.CharEnumField(default=SurveyStatus.DRAFT, description='DRAFT: draft\nACTIVE: active\nPAUSED: paused\nARCHIVED: archived', enum_type=SurveyStatus, max_length=16)),
                ('questions', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('trigger_config', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('appearance', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('response_limit', fields.IntField(null=True)),
                ('responses', fields.IntField(default=0)),
            ],
            options={'table': 'surveys', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A survey of one project.'},
            bases=['Resource'],
        ),
        ops.CreateModel(
            name='SurveyResponse',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('project', fields.ForeignKeyField('models.Project', source_field='project_id', db_constraint=True, to_field='id', related_name='survey_responses', on_delete=OnDelete.CASCADE)),
                ('survey', fields.ForeignKeyField('models.Survey', source_field='survey_id', db_constraint=True, to_field='id', related_name='answered', on_delete=OnDelete.CASCADE)),
                ('item', fields.CharField(max_length=32)),
                ('visitor', fields.CharField(max_length=16)),
                ('answers', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('completed', fields.BooleanField()),
                ('dismissed', fields.BooleanField()),
                ('path', fields.CharField(max_length=2000)),
                ('submitted_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'survey_responses', 'app': 'models', 'unique_together': (('survey', 'item'),), 'indexes': [Index(fields=['survey_id', 'visitor']), Index(fields=['survey_id', 'submitted_at']), Index(fields=['project_id', 'visitor'])], 'pk_attr': 'id', 'table_description': 'What one visitor said once. ``item`` is the id of what they sent, so that it counts once however often it comes.'},
            bases=['Model'],
        ),
    ]

