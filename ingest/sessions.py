"""Sessions in progress: which one an event belongs to, and what it changes there.

A session is a visitor's events with no gap over 30 minutes of event time, at most 24 hours from first to last. Events
are taken in the order of their time within a batch; one that comes in a later batch than its successors finds its
session as long as that is held here. It never makes two sessions one, though it may lie between them.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

import msgspec
import structlog

from ingest.hits import Arrival, Hit
from ingest.rows import Measures, Stamp, money, stamp_part
from pulse.modules import INTERACTIONS
from pulse.windows import DAY, MINUTE

GAP = 30 * MINUTE
LONGEST = DAY
HELD = 60 * MINUTE
"""How long a session stays here after its last event arrived: the gap, and half an hour for what comes late."""
HELD_EACH = 4
"""Sessions of one visitor held at once; only whoever sends old events has more than one."""
VIEWS = 10
"""Views of a session whose time can still be corrected."""

_INTERACTIONS = frozenset(INTERACTIONS)
_log = structlog.get_logger("sessions")


class View(msgspec.Struct, array_like=True, gc=False):
    """One pageview and what is known of the time spent on it, in milliseconds."""

    id: bytes
    timestamp: int
    path: str
    hostname: str
    gap: int | None = None
    engaged: int | None = None
    written: int | None = None

    @property
    def measured(self) -> int | None:
        """Engaged time where it was reported, else the gap to the next interaction."""
        return self.gap if self.engaged is None else self.engaged


class Session(msgspec.Struct, array_like=True, gc=False):
    """One session in progress. Times in milliseconds, revenue in ten-thousandths.

    Attributes:
        start: its first event's time when it began: part of its key, so it never changes.
        first: its first event's time as known now; earlier than ``start`` where one came late.
        stamp: the columns that it writes on each of its events, as a line has them.
        landed: whether ``stamp`` is a pageview's.
        written: the line of its row in the warehouse, empty before the first.

    """

    project: str
    id: int
    visitor: int
    start: int
    first: int
    end: int
    touched: int
    hostname: str
    stamp: bytes
    landed: bool = False
    pageviews: int = 0
    events: int = 0
    interactions: int = 0
    revenue: int = 0
    currency: str = ""
    exit_path: str = ""
    exit_at: int = 0
    version: int = 0
    written: bytes = b""
    views: list[View] = []

    def reaches(self, moment: int) -> bool:
        """Whether an event of that moment belongs here."""
        if not self.first - GAP <= moment <= self.end + GAP:
            return False
        return max(self.end, moment) - min(self.first, moment) <= LONGEST

    def take(self, hit: Hit, identity: bytes) -> View | None:
        """Count one event; the answer is the view that it belongs to, where it has one."""
        if hit.timestamp > self.end:
            self.end = hit.timestamp
        elif hit.timestamp < self.first:
            self.first = hit.timestamp
        self.touched = max(self.touched, hit.received)
        ended = None
        if hit.type in _INTERACTIONS:
            self.interactions += 1
            ended = self._end_view_before(hit.timestamp)
        if hit.type == "pageview":
            self._take_pageview(hit, identity, ended)
            return None
        if hit.type == "event":
            self.events += 1
            self._take_revenue(hit)
        return self.view_of(hit)

    def view_of(self, hit: Hit) -> View | None:
        """The view that a hit names, else the newest of its path."""
        for view in reversed(self.views):
            if view.id == hit.view or (not hit.view and view.path == hit.path):
                return view
        return None

    def measures(self) -> Measures:
        """Its own part of its row, as it is now."""
        return Measures(
            project=self.project,
            start=self.start / 1000,
            session=self.id,
            version=self.version,
            visitor=self.visitor,
            end=self.end / 1000,
            duration=(self.end - self.first) / 1000,
            pageviews=self.pageviews,
            events=self.events,
            interactions=self.interactions,
            bounce=int(self.pageviews == 1 and self.interactions == 1),
            revenue=money(self.revenue),
            currency=self.currency,
            hostname=self.hostname,
            exit_path=self.exit_path,
        )

    def _take_pageview(self, hit: Hit, identity: bytes, ended: int | None) -> None:
        self.pageviews += 1
        if not self.landed:
            self.landed, self.stamp, self.hostname = True, stamp_of(hit), hit.hostname
        if hit.timestamp >= self.exit_at:
            self.exit_at, self.exit_path = hit.timestamp, hit.path
        view = View(identity, hit.timestamp, hit.path, hit.hostname)
        self.views.append(view)
        if self.end > hit.timestamp:  # it came late
            self.views.sort(key=_timestamp)
            after = next((one.timestamp for one in self.views if one.timestamp > hit.timestamp), None)
            if ended is not None and ended > hit.timestamp:  # what had ended the view before it, ends it
                after = ended
            view.gap = None if after is None else after - hit.timestamp

    def _end_view_before(self, moment: int) -> int | None:
        """End the view during which something was done; the answer is the moment at which it ended before that."""
        for view in reversed(self.views):
            if view.timestamp <= moment:
                break
        else:
            return None
        ended = None if view.gap is None else view.timestamp + view.gap
        if ended is None or moment < ended:
            view.gap = moment - view.timestamp
        return ended

    def _take_revenue(self, hit: Hit) -> None:
        """Revenue in another currency than the session's first is in the events, not in this sum."""
        currency = hit.columns.get("currency", "")
        if currency and currency == (self.currency or currency):
            self.currency = currency
            self.revenue += units(hit.columns["revenue"])


class Sessions:
    """All sessions in progress on this node. Not for two threads at once."""

    def __init__(self, known: Iterable[bytes] = ()) -> None:
        self._held: dict[tuple[str, int], list[Session]] = {}
        self._now = 0
        for session in sorted(_readable(known), key=lambda one: one.touched):
            self._held.setdefault((session.project, session.visitor), []).append(session)
            self._now = max(self._now, session.touched)

    def __len__(self) -> int:
        """How many sessions are held."""
        return sum(map(len, self._held.values()))

    def of(self, hit: Hit, identity: bytes) -> Session:
        """The session that an event belongs to, a new one where none fits."""
        self._now = max(self._now, hit.received)
        session = self._fitting((hit.project, hit.visitor), hit.timestamp)
        if session is None and hit.prior:
            session = self._fitting((hit.project, hit.prior), hit.timestamp)
        return session or self._begin(hit, identity)

    def viewed(self, hit: Hit) -> tuple[Session, View] | None:
        """The view that a hit names, in whichever session of its visitor."""
        for visitor in (hit.visitor, hit.prior):
            for session in self._held.get((hit.project, visitor), ()):
                for view in session.views:
                    if view.id == hit.view:
                        return session, view
        return None

    def expire(self, changed: Iterable[Session]) -> list[int]:
        """Let go of the sessions to which nothing will be added any more, at the end of a batch; their ids."""
        gone: list[int] = []
        for key, sessions in list(self._idle()):
            gone.extend(one.id for one in sessions)
            del self._held[key]
        for key in {(one.project, one.visitor) for one in changed}:
            held = sorted(self._held.get(key, ()), key=lambda one: one.end)
            if len(held) > HELD_EACH:
                gone.extend(one.id for one in held[:-HELD_EACH])
                self._held[key] = held[-HELD_EACH:]
        return gone

    def forget(self, asked: Iterable[Hit]) -> list[int]:
        """Let go of the sessions of the visitors that these hits are of; their ids."""
        return [one.id for hit in asked for one in self._held.pop((hit.project, hit.visitor), ())]

    def _idle(self) -> Iterator[tuple[tuple[str, int], list[Session]]]:
        """Visitors in the order in which they were last seen, up to the first who may come again."""
        for key, sessions in self._held.items():
            if max(one.touched for one in sessions) >= self._now - HELD:
                return
            yield key, sessions

    def _fitting(self, key: tuple[str, int], moment: int) -> Session | None:
        """The latest session of a visitor that an event of that moment belongs to."""
        held = self._held.get(key)
        if held is None:
            return None
        found: Session | None = None
        for session in held:
            if session.reaches(moment) and (found is None or session.end > found.end):
                found = session
        if found is not None:
            self._held[key] = self._held.pop(key)  # visitors stay in the order in which they were last seen
        return found

    def _begin(self, hit: Hit, identity: bytes) -> Session:
        session = Session(
            project=hit.project,
            id=_session_id(hit, identity),
            visitor=hit.visitor,
            start=hit.timestamp,
            first=hit.timestamp,
            end=hit.timestamp,
            touched=hit.received,
            hostname=hit.hostname,
            stamp=stamp_of(hit),
            landed=hit.type == "pageview",
        )
        key = (hit.project, hit.visitor)
        self._held[key] = [*self._held.pop(key, ()), session]
        return session


def pack_session(session: Session) -> bytes:
    """A session as the spool keeps it."""
    return _encode(session)


def stamp_of(hit: Hit) -> bytes:
    """What a hit tells of the session that begins with it."""
    arrival = hit.arrival or Arrival(channel="Direct")
    client, place = hit.client, hit.place
    stamp = Stamp(
        source=arrival.source,
        referrer=arrival.referrer,
        utm_source=arrival.utm_source,
        utm_medium=arrival.utm_medium,
        utm_campaign=arrival.utm_campaign,
        utm_term=arrival.utm_term,
        utm_content=arrival.utm_content,
        channel=arrival.channel,
        entry_path=hit.path if hit.type == "pageview" else "",
        browser=client.browser,
        browser_version=client.browser_version,
        os=client.os,
        os_version=client.os_version,
        device=client.device,
        screen=arrival.screen,
        language=arrival.language,
        country=place.country,
        region=place.region,
        city=place.city,
    )
    return stamp_part(stamp)


def _readable(states: Iterable[bytes]) -> Iterator[Session]:
    """The sessions of an earlier process; what another release wrote in another form begins anew."""
    for state in states:
        try:
            yield _decode(state)
        except msgspec.MsgspecError as problem:
            _log.warning("session_not_readable", problem=str(problem))


def _timestamp(view: View) -> int:
    return view.timestamp


def units(amount: str) -> int:
    """A decimal text with four places as ten-thousandths."""
    return int(amount.replace(".", ""))


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Session).decode


def _session_id(hit: Hit, identity: bytes) -> int:
    """63 bits: unsigned in the warehouse, signed in the spool, and the same in both."""
    material = b"%b%d/%b" % (identity, hit.visitor, hit.project.encode())
    return int.from_bytes(blake2b(material, digest_size=8, person=b"session").digest(), "big") >> 1
