"""Requests a second of /api/collect by one process and by two, in turns.

More than one needs a ClickHouse server: here the engine behind its HTTP interface. Load, engine and processes share the
machine's cores, so that two processes on two cores cannot take in twice as much.

    python bench/workers.py [seconds of a round] [rounds]
"""

import contextlib
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from clickhouse import ClickHouse
from load import Job, Outcome, load

from running import Server, running

COUNTS = (1, 2)


@contextlib.contextmanager
def served(processes: int) -> Iterator[Server]:
    """A node with an engine of its own."""
    with tempfile.TemporaryDirectory(prefix="pulse-") as folder, contextlib.ExitStack() as stack:
        engine = ClickHouse(Path(folder)).start()
        stack.callback(engine.kill)
        settings = {"PULSE_WAREHOUSE_DSN": engine.dsn, "PULSE_WORKERS": str(processes)}
        open_door = {"RATE_LIMIT_PER_SECOND": "1000000", "PULSE_TRUSTED_PROXIES": "127.0.0.1"}
        yield stack.enter_context(running({**settings, **open_door}))


def measure(server: Server, seconds: float, first: int) -> Outcome:
    """One round."""
    key = server.keys["ingest_key"]
    outcome = load(Job(port=server.port, path="/api/collect", key=key, seconds=seconds, first=first))
    if outcome.statuses != {"200": outcome.requests}:
        raise SystemExit(f"answered {outcome.statuses}")
    return outcome


def main(seconds: float = 6.0, rounds: int = 3) -> None:
    """Print the table."""
    outcomes: dict[int, list[Outcome]] = {count: [] for count in COUNTS}
    for number in range(rounds):
        for count in COUNTS:
            with served(count) as server:
                measure(server, 1.0, 0)
                outcomes[count].append(measure(server, seconds, 1_000_000 * (number + 1)))
    print(f"{'intake':<22}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}")
    rates = []
    for count, found in outcomes.items():
        rates.append(statistics.median(one.rate for one in found))
        times = [1000 * statistics.median(getattr(one, name) for one in found) for name in ("p50", "p99")]
        print(f"{f'{count} process' + 'es' * (count > 1):<22}{rates[-1]:>12,.0f}{times[0]:>9.2f}{times[1]:>9.2f}")
    print(f"ratio {rates[1] / rates[0]:.2f}")


if __name__ == "__main__":
    main(*(cast(given) for cast, given in zip((float, int), sys.argv[1:], strict=False)))
