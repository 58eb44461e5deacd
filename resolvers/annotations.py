"""Annotations: marks on the time line, such as a deployment or the start of a campaign."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from access.caller import Scope
from access.context import Context
from access.needs import needs
from models import Annotation
from pulse.clock import moment
from pulse.describe import Doc
from pulse.errors import invalid_body, not_found
from pulse.ids import parse_id
from pulse.windows import SECOND, UTC_ZONE, parse_start
from resolvers.asking import Ask

TEXT_MOST = 500
LINK_MOST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationDetails:
    """A mark on the time line."""

    id: Annotated[str, Doc("UUID.")]
    at: Annotated[datetime, Doc("The moment that it marks.")]
    text: Annotated[str, Doc("What happened.")]
    link: Annotated[str | None, Doc("Where more is told.")]
    created_at: Annotated[datetime, Doc("When it was made.")]


@needs(Scope.QUERY)
async def list_annotations(ctx: Context) -> list[AnnotationDetails]:
    """The annotations of the project, the earliest moment first."""
    with ctx.services.store.reading():
        return [_details(row) for row in await Annotation.filter(project_id=_project_id(ctx))]


@needs(Scope.QUERY)
async def annotations_within(ctx: Context, ask: Ask) -> list[AnnotationDetails]:
    """The annotations of the range, the earliest moment first; a filter leaves none out."""
    start, end = moment(ask.window.start / SECOND), moment(ask.window.end / SECOND)
    with ctx.services.store.reading():
        rows = await Annotation.filter(project_id=_project_id(ctx), at__gte=start, at__lt=end)
    return [_details(row) for row in rows]


@needs(Scope.QUERY)
async def create_annotation(
    ctx: Context, *, text: str, at: str | datetime | None = None, link: str | None = None
) -> AnnotationDetails:
    """Mark a moment; the present one where none is given.

    Raises:
        PulseError: 400 that names the field.

    """
    now = moment(int(ctx.services.clock()))
    row = Annotation(
        project_id=_project_id(ctx),
        at=now if at is None else _moment(at),
        text=_text(text),
        link=_link(link),
        created_at=now,
    )
    async with ctx.services.store.transaction():
        await row.save()
    return _details(row)


@needs(Scope.QUERY)
async def update_annotation(
    ctx: Context,
    annotation_id: str,
    *,
    text: str | None = None,
    at: str | datetime | None = None,
    link: str | None = None,
) -> AnnotationDetails:
    """Change an annotation; what is not given stays, and an empty link is taken away.

    Raises:
        PulseError: 400 that names the field, 404 where the project has no such annotation.

    """
    async with ctx.services.store.transaction():
        row = await _row(ctx, annotation_id)
        row.text = row.text if text is None else _text(text)
        row.at = row.at if at is None else _moment(at)
        row.link = row.link if link is None else _link(link)
        await row.save()
    return _details(row)


@needs(Scope.QUERY)
async def delete_annotation(ctx: Context, annotation_id: str) -> None:
    """Delete an annotation.

    Raises:
        PulseError: 404 where the project has no such annotation.

    """
    async with ctx.services.store.transaction():
        await (await _row(ctx, annotation_id)).delete()


def _text(value: str) -> str:
    text = " ".join(value.split())
    if not text:
        raise invalid_body("field 'text' must not be empty")
    if len(text) > TEXT_MOST or not text.isprintable():
        raise invalid_body(f"field 'text' must be printable, with at most {TEXT_MOST} characters")
    return text


def _link(value: str | None) -> str | None:
    if not value:
        return None
    problem = invalid_body(f"field 'link' must be an http or https address of at most {LINK_MOST} characters")
    try:
        parts = urlsplit(value)
    except ValueError:
        raise problem from None
    if parts.scheme not in ("http", "https") or not parts.netloc or len(value) > LINK_MOST or not value.isprintable():
        raise problem
    return value


def _moment(value: str | datetime) -> datetime:
    if isinstance(value, str):
        return moment(parse_start(value, UTC_ZONE, "at") / SECOND)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _details(row: Annotation) -> AnnotationDetails:
    return AnnotationDetails(id=str(row.id), at=row.at, text=row.text, link=row.link, created_at=row.created_at)


async def _row(ctx: Context, annotation_id: str) -> Annotation:
    row = await Annotation.get_or_none(id=parse_id(annotation_id), project_id=_project_id(ctx))
    if row is None:
        raise not_found("Annotation", annotation_id)
    return row


def _project_id(ctx: Context) -> UUID:
    return UUID(ctx.require_project().id)
