"""Ninety days of a believable site, made inside the engine: no row passes through Python.

Everything about session ``i`` is a hash of ``i``, so that both tables tell the same story: some 3.6 events a session,
pages and sources by Zipf's law, half of the visitors seen once.
"""

from pathlib import Path

from warehouse.client import Warehouse
from warehouse.statement import SQL, Statement

PROJECT = "bench"
DAYS = 90
END_MS = 1_767_225_600_000
"""2026-01-01T00:00Z, where the history ends."""

PAGES = 5_000
SOURCES = ["", "google.com", "twitter.com", "github.com", "reddit.com", "bing.com", "news.ycombinator.com"]
SOURCES += [f"site-{number}.example" for number in range(400)]
COUNTRIES = [
    "US",
    "GB",
    "DE",
    "IN",
    "CA",
    "FR",
    "BR",
    "JP",
    "AU",
    "NL",
    "ES",
    "IT",
    "SE",
    "PL",
    "MX",
    "KR",
    "CH",
    "BE",
    "AT",
    "NO",
    "DK",
    "FI",
    "IE",
    "PT",
    "CZ",
    "ZA",
    "AR",
    "CL",
    "TR",
    "GR",
]
NAMES = ["signup_complete", "add_to_cart", "purchase", "newsletter_subscribe", "video_play", "download", "share"]
_CLIENT = "browser, os, device, country, language, hostname"
STAMPS = f"source, utm_source, utm_medium, utm_campaign, channel, entry_path, {_CLIENT}"


def _chance(*salt: str) -> str:
    """A number in [0, 1) that the session (and the salt) decides."""
    return f"(cityHash64(i, {', '.join(salt)}) % 1000003 / 1000003)"


def _zipf(count: int, skew: float, *salt: str) -> str:
    """0 to count - 1, small ones more often, by a bounded Pareto law."""
    power = 1 - skew
    scaled = f"pow(1 + {_chance(*salt)} * (pow({count}, {power:.3f}) - 1), {1 / power:.4f}) - 1"
    return f"toUInt32(least(toFloat64({count - 1}), floor({scaled})))"


def _pick(values: list[str], skew: float, *salt: str) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"[{listed}][1 + {_zipf(len(values), skew, *salt)}]"


def _path(view: str) -> str:
    page = _zipf(PAGES, 1.25, view, "'path'")
    return f"if({page} = 0, '/', concat('/section-', toString({page} % 17), '/page-', toString({page})))"


def _sessions(count: int) -> str:
    return f"""
        SELECT i, cityHash64(i, 'session') AS session,
            cityHash64({_zipf(count // 2, 0.6, "'visitor'")}, 'visitor') AS visitor,
            {END_MS} - toInt64({_chance("'start'")} * {DAYS} * 86400000) AS start_ms,
            1 + least(19, toUInt32(floor(-log(1 - {_chance("'views'")} * 0.99999) * 1.6))) AS views,
            toUInt32({_chance("'has events'")} < 0.35) * (1 + toUInt32({_chance("'events'")} * 3)) AS customs,
            toUInt32({_chance("'has vitals'")} < 0.25) * 3 AS vitals,
            30000 + toUInt32({_chance("'gap'")} * 60000) AS gap,
            {_pick(SOURCES, 1.3, "'source'")} AS source,
            {_pick(["", "", "", "spring_sale", "launch", "newsletter"], 0.5, "'campaign'")} AS utm_campaign,
            if(utm_campaign = '', '', {_pick(["google", "newsletter", "twitter"], 0.5, "'utm'")}) AS utm_source,
            if(utm_campaign = '', '', {_pick(["cpc", "email", "social"], 0.5, "'utm'")}) AS utm_medium,
            {_pick(["Direct", "Organic Search", "Referral", "Social", "Email", "Paid"], 0.9, "'channel'")} AS channel,
            {_pick(["Chrome", "Safari", "Firefox", "Edge", "Samsung Internet", "Opera"], 1.6, "'browser'")} AS browser,
            {_pick(["Windows", "macOS", "iOS", "Android", "Linux"], 0.8, "'os'")} AS os,
            {_pick(["Desktop", "Mobile", "Tablet"], 1.4, "'device'")} AS device,
            {_pick(COUNTRIES, 1.2, "'country'")} AS country,
            {_pick(["en-US", "en-GB", "de-DE", "fr-FR"], 0.9, "'language'")} AS language,
            {_path("0")} AS entry_path, 'www.example.com' AS hostname
        FROM (SELECT number AS i FROM numbers({count}))"""


def _events(kind: str, count: str, moment: str, sessions: str, path: str, **columns: str) -> str:
    given = "".join(f", {name}" for name in columns)
    values = "".join(f", {value}" for value in columns.values())
    at = f"fromUnixTimestamp64Milli(toInt64({moment}), 'UTC')"
    unique = f"reinterpretAsUUID(concat(reinterpretAsString(cityHash64(i, n, '{kind}')), reinterpretAsString(i)))"
    return f"""
        INSERT INTO events (project, type, timestamp, received_at, id, visitor, session, session_start, path,
            {STAMPS}{given})
        SELECT '{PROJECT}', '{kind}', {at}, {at}, {unique}, visitor, session,
            fromUnixTimestamp64Milli(start_ms, 'UTC'), {path}, {STAMPS}{values}
        FROM ({sessions}) ARRAY JOIN range({count}) AS n"""


MERGED = ["OPTIMIZE TABLE events FINAL", "OPTIMIZE TABLE sessions FINAL"]
"""What background merges do in time; without it the first runs would measure them instead of the reports."""


def statements(events: int) -> list[str]:
    """What fills both tables with about so many events."""
    sessions = _sessions(round(events / 3.6))
    lasting = "toFloat64(greatest((views - 1) * gap, customs * 1000)) / 1000"
    name = _pick(NAMES, 1.4, "n", "'name'")
    plan = f"map('plan', {_pick(['free', 'pro', 'team'], 0.9, chr(39) + 'plan' + chr(39))})"
    return [
        _events("pageview", "views", "start_ms + n * gap", sessions, _path("n")),
        _events("event", "customs", "start_ms + (n + 1) * 1000", sessions, _path("0"), name=name, properties=plan),
        _events(
            "web_vital",
            "vitals",
            "start_ms + 500 + n",
            sessions,
            _path("0"),
            name="['LCP', 'FCP', 'CLS'][1 + n]",
            value=f"{_chance('n')} * 4000",
        ),
        _events("page_time", "toUInt32(views - 1)", "start_ms + n * gap", sessions, _path("n"), value="gap / 1000"),
        f"""INSERT INTO sessions (project, start, session, sign, version, visitor, end, duration, pageviews, events,
                interactions, bounce, exit_path, {STAMPS})
            SELECT '{PROJECT}', fromUnixTimestamp64Milli(start_ms, 'UTC'), session, 1, 1, visitor,
                fromUnixTimestamp64Milli(start_ms + toInt64({lasting} * 1000), 'UTC'), {lasting}, views, customs,
                views + customs, views = 1 AND customs = 0, {_path("views - 1")}, {STAMPS}
            FROM ({sessions})""",
    ]


MADE_AT_ONCE = 10_000_000
"""A larger history is this one several times over, of visitors and sessions of their own: copying is quicker."""


def copies(times: int) -> list[str]:
    """What adds the history ``times - 1`` times more, with the same pages and moments."""
    others = f"ARRAY JOIN range(1, {times}) AS copy"
    theirs = "cityHash64(visitor, copy) AS visitor, cityHash64(session, copy) AS session"
    unique = "reinterpretAsUUID(concat(reinterpretAsString(cityHash64(id, copy)), reinterpretAsString(copy))) AS id"
    return [
        f"INSERT INTO events SELECT * REPLACE ({theirs}, {unique}) FROM events {others}",
        f"INSERT INTO sessions SELECT * REPLACE ({theirs}) FROM sessions {others}",
    ]


async def open_history(folder: Path, events: int) -> Warehouse:
    """A warehouse with that history, which is made where the folder does not have it yet."""
    warehouse = await Warehouse.open(f"chdb://{folder}")
    await warehouse.migrate()
    ((stored,),) = await warehouse.fetch(Statement(SQL("SELECT count() FROM sessions")))
    if not stored:
        print(f"Making about {events:,} events of {DAYS} days in {folder} ...", flush=True)
        times = max(1, round(events / MADE_AT_ONCE))
        made = statements(events // times)
        for sql in [*made, *(copies(times) if times > 1 else ()), *MERGED]:
            await warehouse.execute(Statement(SQL(sql)))
    return warehouse


def quality_statements(events: int) -> list[str]:
    """What adds errors, clicks, searches, scrolls, outbound links and traits to the same sessions."""
    sessions = _sessions(round(events / 3.6))

    def some(share: float, most: int, salt: str) -> str:
        return f"toUInt32({_chance(salt)} < {share}) * (1 + toUInt32({_chance(salt, '1')} * {most}))"

    number = _zipf(200, 1.2, "n", "'number'")
    during = "start_ms + n * 700"
    return [
        _events(
            "scroll_depth", "views", "start_ms + n * gap + 900", sessions, _path("n"), value=f"{_chance('n')} * 100"
        ),
        _events(
            "js_error",
            some(0.04, 3, "'errors'"),
            during,
            sessions,
            _path("0"),
            text=f"concat('Cannot read properties of item ', toString({number}))",
            detail="'TypeError: x is null\n at render (https://www.example.com/app.js:12:7)'",
            fingerprint=f"toUInt64({number})",
        ),
        _events(
            "click_event",
            some(0.3, 4, "'clicks'"),
            during,
            sessions,
            _path("0"),
            x=f"toInt32({_chance('n', '2')} * 1400)",
            y=f"toInt32({_chance('n', '3')} * 3000)",
            detail=f"concat('#item-', toString({number}))",
            viewport_width="1400",
            viewport_height="900",
        ),
        _events(
            "search_query",
            some(0.08, 2, "'searches'"),
            during,
            sessions,
            "'/search'",
            text=f"concat('query ', toString({number}))",
            value=f"{number} % 7",
        ),
        _events(
            "outlink",
            some(0.1, 2, "'links'"),
            during,
            sessions,
            _path("0"),
            text=f"concat('https://site-', toString({number}), '.example/page')",
            detail="'external'",
        ),
        _events(
            "identify",
            some(0.05, 1, "'traits'"),
            during,
            sessions,
            _path("0"),
            properties=f"map('plan', {_pick(['free', 'pro', 'team'], 0.9, chr(39) + 'trait' + chr(39))})",
        ),
        "OPTIMIZE TABLE events FINAL",
        "OPTIMIZE TABLE traits FINAL",
    ]


async def open_quality(folder: Path, events: int) -> Warehouse:
    """The same history with what the reports about quality and content are made of."""
    warehouse = await open_history(folder, events)
    ((stored,),) = await warehouse.fetch(Statement(SQL("SELECT count() FROM events WHERE type = 'scroll_depth'")))
    if not stored:
        print("Adding errors, clicks, searches, scrolls, outbound links and traits ...", flush=True)
        for sql in quality_statements(events):
            await warehouse.execute(Statement(SQL(sql)))
    return warehouse
