"""Work in a process of its own, so that its memory is its own too."""

import asyncio
import multiprocessing
import resource
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cost:
    """What some work took.

    Attributes:
        answer: what it gave.
        seconds: how long somebody waited.
        cpu: seconds of processor time of all threads.
        peak: MiB of memory at the most.

    """

    answer: Any
    seconds: float
    cpu: float
    peak: float


def apart(work: Callable[..., Awaitable[Any]], *given: Any) -> Cost:
    """Run a coroutine function of a module, with arguments that can be sent, in a new process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_run, work, given).result()


def _run(work: Callable[..., Any], given: tuple[Any, ...]) -> Cost:
    began, cpu = time.perf_counter(), time.process_time()
    answer = asyncio.run(work(*given))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(answer, time.perf_counter() - began, time.process_time() - cpu, peak)
