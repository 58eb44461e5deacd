"""What stands before the nodes: a balancer that does what ``deploy/nginx.conf`` asks of nginx, with the numbers there.

The client's address is hashed, so that a visitor keeps to a node. A request goes on to the next node where the
connection cannot be made, or where the answer fails and the method may be repeated; a POST whose answer is missing is
answered with 502, and its sender comes again. A node that failed too often is left alone for a while.

Where nginx is installed it can stand there itself, with that file.
"""

import asyncio
import contextlib
import os
import re
import subprocess
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from running import ROOT, free_port

CONFIG = ROOT / "deploy" / "nginx.conf"
HERE = "127.0.0.1"
BAD_GATEWAY = b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n"
_LENGTH = re.compile(rb"^content-length: *(\d+)", re.IGNORECASE | re.MULTILINE)
_UPGRADE = re.compile(rb"^upgrade: *websocket", re.IGNORECASE | re.MULTILINE)
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer whose body has a length."""

    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        """An answer's status."""
        return int(self.head[9:12])

    @property
    def whole(self) -> bytes:
        """As it is sent."""
        return self.head + self.body


async def read(reader: asyncio.StreamReader) -> Message:
    """The next message.

    Raises:
        ConnectionError, asyncio.IncompleteReadError: there is none, or only a part.

    """
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return Message(head, await reader.readexactly(int(length[1])) if length else b"")


BROKEN = (OSError, asyncio.IncompleteReadError)


@dataclass(slots=True)
class Node:
    """One of those behind, and how often it failed lately."""

    port: int
    most: int
    seconds: float
    failures: deque[float] = field(default_factory=deque)
    out_until: float = 0.0

    def failed(self) -> None:
        """Note a failure; too many within the time take the node out for as long."""
        now = time.monotonic()
        self.failures.append(now)
        while now - self.failures[0] > self.seconds:
            self.failures.popleft()
        if len(self.failures) >= self.most:
            self.failures.clear()
            self.out_until = now + self.seconds


class Proxy:
    """The balancer.

    Attributes:
        answered: for each client's address, the nodes that answered a POST with success, by number.

    """

    def __init__(self, ports: Sequence[int]) -> None:
        (most, seconds), *_ = re.findall(r"max_fails=(\d+) fail_timeout=(\d+)s", CONFIG.read_text())
        self._nodes = [Node(port, int(most), float(seconds)) for port in ports]
        self.answered: defaultdict[str, set[int]] = defaultdict(set)

    def home(self, client: str) -> int:
        """The number of the node that a client keeps to while all are there."""
        return self._nodes.index(self._ranked(client)[0])

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[int]:
        """Serve inside the block; gives the port."""
        server = await asyncio.start_server(self._serve, HERE, 0, limit=1 << 20)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()

    def _ranked(self, client: str) -> list[Node]:
        return sorted(self._nodes, key=lambda node: blake2b(f"{client} {node.port}".encode()).digest())

    def _tried(self, client: str) -> list[Node]:
        """The nodes in the order in which they are tried; where all are out, all are tried."""
        ranked, now = self._ranked(client), time.monotonic()
        return [node for node in ranked if node.out_until <= now] or ranked

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client: str = writer.get_extra_info("peername")[0]
        links: dict[int, Link] = {}
        try:
            while True:
                request = await read(reader)
                line, _, rest = request.head.partition(b"\r\n")
                told = Message(b"%b\r\nX-Forwarded-For: %b\r\n%b" % (line, client.encode(), rest), request.body)
                if _UPGRADE.search(rest):
                    await self._tunnel(client, told, reader, writer)
                    return
                writer.write(await self._ask(client, told, links))
                await writer.drain()
        except BROKEN:
            pass  # the client is gone
        finally:
            for link in links.values():
                link.close()
            writer.close()

    async def _ask(self, client: str, request: Message, links: "dict[int, Link]") -> bytes:
        again = not request.head.startswith((b"POST", b"PATCH"))
        for node in self._tried(client):
            link = links.setdefault(node.port, Link(node.port))
            try:
                await link.open()
            except BROKEN:
                node.failed()
                continue
            try:
                answer = await link.ask(request)
            except BROKEN:
                node.failed()
                if again:
                    continue
                break
            if not again and answer.status == 200:
                self.answered[client].add(self._nodes.index(node))
            return answer.whole
        return BAD_GATEWAY

    async def _tunnel(
        self, client: str, request: Message, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        there, back = await asyncio.open_connection(HERE, self._tried(client)[0].port)
        back.write(request.whole)
        done, left = await asyncio.wait(
            [asyncio.create_task(_pour(reader, back)), asyncio.create_task(_pour(there, writer))],
            return_when=asyncio.FIRST_COMPLETED,
        )
        for task in left:
            task.cancel()
        await asyncio.gather(*done, *left, return_exceptions=True)
        back.close()


class Link:
    """A kept connection to a node, for one client."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def open(self) -> None:
        """Connect, unless it stands."""
        if self._streams is None or self._streams[0].at_eof():
            self.close()
            self._streams = await asyncio.open_connection(HERE, self._port, limit=1 << 20)

    async def ask(self, request: Message) -> Message:
        """Send a request; its answer."""
        assert self._streams is not None
        reader, writer = self._streams
        try:
            writer.write(request.whole)
            return await read(reader)
        except BROKEN:
            self.close()
            raise

    def close(self) -> None:
        """Let go."""
        streams, self._streams = self._streams, None
        if streams is not None:
            streams[1].close()


class Nginx:
    """nginx with ``deploy/nginx.conf``, but for addresses, and a log of who answered whom, for the length of a block.

    Attributes:
        answered: see :class:`Proxy`; known after the block.

    """

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = ports
        self._homes: dict[str, int] = {}
        self.answered: defaultdict[str, set[int]] = defaultdict(set)

    def home(self, client: str) -> int:
        """The number of the node that answered a client first."""
        return self._homes[client]

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[int]:
        """Serve inside the block; gives the port."""
        port = free_port()
        with tempfile.TemporaryDirectory(prefix="pulse-nginx-") as name:
            folder = Path(name)
            (folder / "nginx.conf").write_text(self._config(folder, port))
            start = ["nginx", "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
            told = f"daemon off; pid {folder}/pid;" + (" user root;" if os.getuid() == 0 else "")
            process = subprocess.Popen([*start, "-g", told])  # noqa: ASYNC220, S603 - it starts in a moment
            try:
                await _answering(port)
                yield port
            finally:
                process.terminate()
                process.wait(10)
                self._read(folder / "access.log")

    def _config(self, folder: Path, port: int) -> str:
        text = CONFIG.read_text().replace("listen 8000", f"listen {HERE}:{port}")
        for number, node in enumerate(self._ports, 1):
            text = text.replace(f"pulse-{number}:8000", f"{HERE}:{node}")
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        places = "".join(f" {kind}_temp_path {folder}/{kind};" for kind in kinds)
        log = "log_format told '$request_method $status $remote_addr $upstream_addr';"
        return re.sub(r"access_log off;", f"{log} access_log {folder}/access.log told;{places}", text)

    def _read(self, log: Path) -> None:
        for line in log.read_text().splitlines():
            method, status, client, *_, node = line.split()
            if (method, status) == ("POST", "200"):
                number = self._ports.index(int(node.rpartition(":")[2]))
                self.answered[client].add(number)
                self._homes.setdefault(client, number)


async def _answering(port: int) -> None:
    """Wait until somebody listens."""
    async with asyncio.timeout(10):
        while True:
            with contextlib.suppress(OSError):
                (await asyncio.open_connection(HERE, port))[1].close()
                return
            await asyncio.sleep(0.05)


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(*BROKEN):
        while piece := await source.read(_CHUNK):
            target.write(piece)
            await target.drain()
