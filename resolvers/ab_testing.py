"""Experiments: defined, started and ended, and which variant a visitor is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Annotated, Any
from uuid import UUID

from access.caller import Scope
from access.context import Context
from access.needs import needs
from ingest.exposures import exposure
from ingest.visitor import visitor_of
from models import Experiment, Goal
from models.ab_testing import ExperimentStatus
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import conflict, invalid_body, not_found
from pulse.ids import Prefix, parse_id
from pulse.modules import Access
from resolvers.inputs import a_name
from warehouse.ab_testing import assigned, erase_exposures

VARIANTS_LEAST, VARIANTS_MOST = 2, 20
DESCRIPTION_MOST = 2_000
WHOLE = 100
"""What the weights of all variants add up to."""
_HASH_BYTES = 8

NEXT: dict[ExperimentStatus, tuple[ExperimentStatus, ...]] = {
    ExperimentStatus.DRAFT: (ExperimentStatus.RUNNING,),
    ExperimentStatus.RUNNING: (ExperimentStatus.PAUSED, ExperimentStatus.COMPLETED),
    ExperimentStatus.PAUSED: (ExperimentStatus.RUNNING, ExperimentStatus.COMPLETED),
    ExperimentStatus.COMPLETED: (),
}
"""Where an experiment may go from where it is."""
_DELETABLE = (ExperimentStatus.DRAFT, ExperimentStatus.COMPLETED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One of the forms that visitors are shown."""

    name: Annotated[str, Doc("What it is called, in the page's code too. The first is the control.")]
    weight: Annotated[int, Doc("Share of the visitors who are shown it, in percent.")]


@dataclass(frozen=True, kw_only=True)
class VariantInput:
    """One of the forms that visitors are shown."""

    name: Annotated[str, Doc("What it is called, in the page's code too. The first is the control.")]
    weight: Annotated[int, Doc("Share of the visitors who are shown it, in percent; all together are 100.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentDetails:
    """An experiment as it is defined."""

    id: Annotated[str, Doc("UUID with the prefix `exp-`.")]
    name: Annotated[str, Doc("What people call it.")]
    description: Annotated[str | None, Doc("What is tried, and why.")]
    status: Annotated[ExperimentStatus, Doc("How far it is.")]
    variants: Annotated[list[Variant], Doc("What visitors are shown. They never change, so that nobody's does.")]
    variant_count: Annotated[int, Doc("How many variants it has.")]
    goal_id: Annotated[
        str | None, Doc("The goal that counts, as it was when the experiment was made; null where any revenue does.")
    ]
    created_at: Annotated[datetime, Doc("When it was made.")]
    started_at: Annotated[datetime | None, Doc("When it first ran; null before.")]
    completed_at: Annotated[datetime | None, Doc("When it was completed; null before.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What a visitor is shown."""

    experiment_id: Annotated[str, Doc("UUID of the experiment, with the prefix `exp-`.")]
    variant: Annotated[str, Doc("The variant's name.")]


@needs(Scope.QUERY, module="ab_testing", shared=True)
async def list_experiments(ctx: Context) -> list[ExperimentDetails]:
    """The experiments of the project, oldest first."""
    with ctx.services.store.reading():
        return [_details(row) for row in await Experiment.filter(project_id=_project_id(ctx))]


@needs(Scope.QUERY, module="ab_testing", shared=True)
async def get_experiment(ctx: Context, experiment_id: str) -> ExperimentDetails:
    """An experiment as it is defined.

    Raises:
        PulseError: 404 where the project has no such experiment.

    """
    return _details(await found_experiment(ctx, experiment_id))


@needs(Scope.QUERY, module="ab_testing", access=Access.WRITE)
async def create_experiment(
    ctx: Context,
    *,
    name: str,
    variants: Sequence[VariantInput],
    description: str | None = None,
    goal_id: str | None = None,
) -> ExperimentDetails:
    """Define an experiment of 2 to 20 variants, as a draft.

    Raises:
        PulseError: 400 that names the field, 404 where the project has no such goal.

    """
    row = Experiment(
        project_id=_project_id(ctx),
        name=a_name(name),
        description=_description(description),
        variants=_kept(variants),
        created_at=moment(int(ctx.services.clock())),
    )
    if goal_id is not None:
        goal = await _goal(ctx, goal_id)
        row.goal_id, row.aim = goal.id, {"goal_type": goal.goal_type, "config": goal.config}
    async with ctx.services.store.transaction():
        await row.save()
    return _details(row)


@needs(Scope.QUERY, module="ab_testing", access=Access.WRITE)
async def set_experiment_status(ctx: Context, experiment_id: str, *, status: ExperimentStatus) -> ExperimentDetails:
    """Start, pause, resume or complete an experiment.

    Raises:
        PulseError: 404 where the project has no such experiment, 400 where it cannot go there from where it is.

    """
    now = moment(int(ctx.services.clock()))
    change: dict[str, Any] = {"status": status}
    if status is ExperimentStatus.COMPLETED:
        change["completed_at"] = now
    before = [one for one, after in NEXT.items() if status in after]
    identifier = parse_id(experiment_id, Prefix.EXPERIMENT)
    async with ctx.services.store.transaction():
        own = Experiment.filter(id=identifier, project_id=_project_id(ctx))
        changed = await own.filter(status__in=before).update(**change)
        if changed and status is ExperimentStatus.RUNNING:
            await own.filter(started_at__isnull=True).update(started_at=now)
        row = await own.get_or_none()
    if row is None:
        raise not_found("Experiment", experiment_id)
    if not changed:
        raise conflict(_no_way(row.status, status))
    return _details(row)


@needs(Scope.QUERY, module="ab_testing", access=Access.WRITE)
async def delete_experiment(ctx: Context, experiment_id: str) -> None:
    """Delete a draft or completed experiment with what was recorded of its assignments.

    Raises:
        PulseError: 404 where the project has no such experiment, 400 where it runs or is paused, 503 where the store
            does not answer; doing it again finishes it.

    """
    row = await found_experiment(ctx, experiment_id)
    if row.status not in _DELETABLE:
        raise conflict(f"Only draft or completed experiments can be deleted; this one is {row.status.value}.")
    if row.started_at is not None:
        await ctx.services.intake.flush()
        await erase_exposures(ctx.services.warehouse, ctx.require_project().id, str(row.id))
    async with ctx.services.store.transaction():
        await Experiment.filter(id=row.id, status__in=_DELETABLE).delete()


@needs(Scope.INGEST, module="ab_testing", access=Access.WRITE)
async def assign_variant(ctx: Context, experiment_id: str, *, visitor_id: str | None = None) -> Assignment:
    """The variant that a visitor is shown: the same whenever it is asked, and recorded once.

    Who the visitor is says `visitor_id`, or the request itself. While the experiment is paused, only those are answered
    who were assigned before.

    Raises:
        PulseError: 404 where the project has no such experiment, 400 where it does not run.

    """
    project, now, intake = ctx.require_project(), ctx.services.clock(), ctx.services.intake
    row = await found_experiment(ctx, experiment_id)
    visitor, prior = visitor_of(project, visitor_id, ctx.origin.ip, ctx.origin.user_agent, now)
    variant = choose(row.id, variants_of(row), visitor)
    recorded = exposure(project.id, row.id, variant, visitor, now)
    match row.status:
        case ExperimentStatus.RUNNING:
            await intake.expose(project, recorded, ctx.origin)
        case ExperimentStatus.PAUSED if intake.exposed(recorded):
            pass
        case ExperimentStatus.PAUSED:
            visitors = [one for one in (visitor, prior) if one]
            rows = await ctx.services.warehouse.fetch(assigned(project.id, str(row.id), visitors))
            if not rows:
                raise conflict("The experiment is paused; visitors without a variant are assigned none.")
            variant = rows[0][0]
        case other:
            raise conflict(f"The experiment is not running; it is {other.value}.")
    return Assignment(experiment_id=_id(row), variant=variant)


def choose(experiment: UUID, variants: Sequence[Variant], visitor: int) -> str:
    """The variant of a visitor: a hash of the two, on a scale that the weights divide."""
    name = visitor.to_bytes(_HASH_BYTES, "big")
    digest = blake2b(name, digest_size=_HASH_BYTES, key=experiment.bytes, person=b"variant").digest()
    place = int.from_bytes(digest, "big") * WHOLE >> _HASH_BYTES * 8
    for variant in variants:
        place -= variant.weight
        if place < 0:
            return variant.name
    raise ValueError(f"the weights of {experiment} do not add up to {WHOLE}")


def variants_of(row: Experiment) -> list[Variant]:
    """The variants of an experiment."""
    return [Variant(**kept) for kept in row.variants]


async def found_experiment(ctx: Context, experiment_id: str) -> Experiment:
    """The stored experiment of that id.

    Raises:
        PulseError: 404 where the project has none.

    """
    with ctx.services.store.reading():
        row = await Experiment.get_or_none(id=parse_id(experiment_id, Prefix.EXPERIMENT), project_id=_project_id(ctx))
    if row is None:
        raise not_found("Experiment", experiment_id)
    return row


def _no_way(status: ExperimentStatus, wanted: ExperimentStatus) -> str:
    ways = " or ".join(f"'{after.value}'" for after in NEXT[status]) or "nowhere"
    return f"An experiment cannot go from '{status.value}' to '{wanted.value}'; from there it goes to {ways}."


async def _goal(ctx: Context, goal_id: str) -> Goal:
    with ctx.services.store.reading():
        goal = await Goal.get_or_none(id=parse_id(goal_id, field="goal_id"), project_id=_project_id(ctx))
    if goal is None:
        raise not_found("Goal", goal_id)
    return goal


def _kept(variants: Sequence[VariantInput]) -> list[dict[str, Any]]:
    if not VARIANTS_LEAST <= len(variants) <= VARIANTS_MOST:
        raise invalid_body(f"field 'variants' must hold {VARIANTS_LEAST} to {VARIANTS_MOST} variants")
    names = [a_name(variant.name, f"variants[{index}].name") for index, variant in enumerate(variants)]
    for index, (name, variant) in enumerate(zip(names, variants, strict=True)):
        if name in names[:index]:
            raise invalid_body(f"field 'variants[{index}].name' repeats '{name}'")
        if not 1 <= variant.weight <= WHOLE:
            raise invalid_body(f"field 'variants[{index}].weight' must be between 1 and {WHOLE}")
    total = sum(variant.weight for variant in variants)
    if total != WHOLE:
        raise invalid_body(f"the weights of 'variants' must sum to {WHOLE}, not {total}")
    return [{"name": name, "weight": variant.weight} for name, variant in zip(names, variants, strict=True)]


def _description(text: str | None) -> str | None:
    if text is not None and len(text) > DESCRIPTION_MOST:
        raise invalid_body(f"field 'description' must have at most {DESCRIPTION_MOST} characters")
    return text or None


def _details(row: Experiment) -> ExperimentDetails:
    variants = variants_of(row)
    return ExperimentDetails(
        id=_id(row),
        name=row.name,
        description=row.description,
        status=row.status,
        variants=variants,
        variant_count=len(variants),
        goal_id=None if row.goal_id is None else str(row.goal_id),
        created_at=row.created_at,
        started_at=row.started_at,
        completed_at=row.completed_at,
    )


def _id(row: Experiment) -> str:
    return f"{Prefix.EXPERIMENT.value}{row.id}"


def _project_id(ctx: Context) -> UUID:
    return UUID(ctx.require_project().id)
