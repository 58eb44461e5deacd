"""An accepted event on its way from the door to the warehouse, and the form in which the spool keeps it.

Everything that needs the request (address, User-Agent, the project's settings) is decided at the door; everything that
needs the visitor's other events (session, time on page) is decided by the drainer. A hit carries the first to the
second.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

DROPPED = "dropped"
"""The type of a hit that only says that something was not counted; its ``reason`` stands in the columns."""

FORGOTTEN = "forgotten"
"""The type of a hit that only says that a visitor's sessions in progress are to be let go of."""

EXPOSURE = "exposure"
"""The type of a hit that says that a visitor was assigned to a variant of an experiment. It belongs to no session."""

FORMAT = 1
"""First byte of a spooled group. Fields may be appended to the structs below without a new format."""

MAX_GROUP = 1 << 16
"""Hits in one group at most: the index in the group is the low half of a hit's sequence number."""


class Client(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What the User-Agent tells; empty where it does not."""

    browser: str = ""
    browser_version: str = ""
    os: str = ""
    os_version: str = ""
    device: str = ""


class Place(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Where the address is: ISO 3166-1 alpha-2, ``XX`` where unknown."""

    country: str = "XX"
    region: str = ""
    city: str = ""


class Arrival(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What a pageview tells of how its visitor came, and of their screen."""

    source: str = ""
    referrer: str = ""
    utm_source: str = ""
    utm_medium: str = ""
    utm_campaign: str = ""
    utm_term: str = ""
    utm_content: str = ""
    channel: str = ""
    screen: str = ""
    language: str = ""


class Hit(msgspec.Struct, array_like=True, gc=False):
    """One accepted event.

    Attributes:
        project: the project's id.
        type: one of the ten payload types, or of those above.
        timestamp: when it happened, milliseconds since the epoch.
        received: when it reached us, likewise.
        visitor: the visitor's hash.
        prior: their hash under the salt before, while a session of then may go on; else 0.
        id: the id that the sender gave it, 16 bytes; empty where none was sent.
        hostname: the site's host, as sent.
        path: the page's path.
        client: the program.
        place: the country.
        arrival: set on pageviews.
        view: id of the pageview that it belongs to, as sent; empty where not.
        engaged: milliseconds of engaged time on that view so far.
        columns: the columns of its type, by their name in the warehouse.

    """

    project: str
    type: str
    timestamp: int
    received: int
    visitor: int
    prior: int = 0
    id: bytes = b""
    hostname: str = ""
    path: str = ""
    client: Client = Client()
    place: Place = Place()
    arrival: Arrival | None = None
    view: bytes = b""
    engaged: int | None = None
    columns: dict[str, Any] = {}


_encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(list[Hit])


class UnknownFormatError(ValueError):
    """A spooled group that this release cannot read."""


def pack(hit: Hit) -> bytes:
    """One hit as the spool keeps it.

    Raises:
        OverflowError, TypeError: a value that it cannot hold.

    """
    return _encode(hit)


def pack_group(hits: Sequence[bytes]) -> bytes:
    """Packed hits as the body of one group."""
    return b"".join((bytes((FORMAT, 0xDD)), len(hits).to_bytes(4, "big"), *hits))


def unpack_group(body: bytes) -> list[Hit]:
    """The hits of a group.

    Raises:
        UnknownFormatError: a newer release wrote it, or the file is damaged.

    """
    if body[:1] != bytes((FORMAT,)):
        raise UnknownFormatError(f"format {body[:1].hex()}")
    try:
        return _decoder.decode(memoryview(body)[1:])
    except msgspec.MsgspecError as problem:
        raise UnknownFormatError(str(problem)) from problem
