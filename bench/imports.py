"""An import of a million events: events a second, and memory at the most; then the same file again.

    python bench/imports.py [--events 1000000] [--folder DIR]

The file is our own export of raw events. The second import finds everything stored and adds nothing. Beside them stands
the reading alone, without a store: what the rest costs is the engine's.
"""

import argparse
import shutil
import sys
import tempfile
import time
import uuid
from pathlib import Path

sys.path.pop(0)  # this folder has files that are named like packages
sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.apart import Cost, apart
from bench.history import END_MS, PROJECT, open_history
from ingest.importing import Whose, pulse
from ingest.importing.files import Files, Report
from ingest.importing.load import Summary, load
from pulse.project import ProjectFacts, Salt
from pulse.windows import DAY, Window
from resolvers.exports import csv_of
from warehouse.client import Warehouse
from warehouse.exports import COLUMNS, Form, raw_events
from warehouse.hits import Hits

FORMS = {"csv": Form.CSV, "ndjson": Form.NDJSON}
TARGET = ProjectFacts(id=str(uuid.UUID(int=1)), name="Bench", domain="example.com", salt=Salt(b""))


async def write(folder: Path, events: int, file: Path) -> None:
    """Make the file."""
    warehouse = await open_history(folder, events)
    form = FORMS[file.suffix[1:]]
    with file.open("wb") as out:
        if form is Form.CSV:
            out.write(csv_of([COLUMNS]))
        async for piece in warehouse.stream(raw_events(Hits(PROJECT, Window(0, END_MS + DAY)), form), form.value):
            out.write(piece)
    await warehouse.close()


async def read(file: Path) -> int:
    """Read the file, and nothing else."""
    report = Report(print)
    for table in Files([file], report).tables():
        for _ in pulse.read(table, TARGET.id, round(time.time() * 1000)):
            pass
    return report.read


async def take(folder: Path, file: Path) -> Summary:
    """Import the file."""
    warehouse = await Warehouse.open(f"chdb://{folder}")
    await warehouse.migrate()
    summary = await load(warehouse, TARGET, Whose.PULSE, [file], time.time, print, lambda *_: None)
    await warehouse.close()
    return summary


def tell(name: str, count: int, cost: Cost) -> None:
    """One line."""
    print(
        f"{name:28}{count:>12,}{cost.seconds:9.1f}{cost.cpu:8.1f}{count / cost.seconds:12,.0f}{cost.peak:10.0f}",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    given = parser.parse_args()
    print(f"{'':28}{'events':>12}{'seconds':>9}{'cpu':>8}{'events/s':>12}{'peak MiB':>10}")
    for suffix in FORMS:
        file = given.folder / f"pulse-imports-{given.events}.{suffix}"
        apart(write, given.folder / f"pulse-exports-{given.events}", given.events, file)
        target = given.folder / "pulse-imports"
        shutil.rmtree(target, ignore_errors=True)
        reading = apart(read, file)
        tell(f"{suffix}: read only", reading.answer, reading)
        first, again = apart(take, target, file), apart(take, target, file)
        tell(f"{suffix}: imported", first.answer.imported, first)
        tell(f"{suffix}: again, all known", again.answer.known, again)
        assert (again.answer.imported, again.answer.known) == (0, first.answer.imported)
        file.unlink()
        shutil.rmtree(target)


if __name__ == "__main__":
    main()
