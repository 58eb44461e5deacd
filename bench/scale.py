"""How Pulse grows: core reports over more and more events, what roll-ups would change, and intake by more processes.

    python bench/scale.py [--sizes 1000000 10000000 100000000] [--runs 3] [--folder DIR] [--only reports|rollups|ingest]

Histories are made inside the engine and kept in the folder; the largest is that of ten million ten times over, of other
visitors. Each size is asked in a process of its own. Intake is ``workers.py``.
"""

import argparse
import itertools
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.pop(0)  # this folder has files that are named like packages
sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import reports, rollups
from bench.apart import apart
from bench.history import open_history
from warehouse.answers import Answers

SIZES = (1_000_000, 10_000_000, 100_000_000)


async def measure(folder: Path, events: int, runs: int) -> dict[str, float]:
    """Milliseconds that somebody waits for each core report and for a dashboard, the median of some runs."""
    warehouse = await open_history(folder, events)
    warehouse.answers = Answers(lasting=0)  # each run asks the store
    bench = reports.Bench(warehouse)
    asked = {case.name: lambda case=case: case.report(bench.context()) for case in reports.CASES}
    found = {}
    for name, ask in {**asked, f"dashboard of {len(reports.PANELS)} panels": bench.whole}.items():
        times = reports.Times()
        for _ in range(runs):
            await times.run(ask)
        found[name] = times.median[0]
    await warehouse.close()
    return found


def grown(folder: Path, sizes: list[int], runs: int) -> None:
    """Print the reports, with the growth from each size to the next."""
    found = [apart(measure, folder / f"pulse-bench-{size}", size, runs).answer for size in sizes]
    print(
        f"{'milliseconds, median of ' + str(runs):38}{sizes[0]:>12,}"
        + "".join(f"{one:>14,}{'':7}" for one in sizes[1:])
    )
    for name, first in found[0].items():
        later = itertools.pairwise(found)
        steps = "".join(f"{after[name]:14.0f}{after[name] / before[name]:6.1f}x" for before, after in later)
        print(f"{name:38}{first:12.0f}{steps}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--only", choices=["reports", "rollups", "ingest"])
    given = parser.parse_args()
    if given.only in {None, "reports"}:
        grown(given.folder, given.sizes, given.runs)
    if given.only in {None, "rollups"}:
        for size in given.sizes:
            print(f"\n{size:,} events")
            apart(rollups.measure, given.folder / f"pulse-bench-{size}", size, given.runs)
    if given.only in {None, "ingest"}:
        print(flush=True)
        subprocess.run([sys.executable, str(Path(__file__).with_name("workers.py"))], check=True)  # noqa: S603 - ours


if __name__ == "__main__":
    main()
