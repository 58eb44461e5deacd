"""What became of an experiment's visitors, and what may be concluded from it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from access.caller import Scope
from access.context import Context
from access.needs import needs
from models import Experiment
from models.ab_testing import ExperimentStatus
from pulse.describe import Doc
from pulse.errors import invalid
from pulse.ids import Prefix
from pulse.numbers import percent
from pulse.windows import DAY, SECOND, Window
from resolvers.ab_testing import Variant, found_experiment, variants_of
from resolvers.aims import aim_of
from resolvers.inference import (
    Estimate,
    best_chances,
    mean_posterior,
    rate_posterior,
    sample_ratio,
    uplift_of_means,
    uplift_of_rates,
    visitors_needed,
)
from warehouse.ab_testing import ExperimentQuestion, results

MISMATCH_BELOW = 0.001
"""The p-value below which a split is not believed to be chance."""
DEFAULT_EFFECT = 10.0
EFFECT_LEAST, EFFECT_MOST = 0.1, 1_000.0
LATELY_DAYS = 7
_HOUR = 1 / 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Uplift:
    """By how much a variant differs from the first one, in percent of the first one's."""

    value: Annotated[float, Doc("As observed.")]
    low: Annotated[float, Doc("Lower end of the 95 % interval.")]
    high: Annotated[float, Doc("Upper end of the 95 % interval.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantResult:
    """What became of the visitors of one variant."""

    variant: Annotated[str, Doc("The variant's name.")]
    weight: Annotated[int, Doc("Share of the visitors who are shown it, in percent.")]
    visitors: Annotated[int, Doc("Different visitors who were assigned to it.")]
    conversions: Annotated[int, Doc("Those of them who reached the goal after they were assigned, each once.")]
    conversion_rate: Annotated[float, Doc("Share of the visitors who converted, in percent, two decimals.")]
    revenue: Annotated[
        float, Doc("What the conversions after the assignment brought, in the project's currency; others are left out.")
    ]
    revenue_per_visitor: Annotated[float, Doc("That revenue divided among all visitors of the variant, two decimals.")]
    uplift: Annotated[
        Uplift | None,
        Doc("The conversion rate against the first variant's; null for the first, and without conversions."),
    ]
    chance_to_be_best: Annotated[
        float | None,
        Doc("How likely its true conversion rate is the highest, in percent; null while there are no visitors."),
    ]
    revenue_uplift: Annotated[
        Uplift | None, Doc("The revenue per visitor against the first variant's; null for the first, and without any.")
    ]
    revenue_chance_to_be_best: Annotated[
        float | None,
        Doc("How likely its true revenue per visitor is the highest, in percent; null where one has too little."),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRatio:
    """Whether visitors were split as the weights say. Where not, something is broken, and results are worth nothing."""

    p_value: Annotated[float, Doc("How likely chance splits them at least so unevenly; Pearson's χ² test.")]
    mismatch: Annotated[bool, Doc("Whether that is too unlikely to be chance: a p-value below 0.001.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTime:
    """How long an experiment has to run to see an effect, with 80 % power at a significance of 5 %."""

    effect: Annotated[float, Doc("The change of the first variant's conversion rate that is to be seen, in percent.")]
    visitors_needed: Annotated[int | None, Doc("Visitors of all variants; null while the first has no conversion.")]
    visitors_missing: Annotated[int | None, Doc("How many of them are still to come.")]
    days_left: Annotated[
        int | None, Doc("At the last days' pace; null where it does not run, nobody comes, or nothing can be said yet.")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentResults:
    """What became of an experiment's visitors, up to now or to its end."""

    experiment_id: Annotated[str, Doc("UUID of the experiment, with the prefix `exp-`.")]
    name: Annotated[str, Doc("What people call it.")]
    status: Annotated[ExperimentStatus, Doc("How far it is.")]
    results: Annotated[list[VariantResult], Doc("Each variant, the control first.")]
    sample_ratio: Annotated[SampleRatio, Doc("Whether visitors were split as the weights say.")]
    run_time: Annotated[RunTime, Doc("How long it has still to run.")]


@dataclass(frozen=True, slots=True)
class _Counts:
    """One variant's row of the warehouse's answer."""

    visitors: int = 0
    conversions: int = 0
    revenue: float = 0.0
    squares: float = 0.0
    lately: int = 0

    @property
    def rate(self) -> tuple[int, int]:
        return self.conversions, self.visitors

    @property
    def money(self) -> tuple[float, float, int]:
        return self.revenue, self.squares, self.visitors


@needs(Scope.QUERY, module="ab_testing")
async def experiment_results(ctx: Context, experiment_id: str, *, effect: float = DEFAULT_EFFECT) -> ExperimentResults:
    """The visitors of each variant, those who converted afterwards, what they brought, and what follows from it.

    Raises:
        PulseError: 404 where the project has no such experiment, 400 where ``effect`` is out of range.

    """
    if not EFFECT_LEAST <= effect <= EFFECT_MOST:
        raise invalid(f"'effect' must be between {EFFECT_LEAST} and {EFFECT_MOST:.0f} percent")
    row = await found_experiment(ctx, experiment_id)
    variants = variants_of(row)
    now = round(ctx.services.clock() * SECOND)
    found = await _counts(ctx, row, now)
    counts = [found.get(variant.name, _Counts()) for variant in variants]
    p_value = sample_ratio([one.visitors for one in counts], [variant.weight for variant in variants])
    return ExperimentResults(
        experiment_id=f"{Prefix.EXPERIMENT.value}{row.id}",
        name=row.name,
        status=row.status,
        results=_results(variants, counts),
        sample_ratio=SampleRatio(p_value=round(p_value, 6), mismatch=p_value < MISMATCH_BELOW),
        run_time=_run_time(row, variants, counts, effect, now),
    )


async def _counts(ctx: Context, row: Experiment, now: int) -> dict[str, _Counts]:
    """The counts of the variants that have visitors, by their names."""
    if row.started_at is None:
        return {}
    end = now + 1 if row.completed_at is None else round(row.completed_at.timestamp() * SECOND)
    project = ctx.require_project()
    question = ExperimentQuestion(
        project=project.id,
        experiment=str(row.id),
        window=Window(round(row.started_at.timestamp() * SECOND), end),
        aim=None if row.aim is None else aim_of(row.aim["goal_type"], row.aim["config"]),
        currency=project.currency,
        lately=now - LATELY_DAYS * DAY,
    )
    return {variant: _Counts(*rest) for variant, *rest in await ctx.services.warehouse.fetch(results(question))}


def _results(variants: Sequence[Variant], counts: Sequence[_Counts]) -> list[VariantResult]:
    control = counts[0]
    seen = all(one.visitors for one in counts)
    best = best_chances([rate_posterior(*one.rate) for one in counts]) if seen else None
    means = [mean_posterior(*one.money) for one in counts]
    known = [one for one in means if one is not None]
    richest = best_chances(known) if len(known) == len(means) else None
    return [
        VariantResult(
            variant=variant.name,
            weight=variant.weight,
            visitors=one.visitors,
            conversions=one.conversions,
            conversion_rate=percent(one.conversions, one.visitors, 2),
            revenue=round(float(one.revenue), 2),
            revenue_per_visitor=round(one.revenue / one.visitors, 2) if one.visitors else 0.0,
            uplift=_uplift(uplift_of_rates(control.rate, one.rate)) if index else None,
            chance_to_be_best=percent(best[index], 1) if best else None,
            revenue_uplift=_uplift(uplift_of_means(control.money, one.money)) if index else None,
            revenue_chance_to_be_best=percent(richest[index], 1) if richest else None,
        )
        for index, (variant, one) in enumerate(zip(variants, counts, strict=True))
    ]


def _run_time(
    row: Experiment, variants: Sequence[Variant], counts: Sequence[_Counts], effect: float, now: int
) -> RunTime:
    control = counts[0]
    each = visitors_needed(control.conversions / control.visitors, effect / 100) if control.visitors else None
    if each is None or row.started_at is None:
        return RunTime(effect=effect, visitors_needed=None, visitors_missing=None, days_left=None)
    # The variant with the fewest visitors is the last to have enough.
    smallest = min(range(len(variants)), key=lambda index: variants[index].weight)
    needed = math.ceil(each * 100 / variants[smallest].weight)
    missing = max(0, needed - sum(one.visitors for one in counts))
    days = min(float(LATELY_DAYS), max(_HOUR, (now - row.started_at.timestamp() * SECOND) / DAY))
    pace = sum(one.lately for one in counts) / days
    running = row.status is ExperimentStatus.RUNNING and pace > 0
    return RunTime(
        effect=effect,
        visitors_needed=needed,
        visitors_missing=missing,
        days_left=math.ceil(missing / pace) if running else None,
    )


def _uplift(found: Estimate | None) -> Uplift | None:
    if found is None:
        return None
    return Uplift(value=percent(found.value, 1), low=percent(found.low, 1), high=percent(found.high, 1))
