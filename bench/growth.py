"""Every report over a tenth of a history and over all of it: how its time grows, and whether any is slow.

    python bench/growth.py [--events 10000000] [--runs 3] [--folder DIR]

The reports are those of ``reports.py``, ``journeys.py`` and ``quality.py``. Each size is asked in a process of its own.
Ends with 1 where a report takes longer than three seconds over the larger history.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.pop(0)  # this folder has files that are named like packages
sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import journeys, quality, reports
from bench.apart import apart

SLOW = 3_000
QUICK = 500
REPORTS: dict[str, quality.Report] = {
    **{case.name: case.report for case in reports.CASES},
    **journeys.REPORTS,
    **{name: report for name, (report, _) in quality.REPORTS.items()},
}


async def measure(folder: Path, events: int, runs: int) -> dict[str, float]:
    """Milliseconds that somebody waits for each report, the median of some runs."""
    found: dict[str, float] = {}
    async with quality.Bench.open(folder, events) as bench:
        for name, report in REPORTS.items():
            times = reports.Times()
            for _ in range(runs):
                await times.run(lambda report=report: bench.ask(report))
            found[name] = times.median[0]
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    given = parser.parse_args()
    sizes = (given.events // 10, given.events)
    small, large = (apart(measure, given.folder / f"pulse-bench-{size}", size, given.runs).answer for size in sizes)
    print(f"{'milliseconds':38}{sizes[0]:>12,}{sizes[1]:>12,}{'growth':>9}")
    for name, after in large.items():
        mark = "  slow" if after > SLOW else ""
        print(f"{name:38}{small[name]:12.0f}{after:12.0f}{after / small[name]:9.1f}{mark}")
    quick, slow = (sum(one < QUICK for one in large.values()), [name for name, one in large.items() if one > SLOW])
    print(f"{len(large)} reports; {quick} under {QUICK} ms; above {SLOW} ms: {', '.join(slow) or 'none'}")
    sys.exit(bool(slow))


if __name__ == "__main__":
    main()
