"""What was refused at the collecting doors lately, so that somebody who sees no events can be told why.

Kept in memory, by this process alone: it is a hint for whoever sets a site up, no record.
"""

from collections import OrderedDict
from dataclasses import dataclass

from pulse.errors import Code, PulseError

MOST = 2_000
"""Kinds of refusals that are remembered; the one that was not seen for longest goes."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose events were refused.

    Attributes:
        project: the project of the key that was sent; None where the key is of none.
        host: the site that the request came from, as its browser said; empty where it did not.

    """

    project: str | None
    host: str

    def concerns(self, project: str, domain: str) -> bool:
        """Whether a project may be told: the key is its own, or a key of nobody came from its site."""
        if self.project is not None:
            return self.project == project
        return self.host == domain or self.host.endswith(f".{domain}")


@dataclass(slots=True)
class Refusal:
    """Requests that were refused for one reason."""

    code: Code
    message: str
    host: str
    count: int
    last_at: float


class Refusals:
    """Refusals by subject and sentence."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Subject, str], Refusal] = OrderedDict()

    def note(self, subject: Subject, problem: PulseError, now: float) -> None:
        """One request was refused."""
        name = subject, problem.message
        kept = self._kept.setdefault(name, Refusal(problem.code, problem.message, subject.host, 0, now))
        kept.count += 1
        kept.last_at = now
        self._kept.move_to_end(name)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def of(self, project: str, domain: str, since: float) -> list[Refusal]:
        """What a project may be told of since a moment, the latest first."""
        return [
            refusal
            for (subject, _), refusal in reversed(self._kept.items())
            if refusal.last_at >= since and subject.concerns(project, domain)
        ]
