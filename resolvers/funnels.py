"""Funnels: defined, kept, and how far visitors come in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from access.caller import Scope
from access.context import Context
from access.needs import needs
from models import Funnel
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import invalid, invalid_body, not_found
from pulse.ids import parse_id
from pulse.modules import Access
from pulse.numbers import percent
from pulse.paging import Page
from pulse.windows import SECOND, Window
from resolvers.asking import Ask, asked_dimension
from resolvers.inputs import NAME_MOST, a_name
from resolvers.rows import Rows
from resolvers.steps import Condition, ConditionInput, a_step, conditions_of, from_json, to_json
from warehouse.catalog import Dimension
from warehouse.funnels import FunnelQuestion, funnel, funnel_by, losses
from warehouse.reach import Reach
from warehouse.slices import fetch_slice
from warehouse.steps import StepType

STEPS_LEAST, STEPS_MOST = 2, 20
WINDOW_MOST_SECONDS = 366 * 86_400
_NONE = "(none)"
_UNKNOWN = "(unknown)"


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelStep:
    """One thing that visitors are expected to do."""

    type: Annotated[StepType, Doc("Whether a page is seen or an event is sent.")]
    value: Annotated[
        str,
        Doc("The page's path, where `*` is anything within one segment and `**` anything; or the event's name."),
    ]
    label: Annotated[str, Doc("What people call it.")]
    conditions: Annotated[list[Condition], Doc("What must hold of the event's properties.")]


@dataclass(frozen=True, kw_only=True)
class FunnelStepInput:
    """One thing that visitors are expected to do."""

    type: Annotated[StepType, Doc("Whether a page is seen or an event is sent.")]
    value: Annotated[
        str,
        Doc("The page's path, where `*` is anything within one segment and `**` anything; or the event's name."),
    ]
    label: Annotated[str | None, Doc("What people call it; the value by default.")] = None
    conditions: Annotated[list[ConditionInput] | None, Doc("What must hold of the event's properties.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelDetails:
    """A funnel as it is defined."""

    id: Annotated[str, Doc("UUID.")]
    name: Annotated[str, Doc("What people call it.")]
    steps: Annotated[list[FunnelStep], Doc("What visitors are expected to do, in order.")]
    step_count: Annotated[int, Doc("How many steps it has.")]
    window_seconds: Annotated[
        int | None, Doc("How long after the first step the others may follow; null for the whole range asked about.")
    ]
    strict_order: Annotated[
        bool, Doc("Whether the steps must follow each other directly, without another pageview or event in between.")
    ]
    created_at: Annotated[datetime, Doc("When it was made.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelStepReport:
    """How many came to one step."""

    label: Annotated[str, Doc("What people call the step.")]
    visitors: Annotated[int, Doc("Different visitors who did this step after all those before it, in order.")]
    drop_off: Annotated[int, Doc("Visitors of the step before who did not come to this one; 0 for the first.")]
    conversion_rate: Annotated[
        float, Doc("Share of the visitors of the step before who came to this one, in percent; 100 for the first.")
    ]
    median_seconds: Annotated[
        float | None,
        Doc("Median time from the step before to this one, in seconds, first arrivals only; null for the first step."),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelReport:
    """How far visitors came in a funnel."""

    funnel_id: Annotated[str, Doc("UUID of the funnel.")]
    name: Annotated[str, Doc("What people call the funnel.")]
    steps: Annotated[list[FunnelStepReport], Doc("Its steps, in order.")]
    overall_conversion: Annotated[float, Doc("Share of the first step's visitors who came to the last, in percent.")]
    previous: "Annotated[FunnelReport | None, Doc('The same of the period compared with, where one is asked.')]"


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelBreakdownRow:
    """How far those visitors came who share a value."""

    value: Annotated[str, Doc("The value of the dimension at the visitor's first step.")]
    visitors: Annotated[list[int], Doc("Visitors who came to each step, in the steps' order.")]
    overall_conversion: Annotated[float, Doc("Share of the first step's visitors who came to the last, in percent.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelLoss:
    """A visitor who came to a step and not to the next."""

    visitor: Annotated[str, Doc("The visitor, 16 hexadecimal digits.")]
    session: Annotated[str, Doc("The session in which the step was reached, 16 hexadecimal digits.")]
    reached_at: Annotated[datetime, Doc("When it was reached.")]
    source: Annotated[str, Doc("Where that session came from; `(direct)` for none.")]
    country: Annotated[str, Doc("ISO 3166-1 alpha-2 code, `XX` where unknown.")]
    device: Annotated[str, Doc("Desktop, Mobile or Tablet.")]
    browser: Annotated[str, Doc("The browser.")]


@needs(Scope.QUERY, module="funnels", shared=True)
async def list_funnels(ctx: Context) -> list[FunnelDetails]:
    """The funnels of the project, oldest first."""
    with ctx.services.store.reading():
        return [_details(row) for row in await Funnel.filter(project_id=_project_id(ctx))]


@needs(Scope.QUERY, module="funnels", shared=True)
async def get_funnel(ctx: Context, funnel_id: str) -> FunnelDetails:
    """A funnel as it is defined.

    Raises:
        PulseError: 404 where the project has no such funnel.

    """
    with ctx.services.store.reading():
        return _details(await _row(ctx, funnel_id))


@needs(Scope.QUERY, module="funnels", access=Access.WRITE)
async def create_funnel(
    ctx: Context,
    *,
    name: str,
    steps: Sequence[FunnelStepInput],
    window_seconds: int | None = None,
    strict_order: bool = False,
) -> FunnelDetails:
    """Define a funnel of 2 to 20 steps.

    Raises:
        PulseError: 400 that names the field.

    """
    row = Funnel(
        project_id=_project_id(ctx),
        name=a_name(name),
        steps=_kept(steps),
        window_seconds=_window(window_seconds),
        strict_order=strict_order,
        created_at=moment(int(ctx.services.clock())),
    )
    async with ctx.services.store.transaction():
        await row.save()
    return _details(row)


@needs(Scope.QUERY, module="funnels", access=Access.WRITE)
async def update_funnel(
    ctx: Context,
    funnel_id: str,
    *,
    name: str | None = None,
    steps: Sequence[FunnelStepInput] | None = None,
    window_seconds: int | None = None,
    strict_order: bool | None = None,
) -> FunnelDetails:
    """Change a funnel; what is not given stays, and a window of 0 seconds takes the bound away.

    Raises:
        PulseError: 400 that names the field, 404 where the project has no such funnel.

    """
    async with ctx.services.store.transaction():
        row = await _row(ctx, funnel_id)
        row.name = row.name if name is None else a_name(name)
        row.steps = row.steps if steps is None else _kept(steps)
        row.window_seconds = row.window_seconds if window_seconds is None else _window(window_seconds)
        row.strict_order = row.strict_order if strict_order is None else strict_order
        await row.save()
    return _details(row)


@needs(Scope.QUERY, module="funnels", access=Access.WRITE)
async def delete_funnel(ctx: Context, funnel_id: str) -> None:
    """Delete a funnel; the events that it looked at stay.

    Raises:
        PulseError: 404 where the project has no such funnel.

    """
    async with ctx.services.store.transaction():
        await (await _row(ctx, funnel_id)).delete()


@needs(Scope.QUERY, module="funnels")
async def analyze_funnel(ctx: Context, ask: Ask, funnel_id: str) -> FunnelReport:
    """How far visitors come in a funnel, and how long they take.

    Raises:
        PulseError: 404 where the project has no such funnel.

    """
    row = await _found(ctx, funnel_id)
    report = await _report(ctx, row, _question(ctx, ask.window, ask, row))
    if ask.compare is None:
        return report
    return replace(report, previous=await _report(ctx, row, _question(ctx, ask.compare, ask, row)))


@needs(Scope.QUERY, module="funnels")
async def break_funnel_down(ctx: Context, ask: Ask, funnel_id: str, by: str, page: Page) -> Rows[FunnelBreakdownRow]:
    """How far visitors come in a funnel, by a property of their first step, the most frequent first.

    Raises:
        PulseError: 404 where the project has no such funnel, 400 where no hit has such a property.

    """
    dimension = _on_hits(ctx, by)
    question = _question(ctx, ask.window, ask, await _found(ctx, funnel_id))
    found = await fetch_slice(ctx.services.warehouse, lambda part: funnel_by(question, dimension, part), page)
    rows = [
        FunnelBreakdownRow(
            value=value or dimension.label or _NONE,
            visitors=reached,
            overall_conversion=percent(reached[-1], reached[0]),
        )
        for value, *reached in found.rows
    ]
    return Rows(rows, found.total)


@needs(Scope.QUERY, module="funnels", shared=False)
async def funnel_losses(ctx: Context, ask: Ask, funnel_id: str, step: int, page: Page) -> Rows[FunnelLoss]:
    """The visitors who came to a step (1 is the first) and not to the next, the latest first.

    Raises:
        PulseError: 404 where the project has no such funnel, 400 where it has no such step with one after it.

    """
    question = _question(ctx, ask.window, ask, await _found(ctx, funnel_id))
    if not 1 <= step < len(question.steps):
        raise invalid(f"'step' must be between 1 and {len(question.steps) - 1}, since the last has none after it")
    found = await fetch_slice(ctx.services.warehouse, lambda part: losses(question, step, part), page)
    rows = [
        FunnelLoss(
            visitor=f"{visitor:016x}",
            session=f"{session:016x}",
            reached_at=moment(reached / SECOND),
            source=source or "(direct)",
            country=country or "XX",
            device=device or _UNKNOWN,
            browser=browser or _UNKNOWN,
        )
        for visitor, session, reached, source, country, device, browser in found.rows
    ]
    return Rows(rows, found.total)


async def _report(ctx: Context, row: Funnel, question: FunnelQuestion) -> FunnelReport:
    ((*numbers,),) = await ctx.services.warehouse.fetch(funnel(question))
    count = len(question.steps)
    visitors, medians = numbers[:count], [None, *numbers[count:]]
    before = [visitors[0], *visitors]
    return FunnelReport(
        funnel_id=str(row.id),
        name=row.name,
        steps=[
            FunnelStepReport(
                label=step["label"],
                visitors=visitors[index],
                drop_off=before[index] - visitors[index],
                conversion_rate=percent(visitors[index], before[index]),
                median_seconds=None if medians[index] is None else round(medians[index] / SECOND, 1),
            )
            for index, step in enumerate(row.steps)
        ],
        overall_conversion=percent(visitors[-1], visitors[0]),
        previous=None,
    )


def _question(ctx: Context, window: Window, ask: Ask, row: Funnel) -> FunnelQuestion:
    return FunnelQuestion(
        reach=Reach(ctx.require_project().id, window, ask.where),
        steps=[from_json(step) for step in row.steps],
        window_ms=None if row.window_seconds is None else row.window_seconds * SECOND,
        strict=row.strict_order,
    )


def _on_hits(ctx: Context, name: str) -> Dimension:
    dimension = asked_dimension(ctx, name)
    if dimension.hit is None:
        raise invalid(f"'by' cannot be '{name[:40]}': a step has no such property")
    return dimension


def _details(row: Funnel) -> FunnelDetails:
    return FunnelDetails(
        id=str(row.id),
        name=row.name,
        steps=[_shown(kept) for kept in row.steps],
        step_count=len(row.steps),
        window_seconds=row.window_seconds,
        strict_order=row.strict_order,
        created_at=row.created_at,
    )


def _shown(kept: dict[str, Any]) -> FunnelStep:
    step = from_json(kept)
    return FunnelStep(type=step.type, value=step.value, label=kept["label"], conditions=conditions_of(step))


def _kept(steps: Sequence[FunnelStepInput]) -> list[dict[str, Any]]:
    if not STEPS_LEAST <= len(steps) <= STEPS_MOST:
        raise invalid_body(f"field 'steps' must hold {STEPS_LEAST} to {STEPS_MOST} steps")
    return [_kept_step(f"steps[{index}]", step) for index, step in enumerate(steps)]


def _kept_step(field: str, given: FunnelStepInput) -> dict[str, Any]:
    step = a_step(given.type, given.value, given.conditions, f"{field}.value", f"{field}.conditions")
    label = step.value[:NAME_MOST] if given.label is None else a_name(given.label, f"{field}.label")
    return to_json(step) | {"label": label}


def _window(seconds: int | None) -> int | None:
    if seconds is not None and not 0 <= seconds <= WINDOW_MOST_SECONDS:
        raise invalid_body(f"field 'window_seconds' must be between 0 and {WINDOW_MOST_SECONDS}")
    return seconds or None


async def _found(ctx: Context, funnel_id: str) -> Funnel:
    with ctx.services.store.reading():
        return await _row(ctx, funnel_id)


async def _row(ctx: Context, funnel_id: str) -> Funnel:
    row = await Funnel.get_or_none(id=parse_id(funnel_id), project_id=_project_id(ctx))
    if row is None:
        raise not_found("Funnel", funnel_id)
    return row


def _project_id(ctx: Context) -> UUID:
    return UUID(ctx.require_project().id)
