"""What the tests of imports and exports share: a project, its stored rows, and files to take in."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from access.caller import Origin
from access.context import Context
from access.services import Services
from ingest.importing import Whose
from ingest.importing.files import Refusal
from ingest.importing.load import Summary, load
from pulse.project import ProjectFacts
from pulse.windows import DAY, Window, zone_of
from resolvers.asking import Ask
from resolvers.exports import Format, export
from tests import kit
from warehouse.imports import STAMPS
from warehouse.statement import SQL, Binds, Statement

NOW = 1_790_000_000.0
"""Where the tests' clock stands: Monday 2026-09-21, 14:13:20 UTC."""
TODAY = 1_789_948_800_000
"""That day's first millisecond."""
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36"
)
EVER = Window(TODAY - 4_000 * DAY, TODAY + DAY)
_MEASURES = (
    "visitor, start, end, duration, pageviews, events, interactions, bounce, revenue, currency, exit_path, hostname"
)


@dataclass
class Yard:
    """A project that nobody else uses, and a folder."""

    ctx: Context
    folder: Path
    refused: list[Refusal] = field(default_factory=list)

    @classmethod
    async def new(cls, services: Services, folder: Path) -> "Yard":
        """One more."""
        site = await kit.new_site(services)
        found = await services.directory.authenticate(site.admin)
        assert found is not None
        return cls(Context(services, *found), folder)

    @property
    def project(self) -> ProjectFacts:
        """The project."""
        return self.ctx.require_project()

    @property
    def ask(self) -> Ask:
        """A question about all of time."""
        return Ask(EVER, zone_of(self.project.timezone))

    async def send(self, *items: Mapping[str, Any], ip: str = "192.0.2.1") -> None:
        """Let items in by the real way, and wait until they are stored."""
        intake = self.ctx.services.intake
        problems = await intake.accept(self.project, items, Origin(ip, CHROME), imported=True)
        assert problems == [None] * len(items)
        await intake.flush()

    async def take(self, whose: Whose, *paths: Path) -> Summary:
        """Import files."""
        self.refused.clear()
        services = self.ctx.services
        told = self.refused.append
        return await load(services.warehouse, self.project, whose, paths, services.clock, told, lambda *_: None)

    def file(self, name: str, *lines: str) -> Path:
        """A file of these lines."""
        path = self.folder / name
        path.write_text("\r\n".join(lines) + "\r\n")
        return path

    def archive(self, name: str, tables: Mapping[str, Sequence[str]]) -> Path:
        """A zip of files of lines."""
        path = self.folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for table, lines in tables.items():
                archive.writestr(table, "\n".join(lines) + "\n")
        return path

    async def exported(self, form: Format) -> Path:
        """The raw events as a file."""
        found = await export(self.ctx, self.ask, "raw", form)
        path = self.folder / f"raw.{form.value}"
        path.write_bytes(b"".join([piece async for piece in found.pieces]))
        return path

    async def events(self, columns: str = "*") -> list[list[Any]]:
        """The stored events without the project, in order."""
        return await self._rows(
            f"SELECT {columns} EXCEPT (project) FROM events WHERE project = %s AND type != 'page_time'"
            " ORDER BY timestamp, type, id"
        )

    async def sessions(self) -> list[list[Any]]:
        """What sessions are worth now, without their own ids."""
        columns = f"{_MEASURES}, {', '.join(STAMPS)}"
        return await self._rows(
            f"SELECT {columns} FROM sessions WHERE project = %s GROUP BY {columns} HAVING sum(sign) > 0"
            " ORDER BY start, visitor"
        )

    async def times(self) -> list[list[Any]]:
        """The measured seconds of each view."""
        return await self._rows(
            "SELECT timestamp, path, view, round(sum(sign * value), 3) FROM events"
            " WHERE project = %s AND type = 'page_time' GROUP BY ALL HAVING sum(sign) > 0 ORDER BY timestamp, view"
        )

    async def assignments(self) -> list[list[Any]]:
        """Experiment, visitor and variant."""
        return await self._rows("SELECT experiment, visitor, variant FROM exposures FINAL WHERE project = %s")

    async def erase(self, table: str, where: str) -> None:
        """Lose some rows, as an import that broke off would not have them."""
        await self.ctx.services.warehouse.execute(Statement(SQL(f"DELETE FROM {table} WHERE {where}")))

    async def _rows(self, sql: str) -> list[list[Any]]:
        binds = Binds()
        own = binds.text(self.project.id)
        return await self.ctx.services.warehouse.fetch(Statement(SQL(sql % own), binds.values))
