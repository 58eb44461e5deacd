"""What a field's resolver gets besides its arguments."""

from typing import Annotated, Any

import strawberry

from access.context import Context
from schema.fields import argument

Info = strawberry.Info[Context, Any]

ProjectId = Annotated[
    strawberry.ID | None,
    argument("The project's id. A key has one of its own; with the admin token it is needed."),
]


async def about_project(info: Info, project: str | None) -> Context:
    """The request about the project that is named, or about the key's own.

    Raises:
        PulseError: 404 where there is none, and where it is not the key's own.

    """
    return await info.context.choose(project) if project else info.context
