"""Surveys through the documented paths: defined, shown, answered, counted, closed."""

import asyncio
import uuid
from dataclasses import replace
from typing import Any

import pytest
from shop import CHROME, FIREFOX, Shop, bare

from access.caller import Origin
from jobs.retention import erase_expired
from models import Survey, SurveyResponse
from pulse.errors import unavailable

RATING = {"id": "q1", "type": "rating", "text": "How likely are you to recommend us?", "min": 0, "max": 10}
WORDS = {"id": "q2", "type": "text", "text": "What could we improve?", "required": False}
ONE = {"id": "q3", "type": "single_choice", "text": "Which plan?", "options": ["Free", "Pro"], "required": False}
SOME = {"id": "q4", "type": "multiple_choice", "text": "What for?", "options": ["Work", "Play", "Else"]}
SOME |= {"required": False}
NPS = {
    "name": "NPS Survey",
    "questions": [RATING, WORDS],
    "trigger_config": {
        "type": "time_on_page",
        "delay_seconds": 30,
        "pages": ["/dashboard", "/app/*"],
        "show_once": True,
    },
    "appearance": {"position": "bottom-right", "theme": "dark", "primary_color": "#6366f1"},
    "response_limit": 500,
}


async def active(shop: Shop, **more: Any) -> str:
    """The id of a survey that is shown."""
    made = await shop.done("POST", "/surveys", NPS | more)
    identity: str = made["id"]
    await shop.done("PUT", f"/surveys/{identity}/status", {"status": "active"})
    return identity


def response(survey: str, answers: dict[str, Any], visitor: str = "anna", **more: Any) -> dict[str, Any]:
    said = [{"question_id": name, "value": value} for name, value in answers.items()]
    item = {"type": "survey_response", "survey_id": survey, "answers": said, "completed": True, "path": "/dashboard"}
    return item | {"visitor_id": visitor} | more


async def send(shop: Shop, item: dict[str, Any], agent: str = CHROME) -> tuple[int, str]:
    """What the tracker is answered."""
    headers = {"X-Pulse-Key": shop.site.ingest, "User-Agent": agent}
    answer = await shop.client.post("/api/collect", json=item, headers=headers)
    return answer.status_code, answer.json().get("error", "ok")


async def shown(shop: Shop, visitor: str | None = None, agent: str = CHROME) -> list[str]:
    """The ids of the surveys that a visitor may be shown."""
    query = f"?visitor_id={visitor}" if visitor else ""
    headers = {"User-Agent": agent}
    answer = await shop.ask("GET", f"/surveys/active{query}", key=shop.site.ingest, headers=headers)
    return [survey["id"] for survey in answer.json()["data"]]


async def test_a_survey_over_rest(shop: Shop) -> None:
    made = await shop.ask("POST", "/surveys", NPS)
    assert made.status_code == 201
    survey = made.json()
    whole = NPS | {"questions": [RATING | {"required": True}, WORDS]}
    assert survey == {
        "id": f"srv-{bare(survey['id'])}",
        **whole,
        "status": "draft",
        "responses": 0,
        "created_at": "2026-09-21T14:13:20Z",
    }
    path = f"/surveys/{survey['id']}"
    assert await shop.done("GET", path) == survey
    assert await shop.done("GET", path.replace("srv-", "")) == survey
    named = {name: survey[name] for name in ("id", "name", "status", "responses", "created_at")}
    assert await shop.done("GET", "/surveys") == {"data": [named]}
    changed = await shop.done("PUT", path, {"questions": [ONE, SOME], "response_limit": 0})
    assert changed == survey | {"questions": [ONE, SOME], "response_limit": None}
    assert await shop.done("PUT", path, {}) == changed
    gone = await shop.ask("DELETE", path)
    assert (gone.status_code, gone.content) == (204, b"")
    assert await shop.refused("GET", path) == f"404 Survey '{survey['id']}' not found."


async def test_what_is_not_said_has_its_default(shop: Shop) -> None:
    made = await shop.done("POST", "/surveys", {"name": "A", "questions": [{"type": "rating", "text": "Well?"}]})
    assert made["questions"] == [{"id": "q1", "type": "rating", "text": "Well?", "required": True, "min": 0, "max": 10}]
    assert made["trigger_config"] == {"type": "time_on_page", "delay_seconds": 0, "show_once": True}
    assert made["appearance"] == {"position": "bottom-right", "theme": "light"}
    assert made["response_limit"] is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": None}, "'name' must be a string"),
        ({"questions": []}, "field 'questions' must hold 1 to 50 questions"),
        ({"questions": [RATING, RATING]}, "field 'questions[1].id' repeats 'q1'"),
        ({"questions": [{"type": "rating"}]}, "missing required field 'questions[0].text'"),
        (
            {"questions": [RATING | {"type": "stars"}]},
            "'questions[0].type' must be one of rating, text, single_choice, multiple_choice",
        ),
        ({"questions": [RATING | {"text": " "}]}, "field 'questions[0].text' must have 1 to 500 characters"),
        (
            {"questions": [RATING | {"max": 0}]},
            "field 'questions[0].max' must be above 'min', and both between 0 and 100",
        ),
        ({"questions": [RATING | {"min": "a"}]}, "'questions[0].min' must be a whole number"),
        ({"questions": [WORDS | {"max": 5}]}, "field 'questions[0].max' is for questions of type 'rating'"),
        ({"questions": [WORDS | {"options": ["a", "b"]}]}, "field 'questions[0].options' is for questions of a choice"),
        ({"questions": [{"type": "single_choice", "text": "A"}]}, "missing required field 'questions[0].options'"),
        ({"questions": [ONE | {"options": ["a"]}]}, "must hold 2 to 50 different options"),
        ({"questions": [ONE | {"options": ["a", "a"]}]}, "must hold 2 to 50 different options"),
        ({"trigger_config": {"type": "magic"}}, "'trigger_config.type' must be one of time_on_page, scroll_depth"),
        ({"trigger_config": {"type": "event"}}, "missing required field 'trigger_config.event'"),
        ({"trigger_config": {"delay_seconds": -1}}, "field 'trigger_config.delay_seconds' must be between 0 and 86400"),
        (
            {"trigger_config": {"type": "scroll_depth", "percent": 101}},
            "field 'trigger_config.percent' must be between 1 and 100",
        ),
        ({"trigger_config": {"pages": ["app"]}}, "field 'trigger_config.pages[0]' must be a path that starts with '/'"),
        ({"trigger_config": {"show_once": "no"}}, "'trigger_config.show_once' must be true or false"),
        ({"appearance": {"position": "left"}}, "'appearance.position' must be one of bottom-right"),
        (
            {"appearance": {"primary_color": "blue;x"}},
            "field 'appearance.primary_color' must be a colour such as #6366f1",
        ),
        ({"response_limit": -1}, "field 'response_limit' must be between 1 and 1000000"),
    ],
)
async def test_a_wrong_body_is_refused_by_name(shop: Shop, change: dict[str, Any], told: str) -> None:
    found = await shop.refused("POST", "/surveys", NPS | change)
    assert found.startswith("400 Invalid request body: ")
    assert told in found


async def test_only_drafts_and_paused_ones_change(shop: Shop) -> None:
    survey = await active(shop)
    path = f"/surveys/{survey}"
    for status in ("active", "archived"):
        await shop.done("PUT", f"{path}/status", {"status": status})
        told = f"400 Only draft or paused surveys can be changed; this one is {status}."
        assert await shop.refused("PUT", path, {"name": "B"}) == told
    for status in ("paused", "draft"):
        assert (await shop.done("PUT", f"{path}/status", {"status": status}))["status"] == status
        assert (await shop.done("PUT", path, {"name": status}))["name"] == status
    told = "400 Invalid request body: 'status' must be one of draft, active, paused, archived."
    assert await shop.refused("PUT", f"{path}/status", {"status": "open"}) == told


async def test_answers_are_kept_and_counted(shop: Shop) -> None:
    survey = await active(shop, questions=[RATING, WORDS, ONE, SOME])
    said: list[dict[str, Any]] = [
        {"q1": 9, "q2": "Love the dashboard!", "q3": "Pro", "q4": ["Work", "Else"]},
        {"q1": 10, "q4": ["Work"]},
        {"q1": 7},
        {"q1": 0, "q3": "Free"},
    ]
    for number, answers in enumerate(said):
        assert await send(shop, response(survey, answers, f"v{number}")) == (200, "ok")
        shop.clock.now += 60
    left = response(survey, {"q2": "Too long"}, "v4", completed=False)
    assert await send(shop, left) == (200, "ok")
    found = await shop.done("GET", f"/surveys/{survey}/responses?limit=2")
    assert (found["total"], len(found["data"])) == (5, 2)
    assert found["data"][0] == {
        "id": found["data"][0]["id"],
        "answers": [{"question_id": "q2", "value": "Too long"}],
        "completed": False,
        "path": "/dashboard",
        "submitted_at": "2026-09-21T14:17:20Z",
    }
    uuid.UUID(found["data"][0]["id"].removeprefix("resp-"))
    last = await shop.done("GET", f"/surveys/{survey}/responses?limit=2&offset=4")
    assert last["data"][0]["answers"][3] == {"question_id": "q4", "value": ["Work", "Else"]}
    assert await shop.done("GET", f"/surveys/{survey}/stats") == {
        "survey_id": survey,
        "total_responses": 5,
        "completed_responses": 4,
        "completion_rate": 80.0,
        "questions": [
            {
                "id": "q1",
                "text": RATING["text"],
                "avg_value": 6.5,
                "distribution": {"0-6": 1, "7-8": 1, "9-10": 2},
            },
            {"id": "q3", "text": ONE["text"], "avg_value": None, "distribution": {"Free": 1, "Pro": 1}},
            {"id": "q4", "text": SOME["text"], "avg_value": None, "distribution": {"Work": 2, "Play": 0, "Else": 1}},
        ],
    }
    assert (await shop.done("GET", "/surveys"))["data"][0]["responses"] == 5


async def test_other_scales_count_each_value(shop: Shop) -> None:
    survey = await active(shop, questions=[RATING | {"min": 1, "max": 5}])
    for number, value in enumerate((5, 5, 2)):
        await send(shop, response(survey, {"q1": value}, f"v{number}"))
    (question,) = (await shop.done("GET", f"/surveys/{survey}/stats"))["questions"]
    assert question["distribution"] == {"1": 0, "2": 1, "3": 0, "4": 0, "5": 2}
    assert question["avg_value"] == 4.0


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"q9": 1}, "'answers[0].question_id' is no question of this survey"),
        ({"q1": 11}, "'answers[0].value' must be a whole number from 0 to 10"),
        ({"q1": "9"}, "'answers[0].value' must be a whole number from 0 to 10"),
        ({"q1": True}, "'answers[0].value' must be a whole number from 0 to 10"),
        ({"q1": 9, "q2": 3}, "'answers[1].value' must be a string that is not empty"),
        ({"q1": 9, "q3": "Gold"}, "'answers[1].value' must be one of: Free, Pro"),
        ({"q1": 9, "q4": "Work"}, "'answers[1].value' must be a list of different ones of: Work, Play, Else"),
        ({"q1": 9, "q4": ["Work", "Work"]}, "'answers[1].value' must be a list of different ones of"),
        ({"q1": 9, "q4": []}, "'answers[1].value' must be a list of different ones of"),
        ({"q2": "Hi"}, "'answers' lacks the required question 'q1'"),
    ],
)
async def test_an_answer_must_fit_its_question(shop: Shop, answers: dict[str, Any], told: str) -> None:
    survey = await active(shop, questions=[RATING, WORDS, ONE, SOME])
    status, error = await send(shop, response(survey, answers))
    assert status == 400
    assert told in error
    assert (await shop.done("GET", f"/surveys/{survey}/responses"))["total"] == 0


async def test_a_question_is_answered_once(shop: Shop) -> None:
    survey = await active(shop)
    twice = response(survey, {"q1": 3})
    twice["answers"] *= 2
    assert (await send(shop, twice))[1].endswith("'answers[1].question_id' is answered twice.")


async def test_a_batch_keeps_what_fits(shop: Shop) -> None:
    survey = await active(shop)
    items = [response(survey, {"q1": 3}), response(survey, {"q1": 99}), {"type": "pageview", "path": "/"}]
    headers = {"X-Pulse-Key": shop.site.ingest, "User-Agent": CHROME}
    answer = await shop.client.post("/api/batch", json={"events": items}, headers=headers)
    assert (answer.json()["accepted"], [error["index"] for error in answer.json()["errors"]]) == (2, [1])
    assert (await shop.done("GET", f"/surveys/{survey}/responses"))["total"] == 1


async def test_of_two_answers_at_the_limit_one_is_taken(shop: Shop) -> None:
    survey = await active(shop, response_limit=3)
    for number in range(2):
        await send(shop, response(survey, {"q1": 5}, f"v{number}"))
    racing = [response(survey, {"q1": 5}, f"r{number}") for number in range(2)]
    answers = await asyncio.gather(*(send(shop, one) for one in racing))
    assert sorted(answers) == [(200, "ok"), (400, f"Survey '{survey}' is not active.")]
    found = await shop.done("GET", f"/surveys/{survey}")
    assert (found["status"], found["responses"]) == ("archived", 3)
    assert await shown(shop) == []
    told = "400 The survey has its 3 responses; raise 'response_limit' to show it again."
    assert await shop.refused("PUT", f"/surveys/{survey}/status", {"status": "active"}) == told
    await shop.done("PUT", f"/surveys/{survey}/status", {"status": "paused"})
    await shop.done("PUT", f"/surveys/{survey}", {"response_limit": 23})
    await shop.done("PUT", f"/surveys/{survey}/status", {"status": "active"})
    answers = await asyncio.gather(*(send(shop, response(survey, {"q1": 5}, f"w{n}")) for n in range(30)))
    assert [status for status, _ in answers].count(200) == 20
    assert (await shop.done("GET", f"/surveys/{survey}/stats"))["total_responses"] == 23


async def test_what_is_sent_twice_counts_once(shop: Shop) -> None:
    survey = await active(shop, response_limit=2)
    item = response(survey, {"q1": 5}) | {"id": uuid.uuid4().hex}
    assert await asyncio.gather(*(send(shop, item) for _ in range(5))) == [(200, "ok")] * 5
    assert (await shop.done("GET", f"/surveys/{survey}"))["responses"] == 1
    assert await send(shop, response(survey, {"q1": 5}, "ben")) == (200, "ok")
    assert await send(shop, item) == (200, "ok")  # also once the survey is closed
    counted = "SELECT count() FROM events WHERE project = {project} AND type = 'survey_response'"
    assert await shop.rows(counted) == [[2]]


async def test_one_who_has_seen_it_is_left_alone(shop: Shop) -> None:
    once, often = await active(shop), await active(shop, trigger_config={"show_once": False})
    assert set(await shown(shop)) == {once, often}
    for survey in (once, often):
        await send(shop, {key: value for key, value in response(survey, {"q1": 5}).items() if key != "visitor_id"})
    assert await shown(shop) == [often]
    assert set(await shown(shop, agent=FIREFOX)) == {once, often}
    closed = response(once, {}, "carla", completed=False)
    assert await send(shop, closed) == (200, "ok")
    assert await shown(shop, "carla") == [often]
    stats = f'{{ project {{ surveyStats(id: "{once}") {{ totalResponses dismissals completionRate }} }} }}'
    found = (await shop.graphql(stats))["project"]["surveyStats"]
    assert found == {"totalResponses": 1, "dismissals": 1, "completionRate": 100.0}
    assert (await shop.done("GET", f"/surveys/{once}"))["responses"] == 1


async def test_active_ones_are_shown_to_every_page(shop: Shop) -> None:
    survey = await active(shop)
    for status in ("draft", "paused", "archived"):
        made = await shop.done("POST", "/surveys", NPS)
        await shop.done("PUT", f"/surveys/{made['id']}/status", {"status": status})
    url, headers = f"/api/v1/surveys/active?key={shop.site.ingest}", {"Origin": "https://shop.example"}
    answer = await shop.client.get(url, headers=headers | {"User-Agent": CHROME})
    assert answer.headers["access-control-allow-origin"] == "*"
    (found,) = answer.json()["data"]
    assert list(found) == ["id", "name", "questions", "trigger_config", "appearance"]
    assert (found["id"], found["trigger_config"]) == (survey, NPS["trigger_config"])
    refused = await shop.refused("GET", "/surveys/active")
    assert refused == "403 API key does not have the required 'ingest' scope for this endpoint."


async def test_what_is_not_active_takes_no_answer(shop: Shop) -> None:
    survey = await active(shop)
    for status in ("draft", "paused", "archived"):
        await shop.done("PUT", f"/surveys/{survey}/status", {"status": status})
        for answers in ({"q1": 5}, {}):
            found = await send(shop, response(survey, answers, completed=False))
            assert found == (400, f"Survey '{survey}' is not active.")


async def test_a_survey_of_the_sites_own_is_an_event(shop: Shop) -> None:
    """A survey that is not defined here, or not in this project, is the site's own: its answers are kept as sent."""
    other = response(str(uuid.uuid4()), {"anything": {"at": "all"}})
    assert await send(shop, other) == (200, "ok")
    assert await shop.rows("SELECT count() FROM events WHERE project = {project}") == [[1]]
    assert await send(shop, response(str(uuid.uuid4()), {"q1": 5}), agent="Googlebot/2.1") == (200, "ok")


async def test_what_is_imported_is_an_event(shop: Shop) -> None:
    survey = await active(shop, response_limit=1)
    project = await shop.services.directory.project(shop.site.id)
    assert project is not None
    said = [response(survey, {"q1": number}, f"v{number}") for number in range(3)]
    assert await shop.services.intake.accept(project, said, Origin(), imported=True) == [None] * 3
    assert await shop.rows("SELECT count() FROM events WHERE project = {project}") == [[3]]
    assert (await shop.done("GET", f"/surveys/{survey}"))["responses"] == 0


async def test_a_robot_says_nothing(shop: Shop) -> None:
    survey = await active(shop)
    assert await send(shop, response(survey, {"q1": 5}), agent="Googlebot/2.1") == (200, "ok")
    assert (await shop.done("GET", f"/surveys/{survey}"))["responses"] == 0


async def test_deleting_takes_the_responses_along(shop: Shop) -> None:
    survey, other = await active(shop), await active(shop)
    for one in (survey, other):
        await send(shop, response(one, {"q1": 5}))
    assert (await shop.ask("DELETE", f"/surveys/{survey}")).status_code == 204
    with shop.services.store.reading():
        assert await SurveyResponse.filter(project_id=shop.site.id).values_list("survey_id", flat=True) == [bare(other)]
    kept = "SELECT name FROM events WHERE project = {project} AND type = 'survey_response'"
    assert await shop.rows(kept) == [[str(bare(other))]]


async def test_a_visitor_who_is_erased_said_nothing(shop: Shop) -> None:
    survey = await active(shop)
    await send(shop, response(survey, {"q1": 5}, "anna"))
    await send(shop, response(survey, {"q1": 6}, "ben"))
    await shop.graphql('mutation { eraseVisitor(visitorId: "anna") { events } }', shop.site.admin)
    found = await shop.done("GET", f"/surveys/{survey}/responses")
    assert [said["answers"][0]["value"] for said in found["data"]] == [6]
    assert (await shop.done("GET", f"/surveys/{survey}"))["responses"] == 2  # the limit has counted both


async def test_answers_are_kept_as_long_as_the_project_says(shop: Shop) -> None:
    survey = await active(shop)
    await send(shop, response(survey, {"q1": 5}))
    shop.clock.now += 20 * 86_400
    await send(shop, response(survey, {"q1": 6}))
    settings = replace(shop.services.settings, data_retention_days=10)
    await erase_expired(replace(shop.services, settings=settings))
    found = await shop.done("GET", f"/surveys/{survey}/responses")
    assert [said["answers"][0]["value"] for said in found["data"]] == [6]


async def test_a_store_that_is_down_refuses_the_whole_batch(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that could not be kept must be sent again; a verdict on the item alone would let it go."""
    survey = await active(shop)

    async def refuse(*_: Any, **__: Any) -> Any:
        raise unavailable("database")

    monkeypatch.setattr(Survey, "get_or_none", refuse)
    headers = {"X-Pulse-Key": shop.site.ingest, "User-Agent": CHROME}
    body = {"events": [{"type": "pageview", "path": "/"}, response(survey, {"q1": 5})]}
    answer = await shop.client.post("/api/batch", json=body, headers=headers)
    assert answer.status_code == 503
    monkeypatch.undo()
    assert await shop.rows("SELECT count() FROM events WHERE project = {project}") == [[0]]


async def test_a_module_that_is_off(shop: Shop) -> None:
    survey = await active(shop)
    await shop.switch("surveys", "disable")
    told = "Module 'surveys' is not enabled for this project."
    assert await shop.refused("GET", "/surveys") == f"403 {told}"
    assert await shop.refused("GET", "/surveys/active", key=shop.site.ingest) == f"403 {told}"
    assert await send(shop, response(survey, {"q1": 5})) == (403, told)


async def test_a_survey_in_graphql(shop: Shop) -> None:
    kept = """id name status responseLimit responses questions { id type text required min max options }
        triggerConfig { type delaySeconds percent event pages showOnce } appearance { position theme primaryColor }"""
    create = f"""mutation {{ createSurvey(name: "A", responseLimit: 5, appearance: {{position: TOP_LEFT, theme: AUTO}},
        questions: [{{type: RATING, text: "Well?"}}, {{type: SINGLE_CHOICE, text: "Which?", options: ["a", "b"]}}],
        triggerConfig: {{type: EVENT, event: "done", showOnce: false}}) {{ {kept} }} }}"""
    made = (await shop.graphql(create))["createSurvey"]
    assert made["appearance"] == {"position": "TOP_LEFT", "theme": "AUTO", "primaryColor": None}
    assert (made["triggerConfig"]["event"], made["triggerConfig"]["showOnce"]) == ("done", False)
    update = f'mutation ($id: ID!) {{ updateSurvey(id: $id, name: "B", responseLimit: 0) {{ {kept} }} }}'
    changed = (await shop.graphql(update, id=made["id"]))["updateSurvey"]
    assert changed == made | {"name": "B", "responseLimit": None}
    start = "mutation ($id: ID!) { setSurveyStatus(id: $id, status: ACTIVE) { status } }"
    assert (await shop.graphql(start, id=made["id"]))["setSurveyStatus"] == {"status": "ACTIVE"}
    assert await send(shop, response(made["id"], {"q1": 9, "q2": "b"})) == (200, "ok")
    assert await send(shop, response(made["id"], {"q1": 3, "q2": "b"}, "ben")) == (200, "ok")
    asked = f"""query ($id: ID!) {{ project {{ surveys {{ totalCount }} survey(id: $id) {{ {kept} }}
        surveyResponses(id: $id) {{ totalCount nodes {{ completed visitor answers {{ questionId value }} }} }}
        surveyStats(id: $id) {{ totalResponses questions {{ id type answered avgValue nps
            distribution {{ value count }} }} }} }} }}"""
    found = (await shop.graphql(asked, id=made["id"]))["project"]
    assert found["survey"]["responses"] == found["surveyResponses"]["totalCount"] == 2
    assert [answer["value"] for answer in found["surveyResponses"]["nodes"][0]["answers"]][1] == "b"
    assert [(one["id"], one["avgValue"], one["nps"]) for one in found["surveyStats"]["questions"]] == [
        ("q1", 6.0, 0.0),
        ("q2", None, None),
    ]
    delete = "mutation ($id: ID!) { deleteSurvey(id: $id) }"
    assert await shop.graphql(delete, id=made["id"]) == {"deleteSurvey": made["id"]}
