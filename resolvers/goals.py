"""Goals: what counts as a success, and how often it comes."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from access.caller import Scope
from access.context import Context
from access.needs import needs
from models import Goal
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import invalid, missing_field, not_found
from pulse.ids import parse_id
from pulse.modules import Access
from pulse.numbers import percent
from pulse.paging import Page
from pulse.windows import Interval, Window, buckets
from resolvers.aims import GoalConfig, GoalConfigInput, GoalType, aim_of, kept, shown
from resolvers.asking import Ask, asked_dimension
from resolvers.inputs import a_name
from resolvers.rows import Rows
from warehouse import goals as warehouse
from warehouse.goals import GoalQuestion, Threshold
from warehouse.slices import fetch_slice
from warehouse.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDetails:
    """A goal as it is defined."""

    id: Annotated[str, Doc("UUID.")]
    name: Annotated[str, Doc("What people call it.")]
    goal_type: Annotated[GoalType, Doc("What reaches it: a pageview, an event, a long session, one of many pages.")]
    config: Annotated[GoalConfig, Doc("When it is reached.")]
    created_at: Annotated[datetime, Doc("When it was made.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in one currency."""

    currency: Annotated[str, Doc("ISO 4217 code.")]
    amount: Annotated[float, Doc("How much, in that currency.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalReport:
    """How often a goal was reached."""

    goal_id: Annotated[str, Doc("UUID of the goal.")]
    name: Annotated[str, Doc("What people call the goal.")]
    conversions: Annotated[
        int, Doc("Matching events; of `duration` and `pages_per_session` the sessions that reached the threshold.")
    ]
    unique_visitors: Annotated[int, Doc("Different visitors who converted.")]
    total_revenue: Annotated[
        float, Doc("What the conversions brought in the project's currency; other currencies are not converted.")
    ]
    conversion_rate: Annotated[float, Doc("Share of the range's visitors who converted, in percent, two decimals.")]
    revenue: Annotated[list[Money], Doc("What the conversions brought, each currency by itself.")]
    previous: "Annotated[GoalReport | None, Doc('The same of the period compared with, where one is asked.')]"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSummary:
    """How often a goal was reached, in short."""

    goal_id: Annotated[str, Doc("UUID of the goal.")]
    name: Annotated[str, Doc("What people call the goal.")]
    conversions: Annotated[int, Doc("Matching events or sessions.")]
    unique_visitors: Annotated[int, Doc("Different visitors who converted.")]
    conversion_rate: Annotated[float, Doc("Share of the range's visitors who converted, in percent, two decimals.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPoint:
    """How often a goal was reached in one bucket of time."""

    date: Annotated[str, Doc("The bucket: its first day, or its local time with the offset.")]
    conversions: Annotated[int, Doc("Matching events, or sessions that started in the bucket.")]
    unique_visitors: Annotated[int, Doc("Different visitors who converted in the bucket.")]
    conversion_rate: Annotated[float, Doc("Share of the bucket's visitors who converted, in percent, two decimals.")]
    partial: Annotated[bool, Doc("Whether the bucket reaches beyond the range or beyond now.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalBreakdownRow:
    """How often those reached a goal who share a value."""

    value: Annotated[str, Doc("The value of the dimension.")]
    conversions: Annotated[int, Doc("Matching events or sessions with the value.")]
    unique_visitors: Annotated[int, Doc("Different visitors who converted with the value.")]
    visitors: Annotated[int, Doc("Different visitors with the value.")]
    conversion_rate: Annotated[float, Doc("Share of those visitors who converted, in percent, two decimals.")]


@needs(Scope.QUERY, module="goals", shared=True)
async def list_goals(ctx: Context) -> list[GoalDetails]:
    """The goals of the project, oldest first."""
    with ctx.services.store.reading():
        return [_details(row) for row in await Goal.filter(project_id=_project_id(ctx))]


@needs(Scope.QUERY, module="goals", shared=True)
async def get_goal(ctx: Context, goal_id: str) -> GoalDetails:
    """A goal as it is defined.

    Raises:
        PulseError: 404 where the project has no such goal.

    """
    return _details(await _found(ctx, goal_id))


@needs(Scope.QUERY, module="goals", access=Access.WRITE)
async def create_goal(ctx: Context, *, name: str, goal_type: GoalType, config: GoalConfigInput) -> GoalDetails:
    """Define a goal.

    Raises:
        PulseError: 400 that names the field.

    """
    row = Goal(
        project_id=_project_id(ctx),
        name=a_name(name),
        goal_type=goal_type.value,
        config=kept(goal_type, config),
        created_at=moment(int(ctx.services.clock())),
    )
    async with ctx.services.store.transaction():
        await row.save()
    return _details(row)


@needs(Scope.QUERY, module="goals", access=Access.WRITE)
async def update_goal(
    ctx: Context,
    goal_id: str,
    *,
    name: str | None = None,
    goal_type: GoalType | None = None,
    config: GoalConfigInput | None = None,
) -> GoalDetails:
    """Change a goal; what is not given stays. Another type needs its configuration.

    Raises:
        PulseError: 400 that names the field, 404 where the project has no such goal.

    """
    async with ctx.services.store.transaction():
        row = await _row(ctx, goal_id)
        kind = goal_type or GoalType(row.goal_type)
        if config is not None:
            row.config = kept(kind, config)
        elif kind.value != row.goal_type:
            raise missing_field("config")
        row.goal_type = kind.value
        row.name = row.name if name is None else a_name(name)
        await row.save()
    return _details(row)


@needs(Scope.QUERY, module="goals", access=Access.WRITE)
async def delete_goal(ctx: Context, goal_id: str) -> None:
    """Delete a goal; the events that reached it stay.

    Raises:
        PulseError: 404 where the project has no such goal.

    """
    async with ctx.services.store.transaction():
        await (await _row(ctx, goal_id)).delete()


@needs(Scope.QUERY, module="goals")
async def goal_stats(ctx: Context, ask: Ask, goal_id: str) -> GoalReport:
    """How often a goal was reached, by how many, and what it brought.

    Raises:
        PulseError: 404 where the project has no such goal.

    """
    row = await _found(ctx, goal_id)
    report = await _report(ctx, row, _question(ctx, ask, ask.window, row))
    if ask.compare is None:
        return report
    return replace(report, previous=await _report(ctx, row, _question(ctx, ask, ask.compare, row)))


@needs(Scope.QUERY, module="goals")
async def goal_summaries(ctx: Context, ask: Ask, page: Page) -> list[GoalSummary]:
    """How often each goal of the project was reached, oldest goal first; all that events reach by one scan."""
    with ctx.services.store.reading():
        goals = await Goal.filter(project_id=_project_id(ctx)).offset(page.offset).limit(page.limit)
    questions = {str(row.id): _question(ctx, ask, ask.window, row) for row in goals}
    by_events, by_sessions = await asyncio.gather(_by_events(ctx, questions), _by_sessions(ctx, questions))
    found = by_events | by_sessions
    return [_summary(row, *found[str(row.id)]) for row in goals]


@needs(Scope.QUERY, module="goals")
async def goal_series(ctx: Context, ask: Ask, goal_id: str, interval: Interval = Interval.DAY) -> list[GoalPoint]:
    """How often a goal was reached over time; buckets without conversions are zeros.

    Raises:
        PulseError: 404 where the project has no such goal, 400 where there were too many buckets.

    """
    row = await _found(ctx, goal_id)
    steps = buckets(ask.window, interval, ctx.services.clock(), ask.zone)
    statement = warehouse.series(_question(ctx, ask, ask.window, row), [bucket.start for bucket in steps])
    found = {start: counts for start, *counts in await ctx.services.warehouse.fetch(statement)}
    return [
        GoalPoint(
            date=bucket.label,
            conversions=conversions,
            unique_visitors=converted,
            conversion_rate=percent(converted, visitors, 2),
            partial=bucket.partial,
        )
        for bucket in steps
        for conversions, converted, visitors in [found.get(bucket.start, (0, 0, 0))]
    ]


@needs(Scope.QUERY, module="goals")
async def goal_breakdown(ctx: Context, ask: Ask, goal_id: str, by: str, page: Page) -> Rows[GoalBreakdownRow]:
    """How often a goal was reached, by a dimension, the most conversions first.

    Raises:
        PulseError: 404 where the project has no such goal, 400 where the dimension has no meaning for it.

    """
    question = _question(ctx, ask, ask.window, await _found(ctx, goal_id))
    split = asked_dimension(ctx, by)
    if split.hit is None or (split.session is None and isinstance(question.aim, Threshold)):
        raise invalid(f"'by' cannot be '{split.name}': it has no meaning for this goal")
    found = await fetch_slice(ctx.services.warehouse, lambda part: warehouse.breakdown(question, split, part), page)
    rows = [
        GoalBreakdownRow(
            value=value,
            conversions=conversions,
            unique_visitors=converted,
            visitors=visitors,
            conversion_rate=percent(converted, visitors, 2),
        )
        for value, conversions, converted, visitors in found.rows
    ]
    return Rows(rows, found.total)


Counts = tuple[int, int, int]
"""Conversions, visitors who converted, all visitors."""


async def _by_events(ctx: Context, questions: Mapping[str, GoalQuestion]) -> dict[str, Counts]:
    """The counts of the goals that events reach, by their ids."""
    aims = {goal_id: question.aim for goal_id, question in questions.items() if isinstance(question.aim, Step)}
    if not aims:
        return {}
    statement = warehouse.totals_of_steps(questions[next(iter(aims))], list(aims.values()))
    ((visitors, *counts),) = await ctx.services.warehouse.fetch(statement)
    pairs = zip(counts[::2], counts[1::2], strict=True)
    return {goal_id: (*pair, visitors) for goal_id, pair in zip(aims, pairs, strict=True)}


async def _by_sessions(ctx: Context, questions: Mapping[str, GoalQuestion]) -> dict[str, Counts]:
    """The counts of the goals that sessions reach, by their ids."""
    asked = {goal_id: one for goal_id, one in questions.items() if isinstance(one.aim, Threshold)}
    answers = await asyncio.gather(*(ctx.services.warehouse.fetch(warehouse.totals(one)) for one in asked.values()))
    return {goal_id: tuple(counts) for goal_id, (counts,) in zip(asked, answers, strict=True)}


def _summary(row: Goal, conversions: int, converted: int, visitors: int) -> GoalSummary:
    return GoalSummary(
        goal_id=str(row.id),
        name=row.name,
        conversions=conversions,
        unique_visitors=converted,
        conversion_rate=percent(converted, visitors, 2),
    )


async def _report(ctx: Context, row: Goal, question: GoalQuestion) -> GoalReport:
    ((conversions, converted, visitors),), brought = await asyncio.gather(
        ctx.services.warehouse.fetch(warehouse.totals(question)),
        ctx.services.warehouse.fetch(warehouse.revenue(question)),
    )
    revenue = [Money(currency=currency, amount=round(amount, 2)) for currency, amount in brought]
    own = ctx.require_project().currency
    return GoalReport(
        goal_id=str(row.id),
        name=row.name,
        conversions=conversions,
        unique_visitors=converted,
        total_revenue=next((money.amount for money in revenue if money.currency == own), 0.0),
        conversion_rate=percent(converted, visitors, 2),
        revenue=revenue,
        previous=None,
    )


def _question(ctx: Context, ask: Ask, window: Window, row: Goal) -> GoalQuestion:
    return GoalQuestion(ctx.require_project().id, window, aim_of(row.goal_type, row.config), ask.where, ask.exact)


def _details(row: Goal) -> GoalDetails:
    kind = GoalType(row.goal_type)
    return GoalDetails(
        id=str(row.id),
        name=row.name,
        goal_type=kind,
        config=shown(aim_of(row.goal_type, row.config)),
        created_at=row.created_at,
    )


async def _found(ctx: Context, goal_id: str) -> Goal:
    with ctx.services.store.reading():
        return await _row(ctx, goal_id)


async def _row(ctx: Context, goal_id: str) -> Goal:
    row = await Goal.get_or_none(id=parse_id(goal_id), project_id=_project_id(ctx))
    if row is None:
        raise not_found("Goal", goal_id)
    return row


def _project_id(ctx: Context) -> UUID:
    return UUID(ctx.require_project().id)
