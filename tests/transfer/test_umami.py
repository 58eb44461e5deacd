"""Umami's export: the same visits as if they had come in by themselves."""

from typing import Any
from uuid import UUID

from yard import TODAY, Yard

from ingest.importing import Whose
from pulse.clock import moment
from pulse.paging import Page
from pulse.windows import DAY, SECOND
from resolvers.devices import devices
from resolvers.stats import stats
from resolvers.webvitals import vitals

HEADER = (
    "website_id,session_id,visit_id,event_id,hostname,browser,os,device,screen,language,country,region,city,url_path,"
    "url_query,referrer_path,referrer_domain,page_title,lcp,event_type,event_name,created_at"
)
COLUMNS = HEADER.split(",")
DATA = "website_id,session_id,event_id,url_path,event_name,data_key,string_value,number_value,date_value,data_type"
START = TODAY - 60 * DAY

VISITS: list[tuple[int, list[tuple[int, str, dict[str, Any]]]]] = [
    (1, [(0, "/", {"referrer_domain": "www.google.com", "page_title": "Home, sweet"}), (90, "/pricing", {})]),
    (2, [(5, "/blog", {"url_query": "utm_source=newsletter&utm_medium=email"})]),
    (1, [(4_000, "/", {}), (4_030, "", {"event_name": "buy"}), (4_050, "/thanks", {"lcp": "2100.5"})]),
]
"""Each visit's visitor and its steps: seconds, page (or none for an event), and what is told beside."""


def uuid(*parts: int) -> str:
    return str(UUID(int=int("".join(f"{part:08d}" for part in (1, *parts)))))


def at(seconds: int) -> str:
    return moment((START + seconds * SECOND) / 1000).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]


def tables() -> dict[str, list[str]]:
    """The export."""
    lines = [HEADER]
    data = [DATA]
    for number, (visitor, steps) in enumerate(VISITS):
        for seconds, path, told in steps:
            event = uuid(number, seconds)
            row = {
                "website_id": uuid(0),
                "session_id": uuid(visitor),
                "visit_id": uuid(number, 7),
                "event_id": event,
                "hostname": "shop.example",
                "browser": "chrome",
                "os": "Windows 10",
                "device": "laptop",
                "country": "DE",
                "url_path": path or "/",
                "event_type": "2" if "event_name" in told else "1",
                "created_at": at(seconds),
            } | told
            lines.append(",".join(f'"{row.get(name, "")}"' for name in COLUMNS))
            if "lcp" in told:
                measured = row | {"event_type": "5", "event_id": uuid(number, seconds, 5)}
                lines.append(",".join(f'"{measured.get(name, "")}"' for name in COLUMNS))
            if "event_name" in told:
                for name, text, value, kind in (
                    ("plan", "pro", "", 1),
                    ("revenue", "", "19.5", 2),
                    ("n", "", "3.0", 2),
                ):
                    data.append(f"{uuid(0)},{uuid(visitor)},{event},/,buy,{name},{text},{value},,{kind}")
    return {"website_event.csv": lines, "session_data.csv": ["website_id"], "event_data.csv": data}


def sent() -> list[dict[str, Any]]:
    """The same, as a site would have sent it."""
    found: list[dict[str, Any]] = []
    for visitor, steps in VISITS:
        for seconds, path, told in steps:
            common = {"visitor_id": str(visitor), "hostname": "shop.example", "timestamp": START + seconds * SECOND}
            if "event_name" in told:
                data = {"plan": "pro", "revenue": 19.5, "n": 3}
                found.append(
                    common | {"type": "event", "name": "buy", "path": "/", "data": data, "revenue_amount": 19.5}
                )
                continue
            query = "?" + told["url_query"] if "url_query" in told else ""
            host = told.get("referrer_domain")
            found.append(
                common
                | {"type": "pageview", "path": f"https://shop.example{path}{query}", "title": told.get("page_title")}
                | {"referrer": f"https://{host}" if host else None}
            )
            if "lcp" in told:
                found.append(common | {"type": "web_vital", "name": "LCP", "value": 2100.5, "path": path})
    return found


async def test_visits_are_what_they_would_have_been(yard: Yard, other: Yard) -> None:
    await other.send(*sent())
    summary = await yard.take(Whose.UMAMI, yard.archive("export.zip", tables()))
    assert yard.refused == []
    assert summary.imported == len(sent())
    assert await stats(yard.ctx, yard.ask) == await stats(other.ctx, other.ask)
    assert await vitals(yard.ctx, yard.ask) == await vitals(other.ctx, other.ask)
    columns = "* EXCEPT (id, visitor, session, view, received_at, country, browser_version)"
    assert await yard.events(columns) == await other.events(columns)
    assert [row[1:20] for row in await yard.sessions()] == [row[1:20] for row in await other.sessions()]
    assert [row[1::2] for row in await yard.times()] == [row[1::2] for row in await other.times()]
    assert (await devices(yard.ctx, yard.ask, Page(9))).device_types[0].name == "Desktop"


async def test_again_adds_nothing(yard: Yard) -> None:
    archive = yard.archive("export.zip", tables())
    first = await yard.take(Whose.UMAMI, archive)
    stored = await yard.events(), await yard.sessions(), await yard.times()
    again = await yard.take(Whose.UMAMI, archive)
    assert (again.imported, again.known) == (0, first.imported)
    assert (await yard.events(), await yard.sessions(), await yard.times()) == stored


async def test_a_wrong_line_is_named(yard: Yard) -> None:
    lines = tables()["website_event.csv"]
    wrong = [
        lines[1].replace(at(0), "soon"),
        lines[2].replace('"1"', '"9"'),
        lines[3].replace(uuid(1, 5), "nobody"),
        lines[5].replace('"buy"', '""'),
    ]
    summary = await yard.take(Whose.UMAMI, yard.file("website_event.csv", lines[0], *wrong, lines[4]))
    assert [str(one) for one in yard.refused] == [
        "website_event.csv:2: 'created_at' must be an ISO 8601 time, not 'soon'",
        "website_event.csv:3: 'event_type' must be 1 (pageview), 2 (event) or 5 (performance), not '9'",
        "website_event.csv:4: 'event_id' must be a UUID, not 'nobody'",
        "website_event.csv:5: 'event_name' is missing",
    ]
    assert (summary.read, summary.imported, summary.refused) == (5, 1, 4)
