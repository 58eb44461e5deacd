"""What waits in a spool, seen from outside: by whoever measures, examines or saves it, also while nobody serves."""

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ingest.hits import UnknownFormatError, unpack_group


@dataclass(frozen=True, slots=True)
class Backlog:
    """What a spool holds, as whoever looks at it from outside sees it.

    Attributes:
        events: accepted and not yet taken off.
        batches: taken off and not yet arrived.
        oldest: when the oldest event of both was received, in seconds since the epoch; None where nothing waits.
        put_aside: groups that could not be read, and rows that the warehouse will never take.

    """

    events: int = 0
    batches: int = 0
    oldest: float | None = None
    put_aside: int = 0


def look(path: Path) -> Backlog:
    """Look at a spool without holding up who writes to it; blocks for some milliseconds.

    Raises:
        OSError: it cannot be read.

    """
    if not path.exists():
        return Backlog()
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as file:
            return _look(file)
    except sqlite3.Error as problem:
        raise OSError(str(problem)) from problem


def _look(file: sqlite3.Connection) -> Backlog:
    (events,) = file.execute("SELECT coalesce(sum(count), 0) FROM groups").fetchone()
    (batches,) = file.execute("SELECT count(*) FROM flights").fetchone()
    (put_aside,) = file.execute("SELECT count(*) FROM damaged").fetchone()
    first = file.execute("SELECT body FROM groups ORDER BY id LIMIT 1").fetchone()
    flying = file.execute("SELECT events FROM flights ORDER BY batch LIMIT 1").fetchone()
    moments = [moment for moment in (_received(first and first[0]), _departed(flying and flying[0])) if moment]
    return Backlog(events, batches, min(moments, default=None), put_aside)


def _received(body: bytes | None) -> float | None:
    """When the first event of a group came, in seconds."""
    try:
        return unpack_group(body)[0].received / 1000 if body else None
    except UnknownFormatError:
        return None


def _departed(lines: bytes | None) -> float | None:
    """When the first event of a batch under way came, in seconds."""
    return msgspec.json.decode(lines.partition(b"\n")[0], type=_Line).received_at if lines else None


class _Line(msgspec.Struct):
    received_at: float
