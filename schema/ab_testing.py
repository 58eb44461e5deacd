"""Experiments: defined, run, asked about, and joined by visitors."""

from collections.abc import AsyncGenerator
from typing import Annotated

import strawberry

from access.context import Context
from models.ab_testing import ExperimentStatus
from pulse.paging import page_after
from resolvers import ab_testing as answers
from resolvers import experiment_results as results  # a field below is called experiment_results
from resolvers.ab_testing import Assignment, ExperimentDetails, Variant, VariantInput
from resolvers.experiment_results import (
    DEFAULT_EFFECT,
    ExperimentResults,
    RunTime,
    SampleRatio,
    Uplift,
    VariantResult,
)
from schema.costs import REPORT
from schema.expose import ID, accept, expose, offer, report
from schema.fields import argument, field, mutation, subscription
from schema.info import Info, ProjectId, about_project
from schema.paging import After, Connection, First, connect_all
from schema.ticks import Every, reports

offer(
    ExperimentStatus,
    "How far an experiment is.",
    {
        "DRAFT": "It has not run yet.",
        "RUNNING": "Visitors are assigned.",
        "PAUSED": "Only visitors who were assigned before are answered.",
        "COMPLETED": "It has ended; its results stay.",
    },
)
expose(Variant)
expose(ExperimentDetails, "Experiment", id=ID, goal_id=ID | None)
expose(Assignment, experiment_id=ID)
expose(Uplift)
report(VariantResult)
expose(SampleRatio)
report(RunTime)
expose(ExperimentResults, experiment_id=ID)
accept(VariantInput)

ExperimentId = Annotated[strawberry.ID, argument("The experiment's id, with or without its prefix `exp-`.")]
Effect = Annotated[
    float, argument("The change of the control's conversion rate that the run time is reckoned for, in percent.")
]


@strawberry.type
class ProjectExperiments:
    """The experiments of a project."""

    ctx: strawberry.Private[Context]

    @field(answers.list_experiments)
    async def experiments(self, first: First = 10, after: After = None) -> Connection[ExperimentDetails] | None:
        """The experiments of the project."""
        return connect_all(await answers.list_experiments(self.ctx), page_after(first, after))

    @field(answers.get_experiment)
    async def experiment(self, id: ExperimentId) -> ExperimentDetails | None:  # noqa: A002 - the argument's name
        """An experiment."""
        return await answers.get_experiment(self.ctx, id)

    @field(results.experiment_results, cost=REPORT)
    async def experiment_results(
        self,
        id: ExperimentId,  # noqa: A002 - the argument's name
        effect: Effect = DEFAULT_EFFECT,
    ) -> ExperimentResults | None:
        """What became of its visitors."""
        return await results.experiment_results(self.ctx, id, effect=effect)


@strawberry.type
class ExperimentMutation:
    """Changes of experiments."""

    @mutation(answers.create_experiment)
    async def create_experiment(
        self,
        info: Info,
        name: Annotated[str, argument("What people call it.")],
        variants: Annotated[list[VariantInput], argument("2 to 20 variants, the control first.")],
        description: Annotated[str | None, argument("What is tried, and why.")] = None,
        goal_id: Annotated[strawberry.ID | None, argument("What counts as success; by default any revenue.")] = None,
        project: ProjectId = None,
    ) -> ExperimentDetails:
        """Define an experiment."""
        ctx = await about_project(info, project)
        return await answers.create_experiment(
            ctx, name=name, variants=variants, description=description, goal_id=goal_id
        )

    @mutation(answers.set_experiment_status)
    async def set_experiment_status(
        self,
        info: Info,
        id: ExperimentId,  # noqa: A002 - the argument's name
        status: Annotated[ExperimentStatus, argument("Where it goes.")],
        project: ProjectId = None,
    ) -> ExperimentDetails:
        """Start it, pause it, end it."""
        return await answers.set_experiment_status(await about_project(info, project), id, status=status)

    @mutation(answers.delete_experiment, more="Answers the experiment's id.")
    async def delete_experiment(
        self,
        info: Info,
        id: ExperimentId,  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> strawberry.ID:
        """Delete an experiment."""
        await answers.delete_experiment(await about_project(info, project), id)
        return id

    @mutation(answers.assign_variant)
    async def assign_variant(
        self,
        info: Info,
        id: ExperimentId,  # noqa: A002 - the argument's name
        visitor_id: Annotated[str | None, argument("Your own name for the visitor; else the request says who.")] = None,
        project: ProjectId = None,
    ) -> Assignment:
        """What a visitor is shown."""
        return await answers.assign_variant(await about_project(info, project), id, visitor_id=visitor_id)


@strawberry.type
class ExperimentSubscription:
    """Results, told anew."""

    @subscription(
        results.experiment_results,
        more="Told anew when something happened, at most as often as `every` says, and at least twice a minute.",
        cost=REPORT,
    )
    async def experiment_results(
        self,
        info: Info,
        id: ExperimentId,  # noqa: A002 - the argument's name
        *,
        effect: Effect = DEFAULT_EFFECT,
        every: Every = 5,
        project: ProjectId = None,
    ) -> AsyncGenerator[ExperimentResults, None]:
        """What became of its visitors, told anew."""
        opened = await about_project(info, project)
        async for ctx in reports(opened, results.experiment_results, every):
            yield await results.experiment_results(ctx, id, effect=effect)
