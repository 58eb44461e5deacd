"""Taking in what other files hold: rows are staged, compared with what is stored, and moved over in slices of time.

What is stored already is known by its id, so that the same file again adds nothing, also where an import broke off
half-way. No token of :meth:`Warehouse.insert` serves here: it would keep out a file whose rows were erased meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from pulse.modules import INTERACTIONS, VISITOR_TYPES
from pulse.windows import DAY
from warehouse.client import Warehouse
from warehouse.filters import of_types
from warehouse.statement import SQL, Binds, Statement

STAMPS: tuple[str, ...] = (
    "source",
    "referrer",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "channel",
    "entry_path",
    "browser",
    "browser_version",
    "os",
    "os_version",
    "device",
    "screen",
    "language",
    "country",
    "region",
    "city",
)
"""What a session writes on each of its events."""
SLICE_ROWS = 1_000_000
"""Rows that are compared and moved at once; it bounds memory."""

_MEASURES = ("end", "duration", "pageviews", "events", "interactions", "bounce", "revenue", "currency", "exit_path")
_SESSION = ("project", "start", "session", "sign", "version", "visitor", "hostname", *_MEASURES, *STAMPS)
# Equal blocks are meant to be stored again where their rows were erased; ids are what is compared here.
_MOVE = SQL("SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0")
_NO_VIEW = SQL("toUUID('00000000-0000-0000-0000-000000000000')")


@dataclass(frozen=True, slots=True)
class Slice:
    """Sessions that began in ``[start, end)``, in milliseconds, and how many rows they have."""

    start: int
    end: int
    rows: int


@dataclass(frozen=True, slots=True)
class Moved:
    """How many events were new, and how many were stored before or stand in the files twice."""

    fresh: int = 0
    known: int = 0


class Staging:
    """The tables of one project's import; one import of a project at a time.

    Attributes:
        events: the table of staged events.
        sessions: that of sessions that are told, not worked out from their events.
        unsettled: that of events which do not know their session's start and stamps yet.

    """

    def __init__(self, warehouse: Warehouse, project: str) -> None:
        self._warehouse = warehouse
        self._project = project
        mark = UUID(project).hex
        self.events, self.sessions = SQL(f"import_events_{mark}"), SQL(f"import_sessions_{mark}")
        self.unsettled, self._fresh = SQL(f"import_unsettled_{mark}"), SQL(f"import_fresh_{mark}")

    async def open(self) -> None:
        """Make the tables, empty, whatever an import that broke off has left."""
        await self.close()
        by_time = SQL("session_start, session, timestamp, id")
        for table, model, order in (
            (self.events, "events", by_time),
            (self.unsettled, "events", SQL("session, timestamp, id")),
            (self._fresh, "events", by_time),
            (self.sessions, "sessions", SQL("start, session")),
        ):
            await self._run(
                f"CREATE TABLE {table} AS {model} ENGINE = MergeTree PARTITION BY tuple() ORDER BY ({order})"
            )

    async def close(self) -> None:
        """Drop the tables."""
        for table in (self.events, self.unsettled, self._fresh, self.sessions):
            await self._run(f"DROP TABLE IF EXISTS {table} SYNC")

    async def add(self, table: SQL, lines: bytes) -> None:
        """Stage rows, as lines of JSON."""
        await self._warehouse.insert(table, lines, "")

    async def settle(self) -> None:
        """Give unsettled events the start and the stamps of their session: those of its first pageview, else event."""
        ((rows,),) = await self._rows(f"SELECT count() FROM {self.unsettled}")
        first = "(type != 'pageview', timestamp, id)"
        told = ", ".join(f"argMin({name}, {first}) AS {name}" for name in (*STAMPS, "hostname") if name != "entry_path")
        entry = "argMinIf(path, (timestamp, id), type = 'pageview') AS entry_path"
        shares = int(rows) // SLICE_ROWS + 1
        for share in range(shares):
            within = f"session % {shares} = {share}"
            columns = ", ".join(f"s.{name} AS {name}" for name in (*STAMPS, "session_start"))
            await self._run(
                f"INSERT INTO {self.events} SELECT e.* REPLACE ({columns}) FROM"
                f" (SELECT * FROM {self.unsettled} WHERE {within}) AS e INNER JOIN"
                f" (SELECT session, min(timestamp) AS session_start, {told}, {entry}"
                f" FROM {self.unsettled} WHERE {within} GROUP BY session) AS s USING (session)"
            )
        await self._run(f"TRUNCATE TABLE {self.unsettled}")

    async def busy_days(self, zone: str) -> dict[str, int]:
        """The days of staged sessions on which other events are stored, with how many these are."""
        binds = Binds()
        project, within = binds.text(self._project), binds.text(zone)
        day = f"toString(toDate(timestamp, {within}))"
        rows = await self._rows(
            f"SELECT {day} AS day, count() FROM events WHERE project = {project} AND {of_types(VISITOR_TYPES)}"
            f" AND timestamp >= (SELECT min(start) - INTERVAL 1 DAY FROM {self.sessions})"
            f" AND timestamp < (SELECT max(start) + INTERVAL 1 DAY FROM {self.sessions})"
            f" AND id NOT IN (SELECT id FROM {self.events})"
            f" AND day IN (SELECT DISTINCT toString(toDate(start, {within})) FROM {self.sessions})"
            " GROUP BY day ORDER BY day",
            binds,
        )
        return {str(day): int(count) for day, count in rows}

    async def leave_out(self, days: Sequence[str], zone: str) -> None:
        """Take the sessions of some days, and all of theirs, out of the staged."""
        for table, moment in ((self.events, "session_start"), (self.sessions, "start")):
            binds = Binds()
            day = f"toString(toDate({moment}, {binds.text(zone)}))"
            await self._run(f"DELETE FROM {table} WHERE has({binds.texts(list(days))}, {day})", binds)

    async def slices(self) -> list[Slice]:
        """The staged rows in slices of whole days, in order."""
        rows = await self._rows(
            f"SELECT intDiv(toUnixTimestamp64Milli(at), {DAY}) AS day, count() FROM"
            f" (SELECT session_start AS at FROM {self.events} UNION ALL SELECT start AS at FROM {self.sessions})"
            " GROUP BY day ORDER BY day"
        )
        found: list[Slice] = []
        for day, count in rows:
            start = int(day) * DAY
            if found and found[-1].rows + count <= SLICE_ROWS:
                found[-1] = Slice(found[-1].start, start + DAY, found[-1].rows + count)
            else:
                found.append(Slice(start, start + DAY, int(count)))
        return found

    async def move(self, part: Slice, *, told: bool) -> Moved:
        """Store what of a slice is not stored yet, and bring its sessions up to date.

        Args:
            part: which rows.
            told: whether sessions are staged; else they are worked out from all their stored events.

        """
        moved = await self._move_events(part)
        if told:
            await self._move_sessions(part)
        else:
            # Where an import broke off, the sessions' rows are what is missing: so they come last.
            await self._measure_views(part)
            await self._work_out_sessions(part)
        await self._run(f"TRUNCATE TABLE {self._fresh}")
        return moved

    async def _move_events(self, part: Slice) -> Moved:
        binds = Binds()
        await self._run(
            f"INSERT INTO {self._fresh} SELECT * FROM {self.events} WHERE {_began('session_start', part, binds)}"
            f" AND id NOT IN (SELECT id FROM events WHERE {self._stored('timestamp', part, binds)}"
            f" AND type != 'page_time') ORDER BY timestamp LIMIT 1 BY id, type {_MOVE}",
            binds,
        )
        ((staged,),) = await self._rows_of(part, f"SELECT count() FROM {self.events} WHERE %s AND type != 'page_time'")
        ((fresh,),) = await self._rows(f"SELECT count() FROM {self._fresh} WHERE type != 'page_time'")
        await self._run(f"INSERT INTO events SELECT * FROM {self._fresh} {_MOVE}")
        return Moved(int(fresh), int(staged) - int(fresh))

    async def _move_sessions(self, part: Slice) -> None:
        binds = Binds()
        names = ", ".join(_SESSION)
        await self._run(
            f"INSERT INTO sessions ({names}) SELECT {names} FROM {self.sessions} WHERE {_began('start', part, binds)}"
            f" AND session NOT IN (SELECT session FROM sessions WHERE {self._stored('start', part, binds)}) {_MOVE}",
            binds,
        )

    def _touched(self, part: Slice, binds: Binds) -> SQL:
        """The sessions of the slice that have new events, or no row yet."""
        return SQL(
            f"(SELECT session FROM {self._fresh} UNION DISTINCT"
            f" SELECT session FROM {self.events} WHERE {_began('session_start', part, binds)}"
            f" AND session NOT IN (SELECT session FROM sessions WHERE {self._stored('start', part, binds)}))"
        )

    async def _measure_views(self, part: Slice) -> None:
        """Write the time on the pages of touched sessions, and take back what was written otherwise before."""
        binds = Binds()
        own = f"{self._stored('timestamp', part, binds)} AND session IN {self._touched(part, binds)}"
        kept = (
            f"SELECT id, sum(sign * value) AS seconds FROM events WHERE {own} AND type = 'page_time'"
            f" GROUP BY id HAVING sum(sign) > 0"
        )
        following = "ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING"
        gaps = (
            "SELECT *, leadInFrame(toNullable(timestamp))"
            f" OVER (PARTITION BY session ORDER BY timestamp, id {following}) AS following"
            f" FROM events WHERE {own} AND {of_types(INTERACTIONS)}"
        )
        engaged = (
            "SELECT view, max(JSONExtractFloat(data, 'engaged_ms')) / 1000 AS engaged, 1 AS told FROM events"
            f" WHERE {own} AND type = 'scroll_depth' AND view != {_NO_VIEW} AND JSONHas(data, 'engaged_ms')"
            " GROUP BY view"
        )
        gap = "(toUnixTimestamp64Milli(following) - toUnixTimestamp64Milli(timestamp)) / 1000"
        views = (
            f"SELECT g.*, if(e.told = 1, e.engaged, {gap}) AS seconds, e.told = 1 OR following IS NOT NULL AS measured"
            f" FROM ({gaps}) AS g LEFT JOIN ({engaged}) AS e ON g.id = e.view WHERE type = 'pageview'"
        )
        both = f"FROM ({views}) AS v LEFT JOIN (SELECT *, 1 AS written FROM ({kept})) AS k ON v.id = k.id"
        columns = (
            "project, 'page_time' AS type, timestamp, received_at, v.id AS id, {sign} AS sign, visitor, session,"
            f" session_start, {', '.join(STAMPS)}, hostname, path, v.id AS view, {{value}} AS value"
        )
        names = (
            f"project, type, timestamp, received_at, id, sign, visitor, session, session_start, {', '.join(STAMPS)},"
            " hostname, path, view, value"
        )
        changed = "(written = 0 OR NOT measured OR k.seconds != v.seconds)"
        await self._run(
            f"INSERT INTO events ({names})"
            f" SELECT {columns.format(sign='-1', value='k.seconds')} {both} WHERE written = 1 AND {changed}"
            f" UNION ALL SELECT {columns.format(sign='1', value='assumeNotNull(v.seconds)')} {both}"
            f" WHERE measured AND {changed} {_MOVE}",
            binds,
        )

    async def _work_out_sessions(self, part: Slice) -> None:
        """Replace the rows of touched sessions by what all their stored events make."""
        binds = Binds()
        touched = self._touched(part, binds)
        stored = f"{self._stored('start', part, binds)} AND session IN {touched}"
        first = "(type != 'pageview', timestamp, id)"
        main = "argMinIf(currency, (timestamp, id), type = 'event' AND currency != '')"
        worked_out = {
            "project": "any(project)",
            "start": "min(session_start)",
            "session": "session",
            "sign": "1",
            "version": "any(versions.version) + 1",
            "visitor": f"argMin(visitor, {first})",
            "hostname": f"argMin(hostname, {first})",
            "end": "max(timestamp)",
            "duration": "(toUnixTimestamp64Milli(max(timestamp)) - toUnixTimestamp64Milli(min(timestamp))) / 1000",
            "pageviews": "countIf(type = 'pageview')",
            "events": "countIf(type = 'event')",
            "interactions": f"countIf({of_types(INTERACTIONS)})",
            "bounce": f"countIf(type = 'pageview') = 1 AND countIf({of_types(INTERACTIONS)}) = 1",
            "revenue": (
                f"arraySum(arrayMap(one -> one.2, arrayFilter(one -> one.1 = {main},"
                " groupArrayIf((currency, revenue), type = 'event' AND currency != ''))))"
            ),
            "currency": main,
            "exit_path": "argMaxIf(path, (timestamp, id), type = 'pageview')",
        } | {name: f"argMin({name}, {first})" for name in STAMPS}
        values = ", ".join(f"{worked_out[name]} AS new_{name}" for name in _SESSION)
        names = ", ".join(_SESSION)
        cancelled = ", ".join("toInt8(-1)" if name == "sign" else name for name in _SESSION)
        await self._run(
            f"INSERT INTO sessions ({names})"
            f" SELECT {cancelled} FROM (SELECT * FROM sessions FINAL WHERE {stored} AND sign = 1)"
            f" UNION ALL SELECT {values} FROM (SELECT * FROM events WHERE {self._stored('timestamp', part, binds)}"
            f" AND type NOT IN ('page_time', 'exposure') AND session IN {touched}) AS e"
            f" LEFT JOIN (SELECT session, max(version) AS version FROM sessions WHERE {stored} GROUP BY session)"
            f" AS versions USING (session) GROUP BY session {_MOVE}",
            binds,
        )

    def _stored(self, moment: str, part: Slice, binds: Binds) -> SQL:
        """The project's stored rows of about the slice's time; no session is longer than a day."""
        start, end = binds.moment(part.start - DAY), binds.moment(part.end + DAY)
        return SQL(f"project = {binds.text(self._project)} AND {moment} >= {start} AND {moment} < {end}")

    async def _rows_of(self, part: Slice, text: str) -> list[list[int]]:
        binds = Binds()
        return await self._rows(text % _began("session_start", part, binds), binds)

    async def _rows(self, text: str, binds: Binds | None = None) -> list[list[int]]:
        return await self._warehouse.fetch(Statement(SQL(text), binds.values if binds else {}))

    async def _run(self, text: str, binds: Binds | None = None) -> None:
        await self._warehouse.execute(Statement(SQL(text), binds.values if binds else {}))


Progress = Callable[[int], None]
"""Told how many rows were moved since it was told last."""


def _began(moment: str, part: Slice, binds: Binds) -> SQL:
    return SQL(f"{moment} >= {binds.moment(part.start)} AND {moment} < {binds.moment(part.end)}")
