"""Exports of raw events of several sizes: time, and memory at the most, beside a process that only opens the store.

    python bench/exports.py [--events 1000000] [--folder DIR]

Each export runs in a process of its own that throws the bytes away, over so many events, then over three times as many:
what is constant shows by not growing. The folders are kept and used again.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.pop(0)  # this folder has files that are named like packages
sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.apart import apart
from bench.history import END_MS, PROJECT, open_history
from pulse.windows import DAY, Window
from warehouse.exports import Form, raw_events
from warehouse.hits import Hits

WHOLE = Window(0, END_MS + DAY)


async def build(folder: Path, events: int) -> None:
    """Make the history where it is missing."""
    await (await open_history(folder, events)).close()


async def read(folder: Path, events: int, form: str) -> tuple[int, int]:
    """Bytes and rows of an export; without a form of nothing."""
    warehouse = await open_history(folder, events)
    size = rows = 0
    if form:
        async for piece in warehouse.stream(raw_events(Hits(PROJECT, WHOLE), Form[form]), Form[form].value):
            size += len(piece)
            rows += piece.count(b"\n") if form != "PARQUET" else 0
    await warehouse.close()
    return size, rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    given = parser.parse_args()
    print(f"{'export':10}{'rows':>12}{'MiB':>8}{'seconds':>9}{'cpu':>7}{'peak MiB':>10}")
    for events in (given.events, 3 * given.events):
        folder = given.folder / f"pulse-exports-{events}"
        apart(build, folder, events)
        for form in ("", "CSV", "NDJSON", "PARQUET"):
            cost = apart(read, folder, events, form)
            size, rows = cost.answer
            shown = f"{rows:12,}" if rows else f"{'':12}"
            name = form.lower() or "nothing"
            print(f"{name:10}{shown}{size / 2**20:8.0f}{cost.seconds:9.1f}{cost.cpu:7.1f}{cost.peak:10.0f}", flush=True)


if __name__ == "__main__":
    main()
