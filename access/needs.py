"""What a resolver needs, as data on the function: it enforces, describes, and can be enumerated."""

import inspect
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from access.audit import audited, bound
from access.caller import Caller, Kind, Scope
from access.context import Context
from access.view import View
from pulse.errors import (
    missing_admin_token,
    missing_key,
    missing_scope,
    module_access,
    module_disabled,
    module_not_allowed,
    not_shared,
    share_locked,
)
from pulse.modules import BY_NAME, Access, Module
from pulse.project import ProjectFacts

P = ParamSpec("P")
T = TypeVar("T")
Resolver = Callable[Concatenate[Context, P], Coroutine[Any, Any, T]]


@dataclass(frozen=True, slots=True)
class Needs:
    """The requirements of one resolver.

    Attributes:
        scope: what the key must be allowed to do; None where only the admin token will do.
        module: what must be enabled; a core module's reports are always available.
        access: whether the module is read or written.
        project: whether it is about one project.
        shared: whether shares show it. By default those that show its module do, where it is a report (which keeps to
            the range and filter that a share may pin) or nothing is pinned; True where it says nothing of visitors, so
            that nothing needs to be pinned; False where it tells single visitors apart, which no share shows.
        report: whether it answers a question with a range and a filter.

    """

    scope: Scope | None
    module: Module | None = None
    access: Access = Access.READ
    project: bool = True
    shared: bool | None = None
    report: bool = False

    @property
    def audited(self) -> bool:
        """Whether it is administration that changes something, which leaves an entry in the audit log."""
        return self.scope in (None, Scope.ADMIN) and self.access is Access.WRITE

    def __str__(self) -> str:
        """The requirements as a sentence for a reader of the reference."""
        who = "Needs the admin token." if self.scope is None else f"Needs the '{self.scope.value}' scope."
        if self.module is None or self.module.core:
            return who
        return f"{who} Module '{self.module.name}' must be enabled with {self.access.value} access."

    def check(self, ctx: Context) -> None:
        """Refuse a request that may not.

        Raises:
            PulseError: 401, 403 or 400, in the order: who, scope, project, module.

        """
        self.check_caller(ctx.caller)
        if self.project:
            project = ctx.require_project()
            if self.module is not None and not self.module.core:
                check_module(ctx.caller, project, self.module.name, self.access)

    def check_caller(self, caller: Caller) -> None:
        """Refuse a caller whatever the project.

        Raises:
            PulseError: 401 or 403.

        """
        if caller.view is not None:
            self._check_share(caller, caller.view)
        if self.scope is None:
            if caller.kind is not Kind.OPERATOR:
                raise missing_admin_token()
        elif caller.kind is Kind.ANONYMOUS:
            raise missing_admin_token() if self.scope is Scope.ADMIN else missing_key()
        elif not caller.may(self.scope):
            raise missing_scope(self.scope.value)

    def _check_share(self, caller: Caller, view: View) -> None:
        if view.locked:
            raise share_locked()
        if self.module is not None and self.module.name not in (caller.modules or ()):
            raise not_shared(f"the module '{self.module.name}'")
        reads = self.scope is Scope.QUERY and self.access is Access.READ
        if not reads or self.shared is False or (self.module is None and not self.shared):
            raise not_shared("this")
        if view.pins and not (self.report or self.shared):
            raise not_shared("what its range or filter cannot bound")


def check_module(caller: Caller, project: ProjectFacts, name: str, access: Access) -> None:
    """Refuse a module that is off, does not allow the access, or is not among the key's.

    Raises:
        PulseError: 403 that says which.

    """
    state = project.state(name)
    if not state.enabled:
        raise module_disabled(name)
    if not state.access.covers(access):
        raise module_access(name, access.value)
    if caller.modules is not None and name not in caller.modules:
        raise module_not_allowed(name)


RESOLVERS: dict[str, Callable[..., Coroutine[Any, Any, Any]]] = {}
"""Every resolver with needs, by ``module.name``. Filled while the resolvers' modules are imported."""


def needs(
    scope: Scope | None,
    *,
    module: str | None = None,
    access: Access = Access.READ,
    project: bool = True,
    shared: bool | None = None,
) -> Callable[[Resolver[P, T]], Resolver[P, T]]:
    """Guard a resolver; see :class:`Needs`. The requirement stays readable as ``resolver.__needs__``."""

    def guard(resolver: Resolver[P, T]) -> Resolver[P, T]:
        report = "ask" in inspect.signature(resolver).parameters
        requirement = Needs(scope, BY_NAME[module] if module else None, access, project, shared, report)
        name = f"{resolver.__module__}.{resolver.__qualname__}"
        short = name.removeprefix("resolvers.")

        @wraps(resolver)
        async def guarded(ctx: Context, /, *args: P.args, **kwargs: P.kwargs) -> T:
            requirement.check(ctx)
            if scope is Scope.INGEST:  # counted where events are accepted; a timer here would be felt
                return await resolver(ctx, *args, **kwargs)
            with ctx.services.telemetry.report(short):
                if not requirement.audited:
                    return await resolver(ctx, *args, **kwargs)
                given = bound(resolver, ctx, args, kwargs)
                return await audited(ctx, resolver.__name__, given, lambda: resolver(ctx, *args, **kwargs))

        guarded.__needs__ = requirement  # type: ignore[attr-defined]  # functions carry attributes; their type does not say so
        RESOLVERS[name] = guarded
        return guarded

    return guard


def needs_of(resolver: Callable[..., Any]) -> Needs:
    """The requirements of a guarded resolver."""
    found: Needs = resolver.__needs__  # type: ignore[attr-defined]  # set by needs()
    return found
