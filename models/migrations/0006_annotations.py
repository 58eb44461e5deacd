from tortoise import migrations
from tortoise.migrations import operations as ops
from models.base import now
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0005_segments')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Annotation',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('project', fields.ForeignKeyField('models.Project', source_field='project_id', db_index=True, db_constraint=True, to_field='id', related_name='annotations', on_delete=OnDelete.CASCADE)),
                ('at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ('text', fields.CharField(max_length=500)),
                ('link', fields.CharField(null=True, max_length=2000)),
            ],
            options={'table': 'annotations', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A mark on the time line of one project.'},
            bases=['Resource'],
        ),
    ]
