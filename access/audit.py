"""Who administered what: each administrative change leaves an entry, in the first transaction that it makes.

It is done here for all of them: :func:`access.needs.needs` hands every resolver over that changes something with an
admin's authority. No address is kept; what was asked for is, without secrets and without whom an erasure was about.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

import orjson

from access.caller import Kind
from access.context import Context
from models import ApiKey, AuditEntry
from models.store import before_commit
from pulse.clock import moment

T = TypeVar("T")

LEFT_OUT = frozenset({"secret", "password", "key", "visitor", "visitor_id", "address"})
"""Arguments whose values are nobody's business later on."""
TEXT_MOST = 200
OPERATOR = "operator"


async def audited(ctx: Context, action: str, arguments: Mapping[str, Any], act: Callable[[], Awaitable[T]]) -> T:
    """Do something, and leave an entry about it: with it where it changes the database, else right after it.

    Nothing is left of what fails.
    """
    entry = AuditEntry(
        owner=UUID(ctx.project.id) if ctx.project else None,
        actor=await _actor(ctx),
        via_session=ctx.caller.session,
        action=action,
        target=_named(arguments),
        given=_given(arguments),
        created_at=moment(ctx.services.clock()),
    )
    with before_commit(lambda: entry.save(force_create=True)) as writing:
        answer = await act()
    made = str(getattr(answer, "id", "")) if not entry.target else ""
    if made or not writing.done:
        entry.target = entry.target or made
        async with ctx.services.store.transaction():
            await entry.save(force_create=not writing.done, force_update=writing.done)
    return answer


def bound(resolver: Callable[..., Any], ctx: Context, args: Any, kwargs: Any) -> dict[str, Any]:
    """The arguments of a call by their names, without the context."""
    found = dict(inspect.signature(resolver).bind(ctx, *args, **kwargs).arguments)
    found.pop(next(iter(found)))
    return found


async def _actor(ctx: Context) -> str:
    """The masked key, read before the act: revoking itself is the last thing that a key may do."""
    if ctx.caller.kind is Kind.OPERATOR:
        return OPERATOR
    with ctx.services.store.reading():
        row = await ApiKey.get_or_none(id=ctx.caller.key_id) if ctx.caller.key_id else None
    return row.key_prefix if row else ctx.caller.kind.value


def _named(arguments: Mapping[str, Any]) -> str:
    """The id of what it was about, where it is given."""
    ids = (str(value) for name, value in arguments.items() if name.endswith("_id") and name not in LEFT_OUT)
    return next(ids, "")[:100]


def _given(arguments: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in arguments.items() if value is not None and name not in LEFT_OUT}
    plain: dict[str, Any] = orjson.loads(orjson.dumps(kept, default=str))
    return {name: _short(value) for name, value in plain.items()}


def _short(value: Any) -> Any:
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return value if len(text) <= TEXT_MOST else text[:TEXT_MOST] + "…"
