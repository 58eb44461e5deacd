"""Relay connections over any ordered list: ``edges``, ``nodes``, ``pageInfo`` and ``totalCount``."""

from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from pulse.paging import Page, cursor_of
from resolvers.rows import Rows
from schema.fields import argument, field
from schema.scalars import BigInt

Node = TypeVar("Node")

First = Annotated[int, argument("How many rows at most, 1 to 1000.")]
After = Annotated[str | None, argument("Only rows behind this cursor.")]


@strawberry.type(description="Where a page of rows stands in its list.")
class PageInfo:
    """Where a page of rows stands in its list."""

    has_next_page: bool = strawberry.field(description="Whether rows follow this page.")
    has_previous_page: bool = strawberry.field(description="Whether rows precede this page.")
    start_cursor: str | None = strawberry.field(description="The cursor of the page's first row.")
    end_cursor: str | None = strawberry.field(description="The cursor of the page's last row; give it as `after`.")


@strawberry.type(description="A row with its place in the list.")
class Edge(Generic[Node]):
    """A row with its place in the list."""

    cursor: str = strawberry.field(description="The place of this row.")
    node: Node = strawberry.field(description="The row.")


@strawberry.type(description="A page of rows.")
class Connection(Generic[Node]):
    """A page of rows."""

    nodes: list[Node] = strawberry.field(description="The rows of this page, without their cursors.")
    total_count: BigInt = strawberry.field(description="How many rows the whole list has.")
    approximate: bool = strawberry.field(description="Whether distinct counts among the rows may be estimates.")
    page: strawberry.Private[Page]

    @field("The rows of this page, each with its cursor.", cost=0)
    def edges(self) -> list[Edge[Node]]:
        """The rows of this page, each with its cursor."""
        start = self.page.offset
        return [Edge(cursor=cursor_of(start + index), node=node) for index, node in enumerate(self.nodes)]

    @field("Where this page stands in its list.", cost=0)
    def page_info(self) -> PageInfo:
        """Where this page stands in its list."""
        start, stop = self.page.offset, self.page.offset + len(self.nodes)
        return PageInfo(
            has_next_page=stop < self.total_count,
            has_previous_page=start > 0,
            start_cursor=cursor_of(start) if self.nodes else None,
            end_cursor=cursor_of(stop - 1) if self.nodes else None,
        )


def connect(found: Rows[Any], page: Page) -> Connection[Any]:
    """A page of rows as a connection."""
    return Connection(nodes=found.rows, total_count=BigInt(found.total), approximate=found.approximate, page=page)


def connect_all(nodes: Sequence[Any], page: Page) -> Connection[Any]:
    """The page of a list that is wholly at hand."""
    return connect(Rows(list(nodes[page.offset : page.offset + page.limit]), len(nodes)), page)
