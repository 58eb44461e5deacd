"""Sessions, bounces, durations and times on pages, through the real way in, beside a naive count of the same."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
from desk import CHROME, NOW, Desk, new_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pulse.modules import INTERACTIONS
from pulse.project import ProjectFacts, Salt

MINUTE = 60_000
SESSIONS = """
SELECT toUnixTimestamp64Milli(start), toUnixTimestamp64Milli(end), duration, pageviews, events, interactions, bounce,
       entry_path, exit_path, toString(revenue)
FROM sessions FINAL WHERE project = {project} ORDER BY start, session
"""
SUMMED = """
SELECT toUnixTimestamp64Milli(start), sum(sign), sum(sign * duration), sum(sign * pageviews), sum(sign * bounce)
FROM sessions WHERE project = {project} GROUP BY start, session ORDER BY start
"""
PAGE_TIMES = """
SELECT path, toUnixTimestamp64Milli(timestamp), sum(sign), sum(sign * value)
FROM events WHERE project = {project} AND type = 'page_time' GROUP BY path, timestamp, view HAVING sum(sign) != 0
ORDER BY timestamp, path
"""


def at(minutes: float) -> dict[str, Any]:
    """A moment so many minutes after the beginning of the test's day, which lies a while back."""
    return {"timestamp": round(NOW * 1000) - 2_880 * MINUTE + round(minutes * MINUTE)}


def view(path: str, minutes: float, **fields: Any) -> dict[str, Any]:
    return {"type": "pageview", "path": path, **at(minutes), **fields}


def event(name: str, minutes: float, **fields: Any) -> dict[str, Any]:
    return {"type": "event", "name": name, **at(minutes), **fields}


async def sessions(desk: Desk, project: ProjectFacts | None = None) -> list[dict[str, Any]]:
    begin = at(0)["timestamp"]
    names = ("start", "end", "duration", "pageviews", "events", "interactions", "bounce", "entry", "exit", "revenue")
    rows = [dict(zip(names, row, strict=True)) for row in await desk.rows(SESSIONS, project)]
    return [row | {"start": (row["start"] - begin) / MINUTE, "end": (row["end"] - begin) / MINUTE} for row in rows]


async def test_half_an_hour_without_an_event_ends_a_session(desk: Desk) -> None:
    await desk.send(view("/a", 0), view("/b", 30), view("/c", 60.001))
    first, second = await sessions(desk)
    assert first | {"revenue": ""} == {
        "start": 0,
        "end": 30,
        "duration": 1800,
        "pageviews": 2,
        "events": 0,
        "interactions": 2,
        "bounce": 0,
        "entry": "/a",
        "exit": "/b",
        "revenue": "",
    }
    assert (second["pageviews"], second["bounce"], second["duration"]) == (1, 1, 0)


async def test_a_session_lasts_a_day_at_most(desk: Desk) -> None:
    await desk.send(*(view("/", minutes) for minutes in range(0, 1441, 20)), view("/late", 1450))
    assert [(one["duration"], one["pageviews"]) for one in await sessions(desk)] == [(86_400, 73), (0, 1)]


async def test_neither_midnight_nor_a_campaign_splits_a_session(desk: Desk) -> None:
    midnight = 1_440 - (at(0)["timestamp"] // MINUTE) % 1_440
    await desk.send(
        view("/a", midnight - 1, referrer="https://google.com"), view("/b", midnight + 1, utm_source="news")
    )
    rows = await desk.rows(
        "SELECT DISTINCT session, source, utm_source, entry_path FROM events WHERE project = {project}"
    )
    assert [row[1:] for row in rows] == [["google.com", "", "/a"]]


@pytest.mark.parametrize("kind", ["event", "search_query", "outlink", "survey_response"])
async def test_an_interaction_beside_the_one_pageview_is_no_bounce(desk: Desk, kind: str) -> None:
    fields: dict[str, Any] = {
        "event": {"name": "x"},
        "search_query": {"query": "x"},
        "outlink": {"url": "https://x.example"},
        "survey_response": {"survey_id": str(uuid.UUID(int=1)), "answers": []},
    }[kind]
    await desk.send(view("/", 0), {"type": kind, **fields, **at(1)})
    assert [one["bounce"] for one in await sessions(desk)] == [0]


async def test_what_a_page_reports_by_itself_leaves_a_bounce_one(desk: Desk) -> None:
    await desk.send(
        view("/", 0),
        {"type": "web_vital", "name": "LCP", "value": 1, **at(1)},
        {"type": "scroll_depth", "max_depth": 50, **at(2)},
        {"type": "js_error", "message": "x", **at(3)},
        {"type": "click_event", "x": 1, "y": 1, **at(4)},
        {"type": "identify", "traits": {}, **at(5)},
    )
    assert [(one["bounce"], one["duration"]) for one in await sessions(desk)] == [(1, 300)]


async def test_a_session_without_a_pageview_is_no_bounce(desk: Desk) -> None:
    await desk.send(event("renewed", 0))
    assert [(one["bounce"], one["pageviews"], one["entry"]) for one in await sessions(desk)] == [(0, 0, "")]


async def test_a_session_is_stamped_with_its_first_pageview(desk: Desk) -> None:
    """Also the events before it, where they come in the same batch."""
    await desk.send(
        event("early", 0),
        view("/a", 1, referrer="https://www.bing.com/x?y=1", utm_source="s", screen="1x1", language="de"),
        view("/b", 2, referrer="https://other.example", utm_source="t", screen="2x2"),
    )
    rows = await desk.rows(
        "SELECT DISTINCT source, referrer, utm_source, channel, entry_path, screen, language, browser, country"
        " FROM events WHERE project = {project}"
    )
    expected = ["bing.com", "https://www.bing.com/x", "s", "Organic Search", "/a", "1x1", "de", "Chrome", "US"]
    assert rows == [expected]
    columns = "source, referrer, utm_source, channel, entry_path, screen, language, browser, country"
    assert await desk.stored(f"SELECT {columns} FROM sessions FINAL WHERE project = {{project}}") == [expected]


async def test_a_late_event_finds_its_session_whose_start_stays(desk: Desk) -> None:
    await desk.send(view("/b", 10))
    await desk.intake.flush()
    await desk.send(view("/a", 0))
    await desk.intake.flush()
    await desk.send(view("/c", 5))
    (one,) = await sessions(desk)
    assert (one["start"], one["end"], one["duration"], one["pageviews"]) == (10, 10, 600, 3)
    assert (one["entry"], one["exit"]) == ("/b", "/b")


async def test_sessions_survive_a_restart(desk: Desk) -> None:
    await desk.send(view("/a", 0))
    await desk.restart()
    await desk.send(view("/b", 10))
    assert [(one["pageviews"], one["duration"], one["bounce"]) for one in await sessions(desk)] == [(2, 600, 0)]
    assert await desk.stored(PAGE_TIMES) == [["/a", at(0)["timestamp"], 1, 600]]


async def test_a_session_that_is_over_for_long_is_forgotten(desk: Desk) -> None:
    await desk.send(view("/a", 0))
    await desk.intake.flush()
    desk.now += 3_601
    await desk.send(event("other", 0), ip="9.9.9.9")
    await desk.intake.flush()
    await desk.send(view("/b", 1))
    assert sorted(one["pageviews"] for one in await sessions(desk)) == [0, 1, 1]


async def test_a_rotated_salt_leaves_a_session_in_progress_whole(desk: Desk) -> None:
    before = new_project(salt=Salt(b"1" * 32))
    after = new_project(id=before.id, salt=Salt(b"2" * 32, b"1" * 32, NOW))
    await desk.send(view("/a", 2_870), project=before)
    await desk.intake.flush()
    await desk.send(view("/b", 2_879), project=after)
    rows = await desk.rows(
        "SELECT uniqExact(visitor), uniqExact(session) FROM events WHERE project = {project}", before
    )
    assert rows == [[1, 1]]
    await desk.send(view("/new", 2_879), project=after, ip="9.9.9.9")
    desk.now += 86_401
    await desk.send(view("/c", 2_881), project=after)
    rows = await desk.rows(
        "SELECT uniqExact(visitor), uniqExact(session) FROM events WHERE project = {project}", before
    )
    assert rows == [[3, 3]], "a day later nothing links the two salts"


async def test_time_on_a_page_is_the_gap_to_what_is_done_next(desk: Desk) -> None:
    await desk.send(
        view("/a", 0),
        {"type": "web_vital", "name": "LCP", "value": 1, "path": "/a", **at(0.1)},
        view("/b", 2),
        event("x", 5, path="/b"),
        view("/c", 6),
    )
    begin = at(0)["timestamp"]
    assert await desk.rows(PAGE_TIMES) == [["/a", begin, 1, 120], ["/b", begin + 2 * MINUTE, 1, 180]]


async def test_engaged_time_takes_the_place_of_the_gap(desk: Desk) -> None:
    first, second = uuid.uuid4().hex, "a name of its own"
    await desk.send(view("/a", 0, id=first), view("/b", 2, id=second))
    await desk.intake.flush()
    for view_id, engaged in [(first, 5_000), (first, 30_000), (first, 20_000), (second, 1_500)]:
        await desk.send({"type": "scroll_depth", "max_depth": 9, "view_id": view_id, "engaged_ms": engaged, **at(3)})
        await desk.intake.flush()
    await desk.send({"type": "scroll_depth", "max_depth": 9, "path": "/b", "engaged_ms": 2_500, **at(4)}, view("/c", 5))
    begin = at(0)["timestamp"]
    assert await desk.rows(PAGE_TIMES) == [["/a", begin, 1, 30], ["/b", begin + 2 * MINUTE, 1, 2.5]]


async def test_engaged_time_reaches_a_view_of_an_earlier_session(desk: Desk) -> None:
    await desk.send(view("/a", 0, id="v1"))
    await desk.intake.flush()
    await desk.send({"type": "scroll_depth", "max_depth": 9, "view_id": "v1", "engaged_ms": 9_000, **at(45)})
    assert await desk.rows(PAGE_TIMES) == [["/a", at(0)["timestamp"], 1, 9]]
    assert len(await sessions(desk)) == 2


async def test_a_late_event_corrects_the_time_on_the_page_before_it(desk: Desk) -> None:
    await desk.send(view("/a", 0), view("/c", 10))
    await desk.intake.flush()
    await desk.send(view("/b", 4))
    begin = at(0)["timestamp"]
    assert await desk.rows(PAGE_TIMES) == [["/a", begin, 1, 240], ["/b", begin + 4 * MINUTE, 1, 360]]


async def test_vitals_belong_to_the_view_of_their_page(desk: Desk) -> None:
    name = uuid.uuid4()
    await desk.send(view("/a", 0, id=str(name)), view("/b", 1))
    for fields in ({"path": "/a"}, {"view_id": name.hex}, {"view_id": str(name), "path": "/x"}):
        await desk.send({"type": "web_vital", "name": "LCP", "value": 1, **fields, **at(2)})
    rows = await desk.rows("SELECT toString(view) FROM events WHERE project = {project} AND type = 'web_vital'")
    assert rows == [[str(name)]] * 3


async def test_revenue_of_one_currency_is_summed(desk: Desk) -> None:
    await desk.send(
        event("buy", 0, revenue_amount=59.98, revenue_currency="eur"),
        event("buy", 1, revenue_amount=0.02, revenue_currency="EUR"),
        event("buy", 2, revenue_amount=7, revenue_currency="USD"),
        event("refund", 3, revenue_amount=-10, revenue_currency="EUR"),
    )
    assert [one["revenue"] for one in await sessions(desk)] == ["50"]
    rows = await desk.stored(
        "SELECT currency, toString(sum(revenue)) FROM events WHERE project = {project} GROUP BY currency ORDER BY 1"
    )
    assert rows == [["EUR", "50"], ["USD", "7"]]


async def test_revenue_without_a_currency_is_in_the_project_s(desk: Desk) -> None:
    project = new_project(currency="JPY")
    await desk.send(event("buy", 0, revenue_amount=100), event("free", 1, revenue_currency="USD"), project=project)
    rows = await desk.rows("SELECT name, currency FROM events WHERE project = {project} ORDER BY name", project)
    assert rows == [["buy", "JPY"], ["free", ""]]


async def test_projects_and_visitors_never_mix(desk: Desk) -> None:
    other = new_project(salt=Salt(b"o" * 32))
    for project in (desk.project, other):
        await desk.send(view("/a", 0, visitor_id="v"), view("/a", 1, visitor_id="w"), project=project)
        await desk.send(view("/a", 0), view("/b", 1), project=project)
        await desk.send(view("/a", 0), project=project, user_agent="curl/8.5.0")
    for project in (desk.project, other):
        assert [one["pageviews"] for one in await sessions(desk, project)].count(1) == 3
        assert len(await sessions(desk, project)) == 4
    rows = await desk.stored("SELECT groupUniqArray(visitor) FROM events WHERE project = {project}")
    others = await desk.stored("SELECT groupUniqArray(visitor) FROM events WHERE project = {project}", other)
    assert not set(rows[0][0]) & set(others[0][0])


# The oracle: sessions counted from the whole history at once, as the definitions read.


@dataclass
class Naive:
    """One session of the oracle."""

    times: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    views: list[tuple[int, str]] = field(default_factory=list)
    page_times: list[tuple[str, int, float]] = field(default_factory=list)

    def row(self) -> tuple[Any, ...]:
        interactions = sum(kind in INTERACTIONS for kind in self.kinds)
        bounce = int(len(self.views) == 1 and interactions == 1)
        duration = (self.times[-1] - self.times[0]) / 1000
        entry, exit_ = (self.views[0][1], self.views[-1][1]) if self.views else ("", "")
        events = self.kinds.count("event")
        return (self.times[0], self.times[-1], duration, len(self.views), events, interactions, bounce, entry, exit_)


def naive(history: list[tuple[int, str, str]]) -> list[Naive]:
    """The sessions of one visitor: (time, type, path), any order; equal times in the order given."""
    found: list[Naive] = []
    for moment, kind, path in sorted(history, key=lambda one: one[0]):
        fresh = not found or moment - found[-1].times[-1] > 30 * MINUTE or moment - found[-1].times[0] > 1_440 * MINUTE
        if fresh:
            found.append(Naive())
        one = found[-1]
        last = one.views[-1] if one.views else None
        if last and kind in INTERACTIONS and not any(time == last[0] for _, time, _ in one.page_times[-1:]):
            one.page_times.append((last[1], last[0], (moment - last[0]) / 1000))
        one.times.append(moment)
        one.kinds.append(kind)
        if kind == "pageview":
            one.views.append((moment, path))
    return found


KINDS = {
    "pageview": {},
    "event": {"name": "x"},
    "web_vital": {"name": "CLS", "value": 0.1},
    "search_query": {"query": "q"},
    "click_event": {"x": 1, "y": 2},
}
NAMES = ("anna", "ben", "cleo", "dan", "eve", "finn")
steps = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from([1, 40_000, 5 * MINUTE, 29 * MINUTE, 30 * MINUTE, 30 * MINUTE + 1, 31 * MINUTE, 400 * MINUTE]),
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(["/", "/a", "/b"]),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    walk=st.lists(steps, min_size=1, max_size=150), cuts=st.sets(st.integers(1, 149), max_size=3), shuffle=st.randoms()
)
async def test_a_random_history_is_counted_as_the_oracle_counts(
    desk: Desk, walk: list[tuple[str, int, str, str]], cuts: set[int], shuffle: Any
) -> None:
    """In batches cut anywhere, each in any order of its own."""
    project = new_project()
    clock = {name: at(0)["timestamp"] - 20 * 1_440 * MINUTE for name in NAMES}
    histories: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
    items: list[dict[str, Any]] = []
    for name, gap, kind, path in walk:
        clock[name] += gap
        histories[name].append((clock[name], kind, path))
        items.append({"type": kind, "path": path, "visitor_id": name, "timestamp": clock[name], **KINDS[kind]})
    borders = [0, *sorted(cut for cut in cuts if cut < len(items)), len(items)]
    for start, end in pairwise(borders):
        batch = items[start:end]
        shuffle.shuffle(batch)
        await desk.send(*batch, project=project, user_agent=CHROME)
        await desk.intake.flush()
    expected = [one for history in histories.values() for one in naive(history)]
    found = [tuple(row[:9]) for row in await desk.rows(SESSIONS, project)]
    assert sorted(found) == sorted(one.row() for one in expected)
    times = [(path, moment, seconds) for path, moment, _, seconds in await desk.stored(PAGE_TIMES, project)]
    assert sorted(times) == sorted(time for one in expected for time in one.page_times)
    summed = await desk.stored(SUMMED, project)
    assert [row[1] for row in summed] == [1] * len(expected)
    assert sum(row[3] for row in summed) == sum(len(one.views) for one in expected)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    batches=st.lists(st.lists(st.tuples(st.integers(0, 200), st.sampled_from(sorted(KINDS))), min_size=1), max_size=6)
)
async def test_laws_hold_however_late_events_come(desk: Desk, batches: list[list[tuple[int, str]]]) -> None:
    """Each event is in one session, a session's numbers are its events', and no row is left half cancelled."""
    project = new_project()
    for batch in batches:
        await desk.send(*({"type": kind, "path": "/", **KINDS[kind], **at(m)} for m, kind in batch), project=project)
        await desk.intake.flush()
    rows = await desk.rows(
        "SELECT session, toUnixTimestamp64Milli(min(timestamp)), toUnixTimestamp64Milli(max(timestamp)),"
        " countIf(type = 'pageview'), countIf(type = 'event'), any(session_start) = max(session_start)"
        " FROM events WHERE project = {project} AND type != 'page_time' GROUP BY session ORDER BY session",
        project,
    )
    stored = await desk.stored(
        "SELECT session, round(sum(sign * duration) * 1000), sum(sign * pageviews), sum(sign * events), sum(sign)"
        " FROM sessions WHERE project = {project} GROUP BY session ORDER BY session",
        project,
    )
    assert [[row[0], row[2] - row[1], row[3], row[4], 1] for row in rows] == stored
    assert all(row[5] for row in rows)
    assert sum(row[3] for row in rows) == sum(kind == "pageview" for batch in batches for _, kind in batch)
    (totals,) = await desk.stored(
        "SELECT countIf(s NOT IN (0, 1)) FROM (SELECT sum(sign) AS s FROM events"
        " WHERE project = {project} AND type = 'page_time' GROUP BY view, timestamp)",
        project,
    )
    assert totals == [0]
