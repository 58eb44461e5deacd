"""Visits to the demo shop: the same generator writes its history and keeps its live visitors coming."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

import maxminddb

from access.caller import Origin
from app.demo import story

HISTORY_DAYS = 90
SESSIONS_A_DAY = 240
_DAY_SHAPE = (2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 13, 13, 12, 12, 12, 12, 11, 11, 11, 12, 13, 12, 8, 4)
_WEEK_SHAPE = (1.08, 1.12, 1.1, 1.06, 0.98, 0.78, 0.88)
_BUSY_DAYS = {23: 2.1, 24: 1.5, 61: 1.7}
"""Days into the history on which somebody with many readers linked the shop."""
_RETURNING = 0.36
_FALLBACK_NETWORK = IPv4Network("192.0.2.0/24")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a browser."""

    origin: Origin
    screen: str
    language: str


@dataclass(frozen=True, slots=True)
class Step:
    """One payload of a visit, ``after`` seconds from the visit's start."""

    after: float
    person: Person
    item: dict[str, Any]


def networks_by_country(database: Path, each: int = 40) -> dict[str, list[IPv4Network]]:
    """Some real networks of each country of the story, so that the lookup answers what the story says."""
    wanted: dict[str, list[IPv4Network]] = {country: [] for country, _, _ in story.COUNTRIES}
    if not database.is_file():
        return wanted
    with maxminddb.open_database(str(database)) as reader:
        for network, record in reader:
            found = wanted.get(record.get("country_code", "")) if isinstance(record, dict) else None
            if found is not None and isinstance(network, IPv4Network) and len(found) < each and network.prefixlen <= 24:
                found.append(network)
                if all(len(nets) >= each for nets in wanted.values()):
                    break
    return wanted


class Crowd:
    """People who visit, some of them again."""

    def __init__(self, networks: dict[str, list[IPv4Network]], seed: int) -> None:
        self._networks = networks
        self._random = random.Random(seed)  # noqa: S311 - a believable story, no secret
        self._known: list[Person] = []

    def visit(self) -> list[Step]:
        """One visit, its steps in order."""
        return sorted(_walk(self._someone(), self._random), key=lambda step: step.after)

    def moments_of_day(self, day: int, weekday: int) -> list[float]:
        """When the visits of a day of the history begin, in seconds from midnight, in order."""
        growth = 0.7 + 0.5 * day / HISTORY_DAYS
        mean = SESSIONS_A_DAY * growth * _WEEK_SHAPE[weekday] * _BUSY_DAYS.get(day, 1.0)
        count = max(1, round(self._random.gauss(mean, math.sqrt(mean))))
        hours = self._random.choices(range(24), _DAY_SHAPE, k=count)
        return sorted((hour + self._random.random()) * 3600 for hour in hours)

    def pause(self, a_minute: float) -> float:
        """Seconds until the next live visit."""
        return self._random.expovariate(a_minute / 60)

    def _someone(self) -> Person:
        if self._known and self._random.random() < _RETURNING:
            back = min(len(self._known), 1 + int(self._random.expovariate(1 / 900)))
            return self._known[-back]
        person = self._newcomer()
        self._known.append(person)
        return person

    def _newcomer(self) -> Person:
        rnd = self._random
        country, language, _ = rnd.choices(story.COUNTRIES, [row[2] for row in story.COUNTRIES])[0]
        agent, screen, _ = rnd.choices(story.AGENTS, [row[2] for row in story.AGENTS])[0]
        network = rnd.choice(self._networks.get(country) or [_FALLBACK_NETWORK])
        address = network[rnd.randrange(1, network.num_addresses - 1)]
        return Person(Origin(str(address), agent), screen, language)


def history(crowd: Crowd, now: float) -> Iterator[tuple[float, Step]]:
    """Every payload of the last 90 days with its moment (seconds since the epoch), in order of time."""
    today = datetime.fromtimestamp(now, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting: list[tuple[float, Step]] = []
    for day in range(HISTORY_DAYS + 1):
        midnight = today - timedelta(days=HISTORY_DAYS - day)
        for moment in crowd.moments_of_day(day, midnight.weekday()):
            begins = midnight.timestamp() + moment
            waiting.extend((begins + step.after, step) for step in crowd.visit())
        waiting.sort(key=lambda entry: entry[0])
        border = min(now, (midnight + timedelta(days=1)).timestamp())
        ready = next((index for index, entry in enumerate(waiting) if entry[0] >= border), len(waiting))
        yield from waiting[:ready]
        waiting = waiting[ready:]


def _walk(person: Person, rnd: random.Random) -> Iterator[Step]:
    arrival = rnd.choices(story.ARRIVALS, [row.weight for row in story.ARRIVALS])[0]
    path, at = _pick(arrival.landing, rnd), 0.0
    first: dict[str, Any] = {"referrer": arrival.referrer, **arrival.utm}
    while path:
        title, onward, stay = story.PAGES[path]
        view = {"type": "pageview", "path": path, "title": title, "hostname": story.DOMAIN}
        yield Step(at, person, {**view, "screen": person.screen, "language": person.language, **first})
        seconds = min(900.0, rnd.lognormvariate(math.log(stay), 0.7))
        first = {}
        yield from _happenings(path, at, seconds, person, rnd)
        at += seconds
        depth = min(100, max(8, round(rnd.gauss(story.DEPTHS.get(path, 62), 24))))
        report = {"type": "scroll_depth", "path": path, "max_depth": depth, "engaged_ms": round(seconds * 850)}
        yield Step(at - 0.2, person, report)
        path = _pick(onward, rnd)


def _happenings(path: str, at: float, seconds: float, person: Person, rnd: random.Random) -> Iterator[Step]:
    """What happens on a page while somebody is there, in order of time."""
    if rnd.random() < 0.2:
        yield from _vitals(path, at, person, rnd)
    found: list[Step] = []
    if path in story.BUTTONS and rnd.random() < 0.3:
        found.append(Step(at + seconds * 0.5, person, _click(path, person, rnd)))
    if (fault := _error(path, rnd)) is not None:
        found.append(Step(at + seconds * 0.6, person, fault))
    if path.startswith("/blog") and rnd.random() < 0.1:
        link = {"type": "outlink", "path": path, "url": _pick(story.OUTLINKS, rnd), "link_type": "external"}
        found.append(Step(at + seconds * 0.8, person, link))
    found.extend(Step(at + seconds * 0.9, person, {**item, "path": path}) for item in _deeds(path, rnd))
    yield from found


def _deeds(path: str, rnd: random.Random) -> list[dict[str, Any]]:
    """What visitors do on purpose on a page."""
    chance = rnd.random()
    if path == "/search":
        query, results, _ = rnd.choices(story.SEARCHES, [row[2] for row in story.SEARCHES])[0]
        return [{"type": "search_query", "query": query, "results_count": results}]
    if path.startswith("/teas/") and chance < 0.3:
        data = {"product_name": path.rsplit("/", 1)[1], "quantity": rnd.randint(1, 3)}
        return [{"type": "event", "name": "add_to_cart", "data": data}]
    if path == "/signup" and chance < 0.45:
        plan = rnd.choice(("monthly", "monthly", "annual"))
        done = {
            "type": "event",
            "name": "signup_complete",
            "data": {"method": rnd.choice(("google", "email")), "plan": plan},
        }
        return [done, {"type": "identify", "traits": {"plan": plan}}]
    if path == "/checkout" and chance < 0.55:
        amount = rnd.choice((18.0, 29.99, 42.5, 59.98))
        bought = {"type": "event", "name": "purchase", "revenue_amount": amount, "revenue_currency": "USD"}
        return [{**bought, "data": {"tins": rnd.randint(1, 4)}}]
    if path.startswith("/blog") and chance < 0.04:
        return [{"type": "event", "name": "newsletter_subscribe"}]
    return []


def _vitals(path: str, at: float, person: Person, rnd: random.Random) -> Iterator[Step]:
    slow = (1.5 if _is_phone(person) else 1.0) * story.SLOWNESS.get(path, 1.0)
    for order, (name, middle) in enumerate(story.VITALS.items()):
        value = rnd.lognormvariate(math.log(middle * slow), 0.5)
        item = {"type": "web_vital", "name": name, "value": round(value, 4 if name == "CLS" else 1), "path": path}
        yield Step(at + 1 + order * 0.01, person, item)


def _is_phone(person: Person) -> bool:
    return person.screen.startswith(("36", "39", "41"))


def _click(path: str, person: Person, rnd: random.Random) -> dict[str, Any]:
    """A click on one of the page's buttons, where it stands in a window as wide as the person's."""
    buttons = story.BUTTONS[path]
    selector, across, down, _ = rnd.choices(buttons, [row[3] for row in buttons])[0]
    width, height = (int(side) for side in person.screen.split("x"))
    stretch = 1.6 if _is_phone(person) else 1.0  # what stands beside each other there stands below each other here
    return {
        "type": "click_event",
        "path": path,
        "element_selector": selector,
        "viewport_width": width,
        "viewport_height": round(height * 0.86),
        "x": min(width - 1, max(1, round(rnd.gauss(across * width, 26)))),
        "y": max(1, round(rnd.gauss(down * stretch, 9))),
    }


def _error(path: str, rnd: random.Random) -> dict[str, Any] | None:
    """One of the faults that the page has, now and then."""
    faults = [row for row in story.ERRORS if path in row[4]]
    if not faults or rnd.random() > 0.02:
        return None
    message, stack, file, line, _, _ = rnd.choices(faults, [row[5] for row in faults])[0]
    where = {"filename": f"https://{story.DOMAIN}/assets/{file}", "lineno": line, "colno": 18}
    return {"type": "js_error", "path": path, "message": message, "stack": f"{message}\n {stack}", **where}


def _pick(choices: story.Weighted, rnd: random.Random) -> str:
    return rnd.choices([name for name, _ in choices], [weight for _, weight in choices])[0]
