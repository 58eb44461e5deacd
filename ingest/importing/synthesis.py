"""Visits that add up to a day's totals: as many as were told, divided as was told by each property alone.

Totals do not say which source came with which browser, nor in which order pages were seen: that is dealt out evenly, by
a rule that makes the same of the same. docs/decisions/0090 says what can be relied on.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, cycle, islice
from typing import Any

import msgspec

from ingest.batch import PAGE_TIME
from ingest.importing.daily import Count, Day, EventCount, Happened, PageCount, Values
from ingest.importing.values import Ids
from ingest.rows import Fact, Measures, Stamp, event_line, session_line, session_part, stamp_part
from pulse.project import ProjectFacts

_EDGE = 1_000
"""Milliseconds at a day's end that stay free."""


@dataclass(slots=True)
class Lines:
    """Rows of ``events`` and of ``sessions`` as lines."""

    events: list[bytes] = field(default_factory=list)
    sessions: list[bytes] = field(default_factory=list)


Page = tuple[str, str]


@dataclass(slots=True, eq=False)
class Visit:
    """A visit in the making."""

    number: int
    visitor: int
    bounce: bool
    stamp: dict[str, str] = field(default_factory=dict)
    entry: str = ""
    pages: list[Page] = field(default_factory=list)
    events: list[Happened] = field(default_factory=list)


Pair = tuple[Visit, Visit]


@dataclass(slots=True)
class Crowd:
    """The visits of a day: of those who came twice in pairs, by how many of the two bounced, and the others."""

    visits: list[Visit]
    pairs: tuple[list[Pair], list[Pair], list[Pair]]
    singles: list[Visit]

    def shuffled(self, seed: str) -> "Crowd":
        """The same in another order, so that what is dealt out of two decks is not dealt alike."""
        chance = random.Random(seed)  # noqa: S311 - an even deal, no secret
        decks: list[list[Pair]] = [chance.sample(pairs, len(pairs)) for pairs in self.pairs]
        return Crowd(self.visits, (decks[0], decks[1], decks[2]), chance.sample(self.singles, len(self.singles)))


def synthesise(day: Day, project: ProjectFacts, kind: str, lines: Lines) -> None:
    """Add a day's rows to the lines."""
    crowd = _crowd(day)
    for columns, table in day.parts.items():
        _deal(crowd.shuffled(f"{day.date} {columns}"), table, _stamping(columns))
    _deal(crowd.shuffled(f"{day.date} entries"), day.entries, _entering)
    _place_pages(crowd.visits, day)
    _place_events(crowd.visits, day.events)
    _Writer(day, project, Ids(project.id, f"{kind}/{day.date}"), lines).write(crowd.visits)


def _crowd(day: Day) -> Crowd:
    """As many visits, visitors and bounces as the day had; whoever came again came twice, where that is enough."""
    total = day.total
    twice = min(total.visits - total.visitors, total.visitors)
    stayed = total.visits - total.bounces
    needed = max((_bounces_in_pairs(table.values()) for table in [*day.parts.values(), day.entries]), default=0)
    inside = max(needed, total.bounces - (total.visits - 2 * twice), 2 * twice - stayed, 0)
    inside = min(inside, total.bounces, 2 * twice)
    both = max(0, inside - twice)
    one = inside - 2 * both
    visits: list[Visit] = []

    def visit(visitor: int, *, bounce: bool) -> Visit:
        visits.append(Visit(len(visits), visitor, bounce))
        return visits[-1]

    # The second visits stand behind all first ones, so that they lie hours apart.
    kinds = [2] * both + [1] * one + [0] * (twice - both - one)
    firsts = [visit(visitor, bounce=bounced > 0) for visitor, bounced in enumerate(kinds)]
    bounces = total.bounces - inside
    others = total.visits - 2 * twice
    singles = [
        visit((twice + at) % max(1, total.visitors), bounce=at * bounces // others != (at + 1) * bounces // others)
        for at in range(others)
    ]
    pairs: tuple[list[Pair], list[Pair], list[Pair]] = ([], [], [])
    for first, bounced in zip(firsts, kinds, strict=True):
        pairs[bounced].append((first, visit(first.visitor, bounce=bounced == 2)))  # noqa: PLR2004 - both of the pair
    return Crowd(visits, pairs, singles)


def _bounces_in_pairs(table: Iterable[Count]) -> int:
    """How many bounces must be one of two visits of a visitor, for each value to have the told numbers."""
    return sum(max(0, one.bounces - (2 * one.visitors - one.visits)) for one in table if one.visitors <= one.visits)


def _deal(crowd: Crowd, table: Mapping[Values, Count], give: Callable[[Visit, Values], None]) -> None:
    """Give each value to as many visits, bounces and visitors as it is told to have, as far as that can be."""
    hands = [
        _Hand(values, count.bounded())
        for values, count in sorted(table.items(), key=lambda item: (-item[1].visits, item[0]))
    ]
    _deal_pairs(crowd, hands, give)
    left = [*crowd.singles, *(pair[0] for pair in chain(*crowd.pairs)), *(pair[1] for pair in chain(*crowd.pairs))]
    bounced_visits, others = [one for one in left if one.bounce], [one for one in left if not one.bounce]
    for hand in hands:
        hand.draw(bounced_visits, hand.bounces, give, again=False)
        hand.draw(others, hand.visits - hand.bounces, give, again=False)
    for hand in hands:  # what cannot be had as told is made up for by others: the number of visits holds in any case
        for deck, wanted in ((bounced_visits, hand.bounces), (others, hand.visits - hand.bounces)):
            hand.draw(deck, wanted, give, again=True)
    rest = [*bounced_visits, *others]
    for hand in hands:
        hand.draw(rest, hand.visits, give, again=True)


def _deal_pairs(crowd: Crowd, hands: "list[_Hand]", give: Callable[[Visit, Values], None]) -> None:
    """Give each value the visitors who came twice: first the bounces that cannot be had otherwise, then what fits."""
    whole, half, both = crowd.pairs
    for hand in hands:
        for _ in range(min(hand.surplus - hand.repeats, len(both))):
            hand.take(both.pop(), 2, give)
        for _ in range(min(hand.surplus, hand.repeats, len(half))):
            hand.take(half.pop(), 1, give)
    for hand in sorted(hands, key=lambda one: one.bounces / max(1, one.visits)):
        for deck, bounced in ((whole, 0), (half, 1), (both, 2)):
            while deck and hand.repeats > 0 and hand.bounces >= bounced and hand.visits - hand.bounces >= 2 - bounced:
                hand.take(deck.pop(), bounced, give)


@dataclass(slots=True)
class _Hand:
    """What a value is still to get."""

    values: Values
    visits: int
    bounces: int
    repeats: int
    visitors: set[int]

    def __init__(self, values: Values, count: Count) -> None:
        self.values, self.visits, self.bounces = values, count.visits, count.bounces
        self.repeats = min(count.visits - count.visitors, count.visits // 2)
        self.visitors = set()

    @property
    def surplus(self) -> int:
        """Bounces that only fit into pairs."""
        return self.bounces - (self.visits - 2 * self.repeats)

    def take(self, pair: Pair, bounced: int, give: Callable[[Visit, Values], None]) -> None:
        for visit in pair:
            give(visit, self.values)
        self.visitors.add(pair[0].visitor)
        self.visits, self.bounces, self.repeats = self.visits - 2, self.bounces - bounced, self.repeats - 1

    def draw(self, deck: list[Visit], wanted: int, give: Callable[[Visit, Values], None], *, again: bool) -> None:
        """Take single visits; without ``again`` none of a visitor who has one here."""
        aside: list[Visit] = []
        while wanted > 0 and deck:
            visit = deck.pop()
            if not again and visit.visitor in self.visitors:
                aside.append(visit)
                continue
            give(visit, self.values)
            self.visitors.add(visit.visitor)
            self.visits, self.bounces, wanted = self.visits - 1, self.bounces - visit.bounce, wanted - 1
        deck.extend(reversed(aside))


def _stamping(columns: tuple[str, ...]) -> Callable[[Visit, Values], None]:
    def give(visit: Visit, values: Values) -> None:
        visit.stamp.update(zip(columns, values, strict=True))

    return give


def _entering(visit: Visit, values: Values) -> None:
    visit.entry = values[0]


def _place_pages(visits: list[Visit], day: Day) -> None:
    """The first page of each visit, then all other views: first to those who have not seen the page, then again."""
    left = {page: count.views for page, count in sorted(day.pages.items(), key=lambda item: (-item[1].views, item[0]))}
    hosts: dict[str, str] = {}
    for host, path in left:
        hosts.setdefault(path, host)
    _enter(visits, left, hosts)
    seen: dict[Page, set[int]] = {}
    for visit in visits:
        for page in visit.pages:
            seen.setdefault(page, set()).add(visit.visitor)
    readers = [visit for visit in visits if not visit.bounce] or visits
    # Whoever did not bounce saw a second page, if there are enough: so these come first, round and round.
    turn = cycle(readers)
    for page, views in left.items():
        viewers = seen.setdefault(page, set())
        fresh = max(0, min(day.pages[page].visitors - len(viewers), views))
        placed = 0
        for visit in islice(turn, len(readers)):
            if placed == fresh:
                break
            if visit.visitor not in viewers:
                viewers.add(visit.visitor)
                visit.pages.append(page)
                placed += 1
        again = [visit for visit in readers if visit.visitor in viewers] or readers
        for visit in islice(cycle(again), views - placed):
            visit.pages.append(page)
    _leave(visits, dict(day.exits))


def _enter(visits: list[Visit], left: dict[Page, int], hosts: Mapping[str, str]) -> None:
    """Give each visit its first page; one of which none is told begins with a page that has views left."""
    for visit in visits:
        if visit.entry:
            page = (hosts.get(visit.entry, ""), visit.entry)
            visit.pages.append(page)
            left[page] = left.get(page, 0) - 1
    pages = cycle(list(left)) if left else iter(())
    for visit in visits:
        if visit.entry:
            continue
        for page in islice(pages, len(left)):
            if left[page] > 0:
                visit.pages.append(page)
                left[page] -= 1
                break
    for page in [page for page, views in left.items() if views <= 0]:
        del left[page]


def _leave(visits: list[Visit], exits: dict[str, int]) -> None:
    """Put to the end of each visit a page with which visits are told to have ended; few have no choice."""
    for visit in sorted(visits, key=lambda one: len(one.pages)):
        later = range(1, len(visit.pages)) if len(visit.pages) > 1 else range(len(visit.pages))
        last = max(later, key=lambda at: exits.get(visit.pages[at][1], 0), default=None)
        if last is not None:
            visit.pages.append(visit.pages.pop(last))
            exits[visit.pages[-1][1]] = exits.get(visit.pages[-1][1], 0) - 1


def _place_events(visits: list[Visit], events: Mapping[Happened, EventCount]) -> None:
    """Each event to as many visitors as are told, rather to those who stayed; then to the same again."""
    ordered = [*(visit for visit in visits if not visit.bounce), *(visit for visit in visits if visit.bounce)]
    if not ordered:
        return
    at = 0
    for what, count in events.items():
        doers: list[Visit] = []
        done: set[int] = set()
        for visit in islice(cycle(ordered), at, at + len(ordered)):
            if len(doers) >= min(max(1, count.visitors), count.events):
                break
            at += 1
            if visit.visitor not in done:
                done.add(visit.visitor)
                doers.append(visit)
        at %= len(ordered)
        for visit in islice(cycle(doers), count.events):
            visit.events.append(what)


class _Writer:
    """The rows of a day's visits, each with its place in time."""

    def __init__(self, day: Day, project: ProjectFacts, ids: Ids, lines: Lines) -> None:
        self._day = day
        self._project = project
        self._ids = ids
        self._lines = lines
        self._timed = {page: count.timed for page, count in day.pages.items()}
        self._scrolled = {page: count.scrolled for page, count in day.pages.items()}
        self._counts: Counter[str] = Counter()

    def write(self, visits: list[Visit]) -> None:
        """All of them."""
        weights = [0 if visit.bounce else len(visit.pages) + len(visit.events) for visit in visits]
        if not any(weights):
            weights = [1] * len(visits)
        whole, passed, ended = sum(weights), 0, 0
        length = self._day.end - self._day.start - _EDGE
        for visit, weight in zip(visits, weights, strict=True):
            passed += weight
            until = round(self._day.total.seconds * 1000 * passed / whole)
            lasting = min(until - ended, length)
            ended = until
            start = self._day.start + (length - lasting) * visit.number // max(1, len(visits))
            self._visit(visit, start, lasting)

    def _visit(self, visit: Visit, start: int, lasting: int) -> None:
        project, name = self._project.id, str(visit.number)
        session, visitor = self._ids.session(name), self._ids.visitor(str(visit.visitor))
        entry = visit.pages[0] if visit.pages else ("", "")
        stamped = stamp_part(Stamp(**visit.stamp, entry_path=entry[1]))
        part = session_part(project, visitor, session, start / 1000, stamped)
        steps: list[Page | Happened] = [*visit.pages, *visit.events]
        for at, step in enumerate(steps):
            moment = start + (lasting * at // (len(steps) - 1) if at else 0)
            facts = self._event(step, entry, moment) if isinstance(step, Happened) else self._view(step, moment)
            self._lines.events.extend(event_line(fact, part) for fact in facts)
        measures = Measures(
            project=project,
            start=start / 1000,
            session=session,
            version=1,
            visitor=visitor,
            end=(start + lasting) / 1000,
            duration=lasting / 1000,
            pageviews=len(visit.pages),
            events=len(visit.events),
            interactions=len(steps),
            bounce=int(visit.bounce),
            hostname=entry[0],
            exit_path=visit.pages[-1][1] if visit.pages else "",
        )
        self._lines.sessions.append(session_line(measures, stamped))

    def _view(self, page: Page, moment: int) -> Iterator[Fact]:
        view = self._ids.event(self._next("view"))
        common = self._common(moment, page) | {"view": view}
        yield Fact(type="pageview", id=view, **common)
        count = self._day.pages.get(page, PageCount())
        if self._timed.get(page, 0) > 0:
            self._timed[page] -= 1
            yield Fact(type=PAGE_TIME, id=view, value=count.seconds / count.timed, **common)
        if self._scrolled.get(page, 0) > 0:
            self._scrolled[page] -= 1
            depth = min(100.0, count.depth / count.scrolled)
            yield Fact(type="scroll_depth", id=self._ids.event(f"scroll {view}"), value=depth, **common)

    def _event(self, what: Happened, entry: Page, moment: int) -> Iterator[Fact]:
        properties = dict(what.properties)
        yield Fact(
            type="event",
            id=self._ids.event(self._next("event")),
            name=what.name,
            properties=properties,
            data=_json(properties).decode() if properties else "",
            **self._common(moment, (entry[0], what.path or entry[1])),
        )

    def _common(self, moment: int, page: Page) -> dict[str, Any]:
        return {"timestamp": moment / 1000, "received_at": moment / 1000, "hostname": page[0], "path": page[1]}

    def _next(self, what: str) -> str:
        self._counts[what] += 1
        return f"{what} {self._counts[what]}"


_json = msgspec.json.Encoder().encode
