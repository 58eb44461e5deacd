"""Which ids have been stored: a sender that heard no answer sends again, and must not be counted twice.

The ids of the last while are held here. The warehouse is asked only about events that happened before that while began,
since no other can have been sent before it.
"""

from collections.abc import Iterable

from pulse.windows import MINUTE

SPAN = 30 * MINUTE
"""How long an id is held here, at least; at most twice as long."""
MOST = 500_000
"""Ids in one generation at most, some 50 MB; on a busy node a generation is shorter for it."""


class Seen:
    """Two generations of ids; when the younger is full or old, the elder is forgotten."""

    def __init__(self, since: int) -> None:
        self._elder: dict[str, set[bytes]] = {}
        self._younger: dict[str, set[bytes]] = {}
        self._elder_since = since
        self._younger_since = since
        self._count = 0

    @property
    def since(self) -> int:
        """Ids that arrived at this millisecond or later are held here."""
        return self._elder_since

    def has(self, project: str, identity: bytes) -> bool:
        """Whether this id arrived lately."""
        return identity in self._younger.get(project, ()) or identity in self._elder.get(project, ())

    def add(self, project: str, identities: Iterable[bytes], received: int) -> None:
        """Remember ids that arrived at ``received``, in milliseconds."""
        if self._count >= MOST or received - self._younger_since > SPAN:
            self._elder, self._younger, self._count = self._younger, {}, 0
            self._elder_since, self._younger_since = self._younger_since, received
        known = self._younger.setdefault(project, set())
        before = len(known)
        known.update(identities)
        self._count += len(known) - before
