"""Visitors are forgotten by replacing the secret that keys their hash."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from access.services import Services
from models import Project
from models.projects import new_salt
from pulse.clock import moment
from pulse.project import IdentityWindow

PRIOR_KEPT = timedelta(hours=25)
"""A session in progress goes on under the old secret; sessions last 24 hours at most."""


async def rotate_salts(services: Services) -> None:
    """Replace the secret of each project whose identity window has passed; destroy old ones that served their time.

    Raises:
        PulseError: 503 where the database does not answer.

    """
    now = moment(int(services.clock()))
    with services.store.reading():
        rows = await Project.filter(~Q(identity_window=IdentityWindow.NEVER) | Q(prior_salt__isnull=False))
    for row in rows:
        if row.salt_changed_at < window_start(row, now):
            await _replace(services, row, now)
        elif row.prior_salt is not None and row.salt_changed_at < now - PRIOR_KEPT:
            await _destroy_prior(services, row)


def window_start(project: Project, now: datetime) -> datetime:
    """When the project's current identity window began, at a midnight of its time zone."""
    local = now.astimezone(ZoneInfo(project.timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
    match project.identity_window:
        case IdentityWindow.DAY:
            return local
        case IdentityWindow.WEEK:
            return local - timedelta(days=local.weekday())
        case IdentityWindow.MONTH:
            return local.replace(day=1)
        case _:
            return project.salt_changed_at


async def _replace(services: Services, row: Project, now: datetime) -> None:
    async with services.store.change():
        # Only where nobody else did it meanwhile: two processes may run at the same hour.
        await Project.filter(id=row.id, salt_changed_at=row.salt_changed_at).update(
            salt=new_salt(), prior_salt=row.salt, salt_changed_at=now
        )


async def _destroy_prior(services: Services, row: Project) -> None:
    async with services.store.change():
        await Project.filter(id=row.id, salt_changed_at=row.salt_changed_at).update(prior_salt=None)
