"""The way in: an event is accepted when it is on disk, and stored soon after."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Raw

from ingest.answers import SURVEY_RESPONSE, Answers
from ingest.decode import decode, decode_batch, encode
from ingest.drain import Drainer
from ingest.enrich import Enricher, Origin
from ingest.exposures import Exposures
from ingest.hits import DROPPED, FORGOTTEN, Hit, pack
from ingest.live import Live
from ingest.places import Places
from ingest.spool import Spool
from ingest.switches import Switchboard, refusal
from models.store import Store
from pulse.clock import Clock
from pulse.errors import Code, PulseError, invalid_body, module_not_allowed, unavailable
from pulse.modules import MODULE_OF_TYPE
from pulse.project import ProjectFacts
from pulse.settings import Settings
from pulse.telemetry import Telemetry
from warehouse.client import Warehouse

Modules = AbstractSet[str] | None
"""The modules that a key is restricted to; None for all."""


class _Taken(NamedTuple):
    """An item that is right: as the spool keeps it, under which name it is counted, and what it became."""

    body: bytes
    kind: str
    hit: Hit


class Intake:
    """Accepts events for all projects of this node, and drains them into the warehouse."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        warehouse: Warehouse,
        live: Live,
        countries: Path,
        telemetry: Telemetry | None = None,
        store: Store | None = None,
    ) -> None:
        self._answers = None if store is None else Answers(store)
        self._clock = clock
        self._telemetry = telemetry or Telemetry()
        self._places = Places.open(settings.geoip_db_path, countries)
        self._enricher = Enricher(self._places)
        self._switchboard = Switchboard()
        self._exposures = Exposures(clock())
        self._spool = Spool(settings.spool, settings.flush_rows)
        self._drainer = Drainer(settings, clock, self._spool, warehouse, live, self._telemetry)
        self._open = False

    async def start(self) -> None:
        """Open the spool, go on with what an earlier process left, begin to accept."""
        self._drainer.start(await self._spool.open())
        self._open = True

    async def stop(self) -> None:
        """Accept no more; drain what was accepted, unless the warehouse does not answer: then it waits on disk."""
        self._open = False
        await self._drainer.stop()
        await self._spool.close()
        self._places.close()

    async def accept_one(self, project: ProjectFacts, body: bytes, origin: Origin, modules: Modules = None) -> None:
        """Accept the one item that a body holds; done when it is on disk.

        Raises:
            PulseError: 400 or 403 for the item, 503 where it cannot be kept now.

        """
        self._check_open()
        taken = self._pack(project, body, origin, modules)
        if taken.kind == SURVEY_RESPONSE:
            await self._answer(taken.hit)
        await self._spool.put((taken.body,))
        self._telemetry.taken[taken.kind] += 1

    async def accept_batch(
        self, project: ProjectFacts, body: bytes, origin: Origin, modules: Modules = None
    ) -> list[PulseError | None]:
        """Accept the items of ``{"events": [...]}``; see :meth:`accept`."""
        return await self.accept(project, decode_batch(body), origin, modules)

    async def accept(
        self,
        project: ProjectFacts,
        items: Sequence[Mapping[str, Any] | bytes | Raw],
        origin: Origin,
        modules: Modules = None,
        *,
        imported: bool = False,
    ) -> list[PulseError | None]:
        """Accept items, each for itself; done when those that are right are on disk.

        Args:
            project: whose they are.
            items: as values, or as JSON.
            origin: where they came from.
            modules: see :data:`Modules`.
            imported: whether they may be older than 30 days.

        Returns:
            For each item what is wrong with it, or None.

        Raises:
            PulseError: 503 where they cannot be kept now; then none of them is accepted.

        """
        self._check_open()
        found: list[_Taken] = []
        problems: list[PulseError | None] = []
        for item in items:
            try:
                body = encode(item) if isinstance(item, Mapping) else item
                taken = self._pack(project, body, origin, modules, imported=imported)
                if taken.kind == SURVEY_RESPONSE and not imported:  # what was said long ago fills no limit of today
                    await self._answer(taken.hit)
                found.append(taken)
                problems.append(None)
            except PulseError as problem:
                if problem.code is Code.UNAVAILABLE:  # no fault of the item: the whole is to be sent again
                    raise
                problems.append(problem)
                self._telemetry.rejected[problem.code] += 1
        if found:
            await self._spool.put([taken.body for taken in found])
            self._telemetry.taken.update(taken.kind for taken in found)
        return problems

    async def expose(self, project: ProjectFacts, exposure: Hit, origin: Origin) -> None:
        """Record that a visitor was assigned to a variant, unless it is left out; done when it is on disk.

        Raises:
            PulseError: 503 where it cannot be kept now.

        """
        self._check_open()
        if self._exposures.knows(exposure) or self._enricher.leaves_out(project, origin):
            return
        await self._spool.put((pack(exposure),))
        self._exposures.remember(exposure)

    def exposed(self, exposure: Hit) -> bool:
        """Whether this node has recorded that assignment lately, be it stored yet or not."""
        return self._exposures.knows(exposure)

    async def forget(self, project: ProjectFacts, visitors: Sequence[int]) -> None:
        """Store what has come of these visitors and let go of their sessions; what comes later begins anew.

        Raises:
            PulseError: 503 where it cannot be done now.

        """
        self._check_open()
        now = round(self._clock() * 1000)
        await self._spool.put([pack(Hit(project.id, FORGOTTEN, now, now, visitor)) for visitor in visitors])
        await self.flush()

    async def flush(self) -> None:
        """Wait until all that was accepted so far is in the warehouse; for as long as that does not answer."""
        while not await self._spool.run(self._spool.empty):
            self._spool.hurry.set()
            await asyncio.sleep(0.005)

    async def ping(self) -> bool:
        """Whether events can be accepted now."""
        try:
            self._check_open()
            await self._spool.run(self._spool.prove)
        except Exception:  # noqa: BLE001 - any failure is the answer
            return False
        return True

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Inside, no batch is under way; events are accepted all the same."""
        async with self._drainer.between:
            yield

    async def save(self, path: Path) -> None:
        """Copy the spool as it is now; accepting waits for some milliseconds.

        Raises:
            sqlite3.Error, OSError: the copy cannot be written.

        """
        await self._spool.run(partial(self._spool.save, path))

    async def depth(self) -> int:
        """How many accepted events are not in the warehouse yet."""
        return await self._spool.run(self._spool.depth)

    def _pack(
        self, project: ProjectFacts, body: bytes | Raw, origin: Origin, modules: Modules, *, imported: bool = False
    ) -> _Taken:
        try:
            return self._packed(project, body, origin, modules, imported=imported)
        except RecursionError:
            raise invalid_body("nested too deeply") from None
        except (OverflowError, UnicodeEncodeError):
            raise invalid_body("it holds a value that cannot be stored") from None

    def _packed(
        self, project: ProjectFacts, body: bytes | Raw, origin: Origin, modules: Modules, *, imported: bool
    ) -> _Taken:
        item = decode(body)
        kind: str = item.__struct_config__.tag  # type: ignore[assignment]  # a tag of ours is a string
        switches = self._switchboard.of(project)
        if kind in switches.refused:
            raise refusal(project, kind)
        if modules is not None and MODULE_OF_TYPE[kind].name not in modules:
            raise module_not_allowed(MODULE_OF_TYPE[kind].name)
        hit = self._enricher.hit(project, switches, item, origin, self._clock(), imported=imported)
        return _Taken(pack(hit), hit.columns["reason"] if hit.type == DROPPED else kind, hit)

    async def _answer(self, hit: Hit) -> None:
        if self._answers is not None:
            await self._answers.keep(hit)

    def _check_open(self) -> None:
        if not self._open:
            raise unavailable("event spool")
