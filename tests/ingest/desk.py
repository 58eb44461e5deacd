"""What the tests of the way in share: a real intake over the run's warehouse, with a spool and a clock of its own."""

import uuid
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.assets import COUNTRIES
from ingest.intake import Intake
from ingest.live import Live
from pulse.errors import PulseError
from pulse.project import ProjectFacts, Salt
from pulse.settings import Settings
from warehouse.client import Warehouse
from warehouse.engine import Engine
from warehouse.statement import SQL, Binds, Statement

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36"
)
NOW = 1_790_000_000.0
"""Where the tests' clock stands at first: a Monday in September 2026."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Where a request comes from."""

    ip: str = "8.8.8.8"
    user_agent: str = CHROME
    private: bool = False


def new_project(**changes: Any) -> ProjectFacts:
    """A project that nobody else has."""
    project = ProjectFacts(id=str(uuid.uuid4()), name="Acme", domain="acme.com", salt=Salt(b"s" * 32))
    return replace(project, **changes)


class Faulty:
    """An engine in front of another, made to fail before or after it has stored."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.down = False
        self.lose_answers = 0
        self.writes = 0

    def read(self, statement: Statement, fmt: str) -> bytes:
        self._check()
        return self._engine.read(statement, fmt)

    def stream(self, statement: Statement, fmt: str) -> Iterator[bytes]:
        return self._engine.stream(statement, fmt)

    def write(self, table: str, lines: bytes, token: str) -> None:
        self._check()
        self.writes += 1
        self._engine.write(table, lines, token)
        if self.lose_answers:
            self.lose_answers -= 1
            raise ConnectionError("the answer was lost")

    def run(self, statement: Statement) -> None:
        self._engine.run(statement)

    def close(self) -> None:
        """The engine below is the run's, and stays."""

    def _check(self) -> None:
        if self.down:
            raise ConnectionError("the warehouse is down")


class Desk:
    """An intake with all that it needs."""

    def __init__(self, store: Warehouse, folder: Path, settings: Mapping[str, Any]) -> None:
        self.engine = Faulty(store.engine)
        self.store = store
        self.warehouse = Warehouse(self.engine)
        self.settings = Settings(data_dir=folder, **{"flush_seconds": 0.01, **settings})
        self.now = NOW
        self.live = Live()
        self.project = new_project()
        self.intake = self._intake()

    def _intake(self) -> Intake:
        return Intake(self.settings, lambda: self.now, self.warehouse, self.live, COUNTRIES)

    async def send(self, *items: Mapping[str, Any], project: ProjectFacts | None = None, **asker: str) -> None:
        """Accept items, all of which must be right."""
        problems = await self.intake.accept(project or self.project, items, Asker(**asker))
        assert problems == [None] * len(items)

    async def refuse(self, *items: Mapping[str, Any] | bytes, project: ProjectFacts | None = None) -> list[PulseError]:
        """Have items refused, each of them."""
        problems = await self.intake.accept(project or self.project, items, Asker())
        refused = [problem for problem in problems if problem is not None]
        assert len(refused) == len(items)
        return refused

    async def rows(self, sql: str, project: ProjectFacts | None = None) -> list[list[Any]]:
        """The answer to a statement with ``{project}`` in it, once all is stored."""
        await self.intake.flush()
        return await self.stored(sql, project)

    async def stored(self, sql: str, project: ProjectFacts | None = None) -> list[list[Any]]:
        """The answer to a statement about what is stored now."""
        binds = Binds()
        text = sql.replace("{project}", binds.text((project or self.project).id))
        return await self.store.fetch(Statement(SQL(text), binds.values))

    async def restart(self) -> None:
        """Stop, then begin anew with what lies on disk."""
        await self.intake.stop()
        self.intake = self._intake()
        await self.intake.start()


@asynccontextmanager
async def open_desk(store: Warehouse, folder: Path, **settings: Any) -> AsyncIterator[Desk]:
    """A desk that accepts."""
    desk = Desk(store, folder, settings)
    await desk.intake.start()
    try:
        yield desk
    finally:
        desk.engine.down = False
        await desk.intake.stop()
        await desk.warehouse.close()
