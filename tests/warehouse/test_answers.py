import asyncio

import pytest

from warehouse.answers import Answers
from warehouse.statement import SQL, Statement

NOON = 1_700_000_000_000


class Store:
    """Counts how often it is asked, and answers with that number."""

    def __init__(self) -> None:
        self.asked = 0
        self.opened = asyncio.Event()
        self.opened.set()

    async def ask(self) -> bytes:
        self.asked += 1
        mine = self.asked
        await self.opened.wait()
        return b"%d" % mine


def about(project: str | None, until: int = NOON, sql: str = "SELECT 1") -> Statement:
    return Statement(SQL(sql), {"p0": project or ""}, project, until)


async def test_an_equal_question_is_asked_once() -> None:
    answers, store = Answers(), Store()
    store.opened.clear()
    asking = [asyncio.create_task(answers.get(about("a"), store.ask)) for _ in range(5)]
    await asyncio.sleep(0)
    store.opened.set()
    assert await asyncio.gather(*asking) == [b"1"] * 5
    assert await answers.get(about("a"), store.ask) == b"1"
    assert await answers.get(about("b"), store.ask) == b"2"
    assert await answers.get(about("a", sql="SELECT 2"), store.ask) == b"3"


async def test_who_gives_up_takes_the_answer_from_nobody() -> None:
    answers, store = Answers(), Store()
    store.opened.clear()
    first, second = (asyncio.create_task(answers.get(about("a"), store.ask)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    store.opened.set()
    assert await second == b"1"


async def test_only_what_was_written_about_is_asked_again() -> None:
    answers, store = Answers(), Store()

    async def again(project: str) -> bool:
        before = store.asked
        await answers.get(about(project), store.ask)
        return store.asked > before

    assert await again("a")
    assert await again("b")
    answers.forget({"a": NOON, "b": NOON + 1})
    assert not await again("a")
    answers.forget({"a": NOON - 1, "c": 0})
    assert await again("a")
    assert not await again("b")
    answers.forget()
    assert await again("b")


async def test_what_was_asked_before_a_writing_is_not_kept() -> None:
    answers, store = Answers(), Store()
    store.opened.clear()
    asking = asyncio.create_task(answers.get(about("a"), store.ask))
    await asyncio.sleep(0)
    answers.forget({"a": 0})
    store.opened.set()
    assert await asking == b"1"
    assert await answers.get(about("a"), store.ask) == b"2"


async def test_a_statement_that_says_nothing_of_its_rows_is_always_asked() -> None:
    answers, store = Answers(), Store()
    assert [await answers.get(about(None), store.ask) for _ in range(2)] == [b"1", b"2"]


async def test_a_failure_is_not_kept() -> None:
    answers, store = Answers(), Store()

    async def fail() -> bytes:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await answers.get(about("a"), fail)
    assert await answers.get(about("a"), store.ask) == b"1"


async def test_what_was_asked_for_longest_ago_makes_room() -> None:
    answers, store = Answers(most=60), Store()
    for project in "abcabdac":  # an answer takes 19 bytes with its question: three fit
        await answers.get(about(project), store.ask)
    assert store.asked == 5  # a b c, d in the place of c, c in the place of b


async def test_beside_other_writers_an_answer_lasts_a_while() -> None:
    answers, store = Answers(lasting=0.0), Store()
    assert [await answers.get(about("a"), store.ask) for _ in range(2)] == [b"1", b"2"]
