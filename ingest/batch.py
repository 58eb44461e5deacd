"""From accepted events to the exact bytes that the warehouse gets: the same input makes the same bytes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.hits import DROPPED, Hit, UnknownFormatError, unpack_group
from ingest.rows import DropRow, EventRow, cancel, lines, seconds, session_line, stamp_columns
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
        rows: the events' rows.
        fresh: the ids that senders gave, by project.
        received: when its last event reached us.

    """

    departure: Departure
    rows: list[EventRow] = field(default_factory=list)
    fresh: dict[str, set[bytes]] = field(default_factory=dict)
    received: int = 0


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
    for identity, hit in arrivals.hits:
        if hit.type == DROPPED:
            drops[hit.project, _day(hit.received), hit.columns["reason"]] += 1
        elif not hit.id:
            hits.append((identity, hit))
        elif (hit.project, hit.id) not in stored and hit.id not in fresh[hit.project]:
            fresh[hit.project].add(hit.id)
            hits.append((identity, hit))
    hits.sort(key=_timestamp)
    written = _Writer(sessions)
    written.take(hits)
    rows, session_lines = written.rows(), written.session_lines()
    departure = Departure(
        events=lines(rows) + lines(written.page_times()),
        sessions=session_lines,
        drops=lines(DropRow(project=key[0], day=key[1], reason=key[2], dropped=n) for key, n in drops.items()),
        finished=sessions.expire(written.changed.values()),
        states=written.states(),
        last_group=arrivals.last_group,
        damaged=arrivals.damaged,
    )
    return Batch(departure, rows, dict(fresh), max((hit.received for _, hit in arrivals.hits), default=0))


class _Writer:
    """The rows of one batch. All hits are assigned first, so that each is stamped with what the whole batch tells."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._assigned: list[tuple[bytes, Hit, Session, View | None]] = []
        self._columns: dict[int, dict[str, Any]] = {}
        self.changed: dict[int, Session] = {}
        self._now = 0

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

    def rows(self) -> list[EventRow]:
        return [
            EventRow(
                **self._session_columns(session),
                **hit.columns,
                type=hit.type,
                timestamp=seconds(hit.timestamp),
                received_at=seconds(hit.received),
                id=identity.hex(),
                hostname=hit.hostname,
                path=hit.path,
                view=(view.id if view else hit.view).hex(),
            )
            for identity, hit, session, view in self._assigned
        ]

    def page_times(self) -> Iterator[EventRow]:
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

    def _page_time(self, session: Session, view: View, measured: int, sign: int) -> EventRow:
        return EventRow(
            **self._session_columns(session),
            type=PAGE_TIME,
            timestamp=seconds(view.timestamp),
            received_at=seconds(self._now),
            id=view.id.hex(),
            sign=sign,
            hostname=view.hostname,
            path=view.path,
            view=view.id.hex(),
            value=seconds(measured),
        )

    def _session_columns(self, session: Session) -> dict[str, Any]:
        columns = self._columns.get(session.id)
        if columns is None:
            columns = self._columns[session.id] = {
                **stamp_columns(session.stamp),
                "project": session.project,
                "visitor": session.visitor,
                "session": session.id,
                "session_start": seconds(session.start),
            }
        return columns

    def session_lines(self) -> bytes:
        """For each changed session its former row cancelled and its present one."""
        pieces: list[bytes] = []
        for session in self.changed.values():
            if session.written:
                pieces.append(cancel(session.written))
            session.version += 1
            session.written = session_line(session.row())
            pieces.append(session.written)
        return b"".join(pieces)

    def states(self) -> list[tuple[int, bytes]]:
        """The changed sessions as the spool keeps them, with their last views only."""
        for session in self.changed.values():
            session.views = session.views[-VIEWS:]
        return [(session.id, pack_session(session)) for session in self.changed.values()]


def _timestamp(entry: tuple[bytes, Hit]) -> int:
    return entry[1].timestamp


def _day(received: int) -> str:
    return moment(seconds(received)).date().isoformat()
