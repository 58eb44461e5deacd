"""Every resolver, called as the neighbour: a resolver that this file cannot call makes it fail."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Coroutine
from dataclasses import replace
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest
from village import HOSTILE, SECRET, WORDS, Story, Village, plain

import resolvers
from access.caller import ANONYMOUS, Caller, Kind, Scope
from access.context import Context
from access.needs import RESOLVERS, needs_of
from ingest.live import Flush
from pulse.errors import PulseError
from pulse.modules import Access, ModuleState
from pulse.paging import Page
from resolvers.aims import GoalConfigInput
from resolvers.asking import Ask, ask_between
from warehouse.filters import Is, Op

for found in pkgutil.iter_modules(resolvers.__path__):
    importlib.import_module(f"resolvers.{found.name}")

Resolver = Callable[..., Coroutine[Any, Any, Any]]

WRITES = (
    "create",
    "update",
    "delete",
    "set",
    "enable",
    "disable",
    "revoke",
    "decide",
    "erase",
    "collect",
    "send",
    "resend",
    "assign",
)
UNGUARDED = {
    "resolvers.ab_testing.found_experiment",
    "resolvers.surveys.found_survey",
    "resolvers.asking.answer",
    "resolvers.asking.answer_page",
    "resolvers.breakdown.sliced",
    "resolvers.digest.digest",
    "resolvers.measures.check_about",
    "resolvers.verdicts.judge",
    "resolvers.segments.narrowed",
    "resolvers.stats.totals",
}
"""What resolvers are made of: it takes a context and asks no authority, so no door may call it."""

VALUES: dict[str, Any] = {
    "by": "page",
    "dimension": "page",
    "metrics": ("visitors",),
    "metric": "LCP",
    "path": "/shared",
    "message": SECRET,
    "group": "1",
    "source": "plain",
    "utm_source": SECRET,
    "name": "exports",
    "domain": "x.example",
    "scopes": ["query"],
    "modules": [],
    "items": [],
    "url": f"https://{SECRET}.example/in",
    "events": ["daily_summary"],
    "body": b"{}",
    "steps": [],
    "variants": [],
    "questions": [],
    "step": 1,
    "module": "pageviews",
    "threshold": 5.0,
    "address": f"{SECRET}@example.com",
    "config": GoalConfigInput(event_name=SECRET),
    "decision": None,
    "type": "pages",
    "text": SECRET,
    "key": SECRET,
    "session": "00000000000000ff",
    "visitor": "00000000000000ff",
    "visitor_id": "v1",
    "where": Is("page", Op.IS, ("/shared",)),
}
"""What to give for arguments that must be there, by their names; types that say it themselves need no line."""


def names() -> list[str]:
    return sorted(RESOLVERS)


def bare(hint: Any) -> Any:
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not NoneType)
    return hint


def arguments(name: str, ctx: Context, ids: dict[str, str], text: str | None = None) -> dict[str, Any]:
    """Arguments for a resolver, by the names and types of its declaration; ``text`` for every text."""
    resolver = RESOLVERS[name]
    hints = get_type_hints(resolver, include_extras=True)
    given: dict[str, Any] = {}
    for parameter in list(inspect.signature(resolver).parameters.values())[1:]:
        hint = bare(hints[parameter.name])
        if hint is Ask:
            given[parameter.name] = ask_between(ctx, "2020-01-01", "2100-01-01")
        elif hint is Page:
            given[parameter.name] = Page(100)
        elif hint is Flush:
            given[parameter.name] = Flush(())
        elif parameter.name in ids:
            given[parameter.name] = ids[parameter.name] if text is None else text
        elif hint is str and text is not None:
            given[parameter.name] = text
        elif parameter.default is parameter.empty:
            given[parameter.name] = value_for(name, parameter.name, hint)
    return given


def value_for(resolver: str, name: str, hint: Any) -> Any:
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return next(iter(hint))
    assert name in VALUES, f"{resolver}: give VALUES a line for '{name}'"
    return VALUES[name]


async def call(name: str, ctx: Context, ids: dict[str, str], text: str | None = None) -> str:
    """What a resolver answers, or how it refuses."""
    try:
        return await plain(await RESOLVERS[name](ctx, **arguments(name, ctx, ids, text)))
    except PulseError as problem:
        return f"{problem.status} {problem.message}"


async def all_reads(village: Village, ids: dict[str, str]) -> dict[str, str]:
    """What the second is answered by every resolver that only reads; ids stand as ID in refusals."""
    found = {}
    for name in [name for name in names() if is_read(name)]:
        try:
            answer = await call(name, await village.context(village.second), ids)
        except AssertionError as problem:  # a resolver that cannot be called fails in its own tests, not in all
            answer = str(problem)
        for identifier in set(ids.values()) - set(WORDS.values()):
            answer = answer.replace(identifier, "ID")
        found[name] = answer
    return found


def is_read(name: str) -> bool:
    return not name.rsplit(".", 1)[-1].startswith(WRITES)


def test_no_door_is_without_a_guard() -> None:
    """A public coroutine that takes a context asks for authority, or is known to be part of those that do."""
    for module in pkgutil.iter_modules(resolvers.__path__):
        loaded = importlib.import_module(f"resolvers.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.iscoroutinefunction):
            if name.startswith("_") or function.__module__ != loaded.__name__:
                continue
            full = f"{function.__module__}.{name}"
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if first is not None and first.annotation is Context:
                assert (full in RESOLVERS) != (full in UNGUARDED), f"{full} asks no authority"


@pytest.mark.parametrize("name", names())
async def test_the_neighbours_ids_open_nothing(village: Village, name: str) -> None:
    before = await village.things(village.first)
    ctx = await village.context(village.vandal)
    answer = await call(name, ctx, village.ids)
    assert village.leaks(answer, [*village.ids.values(), SECRET]) == []
    assert await village.things(village.first) == before


@pytest.mark.parametrize("name", [name for name in names() if is_read(name)])
def test_what_the_neighbour_has_changes_no_number(story: Story, name: str) -> None:
    """The second's answers while the first was empty, and when it was not: the same to the letter.

    Ids were then of nothing, and later the first's: for the second both are nothing.
    """
    assert story.after[name] == story.before[name]


@pytest.mark.parametrize("name", [name for name in names() if is_read(name)])
async def test_hostile_texts_open_nothing(village: Village, name: str) -> None:
    for text in HOSTILE:
        ctx = await village.context(village.second)
        answer = await call(name, ctx, dict(village.ids), text)
        assert village.leaks(answer, [text]) == [], text


@pytest.mark.parametrize("name", names())
async def test_without_authority_nothing_opens(village: Village, name: str) -> None:
    """Even with the project already in hand: a door that forgets to ask finds the guard."""
    first = await village.context(village.first)
    for caller in (ANONYMOUS, Caller(Kind.KEY, "k", frozenset())):
        ctx = Context(village.services, caller, first.project)
        answer = await call(name, ctx, village.ids)
        assert answer[:3] in ("401", "403"), f"{name} answers {answer[:200]}"
        assert village.leaks(answer) == []


GATED = [name for name in names() if (module := needs_of(RESOLVERS[name]).module) and not module.core]


@pytest.mark.parametrize("name", GATED)
async def test_a_module_that_is_off_answers_nothing(village: Village, name: str) -> None:
    need = needs_of(RESOLVERS[name])
    assert need.module is not None
    own = await village.context(village.second)
    project = own.require_project()
    wrong = Access.WRITE if need.access is Access.READ else Access.READ
    for state in (ModuleState(enabled=False), ModuleState(access=wrong)):
        ctx = Context(village.services, own.caller, replace(project, modules={need.module.name: state}))
        assert (await call(name, ctx, village.ids)).startswith("403 Module ")
    limited = replace(own.caller, modules=frozenset({"pageviews"}), scopes=frozenset(Scope))
    ctx = Context(village.services, limited, project)
    assert (await call(name, ctx, village.ids)).startswith("403 API key is not allowed to access module ")
