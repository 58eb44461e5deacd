"""Where a request came from: the socket's peer, or what a trusted proxy says of it."""

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from access.caller import Origin
from pulse.settings import Settings

_Network = IPv4Network | IPv6Network
_PRIVACY = (b"dnt", b"sec-gpc")
"""The headers in which a browser asks not to be tracked: Do Not Track, Global Privacy Control."""


def origin_of(scope: Mapping[str, Any], settings: Settings) -> Origin:
    """The origin of an ASGI connection. ``X-Forwarded-For`` counts only when it comes from a trusted proxy."""
    user_agent = forwarded = b""
    private = False
    for name, value in scope["headers"]:
        if name == b"user-agent":
            user_agent = value
        elif name == b"x-forwarded-for":
            forwarded = forwarded + b"," + value if forwarded else value
        elif name in _PRIVACY:
            private = private or value.strip() == b"1"
    client = scope.get("client")
    peer = client[0] if client else ""
    if forwarded and settings.trusted_proxies:
        peer = _behind(peer, forwarded.decode("latin-1"), settings.trusted_proxies)
    return Origin(peer, user_agent.decode("latin-1"), private)


def _behind(peer: str, forwarded: str, trusted: tuple[str, ...]) -> str:
    """The nearest address that is no trusted proxy; each proxy appends the one that it saw."""
    chain = [part.strip() for part in forwarded.split(",") if part.strip()]
    while chain and _trusted(peer, trusted):
        peer = chain.pop()
    return peer


@lru_cache(maxsize=4096)
def _trusted(address: str, trusted: tuple[str, ...]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in _networks(trusted))


@lru_cache(maxsize=8)
def _networks(trusted: tuple[str, ...]) -> tuple[_Network, ...]:
    return tuple(ip_network(text, strict=False) for text in trusted)
