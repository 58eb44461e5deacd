"""A project with a real way in and real reports, and what several tests of reports share."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from access.caller import Caller, Kind, Origin, Scope
from access.context import Context
from access.services import Services
from models import Project
from pulse.modules import ModuleState
from pulse.paging import Page
from pulse.project import ProjectFacts, Salt
from pulse.windows import DAY, Window
from resolvers.asking import Ask
from warehouse.filters import Filter

NOW = 1_790_000_000.0
"""Where the tests' clock stands: Monday, 2026-09-21, 14:13:20 UTC."""
MIDNIGHT = 1_789_948_800_000
"""That day's first millisecond."""
WEEK = Window(MIDNIGHT - 6 * DAY, MIDNIGHT + DAY)
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ALL = Page(1000)
READER = Caller(Kind.KEY, scopes=frozenset({Scope.QUERY}))
MANAGER = Caller(Kind.KEY, scopes=frozenset({Scope.ADMIN}))


@dataclass(slots=True)
class Site:
    """One project."""

    services: Services
    facts: ProjectFacts
    caller: Caller = READER

    @property
    def ctx(self) -> Context:
        """A new request with the site's key."""
        return Context(self.services, self.caller, self.facts, Origin())

    @contextmanager
    def later(self, seconds: float) -> Iterator[None]:
        """Let time pass for a while."""
        clock: Any = self.services.clock
        clock.now += seconds
        try:
            yield
        finally:
            clock.now -= seconds

    def restricted(self, caller: Caller | None = None, **modules: ModuleState) -> Context:
        """A request of another caller, or with modules set otherwise."""
        return Context(self.services, caller or self.caller, replace(self.facts, modules=modules), Origin())

    async def send(self, *items: Mapping[str, Any], user_agent: str = CHROME, flush: bool = True) -> None:
        """Let items in by the real way, all of which must be right, and wait until they are stored."""
        problems = await self.services.intake.accept(self.facts, items, Origin("8.8.8.8", user_agent))
        assert problems == [None] * len(items)
        if flush:
            await self.services.intake.flush()


async def new_site(services: Services, caller: Caller = READER, **changes: Any) -> Site:
    """A project that nobody else uses, with a row of its own."""
    row = Project(id=uuid.uuid4(), name="Acme", domain="acme.com")
    async with services.store.change():
        await row.save()
    facts = ProjectFacts(id=str(row.id), name=row.name, domain=row.domain, salt=Salt(row.salt))
    return Site(services, replace(facts, **changes), caller)


def ask(window: Window = WEEK, where: Filter | None = None, zone: str = "UTC", **more: Any) -> Ask:
    """A question, by default about the last seven days."""
    return Ask(window, ZoneInfo(zone), where, **more)


def at(minutes: float, day: int = 0) -> int:
    """Milliseconds since the epoch of a minute of today, or of so many days before."""
    return MIDNIGHT - day * DAY + round(minutes * 60_000)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which that share lies, between neighbours in proportion; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def day_of(milliseconds: int, zone: str = "UTC") -> str:
    """The day of a moment."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(ZoneInfo(zone)).date().isoformat()
