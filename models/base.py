"""What every resource has."""

import uuid
from datetime import datetime

from tortoise import fields
from tortoise.models import Model

from pulse.clock import moment, system_clock


def now() -> datetime:
    """The moment at which a row is made, in whole seconds as the API writes it."""
    return moment(int(system_clock()))


class Resource(Model):
    """A row with an id that no one can guess, and the moment it was made."""

    id = fields.UUIDField(primary_key=True, default=uuid.uuid4)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        abstract = True
