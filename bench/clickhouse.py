"""ClickHouse's HTTP interface in front of the embedded engine: several Pulse processes can speak to it as to a server.

The engine is the real one; the door is small and says what ClickHouse's says: ``query`` in the address or the body,
``param_…``, settings, ``database``, Basic credentials, compressed bodies, exceptions with their code.

    python bench/clickhouse.py FOLDER PORT [USER PASSWORD]

It stands for one server. It is no cluster, and its locks and merges are those of one process.
"""

import asyncio
import base64
import contextlib
import gzip
import itertools
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from running import ROOT, ask, free_port

USER, PASSWORD = "pulse", "s3cret/@"
HANDLES = 6
START_SECONDS = 30.0
_TRANSPORT = re.compile(
    r"query|database|default_format|user|password|session_\w+|query_id|quota_key|compress|decompress|buffer_size"
    r"|wait_end_of_query|send_progress_\w+|http_\w+|enable_http_compression|client_protocol_version|role|param_\w+"
)
"""Parameters of the address that are no settings of the query."""
_CODE = re.compile(r"Code: (\d+)")
_FORMAT = re.compile(r"\bFORMAT\s+(\w+)\s*;?\s*$", re.IGNORECASE)
_INSERT = re.compile(r"^\s*INSERT\s+INTO\s", re.IGNORECASE)
_UNPACK: Mapping[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "deflate": zlib.decompress, "": bytes}
_UNKNOWN_TABLE, _NOT_AUTHENTICATED = 60, 516


class Refused(Exception):  # noqa: N818 - named by what it says
    """The engine's, or the door's, exception."""

    def __init__(self, code: int, message: str, status: int = 500) -> None:
        super().__init__(message)
        self.code = code
        self.status = 404 if code == _UNKNOWN_TABLE else status


class Engine:
    """Handles of the one engine, each used by one request at a time."""

    def __init__(self, folder: Path) -> None:
        import chdb  # noqa: PLC0415 - the parent process does without it

        self._folder = folder
        self._handles = [chdb.connect(str(folder)) for _ in range(HANDLES)]
        self._free = threading.Semaphore(HANDLES)
        self._lock = threading.Lock()
        self._files = itertools.count()

    def answer(self, asked: Mapping[str, str], sql: str, data: bytes) -> bytes:
        """Run one statement with its settings and parameters.

        Raises:
            Refused: what the engine says.

        """
        with self._handle() as handle:
            settings = {key: value for key, value in asked.items() if not _is_transport(key)}
            try:
                for key, value in settings.items():
                    handle.query(f"SET {key} = {_quoted(value)}")
                return self._run(handle, asked, sql, data)
            except RuntimeError as problem:
                found = _CODE.search(str(problem))
                raise Refused(int(found[1]) if found else 1000, str(problem)) from None
            finally:
                for key in settings:
                    handle.query(f"SET {key} = DEFAULT")

    def _run(self, handle: Any, asked: Mapping[str, str], sql: str, data: bytes) -> bytes:
        values = {key.removeprefix("param_"): value for key, value in asked.items() if key.startswith("param_")}
        kind = found[1] if (found := _FORMAT.search(sql)) else asked.get("default_format", "TabSeparated")
        if data and _INSERT.match(sql):
            return self._insert(handle, sql, data)
        body: bytes = handle.query(sql, kind, params=values).bytes()
        return body

    def _insert(self, handle: Any, sql: str, data: bytes) -> bytes:
        path = Path(tempfile.gettempdir()) / f"pulse-insert-{os.getpid()}-{next(self._files)}"
        path.write_bytes(data)
        try:
            at = [match.start() for match in re.finditer(r"\bFORMAT\b", sql)][-1]
            handle.query(f"{sql[:at]} FROM INFILE {_quoted(str(path))} {sql[at:]}")
        finally:
            path.unlink()
        return b""

    @contextlib.contextmanager
    def _handle(self) -> Iterator[Any]:
        with self._free:
            with self._lock:
                handle = self._handles.pop()
            try:
                yield handle
            finally:
                with self._lock:
                    self._handles.append(handle)


class Door:
    """``/``, as ClickHouse has it."""

    def __init__(self, engine: Engine, user: str, password: str) -> None:
        self._engine = engine
        self._user = (user, password)

    async def serve(self, request: Request) -> Response:
        """Answer one request."""
        try:
            body = await self._answer(request)
        except Refused as problem:
            headers = {"X-ClickHouse-Exception-Code": str(problem.code)}
            return Response(str(problem), problem.status, headers)
        accepted = request.headers.get("accept-encoding", "")
        if body and request.query_params.get("enable_http_compression") == "1" and "gzip" in accepted:
            return Response(gzip.compress(body, 1), headers={"Content-Encoding": "gzip"})
        return Response(body, headers={"X-ClickHouse-Summary": "{}"})

    async def _answer(self, request: Request) -> bytes:
        self._check(request)
        data = _UNPACK[request.headers.get("content-encoding", "")](await request.body())
        asked = dict(request.query_params)
        sql = asked.get("query", "")
        head, _, rows = data.partition(b"\n")
        if not sql and _INSERT.match(head.decode(errors="replace")) and _FORMAT.search(head.decode(errors="replace")):
            sql, data = head.decode(), rows
        if not sql or not _INSERT.match(sql):
            sql, data = "\n".join(filter(None, (sql, data.decode()))), b""
        if asked.get("database", "default") != "default":
            raise Refused(81, f"Code: 81. DB::Exception: Database {asked['database']} does not exist")
        return await run_in_threadpool(self._engine.answer, asked, sql, data)

    def _check(self, request: Request) -> None:
        user, password = self._user
        expected = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        if request.headers.get("authorization") != expected:
            raise Refused(_NOT_AUTHENTICATED, "Code: 516. DB::Exception: Authentication failed", 403)


def _is_transport(key: str) -> bool:
    return _TRANSPORT.fullmatch(key) is not None


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def make_app(folder: Path, user: str, password: str) -> Starlette:
    """The application."""
    door = Door(Engine(folder), user, password)

    async def ping(_: Request) -> Response:
        return Response("Ok.\n")

    return Starlette(routes=[Route("/ping", ping), Route("/", door.serve, methods=["GET", "POST"])])


@dataclass(slots=True)
class ClickHouse:
    """The endpoint as a process: start it, kill it, start it again."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def dsn(self) -> str:
        """What Pulse is told."""
        return f"clickhouse://{USER}:{PASSWORD.replace('/', '%2F').replace('@', '%40')}@127.0.0.1:{self.port}/default"

    def start(self) -> "ClickHouse":
        """Start, and wait until it answers.

        Raises:
            RuntimeError: it did not.

        """
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, str(ROOT / "bench" / "clickhouse.py"), str(self.folder / "data"), str(self.port)]
        log = self.folder / "clickhouse.log"
        with log.open("ab") as file:
            self.process = subprocess.Popen([*command, USER, PASSWORD], cwd=ROOT, stdout=file, stderr=file)  # noqa: S603
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(httpx.HTTPError):
                if ask("GET", f"http://127.0.0.1:{self.port}/ping").is_success:
                    return self
            time.sleep(0.05)
        raise RuntimeError(f"the endpoint did not come up:\n{log.read_text()[-4000:]}")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(30)


def main() -> None:
    """Serve until killed."""
    import uvicorn  # noqa: PLC0415 - the parent process does without it

    folder, port, *credentials = sys.argv[1:]
    user, password = credentials or (USER, PASSWORD)
    config = uvicorn.Config(
        make_app(Path(folder), user, password), port=int(port), log_level="warning", access_log=False, lifespan="off"
    )
    asyncio.run(uvicorn.Server(config).serve())


if __name__ == "__main__":
    main()
