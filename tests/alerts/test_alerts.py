"""Rules: made, judged by the clock, told once."""

import asyncio
from typing import Any

import httpx
import orjson
import pytest
from lab import NOW, Did, Site, over

from access.caller import Origin
from access.services import Services
from jobs.alerts import judge_alerts
from models import Delivery
from models.store import Store, open_store
from pulse.modules import MODULES
from resolvers import alerts
from resolvers.alerts import AlertChannelInput, ChannelType
from resolvers.measures import MEASURES
from resolvers.verdicts import AlertBasis, AlertOperator, usual
from tests.kit import SetClock, open_house
from warehouse.client import Warehouse

MS = 1_000
RULE: dict[str, Any] = {
    "name": "Traffic Spike Alert",
    "module": "pageviews",
    "metric": "visitors",
    "operator": "gt",
    "threshold": 500,
    "window_minutes": 60,
    "cooldown_minutes": 30,
    "notify_channels": [
        {"type": "webhook", "url": "https://hooks.example.com/x"},
        {"type": "email", "address": "ops@acme.com"},
    ],
}
HOOK = AlertChannelInput(type=ChannelType.WEBHOOK, url="https://hooks.example.com/x")


async def told(site: Site) -> list[dict[str, Any]]:
    """What waits in the outbox for the web, oldest first."""
    with site.ctx.services.store.reading():
        rows = await Delivery.filter(project_id=site.project.id, channel="web").order_by("created_at", "due_at", "id")
    return [orjson.loads(row.content["body"]) for row in rows]


async def views(site: Site, count: int, at: float = NOW - 60, first: int = 0) -> None:
    await site.happened([Did(2 * (first + visitor), int(at * MS), "/") for visitor in range(count)])


async def test_a_rule_over_rest(client: httpx.AsyncClient, site: Site) -> None:
    made = await over(client, site, "POST", "/alerts", RULE)
    assert made.status_code == 201, made.text
    rule = made.json()
    assert rule["id"].startswith("alt-")
    assert rule == RULE | {
        "id": rule["id"],
        "enabled": True,
        "last_triggered": None,
        "created_at": "2026-09-21T14:13:20Z",
    }
    listed = (await over(client, site, "GET", "/alerts")).json()["data"]
    shown = ["id", "name", "module", "metric", "operator", "threshold", "window_minutes", "enabled", "last_triggered"]
    assert listed == [{name: rule[name] for name in shown}]
    path = f"/alerts/{rule['id'].removeprefix('alt-')}"
    changed = await over(client, site, "PUT", path, {"threshold": 1.5, "metric": "pageviews"})
    assert changed.json() == rule | {"threshold": 1.5, "metric": "pageviews"}
    for enabled in (False, True):
        answer = await over(client, site, "POST", f"{path}/toggle")
        assert answer.json() == {"id": rule["id"], "enabled": enabled}
    assert (await over(client, site, "DELETE", path)).status_code == 204
    assert (await over(client, site, "DELETE", path)).status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"module": "exports"}, "'module' must be one of pageviews, events"),
        ({"metric": "error_count"}, "'metric' of module 'pageviews' must be one of visitors, pageviews"),
        ({"operator": "above"}, "'operator' must be one of gt, lt, gte, lte, eq"),
        ({"threshold": "many"}, "'threshold' must be a number"),
        ({"window_minutes": 0}, "'window_minutes' must be between 1 and 43200"),
        ({"cooldown_minutes": 99_999}, "'cooldown_minutes' must be between 1 and 43200"),
        ({"notify_channels": [{"type": "sms"}]}, "'notify_channels[0].type' must be one of webhook, email"),
        ({"notify_channels": [{"type": "webhook"}]}, "'notify_channels[0].url'"),
        ({"notify_channels": [{"type": "email", "address": "nobody"}]}, "'notify_channels[0].address'"),
        ({"notify_channels": [{"type": "webhook", "url": "http://169.254.169.254/"}]}, "'notify_channels[0].url'"),
        ({"module": "goals", "metric": "conversions"}, "missing required field 'about'"),
        ({"about": "x"}, "'about' goes only with metrics of one funnel or goal"),
        ({"name": " "}, "'name' must not be empty"),
    ],
)
async def test_what_no_rule_can_be(client: httpx.AsyncClient, site: Site, change: dict[str, Any], said: str) -> None:
    answer = await over(client, site, "POST", "/alerts", RULE | change)
    assert answer.status_code == 400
    assert said in answer.json()["error"]


async def test_every_metric_of_every_module_is_judged(client: httpx.AsyncClient, site: Site) -> None:
    await views(site, 3)
    goal = {"name": "g", "goal_type": "pageview", "config": {"path": "/"}}
    step = {"type": "pageview", "value": "/"}
    ids = {
        "goal": (await over(client, site, "POST", "/goals", goal)).json()["id"],
        "funnel": (await over(client, site, "POST", "/funnels", {"name": "f", "steps": [step, step]})).json()["id"],
    }
    found = {}
    for metric in await alerts.alert_metrics(site.ctx):
        about = ids[metric.about] if metric.about else None
        made = await alerts.create_alert(
            site.ctx,
            name="any",
            module=metric.module,
            metric=metric.metric.upper(),
            operator=AlertOperator.GTE,
            threshold=0,
            about=about,
        )
        verdict = await alerts.check_alert(site.ctx, made.id)
        found[f"{metric.module}.{metric.metric}"] = verdict.value
    assert set(MEASURES) == {module.name for module in MODULES} - {"exports", "sharing", "alerts"}
    # Whoever says nothing of a page's time, vitals or depth has nothing to be judged by.
    silent = {"pageviews.time_on_page", "scroll_depth.avg_depth", *(f"webvitals.{m}" for m in MEASURES["webvitals"])}
    assert {name for name, value in found.items() if value is None} == silent
    for name in (
        "pageviews.visitors",
        "referrers.direct_visitors",
        "devices.desktop_visitors",
        "retention.new_visitors",
    ):
        assert found[name] == 3, name
    for name in ("goals.conversions", "funnels.entered", "sessions.sessions", "realtime.active_visitors"):
        assert found[name] == 3, name
    assert found["goals.conversion_rate"] == 100.0
    assert found["paths.entry_pages"] == 1


async def test_a_rule_on_too_little_fires_when_traffic_stops(
    client: httpx.AsyncClient, house: Services, site: Site, now: SetClock
) -> None:
    body = RULE | {"operator": "lt", "threshold": 2, "window_minutes": 10}
    rule = (await over(client, site, "POST", "/alerts", body)).json()
    await views(site, 3)
    await judge_alerts(house)
    assert await told(site) == []
    now.now = NOW + 11 * 60
    await judge_alerts(house)
    (notice,) = await told(site)
    assert (notice["event"], notice["project_id"]) == ("alert", site.project.id)
    assert notice["timestamp"] == "2026-09-21T14:24:20Z"
    data = notice["data"]
    assert (data["status"], data["alert_id"], data["value"], data["threshold"]) == ("firing", rule["id"], 0, 2)
    listed = (await over(client, site, "GET", "/alerts")).json()["data"]
    assert listed[0]["last_triggered"] == "2026-09-21T14:24:20Z"


async def test_a_notice_a_cooldown_and_one_when_it_is_over(
    client: httpx.AsyncClient, house: Services, site: Site, now: SetClock
) -> None:
    await over(client, site, "POST", "/alerts", RULE | {"threshold": 2, "window_minutes": 120})
    await views(site, 3)
    said = []
    for minute in (0, 1, 29, 30, 31, 59, 60, 121, 122, 123):
        now.now = NOW + minute * 60
        await judge_alerts(house)
        said.append(len(await told(site)))
    assert said == [1, 1, 1, 2, 2, 2, 3, 4, 4, 4]
    notices = [notice["data"] for notice in await told(site)]
    assert [notice["status"] for notice in notices] == ["firing", "firing", "firing", "resolved"]
    assert len({notice["firing_id"] for notice in notices}) == 1
    asked = "{ project { alertFirings { totalCount nodes { firedAt resolvedAt value threshold notices } } } }"
    firings = (await site.ask(client, asked))["data"]["project"]["alertFirings"]
    assert firings == {
        "totalCount": 1,
        "nodes": [
            {
                "firedAt": "2026-09-21T14:13:20Z",
                "resolvedAt": "2026-09-21T16:14:20Z",
                "value": 3.0,
                "threshold": 2.0,
                "notices": 3,
            }
        ],
    }
    with house.store.reading():
        letters = await Delivery.filter(project_id=site.project.id, channel="mail").order_by("created_at", "id")
    assert [letter.target for letter in letters] == [{"address": "ops@acme.com"}] * 4
    assert letters[0].content["subject"] == "[Shop] Alert: Traffic Spike Alert"
    assert "visitors of pageviews is above 2. It is 3 over the last 120 minutes." in letters[0].content["text"]


async def test_it_does_not_begin_anew_within_the_cooldown(house: Services, site: Site, now: SetClock) -> None:
    await alerts.create_alert(
        site.ctx,
        name="flapping",
        module="pageviews",
        metric="visitors",
        operator=AlertOperator.EQ,
        threshold=1,
        window_minutes=1,
        cooldown_minutes=60,
        notify_channels=[HOOK],
    )
    statuses = []
    for minute in range(0, 61, 10):
        now.now = NOW + minute * 60
        await views(site, 1, now.now - 30, first=minute)
        await judge_alerts(house)
        now.now += 300
        await judge_alerts(house)
        statuses.append([notice["data"]["status"] for notice in await told(site)])
    assert statuses[0] == statuses[5] == ["firing", "resolved"]
    assert statuses[6] == ["firing", "resolved", "firing", "resolved"]


async def test_several_processes_say_it_once(
    warehouse: Warehouse, house: Services, store: Store, site: Site, now: SetClock, tmp_path: Any
) -> None:
    await alerts.create_alert(
        site.ctx,
        name="once",
        module="pageviews",
        metric="visitors",
        operator=AlertOperator.LT,
        threshold=1,
        notify_channels=[HOOK],
    )
    async with open_store(store.url) as second, open_house(warehouse, second, tmp_path, now) as neighbour:
        await asyncio.gather(*(judge_alerts(one) for one in (house, neighbour) * 3))
    assert [notice["data"]["status"] for notice in await told(site)] == ["firing"]
    assert (await alerts.list_firings(site.ctx, alerts.Page())).total == 1


async def test_a_deviation_from_the_same_hour_of_past_weeks(house: Services, site: Site) -> None:
    rule = await alerts.create_alert(
        site.ctx,
        name="half",
        module="pageviews",
        metric="visitors",
        operator=AlertOperator.LT,
        threshold=-50,
        basis=AlertBasis.SAME_HOUR,
        notify_channels=[HOOK],
    )
    assert (await alerts.check_alert(site.ctx.within(site.project), rule.id)).holds is None
    week = 7 * 86_400
    for back, count in ((1, 8), (2, 12), (0, 4)):
        await views(site, count, NOW - 60 - back * week, first=100 * back)
    verdict = await alerts.check_alert(site.ctx.within(site.project), rule.id)
    assert (verdict.value, verdict.expected, verdict.compared, verdict.holds) == (4, 10, -60.0, True)
    await judge_alerts(house)
    (notice,) = await told(site)
    assert notice["data"]["expected"] == 10


def test_weeks_before_the_first_do_not_count() -> None:
    assert usual([4, 0, 8, 0]) == 4
    assert usual([4, 0, 0, 0]) is None
    assert usual([]) is None


async def test_events_that_wait_to_be_counted_are_no_silence(house: Services, site: Site, now: SetClock) -> None:
    await alerts.create_alert(
        site.ctx,
        name="waiting",
        module="pageviews",
        metric="visitors",
        operator=AlertOperator.LT,
        threshold=1,
        notify_channels=[HOOK],
    )
    async with house.intake.held():
        body = b'{"type": "pageview", "path": "/", "visitor_id": "1"}'
        await house.intake.accept_one(site.project, body, Origin("192.0.2.1", "Mozilla/5.0 (X11; Linux) Chrome/122.0"))
        now.now = NOW + 120
        await judge_alerts(house)
        assert await told(site) == []
    await house.intake.flush()
    now.now = NOW + 2 * 3_600
    await judge_alerts(house)
    assert len(await told(site)) == 1


async def test_what_is_off_is_silent(client: httpx.AsyncClient, house: Services, site: Site, now: SetClock) -> None:
    rule = (await over(client, site, "POST", "/alerts", RULE | {"operator": "lt", "cooldown_minutes": 1})).json()
    await judge_alerts(house)
    assert len(await told(site)) == 1
    await over(client, site, "POST", f"/alerts/{rule['id']}/toggle")
    now.now += 600
    await judge_alerts(house)
    firings = await alerts.list_firings(site.ctx, alerts.Page())
    assert firings.rows[0].resolved_at is not None
    await over(client, site, "POST", f"/alerts/{rule['id']}/toggle")
    await site.switch(client, "alerts", enabled=False)
    await judge_alerts(house)
    assert len(await told(site)) == 1
    assert (await over(client, site, "GET", "/alerts")).status_code == 403


async def test_the_neighbours_goal_is_no_ones(client: httpx.AsyncClient, site: Site, other: Site) -> None:
    goal = {"name": "g", "goal_type": "pageview", "config": {"path": "/"}}
    made = (await over(client, other, "POST", "/goals", goal)).json()
    body = RULE | {"module": "goals", "metric": "conversions", "about": made["id"]}
    answer = await over(client, site, "POST", "/alerts", body)
    assert (answer.status_code, answer.json()) == (404, {"error": f"Goal '{made['id']}' not found."})
