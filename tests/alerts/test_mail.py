"""Mail: sent over a real SMTP server, once, with numbers that are the reports', and a way out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from lab import NOW, TODAY, Did, Site

from access.caller import OPERATOR
from access.context import Context
from access.services import Services
from access.unsubscribe import unsubscribe_url
from jobs.alerts import judge_alerts
from jobs.delivery import deliver
from jobs.reports import send_reports
from models import Delivery, Frequency, Subscriber
from models.store import open_store
from pulse.clock import Clock
from pulse.errors import PulseError
from pulse.windows import DAY, HOUR
from resolvers import alerts, subscribers
from resolvers.alerts import AlertChannelInput, ChannelType
from resolvers.verdicts import AlertOperator
from tests.kit import SetClock, open_house
from warehouse.client import Warehouse

MONDAY = datetime(2026, 9, 28, 7, 0, tzinfo=UTC).timestamp()
"""The morning after the week in which the tests' traffic lies."""


@dataclass
class Post:
    """A mail server of our own: keeps what it gets, and refuses whom it is told to."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        content = envelope.content
        assert isinstance(content, bytes)
        mail: Any = message_from_bytes(content, policy=policy.default)
        self.mails.append(mail)
        return "250 Taken"

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Post"]:
        """Serve on loopback."""
        server = await asyncio.get_running_loop().create_server(lambda: SMTP(self), "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            await server.wait_closed()

    def for_(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]


@asynccontextmanager
async def posting(house: Services, post: Post) -> AsyncIterator[Services]:
    """The house with that mail server in its settings."""
    url = f"smtp://127.0.0.1:{post.port}"
    settings = replace(house.settings, smtp_url=url, mail_from="Pulse <pulse@stats.example.com>")
    yield replace(house, settings=settings)


def address_of(site: Site) -> str:
    return f"team-{site.project.id[:8]}@example.com"


async def operator(site: Site) -> Context:
    return await Context(site.ctx.services, OPERATOR).choose(site.project.id)


async def subscribe(site: Site, frequency: Frequency = Frequency.WEEKLY) -> subscribers.SubscriberDetails:
    return await subscribers.create_subscriber(await operator(site), address=address_of(site), frequency=frequency)


class Shown(HTMLParser):
    """What a reader sees of a mail, and what it would load."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "background")]

    def handle_data(self, data: str) -> None:
        self.text += f"{data} "


async def test_the_weekly_report_arrives_once(house: Services, site: Site, now: SetClock) -> None:
    await subscribe(site)
    hostile = "/<script>alert(1)</script>"
    week = [Did(who, TODAY + 2 * DAY + who, "/tea" if who else hostile) for who in range(5)]
    before = [Did(20 + who, TODAY - 4 * DAY, "/tea") for who in range(4)]
    now.now = MONDAY - 3_600
    await site.happened([*before, *week, Did(0, TODAY + 2 * DAY + HOUR, "", "purchase")])
    async with Post().open() as post, posting(house, post) as services:
        for moment in (NOW, MONDAY - 60):  # in the middle of the week, and before breakfast
            now.now = moment
            await send_reports(services)
            await deliver(services)
        assert post.for_(address_of(site)) == []
        now.now = MONDAY
        for _ in range(2):
            await send_reports(services)
            await deliver(services)
    (mail,) = post.for_(address_of(site))
    assert mail["Subject"] == "Shop: 5 visitors (▲ 25.0 %), 21–27 September 2026"  # noqa: RUF001 - the dash of a range
    assert mail["From"] == "Pulse <pulse@stats.example.com>"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    plain = text.get_content().replace("\r\n", "\n")
    assert f"  {'Visitors':<18}{'5':>12}  ▲ 25.0 %\n" in plain
    assert "  Wed 23 Sep          5  " in plain
    assert "  Tue 22 Sep          0  \n" in plain
    assert f"  {hostile:<48}         1" in plain
    shown = Shown()
    shown.feed(html.get_content())
    assert {"script", "img", "link", "iframe"} & set(shown.tags) == set()
    assert hostile in shown.text
    assert "purchase" in shown.text
    assert all(link.startswith(f"{house.settings.url}/") for link in shown.links)


async def test_a_report_that_was_missed_comes_late_and_only_the_last(
    house: Services, site: Site, now: SetClock
) -> None:
    await subscribe(site)
    await subscribe(site, Frequency.MONTHLY)
    now.now = MONDAY + 15 * 86_400
    async with Post().open() as post, posting(house, post) as services:
        await send_reports(services)
        await deliver(services)
    subjects = sorted(mail["Subject"] for mail in post.for_(address_of(site)))
    assert subjects == [
        "Shop: 0 visitors, 5–11 October 2026",  # noqa: RUF001 - the dash of a range
        "Shop: 0 visitors, September 2026",
    ]


async def test_several_processes_send_one(
    house: Services, warehouse: Warehouse, site: Site, now: SetClock, tmp_path: Any
) -> None:
    await subscribe(site)
    now.now = MONDAY
    clock: Clock = now
    async with open_store(house.store.url) as second, open_house(warehouse, second, tmp_path, clock) as neighbour:
        await asyncio.gather(*(send_reports(one) for one in (house, neighbour) * 2))
    with house.store.reading():
        assert await Delivery.filter(project_id=site.project.id).count() == 1


async def test_a_mail_server_that_is_down_gets_it_later(house: Services, site: Site, now: SetClock) -> None:
    await subscribe(site)
    now.now = MONDAY
    async with Post().open() as post:
        pass
    async with posting(house, post) as services:
        await send_reports(services)
        await deliver(services)
        with house.store.reading():
            (row,) = await Delivery.filter(project_id=site.project.id)
        assert (row.status.value, len(row.attempts)) == ("waiting", 1)
        async with post.open():
            now.now = MONDAY + 60
            await deliver(services)
    (mail,) = post.for_(address_of(site))
    assert mail["Message-ID"] == f"<{row.id}@stats.example.com>"


@pytest.mark.parametrize(("answer", "status"), [("550 No such user", "failed"), ("450 Later", "waiting")])
async def test_a_refusal_for_good_is_not_tried_again(
    house: Services, site: Site, now: SetClock, answer: str, status: str
) -> None:
    await subscribe(site)
    now.now = MONDAY
    async with Post(refuse={address_of(site): answer}).open() as post, posting(house, post) as services:
        await send_reports(services)
        await deliver(services)
    with house.store.reading():
        (row,) = await Delivery.filter(project_id=site.project.id)
    assert row.status.value == status
    assert row.attempts[0]["status"] == int(answer[:3])
    assert answer[4:] in row.attempts[0]["detail"]


async def test_an_alert_arrives_by_mail(house: Services, site: Site) -> None:
    await alerts.create_alert(
        site.ctx,
        name="Nobody\r\nBcc: x@evil.example",
        module="pageviews",
        metric="visitors",
        operator=AlertOperator.LT,
        threshold=1,
        notify_channels=[AlertChannelInput(type=ChannelType.EMAIL, address=address_of(site))],
    )
    async with Post().open() as post, posting(house, post) as services:
        await judge_alerts(services)
        await deliver(services)
    (mail,) = post.for_(address_of(site))
    assert mail["Subject"] == "[Shop] Alert: Nobody Bcc: x@evil.example"
    assert mail["Bcc"] is None
    body = mail.get_body(("plain",))
    assert body is not None
    assert "visitors of pageviews is below 1. It is 0 over the last 60 minutes." in body.get_content()


async def test_one_click_unsubscribes(client: httpx.AsyncClient, house: Services, site: Site, now: SetClock) -> None:
    made = await subscribe(site)
    now.now = MONDAY
    async with Post().open() as post, posting(house, post) as services:
        await send_reports(services)
        await deliver(services)
    (mail,) = post.for_(address_of(site))
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = mail["List-Unsubscribe"].strip("<>")
    assert url == unsubscribe_url(house.settings, made.id)
    path = url.removeprefix(house.settings.url)
    asked = await client.get(path)
    assert asked.status_code == 200
    assert f"Shall {address_of(site)} no longer get the weekly report of Shop?" in asked.text
    with house.store.reading():
        assert await Subscriber.exists(id=made.id)
    for _ in range(2):
        done = await client.post(path, content="List-Unsubscribe=One-Click")
        assert (done.status_code, "no more of these reports" in done.text) == (200, True)
    with house.store.reading():
        assert not await Subscriber.exists(id=made.id)
    forged = await client.post(path[:-3] + "abc")
    assert forged.status_code == 404


async def test_subscribers_in_graphql(client: httpx.AsyncClient, site: Site) -> None:
    async def ask(document: str, key: str) -> Any:
        return (await client.post("/graphql", json={"query": document}, headers={"X-Pulse-Key": key})).json()

    create = f'mutation {{ createSubscriber(address: "{address_of(site)}", frequency: MONTHLY) {{ id sentUntil }} }}'
    assert (await ask(create, site.key))["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    made = (await ask(create, site.admin))["data"]["createSubscriber"]
    assert made["sentUntil"] == "2026-09-01T00:00:00Z"
    assert "gets the monthly report already" in (await ask(create, site.admin))["errors"][0]["message"]
    listed = (await ask("{ project { subscribers { nodes { address frequency } } } }", site.admin))["data"]
    assert listed["project"]["subscribers"]["nodes"] == [{"address": address_of(site), "frequency": "MONTHLY"}]
    gone = await ask(f'mutation {{ deleteSubscriber(id: "{made["id"]}") }}', site.admin)
    assert gone["data"] == {"deleteSubscriber": made["id"]}
    with pytest.raises(PulseError, match="'address' must be an e-mail address"):
        await subscribers.create_subscriber(await operator(site), address="a@b, c@d", frequency=Frequency.WEEKLY)
