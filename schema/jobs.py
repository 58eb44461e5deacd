"""What the operator sees of the work by the clock."""

import strawberry

from resolvers import jobs as answers  # a field below is called jobs
from resolvers.jobs import JobDetails, OutboxCounts
from schema.expose import expose
from schema.fields import field
from schema.info import Info

expose(JobDetails, "Job")
expose(OutboxCounts)


@strawberry.type
class JobQuery:
    """Questions about the work by the clock."""

    @field(answers.list_jobs)
    async def jobs(self, info: Info) -> list[JobDetails] | None:
        """The work that happens by the clock."""
        return await answers.list_jobs(info.context)

    @field(answers.count_outbox)
    async def outbox(self, info: Info) -> OutboxCounts | None:
        """How many messages there are by status."""
        return await answers.count_outbox(info.context)
