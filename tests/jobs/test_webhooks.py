"""Webhooks: each event comes to a real receiver, signed, once, late rather than never."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from receiver import SECRET, Receiver, receiving

from access.caller import OPERATOR
from access.context import Context
from access.services import Services
from jobs.delivery import deliver, forget_old_records
from jobs.runner import Job, run_once
from jobs.webhooks import tell_webhooks
from models import Delivery, Webhook
from models.store import Store
from pulse.errors import PulseError
from pulse.paging import Page
from resolvers import projects, webhooks
from resolvers.webhooks import DeliveryDetails
from running import free_port
from tests.kit import ADMIN_TOKEN, SetClock, Site, client_of, new_site, open_house
from warehouse.client import Warehouse

MINUTE = 60.0
DAY = 86_400.0
NOON = datetime(2026, 6, 17, 12, tzinfo=UTC).timestamp()


@pytest.fixture
def clock() -> SetClock:
    made = SetClock()
    made.now = NOON
    return made


@pytest_asyncio.fixture
async def house(
    warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory, clock: SetClock
) -> AsyncIterator[Services]:
    async with store.transaction():
        await Webhook.all().delete()  # those of the test before would be looked at too
    folder = tmp_path_factory.mktemp("webhooks")
    async with open_house(warehouse, store, folder, clock, outbound_allow=("127.0.0.1",)) as services:
        yield services


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as opened:
        yield opened


@pytest_asyncio.fixture
async def site(house: Services) -> Site:
    return await new_site(house)


async def chosen(house: Services, site: Site) -> Context:
    return await Context(house, OPERATOR).choose(site.id)


async def hook(house: Services, site: Site, receiver: Receiver, *events: str) -> str:
    ctx = await chosen(house, site)
    return (await webhooks.create_webhook(ctx, url=receiver.url, events=events, secret=SECRET)).id


async def visit(house: Services, site: Site, *times: float, visitors: int = 1) -> None:
    """At each of these times, visitors who each look at a page."""
    events = [
        {
            "type": "pageview",
            "path": "/",
            "timestamp": datetime.fromtimestamp(at, UTC).isoformat(),
            "visitor_id": f"{at}-{number}",
        }
        for at in times
        for number in range(visitors)
    ]
    async with client_of(house) as client:
        answer = await client.post("/api/batch", json={"events": events}, headers={"X-Pulse-Key": site.ingest})
    assert answer.json()["ok"], answer.text
    await house.intake.flush()


async def minute(house: Services) -> None:
    """What the runner does each minute."""
    await tell_webhooks(house)
    await deliver(house)


async def log(house: Services, site: Site) -> list[DeliveryDetails]:
    return (await webhooks.list_deliveries(await chosen(house, site), Page(100))).rows


async def test_a_spike_is_one_beside_the_whole_day(house: Services, site: Site, receiver: Receiver) -> None:
    await hook(house, site, receiver, "traffic_spike")
    await visit(house, site, *(NOON - minutes * MINUTE for minutes in range(8, 53, 5)))
    await visit(house, site, NOON - MINUTE, visitors=6)
    await minute(house)
    assert receiver.got == [], "within its first hour nobody knows what is usual"
    await visit(house, site, *(NOON - minutes * MINUTE for minutes in range(128, 188, 5)), visitors=10)
    await minute(house)
    assert receiver.got == [], "there was more some hours ago"
    await visit(house, site, NOON - MINUTE / 2, visitors=4)
    await visit(house, site, NOON - 25 * 60 * MINUTE, visitors=200)
    await minute(house)
    (got,) = receiver.got
    assert got.body["data"] == {"active_visitors": 10, "rolling_avg": 3.6, "spike_multiplier": 2.79}


async def test_a_spike_is_told_once_an_hour(house: Services, site: Site, receiver: Receiver, clock: SetClock) -> None:
    await hook(house, site, receiver, "traffic_spike")
    await visit(house, site, *(NOON - minutes * MINUTE for minutes in range(8, 68, 5)), visitors=2)
    await visit(house, site, NOON - MINUTE, visitors=4)
    await minute(house)
    assert receiver.got == [], "twice the average is not more than twice the average, and few are no spike"
    await visit(house, site, NOON - 0.5 * MINUTE, visitors=5)
    await minute(house)
    (got,) = receiver.got
    assert got.genuine
    assert got.event == "traffic_spike"
    assert got.body == {
        "event": "traffic_spike",
        "project_id": site.id,
        "timestamp": "2026-06-17T12:00:00Z",
        "data": {"active_visitors": 9, "rolling_avg": 2.0, "spike_multiplier": 4.5},
    }
    clock.now += MINUTE
    await minute(house)
    assert len(receiver.got) == 1
    clock.now = NOON + 62 * MINUTE
    await visit(house, site, *(clock.now - minutes * MINUTE for minutes in range(8, 68, 5)))
    await visit(house, site, clock.now, visitors=20)
    await asyncio.gather(tell_webhooks(house), tell_webhooks(house))
    await deliver(house)
    assert len(receiver.got) == 2


async def test_silence_is_told_once(house: Services, site: Site, receiver: Receiver, clock: SetClock) -> None:
    await hook(house, site, receiver, "zero_traffic")
    await minute(house)
    assert receiver.got == [], "who never had a visitor misses none"
    await visit(house, site, NOON - 29 * MINUTE)
    await minute(house)
    assert receiver.got == []
    clock.now += MINUTE
    await minute(house)
    clock.now += 120 * MINUTE
    await minute(house)
    (got,) = receiver.got
    assert got.genuine
    assert (got.body["event"], got.body["data"]) == (
        "zero_traffic",
        {"minutes_without_pageviews": 30, "last_pageview_at": "2026-06-17T11:31:00Z"},
    )
    await visit(house, site, clock.now)
    clock.now += 31 * MINUTE
    await minute(house)
    assert len(receiver.got) == 2, "a new silence"


async def test_nothing_is_judged_while_events_wait(house: Services, site: Site, receiver: Receiver) -> None:
    await hook(house, site, receiver, "zero_traffic")
    await visit(house, site, NOON - 40 * MINUTE)

    class Behind:
        """An intake whose batch is still to come."""

        async def depth(self) -> int:
            return 1

    intake: Any = Behind()
    await tell_webhooks(replace(house, intake=intake))
    assert await log(house, site) == []
    await tell_webhooks(house)
    assert len(await log(house, site)) == 1


async def test_a_day_is_told_when_it_is_over_in_utc_wherever_the_project_lives(
    house: Services, site: Site, receiver: Receiver, clock: SetClock
) -> None:
    await projects.update_project(await chosen(house, site), timezone="Asia/Kolkata")
    await hook(house, site, receiver, "daily_summary")
    await minute(house)
    assert receiver.got == [], "yesterday the webhook was not there"
    await visit(house, site, NOON, visitors=3)
    clock.now = datetime(2026, 6, 17, 23, 59, tzinfo=UTC).timestamp()
    await minute(house)
    assert receiver.got == []
    clock.now += MINUTE
    await minute(house)
    await minute(house)
    (got,) = receiver.got
    assert got.genuine
    data = got.body["data"]
    assert (data["date"], data["timezone"], data["visitors"], data["pageviews"]) == ("2026-06-17", "UTC", 3, 3)
    assert data["bounce_rate"] == 100.0


async def test_a_day_that_was_missed_is_told_late_and_once(
    house: Services, site: Site, receiver: Receiver, clock: SetClock
) -> None:
    await hook(house, site, receiver, "daily_summary")
    await visit(house, site, NOON)
    clock.now = datetime(2026, 6, 18, 9, 17, tzinfo=UTC).timestamp()  # nobody was awake at midnight
    await asyncio.gather(tell_webhooks(house), tell_webhooks(house))
    await deliver(house)
    clock.now += 3 * MINUTE
    await minute(house)
    assert [got.body["data"]["date"] for got in receiver.got] == ["2026-06-17"]


async def test_who_is_down_gets_it_when_back(house: Services, site: Site, receiver: Receiver, clock: SetClock) -> None:
    identifier = await hook(house, site, receiver, "zero_traffic")
    await visit(house, site, NOON - 40 * MINUTE)
    receiver.status = 503
    await minute(house)
    await minute(house)
    assert len(receiver.got) == 1, "not again before its time"
    clock.now += 7
    await deliver(house)
    assert len(receiver.got) == 2
    receiver.status = 204
    clock.now += 60
    await deliver(house)
    clock.now += DAY
    await deliver(house)
    assert len(receiver.got) == 3
    assert len({got.id for got in receiver.got}) == 1, "one id, by which the receiver knows it"
    (told,) = await log(house, site)
    assert (told.status.value, told.webhook_id, told.next_attempt_at) == ("delivered", identifier, None)
    assert [attempt.status for attempt in told.attempts] == [503, 503, 204]
    assert told.attempts[0].detail == "thanks"
    assert told.id == receiver.got[0].id
    await webhooks.resend_delivery(await chosen(house, site), told.id)
    await deliver(house)
    assert [got.id for got in receiver.got] == [told.id] * 4
    assert (await log(house, site))[0].status.value == "delivered"
    clock.now += 31 * DAY
    await forget_old_records(house)
    assert await log(house, site) == []


async def test_a_receiver_that_was_killed_gets_it_when_it_is_back(house: Services, site: Site, clock: SetClock) -> None:
    """Nobody listens at first; then somebody does, at the same port."""
    port, came = free_port(), []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await writer.drain()
        writer.close()

    ctx = await chosen(house, site)
    await webhooks.create_webhook(ctx, url=f"http://127.0.0.1:{port}/in", events=["zero_traffic"])
    await visit(house, site, NOON - 40 * MINUTE)
    await minute(house)
    (told,) = await log(house, site)
    assert (told.status.value, told.attempts[0].status) == ("waiting", None)
    assert told.attempts[0].detail.startswith("No answer")
    async with await asyncio.start_server(take, "127.0.0.1", port):
        for _ in range(3):
            clock.now += 60
            await minute(house)
    assert len(came) == 1
    assert (await log(house, site))[0].status.value == "delivered"


async def test_a_project_has_so_many_webhooks_and_no_more(house: Services, site: Site) -> None:
    ctx = await chosen(house, site)
    given: dict[str, Any] = {"url": "https://hooks.example/in", "events": ["zero_traffic"]}
    for _ in range(webhooks.WEBHOOKS_MOST):
        await webhooks.create_webhook(ctx, **given)
    with pytest.raises(PulseError, match="at most 20 webhooks"):
        await webhooks.create_webhook(ctx, **given)


async def test_one_webhook_in_trouble_does_not_silence_the_others(
    house: Services, site: Site, receiver: Receiver
) -> None:
    await hook(house, await new_site(house), receiver, "zero_traffic")
    async with house.store.transaction():
        await Webhook.all().update(events=["no such event"])
    await hook(house, site, receiver, "zero_traffic")
    await visit(house, site, NOON - 40 * MINUTE)
    with pytest.raises(ValueError, match="no such event"):
        await tell_webhooks(house)
    await deliver(house)
    assert [got.body["project_id"] for got in receiver.got] == [site.id]


async def test_a_test_is_sent_at_once_and_noted(house: Services, site: Site, receiver: Receiver) -> None:
    identifier = await hook(house, site, receiver, "zero_traffic")
    ctx = await chosen(house, site)
    tried = await webhooks.send_test(ctx, identifier)
    assert (tried.success, tried.status_code, tried.detail) == (True, 200, "thanks")
    assert [(got.event, got.genuine) for got in receiver.got] == [("test", True)]
    receiver.status = 500
    tried = await webhooks.send_test(ctx, identifier)
    assert (tried.success, tried.status_code) == (False, 500)
    assert sorted(row.status.value for row in await log(house, site)) == ["delivered", "failed"]
    await deliver(house)
    assert len(receiver.got) == 2, "a test has one attempt"


async def test_without_a_secret_nothing_is_signed(house: Services, site: Site, receiver: Receiver) -> None:
    identifier = await hook(house, site, receiver, "zero_traffic")
    ctx = await chosen(house, site)
    changed = await webhooks.update_webhook(ctx, identifier, secret="", events=["traffic_spike", "traffic_spike"])
    assert not changed.signed
    assert [event.value for event in changed.events] == ["traffic_spike"]
    await webhooks.send_test(ctx, identifier)
    assert not receiver.got[0].genuine


async def test_what_leads_inside_is_refused_when_sent(house: Services, site: Site, store: Store) -> None:
    """The address was good when it was typed in; the operator took it off the list since."""
    async with receiving() as receiver:
        identifier = await hook(house, site, receiver, "zero_traffic")
        strict = replace(house, settings=replace(house.settings, outbound_allow=()))
        ctx = Context(strict, OPERATOR, (await chosen(house, site)).project)
        tried = await webhooks.send_test(ctx, identifier)
        assert (tried.success, tried.status_code) == (False, None)
        assert tried.detail == "Nothing was sent: it leads into a network that is not public."
        assert receiver.got == []
    with store.reading():
        assert await Delivery.filter(project_id=site.id, status="failed").count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"url": "ftp://hooks.example/"}, "'url' cannot be used: it is not an https address"),
        ({"url": "https://10.0.0.1/"}, "'url' cannot be used: it leads into a network that is not public"),
        ({"events": []}, "'events' must name at least one event type"),
        ({"events": ["x"]}, "unknown event type 'x'; use traffic_spike, zero_traffic, daily_summary"),
        ({"secret": "x" * 201}, "'secret' must have at most 200 characters"),
    ],
)
async def test_what_cannot_be_is_refused_by_name(house: Services, site: Site, given: dict[str, Any], told: str) -> None:
    ctx = await chosen(house, site)
    right: dict[str, Any] = {"url": "https://hooks.example/in", "events": ["zero_traffic"]}
    with pytest.raises(PulseError) as caught:
        await webhooks.create_webhook(ctx, **(right | given))
    assert (caught.value.status, told in caught.value.message) == (400, True), caught.value.message
    made = await webhooks.create_webhook(ctx, **right)
    with pytest.raises(PulseError):
        await webhooks.update_webhook(ctx, made.id, **given)
    assert await webhooks.list_webhooks(ctx) == [made]


async def test_both_doors_tell_the_same(house: Services, site: Site, receiver: Receiver) -> None:
    async with client_of(house) as client:
        admin = {"X-Pulse-Key": site.admin}
        path = f"/api/admin/projects/{site.id}/webhooks"
        body = {"url": receiver.url, "events": ["daily_summary"], "secret": SECRET}
        made = await client.post(path, json=body, headers=admin)
        assert (made.status_code, list(made.json())) == (201, ["id", "url", "events", "created_at"])
        identifier = made.json()["id"]
        assert identifier.startswith("wh-")
        assert (await client.get(path, headers=admin)).json() == {"data": [made.json()]}
        tried = await client.post(f"{path}/{identifier}/test", headers=admin)
        assert (tried.status_code, list(tried.json())) == (200, ["success", "status_code", "response_time_ms"])
        query = """{ project {
            webhooks { nodes { id url events signed } }
            deliveries(status: DELIVERED) {
                totalCount nodes { kind channel target status webhookId attempts { status detail delivered } }
            } } }"""
        answer = (await client.post("/graphql", json={"query": query}, headers=admin)).json()
        assert answer == {
            "data": {
                "project": {
                    "webhooks": {
                        "nodes": [{"id": identifier, "url": receiver.url, "events": ["DAILY_SUMMARY"], "signed": True}]
                    },
                    "deliveries": {
                        "totalCount": 1,
                        "nodes": [
                            {
                                "kind": "test",
                                "channel": "WEB",
                                "target": receiver.url,
                                "status": "DELIVERED",
                                "webhookId": identifier,
                                "attempts": [{"status": 200, "detail": "thanks", "delivered": True}],
                            }
                        ],
                    },
                }
            }
        }
        gone = await client.delete(f"{path}/{identifier}", headers=admin)
        assert (gone.status_code, gone.content) == (204, b"")
        refused = await client.get(path, headers={"X-Pulse-Key": site.query})
        assert refused.status_code == 403


async def test_the_operator_sees_how_it_goes(house: Services, site: Site, receiver: Receiver) -> None:
    await hook(house, site, receiver, "zero_traffic")
    await visit(house, site, NOON - 40 * MINUTE)
    await run_once(house, Job("tell_webhooks", 60, tell_webhooks))
    query = {"query": "{ jobs { name startedAt error failures nextAt } outbox { waiting delivered failed } }"}
    async with client_of(house) as client:
        told = (await client.post("/graphql", json=query, headers={"Authorization": f"Bearer {ADMIN_TOKEN}"})).json()
        refused = (await client.post("/graphql", json=query, headers={"X-Pulse-Key": site.admin})).json()
    (job,) = [one for one in told["data"]["jobs"] if one["name"] == "tell_webhooks"]
    assert job | {"startedAt": "", "nextAt": ""} == {
        "name": "tell_webhooks",
        "startedAt": "",
        "error": None,
        "failures": 0,
        "nextAt": "",
    }
    assert told["data"]["outbox"]["waiting"] >= 1
    assert refused["data"] == {"jobs": None, "outbox": None}
