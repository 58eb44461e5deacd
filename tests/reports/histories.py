"""Random histories, sent through the real way in, and the oracle of what they left in the warehouse."""

import asyncio
from itertools import groupby
from operator import itemgetter
from typing import Any

from desk import CHROME, Asker, Desk, new_project
from hypothesis import strategies as st
from oracle import Oracle

from pulse.project import ProjectFacts
from pulse.windows import DAY, MINUTE, SECOND
from warehouse.filters import And, Filter, Is, Not, Op, Or

BEGIN = 1_774_656_000_000
"""2026-03-28T00:00Z: the day before clocks in Europe go forward."""

SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/17.3 Mobile/15E148 Safari/604.1"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:123.0) Gecko/20100101 Firefox/123.0"
ASKERS = (Asker("8.8.8.8", CHROME), Asker("81.2.69.142", SAFARI), Asker("127.0.0.1", FIREFOX))
ARRIVALS: tuple[dict[str, str], ...] = (
    {},
    {"referrer": "https://www.google.com/search"},
    {"referrer": "https://News.ycombinator.com/item"},
    {"utm_source": "news", "utm_medium": "email", "utm_campaign": "Spring Sale"},
)
PATHS = ("/", "/a", "/a/b", "/a/b/c", "/A (1+1)*?.[x]")
NAMES = ("signup", "purchase", "it's \\ odd")
STEPS = (0, 7, 20 * SECOND, 3 * MINUTE, 29 * MINUTE, 31 * MINUTE, 400 * MINUTE)

clicks = st.fixed_dictionaries(
    {
        "who": st.integers(0, 3),
        "after": st.sampled_from(STEPS),
        "type": st.sampled_from(["pageview", "pageview", "pageview", "event", "event", "web_vital", "identify"]),
        "path": st.sampled_from(PATHS),
        "name": st.sampled_from(NAMES),
        "arrival": st.sampled_from(ARRIVALS),
        "plan": st.sampled_from(["", "free", "Pro"]),
        "price": st.sampled_from([None, (9.99, "USD"), (20, "EUR")]),
    }
)
histories = st.lists(clicks, min_size=1, max_size=40)

VALUES = {
    "page": (*PATHS, "/nowhere"),
    "entry_page": PATHS,
    "exit_page": PATHS,
    "event": (*NAMES, ""),
    "source": ("(direct)", "google.com", "news.ycombinator.com"),
    "channel": ("Direct", "Organic Search", "Email"),
    "utm_campaign": ("Spring Sale", ""),
    "browser": ("Chrome", "Firefox", "(unknown)"),
    "country": ("US", "GB", "XX"),
    "property:plan": ("free", "Pro", ""),
    "trait:plan": ("free", "Pro", "(none)"),
    "hostname": ("acme.com", ""),
}
PATTERNS = ("*", "**", "/", "/*", "/a/*", "/a/**", "/**/c", "*(1+1)*?.[x]", "g*.com", "S* S*")


@st.composite
def conditions(draw: st.DrawFn) -> Is:
    """One condition on any dimension, with values that do and do not occur."""
    name = draw(st.sampled_from(sorted(VALUES)))
    op = draw(st.sampled_from(list(Op)))
    if op is Op.EXISTS:
        return Is(name, op)
    texts = PATTERNS if op is Op.MATCHES else ("a", "A/", "O", "e", "(") if op is Op.CONTAINS else VALUES[name]
    return Is(name, op, tuple(draw(st.lists(st.sampled_from(texts), min_size=1, max_size=2, unique=True))))


filters: st.SearchStrategy[Filter] = st.recursive(
    conditions(),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Or(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=4,
)


async def send(desk: Desk, history: list[dict[str, Any]], project: ProjectFacts | None = None) -> ProjectFacts:
    """Have a history come in, in three batches, for a new project where none is given."""
    project = project or new_project()
    now, pauses = BEGIN, 0
    items: list[tuple[int, dict[str, Any]]] = []
    for click in history:
        now += click["after"]
        # Nobody changes the device within a session; the pause that ends everybody's session changes everybody's.
        pauses += click["after"] > 30 * MINUTE
        items.append((click.get("asker", (click["who"] + pauses) % len(ASKERS)), _item(click, now)))
    third = len(items) // 3 + 1
    for start in range(0, len(items), third):
        for asker, run in groupby(items[start : start + third], key=itemgetter(0)):
            batch = [item for _, item in run]
            assert await desk.intake.accept(project, batch, ASKERS[asker], imported=True) == [None] * len(batch)
        await desk.intake.flush()
    return project


def _item(click: dict[str, Any], now: int) -> dict[str, Any]:
    base = {"type": click["type"], "timestamp": now, "visitor_id": f"v{click['who']}", "path": click["path"]}
    plan = {"plan": click["plan"]} if click["plan"] else {}
    match click["type"]:
        case "pageview":
            return base | click["arrival"] | {"title": f"Title of {click['path']}"}
        case "event":
            price = click["price"]
            money = {"revenue_amount": price[0], "revenue_currency": price[1]} if price else {}
            return base | {"name": click["name"], "data": plan} | money
        case "identify":
            return base | {"traits": plan}
        case _:
            return base | {"name": "LCP", "value": 1200}


_EVENTS = (
    "type",
    "name",
    "path",
    "title",
    "hostname",
    "visitor",
    "session",
    "sign",
    "value",
    "properties",
    "revenue",
    "currency",
    "source",
    "referrer",
    "channel",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "entry_path",
    "browser",
    "browser_version",
    "os",
    "os_version",
    "device",
    "screen",
    "language",
    "country",
    "region",
    "city",
)
_SESSIONS = (
    "visitor",
    "session",
    "duration",
    "pageviews",
    "events",
    "bounce",
    "entry_path",
    "exit_path",
    "hostname",
    "source",
    "referrer",
    "channel",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "browser",
    "browser_version",
    "os",
    "os_version",
    "device",
    "screen",
    "language",
    "country",
    "region",
    "city",
)


async def oracle_of(desk: Desk, project: ProjectFacts) -> Oracle:
    """An oracle over all that a project has in the warehouse."""
    events, sessions, traits = await asyncio.gather(
        desk.stored(
            f"SELECT toUnixTimestamp64Milli(timestamp), {', '.join(_EVENTS)} FROM events"
            " WHERE project = {project} ORDER BY timestamp, session_start",
            project,
        ),
        desk.stored(
            f"SELECT toUnixTimestamp64Milli(start), {', '.join(_SESSIONS)} FROM sessions FINAL"
            " WHERE project = {project}",
            project,
        ),
        desk.stored("SELECT visitor, trait, value FROM traits FINAL WHERE project = {project}", project),
    )
    return Oracle(
        [dict(zip(("at", *_EVENTS), row, strict=True)) for row in events],
        [dict(zip(("at", *_SESSIONS), row, strict=True)) for row in sessions],
        {(visitor, trait): value for visitor, trait, value in traits},
        project.currency,
    )


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    """A window, as offset from the beginning and length, that often cuts sessions in two."""
    # Some borders fall on events: the first millisecond belongs to the window, its end does not.
    start = draw(st.sampled_from([-DAY, 0, 7, 20 * SECOND, 3 * MINUTE, 29 * MINUTE, 500 * MINUTE, DAY]))
    return start, draw(st.sampled_from([1, 20 * SECOND, 3 * MINUTE, 31 * MINUTE, 400 * MINUTE, DAY, 8 * DAY]))
