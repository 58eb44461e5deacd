"""Shares: what of a project whoever has an address may look at."""

from datetime import datetime
from typing import Annotated

import strawberry
from strawberry.scalars import JSON

from access.context import Context
from pulse.paging import page_after
from pulse.windows import Period
from resolvers import sharing as answers  # a field below is called shares
from resolvers.sharing import ShareDetails
from schema.expose import ID, extends, taken_from
from schema.fields import argument, field, mutation
from schema.info import Info, ProjectId, about_project
from schema.inputs import FilterInput, tree_of
from schema.paging import After, Connection, First, connect_all
from schema.scalars import URL
from schema.segments import input_of

ShareId = Annotated[strawberry.ID, argument("The share's id.")]
Kept = argument("Stays as it is where nothing is given.")


@extends(ShareDetails, "Share", id=ID, url=URL, where=JSON | None)
class Share:
    """What of a project whoever has an address may look at."""


def share_of(details: ShareDetails) -> Share:
    """A share as GraphQL shows it, its filter in the form of a ``FilterInput``."""
    where = None if details.where is None else JSON(input_of(details.where))
    return Share(**(taken_from(details) | {"where": where}))


@strawberry.type
class ProjectShares:
    """The shares of a project."""

    ctx: strawberry.Private[Context]

    @field(answers.list_shares)
    async def shares(self, first: First = 10, after: After = None) -> Connection[Share] | None:
        """The shares of the project."""
        found = [share_of(details) for details in await answers.list_shares(self.ctx)]
        return connect_all(found, page_after(first, after))

    @field(answers.get_share)
    async def share(self, id: ShareId) -> Share | None:  # noqa: A002 - the argument's name
        """A share."""
        return share_of(await answers.get_share(self.ctx, id))


@strawberry.type
class ShareMutation:
    """Changes of shares."""

    @mutation(answers.create_share)
    async def create_share(
        self,
        info: Info,
        *,
        name: Annotated[str, argument("What people call it.")],
        modules: Annotated[list[str] | None, argument("What it shows; by default all that can be shared.")] = None,
        password: Annotated[str | None, argument("6 to 200 characters; by default it asks for none.")] = None,
        expires_at: Annotated[datetime | None, argument("When it ends; by default never.")] = None,
        period: Annotated[Period | None, argument("The only range that it shows, by its name.")] = None,
        start_at: Annotated[str | None, argument("Or from when on: an ISO 8601 date or time.")] = None,
        end_at: Annotated[str | None, argument("Or until when, inclusive.")] = None,
        where: Annotated[FilterInput | None, argument("What holds of everything it shows.")] = None,
        embed: Annotated[bool, argument("Whether other sites may show it in a frame.")] = False,
        badge: Annotated[bool, argument("Whether the number of its visitors is public.")] = False,
        project: ProjectId = None,
    ) -> Share:
        """Make a share."""
        made = await answers.create_share(
            await about_project(info, project),
            tree_of(where) if where else None,
            name=name,
            modules=modules,
            password=password,
            expires_at=expires_at,
            period=period,
            start_at=start_at,
            end_at=end_at,
            embed=embed,
            badge=badge,
        )
        return share_of(made)

    @mutation(answers.update_share)
    async def update_share(
        self,
        info: Info,
        id: ShareId,  # noqa: A002 - the argument's name
        *,
        name: Annotated[str | None, Kept] = None,
        modules: Annotated[list[str] | None, Kept] = None,
        password: Annotated[str | None, argument("Stays where none is given; an empty one takes it away.")] = None,
        expires_at: Annotated[datetime | None, Kept] = None,
        embed: Annotated[bool | None, Kept] = None,
        badge: Annotated[bool | None, Kept] = None,
        project: ProjectId = None,
    ) -> Share:
        """Change a share."""
        changed = await answers.update_share(
            await about_project(info, project),
            id,
            name=name,
            modules=modules,
            password=password,
            expires_at=expires_at,
            embed=embed,
            badge=badge,
        )
        return share_of(changed)

    @mutation(answers.delete_share, more="Answers the share's id.")
    async def delete_share(
        self,
        info: Info,
        id: ShareId,  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> strawberry.ID:
        """Delete a share."""
        await answers.delete_share(await about_project(info, project), id)
        return id
