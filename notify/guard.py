"""Where a message may go: an address that somebody typed in must not lead into our own network.

A name is resolved here, every address it has is looked at, and the connection is made to an address that was looked at:
a name server that answers differently a moment later changes nothing.
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""From a host and port to the addresses of that host, as ``getaddrinfo`` knows them."""

URL_MOST = 2_000
_PORTS = {"http": 80, "https": 443}
_FIRST_FREE_PORT = 1_024
_NUMERIC = re.compile(r"\d+|0[xX][0-9a-fA-F]*")
_PRINTABLE = re.compile(r"[!-~\u00a1-\uffef]+")
_OTHERS = tuple(
    ip_network(text)
    for text in (
        "168.63.129.16/32",  # Azure's metadata
        "192.0.0.0/24",  # protocol assignments, Oracle's metadata among them
        "192.88.99.0/24",  # 6to4 relays
        "::/96",  # IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 of one's own network
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local, of old
    )
)
"""What the standard library calls global, or calls so in some of its releases, and leads elsewhere."""


class RefusedError(Exception):
    """An address that nothing is sent to; the message says why, and shows nothing of what a name server answered."""


@dataclass(frozen=True, slots=True)
class Place:
    """A receiver that may be spoken to.

    Attributes:
        scheme: ``http`` or ``https``.
        host: the name to ask for and to verify, in lower-case ASCII.
        port: where it listens.
        addresses: where to connect, all of them looked at; the preferred first.

    """

    scheme: str
    host: str
    port: int
    addresses: Sequence[str]


async def system_resolve(host: str, port: int) -> Sequence[str]:
    """What the system's resolver answers."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def locate(url: str, allowed: Sequence[str], resolve: Resolve = system_resolve) -> Place:
    """Where a message for that URL is to be brought.

    Args:
        url: what somebody typed in.
        allowed: host names, addresses and networks that may be spoken to though they are not public.
        resolve: asks for a name's addresses.

    Raises:
        RefusedError: it leads to where nothing is sent.
        OSError: the name has no address now.

    """
    scheme, host, port = check(url, allowed)
    literal = _literal(host)
    addresses = [str(literal)] if literal else await resolve(host, port)
    if not addresses:
        raise OSError(f"{host} has no address")
    for text in addresses:
        _check_address(host, _parsed(text), scheme, port, allowed)
    return Place(scheme, host, port, addresses)


def check(url: str, allowed: Sequence[str]) -> tuple[str, str, int]:
    """The scheme, host and port of a URL, as far as it can be judged without asking a name server.

    Raises:
        RefusedError: nothing will ever be sent there.

    """
    parts = _split(url)
    host = _host(parts.hostname or "")
    port = _port(parts)
    literal = _literal(host)
    if literal is not None:
        _check_address(host, literal, parts.scheme, port, allowed)
    elif not allowed:
        _check_door(parts.scheme, port)
    if literal is None and host not in allowed and (host == "localhost" or host.endswith(".localhost")):
        raise RefusedError("it leads to this machine")
    return parts.scheme, host, port


def _split(url: str) -> SplitResult:
    if len(url) > URL_MOST or not _PRINTABLE.fullmatch(url) or "\\" in url:
        raise RefusedError(f"it is not an address of at most {URL_MOST} characters")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise RefusedError("it is not an address") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise RefusedError("it is not an https address")
    if "@" in parts.netloc:
        raise RefusedError("it must not hold a user name or password")
    return parts


def _host(name: str) -> str:
    """The name as it is resolved: lower case, ASCII, letters and digits in their plain form, no dot at the end."""
    if ":" in name:
        return name
    try:
        return name.encode("idna").decode().lower().rstrip(".")
    except UnicodeError:
        raise RefusedError("its host is no host name") from None


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise RefusedError("its port is not a number up to 65535") from None


def _literal(host: str) -> Address | None:
    """The address that a host spells, in any way that resolvers read: ``127.1``, ``0x7f000001``, ``017700000001``.

    Raises:
        RefusedError: it looks like an address and is none.

    """
    if ":" in host:
        return _parsed(host)
    if not _NUMERIC.fullmatch(host.rpartition(".")[2]):
        return None
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        raise RefusedError("its host is no host name") from None


def _parsed(text: str) -> Address:
    try:
        address = ip_address(text)
    except ValueError:
        raise RefusedError("its host is no host name") from None
    if isinstance(address, IPv6Address) and address.scope_id:
        raise RefusedError("it leads into a local network")
    return address


def _check_address(host: str, address: Address, scheme: str, port: int, allowed: Sequence[str]) -> None:
    if is_allowed(host, address, allowed):
        return
    if not is_public(address):
        raise RefusedError("it leads into a network that is not public")
    _check_door(scheme, port)


def _check_door(scheme: str, port: int) -> None:
    """What must hold of a public receiver."""
    if scheme != "https":
        raise RefusedError("it is not an https address")
    if port not in _PORTS.values() and port < _FIRST_FREE_PORT:
        raise RefusedError(f"port {port} belongs to another service")


def is_allowed(host: str, address: Address, allowed: Sequence[str]) -> bool:
    """Whether the operator has named the host, its address or its network."""
    return any(entry.lower() == host or address in network for entry, network in map(_entry, allowed))


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet, and stands for no other address."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return not any(address in network for network in _OTHERS)


def _entry(text: str) -> tuple[str, IPv4Network | IPv6Network | tuple[()]]:
    try:
        return text, ip_network(text, strict=False)
    except ValueError:
        return text, ()
