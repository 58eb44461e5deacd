"""What the shop's people set up: the funnels and goals that they watch."""

from access.caller import OPERATOR
from access.context import Context
from access.services import Services
from app.demo import story
from pulse.project import ProjectFacts
from resolvers.aims import GoalConfigInput, GoalType
from resolvers.funnels import FunnelStepInput, create_funnel, list_funnels
from resolvers.goals import create_goal
from warehouse.steps import StepType


async def set_up(services: Services, project: ProjectFacts) -> None:
    """Make the shop's funnels and goals, where the project has none yet."""
    ctx = Context(services, OPERATOR, project)
    if await list_funnels(ctx):
        return
    for name, window, steps in story.FUNNELS:
        made = [FunnelStepInput(type=StepType(kind), value=value, label=label) for kind, value, label in steps]
        await create_funnel(ctx, name=name, steps=made, window_seconds=window)
    for name, kind, config in story.GOALS:
        await create_goal(ctx, name=name, goal_type=GoalType(kind), config=GoalConfigInput(**config))
