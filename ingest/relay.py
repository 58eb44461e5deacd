"""News between processes: what one has stored, those hear of who watch it at another.

Each process tells the others now and then which projects are watched at it. Whoever stores events of one of these
passes on the newest of them. While nobody watches, nothing is said.
"""

import asyncio
import contextlib
import os
import socket
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import structlog

from ingest.live import Live
from models.postgres import LIVE, PAYLOAD_BYTES, Notices

MOST = 50
"""Events of a flush and project that are passed on; of more, the newest."""
INTEREST_SECONDS = 5.0
"""How often the projects watched here are told."""
LASTING_SECONDS = 3 * INTEREST_SECONDS
"""How long another's interest is believed to last."""
_PROJECTS_AT_ONCE = 100
_WATCH, _FLUSH = "watch", "flush"

Heard = Callable[[str], None]
Arrived = Callable[[str], None]

_log = structlog.get_logger("relay")


class Wire(Protocol):
    """What carries texts of at most ``PAYLOAD_BYTES`` bytes to all other processes, some of them perhaps never."""

    def open(self, heard: Heard) -> None:
        """Begin to listen."""

    async def tell(self, said: Sequence[str]) -> None:
        """Tell all who listen; whether the teller hears it too is left open."""

    def close(self) -> None:
        """Listen no more."""


class NoticesWire:
    """Through PostgreSQL, to the processes of all nodes."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices

    def open(self, heard: Heard) -> None:
        """See :meth:`Wire.open`."""
        self._notices.hear(LIVE, heard)

    async def tell(self, said: Sequence[str]) -> None:
        """See :meth:`Wire.tell`."""
        await self._notices.tell(LIVE, said)

    def close(self) -> None:
        """The store owns the connection."""


class FolderWire:
    """Through sockets in a folder, to the processes of one node: each listens at one of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / f"{os.getpid()}-{uuid.uuid4().hex[:8]}.sock"

    def open(self, heard: Heard) -> None:
        """See :meth:`Wire.open`."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)  # noqa: FBT003 - the library's own name for it
        with _short(self._folder) as folder:
            self._socket.bind(str(folder / self._path.name))
        asyncio.get_running_loop().add_reader(self._socket, self._read, heard)

    async def tell(self, said: Sequence[str]) -> None:
        """See :meth:`Wire.tell`. Who does not keep up misses something; who is gone is forgotten."""
        for path in self._folder.glob("*.sock"):
            if path != self._path:
                self._send(path, said)

    def close(self) -> None:
        """See :meth:`Wire.close`."""
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()
        self._path.unlink(missing_ok=True)

    def _send(self, path: Path, said: Sequence[str]) -> None:
        with _short(self._folder) as folder, contextlib.suppress(BlockingIOError):
            try:
                for text in said:
                    self._socket.sendto(text.encode(), str(folder / path.name))
            except (ConnectionRefusedError, FileNotFoundError):
                path.unlink(missing_ok=True)

    def _read(self, heard: Heard) -> None:
        with contextlib.suppress(BlockingIOError):
            while True:
                heard(self._socket.recv(2 * PAYLOAD_BYTES).decode())


class Relay:
    """Joins the watchers of this process to the flushes of all."""

    def __init__(self, live: Live, wire: Wire, arrived: Arrived = lambda _: None) -> None:
        self._live = live
        self._wire = wire
        self._arrived = arrived
        self._name = uuid.uuid4().hex
        self._interest: dict[str, float] = {}
        self._saying: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to tell and to listen."""
        self._clock = asyncio.get_running_loop().time
        self._wire.open(self._hear)
        self._live.relay = self
        self._task = asyncio.create_task(self._keep_telling(), name="relay")

    async def stop(self) -> None:
        """Say what is begun, then fall silent."""
        self._live.relay = None
        self._task.cancel()
        await asyncio.gather(self._task, *self._saying, return_exceptions=True)
        self._wire.close()

    def watched(self, project: str) -> None:
        """Somebody began to watch a project here."""
        self._say([self._message(_WATCH, project)])

    def announce(self, stored: Sequence[tuple[str, bytes]]) -> None:
        """These events were stored here, each as its project and line."""
        now = self._clock()
        self._interest = {project: until for project, until in self._interest.items() if until > now}
        if not self._interest:
            return
        lines: defaultdict[str, list[bytes]] = defaultdict(list)
        for project, line in stored:
            if project in self._interest:
                lines[project].append(line)
        said = [text for project, found in lines.items() for text in self._flush(project, found)]
        if said:
            self._say(said)

    def _flush(self, project: str, lines: Sequence[bytes]) -> Iterator[str]:
        """The newest of a flush as messages; how many are left out stands in the first."""
        room = PAYLOAD_BYTES - 200
        kept = [line.decode().rstrip() for line in lines[-MOST:] if len(line) < room]
        missed = len(lines) - len(kept)
        piece: list[str] = []
        size = 0
        for line in kept:
            length = len(line.encode()) + 1
            if piece and size + length > room:
                yield self._message(_FLUSH, project, str(missed), *piece)
                piece, size, missed = [], 0, 0
            piece.append(line)
            size += length
        yield self._message(_FLUSH, project, str(missed), *piece)

    def _message(self, kind: str, *parts: str) -> str:
        return "\n".join((kind, self._name, *parts))

    def _hear(self, text: str) -> None:
        kind, sender, *parts = text.split("\n")
        if sender == self._name:
            return
        if kind == _WATCH:
            until = self._clock() + LASTING_SECONDS
            self._interest.update(dict.fromkeys(parts, until))
        elif kind == _FLUSH:
            project, missed, *lines = parts
            self._arrived(project)
            self._live.hand_over(project, [line.encode() for line in lines], int(missed))

    def _say(self, said: Sequence[str]) -> None:
        """Tell the others, without keeping the caller."""
        task = asyncio.create_task(self._wire.tell(said))
        self._saying.add(task)
        task.add_done_callback(self._said)

    def _said(self, task: "asyncio.Task[None]") -> None:
        self._saying.discard(task)
        if not task.cancelled() and (problem := task.exception()):
            _log.warning("not_passed_on", problem=repr(problem))

    async def _keep_telling(self) -> None:
        while True:
            projects = self._live.projects()
            for at in range(0, len(projects), _PROJECTS_AT_ONCE):
                self._say([self._message(_WATCH, *projects[at : at + _PROJECTS_AT_ONCE])])
            await asyncio.sleep(INTEREST_SECONDS)


@contextlib.contextmanager
def _short(folder: Path) -> Iterator[Path]:
    """A name of a folder that is short enough for a socket's address, which holds some hundred characters."""
    handle = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        yield Path(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)
