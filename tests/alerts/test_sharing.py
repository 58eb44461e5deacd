"""Shares: what they show through every door, and all that they do not."""

import asyncio
import json
import re
from typing import Any

import httpx
import pytest
from lab import NOW, TODAY, Did, Site, over
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect

from access import passwords
from access.caller import Caller, Kind
from access.context import Context
from access.needs import RESOLVERS, needs_of
from access.services import Services
from access.shares import COOKIE, find_share, visitor_of
from app.server import doors
from models import Share
from pulse.errors import PulseError
from pulse.windows import DAY, Period
from resolvers import sharing
from resolvers.sharing import SHAREABLE
from tests.kit import SetClock, client_of, serving
from warehouse.filters import Is, Op

PASSWORD = "correct horse"
STATS = "{ project { analytics { stats { current { visitors pageviews } } } } }"
CORE = ["pageviews", "sessions", "referrers", "devices", "geo", "events", "realtime"]


async def shared(site: Site, **given: Any) -> sharing.ShareDetails:
    return await sharing.create_share(site.ctx, given.pop("where", None), **({"name": "Public"} | given))


async def ask(client: httpx.AsyncClient, token: str, document: str) -> dict[str, Any]:
    answer = await client.post("/graphql", json={"query": document}, headers={"X-Pulse-Share": token})
    body: dict[str, Any] = answer.json()
    return body


def refusals(body: dict[str, Any]) -> list[str]:
    return [error["message"] for error in body["errors"]]


def number(body: dict[str, Any]) -> int:
    assert "errors" not in body, body
    found: int = body["data"]["project"]["analytics"]["stats"]["current"]["visitors"]
    return found


async def visited(site: Site) -> None:
    """Three today, on two pages, and one of forty days ago."""
    today = [Did(2 * who, TODAY + who, "/a" if who else "/b") for who in range(3)]
    await site.happened([*today, Did(8, TODAY - 40 * DAY, "/a")])


async def test_a_share_over_rest(client: httpx.AsyncClient, site: Site) -> None:
    body = {
        "name": "Board",
        "modules": ["pageviews", "goals"],
        "password": PASSWORD,
        "expires_at": "2026-10-01T00:00:00Z",
    }
    made = await over(client, site, "POST", "/sharing", body)
    assert made.status_code == 201, made.text
    share = made.json()
    assert share == {
        "id": share["id"],
        "name": "Board",
        "token": share["token"],
        "url": f"http://localhost:8000/share/{share['token']}",
        "modules": ["pageviews", "goals"],
        "password_protected": True,
        "expires_at": "2026-10-01T00:00:00Z",
        "period": None,
        "start_at": None,
        "end_at": None,
        "embed": False,
        "badge": False,
        "created_at": "2026-09-21T14:13:20Z",
    }
    assert (await over(client, site, "GET", "/sharing")).json() == {"data": [share]}
    with site.ctx.services.store.reading():
        row = await Share.get(token=share["token"])
    assert row.password_hash.startswith("$argon2id$")
    assert (await over(client, site, "DELETE", f"/sharing/{share['id']}")).status_code == 204
    assert (await over(client, site, "DELETE", f"/sharing/{share['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "missing required field 'name'"),
        ({"name": "x", "modules": ["exports"]}, "unknown module 'exports'; use pageviews"),
        ({"name": "x", "modules": []}, "'modules' must not be empty"),
        ({"name": "x", "password": "short"}, "'password' must have 6 to 200 characters"),
        ({"name": "x", "password": ""}, "'password' must have 6 to 200 characters"),
        ({"name": "x", "expires_at": "2020-01-01"}, "'expires_at' lies in the past"),
        ({"name": "x", "period": "ever"}, "'period' must be one of today"),
        ({"name": "x", "period": "today", "start_at": "2026-01-01"}, "'period' cannot be combined"),
        ({"name": "x", "start_at": "2026-02-01", "end_at": "2026-01-01"}, "'start_at' must not be after 'end_at'"),
        ({"name": "x", "start_at": "soon"}, "'start_at' is not an ISO 8601 date"),
    ],
)
async def test_what_no_share_can_be(client: httpx.AsyncClient, site: Site, body: dict[str, Any], said: str) -> None:
    answer = await over(client, site, "POST", "/sharing", body)
    assert answer.status_code == 400
    assert said in answer.json()["error"]


async def test_a_share_shows_its_modules_and_nothing_else(client: httpx.AsyncClient, site: Site) -> None:
    await visited(site)
    token = (await shared(site, modules=["pageviews"])).token
    assert number(await ask(client, token, STATS)) == 3
    for document, said in (
        ("{ project { analytics { devices { browsers { name } } } } }", "the module 'devices'"),
        ("{ project { analytics { errors { nodes { message } } } } }", "the module 'error_tracking'"),
        ("{ project { keys { nodes { name } } } }", "this"),
        ("{ project { segments { nodes { name } } } }", "this"),
        ("{ project { shares { nodes { token } } } }", "the module 'sharing'"),
        ("{ project { modules { name } } }", "this"),
        ("{ projects { nodes { name } } }", "this"),
        ('mutation { createGoal(name: "x", goalType: EVENT, config: {eventName: "x"}) { id } }', "the module 'goals'"),
        ('mutation { createSegment(name: "x", where: {and: []}) { id } }', "this"),
        ('mutation { updateProject(name: "mine") { id } }', "this"),
    ):
        assert refusals(await ask(client, token, document)) == [f"This share does not show {said}."], document


async def test_no_resolver_that_writes_or_tells_visitors_apart_is_shown(site: Site) -> None:
    """Of all resolvers, with a share that shows all there is to show."""
    row = await find_share(site.ctx.services, (await shared(site)).token)
    caller, _ = await visitor_of(site.ctx.services, row)
    shown = set()
    for name, resolver in RESOLVERS.items():
        try:
            needs_of(resolver).check_caller(caller)
        except PulseError:
            continue
        shown.add(name.removeprefix("resolvers."))
    assert {"stats.stats", "funnels.list_funnels", "projects.get_project", "retention.retention"} <= shown
    verbs = re.compile(r"\.(create|update|delete|set|enable|disable|revoke|decide|erase|collect|toggle|assign|send)_?")
    assert [name for name in shown if verbs.search(name)] == []
    private = {"visits.list_visits", "visits.get_visit", "visits.visit_timeline", "visits.get_visitor"}
    private |= {"funnels.funnel_losses", "error_tracking.error_instances", "error_tracking.error_detail"}
    private |= {"survey_responses.survey_responses", "properties.property_values", "properties.property_keys"}
    private |= {"live.live_events", "exports.export", "privacy.visitor_hashes", "keys.list_keys"}
    assert shown & private == set()
    assert all(needs_of(RESOLVERS[f"resolvers.{name}"]).module or name == "projects.get_project" for name in shown)


async def test_a_pinned_range_bounds_what_is_asked(client: httpx.AsyncClient, site: Site) -> None:
    await visited(site)
    token = (await shared(site, start_at="2026-09-15", end_at="2026-09-21")).token
    assert number(await ask(client, token, STATS)) == 3
    within = STATS.replace("analytics", 'analytics(range: {startAt: "2026-09-20", endAt: "2026-09-21"})')
    assert number(await ask(client, token, within)) == 3
    before = 'analytics(range: {startAt: "2026-08-01", endAt: "2026-09-21"})'
    for beyond in (
        before,
        "analytics(range: {period: LAST_30_DAYS})",
        "analytics(compare: PREVIOUS_PERIOD)",
        'analytics(range: {startAt: "2026-09-21", endAt: "2026-09-22"})',
        'analytics(range: {startAt: "2026-09-15", endAt: "2026-09-21"}, timezone: "Pacific/Kiritimati")',
    ):
        body = await ask(client, token, STATS.replace("analytics", beyond))
        assert refusals(body) == ["This share does not show times outside of its range."], beyond
    over_rest = (await client.get("/api/v1/stats", headers={"X-Pulse-Share": token})).json()
    assert (over_rest["current"]["visitors"], over_rest["previous"]) == (3, None)
    realtime = await ask(client, token, "{ project { realtime { activeVisitors } } }")
    assert "its range or filter cannot bound" in refusals(realtime)[0]


async def test_a_rolling_range_moves_on(client: httpx.AsyncClient, site: Site, now: SetClock) -> None:
    await visited(site)
    token = (await shared(site, period=Period.LAST_7_DAYS)).token
    for period, count in (("LAST_7_DAYS", 3), ("TODAY", 3)):
        asked = STATS.replace("analytics", f"analytics(range: {{period: {period}}})")
        assert number(await ask(client, token, asked)) == count
    now.now = NOW + 8 * 86_400
    assert number(await ask(client, token, STATS)) == 0


async def test_a_pinned_filter_holds_of_all(client: httpx.AsyncClient, site: Site) -> None:
    await visited(site)
    create = """mutation { createShare(name: "b", where: {is: {dimension: PAGE, values: ["/b"]}}) { token where } }"""
    made = (await site.ask(client, create))["data"]["createShare"]
    assert made["where"] == {"is": {"dimension": "PAGE", "op": "IS", "values": ["/b"]}}
    assert number(await ask(client, made["token"], STATS)) == 1
    other = STATS.replace("analytics", 'analytics(where: {is: {dimension: PAGE, values: ["/a"]}})')
    assert number(await ask(client, made["token"], other)) == 0
    rest = await client.get("/api/v1/pages", headers={"X-Pulse-Share": made["token"]})
    assert [row["path"] for row in rest.json()["data"]] == ["/b"]


async def test_what_visitors_were_said_to_be_is_not_shown(client: httpx.AsyncClient, site: Site) -> None:
    trait = 'dimension: TRAIT, key: "email"'
    token = (await shared(site, where=Is("trait:plan", Op.EXISTS))).token
    assert number(await ask(client, token, STATS)) == 0
    for asked in (
        'breakdown(by: TRAIT, key: "email") { nodes { value } }',
        'webVitalsBy(by: TRAIT, key: "email") { nodes { value } }',
    ):
        body = await ask(client, token, f"{{ project {{ analytics {{ {asked} }} }} }}")
        assert refusals(body) == ["This share does not show what visitors were said to be."], asked
    where = f'analytics(where: {{not: {{is: {{{trait}, values: ["x@y.example"]}}}}}})'
    body = await ask(client, token, STATS.replace("analytics", where))
    assert refusals(body) == ["This share does not show what visitors were said to be."]


async def test_a_report_that_is_shown_is_not_split_by_what_is_not(client: httpx.AsyncClient, site: Site) -> None:
    await visited(site)
    token = (await shared(site, modules=["pageviews", "geo", "goals", "utm"])).token
    hidden = {
        "breakdown(by: SOURCE) { totalCount }": "referrers",
        "breakdown(by: BROWSER) { totalCount }": "devices",
        "breakdown(by: EXIT_PAGE) { totalCount }": "sessions",
        'breakdown(by: PROPERTY, key: "plan") { totalCount }': "events",
        "breakdown(by: PAGE, metrics: [VISITORS, REVENUE]) { totalCount }": "events",
        "breakdown(by: PAGE, orderBy: {metric: REVENUE}) { totalCount }": "events",
    }
    for asked, module in hidden.items():
        body = await ask(client, token, f"{{ project {{ analytics {{ {asked} }} }} }}")
        assert refusals(body) == [f"This share does not show the module '{module}'."], asked
    where = 'analytics(where: {not: {is: {dimension: DEVICE, values: ["Mobile"]}}})'
    assert refusals(await ask(client, token, STATS.replace("analytics", where))) == [
        "This share does not show the module 'devices'."
    ]
    shown = "pages: breakdown(by: PAGE) { totalCount } where: breakdown(by: COUNTRY) { totalCount } "
    body = await ask(
        client, token, f"{{ project {{ analytics {{ {shown} tags: breakdown(by: UTM_SOURCE) {{ totalCount }} }} }} }}"
    )
    assert "errors" not in body
    pinned = (await shared(site, where=Is("device", Op.EXISTS), modules=["pageviews"])).token
    assert number(await ask(client, pinned, STATS)) == 3, "what the owner pinned holds, whatever is shown"


async def test_what_is_off_is_not_split_by(client: httpx.AsyncClient, site: Site) -> None:
    await site.switch(client, "utm", enabled=False)
    document = "{ project { analytics { breakdown(by: UTM_SOURCE) { totalCount } stats { current { visitors } } } } }"
    body = await site.ask(client, document)
    assert refusals(body) == ["Module 'utm' is not enabled for this project."]
    assert body["data"]["project"]["analytics"]["stats"] is not None


async def test_a_password_lets_a_browser_in(house: Services, site: Site) -> None:
    await visited(site)
    share = await shared(site, password=PASSWORD, modules=["pageviews"])
    door = f"/api/share/{share.token}/session"
    told = f'{{ shared(token: "{share.token}") {{ name projectName modules needsPassword project {{ name }} }} }}'
    async with client_of(house) as browser:
        own = {"Origin": str(browser.base_url).rstrip("/")}
        before = (await browser.post("/graphql", json={"query": told})).json()
        known = {"name": "Public", "projectName": "Shop", "modules": ["pageviews"], "needsPassword": True}
        assert before["data"]["shared"] == known | {"project": None}
        assert refusals(before) == ["This share needs its password."]
        assert refusals(await ask(browser, share.token, STATS)) == ["This share needs its password."]
        for body in ({"password": "wrong"}, {}):
            wrong = await browser.post(door, json=body)
            assert (wrong.status_code, wrong.json()) == (401, {"error": "Wrong password."})
        right = await browser.post(door, json={"password": PASSWORD})
        assert right.status_code == 200
        cookie = right.headers["set-cookie"]
        assert cookie.startswith(COOKIE)
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        after = (await browser.post("/graphql", json={"query": told}, headers=own)).json()
        assert after["data"]["shared"] == known | {"needsPassword": False, "project": {"name": "Shop"}}
        assert number((await browser.post("/graphql", json={"query": STATS}, headers=own)).json()) == 3
        rest = await browser.get("/api/v1/stats")
        assert rest.json()["current"]["visitors"] == 3
        assert (await browser.get("/api/session")).json() == {"session": None}
        foreign = {"Origin": "https://evil.example"}
        assert "errors" in (await browser.post("/graphql", json={"query": STATS}, headers=foreign)).json()
        await sharing.update_share(site.ctx, share.id, password="another one")
        assert "errors" in (await browser.post("/graphql", json={"query": STATS}, headers=own)).json()


async def test_wrong_passwords_are_limited(house: Services, site: Site, now: SetClock) -> None:
    share = await shared(site, password=PASSWORD)
    door = f"/api/share/{share.token}/session"
    async with client_of(house) as browser:
        answers = await asyncio.gather(*(browser.post(door, json={"password": f"guess {n}"}) for n in range(8)))
        assert sorted(answer.status_code for answer in answers) == [401] * 5 + [429] * 3
        late = await browser.post(door, json={"password": PASSWORD})
        assert late.status_code == 429
        assert int(late.headers["retry-after"]) == 900
        now.now = NOW + 901
        assert (await browser.post(door, json={"password": PASSWORD})).status_code == 200


async def test_a_crowd_of_addresses_is_limited_too(
    house: Services, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "PER_SHARE", 3)
    made = await shared(site, password=PASSWORD)
    statuses = []
    for number_ in range(5):
        row = await find_share(house, made.token)
        try:
            await passwords.check_password(house, row, "wrong", f"198.51.100.{number_}")
        except PulseError as problem:
            statuses.append(problem.status)
    assert statuses == [401, 401, 401, 429, 429]


async def test_a_share_ends(client: httpx.AsyncClient, site: Site, now: SetClock) -> None:
    share = await shared(site, expires_at="2026-09-22", embed=True, badge=True)
    assert number(await ask(client, share.token, STATS)) == 0
    now.now = NOW + 86_400
    told = f'{{ shared(token: "{share.token}") {{ name }} }}'
    expired = (await client.post("/graphql", json={"query": told})).json()
    assert refusals(expired) == ["This share has expired."]
    for answer in (
        await client.get("/api/v1/stats", headers={"X-Pulse-Share": share.token}),
        await client.post(f"/api/share/{share.token}/session"),
        await client.get(f"/api/share/{share.token}/badge.json"),
    ):
        assert (answer.status_code, answer.json()) == (410, {"error": "This share has expired."})
    unknown = await client.get("/api/v1/stats", headers={"X-Pulse-Share": "nonsense"})
    assert (unknown.status_code, unknown.json()) == (404, {"error": "Share 'nonsense' not found."})


async def test_whoever_looks_on_is_out_when_the_share_ends(site: Site) -> None:
    share = await shared(site)
    services = site.ctx.services
    caller, project = await visitor_of(services, await find_share(services, share.token))
    open_socket = Context(services, caller, project)
    assert (await open_socket.renew()).caller == caller
    await sharing.delete_share(site.ctx, share.id)
    with pytest.raises(PulseError) as refused:
        await open_socket.renew()
    assert refused.value.status == 401


async def test_a_share_over_a_socket(house: Services, site: Site) -> None:
    await visited(site)
    share = await shared(site, modules=["pageviews"], start_at="2026-09-15")

    async def say(socket: ClientConnection, **message: Any) -> Any:
        await socket.send(json.dumps(message))
        return json.loads(await asyncio.wait_for(socket.recv(), 10))

    async with serving(Starlette(routes=doors(house))) as address:
        protocol: Any = ["graphql-transport-ws"]
        async with connect(f"ws://{address}/graphql", subprotocols=protocol) as socket:
            await say(socket, type="connection_init", payload={"share": share.token})
            shown = await say(socket, type="subscribe", id="1", payload={"query": STATS})
            assert number(shown["payload"]) == 3
            assert json.loads(await socket.recv())["type"] == "complete"
            live = {"query": "subscription { liveEvents { path } }"}
            refused = await say(socket, type="subscribe", id="2", payload=live)
            assert [error["message"] for error in refused["payload"]] == ["This share does not show this."]
            wanted = "{ stats { current { visitors } } }"
            beyond = {"query": f"subscription {{ analytics(range: {{period: LAST_30_DAYS}}) {wanted} }}"}
            refused = await say(socket, type="subscribe", id="3", payload=beyond)
            assert refused["payload"][0]["message"] == "This share does not show times outside of its range."
            good = {"query": f"subscription {{ analytics {wanted} }}"}
            told = await say(socket, type="subscribe", id="4", payload=good)
            assert told["payload"]["data"]["analytics"]["stats"]["current"]["visitors"] == 3


async def test_sharing_that_is_switched_off_shares_nothing(client: httpx.AsyncClient, site: Site) -> None:
    share = await shared(site)
    await site.switch(client, "sharing", enabled=False)
    assert refusals(await ask(client, share.token, STATS)) == ["Module 'sharing' is not enabled for this project."]


async def test_a_key_shares_no_more_than_it_reads(site: Site) -> None:
    limited = Caller(Kind.KEY, "k", site.ctx.caller.scopes, frozenset({"sharing", "goals"}))
    ctx = Context(site.ctx.services, limited, site.project)
    made = await sharing.create_share(ctx, name="x")
    assert made.modules == [name for name in SHAREABLE if name in {*CORE, "goals"}]
    with pytest.raises(PulseError, match="unknown module 'funnels'"):
        await sharing.create_share(ctx, name="x", modules=["funnels"])


async def test_only_a_share_that_says_so_is_framed(client: httpx.AsyncClient, site: Site) -> None:
    for embed, ancestors in ((True, "frame-ancestors *;"), (False, "frame-ancestors 'none';")):
        share = await shared(site, embed=embed)
        page = await client.get(f"/share/{share.token}")
        assert page.status_code == 200
        assert ancestors in page.headers["content-security-policy"]
    missing = await client.get("/share/nonsense")
    assert missing.status_code == 404
    assert "frame-ancestors 'none'" in missing.headers["content-security-policy"]


async def test_a_public_number(client: httpx.AsyncClient, site: Site) -> None:
    await visited(site)
    share = await shared(site, badge=True, password=PASSWORD)
    found = await client.get(f"/api/share/{share.token}/badge.json")
    assert found.json() == {"label": "visitors", "visitors": 3}
    assert found.headers["access-control-allow-origin"] == "*"
    picture = await client.get(f"/api/share/{share.token}/badge.svg")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "visitors: 3" in picture.text
    quiet = await shared(site)
    assert (await client.get(f"/api/share/{quiet.token}/badge.json")).status_code == 404
