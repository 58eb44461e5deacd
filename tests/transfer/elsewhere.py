"""Days as they really were, and the totals that Plausible or Google would tell of them."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

FIRST = date(2026, 3, 1)


@dataclass(frozen=True)
class Real:
    """A visit as it was."""

    day: date
    visitor: int
    source: str
    campaign: str
    device: str
    browser: str
    country: str
    pages: tuple[str, ...]
    events: tuple[str, ...]
    seconds: int

    @property
    def bounce(self) -> bool:
        return len(self.pages) == 1 and not self.events


def dice(seed: int) -> random.Random:
    """Chance that falls alike each time."""
    return random.Random(seed)  # noqa: S311 - a story, no secret


def days(chance: random.Random, count: int, visitors: int) -> list[Real]:
    """Visits of some days; visitors are others each day, and come once or twice."""
    found: list[Real] = []
    for number in range(count):
        for visitor in range(chance.randint(1, visitors)):
            browser = chance.choice(["Chrome", "Chrome", "Safari", "Firefox"])
            device, country = chance.choice(["Desktop", "Mobile"]), chance.choice(["DE", "US", "FR"])
            for _ in range(chance.choice([1, 1, 1, 2])):
                pages = tuple(chance.choice(["/", "/a", "/b", "/c"]) for _ in range(chance.choice([1, 1, 2, 3, 4])))
                done = tuple(chance.choice(["Signup", "Buy"]) for _ in range(chance.choice([0, 0, 0, 1, 2])))
                seconds = chance.randrange(900) if len(pages) > 1 or done else 0
                found.append(
                    Real(
                        FIRST + timedelta(days=number),
                        number * 1_000 + visitor,
                        chance.choice(["", "Google", "Twitter", "blog.example"]),
                        chance.choice(["", "", "spring"]),
                        device,
                        browser,
                        country,
                        pages,
                        done,
                        seconds,
                    )
                )
    return found


Key = Callable[[Real], tuple[Any, ...]]
MEASURES = ("visitors", "visits", "visit_duration", "bounces", "pageviews")


def grouped(visits: Iterable[Real], key: Key) -> list[tuple[Any, ...]]:
    """Day, key and measures of visits."""
    groups: defaultdict[tuple[Any, ...], list[Real]] = defaultdict(list)
    for visit in visits:
        groups[visit.day, *key(visit)].append(visit)
    return [
        (
            *name,
            len({one.visitor for one in group}),
            len(group),
            sum(one.seconds for one in group),
            sum(one.bounce for one in group),
            sum(len(one.pages) for one in group),
        )
        for name, group in sorted(groups.items())
    ]


def counted(visits: Sequence[Real], things: Callable[[Real], tuple[str, ...]]) -> list[tuple[Any, ...]]:
    """Day, thing, how often and by how many visitors."""
    times: Counter[tuple[date, str]] = Counter()
    who: defaultdict[tuple[date, str], set[int]] = defaultdict(set)
    for visit in visits:
        for thing in things(visit):
            times[visit.day, thing] += 1
            who[visit.day, thing].add(visit.visitor)
    return [(*key, times[key], len(who[key])) for key in sorted(times)]


def table(names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> list[str]:
    """Lines of CSV."""
    return [",".join(names), *(",".join(map(str, row)) for row in rows)]


def plausible(visits: Sequence[Real]) -> dict[str, list[str]]:
    """The tables of Plausible's export."""
    exits: Counter[tuple[date, str]] = Counter((one.day, one.pages[-1]) for one in visits)
    ended = [(*key, 1, 0, count, 0, 0) for key, count in sorted(exits.items())]
    pages = [
        (day, "a.example", path, 0, who, times) for day, path, times, who in counted(visits, lambda one: one.pages)
    ]
    events = [(day, name, "", "", who, times) for day, name, times, who in counted(visits, lambda one: one.events)]
    sources = grouped(visits, lambda one: (one.source, "", "", "", one.campaign, "", ""))
    utm = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
    suffix = "_20260301_20260331.csv"
    return {
        f"imported_{name}{suffix}": table(("date", *columns), rows)
        for name, columns, rows in (
            ("visitors", MEASURES, grouped(visits, lambda _: ())),
            ("sources", ("source", "referrer", *utm, *MEASURES), sources),
            ("pages", ("hostname", "page", "visits", "visitors", "pageviews"), pages),
            (
                "entry_pages",
                ("entry_page", "visitors", "entrances", "visit_duration", "bounces", "pageviews"),
                grouped(visits, lambda one: (one.pages[0],)),
            ),
            ("exit_pages", ("exit_page", "visitors", "visit_duration", "exits", "bounces", "pageviews"), ended),
            (
                "locations",
                ("country", "region", "city", *MEASURES),
                grouped(visits, lambda one: (one.country, f"{one.country}-1", 0)),
            ),
            ("devices", ("device", *MEASURES), grouped(visits, lambda one: (one.device,))),
            (
                "browsers",
                ("browser", "browser_version", *MEASURES),
                grouped(visits, lambda one: (one.browser, "122.0")),
            ),
            (
                "operating_systems",
                ("operating_system", "operating_system_version", *MEASURES),
                grouped(visits, lambda _: ("Mac", "14.1")),
            ),
            ("custom_events", ("name", "link_url", "path", "visitors", "events"), events),
        )
    }


def google(visits: Sequence[Real]) -> dict[str, list[str]]:
    """Reports of Google Analytics 4, with the comments that stand above them."""
    ways = {"": "(direct) / (none)", "Google": "google / organic", "Twitter": "twitter.com / referral"}
    lands = {"DE": "Germany", "US": "United States", "FR": "France"}

    def short(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return [(f"{row[0]:%Y%m%d}", *row[1:-5], row[-4], row[-5], row[-4] - row[-2]) for row in rows]

    measures = ("Sessions", "Total users", "Engaged sessions")
    by_source = grouped(visits, lambda one: (ways.get(one.source, f"{one.source} / referral"),))
    views = [(f"{day:%Y%m%d}", path, times, who) for day, path, times, who in counted(visits, lambda one: one.pages)]
    named = counted(visits, lambda one: (*one.events, *("page_view" for _ in one.pages)))
    done = [(f"{day:%Y%m%d}", name, times, who) for day, name, times, who in named]
    whole = [
        (*row, round(old[-3] / old[-4], 3), old[-1]) for old in grouped(visits, lambda _: ()) for row in short([old])
    ]
    comments = ["# ----------------------------------------", "# Free form", "# Start date: 20260301", "#"]
    return {
        name: [*comments, *table(columns, rows)]
        for name, columns, rows in (
            ("days.csv", ("Date", *measures, "Average session duration", "Views"), whole),
            ("sources.csv", ("Date", "Session source / medium", *measures), short(by_source)),
            (
                "countries.csv",
                ("Date", "Country", *measures),
                short(grouped(visits, lambda one: (lands[one.country],))),
            ),
            ("pages.csv", ("Date", "Page path and screen class", "Views", "Total users"), views),
            ("events.csv", ("Date", "Event name", "Event count", "Total users"), done),
        )
    }
