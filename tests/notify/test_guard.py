"""Where messages may go: hostile addresses in all their spellings are refused before a byte is sent."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from notify.guard import RefusedError, Resolve, check, locate
from notify.http import EXCERPT_BYTES, Outcome, post

PUBLIC = "93.184.215.14"
HOSTILE: tuple[str, ...] = (
    # this machine, in every way that a resolver reads
    "https://127.0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://\uff11\uff12\uff17.0.0.1/",
    "https://127\u30020\u30020\u30021/",
    "https://127.0.0.1./",
    "https://localhost/",
    "https://LOCALHOST./",
    "https://api.localhost/",
    "https://0/",
    "https://0.0.0.0/",
    "https://[::1]/",
    "https://[::]/",
    "https://[0:0:0:0:0:0:0:1]/",
    # private networks, carriers, links, benchmarks, groups, everybody
    "https://10.0.0.5/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://169.254.1.1/",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fc00::1]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    # metadata of clouds
    "https://169.254.169.254/latest/meta-data/",
    "https://2852039166/latest/meta-data/",
    "https://0xa9fea9fe/",
    "https://168.63.129.16/",
    "https://100.100.100.200/",
    "https://192.0.0.192/",
    "https://[fd00:ec2::254]/",
    # IPv4 in IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[::127.0.0.1]/",
    "https://[::ffff:0:10.0.0.1]/",
    "https://[64:ff9b::10.0.0.1]/",
    "https://[64:ff9b:1::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001:0:53aa:64c:0:fbff:80ff:fffe]/",
    # other doors
    "http://hooks.example/",
    "file:///etc/passwd",
    "gopher://hooks.example/",
    "ftp://hooks.example/",
    "//hooks.example/",
    "hooks.example",
    "",
    "https://",
    "https:///path",
    "https://hooks.example:22/",
    "https://hooks.example:25/",
    "https://hooks.example:99999/",
    "https://user:password@hooks.example/",
    "https://hooks.example@127.0.0.1/",
    "https://127.0.0.1\\@hooks.example/",
    "https://hooks.example/\r\nX-Other: 1",
    "https://hooks.example/ x",
    "https://256.256.256.256/",
    "https://1.2.3.4.5/",
    "https://a..b/",
    "https://[::1/",
    "https://hooks.example/" + "a" * 2_000,
)


def answers(*addresses: str) -> Resolve:
    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return addresses

    return resolve


@pytest.mark.parametrize("url", HOSTILE)
async def test_a_hostile_address_is_refused_without_asking_a_name_server(url: str) -> None:
    with pytest.raises(RefusedError):
        check(url, [])
    outcome = await post(url, b"{}", {}, (), answers(PUBLIC))
    assert (outcome.delivered, outcome.again, outcome.status) == (False, False, None)
    assert outcome.detail.startswith("Nothing was sent: ")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "fe80::1%2"],
)
async def test_a_good_name_that_leads_inside_is_refused(address: str) -> None:
    for found in ([address], [PUBLIC, address], [address, PUBLIC]):
        with pytest.raises(RefusedError) as caught:
            await locate("https://hooks.example/in", [], answers(*found))
        assert address not in str(caught.value), "what a name server answers is told to nobody"


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("https://hooks.example/in?x=1", 443),
        ("https://hooks.example:8443/", 8443),
        ("https://HOOKS.example./", 443),
        ("https://b\u00fccher.example/", 443),
        ("https://93.184.215.14/", 443),
        ("https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/", 443),
    ],
)
async def test_a_public_address_is_found(url: str, port: int) -> None:
    place = await locate(url, [], answers(PUBLIC))
    assert place.port == port
    assert place.host == place.host.lower().rstrip(".")
    assert place.host.isascii()


@pytest.mark.parametrize(
    ("url", "allowed", "address"),
    [
        ("http://127.0.0.1:22/", ["127.0.0.1"], ""),
        ("http://10.2.3.4/", ["10.0.0.0/8"], ""),
        ("http://hook.intranet:81/", ["10.0.0.0/8"], "10.2.3.4"),
        ("http://hook.intranet/", ["hook.intranet"], "192.168.0.1"),
        ("https://localhost:9/", ["localhost"], "127.0.0.1"),
        ("http://[::1]:9000/", ["::1"], ""),
    ],
)
async def test_the_operator_may_allow(url: str, allowed: list[str], address: str) -> None:
    check(url, allowed)
    assert (await locate(url, allowed, answers(address))).addresses
    other = ["192.0.2.0/24", "other.intranet"]
    with pytest.raises(RefusedError):
        await locate(url, other, answers(address or PUBLIC))


@dataclass(slots=True)
class Receiver:
    """A server that notes what it gets, and answers as told."""

    answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    heads: list[str] = field(default_factory=list)
    port: int = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            int(line.split(":")[1]) for line in head.splitlines() if line.lower().startswith("content-length")
        )
        self.heads.append(head + (await reader.readexactly(length)).decode())
        writer.write(self.answer)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def receiving(receiver: Receiver, secure: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    server = await asyncio.start_server(receiver.handle, "127.0.0.1", 0, ssl=secure)
    receiver.port = server.sockets[0].getsockname()[1]
    async with server:
        yield receiver


ALLOWED = ("127.0.0.1",)
HERE = answers("127.0.0.1")


async def send(receiver: Receiver, resolve: Resolve = HERE) -> Outcome:
    return await post(f"http://hooks.example:{receiver.port}/in", b'{"a":1}', {"X-A": "b"}, ALLOWED, resolve)


async def test_the_receiver_is_asked_by_its_name() -> None:
    async with receiving(Receiver()) as receiver:
        outcome = await send(receiver)
    assert (outcome.delivered, outcome.status, outcome.detail) == (True, 200, "ok")
    (head,) = receiver.heads
    assert head.startswith("POST /in HTTP/1.1\r\n")
    assert f"Host: hooks.example:{receiver.port}\r\n" in head
    assert "X-A: b\r\n" in head
    assert head.endswith('\r\n\r\n{"a":1}')


async def test_a_name_that_changes_between_check_and_use_changes_nothing() -> None:
    """The name is asked for once; the connection goes to what was looked at."""
    asked: list[str] = []

    async def rebinding(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    async with receiving(Receiver()) as receiver:
        assert (await send(receiver, rebinding)).delivered
        assert asked == ["hooks.example"]
        outcome = await send(receiver, rebinding)
    assert (outcome.delivered, outcome.again) == (False, False)
    assert len(receiver.heads) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(status: int) -> None:
    async with receiving(Receiver()) as inner, receiving(Receiver()) as outer:
        place = f"Location: http://127.0.0.1:{inner.port}/\r\nContent-Length: 0\r\n\r\n"
        outer.answer = f"HTTP/1.1 {status} Moved\r\n{place}".encode()
        outcome = await send(outer)
    assert (outcome.delivered, outcome.status, inner.heads) == (False, status, [])
    assert "redirects" in outcome.detail


async def test_an_endless_answer_is_not_read_to_its_end() -> None:
    async with receiving(
        Receiver(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" + b"x" * 100_000)
    ) as receiver:
        outcome = await send(receiver)
    assert (outcome.delivered, len(outcome.detail)) == (True, EXCERPT_BYTES)


@pytest.mark.parametrize(
    ("answer", "again"), [(b"500 Broken", True), (b"404 Not Found", True), (b"410 Gone", False), (b"429 Slow", True)]
)
async def test_a_refusal_is_tried_again_unless_it_is_for_good(answer: bytes, again: bool) -> None:  # noqa: FBT001 - a case
    async with receiving(Receiver(b"HTTP/1.1 " + answer + b"\r\nContent-Length: 4\r\n\r\nw\x00y!")) as receiver:
        outcome = await send(receiver)
    assert (outcome.delivered, outcome.again, outcome.status) == (False, again, int(answer[:3]))
    assert outcome.detail == "w y!"


async def test_a_certificate_is_asked_for_by_name_though_the_connection_is_by_address() -> None:
    """The server has no certificate, so that nothing is sent; what counts is for whom it was asked."""
    asked: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = lambda _, name, __: asked.append(name)
    async with receiving(Receiver(), context) as receiver:
        outcome = await post(f"https://hooks.example:{receiver.port}/in", b"{}", {}, ALLOWED, HERE)
    assert asked == ["hooks.example"]
    assert (outcome.delivered, outcome.again, receiver.heads) == (False, True, [])


async def test_silence_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notify.http.WHOLE_SECONDS", 0.2)
    async with receiving(Receiver(b"")) as receiver:
        held = asyncio.Event()

        async def hold(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await held.wait()
            writer.close()

        server = await asyncio.start_server(hold, "127.0.0.1", 0)
        receiver.port = server.sockets[0].getsockname()[1]
        outcome = await send(receiver)
        held.set()
        server.close()
        await server.wait_closed()
    assert (outcome.delivered, outcome.again, outcome.status) == (False, True, None)
    assert outcome.detail.startswith("No answer within")


async def test_nobody_there_is_tried_again() -> None:
    async with receiving(Receiver()) as receiver:
        port = receiver.port
    outcome = await post(f"http://127.0.0.1:{port}/", b"{}", {}, ALLOWED)
    assert (outcome.delivered, outcome.again, outcome.status) == (False, True, None)
    assert outcome.detail.startswith("No answer: ")


async def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    """Nobody listens on the second loopback address."""
    async with receiving(Receiver()) as receiver:
        outcome = await post(
            f"http://hooks.example:{receiver.port}/",
            b"{}",
            {},
            ("127.0.0.0/8",),
            answers("127.0.0.2", "127.0.0.1"),
        )
    assert outcome.delivered


def test_what_is_refused_reads_as_a_sentence() -> None:
    told = set()
    for url in HOSTILE:
        with pytest.raises(RefusedError) as caught:
            check(url, [])
        told.add(str(caught.value))
    assert all(text[:3] in ("it ", "its", "por") and not text.endswith(".") for text in told), json.dumps(sorted(told))
