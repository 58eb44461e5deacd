"""What the workers of one node tell each other of their measures, since an answer comes from only one of them.

Each worker writes its samples to a file every two seconds, and holds a lock beside it as long as it lives. Whoever is
asked adds the others' to its own. A label tells them apart: summed without it, a worker that is replaced would make a
counter go back.
"""

import asyncio
import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
from prometheus_client import CollectorRegistry
from prometheus_client.core import Metric

EVERY_SECONDS = 2.0
FOLDER = "workers"


class Samples(msgspec.Struct, array_like=True):
    """One metric of one worker."""

    name: str
    text: str
    kind: str
    values: list[tuple[str, dict[str, str], float]]


async def publish(registry: CollectorRegistry, folder: Path) -> None:
    """Write this worker's samples, again and again, until cancelled."""
    with _place(folder) as own:
        while True:
            _write(own, samples(registry))
            await asyncio.sleep(EVERY_SECONDS)


@contextlib.contextmanager
def _place(folder: Path) -> Iterator[Path]:
    """This worker's file, with its lock held."""
    folder.mkdir(parents=True, exist_ok=True)
    own = folder / f"{os.getpid()}.json"
    with own.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield own
        finally:
            _forget(own)


def _write(path: Path, told: list[Samples]) -> None:
    draft = path.with_suffix(".new")
    draft.write_bytes(msgspec.json.encode(told))
    draft.replace(path)


def samples(registry: CollectorRegistry) -> list[Samples]:
    """What a worker tells."""
    return [
        Samples(
            metric.name,
            metric.documentation,
            metric.type,
            [(one.name, one.labels, one.value) for one in metric.samples],
        )
        for metric in registry.collect()
    ]


def others(folder: Path) -> dict[str, list[Samples]]:
    """What the other workers told last, by process id; what the dead left is removed."""
    found: dict[str, list[Samples]] = {}
    for path in folder.glob("*.json"):
        if path.stem == str(os.getpid()):
            continue
        with contextlib.suppress(FileNotFoundError):  # it ended while we looked
            if _alive(path.with_suffix(".lock")):
                found[path.stem] = msgspec.json.decode(path.read_bytes(), type=list[Samples])
            else:
                _forget(path)
    return found


def together(told: dict[str, list[Samples]]) -> Iterator[Metric]:
    """The metrics of several workers, each value with its worker's label."""
    metrics: dict[str, Metric] = {}
    for worker, all_samples in told.items():
        for one in all_samples:
            metric = metrics.setdefault(one.name, Metric(one.name, one.text, one.kind))
            for name, labels, value in one.values:
                metric.add_sample(name, {**labels, "worker": worker}, value)
    yield from metrics.values()


def _alive(lock: Path) -> bool:
    """Whether somebody holds a lock."""
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _forget(path: Path) -> None:
    for suffix in (".json", ".new", ".lock"):
        path.with_suffix(suffix).unlink(missing_ok=True)
