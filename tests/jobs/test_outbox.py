"""The outbox: one message for one key, kept with what it tells of, tried until it has arrived or its day is over."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from models import Delivery, DeliveryStatus, Project, Webhook
from models.store import Store
from notify.http import Outcome
from notify.messages import Letter, Mail, Notice, Web, body_of
from notify.outbox import FIRST_WAIT, LONGEST_WAIT, PATIENCE, Outbox, wait_before
from pulse.clock import moment
from tests.kit import START, SetClock

SAID = Notice(at=moment(START), data={"active_visitors": 187}, text="187 visitors <now> & here")
THERE = Web("https://hooks.example/in", "s3cret")
GOOD = Outcome(delivered=True, status=200, detail="ok", took_ms=3)
BAD = Outcome(delivered=False, status=500, detail="no", took_ms=3)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def outbox(store: Store, clock: SetClock) -> Outbox:
    return Outbox(store, clock)


async def put(outbox: Outbox, key: str, **changes: Any) -> bool:
    given: dict[str, Any] = {"project": None, "kind": "traffic_spike", "target": THERE, "payload": SAID, "key": key}
    return await outbox.put(**(given | changes))


async def row(store: Store, key: str) -> Delivery:
    with store.reading():
        return await Delivery.get(key=key)


def new_key() -> str:
    return str(uuid.uuid4())


async def test_a_key_is_taken_in_once(outbox: Outbox, store: Store) -> None:
    key = new_key()
    assert await put(outbox, key)
    assert not await put(outbox, key, kind="other")
    assert (await row(store, key)).kind == "traffic_spike"
    assert await outbox.has(key)
    assert not await outbox.has(new_key())


async def test_it_is_part_of_the_callers_transaction(outbox: Outbox, store: Store) -> None:
    lost, kept = new_key(), new_key()

    async def fail() -> None:
        async with store.change():
            await put(outbox, lost)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert not await outbox.has(lost)
    async with store.change():
        assert await put(outbox, kept)
        assert not await put(outbox, kept), "a second in the same transaction neither is taken in nor spoils it"
    assert await outbox.has(kept)


async def test_what_is_sent_is_made_once(outbox: Outbox, store: Store) -> None:
    key, project = new_key(), uuid.uuid4()
    body = body_of(THERE.url, "traffic_spike", project, SAID)
    assert body == (
        f'{{"event":"traffic_spike","project_id":"{project}","timestamp":"2027-01-15T08:00:00Z",'
        '"data":{"active_visitors":187}}'
    )
    assert await put(outbox, key)
    found = await row(store, key)
    assert found.content == {"body": body_of(THERE.url, "traffic_spike", None, SAID)}
    assert found.target == {"url": THERE.url, "secret": "s3cret"}
    letter = new_key()
    assert await put(outbox, letter, target=Mail("a@b.example"), payload=Letter(subject="S", text="T"))
    assert (await row(store, letter)).content == {"subject": "S", "text": "T", "html": "", "headers": {}}
    with pytest.raises(TypeError, match="Notice cannot be sent to Mail"):
        await put(outbox, new_key(), target=Mail("a@b.example"))


def test_chats_get_their_own_form() -> None:
    slack = body_of("https://hooks.slack.com/services/T/B/x", "traffic_spike", None, SAID)
    assert slack == '{"text":"187 visitors &lt;now&gt; &amp; here"}'
    discord = body_of("https://discord.com/api/webhooks/1/x", "traffic_spike", None, SAID)
    assert discord == '{"content":"187 visitors <now> & here","allowed_mentions":{"parse":[]}}'


async def test_attempts_become_rarer_until_a_day_is_over(outbox: Outbox, store: Store, clock: SetClock) -> None:
    key = new_key()
    await put(outbox, key)
    waits: list[float] = []
    while (found := await row(store, key)).status is DeliveryStatus.WAITING:
        assert found.due_at is not None
        waits.append(found.due_at.timestamp() - clock.now)
        clock.now = found.due_at.timestamp()
        assert key in [one.key for one in await outbox.due(1000)]
        await outbox.settle(found, BAD)
    assert waits[0] == 0
    assert all(
        wait_of * 0.74 < wait < wait_of * 1.26
        for wait, wait_of in zip(waits[1:8], (5, 10, 20, 40, 80, 160, 320), strict=True)
    )
    assert max(waits) <= LONGEST_WAIT * 1.25
    assert START + PATIENCE.total_seconds() - 1.25 * LONGEST_WAIT <= clock.now <= START + PATIENCE.total_seconds()
    assert (found.status, found.due_at, len(found.attempts)) == (DeliveryStatus.FAILED, None, len(waits))
    assert found.attempts[-1] | {"at": ""} == {
        "at": "",
        "delivered": False,
        "status": 500,
        "detail": "no",
        "took_ms": 3,
    }
    assert key not in [one.key for one in await outbox.due(1000)]


async def test_what_makes_no_sense_to_repeat_is_given_up_at_once(outbox: Outbox, store: Store) -> None:
    key = new_key()
    await put(outbox, key)
    await outbox.settle(await row(store, key), Outcome(delivered=False, again=False, detail="Nothing was sent."))
    assert (await row(store, key)).status is DeliveryStatus.FAILED


async def test_it_can_be_sent_again(outbox: Outbox, store: Store, clock: SetClock) -> None:
    key = new_key()
    await put(outbox, key)
    await outbox.settle(await row(store, key), GOOD)
    assert (await row(store, key)).status is DeliveryStatus.DELIVERED
    clock.now += 100_000
    await outbox.again(await row(store, key))
    found = await row(store, key)
    assert (found.status, found.due_at, found.settled_at) == (DeliveryStatus.WAITING, moment(clock.now), None)
    await outbox.settle(found, BAD)
    assert [one["delivered"] for one in (await row(store, key)).attempts] == [True, False]
    assert (await row(store, key)).status is DeliveryStatus.WAITING


async def test_what_was_settled_long_ago_is_forgotten(outbox: Outbox, store: Store, clock: SetClock) -> None:
    clock.now = START - 400 * 86_400
    old, waiting = new_key(), new_key()
    await put(outbox, old)
    await put(outbox, waiting)
    await outbox.settle(await row(store, old), GOOD)
    before = await outbox.counts()
    assert set(before) == {"waiting", "delivered", "failed"}
    assert await outbox.forget(moment(clock.now) + timedelta(seconds=1)) >= 1
    assert not await outbox.has(old)
    assert await outbox.has(waiting)
    assert (await outbox.counts())["waiting"] == before["waiting"]


async def test_a_deleted_webhook_takes_its_messages_along(outbox: Outbox, store: Store) -> None:

    async with store.transaction():
        project = await Project.create(name="P", domain="p.example")
        hook = await Webhook.create(project_id=project.id, url=THERE.url, events=["traffic_spike"])
    key = new_key()
    await put(outbox, key, project=project.id, webhook=hook.id)
    async with store.transaction():
        await hook.delete()
    assert not await outbox.has(key)


def test_waits_are_spread() -> None:
    waits = {wait_before(1) for _ in range(50)}
    assert len(waits) > 40
    assert all(FIRST_WAIT * 0.75 <= wait <= FIRST_WAIT * 1.25 for wait in waits)
