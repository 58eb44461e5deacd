"""What a resolver needs is refused in one order: who, scope, project, module."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from access.caller import ANONYMOUS, OPERATOR, Caller, Kind, Scope
from access.context import Context
from access.needs import RESOLVERS, Needs, needs, needs_of
from pulse.errors import Code, PulseError
from pulse.modules import BY_NAME, MODULES, Access, ModuleState
from pulse.project import ProjectFacts, Salt

PROJECT = ProjectFacts(id="p", name="Shop", domain="shop.example", salt=Salt(b""))
CallerOf = Callable[[Caller], Context]


def key(*scopes: Scope, modules: frozenset[str] | None = None) -> Caller:
    return Caller(Kind.KEY, "k", frozenset(scopes), modules)


def refusal(caller_of: CallerOf, need: Needs, caller: Caller, project: ProjectFacts | None = PROJECT) -> str | None:
    ctx = caller_of(caller)
    ctx.project = project
    try:
        need.check(ctx)
    except PulseError as problem:
        return f"{problem.status} {problem.message}"
    return None


NO_KEY = "401 Missing API key. Provide it via X-Pulse-Key header or ?key= query parameter."
NO_TOKEN = "401 Missing admin token. Provide it via the Authorization: Bearer header."


@pytest.mark.parametrize(
    ("scope", "caller", "expected"),
    [
        (Scope.QUERY, ANONYMOUS, NO_KEY),
        (Scope.INGEST, ANONYMOUS, NO_KEY),
        (Scope.ADMIN, ANONYMOUS, NO_TOKEN),
        (None, ANONYMOUS, NO_TOKEN),
        (None, key(Scope.ADMIN), NO_TOKEN),
        (Scope.QUERY, key(Scope.INGEST), "403 API key does not have the required 'query' scope for this endpoint."),
        (Scope.INGEST, key(Scope.QUERY), "403 API key does not have the required 'ingest' scope for this endpoint."),
        (Scope.ADMIN, key(Scope.QUERY), "403 API key does not have the required 'admin' scope for this endpoint."),
        (Scope.QUERY, key(), "403 API key does not have the required 'query' scope for this endpoint."),
        (Scope.QUERY, key(Scope.QUERY), None),
        (Scope.INGEST, key(Scope.INGEST, Scope.QUERY), None),
        (Scope.QUERY, key(Scope.ADMIN), None),
        (Scope.INGEST, key(Scope.ADMIN), None),
        (Scope.ADMIN, key(Scope.ADMIN), None),
        (Scope.QUERY, OPERATOR, None),
        (None, OPERATOR, None),
    ],
)
def test_who_and_scope(caller_of: CallerOf, scope: Scope | None, caller: Caller, expected: str | None) -> None:
    assert refusal(caller_of, Needs(scope), caller) == expected


def test_an_operator_names_a_project(caller_of: CallerOf) -> None:
    found = refusal(caller_of, Needs(Scope.QUERY), OPERATOR, project=None)
    assert found is not None
    assert found.startswith("400 Invalid request: 'project' is required")
    assert refusal(caller_of, Needs(Scope.QUERY, project=False), OPERATOR, project=None) is None


def set_to(name: str, *, enabled: bool = True, access: Access = Access.ALL) -> ProjectFacts:
    return replace(PROJECT, modules={name: ModuleState(enabled, access)})


@pytest.mark.parametrize(
    ("project", "wanted", "modules", "expected"),
    [
        (PROJECT, Access.READ, None, None),
        (set_to("funnels", enabled=False), Access.READ, None, "403 Module 'funnels' is not enabled for this project."),
        (set_to("funnels", access=Access.READ), Access.READ, None, None),
        (
            set_to("funnels", access=Access.READ),
            Access.WRITE,
            None,
            "403 Module 'funnels' does not allow write access for this project.",
        ),
        (
            set_to("funnels", access=Access.WRITE),
            Access.READ,
            None,
            "403 Module 'funnels' does not allow read access for this project.",
        ),
        (set_to("funnels", access=Access.WRITE), Access.WRITE, None, None),
        (PROJECT, Access.READ, frozenset({"funnels"}), None),
        (PROJECT, Access.READ, frozenset({"goals"}), "403 API key is not allowed to access module 'funnels'."),
    ],
)
def test_a_module(
    caller_of: CallerOf, project: ProjectFacts, wanted: Access, modules: frozenset[str] | None, expected: str | None
) -> None:
    need = Needs(Scope.QUERY, BY_NAME["funnels"], wanted)
    assert refusal(caller_of, need, key(Scope.QUERY, modules=modules), project) == expected


@pytest.mark.parametrize("module", [module for module in MODULES if module.core], ids=lambda module: module.name)
def test_a_core_module_always_answers(caller_of: CallerOf, module: object) -> None:
    found = BY_NAME[module.name]  # type: ignore[attr-defined]  # a Module
    project = set_to(found.name, enabled=False, access=Access.WRITE)
    need = Needs(Scope.QUERY, found)
    assert refusal(caller_of, need, key(Scope.QUERY, modules=frozenset({"funnels"})), project) is None


async def test_the_guard_refuses_before_the_resolver_runs(anonymous: Context) -> None:
    ran: list[str] = []

    @needs(Scope.QUERY, module="goals", access=Access.WRITE)
    async def resolver(ctx: Context, word: str, *, times: int = 1) -> str:
        ran.append(word)
        return f"{ctx.require_project().name} {word * times}"

    try:
        with pytest.raises(PulseError) as caught:
            await resolver(anonymous, "never")
        assert caught.value.code is Code.UNAUTHENTICATED
        assert ran == []
        ctx = Context(anonymous.services, OPERATOR, PROJECT)
        assert await resolver(ctx, "a", times=2) == "Shop aa"
        assert needs_of(resolver) == Needs(Scope.QUERY, BY_NAME["goals"], Access.WRITE)
        assert str(needs_of(resolver)) == "Needs the 'query' scope. Module 'goals' must be enabled with write access."
        assert any(found is resolver for found in RESOLVERS.values())
    finally:
        for name in [name for name, found in RESOLVERS.items() if found is resolver]:
            del RESOLVERS[name]


def test_needs_read_as_sentences() -> None:
    assert str(Needs(None)) == "Needs the admin token."
    assert str(Needs(Scope.QUERY, BY_NAME["pageviews"])) == "Needs the 'query' scope."
