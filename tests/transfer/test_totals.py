"""Daily totals of Plausible and Google: the reports say what the totals said, day by day."""

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from elsewhere import FIRST, Real, counted, days, dice, google, grouped, plausible
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yard import NOW, Yard

from ingest.importing import Whose
from ingest.importing.daily import Count, Day, Days, PageCount
from ingest.importing.files import ImportRefusedError, Report
from ingest.importing.synthesis import Lines, synthesise
from pulse.paging import Page
from pulse.project import ProjectFacts, Salt
from pulse.windows import DAY, Interval, Window
from resolvers.asking import Ask
from resolvers.breakdown import breakdown
from resolvers.devices import devices
from resolvers.events import events
from resolvers.geo import countries
from resolvers.pageviews import pages
from resolvers.stats import timeseries

ALL = Page(1_000)
SOURCES = {"": "(direct)", "Google": "google.com", "Twitter": "twitter.com"}


def asked(yard: Yard, when: date) -> Ask:
    """One day."""
    start = (when - date(1970, 1, 1)).days * DAY
    return Ask(Window(start, start + DAY), yard.ask.zone)


def measured(visits: list[Real]) -> tuple[Any, ...]:
    """Visitors, pageviews, sessions, bounce rate and mean duration."""
    seconds = sum(one.seconds for one in visits)
    bounced = sum(one.bounce for one in visits)
    return (
        len({one.visitor for one in visits}),
        sum(len(one.pages) for one in visits),
        len(visits),
        round(100 * bounced / len(visits), 1),
        round(seconds / len(visits), 1),
    )


@pytest.mark.parametrize(("seed", "visitors"), [(1, 4), (2, 60)])
async def test_the_reports_say_what_plausible_told(yard: Yard, seed: int, visitors: int) -> None:
    visits = days(dice(seed), 5, visitors)
    summary = await yard.take(Whose.PLAUSIBLE, yard.archive("a_example.zip", plausible(visits)))
    assert (yard.refused, summary.busy, summary.notes) == ([], {}, ())
    assert summary.days == ("2026-03-01", "2026-03-05")
    series = await timeseries(
        yard.ctx, Ask(Window(asked(yard, FIRST).window.start, 1_772_755_200_000), yard.ask.zone), Interval.DAY
    )
    for number, point in enumerate(series):
        of_day = [one for one in visits if one.day == FIRST + timedelta(days=number)]
        told = (point.visitors, point.pageviews, point.sessions, point.bounce_rate, point.avg_duration)
        assert told == measured(of_day)
    for when in sorted({one.day for one in visits}):
        await _check_day(yard, asked(yard, when), [one for one in visits if one.day == when])


async def _check_day(yard: Yard, ask: Ask, visits: list[Real]) -> None:
    """The tables of a day."""
    viewed = {row.path: row for row in (await pages(yard.ctx, ask, ALL)).rows}
    for _, path, times, who in counted(visits, lambda one: one.pages):
        assert viewed[path].views == times
        assert abs(viewed[path].unique_views - who) <= 1  # on a quiet day who has not seen it may have bounced already
    done = (await events(yard.ctx, ask, ALL)).rows
    assert sorted((row.name, row.count, row.unique) for row in done) == [
        (name, times, who) for _, name, times, who in counted(visits, lambda one: one.events)
    ]
    parts = await devices(yard.ctx, ask, ALL)
    for shown, attribute in ((parts.browsers, "browser"), (parts.device_types, "device")):
        told = grouped(visits, lambda one, attribute=attribute: (getattr(one, attribute),))
        assert sorted((row.name, row.visitors) for row in shown) == [(row[1], row[2]) for row in told]
    places = (await countries(yard.ctx, ask, ALL)).rows
    assert sorted((row.country, row.visitors) for row in places) == [
        (row[1], row[2]) for row in grouped(visits, lambda one: (one.country,))
    ]
    for by, key in (
        ("source", lambda one: SOURCES.get(one.source, one.source)),
        ("entry_page", lambda one: one.pages[0]),
    ):
        rows = (await breakdown(yard.ctx, ask, by, ("sessions", "bounce_rate"), ALL)).rows
        told = grouped(visits, lambda one, key=key: (key(one),))
        assert sorted((row.value, row.sessions, row.bounce_rate) for row in rows) == [
            (row[1], row[3], round(100 * row[5] / row[3], 1)) for row in told
        ]


async def test_totals_again_and_beside_other_events(yard: Yard) -> None:
    visits = days(dice(3), 3, 5)
    archive = yard.archive("a_example.zip", plausible(visits))
    second = round((asked(yard, FIRST).window.start + DAY) + 3_600_000)
    await yard.send({"type": "pageview", "path": "/own", "visitor_id": "a", "timestamp": second})
    summary = await yard.take(Whose.PLAUSIBLE, archive)
    assert summary.busy == {"2026-03-02": 1}
    stored, kept = await yard.events(), await yard.sessions()
    assert sum(row[0] == "pageview" for row in stored) == 1 + sum(
        len(one.pages) for one in visits if one.day != FIRST + timedelta(days=1)
    )
    again = await yard.take(Whose.PLAUSIBLE, archive)
    assert (again.imported, again.known, again.busy) == (0, summary.imported, {"2026-03-02": 1})
    assert (await yard.events(), await yard.sessions()) == (stored, kept)


async def test_a_broken_import_is_finished_by_the_next(yard: Yard) -> None:
    visits = days(dice(4), 2, 9)
    archive = yard.archive("a_example.zip", plausible(visits))
    await yard.take(Whose.PLAUSIBLE, archive)
    whole = await yard.events(), await yard.sessions()
    for lost in ("events", "sessions"):
        await yard.erase(lost, f"visitor % 2 = 0 AND project = '{yard.project.id}'")
        assert (await yard.events(), await yard.sessions()) != whole
        await yard.take(Whose.PLAUSIBLE, archive)
        assert (await yard.events(), await yard.sessions()) == whole


async def test_a_wrong_line_is_named_and_the_others_are_taken(yard: Yard) -> None:
    header = "date,visitors,pageviews,bounces,visits,visit_duration"
    path = yard.file(
        "imported_visitors.csv",
        header,
        "2026-03-01,2,4,1,3,90",
        "yesterday,1,1,1,1,1",
        "2026-03-02,x,1,1,1,1",
        "2026-03-03,1",
    )
    summary = await yard.take(Whose.PLAUSIBLE, path)
    assert [str(one) for one in yard.refused] == [
        "imported_visitors.csv:3: 'date' must be a day such as 2026-03-01, not 'yesterday'",
        "imported_visitors.csv:4: 'visitors' must be a number of 0 or more, not 'x'",
        "imported_visitors.csv:5: has 2 columns, not 6",
    ]
    assert (summary.read, summary.refused, summary.days) == (4, 3, ("2026-03-01", "2026-03-01"))


@pytest.mark.parametrize(
    ("name", "lines", "told"),
    [
        ("imported_visitors.csv", ["date,visitors", "2026-03-01,1"], "no column 'pageviews', 'bounces', 'visits'"),
        ("imported_pages.csv", ["date,hostname,page,visitors,pageviews", "2026-03-01,a,/,1,1"], "how many visits"),
        ("other.csv", ["a,b", "1,2"], "nothing in these files"),
        ("imported_visitors.xlsx", ["a"], "is none of .csv"),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused(yard: Yard, name: str, lines: list[str], told: str) -> None:
    with pytest.raises(ImportRefusedError, match=told):
        await yard.take(Whose.PLAUSIBLE, yard.file(name, *lines))
    assert await yard.events() == []


async def test_a_day_that_is_not_over_waits(yard: Yard) -> None:
    header = "date,visitors,pageviews,bounces,visits,visit_duration"
    path = yard.file("imported_visitors.csv", header, "2026-09-20,1,1,1,1,0", "2026-09-21,1,1,1,1,0")
    summary = await yard.take(Whose.PLAUSIBLE, path)
    assert (summary.days, summary.notes) == (
        ("2026-09-20", "2026-09-20"),
        ("2026-09-21 is left out: it is not over yet.",),
    )


@pytest.mark.parametrize("packed", [False, True])
async def test_the_reports_say_what_google_told(yard: Yard, packed: bool) -> None:  # noqa: FBT001 - a case
    visits = days(dice(5), 3, 30)
    tables = google(visits)
    files = [yard.archive("ga4.zip", tables)] if packed else [yard.file(name, *text) for name, text in tables.items()]
    summary = await yard.take(Whose.GA4, *files)
    assert (yard.refused, summary.notes) == ([], ())
    for when in sorted({one.day for one in visits}):
        of_day = [one for one in visits if one.day == when]
        ask = asked(yard, when)
        (point,) = await timeseries(yard.ctx, ask, Interval.DAY)
        told = (point.visitors, point.pageviews, point.sessions, point.bounce_rate)
        assert told == measured(of_day)[:4]
        viewed = (await pages(yard.ctx, ask, ALL)).rows
        assert sorted((row.path, row.views, row.unique_views) for row in viewed) == [
            (path, times, who) for _, path, times, who in counted(of_day, lambda one: one.pages)
        ]
        done = (await events(yard.ctx, ask, ALL)).rows
        assert Counter({row.name: row.count for row in done}) == Counter(name for one in of_day for name in one.events)
        places = (await countries(yard.ctx, ask, ALL)).rows
        assert Counter({row.country: row.visitors for row in places}) == Counter(
            {row[1]: row[2] for row in grouped(of_day, lambda one: (one.country,))}
        )
        channels = (await breakdown(yard.ctx, ask, "source", ("sessions",), ALL)).rows
        assert Counter({row.value: row.sessions for row in channels}) == Counter(
            SOURCES.get(one.source, one.source) for one in of_day
        )


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["Country,Sessions", "Germany,3"], "does not say on which day"),
        (["Nth day,Sessions", "0000,3"], "counts days from a start that it does not tell"),
        (["Date,Country", "20260301,Germany"], "no column 'Sessions'"),
        (["Date,Event name", "20260301,x"], "no column 'Event count'"),
    ],
)
async def test_a_report_that_cannot_be_used_is_refused(yard: Yard, lines: list[str], told: str) -> None:
    with pytest.raises(ImportRefusedError, match=told):
        await yard.take(Whose.GA4, yard.file("report.csv", *lines))


async def test_days_counted_from_a_start(yard: Yard) -> None:
    comments = ["# ----", "# Start date: 20260301", "# End date: 20260302", ""]
    path = yard.file("report.csv", *comments, "Nth day,Sessions", "0000,3", "0001,2")
    await yard.take(Whose.GA4, path)
    ask = Ask(Window(asked(yard, FIRST).window.start, asked(yard, FIRST).window.start + 2 * DAY), yard.ask.zone)
    assert [point.sessions for point in await timeseries(yard.ctx, ask, Interval.DAY)] == [3, 2]


counts = st.integers(0, 30)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    total=st.builds(Count, counts, counts, counts, counts, st.floats(0, 9_000)),
    parts=st.lists(st.builds(Count, counts, counts, counts), max_size=4),
    viewed=st.lists(st.builds(PageCount, counts, counts), max_size=4),
    seed=st.integers(0, 9),
)
def test_whatever_is_told_the_total_is_kept(
    total: Count, parts: list[Count], viewed: list[PageCount], seed: int
) -> None:
    """Also where the tables contradict each other and themselves."""
    told = Days(Report(lambda _: None))
    day = told.of(FIRST + timedelta(days=seed))
    day.total.add(total)
    day.total.visits += 1
    for number, count in enumerate(parts):
        day.part(("browser",), (f"b{number}",), count)
    for number, page in enumerate(viewed):
        day.page("a.example", f"/{number}", page)
    (whole,) = told.complete("Europe/Berlin", round(NOW * 1000))
    lines = Lines()
    synthesise(whole, _project(), "test", lines)
    _check_lines(whole, lines)


def _project() -> Any:
    return ProjectFacts(id="p", name="P", domain="a.example", salt=Salt(b""))


def _check_lines(day: Day, lines: Lines) -> None:
    sessions = [json.loads(line) for line in lines.sessions]
    rows = [json.loads(line) for line in lines.events]
    assert len({row["session"] for row in sessions}) == len(sessions) == day.total.visits
    assert len({row["visitor"] for row in sessions}) == day.total.visitors
    assert sum(row["bounce"] for row in sessions) == day.total.bounces
    assert abs(sum(row["duration"] for row in sessions) - day.total.seconds) < 0.01
    views = [row for row in rows if row["type"] == "pageview"]
    if day.pages:
        assert len(views) == sum(row["pageviews"] for row in sessions) >= day.total.pageviews
    assert len({row["id"] for row in views}) == len(views)
    assert all(day.start <= 1000 * row["timestamp"] < day.end for row in rows)
