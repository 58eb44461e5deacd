"""Deleting by the clock: what is older than its project keeps it, and what is left of deleted projects."""

from datetime import timedelta

from access.services import Services
from models import DeletedProject, Project, SurveyResponse
from pulse.clock import moment
from warehouse.erase import erase_before, erase_projects

_DAY_SECONDS = 86_400
FINISHED_AFTER = timedelta(days=31)
"""By then nothing of a deleted project can arrive any more: events are accepted for 30 days."""


async def erase_expired(services: Services) -> None:
    """Delete what is older than each project's retention, or than the operator's setting where it has none.

    Raises:
        PulseError: 503 where a store does not answer.

    """
    now = services.clock()
    with services.store.reading():
        rows = await Project.all()
    days = {str(row.id): row.retention_days or services.settings.data_retention_days for row in rows}
    cutoffs = {project: now - kept * _DAY_SECONDS for project, kept in days.items() if kept}
    await erase_before(services.warehouse, {project: round(cutoff * 1000) for project, cutoff in cutoffs.items()})
    async with services.store.transaction():
        for project, cutoff in cutoffs.items():
            await SurveyResponse.filter(project_id=project, submitted_at__lt=moment(cutoff)).delete()


async def finish_deletions(services: Services) -> None:
    """Delete what reached the warehouse after its project was deleted, and forget projects long gone.

    Raises:
        PulseError: 503 where a store does not answer.

    """
    with services.store.reading():
        rows = await DeletedProject.all()
    if not rows:
        return
    await erase_projects(services.warehouse, [str(row.id) for row in rows])
    long_ago = moment(services.clock()) - FINISHED_AFTER
    async with services.store.transaction():
        await DeletedProject.filter(deleted_at__lt=long_ago).delete()
