"""From a checked item and its request to a hit: what needs the address, the User-Agent, the project's settings."""

import contextlib
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

from ingest.channels import channel_of, same_site, source_of, split_referrer
from ingest.clients import NOBODY, Clients
from ingest.columns import Columns, columns_of, cut
from ingest.hits import DROPPED, Arrival, Hit
from ingest.items import Item, Pageview, ScrollDepth
from ingest.places import UNKNOWN, Places
from ingest.switches import Switches
from ingest.visitor import visitor_of
from pulse.errors import invalid_body
from pulse.project import ProjectFacts
from pulse.windows import DAY, MINUTE

_UUID_DIGITS, _UUID_BYTES = 32, 16
OLDEST = 30 * DAY
"""Age up to which a late event is taken."""
AHEAD = 10 * MINUTE
"""How far a sender's clock may be ahead; its event is taken to have happened now."""
_EPOCH_MS = 100_000_000_000
"""Numbers below are seconds that somebody took for milliseconds (as milliseconds they lie before March 1973)."""
_Campaign = tuple[str | None, str | None, str | None, str | None, str | None]
_NO_CAMPAIGN: _Campaign = (None, None, None, None, None)


class Origin(Protocol):
    """Where a request came from."""

    @property
    def ip(self) -> str:
        """The client's address."""

    @property
    def user_agent(self) -> str:
        """The client's User-Agent."""

    @property
    def private(self) -> bool:
        """Whether the client asks not to be tracked."""


class Enricher:
    """What the door knows beyond the item: browsers and countries."""

    def __init__(self, places: Places) -> None:
        self._clients = Clients()
        self._places = places

    def leaves_out(self, project: ProjectFacts, origin: Origin) -> bool:
        """Whether a request is nobody's visit: of a robot, or of somebody whose wish not to be tracked is honoured."""
        return self._clients.read(origin.user_agent)[1] or (origin.private and project.honour_dnt)

    def hit(
        self,
        project: ProjectFacts,
        switches: Switches,
        item: Item,
        origin: Origin,
        now: float,
        *,
        imported: bool = False,
    ) -> Hit:
        """The hit that an item becomes; of a robot, and where privacy is asked for, one that only says it was dropped.

        Raises:
            PulseError: 400 that names the field.

        """
        client, robot = self._clients.read(origin.user_agent)
        received = round(now * 1000)
        if robot or item.webdriver or (origin.private and project.honour_dnt):
            reason = "bot" if robot else "automation" if item.webdriver else "dnt"
            return Hit(project.id, DROPPED, received, received, 0, columns={"reason": reason})
        host, path, query = split_path(cut(item.path, "path"))
        kind: str = item.__struct_config__.tag  # type: ignore[assignment]  # a tag of ours is a string
        visitor, prior = visitor_of(project, item.visitor_id, origin.ip, origin.user_agent, now)
        hostname = cut(item.hostname or host, "hostname").lower()
        return Hit(
            project.id,
            kind,
            _when(item.timestamp, received, imported=imported),
            received,
            visitor,
            prior,
            identity(item.id) if item.id else b"",
            hostname,
            path,
            client if switches.devices else NOBODY,
            self._places.find(origin.ip) if switches.geo else UNKNOWN,
            _arrival(project, switches, item, hostname, query) if type(item) is Pageview else None,
            identity(item.view_id) if item.view_id else b"",
            _engaged(item),
            _priced(columns_of(item), project),
        )


@lru_cache(maxsize=8192)
def split_path(path: str) -> tuple[str, str, str]:
    """Host, path and query of what was sent as the path. A whole URL is taken apart; a mere path is kept as it is."""
    if not path or path[0] == "/":
        return "", path, path.partition("?")[2].partition("#")[0]
    try:
        parts = urlsplit(path)
        host = parts.hostname or ""
    except ValueError:
        return "", "/" + path, ""
    if host:
        return host, parts.path or "/", parts.query
    return "", "/" + path, path.partition("?")[2].partition("#")[0]


def identity(text: str) -> bytes:
    """The 16 bytes of an id that a sender gave: a UUID's own, another text's hash."""
    digits = text.replace("-", "")
    if len(digits) == _UUID_DIGITS:
        with contextlib.suppress(ValueError):
            raw = bytes.fromhex(digits)
            if len(raw) == _UUID_BYTES:
                return raw
    return blake2b(text.encode(), digest_size=16, person=b"id").digest()


def _when(timestamp: str | float | None, received: int, *, imported: bool) -> int:
    """When it happened, in milliseconds."""
    if timestamp is None:
        return received
    sent = _milliseconds(timestamp)
    if sent is None:
        raise invalid_body("'timestamp' must be an ISO 8601 time or milliseconds since the Unix epoch")
    if sent > received + AHEAD:
        raise invalid_body("'timestamp' must not be in the future")
    if sent < received - OLDEST and not imported:
        raise invalid_body("'timestamp' must not be more than 30 days ago")
    return min(sent, received)


def _milliseconds(timestamp: str | float) -> int | None:
    if isinstance(timestamp, int | float):
        return round(timestamp) if timestamp >= _EPOCH_MS else None
    try:
        moment = datetime.fromisoformat(timestamp.strip())
        return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError):
        return None


def _arrival(project: ProjectFacts, switches: Switches, item: Pageview, hostname: str, query: str) -> Arrival:
    if not switches.utm:
        campaign = _NO_CAMPAIGN
    elif "utm_" in query:
        campaign = _campaign_of(item, query)
    else:
        campaign = (item.utm_source, item.utm_medium, item.utm_campaign, item.utm_term, item.utm_content)
    return _arrival_of(
        item.referrer if switches.referrers else None,
        (project.domain, hostname),
        campaign,
        item.screen if switches.devices else None,
        item.language if switches.devices else None,
    )


@lru_cache(maxsize=8192)
def _arrival_of(
    referrer: str | None, own: tuple[str, str], campaign: _Campaign, screen: str | None, language: str | None
) -> Arrival:
    """Remembered: most visitors come by one of a few ways."""
    source, address = _source(referrer, own)
    return Arrival(
        source=source,
        referrer=address,
        utm_source=cut(campaign[0], "utm_source"),
        utm_medium=cut(campaign[1], "utm_medium"),
        utm_campaign=cut(campaign[2], "utm_campaign"),
        utm_term=cut(campaign[3], "utm_term"),
        utm_content=cut(campaign[4], "utm_content"),
        channel=channel_of(source, campaign[1] or "", campaign[0] or ""),
        screen=cut(screen, "screen"),
        language=cut(language, "language"),
    )


def _campaign_of(item: Pageview, query: str) -> _Campaign:
    """The campaign as sent, else as the address's query says."""
    found = dict(parse_qsl(query))
    return (
        item.utm_source or found.get("utm_source"),
        item.utm_medium or found.get("utm_medium"),
        item.utm_campaign or found.get("utm_campaign"),
        item.utm_term or found.get("utm_term"),
        item.utm_content or found.get("utm_content"),
    )


def _source(referrer: str | None, own: tuple[str, str]) -> tuple[str, str]:
    host, address = split_referrer(cut(referrer, "referrer"))
    return ("", "") if not host or same_site(host, *own) else (source_of(host), address)


def _engaged(item: Item) -> int | None:
    if type(item) is not ScrollDepth or item.engaged_ms is None:
        return None
    return round(item.engaged_ms)


def _priced(columns: Columns, project: ProjectFacts) -> Columns:
    if columns.get("currency") == "":
        columns["currency"] = project.currency
    return columns
