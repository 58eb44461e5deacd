"""Who was assigned to which variant of an experiment: on its way to the warehouse, and remembered for a while."""

from hashlib import blake2b
from uuid import UUID

from ingest.hits import EXPOSURE, Hit
from ingest.seen import Seen
from pulse.windows import SECOND

_BYTES = 8


class Exposures:
    """What one node has recorded lately, so that a visitor's next page records nothing."""

    def __init__(self, now: float) -> None:
        self._seen = Seen(round(now * SECOND))

    def knows(self, hit: Hit) -> bool:
        """Whether this assignment is on disk already; False says only "not lately"."""
        return self._seen.has(hit.project, hit.id)

    def remember(self, hit: Hit) -> None:
        """This assignment is on disk."""
        self._seen.add(hit.project, (hit.id,), hit.received)


def exposure(project: str, experiment: UUID, variant: str, visitor: int, now: float) -> Hit:
    """The hit that says that a visitor is assigned; of equal assignments it has one id, so that one is stored."""
    at = round(now * SECOND)
    name = experiment.bytes + visitor.to_bytes(_BYTES, "big")
    identity = blake2b(name, digest_size=16, person=EXPOSURE.encode()).digest()
    columns = {"name": str(experiment), "text": variant}
    return Hit(project, EXPOSURE, at, at, visitor, id=identity, columns=columns)
