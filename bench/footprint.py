"""What one process needs: disk, time to start, memory idle and loaded; and the layers of the image, computed.

Sizes are the sums of the files that the image's last stage copies, without the base image; no container engine is
asked. A start is from the command to the first good answer of ``/ready``: into an empty folder, and again into the
same one.

    python bench/footprint.py [seconds of load]
"""

import re
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import httpx
from load import Job, load

from running import ROOT, Server

MIB = 1 << 20
IDLE_SECONDS = 5.0
REPORTS = 200
SHOWN = 6
QUESTION = """{ project { analytics(range: {period: LAST_30_DAYS}) {
  stats { current { pageviews visitors bounceRate } }
  pages(first: 5) { nodes { path views } }
  byCountry: breakdown(by: COUNTRY) { nodes { value visitors } }
  byBrowser: breakdown(by: BROWSER) { nodes { value visitors } }
} } }"""


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one process, in bytes: resident now, and at most so far."""

    now: int
    most: int


def memory(server: Server) -> Memory:
    """What the system says."""
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    found = dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", status))
    return Memory(int(found["VmRSS"]) * 1024, int(found["VmHWM"]) * 1024)


def weight(path: Path) -> int:
    """Bytes of all files below, caches left out."""
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file() and "__pycache__" not in one.parts)


def locked() -> dict[str, int]:
    """Bytes of each locked package."""
    found: dict[str, int] = {}
    for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE):
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:  # locked for another system
            continue
        places = (Path(str(file.locate())) for file in files)
        found[name] = sum(place.stat().st_size for place in places if place.is_file() and place.suffix != ".pyc")
    return found


def layers() -> dict[str, int]:
    """The image's own layers."""
    text = (ROOT / "deploy" / "Dockerfile").read_text()
    copied = re.findall(r"^COPY (\w+) /app/\w+$", text, re.MULTILINE)
    without = re.findall(r"pip uninstall --quiet --yes (.+)$", text, re.MULTILINE)[0].split()
    return {
        "Python packages": sum(size for name, size in locked().items() if name not in without),
        "our packages": sum(weight(ROOT / name) for name in copied),
        "what browsers load": weight(ROOT / "frontend" / "dist"),
    }


def started(server: Server) -> float:
    """Seconds until it answers."""
    began = time.monotonic()
    server.start()
    return time.monotonic() - began


def ask(server: Server) -> None:
    """A dashboard's question, again and again."""
    headers = {"X-Pulse-Key": server.keys["query_key"]}
    with httpx.Client(base_url=server.url, headers=headers, timeout=60) as client:
        for _ in range(REPORTS):
            answer = client.post("/graphql", json={"query": QUESTION})
            assert answer.is_success, answer.text
            assert "errors" not in answer.json(), answer.text


def sizes() -> None:
    """Print what lies on disk."""
    packages = locked()
    print(f"{'installed packages':<28}{sum(packages.values()) / MIB:>8.0f} MiB in {len(packages)} packages, of which")
    for name, size in sorted(packages.items(), key=lambda item: -item[1])[:SHOWN]:
        print(f"  {name:<26}{size / MIB:>8.0f} MiB")
    for name, size in layers().items():
        print(f"layer: {name:<21}{size / MIB:>8.1f} MiB")
    print(f"{'layers beside the base image':<28}{sum(layers().values()) / MIB:>8.0f} MiB, unpacked")


def tell(name: str, found: Memory, what: str) -> None:
    """Print how much it is now, and was at most."""
    print(f"{name:<28}{found.now / MIB:>8.0f} MiB, {found.most / MIB:.0f} at most; {what}")


def process(seconds: float) -> None:
    """Print how one process starts and grows."""
    with tempfile.TemporaryDirectory(prefix="pulse-footprint-") as folder:
        server = Server(Path(folder), {"RATE_LIMIT_PER_SECOND": "1000000", "PULSE_TRUSTED_PROXIES": "127.0.0.1"})
        try:
            print(f"{'start into an empty folder':<28}{started(server):>8.1f} s")
            server.stop()
            print(f"{'start again':<28}{started(server):>8.1f} s")
            time.sleep(IDLE_SECONDS)
            print(f"{'memory, idle':<28}{memory(server).now / MIB:>8.0f} MiB")
            outcome = load(Job(port=server.port, path="/api/collect", key=server.keys["ingest_key"], seconds=seconds))
            rate = f"{outcome.requests:,} in {outcome.seconds:.0f} s, {outcome.rate:,.0f} a second"
            tell("memory after events", memory(server), rate)
            ask(server)
            tell("memory after questions", memory(server), f"{REPORTS} dashboards")
        finally:
            server.stop()
        stored = weight(Path(folder) / "warehouse")
        print(f"{'on disk after that':<28}{stored / MIB:>8.0f} MiB, {stored / outcome.requests:.0f} bytes an event")


if __name__ == "__main__":
    sizes()
    process(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
