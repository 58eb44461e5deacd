"""API keys."""

from datetime import datetime
from typing import Annotated

import strawberry

from access.caller import Scope
from resolvers import keys
from resolvers.keys import KeyDetails, NewKey
from schema import enums as _enums  # noqa: F401 - the enums have to be known before the types that use them
from schema.expose import ID, expose
from schema.fields import argument, mutation
from schema.info import Info, ProjectId, about_project

expose(KeyDetails, "Key", id=ID)
expose(NewKey, id=ID)

KeyName = Annotated[str, argument("What people call it.")]
Scopes = Annotated[list[Scope], argument("What it may do.")]
Expiry = Annotated[datetime | None, argument("When it stops working; never, where nothing is given.")]
Allowed = Annotated[list[str] | None, argument("Module names that it is restricted to; all where none is given.")]


@strawberry.type
class KeyMutation:
    """Changes of keys."""

    @mutation(keys.create_key)
    async def create_key(
        self,
        info: Info,
        name: KeyName,
        scopes: Scopes,
        expires_at: Expiry = None,
        allowed_modules: Allowed = None,
        project: ProjectId = None,
    ) -> NewKey:
        """Make a key for the project."""
        ctx = await about_project(info, project)
        wanted = [scope.value for scope in scopes]
        return await keys.create_key(
            ctx, name=name, scopes=wanted, expires_at=expires_at, allowed_modules=allowed_modules
        )

    @mutation(keys.revoke_key, more="Answers the key's id.")
    async def revoke_key(
        self,
        info: Info,
        id: Annotated[strawberry.ID, argument("The key's id.")],  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> strawberry.ID:
        """Revoke a key."""
        await keys.revoke_key(await about_project(info, project), id)
        return id
