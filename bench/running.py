"""A real server in a folder of its own, for benchmarks and for tests that need a process to measure or to kill."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import orjson

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120.0


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def ask(method: str, url: str, **given: Any) -> httpx.Response:
    """Ask once, over plain HTTP: loading the certificates that nobody needs would take 40 ms of processor each time."""
    return httpx.request(method, url, verify=False, **given)  # noqa: S501 - see above


@dataclass(slots=True)
class Server:
    """``pulse serve`` as a process. Start it, kill it, start it again: the folder stays."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    program: tuple[str, ...] = ("-m", "app.cli")
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def keys(self) -> dict[str, str]:
        """What the first start made: ``project``, ``ingest_key``, ``query_key``."""
        found: dict[str, str] = orjson.loads((self.folder / "welcome.json").read_bytes())
        return found

    def start(self) -> "Server":
        """Start, and wait until it answers.

        Raises:
            RuntimeError: it ended, or did not answer in time; its log stands in the message.

        """
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
        here = {"PULSE_DATA_DIR": str(self.folder), "PULSE_PORT": str(self.port), "PULSE_LOG_LEVEL": "warning"}
        log = self.folder / "server.log"
        self.folder.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as file:
            command = [sys.executable, *self.program, "serve", *self.arguments]
            environment = {**clean, **here, **self.settings}
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file)  # noqa: S603
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(httpx.HTTPError):
                if ask("GET", f"{self.url}/ready").is_success:
                    return self
            time.sleep(0.05)
        raise RuntimeError(f"the server did not come up:\n{log.read_text()[-4000:]}")

    def kill(self) -> None:
        """End it as a power cut would."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an operator does; it drains."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(60)


@contextlib.contextmanager
def running(settings: Mapping[str, str] | None = None, arguments: tuple[str, ...] = ()) -> Iterator[Server]:
    """A server in a throw-away folder, stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="pulse-") as folder:
        server = Server(Path(folder), settings or {}, arguments).start()
        try:
            yield server
        finally:
            server.stop()
