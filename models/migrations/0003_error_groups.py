from tortoise import migrations
from tortoise.migrations import operations as ops
from models.base import now
from models.error_tracking import ErrorDecision
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0002_funnels')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ErrorGroup',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('project', fields.ForeignKeyField('models.Project', source_field='project_id', db_constraint=True, to_field='id', related_name='error_groups', on_delete=OnDelete.CASCADE)),
                ('fingerprint', fields.CharField(max_length=16)),
                ('decision', fields.CharEnumField(description='RESOLVED: resolved\nIGNORED: ignored', enum_type=ErrorDecision, max_length=16)),
                ('decided_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'error_groups', 'app': 'models', 'unique_together': (('project', 'fingerprint'),), 'pk_attr': 'id', 'table_description': 'A group of errors about which something was decided. ``fingerprint`` is 16 hexadecimal digits.'},
            bases=['Resource'],
        ),
    ]
