"""Who holds a key, and how their project is set: answered from memory, and never stale."""

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from access.caller import Caller, Kind, Scope
from access.revision import revision_of
from models import ApiKey, ModuleSetting, Project
from models.store import Store
from pulse.clock import Clock, moment
from pulse.errors import PulseError
from pulse.ids import KEY_START, hash_key
from pulse.modules import ModuleState
from pulse.project import ProjectFacts, Salt

Found = tuple[Caller, ProjectFacts]

LAST_USED_SECONDS = 30.0
"""How long the moment of a key's last use may wait to be written: one write for all the requests in between."""

_KEY_MOST_CHARACTERS = 64
_UNKNOWN_MOST = 10_000

_log = structlog.get_logger("access")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key as it stood at the directory's revision."""

    caller: Caller
    project: ProjectFacts
    expires_at: float


class Directory:
    """Keys and projects, cached until anything about any of them changes, in this process or another."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._watch = revision_of(store)
        self._revision: int | None = None
        self._keys: dict[str, _Entry] = {}
        self._holders: dict[str, _Entry] = {}
        self._projects: dict[str, ProjectFacts] = {}
        self._unknown: set[str] = set()
        self._used: dict[str, float] = {}
        self._writer: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to write down when keys were last used."""
        self._writer = asyncio.create_task(self._write_now_and_then())

    async def stop(self) -> None:
        """Write what is left, and let go."""
        if self._writer is not None:
            self._writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._writer
        await self.write_last_used()
        self._watch.close()

    def lookup(self, key: str) -> Found | None:
        """The holder of a key where memory knows; None says only "ask :meth:`authenticate`"."""
        if not self._fresh():
            return None
        return self._admit(self._keys.get(key))

    async def authenticate(self, key: str) -> Found | None:
        """The holder of a key, and its project; None where it is unknown, revoked or expired.

        Raises:
            PulseError: 503 where the database does not answer.

        """
        found = self.lookup(key)
        if found is not None:
            return found
        if not key.startswith(KEY_START) or len(key) > _KEY_MOST_CHARACTERS or key in self._unknown:
            return None
        revision = self._revision
        with self._store.reading():
            row = await ApiKey.get_or_none(key_hash=hash_key(key))
        entry = await self._load(row)
        if revision is not None and revision == self._revision:  # else it changed while it was read
            self._remember(key, entry)
        return self._admit(entry)

    async def holder(self, key_id: str) -> Found | None:
        """The same by the key's id, for what stays open after the key was shown."""
        if self._fresh() and (entry := self._holders.get(key_id)):
            return self._admit(entry)
        revision = self._revision
        with self._store.reading():
            row = await ApiKey.get_or_none(id=UUID(key_id))
        entry = await self._load(row)
        if entry is not None and revision is not None and revision == self._revision:
            self._holders[key_id] = entry
        return self._admit(entry)

    async def project(self, project_id: str) -> ProjectFacts | None:
        """A project by its id; None where there is none.

        Raises:
            PulseError: 503 where the database does not answer.

        """
        if self._fresh() and (facts := self._projects.get(project_id)):
            return facts
        try:
            identifier = UUID(project_id)
        except ValueError:
            return None
        revision = self._revision
        with self._store.reading():
            row = await Project.get_or_none(id=identifier)
            facts = await _facts(row) if row else None
        if facts is not None and revision is not None and revision == self._revision:
            self._projects[facts.id] = facts
        return facts

    def revision(self) -> int | None:
        """Changes whenever anything about a key, project or module did; None where only asking tells."""
        self._fresh()
        return self._revision

    async def write_last_used(self) -> None:
        """Write down when keys were last used."""
        used, self._used = self._used, {}
        if not used:
            return
        try:
            async with self._store.transaction():
                for key_id, at in used.items():
                    await ApiKey.filter(id=UUID(key_id)).update(last_used_at=moment(int(at)))
        except PulseError:
            self._used = used | self._used
            raise

    def _fresh(self) -> bool:
        """Whether memory holds; where it does not, forget it all: changes are rare, and one rule is easy to trust."""
        revision = self._watch.now()
        if revision is None or revision != self._revision:
            self._revision = revision
            for memory in (self._keys, self._holders, self._projects, self._unknown):
                memory.clear()
            return False
        return True

    def _admit(self, entry: _Entry | None) -> Found | None:
        now = self._clock()
        if entry is None or now >= entry.expires_at:
            return None
        if entry.caller.key_id is not None:
            self._used[entry.caller.key_id] = now
        return entry.caller, entry.project

    def _remember(self, key: str, entry: _Entry | None) -> None:
        if entry is not None:
            self._keys[key] = entry
        elif len(self._unknown) < _UNKNOWN_MOST:
            self._unknown.add(key)

    async def _load(self, row: ApiKey | None) -> _Entry | None:
        if row is None:
            return None
        project = await self.project(str(row.project_id))
        if project is None:  # deleted between the two reads
            return None
        return _Entry(_caller(row), project, row.expires_at.timestamp() if row.expires_at else float("inf"))

    async def _write_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(LAST_USED_SECONDS)
            try:
                await self.write_last_used()
            except PulseError:
                _log.warning("last_used_not_written", exc_info=True)


def _caller(row: ApiKey) -> Caller:
    modules = None if not row.allowed_modules else frozenset(row.allowed_modules)
    return Caller(Kind.KEY, str(row.id), frozenset(Scope(scope) for scope in row.scopes), modules)


async def _facts(row: Project) -> ProjectFacts:
    settings = await ModuleSetting.filter(project_id=row.id)
    return ProjectFacts(
        id=str(row.id),
        name=row.name,
        domain=row.domain,
        salt=Salt(row.salt, row.prior_salt, _seconds(row.salt_changed_at)),
        timezone=row.timezone,
        currency=row.currency,
        identity_window=row.identity_window,
        retention_days=row.retention_days,
        honour_dnt=row.honour_dnt,
        modules={setting.name: ModuleState(setting.enabled, setting.access) for setting in settings},
        created_at=_seconds(row.created_at),
    )


def _seconds(value: datetime) -> float:
    return value.timestamp()
