from tortoise import migrations
from tortoise.migrations import operations as ops
from models.base import now
from models.deliveries import Channel, DeliveryStatus
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0006_annotations')]

    initial = False

    operations = [
        ops.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('owner', fields.UUIDField(null=True, db_index=True)),
                ('actor', fields.CharField(max_length=32)),
                ('via_session', fields.BooleanField(default=False)),
                ('action', fields.CharField(max_length=64)),
                ('target', fields.CharField(default='', max_length=100)),
                ('given', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'audit_entries', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One administrative act. It outlives the project and the key that it names, so it refers to neither by relation.'},
            bases=['Resource'],
        ),
        ops.CreateModel(
            name='JobState',
            fields=[
                ('name', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ('started_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('took_ms', fields.IntField()),
                ('error', fields.CharField(default='', max_length=500)),
                ('failures', fields.IntField(default=0)),
                ('next_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'job_states', 'app': 'models', 'pk_attr': 'name', 'table_description': 'The last run of one job, by whichever process.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Webhook',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('project', fields.ForeignKeyField('models.Project', source_field='project_id', db_index=True, db_constraint=True, to_field='id', related_name='webhooks', on_delete=OnDelete.CASCADE)),
                ('url', fields.CharField(max_length=2000)),
                ('events', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('secret', fields.CharField(default='', max_length=200)),
            ],
            options={'table': 'webhooks', 'app': 'models', 'pk_attr': 'id', 'table_description': 'An address and the events that it wants. The secret signs what is sent, so it is kept as it is.'},
            bases=['Resource'],
        ),
        ops.CreateModel(
            name='Delivery',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('project', fields.ForeignKeyField('models.Project', source_field='project_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='deliveries', on_delete=OnDelete.CASCADE)),
                ('webhook', fields.ForeignKeyField('models.Webhook', source_field='webhook_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='deliveries', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharField(max_length=40)),
                ('channel', fields.CharEnumField(description='WEB: web\nMAIL: mail', enum_type=Channel, max_length=8)),
                ('target', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('content', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('key', fields.CharField(unique=True, max_length=200)),
                ('status', fields.CharEnumField(default=DeliveryStatus.WAITING, description='WAITING: waiting\nDELIVERED: delivered\nFAILED: failed', enum_type=DeliveryStatus, max_length=12)),
                ('attempts', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('due_at', fields.DatetimeField(null=True, default=now, db_index=True, auto_now=False, auto_now_add=False)),
                ('give_up_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('settled_at', fields.DatetimeField(null=True, db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'deliveries', 'app': 'models', 'pk_attr': 'id', 'table_description': 'One message for one receiver. ``key`` is what makes it one: a second with the same key is not taken in.'},
            bases=['Resource'],
        ),
    ]

