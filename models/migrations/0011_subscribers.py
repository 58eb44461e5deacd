from tortoise import migrations
from tortoise.migrations import operations as ops
from models.base import now
from models.subscribers import Frequency
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0010_shares')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Subscriber',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('project', fields.ForeignKeyField('models.Project', source_field='project_id', db_index=True, db_constraint=True, to_field='id', related_name='subscribers', on_delete=OnDelete.CASCADE)),
                ('address', fields.CharField(max_length=254)),
                ('frequency', fields.CharEnumField(description='WEEKLY: weekly\nMONTHLY: monthly', enum_type=Frequency, max_length=8)),
                ('sent_until', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'subscribers', 'app': 'models', 'unique_together': (('project', 'address', 'frequency'),), 'pk_attr': 'id', 'table_description': "Whoever gets the reports of one project. ``sent_until`` is where the last report's period ended."},
            bases=['Resource'],
        ),
    ]
