"""How the work by the clock has gone."""

from tortoise import fields
from tortoise.models import Model


class JobState(Model):
    """The last run of one job, by whichever process."""

    name = fields.CharField(max_length=64, primary_key=True)
    started_at = fields.DatetimeField()
    took_ms = fields.IntField()
    error = fields.CharField(max_length=500, default="")
    failures = fields.IntField(default=0)
    next_at = fields.DatetimeField()

    class Meta:
        table = "job_states"
        ordering = ("name",)
