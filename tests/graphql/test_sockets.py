"""graphql-transport-ws over a real server: the whole conversation, and every wrong frame with its close code."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from graphql_clients import Tenant, send_pageview
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

import schema.sockets
from access.context import Context
from access.services import Services
from resolvers.keys import revoke_key
from resolvers.projects import delete_project
from tests.kit import ADMIN_TOKEN, serving

Message = dict[str, Any]
LIVE = {"query": "subscription { liveEvents { type path } }"}
MODULES = {"query": "{ project { id } }"}


@pytest_asyncio.fixture(scope="session")
async def url(app: Starlette) -> AsyncIterator[str]:
    async with serving(app) as address:
        yield f"ws://{address}/graphql"


@asynccontextmanager
async def opened(url: str, protocol: str | None = "graphql-transport-ws") -> AsyncIterator[ClientConnection]:
    protocols: Any = [protocol] if protocol else None
    async with connect(url, subprotocols=protocols, compression=None) as socket:
        yield socket


@asynccontextmanager
async def known(url: str, key: str) -> AsyncIterator[ClientConnection]:
    """A socket that was acknowledged."""
    async with opened(url) as socket:
        await say(socket, type="connection_init", payload={"key": key})
        assert await hear(socket) == {"type": "connection_ack"}
        yield socket


async def say(socket: ClientConnection, **message: Any) -> None:
    await socket.send(json.dumps(message))


async def hear(socket: ClientConnection) -> Message:
    text = await asyncio.wait_for(socket.recv(), 10)
    assert isinstance(text, str), "messages are text frames"
    message: Message = json.loads(text)
    return message


async def closed(socket: ClientConnection) -> tuple[int, str]:
    async with asyncio.timeout(10):
        with contextlib.suppress(ConnectionClosed):
            async for _ in socket:
                pass
    assert socket.close_code is not None
    return socket.close_code, socket.close_reason or ""


async def test_a_query_over_a_socket(url: str, tenant: Tenant) -> None:
    async with known(url, tenant.query) as socket:
        await say(socket, id="a", type="subscribe", payload=MODULES)
        assert await hear(socket) == {"id": "a", "type": "next", "payload": {"data": {"project": {"id": tenant.id}}}}
        assert await hear(socket) == {"id": "a", "type": "complete"}
        await say(socket, id="a", type="subscribe", payload=MODULES)
        assert (await hear(socket))["type"] == "next", "a finished operation's id is free again"


@pytest.mark.parametrize("way", ["key", "X-Pulse-Key", "authorization", "query", "token"])
async def test_every_way_to_show_who_one_is(url: str, tenant: Tenant, way: str) -> None:
    payload = {
        "key": {"key": tenant.query},
        "X-Pulse-Key": {"X-Pulse-Key": tenant.query},
        "authorization": {"authorization": f"Bearer {tenant.query}"},
        "query": None,
        "token": {"Authorization": f"Bearer {ADMIN_TOKEN}"},
    }[way]
    async with opened(f"{url}?key={tenant.query}" if way == "query" else url) as socket:
        await say(socket, type="connection_init", **({"payload": payload} if payload else {}))
        assert await hear(socket) == {"type": "connection_ack"}
        query = f'{{ project(id: "{tenant.id}") {{ id }} }}'
        await say(socket, id="1", type="subscribe", payload={"query": query})
        assert (await hear(socket))["payload"] == {"data": {"project": {"id": tenant.id}}}


async def test_events_arrive_until_the_client_has_enough(url: str, tenant: Tenant, services: Services) -> None:
    async with known(url, tenant.query) as socket:
        await say(socket, id="x", type="subscribe", payload=LIVE)
        await settled()
        await send_pageview(services, tenant, "/pricing")
        event = {"type": "pageview", "path": "/pricing"}
        assert await hear(socket) == {"id": "x", "type": "next", "payload": {"data": {"liveEvents": event}}}
        await say(socket, id="x", type="complete")
        await settled()
        await send_pageview(services, tenant, "/after")
        await say(socket, type="ping", payload={"n": 1})
        assert await hear(socket) == {"type": "pong", "payload": {"n": 1}}, "nothing came after complete"
        await say(socket, id="x", type="subscribe", payload=MODULES)
        assert (await hear(socket))["id"] == "x"


async def settled() -> None:
    """Time for the server to have begun what it was told."""
    await asyncio.sleep(0.2)


async def test_one_does_not_see_the_others_events(url: str, tenant: Tenant, other: Tenant, services: Services) -> None:
    async with known(url, tenant.query) as mine, known(url, other.query) as theirs:
        await say(mine, id="1", type="subscribe", payload=LIVE)
        await say(theirs, id="1", type="subscribe", payload=LIVE)
        await settled()
        await send_pageview(services, tenant, "/mine")
        await send_pageview(services, other, "/theirs")
        assert (await hear(mine))["payload"]["data"]["liveEvents"]["path"] == "/mine"
        assert (await hear(theirs))["payload"]["data"]["liveEvents"]["path"] == "/theirs"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"query": "{"}, "BAD_INPUT"),
        ({"query": "{ nothing }"}, "BAD_INPUT"),
        ({"query": "subscription { liveEvents { nothing } }"}, "BAD_INPUT"),
        ({"query": "query A { __typename } query B { __typename }"}, "BAD_INPUT"),
        ({"query": "subscription { liveEvents(where: {is: {dimension: PROPERTY}}) { type } }"}, "BAD_INPUT"),
        ({"query": "subscription { liveEvents(where: {is: {dimension: EXIT_PAGE}}) { type } }"}, "BAD_INPUT"),
        ({"query": f"{{ {' '.join(f'a{n}: __typename' for n in range(61))} }}"}, "TOO_COMPLEX"),
    ],
)
async def test_an_operation_that_cannot_run(url: str, tenant: Tenant, payload: Message, code: str) -> None:
    async with known(url, tenant.query) as socket:
        await say(socket, id="1", type="subscribe", payload=payload)
        message = await hear(socket)
        assert message["type"] == "error"
        assert message["id"] == "1"
        assert message["payload"][0]["extensions"]["code"] == code
        await say(socket, id="1", type="subscribe", payload=MODULES)
        assert (await hear(socket))["type"] == "next", "the socket goes on"


async def test_authority_is_that_of_the_key(url: str, tenant: Tenant) -> None:
    async with known(url, tenant.ingest) as socket:
        await say(socket, id="1", type="subscribe", payload=LIVE)
        message = await hear(socket)
        assert message["type"] == "error"
        assert message["payload"][0]["extensions"]["code"] == "FORBIDDEN"


INIT = json.dumps({"type": "connection_init"})
FRAMES: list[tuple[str, list[str | bytes], int]] = [
    ("not JSON", ["nonsense"], 4400),
    ("binary", [INIT.encode()], 4400),
    ("a list", ["[]"], 4400),
    ("null", ["null"], 4400),
    ("a number", ["7"], 4400),
    ("no type", ["{}"], 4400),
    ("a type that is no text", ['{"type": 7}'], 4400),
    ("an unknown type", ['{"type": "start"}'], 4400),
    ("a message of the server's", ['{"type": "connection_ack"}'], 4400),
    ("an init with a list", ['{"type": "connection_init", "payload": []}'], 4400),
    ("an init with a text", ['{"type": "connection_init", "payload": "key"}'], 4400),
    ("a ping with a text", ['{"type": "ping", "payload": "x"}'], 4400),
    ("a pong with a number", ['{"type": "pong", "payload": 1}'], 4400),
    ("two inits", [INIT, INIT], 4429),
    ("subscribe before init", [json.dumps({"id": "1", "type": "subscribe", "payload": MODULES})], 4401),
    ("subscribe without id", [INIT, json.dumps({"type": "subscribe", "payload": MODULES})], 4400),
    ("subscribe with a number", [INIT, json.dumps({"id": 1, "type": "subscribe", "payload": MODULES})], 4400),
    ("subscribe with an empty id", [INIT, json.dumps({"id": "", "type": "subscribe", "payload": MODULES})], 4400),
    ("subscribe with a long id", [INIT, json.dumps({"id": "x" * 129, "type": "subscribe", "payload": MODULES})], 4400),
    ("subscribe without payload", [INIT, '{"id": "1", "type": "subscribe"}'], 4400),
    ("subscribe with null", [INIT, '{"id": "1", "type": "subscribe", "payload": null}'], 4400),
    ("subscribe with a list", [INIT, '{"id": "1", "type": "subscribe", "payload": []}'], 4400),
    ("subscribe without query", [INIT, '{"id": "1", "type": "subscribe", "payload": {}}'], 4400),
    ("a query that is no text", [INIT, '{"id": "1", "type": "subscribe", "payload": {"query": {}}}'], 4400),
    (
        "variables that are a list",
        [INIT, '{"id":"1","type":"subscribe","payload":{"query":"{a}","variables":[]}}'],
        4400,
    ),
    ("complete without id", [INIT, '{"type": "complete"}'], 4400),
    ("complete with a number", [INIT, '{"type": "complete", "id": 7}'], 4400),
]


@pytest.mark.parametrize(("frames", "code"), [case[1:] for case in FRAMES], ids=[case[0] for case in FRAMES])
async def test_a_frame_that_breaks_the_protocol(url: str, frames: list[str | bytes], code: int) -> None:
    async with opened(url) as socket:
        for frame in frames:
            await socket.send(frame)
        assert (await closed(socket))[0] == code


async def test_the_same_id_twice(url: str, tenant: Tenant) -> None:
    async with known(url, tenant.query) as socket:
        await say(socket, id="same", type="subscribe", payload=LIVE)
        await say(socket, id="same", type="subscribe", payload=LIVE)
        assert await closed(socket) == (4409, "Subscriber for same already exists")


async def test_completing_what_is_unknown_is_no_offence(url: str, tenant: Tenant) -> None:
    async with known(url, tenant.query) as socket:
        await say(socket, id="never", type="complete")
        await say(socket, type="ping")
        assert await hear(socket) == {"type": "pong"}


@pytest.mark.parametrize("payload", [{"key": "pa_live_nobodys"}, {"Authorization": "Bearer wrong"}])
async def test_a_credential_that_does_not_hold(url: str, payload: Message) -> None:
    async with opened(url) as socket:
        await say(socket, type="connection_init", payload=payload)
        assert await closed(socket) == (4403, "Forbidden")


async def test_another_protocol(url: str) -> None:
    async with connect(url, compression=None) as socket:
        assert await closed(socket) == (4406, "Subprotocol not acceptable")


async def test_whoever_stays_silent_is_shown_out(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema.sockets, "INIT_SECONDS", 0.1)
    async with opened(url) as socket:
        assert await closed(socket) == (4408, "Connection initialisation timeout")


async def test_a_message_too_large(url: str) -> None:
    async with opened(url) as socket:
        await socket.send("x" * 70_000)
        assert (await closed(socket))[0] == 1009


async def test_operations_on_one_socket_are_limited(url: str, tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema.sockets, "MAX_OPERATIONS", 2)
    async with known(url, tenant.query) as socket:
        for name in ("1", "2", "3"):
            await say(socket, id=name, type="subscribe", payload=LIVE)
        message = await hear(socket)
        assert (message["id"], message["type"]) == ("3", "error")
        assert message["payload"][0]["extensions"]["code"] == "TOO_COMPLEX"


async def test_a_revoked_key_ends_its_subscriptions(
    url: str, tenant: Tenant, operator: Context, services: Services
) -> None:
    async with known(url, tenant.query) as socket, known(url, tenant.admin) as another:
        for one in (socket, another):
            await say(one, id="1", type="subscribe", payload=LIVE)
        await settled()
        await revoke_key(await operator.choose(tenant.id), tenant.query_id)
        message = await asyncio.wait_for(hear(socket), 2)
        assert message["type"] == "error"
        assert message["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert await closed(socket) == (4403, "Forbidden")
        await send_pageview(services, tenant, "/still")
        assert (await hear(another))["payload"]["data"]["liveEvents"]["path"] == "/still"


async def test_a_revoked_key_asks_nothing_more(url: str, tenant: Tenant, operator: Context) -> None:
    async with known(url, tenant.query) as socket:
        await revoke_key(await operator.choose(tenant.id), tenant.query_id)
        await say(socket, id="1", type="subscribe", payload=MODULES)
        assert (await hear(socket))["type"] == "error"
        assert (await closed(socket))[0] == 4403


async def test_a_deleted_project_ends_its_subscriptions(url: str, tenant: Tenant, operator: Context) -> None:
    async with opened(url) as socket:
        await say(socket, type="connection_init", payload={"Authorization": f"Bearer {ADMIN_TOKEN}"})
        assert await hear(socket) == {"type": "connection_ack"}
        query = f'subscription {{ liveEvents(project: "{tenant.id}") {{ type }} }}'
        await say(socket, id="1", type="subscribe", payload={"query": query})
        await settled()
        await delete_project(await operator.choose(tenant.id))
        message = await hear(socket)
        assert message["payload"][0]["extensions"]["code"] == "NOT_FOUND"
        await say(socket, type="ping")
        assert await hear(socket) == {"type": "pong"}, "the operator's socket goes on"
