"""CPU of a typed dashboard answer, the warehouse apart: 12 panels, 10 rows each, 4 numbers a row, by the real schema.

Four ways, interleaved in one run: strawberry as it comes, strawberry with its caches and a faster JSON writer, our
pipeline, and our whole HTTP door; beside them a bare JSON answer of that size.

    python bench/graphql_answer.py [rounds]
"""

import gc
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

sys.path.pop(0)  # this folder's files have names of packages

import orjson
import uvloop
from strawberry.extensions import ParserCache, ValidationCache

import resolvers.breakdown
from access.caller import Caller, Kind, Origin, Scope
from access.context import Context
from access.services import Services
from pulse.clock import system_clock
from pulse.project import ProjectFacts, Salt
from pulse.settings import Settings
from resolvers.breakdown import BreakdownRow
from resolvers.rows import Rows
from schema.application import graphql_routes
from schema.engine import Engine, Request, response_of
from schema.root import build_schema, core_of

PANELS, ROWS = 12, 10
DIMENSIONS = (
    *("PAGE", "ENTRY_PAGE", "SOURCE", "REFERRER", "CHANNEL", "UTM_SOURCE"),
    *("UTM_MEDIUM", "UTM_CAMPAIGN", "BROWSER", "OS", "DEVICE", "COUNTRY"),
)
DOCUMENT = (
    "query Dashboard($range: RangeInput, $where: FilterInput) { project { analytics(range: $range, where: $where) {"
    + " ".join(
        f"{name.lower()}: breakdown(by: {name}, metrics: [VISITORS, PAGEVIEWS, BOUNCE_RATE], first: {ROWS})"
        " { nodes { value visitors pageviews bounceRate } }"
        for name in DIMENSIONS
    )
    + "} } }"
)
VARIABLES = {
    "range": {"startAt": "2026-10-01", "endAt": "2026-10-30"},
    "where": {"is": {"dimension": "COUNTRY", "op": "IS", "values": ["AT", "DE"]}},
}
Way = Callable[[], Awaitable[bytes]]


def prepared() -> Rows[BreakdownRow]:
    """What the warehouse would have answered for one panel."""
    rows = [
        BreakdownRow(value=f"/page/{n}", percentage=None, visitors=900 - n, pageviews=2_000 + n, bounce_rate=42.3)
        for n in range(ROWS)
    ]
    return Rows(rows, 47)


async def answer_prepared(*_: Any) -> Rows[BreakdownRow]:
    """Stand in for the resolver that asks the warehouse."""
    return ANSWER


ANSWER = prepared()
resolvers.breakdown.breakdown = answer_prepared


class OpenDoor:
    """Knows one key, and limits nobody: what access costs is measured elsewhere."""

    def __init__(self) -> None:
        caller = Caller(Kind.KEY, "k", frozenset({Scope.QUERY}))
        self.found = caller, ProjectFacts(id="p", name="Shop", domain="shop.example.com", salt=Salt(b""))

    async def authenticate(self, _: str) -> Any:
        """Everybody is the one that is known."""
        return self.found

    async def hit(self, *_: Any) -> None:
        """Nobody is refused."""


def ways() -> dict[str, Way]:
    """The ways to answer, each a function that makes one answer."""
    door = OpenDoor()
    nothing: Any = None
    services = Services(
        settings=Settings(),
        clock=system_clock,
        store=nothing,
        warehouse=nothing,
        intake=nothing,
        live=nothing,
        directory=door,  # type: ignore[arg-type]  # of the directory it needs one method
        limiter=door,  # type: ignore[arg-type]  # likewise
    )

    def context() -> Context:
        return Context(services, *door.found, Origin())

    schema, cached = build_schema(), build_schema()
    cached.extensions = [ParserCache(), ValidationCache()]
    engine = Engine(core_of(schema), services.settings)
    http = graphql_routes(services)[0]
    body = orjson.dumps({"query": DOCUMENT, "variables": VARIABLES})
    request = Request(DOCUMENT, None, VARIABLES)

    async def untouched() -> bytes:
        result = await schema.execute(DOCUMENT, VARIABLES, context())
        return json.dumps({"data": result.data}).encode()

    async def with_caches() -> bytes:
        result = await cached.execute(DOCUMENT, VARIABLES, context())
        return orjson.dumps({"data": result.data})

    async def ours() -> bytes:
        ctx = context()
        return response_of(await engine.execute(engine.prepare(request, ctx), ctx))

    async def ours_over_http() -> bytes:
        return await post(http.app, body)

    return {"untouched": untouched, "with caches": with_caches, "ours": ours, "ours, with HTTP": ours_over_http}


async def post(app: Any, body: bytes) -> bytes:
    """A request as the server hands it over, and its answer's body."""
    headers = [(b"content-type", b"application/json"), (b"x-pulse-key", b"pa_live_x"), (b"accept", b"*/*")]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "query_string": b"",
        "headers": headers,
        "client": ("192.0.2.1", 1),
        "server": ("localhost", 80),
        "scheme": "http",
        "http_version": "1.1",
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    assert sent[0]["status"] == 200, sent
    return b"".join(message.get("body", b"") for message in sent[1:])


async def spent(way: Way, times: int) -> float:
    """Milliseconds of CPU for one answer."""
    started = time.process_time()
    for _ in range(times):
        await way()
    return (time.process_time() - started) / times * 1e3


async def main(rounds: int) -> None:
    """Measure all of them in turns, and print."""
    candidates = ways()
    wanted = orjson.loads(await candidates["ours"]())
    assert sum(len(panel["nodes"]) for panel in wanted["data"]["project"]["analytics"].values()) == PANELS * ROWS
    for way in candidates.values():
        assert orjson.loads(await way()) == wanted

    async def bare() -> bytes:
        return orjson.dumps(wanted)

    candidates["bare JSON"] = bare
    gc.collect()
    gc.freeze()
    found: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, way in candidates.items():
            found[name].append(await spent(way, 400 if way is bare else 20))
    print(f"{PANELS} panels x {ROWS} rows x 4 fields, {len(orjson.dumps(wanted))} bytes; median of {rounds} rounds")
    first = statistics.median(found["untouched"])
    for name, times in found.items():
        middle = statistics.median(times)
        print(f"  {name:<16} {middle:8.3f} ms CPU   {first / middle:7.1f} x less than untouched")


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
