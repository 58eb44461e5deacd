"""Annotations."""

from datetime import datetime
from typing import Annotated

import strawberry

from access.context import Context
from pulse.paging import page_after
from resolvers import annotations as answers  # a field below is called annotations
from resolvers.annotations import AnnotationDetails
from schema.expose import ID, expose
from schema.fields import argument, field, mutation
from schema.info import Info, ProjectId, about_project
from schema.paging import After, Connection, First, connect_all
from schema.reports import Asked

expose(AnnotationDetails, "Annotation", id=ID)

AnnotationId = Annotated[strawberry.ID, argument("The annotation's id.")]
Kept = argument("Stays as it is where nothing is given.")


@strawberry.type
class AnnotationReports(Asked):
    """What happened beside the numbers."""

    @field(answers.annotations_within)
    async def annotations(self) -> list[AnnotationDetails] | None:
        """The annotations of the range."""
        return await answers.annotations_within(self.ctx, self.ask)


@strawberry.type
class ProjectAnnotations:
    """The annotations of a project."""

    ctx: strawberry.Private[Context]

    @field(answers.list_annotations)
    async def annotations(self, first: First = 10, after: After = None) -> Connection[AnnotationDetails] | None:
        """The annotations of the project."""
        return connect_all(await answers.list_annotations(self.ctx), page_after(first, after))


@strawberry.type
class AnnotationMutation:
    """Changes of annotations."""

    @mutation(answers.create_annotation)
    async def create_annotation(
        self,
        info: Info,
        text: Annotated[str, argument("What happened.")],
        at: Annotated[datetime | None, argument("The moment that it marks; now by default.")] = None,
        link: Annotated[str | None, argument("Where more is told, an http or https address.")] = None,
        project: ProjectId = None,
    ) -> AnnotationDetails:
        """Mark a moment."""
        ctx = await about_project(info, project)
        return await answers.create_annotation(ctx, text=text, at=at, link=link)

    @mutation(answers.update_annotation)
    async def update_annotation(
        self,
        info: Info,
        id: AnnotationId,  # noqa: A002 - the argument's name
        *,
        text: Annotated[str | None, Kept] = None,
        at: Annotated[datetime | None, Kept] = None,
        link: Annotated[str | None, argument("As it is where nothing is given; an empty one takes it away.")] = None,
        project: ProjectId = None,
    ) -> AnnotationDetails:
        """Change an annotation."""
        ctx = await about_project(info, project)
        return await answers.update_annotation(ctx, id, text=text, at=at, link=link)

    @mutation(answers.delete_annotation, more="Answers the annotation's id.")
    async def delete_annotation(
        self,
        info: Info,
        id: AnnotationId,  # noqa: A002 - the argument's name
        project: ProjectId = None,
    ) -> strawberry.ID:
        """Delete an annotation."""
        await answers.delete_annotation(await about_project(info, project), id)
        return id
