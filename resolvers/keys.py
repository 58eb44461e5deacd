"""API keys of a project: made, listed, revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from access.caller import Caller, Scope
from access.context import Context
from access.needs import needs
from models import ApiKey
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import invalid_body, module_not_allowed, not_found
from pulse.ids import Prefix, hash_key, mask_key, new_key, parse_id
from pulse.modules import BY_NAME, Access
from resolvers.inputs import a_future_moment, a_name, known


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key at the only time when it can be read."""

    id: Annotated[str, Doc("UUID with the prefix 'key-'.")]
    key: Annotated[str, Doc("The key itself. It is shown this once and cannot be retrieved later.")]
    name: Annotated[str, Doc("What people call it.")]
    scopes: Annotated[list[Scope], Doc("What it may do.")]
    allowed_modules: Annotated[list[str] | None, Doc("The modules that it is restricted to; null for all.")]
    expires_at: Annotated[datetime | None, Doc("When it stops working; null for never.")]
    created_at: Annotated[datetime, Doc("When it was made.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDetails:
    """A key as lists show it."""

    id: Annotated[str, Doc("UUID with the prefix 'key-'.")]
    name: Annotated[str, Doc("What people call it.")]
    key_prefix: Annotated[str, Doc("Its first characters, enough to recognise it.")]
    scopes: Annotated[list[Scope], Doc("What it may do.")]
    allowed_modules: Annotated[list[str] | None, Doc("The modules that it is restricted to; null for all.")]
    expires_at: Annotated[datetime | None, Doc("When it stops working; null for never.")]
    created_at: Annotated[datetime, Doc("When it was made.")]
    last_used_at: Annotated[datetime | None, Doc("When it was last used, within half a minute; null for never.")]


@needs(Scope.ADMIN)
async def list_keys(ctx: Context) -> list[KeyDetails]:
    """The keys of the project, oldest first, masked."""
    with ctx.services.store.reading():
        rows = await ApiKey.filter(project_id=UUID(ctx.require_project().id))
    return [
        KeyDetails(
            id=Prefix.KEY + str(row.id),
            name=row.name,
            key_prefix=row.key_prefix,
            scopes=[Scope(scope) for scope in row.scopes],
            allowed_modules=row.allowed_modules,
            expires_at=row.expires_at,
            created_at=row.created_at,
            last_used_at=row.last_used_at,
        )
        for row in rows
    ]


@needs(Scope.ADMIN, access=Access.WRITE)
async def create_key(
    ctx: Context,
    *,
    name: str,
    scopes: Sequence[str],
    expires_at: str | datetime | None = None,
    allowed_modules: Sequence[str] | None = None,
) -> NewKey:
    """Make a key for the project.

    Raises:
        PulseError: 400 that names the field; 403 where a restricted key would make a less restricted one.

    """
    key = new_key()
    row = ApiKey(
        project_id=UUID(ctx.require_project().id),
        name=a_name(name),
        key_hash=hash_key(key),
        key_prefix=mask_key(key),
        scopes=_scopes(scopes),
        allowed_modules=_modules(ctx.caller, allowed_modules),
        expires_at=a_future_moment(expires_at, "expires_at", ctx.services.clock()),
        created_at=moment(int(ctx.services.clock())),
    )
    async with ctx.services.store.change():
        await row.save()
    return NewKey(
        id=Prefix.KEY + str(row.id),
        key=key,
        name=row.name,
        scopes=[Scope(scope) for scope in row.scopes],
        allowed_modules=row.allowed_modules,
        expires_at=row.expires_at,
        created_at=row.created_at,
    )


@needs(Scope.ADMIN, access=Access.WRITE)
async def revoke_key(ctx: Context, key_id: str) -> None:
    """Revoke a key: it is refused from the next request on.

    Raises:
        PulseError: 404 where the project has no such key.

    """
    identifier = parse_id(key_id, Prefix.KEY, "key_id")
    async with ctx.services.store.change():
        deleted = await ApiKey.filter(id=identifier, project_id=UUID(ctx.require_project().id)).delete()
        if not deleted:
            raise not_found("API key", key_id)


def _scopes(values: Sequence[str]) -> list[str]:
    scopes = known(values, [scope.value for scope in Scope], "scope")
    if not scopes:
        raise invalid_body("'scopes' must name at least one scope")
    return scopes


def _modules(caller: Caller, values: Sequence[str] | None) -> list[str] | None:
    modules = known(values or (), BY_NAME, "module") or None
    if caller.modules is not None:  # nobody hands out more than they have
        missing = [name for name in modules or BY_NAME if name not in caller.modules]
        if missing:
            raise module_not_allowed(missing[0])
    return modules
