"""Funnels as they are asked for over HTTP and in GraphQL."""

from typing import Any

import httpx
import pytest
from lab import TODAY, Did, Site, over

STEPS = [
    {"type": "pageview", "value": "/", "label": "Homepage"},
    {"type": "event", "value": "signup", "label": "Signup"},
]
RANGE = "start_at=2026-09-01&end_at=2026-09-21"
FIELDS = "funnelId name steps { label visitors dropOff conversionRate medianSeconds } overallConversion"


async def made(client: httpx.AsyncClient, site: Site) -> dict[str, Any]:
    answer = await over(client, site, "POST", "/funnels", {"name": "Signup", "steps": STEPS})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_a_funnel_over_rest(client: httpx.AsyncClient, site: Site) -> None:
    funnel = await made(client, site)
    assert list(funnel) == ["id", "name", "steps", "created_at"]
    assert funnel["steps"] == STEPS
    assert funnel["created_at"] == "2026-09-21T14:13:20Z"
    listed = await over(client, site, "GET", "/funnels")
    assert listed.json() == {"data": [funnel | {"steps": 2}]}
    path = f"/funnels/{funnel['id']}"
    assert (await over(client, site, "GET", path)).json() == funnel
    changed = await over(client, site, "PUT", path, {"name": "Signup v2", "steps": [*STEPS, STEPS[0]]})
    assert changed.json() == funnel | {"name": "Signup v2", "steps": [*STEPS, STEPS[0]]}
    gone = await over(client, site, "DELETE", path)
    assert (gone.status_code, gone.content) == (204, b"")
    missing = await over(client, site, "GET", path)
    assert (missing.status_code, missing.json()) == (404, {"error": f"Funnel '{funnel['id']}' not found."})


async def test_both_doors_tell_the_same(client: httpx.AsyncClient, site: Site) -> None:
    await site.happened([Did(1, TODAY, "/"), Did(1, TODAY + 5_000, "", "signup"), Did(2, TODAY, "/")])
    funnel = await made(client, site)
    rest = (await over(client, site, "GET", f"/funnels/{funnel['id']}/analyze?{RANGE}")).json()
    assert rest == {
        "funnel_id": funnel["id"],
        "name": "Signup",
        "steps": [
            {"label": "Homepage", "visitors": 2, "drop_off": 0, "conversion_rate": 100.0},
            {"label": "Signup", "visitors": 1, "drop_off": 1, "conversion_rate": 50.0},
        ],
        "overall_conversion": 50.0,
    }
    asked = f"""{{ project {{
        funnels {{ totalCount nodes {{ id name strictOrder steps {{ type value label conditions {{ op }} }} }} }}
        analytics(range: {{startAt: "2026-09-01", endAt: "2026-09-21"}}, compare: PREVIOUS_PERIOD) {{
            funnel(id: "{funnel["id"]}") {{ {FIELDS} previous {{ overallConversion }} }}
            funnelBreakdown(id: "{funnel["id"]}", by: DEVICE) {{ totalCount nodes {{ value visitors }} }}
            funnelLosses(id: "{funnel["id"]}", step: 1) {{ totalCount nodes {{ reachedAt device }} }}
        }} }} }}"""
    found = (await site.ask(client, asked))["data"]["project"]
    report = found["analytics"]["funnel"]
    assert [step["visitors"] for step in report["steps"]] == [2, 1]
    assert [step["medianSeconds"] for step in report["steps"]] == [None, 5.0]
    assert (report["overallConversion"], report["previous"]) == (50.0, {"overallConversion": 0.0})
    assert found["funnels"]["nodes"][0]["steps"][1] == {
        "type": "EVENT",
        "value": "signup",
        "label": "Signup",
        "conditions": [],
    }
    by = found["analytics"]["funnelBreakdown"]
    assert by == {
        "totalCount": 2,
        "nodes": [{"value": "Desktop", "visitors": [1, 0]}, {"value": "Mobile", "visitors": [1, 1]}],
    }
    assert found["analytics"]["funnelLosses"]["nodes"] == [{"reachedAt": "2026-09-21T00:00:00Z", "device": "Desktop"}]


async def test_a_funnel_in_graphql(client: httpx.AsyncClient, site: Site) -> None:
    steps = '[{type: PAGEVIEW, value: "/a/*"}, {type: EVENT, value: "b", conditions: [{property: "p", op: EXISTS}]}]'
    kept = "id name windowSeconds strictOrder steps { value label conditions { property op values } }"
    create = (
        f'mutation {{ createFunnel(name: "W", steps: {steps}, windowSeconds: 60, strictOrder: true) {{ {kept} }} }}'
    )
    funnel = (await site.ask(client, create))["data"]["createFunnel"]
    assert funnel["steps"] == [
        {"value": "/a/*", "label": "/a/*", "conditions": []},
        {"value": "b", "label": "b", "conditions": [{"property": "p", "op": "EXISTS", "values": []}]},
    ]
    update = f'mutation {{ updateFunnel(id: "{funnel["id"]}", name: "V", windowSeconds: 0) {{ {kept} }} }}'
    changed = (await site.ask(client, update))["data"]["updateFunnel"]
    assert changed == funnel | {"name": "V", "windowSeconds": None}
    delete = f'mutation {{ deleteFunnel(id: "{funnel["id"]}") }}'
    assert (await site.ask(client, delete))["data"] == {"deleteFunnel": funnel["id"]}


async def test_a_module_that_is_off(client: httpx.AsyncClient, site: Site) -> None:
    funnel = await made(client, site)
    await site.switch(client, "funnels", enabled=False)
    for method, path, body in (
        ("GET", "/funnels", None),
        ("POST", "/funnels", {"name": "Signup", "steps": STEPS}),
        ("GET", f"/funnels/{funnel['id']}/analyze", None),
    ):
        answer = await over(client, site, method, path, body)
        assert (answer.status_code, answer.json()) == (
            403,
            {"error": "Module 'funnels' is not enabled for this project."},
        )
    reports = f'funnel(id: "{funnel["id"]}") {{ name }} stats {{ current {{ visitors }} }}'
    found = await site.ask(client, f"{{ project {{ analytics {{ {reports} }} }} }}")
    assert found["data"]["project"]["analytics"] == {"funnel": None, "stats": {"current": {"visitors": 0}}}
    assert [error["extensions"]["code"] for error in found["errors"]] == ["MODULE_DISABLED"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"steps": STEPS}, "missing required field 'name'"),
        ({"name": "A"}, "missing required field 'steps'"),
        ({"name": 1, "steps": STEPS}, "'name' must be a string"),
        ({"name": "A", "steps": STEPS[:1]}, "field 'steps' must hold 2 to 20 steps"),
        ({"name": "A", "steps": "x"}, "'steps' must be a list"),
        ({"name": "A", "steps": [{"type": "click", "value": "/"}, STEPS[0]]}, "'steps[0].type' must be one of"),
        ({"name": "A", "steps": [{"type": "event"}, STEPS[0]]}, "missing required field 'steps[0].value'"),
        ({"name": "A", "steps": STEPS, "window_seconds": "x"}, "'window_seconds' must be a whole number"),
        ({"name": "A", "steps": STEPS, "strict_order": 3}, "'strict_order' must be true or false"),
    ],
)
async def test_a_wrong_body_is_refused_by_name(
    client: httpx.AsyncClient, site: Site, body: dict[str, Any], told: str
) -> None:
    answer = await over(client, site, "POST", "/funnels", body)
    assert answer.status_code == 400
    assert told in answer.json()["error"]


async def test_wrong_parameters_are_refused_by_name(client: httpx.AsyncClient, site: Site) -> None:
    funnel = await made(client, site)
    for query, told in (("start_at=x", "start_at"), ("end_at=2026-13-01", "end_at")):
        answer = await over(client, site, "GET", f"/funnels/{funnel['id']}/analyze?{query}")
        assert (answer.status_code, f"'{told}'" in answer.json()["error"]) == (400, True)
    assert (await over(client, site, "GET", "/funnels/1")).status_code == 400
