"""From accepted events to the exact bytes that the warehouse gets: the same input makes the same bytes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.hits import DROPPED, EXPOSURE, FORGOTTEN, Hit, UnknownFormatError, unpack_group
from ingest.rows import DropRow, Fact, cancel, drop_lines, event_line, session_line, session_part
from ingest.sessions import VIEWS, Session, Sessions, View, pack_session
from ingest.spool import Departure, Group
from pulse.clock import moment

PAGE_TIME = "page_time"
"""The internal type of the rows that measure the time spent on a page."""


@dataclass(slots=True)
class Arrivals:
    """What some groups hold. ``damaged`` names those that cannot be read, and why."""

    hits: list[tuple[bytes, Hit]]
    last_group: int
    damaged: list[tuple[int, str]]


@dataclass(slots=True)
class Batch:
    """One batch, ready to take off.

    Attributes:
        departure: what the spool gets.
        stored: each event's project and line.
        fresh: the ids that senders gave, by project.
        received: when its last event reached us.
        since: the earliest moment that it tells anything new about, by project.

    """

    departure: Departure
    stored: list[tuple[str, bytes]] = field(default_factory=list)
    fresh: dict[str, set[bytes]] = field(default_factory=dict)
    received: int = 0
    since: dict[str, int] = field(default_factory=dict)


def open_groups(groups: Sequence[Group], node: bytes) -> Arrivals:
    """The hits of groups with their ids, in the order of acceptance.

    An event without an id gets the node's name and its sequence number for one: unique, and in the order of arrival.
    """
    found = Arrivals([], groups[-1].id, [])
    for group in groups:
        try:
            hits = unpack_group(group.body)
        except UnknownFormatError as problem:
            found.damaged.append((group.id, str(problem)))
            continue
        first = group.id << 16
        found.hits.extend((hit.id or node + (first + at).to_bytes(8, "big"), hit) for at, hit in enumerate(hits))
    return found


def build(arrivals: Arrivals, sessions: Sessions, stored: set[tuple[str, bytes]]) -> Batch:
    """Assign the hits to sessions, which change, and write all rows. ``stored`` ids are left out."""
    drops: Counter[tuple[str, str, str]] = Counter()
    fresh: defaultdict[str, set[bytes]] = defaultdict(set)
    hits: list[tuple[bytes, Hit]] = []
    exposures: list[tuple[bytes, Hit]] = []
    forgotten: list[Hit] = []
    for identity, hit in arrivals.hits:
        if hit.type == DROPPED:
            drops[hit.project, _day(hit.received), hit.columns["reason"]] += 1
        elif hit.type == FORGOTTEN:
            forgotten.append(hit)
        elif not hit.id:
            hits.append((identity, hit))
        elif (hit.project, hit.id) not in stored and hit.id not in fresh[hit.project]:
            fresh[hit.project].add(hit.id)
            (exposures if hit.type == EXPOSURE else hits).append((identity, hit))
    hits.sort(key=_timestamp)
    writer = _Writer(sessions)
    writer.take(hits)
    events = [*writer.event_lines(), *(_exposure_line(identity, hit) for identity, hit in exposures)]
    departure = Departure(
        events=b"".join([line for _, line in events]) + b"".join(writer.page_time_lines()),
        sessions=b"".join(writer.session_lines()),
        drops=drop_lines(DropRow(project=key[0], day=key[1], reason=key[2], dropped=n) for key, n in drops.items()),
        # What came before, in this batch too, is written by now; what comes after begins a session of its own.
        finished=[*sessions.expire(writer.changed.values()), *sessions.forget(forgotten)],
        states=writer.states(),
        last_group=arrivals.last_group,
        damaged=arrivals.damaged,
    )
    received = max((hit.received for _, hit in arrivals.hits), default=0)
    return Batch(departure, events, dict(fresh), received, _since(writer.changed.values(), exposures))


class _Writer:
    """The rows of one batch. All hits are assigned first, so that each is stamped with what the whole batch tells."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._assigned: list[tuple[bytes, Hit, Session, View | None]] = []
        self._parts: dict[int, bytes] = {}
        self._now = 0
        self.changed: dict[int, Session] = {}

    def take(self, hits: list[tuple[bytes, Hit]]) -> None:
        for identity, hit in hits:
            session = self._sessions.of(hit, identity)
            self.changed[session.id] = session
            view = session.take(hit, identity)
            if hit.view and view is None:
                view = self._elsewhere(hit)
            if hit.engaged is not None and view is not None:
                # It counts up while the page is looked at, so of two reports the larger is the later.
                view.engaged = max(view.engaged or 0, hit.engaged)
            self._assigned.append((identity, hit, session, view))
            self._now = max(self._now, hit.received)

    def _elsewhere(self, hit: Hit) -> View | None:
        found = self._sessions.viewed(hit)
        if found is None:
            return None
        self.changed[found[0].id] = found[0]
        return found[1]

    def event_lines(self) -> list[tuple[str, bytes]]:
        return [
            (
                session.project,
                event_line(
                    Fact(
                        **hit.columns,
                        type=hit.type,
                        timestamp=hit.timestamp / 1000,
                        received_at=hit.received / 1000,
                        id=identity.hex(),
                        hostname=hit.hostname,
                        path=hit.path,
                        view=(view.id if view else hit.view).hex(),
                    ),
                    self._session_part(session),
                ),
            )
            for identity, hit, session, view in self._assigned
        ]

    def page_time_lines(self) -> Iterator[bytes]:
        """What is known anew of the time on pages: the former measure taken back, the present one written."""
        for session in self.changed.values():
            for view in session.views:
                if view.measured == view.written:
                    continue
                if view.written is not None:
                    yield self._page_time(session, view, view.written, -1)
                if view.measured is not None:
                    yield self._page_time(session, view, view.measured, 1)
                view.written = view.measured

    def _page_time(self, session: Session, view: View, measured: int, sign: int) -> bytes:
        identity = view.id.hex()
        fact = Fact(
            type=PAGE_TIME,
            timestamp=view.timestamp / 1000,
            received_at=self._now / 1000,
            id=identity,
            sign=sign,
            hostname=view.hostname,
            path=view.path,
            view=identity,
            value=measured / 1000,
        )
        return event_line(fact, self._session_part(session))

    def session_lines(self) -> Iterator[bytes]:
        """For each changed session its former row cancelled and its present one."""
        for session in self.changed.values():
            if session.written:
                yield cancel(session.written)
            session.version += 1
            session.written = session_line(session.measures(), session.stamp)
            yield session.written

    def _session_part(self, session: Session) -> bytes:
        part = self._parts.get(session.id)
        if part is None:
            start = session.start / 1000
            part = session_part(session.project, session.visitor, session.id, start, session.stamp)
            self._parts[session.id] = part
        return part

    def states(self) -> list[tuple[int, bytes]]:
        """The changed sessions as the spool keeps them, with their last views only."""
        for session in self.changed.values():
            session.views = session.views[-VIEWS:]
        return [(session.id, pack_session(session)) for session in self.changed.values()]


def _exposure_line(identity: bytes, hit: Hit) -> tuple[str, bytes]:
    """An assignment's project and line: to be assigned is nothing that a visitor does, so it has no session."""
    at = hit.timestamp / 1000
    fact = Fact(**hit.columns, type=hit.type, timestamp=at, received_at=hit.received / 1000, id=identity.hex())
    return hit.project, event_line(fact, session_part(hit.project, hit.visitor, 0, at, b""))


def _since(changed: Iterable[Session], exposures: Iterable[tuple[bytes, Hit]]) -> dict[str, int]:
    """A session is written anew as a whole, so whatever happens in it is new as of its beginning."""
    found: dict[str, int] = {}
    moments = [(one.project, min(one.start, one.first)) for one in changed]
    for project, at in (*moments, *((hit.project, hit.timestamp) for _, hit in exposures)):
        found[project] = min(at, found.get(project, at))
    return found


def _timestamp(entry: tuple[bytes, Hit]) -> int:
    return entry[1].timestamp


def _day(received: int) -> str:
    return moment(received / 1000).date().isoformat()
