"""The session cookie: what it proves, and to whom it is of no use."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.requests import HTTPConnection

from access.caller import Kind
from access.context import Context, open_context
from access.services import Services
from access.session import COOKIE, LIFETIME_SECONDS, Session, cookie, from_own_page, seal, unseal
from pulse.errors import PulseError
from pulse.settings import Settings
from resolvers import keys, projects
from tests.kit import START, SetClock

SETTINGS = Settings(admin_token="a-token")
KEY_SESSION = Session("0b0e9a3e-6f0a-4b83-8a1b-50a3a3a3a3a3", int(START))


def connection(
    headers: Mapping[str, str], method: str = "GET", kind: str = "http", session: str | None = None
) -> HTTPConnection:
    sent = {"host": "stats.example.com", **headers} | ({"cookie": f"{COOKIE}={session}"} if session else {})
    scope: dict[str, Any] = {
        "type": kind,
        "headers": [(name.lower().encode(), value.encode()) for name, value in sent.items()],
        "query_string": b"",
        "client": ("1.2.3.4", 5),
    }
    return HTTPConnection(scope | ({"method": method} if kind == "http" else {}))


@pytest.mark.parametrize("session", [KEY_SESSION, Session(None, int(START))])
def test_what_is_sealed_is_read_back_until_it_is_too_old(session: Session) -> None:
    text = seal(SETTINGS, session)
    assert unseal(SETTINGS, text, START) == session
    assert unseal(SETTINGS, text, START + LIFETIME_SECONDS - 1) == session
    assert unseal(SETTINGS, text, START + LIFETIME_SECONDS) is None


def test_another_admin_token_signs_everybody_out() -> None:
    text = seal(SETTINGS, KEY_SESSION)
    assert unseal(replace(SETTINGS, admin_token="another"), text, START) is None


def test_without_an_admin_token_no_session_holds() -> None:
    nobody = Settings(admin_token="")
    assert unseal(nobody, seal(nobody, KEY_SESSION), START) is None


@given(some.integers(0, 200), some.characters(codec="ascii", exclude_characters="\x00"))
def test_a_changed_cookie_is_worth_nothing(place: int, character: str) -> None:
    text = seal(SETTINGS, KEY_SESSION)
    place %= len(text)
    changed = text[:place] + character + text[place + 1 :]
    if changed != text:
        assert unseal(SETTINGS, changed, START) is None


@given(some.text())
def test_what_nobody_sealed_is_worth_nothing(text: str) -> None:
    assert unseal(SETTINGS, text, START) is None


def test_the_cookie_is_kept_from_scripts_and_from_other_sites() -> None:
    name, value = cookie(replace(SETTINGS, public_url="https://stats.example.com"), KEY_SESSION)
    assert name == b"set-cookie"
    assert value.startswith(b"pulse_session=")
    for part in (b"HttpOnly", b"SameSite=Strict", b"Secure", b"Path=/", b"Max-Age=2592000"):
        assert part in value.split(b"; ")
    plain = cookie(SETTINGS, None)[1]
    assert b"Max-Age=0" in plain
    assert b"Secure" not in plain, "a browser would not keep it on a laptop without TLS"


@pytest.mark.parametrize(
    ("headers", "method", "kind", "own"),
    [
        ({"origin": "https://stats.example.com"}, "POST", "http", True),
        ({"origin": "https://evil.example.com"}, "POST", "http", False),
        ({"origin": "https://stats.example.com.evil.com"}, "POST", "http", False),
        ({"origin": "null"}, "POST", "http", False),
        ({}, "POST", "http", False),
        ({}, "GET", "http", True),
        ({"sec-fetch-site": "same-origin"}, "GET", "http", True),
        ({"sec-fetch-site": "none"}, "GET", "http", True),
        ({"sec-fetch-site": "same-site"}, "GET", "http", False),
        ({"sec-fetch-site": "cross-site"}, "GET", "http", False),
        ({"origin": "https://stats.example.com"}, "GET", "websocket", True),
        ({"origin": "https://evil.example.com"}, "GET", "websocket", False),
        ({}, "GET", "websocket", False),
        ({"origin": "https://public.example.com", "host": "127.0.0.1:8000"}, "POST", "http", True),
        ({"origin": "https://stats.example.com", "host": ""}, "POST", "http", False),
    ],
)
def test_only_our_own_pages_may_use_it(headers: dict[str, str], method: str, kind: str, *, own: bool) -> None:
    settings = replace(SETTINGS, public_url="https://public.example.com")
    assert from_own_page(settings, connection(headers, method, kind)) is own


async def test_a_session_has_its_keys_authority_until_the_key_is_revoked(
    services: Services, operator: Context, clock: SetClock
) -> None:
    project = await projects.create_project(operator, name="Shop", domain="shop.example")
    ctx = await operator.choose(project.id)
    made = await keys.create_key(ctx, name="k", scopes=["query"])
    key = await services.directory.authenticate(made.key)
    assert key is not None
    text = seal(services.settings, Session(key[0].key_id, int(clock())))
    origin = {"origin": "https://stats.example.com"}
    for kind in ("http", "websocket"):
        seen = await open_context(services, connection(origin, "POST", kind, text))
        assert (seen.caller, seen.require_project().id) == (key[0], project.id)
    foreign = await open_context(services, connection({"origin": "https://evil.example"}, "POST", "http", text))
    assert foreign.caller.kind is Kind.ANONYMOUS
    await keys.revoke_key(ctx, made.id)
    with pytest.raises(PulseError, match="Invalid API key"):
        await open_context(services, connection(origin, "POST", "http", text))


async def test_an_operators_session_has_every_authority(services: Services, clock: SetClock) -> None:
    text = seal(services.settings, Session(None, int(clock())))
    ctx = await open_context(services, connection({}, session=text))
    assert ctx.caller.kind is Kind.OPERATOR
    clock.now += LIFETIME_SECONDS
    ctx = await open_context(services, connection({}, session=text))
    assert ctx.caller.kind is Kind.ANONYMOUS
