"""What naming a GraphQL document by its hash would save beside sending it: bytes, and CPU of the server.

The document is the explorer's example of a dashboard. Both ways take turns in one run, with the server's own functions;
the first time of a document is one that nobody has sent since the start.

    python bench/documents.py [rounds]
"""

import hashlib
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.pop(0)  # this folder's files have names of packages

import orjson

from pulse.settings import Settings
from schema.documents import Documents
from schema.requests import parse_json, request_of
from schema.root import build_schema, core_of

EXAMPLE = Path(__file__).resolve().parent.parent / "frontend/explorer/examples/2-dashboard.graphql"
VARIABLES = {"range": {"startAt": "2026-03-01", "endAt": "2026-03-30"}, "where": None}
EACH = 2_000


def main(rounds: int) -> None:
    """Measure and print."""
    text = EXAMPLE.read_text()
    name = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    whole = orjson.dumps({"query": text, "variables": VARIABLES})
    named = orjson.dumps({"documentId": name, "variables": VARIABLES})
    schema = core_of(build_schema())
    documents = Documents(schema, Settings())
    fresh = [_milliseconds(lambda: Documents(schema, Settings()).get(text, keep=True)) for _ in range(9)]
    manifest = {name: documents.get(text, keep=True)}
    by_text, by_name = [], []
    for _ in range(rounds):
        by_text.append(_microseconds(lambda: documents.get(request_of(parse_json(whole)).query, keep=True)))
        by_name.append(_microseconds(lambda: manifest[parse_json(named)["documentId"]]))
    sent, known = statistics.median(by_text), statistics.median(by_name)
    print("a request                             with its document   with its id")
    print(f"  bytes                               {len(whole):>17,} {len(named):>13,}")
    print(f"  reading it, finding what to run     {sent:>14.1f} µs {known:>10.1f} µs")
    print(f"  its first time since the start      {statistics.median(fresh):>14.1f} ms     the same, unless done ahead")


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


def _microseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(EACH):
        work()
    return (time.perf_counter() - began) / EACH * 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
