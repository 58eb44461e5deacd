"""What lies in a stopped server's warehouse. A process of its own asks: an engine holds one folder in its life."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

Trail = tuple[list[str], int, int, str, str]
"""Of one visitor: the paths seen in order, sessions, pageviews in them, entry and exit page."""


@dataclass(frozen=True, slots=True)
class Count:
    """The stored events.

    Attributes:
        ids: how often each id is stored.
        sessions: how many sessions there are.
        in_sessions: how many events the sessions have counted.
        uneven: sessions whose rows do not cancel out to one, or whose numbers are not their events'.

    """

    ids: dict[str, int]
    sessions: int
    in_sessions: int
    uneven: int


def count(folder: Path) -> Count:
    """Count the custom events that a server left in its folder."""
    return Count(**_elsewhere("events", folder))


def trails(folder: Path) -> list[Trail]:
    """The way of each visitor that a server left in its folder."""
    found: list[Trail] = _elsewhere("trails", folder)
    return found


def _elsewhere(what: str, folder: Path) -> Any:
    command = [sys.executable, __file__, what, str(folder)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)  # noqa: S603 - ourselves


def _events(client: Any) -> dict[str, Any]:
    ids = client.query("SELECT replaceAll(toString(id), '-', ''), count() FROM events WHERE type = 'event' GROUP BY id")
    sessions = "SELECT session, sum(sign) AS rows, sum(sign * events) AS held FROM sessions GROUP BY session"
    events = "SELECT session, count() AS there FROM events WHERE type = 'event' GROUP BY session"
    totals = client.query(
        "SELECT count(), sum(held), countIf(rows != 1 OR held != there)"
        f" FROM ({sessions}) AS s FULL JOIN ({events}) AS e USING (session)"
    )
    return asdict(Count(dict(ids.result_rows), *totals.result_rows[0]))


def _trails(client: Any) -> list[Trail]:
    views = (
        "SELECT visitor, arrayMap(one -> one.3, arraySort(groupArray((timestamp, id, path)))) AS paths"
        " FROM events WHERE type = 'pageview' GROUP BY visitor"
    )
    sessions = (
        "SELECT visitor, count() AS sessions, sum(pageviews) AS held, min(entry_path) AS entry, max(exit_path) AS exit"
        " FROM sessions FINAL GROUP BY visitor"
    )
    found = client.query(
        f"SELECT paths, sessions, held, entry, exit FROM ({views}) AS v JOIN ({sessions}) AS s USING visitor"
    )
    return [(list(paths), *rest) for paths, *rest in found.result_rows]


def _ask(what: str, folder: str) -> Any:
    from clickhouse_connect import get_client  # noqa: PLC0415 - it loads the engine

    client = get_client(dsn=f"chdb://{folder}/warehouse")
    return {"events": _events, "trails": _trails}[what](client)


if __name__ == "__main__" and len(sys.argv) > 2:
    print(json.dumps(_ask(*sys.argv[1:3])))
