"""Declaring fields that are answered by a function, so that each has a description and a cost."""

from collections.abc import Callable
from typing import Any, TypeVar

import strawberry

from access.needs import needs_of
from schema.costs import RESOLVER

F = TypeVar("F", bound=Callable[..., Any])

Told = str | Callable[..., Any]
"""A description, or the guarded resolver whose first line and needs are one."""


def field(told: Told, *, more: str = "", cost: int = RESOLVER) -> Callable[[F], F]:
    """A field of an object, or of the query."""
    return _typed(strawberry.field(description=described(told, more), metadata={"cost": cost}))


def mutation(told: Told, *, more: str = "", cost: int = RESOLVER) -> Callable[[F], F]:
    """A field of the mutation."""
    return _typed(strawberry.mutation(description=described(told, more), metadata={"cost": cost}))


def subscription(told: Told, *, more: str = "", cost: int, backlog: int = 1) -> Callable[[F], F]:
    """A field of the subscription.

    Args:
        told: see :func:`field`.
        more: a sentence to add.
        cost: of each result.
        backlog: past results that a slow reader still gets; 1 where a result is a state that the next one replaces.

    """
    metadata = {"cost": cost, "backlog": backlog}
    return _typed(strawberry.subscription(description=described(told, more), metadata=metadata))


def argument(text: str, name: str | None = None) -> Any:
    """What is told of an argument, to stand in its ``Annotated``."""
    return strawberry.argument(description=text, name=name)


def described(told: Told, more: str = "") -> str:
    """What is told of a field: of a guarded resolver, what it answers and what it needs."""
    text = told if isinstance(told, str) else f"{_first_line(told)} {needs_of(told)}"
    return f"{text} {more}".strip()


def _first_line(resolver: Callable[..., Any]) -> str:
    return (resolver.__doc__ or "").strip().partition("\n")[0]


def _typed(decorate: Any) -> Callable[[F], F]:
    # strawberry's decorators put a field in the method's place; to whoever reads types it stays a method
    return decorate  # type: ignore[no-any-return]  # for the reason above
