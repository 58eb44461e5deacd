"""Breakdowns of one operation that ask the same of different dimensions are answered by one scan."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, replace

from pulse.paging import MAX_LIMIT, Page
from warehouse.catalog import Dimension
from warehouse.query import Query, Row, kinship


@dataclass(frozen=True, slots=True)
class _Member:
    row: Dimension
    page: Page
    answer: asyncio.Future[list[Row]]


class Siblings:
    """Waits until every field of an operation has said what it wants, then asks for families of them at once."""

    def __init__(self, ask: Callable[[Query], Awaitable[list[Row]]]) -> None:
        self._ask = ask
        self._families: defaultdict[tuple[Query, Hashable], list[_Member]] = defaultdict(list)
        self._tasks: set[asyncio.Task[None]] = set()

    def join(self, query: Query, page: Page) -> asyncio.Future[list[Row]]:
        """The rows of a page of a query by one dimension.

        Raises:
            PulseError: 400 where a metric has no meaning for the dimension.

        """
        (row,) = query.by
        family = replace(query, by=(), page=None), kinship(query.metrics, row)
        loop = asyncio.get_running_loop()
        if not self._families:
            # Fields start one after another and may be wrapped in tasks of their own: give them two turns of the loop.
            loop.call_soon(loop.call_soon, self._go)
        member = _Member(row, page, loop.create_future())
        self._families[family].append(member)
        return member.answer

    def _go(self) -> None:
        families, self._families = self._families, defaultdict(list)
        for (query, _), members in families.items():
            task = asyncio.get_running_loop().create_task(self._answer(query, members))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, query: Query, members: list[_Member]) -> None:
        together = [member for member in members if member.page.offset + member.page.limit <= MAX_LIMIT]
        alone = [member for member in members if member not in together]
        if len({member.row for member in together}) == 1:
            together, alone = [], members
        asked = [self._one(query, member) for member in alone]
        if together:
            asked.append(self._all(query, together))
        await asyncio.gather(*asked)

    async def _one(self, query: Query, member: _Member) -> None:
        try:
            _tell(member, await self._ask(replace(query, by=(member.row,), page=member.page)))
        except Exception as problem:  # noqa: BLE001 - it is the asker's to handle
            _fail(member, problem)

    async def _all(self, query: Query, members: list[_Member]) -> None:
        by = tuple(sorted({member.row for member in members}, key=lambda row: row.name))
        longest = max(member.page.offset + member.page.limit for member in members)
        try:
            rows = await self._ask(replace(query, by=by, page=Page(longest)))
        except Exception as problem:  # noqa: BLE001 - it is the askers' to handle
            for member in members:
                _fail(member, problem)
            return
        for member in members:
            own = [row for row in rows if by[row.dimension] == member.row]
            _tell(member, own[member.page.offset : member.page.offset + member.page.limit])


def _tell(member: _Member, rows: list[Row]) -> None:
    if not member.answer.done():
        member.answer.set_result(rows)


def _fail(member: _Member, problem: Exception) -> None:
    if not member.answer.done():
        member.answer.set_exception(problem)
        member.answer.exception()  # seen: an asker that has gone meanwhile is no fault worth a warning
