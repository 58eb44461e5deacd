"""What is read off a request: program, place, source, channel, page, and who it was without knowing who it was."""

import uuid
from typing import Any

import pytest
from desk import CHROME, NOW, Desk, new_project

from app.assets import COUNTRIES
from ingest.channels import Channel, channel_of, same_site, source_of, split_referrer
from ingest.clients import Clients
from ingest.enrich import identity, split_path
from ingest.hits import Client, Place
from ingest.places import Places
from ingest.rows import EventRow, Fact, Stamp
from ingest.visitor import visitor_of
from pulse.modules import ModuleState
from pulse.project import Salt

ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0{} Safari/537.36"
APPLE = "Mozilla/5.0 ({}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 {}Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "client"),
    [
        (CHROME, Client("Chrome", "122", "Windows", "10", "Desktop")),
        (CHROME + " Edg/122.0.0.0", Client("Edge", "122", "Windows", "10", "Desktop")),
        (ANDROID.format(" Mobile"), Client("Chrome", "122", "Android", "10", "Mobile")),
        (ANDROID.format(""), Client("Chrome", "122", "Android", "10", "Tablet")),
        (
            APPLE.format("iPhone; CPU iPhone OS 17_4 like Mac OS X", "Mobile/15E148 "),
            Client("Safari", "17", "iOS", "17.4", "Mobile"),
        ),
        (
            APPLE.format("iPad; CPU OS 16_4 like Mac OS X", "Mobile/15E148 "),
            Client("Safari", "17", "iOS", "16.4", "Tablet"),
        ),
        (APPLE.format("Macintosh; Intel Mac OS X 10_15_7", ""), Client("Safari", "17", "macOS", "", "Desktop")),
        (
            "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:123.0) Gecko/20100101 Firefox/123.0",
            Client("Firefox", "123", "Linux", "", "Desktop"),
        ),
        ("curl/8.5.0", Client("curl", "8")),
        ("", Client()),
        ("node", Client()),
    ],
)
def test_a_program_is_known_by_its_user_agent(agent: str, client: Client) -> None:
    assert Clients().read(agent) == (client, False)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        CHROME.replace("Chrome/", "HeadlessChrome/"),
        CHROME + " Chrome-Lighthouse",
        "facebookexternalhit/1.1",
        "Scrapy/2.11 (+https://scrapy.example)",
        "UptimeRobot/2.0",
        "Slackbot-LinkExpanding 1.0",
    ],
)
def test_a_robot_says_so(agent: str) -> None:
    assert Clients().read(agent)[1]


@pytest.mark.parametrize(
    "agent",
    [
        "python-requests/2.32",
        "python-httpx/0.28",
        "Go-http-client/1.1",
        "okhttp/4.12",
        "undici",
        "Deno/2.0",
        "axios/1.7",
        ANDROID.format(" Mobile").replace("; K)", "; CUBOT X18)"),
    ],
)
def test_a_server_that_reports_is_no_robot(agent: str) -> None:
    assert not Clients().read(agent)[1]


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("8.8.8.8", "US"),
        ("2001:4860:4860::8888", "US"),
        ("193.0.6.139", "NL"),
        ("127.0.0.1", "XX"),
        ("10.1.2.3", "XX"),
        ("::1", "XX"),
        ("", "XX"),
        ("testclient", "XX"),
    ],
)
def test_an_address_is_in_a_country(address: str, country: str) -> None:
    places = Places.open("", COUNTRIES)
    assert places.find(address) == Place(country)
    places.close()


def test_a_city_file_tells_region_and_city() -> None:
    class Cities:
        """A reader that answers in MaxMind's shape."""

        def get(self, ip_address: str) -> Any:
            if ip_address != "1.2.3.4":
                return {"country": {"iso_code": "AQ"}}
            names = {"de": "München", "en": "Munich"}
            divisions = [{"iso_code": "BY", "names": {"en": "Bavaria"}}]
            return {"country": {"iso_code": "DE"}, "subdivisions": divisions, "city": {"names": names}}

        def close(self) -> None:
            """Nothing is open."""

    places = Places(Cities())
    assert places.find("1.2.3.4") == Place("DE", "Bavaria", "Munich")
    assert places.find("4.3.2.1") == Place("AQ")


def test_without_a_file_countries_are_unknown(tmp_path: Any) -> None:
    assert Places.open("", tmp_path / "none.mmdb").find("8.8.8.8") == Place("XX")
    with pytest.raises(OSError, match=r"none\.mmdb"):
        Places.open(str(tmp_path / "none.mmdb"), COUNTRIES)


@pytest.mark.parametrize(
    ("referrer", "source"),
    [
        ("https://www.google.com/search?q=x", "google.com"),
        ("https://google.co.uk", "google.com"),
        ("https://t.co/abc", "twitter.com"),
        ("https://x.com/a/status/1", "twitter.com"),
        ("http://out.reddit.com/", "reddit.com"),
        ("android-app://com.google.android.gm/", "mail.google.com"),
        ("https://Blog.Example.ORG:8443/post?id=1#top", "blog.example.org"),
        ("https://acme.com/pricing", ""),
        ("https://docs.acme.com/", ""),
        ("https://www.acme.com", ""),
        ("https://notacme.com", "notacme.com"),
        ("http://localhost:3000/", ""),
        ("", ""),
        ("about:blank", ""),
        ("javascript:alert(1)", ""),
        ("http://[broken", ""),
        ("nonsense", ""),
    ],
)
async def test_a_referrer_names_a_source(desk: Desk, referrer: str, source: str) -> None:
    await desk.send({"type": "pageview", "path": "/", "referrer": referrer, "hostname": "LOCALHOST"})
    ((found, stored, hostname),) = await desk.rows(
        "SELECT source, referrer, hostname FROM events WHERE project = {project}"
    )
    assert found == source
    assert "?" not in stored
    assert "#" not in stored
    assert bool(stored) == bool(source)
    assert hostname == "localhost"


@pytest.mark.parametrize(
    ("source", "medium", "campaign_source", "channel"),
    [
        ("", "", "", Channel.DIRECT),
        ("google.com", "", "", Channel.SEARCH),
        ("google.com", "cpc", "google", Channel.PAID),
        ("", "", "google", Channel.SEARCH),
        ("", "", "facebook.com", Channel.SOCIAL),
        ("news.ycombinator.com", "", "", Channel.SOCIAL),
        ("chatgpt.com", "", "", Channel.AI),
        ("", "", "chatgpt.com", Channel.AI),
        ("mail.google.com", "", "", Channel.EMAIL),
        ("", "Email", "spring", Channel.EMAIL),
        ("", "", "newsletter", Channel.EMAIL),
        ("example.org", "", "", Channel.REFERRAL),
        ("", "affiliate", "", Channel.REFERRAL),
        ("", "", "partner-a", Channel.REFERRAL),
    ],
)
def test_a_channel_is_made_of_source_and_campaign(
    source: str, medium: str, campaign_source: str, channel: Channel
) -> None:
    assert channel_of(source, medium, campaign_source) is channel


def test_hosts_are_compared_whole() -> None:
    assert same_site("www.acme.com", "acme.com")
    assert same_site("acme.com", "www.acme.com")
    assert not same_site("acme.com.evil.example", "acme.com")
    assert not same_site("evil.example", "")
    assert source_of("google.evil.example") == "google.evil.example"
    assert split_referrer("https://user:secret@host.example/a")[1] == "https://host.example/a"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("/a/b", ("", "/a/b", "")),
        ("/a?x=1#y", ("", "/a?x=1#y", "x=1")),
        ("/#/route", ("", "/#/route", "")),
        ("a/b", ("", "/a/b", "")),
        ("https://Shop.Acme.com/a?utm_source=s#x", ("shop.acme.com", "/a", "utm_source=s")),
        ("https://acme.com", ("acme.com", "/", "")),
        ("//acme.com/x", ("", "//acme.com/x", "")),
        ("http://[broken", ("", "/http://[broken", "")),
        ("", ("", "", "")),
    ],
)
def test_a_path_may_be_a_whole_address(sent: str, expected: tuple[str, str, str]) -> None:
    assert split_path(sent) == expected


async def test_a_campaign_is_read_off_the_address_where_it_is_not_sent(desk: Desk) -> None:
    query = "utm_source=a&utm_medium=b&utm_campaign=c%20d&utm_term=e&utm_content=f"
    await desk.send({"type": "pageview", "path": f"https://acme.com/x?{query}", "utm_source": "sent"})
    rows = await desk.rows(
        "SELECT utm_source, utm_medium, utm_campaign, utm_term, utm_content, path, hostname"
        " FROM events WHERE project = {project}"
    )
    assert rows == [["sent", "b", "c d", "e", "f", "/x", "acme.com"]]


async def test_a_core_module_that_is_off_collects_nothing(desk: Desk) -> None:
    off = {name: ModuleState(enabled=False) for name in ("devices", "geo", "referrers", "utm")}
    project = new_project(modules=off)
    item = {"type": "pageview", "path": "/", "screen": "1x1", "language": "de", "utm_source": "u"}
    await desk.send(item | {"referrer": "https://google.com"}, project=project)
    rows = await desk.rows(
        "SELECT browser, os, device, screen, language, country, source, referrer, utm_source, channel"
        " FROM events WHERE project = {project}",
        project,
    )
    assert rows == [["", "", "", "", "", "XX", "", "", "", "Direct"]]


async def test_texts_are_cut_and_cleaned(desk: Desk) -> None:
    await desk.send(
        {"type": "pageview", "path": "/" + "p" * 3_000, "title": "t\x00\x1b[31mitle" + "x" * 900, "language": "l" * 99},
        {"type": "js_error", "message": "m" * 9_000, "stack": "line 1\n\tline 2" + "s" * 9_000},
    )
    rows = await desk.rows(
        "SELECT length(path), length(title), startsWith(title, 't[31mitle'), length(language), length(text),"
        " length(detail), startsWith(detail, 'line 1\\n\\tline 2')"
        " FROM events WHERE project = {project} AND type != 'page_time' ORDER BY type DESC"
    )
    assert rows == [[2000, 498, 1, 35, 0, 0, 0], [0, 0, 0, 35, 2000, 8000, 1]]


async def test_each_type_fills_its_columns(desk: Desk) -> None:
    survey = uuid.uuid4()
    answers = [{"question_id": "q1", "value": "Very"}, {"question_id": "q2", "value": 9}]
    await desk.send(
        {"type": "event", "name": "e", "data": {"s": "x", "n": 1.5, "b": True, "none": None, "list": [1]}},
        {"type": "identify", "traits": {"plan": "pro"}},
        {"type": "web_vital", "name": "CLS", "value": 0.04, "rating": "good"},
        {"type": "scroll_depth", "max_depth": 87},
        {"type": "search_query", "query": "q", "results_count": 7},
        {"type": "search_query", "query": "untold"},
        {"type": "outlink", "url": "https://x.example/a?b", "link_type": "external"},
        {"type": "js_error", "message": "m", "stack": "s", "filename": "f", "lineno": 142, "colno": 18},
        {"type": "click_event", "x": 482.4, "y": 1203, "element_selector": "a.b", "viewport_width": 1440}
        | {"viewport_height": 900, "page_width": 1440, "page_height": 5000, "element_x": 0.5, "element_y": 0.25},
        {"type": "survey_response", "survey_id": f"srv-{survey}", "answers": answers, "completed": True},
    )
    columns = "type, name, value, text, detail, filename, line, col, x, y, element_x, element_y, viewport_width"
    more = "viewport_height, page_width, page_height, properties, data, fingerprint != 0"
    rows = await desk.rows(f"SELECT {columns}, {more} FROM events WHERE project = {{project}} ORDER BY type, text")
    blank = ["", 0, "", "", "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {}, "", 0]

    def row(kind: str, **filled: Any) -> list[Any]:
        names = [name.strip() for name in f"{columns}, {more}".replace("fingerprint != 0", "fingerprint").split(",")]
        return [kind] + [filled.get(name, value) for name, value in zip(names[1:], blank, strict=True)]

    pixels = {"x": 482, "y": 1203, "element_x": 0.5, "element_y": 0.25, "viewport_width": 1440}
    assert rows == [
        row("click_event", detail="a.b", viewport_height=900, page_width=1440, page_height=5000, **pixels),
        row(
            "event",
            name="e",
            properties={"s": "x", "n": "1.5", "b": "true"},
            data='{"s":"x","n":1.5,"b":true,"none":null,"list":[1]}',
        ),
        row("identify", properties={"plan": "pro"}, data='{"plan":"pro"}'),
        row("js_error", text="m", detail="s", filename="f", line=142, col=18, fingerprint=1),
        row("outlink", text="https://x.example/a?b", detail="external"),
        row("scroll_depth", value=87),
        row("search_query", text="q", value=7),
        row("search_query", text="untold", value=-1),
        row(
            "survey_response",
            name=str(survey),
            value=1,
            data='[{"question_id":"q1","value":"Very"},{"question_id":"q2","value":9}]',
        ),
        row("web_vital", name="CLS", value=0.04),
    ]
    traits = await desk.stored("SELECT trait, value FROM traits WHERE project = {project}")
    assert traits == [["plan", "pro"]]


async def test_a_survey_is_named_by_its_id(desk: Desk) -> None:
    (problem,) = await desk.refuse({"type": "survey_response", "survey_id": "nps", "answers": []})
    assert problem.message == "Invalid request body: 'survey_id' must be a UUID."


async def test_large_data_is_refused(desk: Desk) -> None:
    (problem,) = await desk.refuse({"type": "event", "name": "x", "data": {"x": ["y" * 1_000] * 40}})
    assert problem.message == "Invalid request body: 'data' must be at most 32768 bytes of JSON."


# The visitor.


def who(**changes: Any) -> int:
    project = new_project(domain=changes.pop("domain", "acme.com"), salt=Salt(changes.pop("salt", b"s" * 32)))
    given = {"visitor_id": None, "address": "1.2.3.4", "user_agent": CHROME, **changes}
    return visitor_of(project, now=NOW, **given)[0]


def test_a_visitor_is_an_address_a_program_and_a_site() -> None:
    assert who() == who()
    others = [
        who(address="1.2.3.5"),
        who(user_agent="x"),
        who(domain="x"),
        who(salt=b"t" * 32),
        who(visitor_id="a"),
        who(visitor_id="b"),
        who(visitor_id="1.2.3.4"),
    ]
    assert len({who(), *others}) == 8
    assert who(address="2001:db8:1:2:3::4") == who(address="2001:db8:1:2:9::9"), "a household's network is one"
    assert who(address="2001:db8:1:2::") != who(address="2001:db8:1:3::")
    assert who(address="::ffff:1.2.3.4") == who()
    assert who(visitor_id="a") == who(visitor_id="a", address="9.9.9.9", user_agent="other")


def test_the_parts_of_a_visitor_cannot_be_moved_into_each_other() -> None:
    assert who(user_agent="ab", domain="c") != who(user_agent="a", domain="bc")


def test_the_salt_before_is_used_for_a_day() -> None:
    project = new_project(salt=Salt(b"2" * 32, b"1" * 32, NOW))
    now, prior = visitor_of(project, "v", "", "", NOW + 86_400)
    assert (now, prior) == (who(visitor_id="v", salt=b"2" * 32), who(visitor_id="v", salt=b"1" * 32))
    assert visitor_of(project, "v", "", "", NOW + 86_401) == (now, 0)


async def test_no_address_is_kept(desk: Desk) -> None:
    """Neither in the spool, where the event waits, nor in the warehouse."""
    desk.engine.down = True
    await desk.send({"type": "pageview", "path": "/"}, ip="81.2.69.142")
    spool = desk.settings.spool
    held = b"".join(path.read_bytes() for path in spool.parent.glob("spool.sqlite3*"))
    desk.engine.down = False
    assert b"pageview" in held
    assert b"81.2.69.142" not in held
    ((row,),) = await desk.rows("SELECT toString(tuple(*)) FROM events WHERE project = {project}")
    assert "81.2.69.142" not in row


def test_ids_are_uuids_or_their_hash() -> None:
    name = uuid.uuid4()
    assert identity(str(name)) == identity(name.hex) == identity(name.hex.upper()) == name.bytes
    assert len(identity("x")) == 16
    assert identity("x") != identity("y")
    assert identity("0 " * 16) != identity("00" * 16)


def test_what_watchers_see_is_what_is_stored() -> None:
    own, stamped, whole = (set(kind.__struct_fields__) for kind in (Fact, Stamp, EventRow))
    assert own | stamped | {"project", "visitor", "session", "session_start"} == whole


async def test_rows_fill_the_columns_of_the_table(desk: Desk) -> None:
    rows = await desk.stored(
        "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'events' AND {project} != ''"
    )
    assert {name for (name,) in rows} == set(EventRow.__struct_fields__)
