"""The numbers that a rule can be about: every metric of every module, under the name that its reports use."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from access.context import Context
from pulse.errors import invalid_body, missing_field
from pulse.ids import parse_id
from pulse.numbers import mean
from pulse.paging import Page
from resolvers.asking import Ask, both
from resolvers.breakdown import sliced
from resolvers.error_tracking import error_stats
from resolvers.funnels import analyze_funnel, get_funnel
from resolvers.goals import get_goal, goal_stats
from resolvers.looking import hits_of
from resolvers.search import search_totals
from resolvers.stats import totals
from resolvers.webvitals import vitals
from warehouse import measures as warehouse
from warehouse.catalog import METRICS, dimension
from warehouse.filters import Filter, Is, Op, Or
from warehouse.reach import Reach
from warehouse.webvitals import VITALS

Read = Callable[[Context, Ask, str], Awaitable[float | None]]
"""The number of a question; the text is the id of what the measure is about, where it is about something."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number.

    Attributes:
        description: its definition.
        read: how it is had; null where there is nothing to measure.
        of: what it is about, as in ``funnel``; nothing where it is about the whole project.

    """

    description: str
    read: Read
    of: str | None = None


def measure(module: str, metric: str) -> Measure:
    """The measure of a module by its name, in whatever case.

    Raises:
        PulseError: 400 that lists the right ones.

    """
    known = MEASURES.get(module)
    if known is None:
        raise invalid_body(f"'module' must be one of {', '.join(MEASURES)}")
    found = known.get(metric.lower())
    if found is None:
        raise invalid_body(f"'metric' of module '{module}' must be one of {', '.join(known)}")
    return found


async def check_about(ctx: Context, found: Measure, about: str | None) -> str | None:
    """The id of what a measure is about, in the form in which it is kept.

    Raises:
        PulseError: 400 where it is missing or not wanted, 404 where the project has no such thing.

    """
    if found.of is None:
        if about is not None:
            raise invalid_body("'about' goes only with metrics of one funnel or goal")
        return None
    if about is None:
        raise missing_field("about")
    await _LOOKUPS[found.of](ctx, about)
    return str(parse_id(about))


def _catalogued(name: str, where: Filter | None = None, said: str = "") -> Measure:
    async def read(ctx: Context, ask: Ask, _: str) -> float | None:
        return (await totals(ctx, replace(ask, where=both(ask.where, where)), name))[name]

    return Measure(said or METRICS[name].description, read)


def _values(by: str, said: str) -> Measure:
    """How many different values a dimension has."""

    async def read(ctx: Context, ask: Ask, _: str) -> float:
        named = replace(ask, where=both(ask.where, Is(by, Op.EXISTS)))
        return (await sliced(ctx, named, dimension(by), ("visitors",), Page(1))).total

    return Measure(said, read)


def _rows(kind: str, said: str) -> Measure:
    async def read(ctx: Context, ask: Ask, _: str) -> float:
        ((count,),) = await ctx.services.warehouse.fetch(warehouse.count_of(hits_of(ctx, ask), kind))
        return float(count)

    return Measure(said, read)


def _per_visitor(metric: str) -> Measure:
    async def read(ctx: Context, ask: Ask, _: str) -> float:
        found = await totals(ctx, ask, "visitors", metric)
        return mean(found[metric] or 0, found["visitors"] or 0)

    return Measure(f"{METRICS[metric].title} of a visitor on average, two decimals.", read)


async def _newcomers(ctx: Context, ask: Ask, _: str, *, new: bool) -> float:
    reach = Reach(ctx.require_project().id, ask.window, ask.where)
    ((visitors, first),) = await ctx.services.warehouse.fetch(warehouse.newcomers(reach))
    return float(first if new else visitors - first)


async def _depth(ctx: Context, ask: Ask, _: str) -> float | None:
    ((depth,),) = await ctx.services.warehouse.fetch(warehouse.mean_depth(hits_of(ctx, ask)))
    return None if depth is None else float(depth)


async def _vital(ctx: Context, ask: Ask, _: str, *, name: str) -> float | None:
    return next(row.p75 for row in await vitals(ctx, ask) if row.metric == name)


async def _errors(ctx: Context, ask: Ask, _: str, *, field: str) -> float:
    return float(getattr(await error_stats(ctx, ask), field))


async def _searches(ctx: Context, ask: Ask, _: str, *, field: str) -> float:
    return float(getattr(await search_totals(ctx, ask), field))


async def _goal(ctx: Context, ask: Ask, about: str, *, field: str) -> float:
    return float(getattr(await goal_stats(ctx, ask, about), field))


async def _funnel(ctx: Context, ask: Ask, about: str, *, field: str) -> float:
    report = await analyze_funnel(ctx, ask, about)
    if field == "overall_conversion":
        return report.overall_conversion
    return float(report.steps[0 if field == "entered" else -1].visitors)


_TAGGED = Or(tuple(Is(name, Op.EXISTS) for name in ("utm_source", "utm_medium", "utm_campaign")))
_LOOKUPS: Mapping[str, Callable[[Context, str], Awaitable[object]]] = {"funnel": get_funnel, "goal": get_goal}

_GOAL = {
    "conversions": "How often the goal was reached.",
    "unique_visitors": "Different visitors who reached the goal.",
    "conversion_rate": "Share of visitors who reached the goal, in percent.",
    "total_revenue": "What the conversions brought in the project's currency.",
}
_FUNNEL = {
    "entered": "Visitors who took the funnel's first step.",
    "completed": "Visitors who took its last step.",
    "overall_conversion": "Share of those who took the first step that took the last, in percent.",
}
_ERRORS = {
    "error_count": ("total_errors", "Errors that occurred."),
    "unique_errors": ("unique_errors", "Groups of errors."),
    "affected_sessions": ("affected_sessions", "Sessions in which an error occurred."),
    "error_rate": ("error_rate", "Share of sessions in which an error occurred, in percent."),
}
_SEARCHES = {
    "searches": ("count", "Searches on the site."),
    "zero_results": ("zero_results", "Searches that found nothing."),
    "zero_results_rate": ("zero_results_rate", "Share of searches that found nothing, in percent."),
}


def _of_session(*names: str) -> dict[str, Measure]:
    return {name: _catalogued(name) for name in names}


def _tagged(metric: str) -> Measure:
    return _catalogued(metric, _TAGGED, f"{METRICS[metric].title} with a UTM parameter.")


MEASURES: dict[str, dict[str, Measure]] = {
    "pageviews": _of_session("visitors", "pageviews", "unique_views", "time_on_page"),
    "events": _of_session("events", "revenue"),
    "sessions": _of_session("sessions", "bounce_rate", "avg_duration", "views_per_session"),
    "referrers": {
        "referred_visitors": _catalogued("visitors", Is("source", Op.EXISTS), "Visitors whom another site sent."),
        "direct_visitors": _catalogued("visitors", Is("source", Op.IS, ("(direct)",)), "Visitors whom nobody sent."),
        "sources": _values("source", "Different sites that sent visitors."),
    },
    "devices": {
        f"{kind.lower()}_visitors": _catalogued("visitors", Is("device", Op.IS, (kind,)), f"Visitors by {kind}.")
        for kind in ("Desktop", "Mobile", "Tablet")
    },
    "geo": {"countries": _values("country", "Different countries from which visitors came.")},
    "realtime": _of_session("active_visitors"),
    "utm": {f"campaign_{metric}": _tagged(metric) for metric in ("visitors", "pageviews", "sessions")}
    | {"campaigns": _values("utm_campaign", "Different campaigns that brought visitors.")},
    "funnels": {name: Measure(said, partial(_funnel, field=name), "funnel") for name, said in _FUNNEL.items()},
    "goals": {name: Measure(said, partial(_goal, field=name), "goal") for name, said in _GOAL.items()},
    "retention": {
        "new_visitors": Measure("Visitors whose first event ever lies in the window.", partial(_newcomers, new=True)),
        "returning_visitors": Measure("Visitors who had been there before.", partial(_newcomers, new=False)),
    },
    "cohorts": {
        f"{metric}_per_visitor": _per_visitor(metric) for metric in ("pageviews", "sessions", "events", "revenue")
    },
    "paths": {
        "path_length": _catalogued("views_per_session", said="Pageviews of a visit on average."),
        "entry_pages": _values("entry_page", "Different pages on which visits began."),
        "exit_pages": _values("exit_page", "Different pages on which visits ended."),
    },
    "webvitals": {
        f"{name.lower()}_p75": Measure(
            f"p75 of {name}{'' if name == 'CLS' else ' in milliseconds'}; nothing where none was measured.",
            partial(_vital, name=name),
        )
        for name in VITALS
    },
    "error_tracking": {name: Measure(said, partial(_errors, field=field)) for name, (field, said) in _ERRORS.items()},
    "heatmaps": {"clicks": _rows("click_event", "Clicks.")},
    "ab_testing": {"assignments": _rows("exposure", "Visitors who were assigned to a variant of an experiment.")},
    "surveys": {"responses": _rows("survey_response", "Answers to surveys.")},
    "search": {name: Measure(said, partial(_searches, field=field)) for name, (field, said) in _SEARCHES.items()},
    "scroll_depth": {
        "avg_depth": Measure("How far pages were scrolled on average, in percent; nothing where none was.", _depth)
    },
}
"""By module. What is missing has no number of its own: exports, sharing and alerts."""
