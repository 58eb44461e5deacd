"""What comes in, in which form, and with which words it is refused."""

import json
import uuid
from typing import Any

import msgspec
import pytest
from desk import NOW, Asker, Desk, new_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.decode import decode, decode_batch
from ingest.items import BY_TYPE
from pulse.errors import Code, PulseError
from pulse.modules import TYPES, Access, ModuleState

MINIMAL: dict[str, dict[str, Any]] = {
    "pageview": {"path": "/"},
    "event": {"name": "signup"},
    "identify": {"traits": {"plan": "pro"}},
    "web_vital": {"name": "LCP", "value": 1842.5},
    "scroll_depth": {"max_depth": 87},
    "search_query": {"query": "pricing plans"},
    "outlink": {"url": "https://github.com/acme/widget"},
    "js_error": {"message": "TypeError: x is null"},
    "click_event": {"x": 482, "y": 1203},
    "survey_response": {"survey_id": str(uuid.UUID(int=7)), "answers": [{"question_id": "q1", "value": 9}]},
}


def refusal(body: bytes) -> str:
    with pytest.raises(PulseError) as caught:
        decode(body)
    assert caught.value.status == 400
    return caught.value.message


def item(kind: str, **fields: Any) -> bytes:
    return json.dumps({"type": kind, **MINIMAL[kind], **fields}).encode()


def test_there_are_ten_types() -> None:
    assert tuple(BY_TYPE) == TYPES
    assert tuple(MINIMAL) == TYPES


@pytest.mark.parametrize("kind", TYPES)
def test_a_type_needs_just_what_it_is_about(kind: str) -> None:
    assert type(decode(item(kind))) is BY_TYPE[kind]
    for field in MINIMAL[kind]:
        body = {"type": kind, **MINIMAL[kind]}
        del body[field]
        expected = f"Invalid request body: missing required field '{field}'."
        assert refusal(json.dumps(body).encode()) == expected
        assert refusal(json.dumps({**body, field: None}).encode()) == expected


@pytest.mark.parametrize("kind", TYPES)
def test_an_envelope_says_the_same_as_a_flat_item(kind: str) -> None:
    fields = {"visitor_id": "v1", "timestamp": 1_790_000_000_000}
    enveloped = json.dumps({"type": kind, "payload": MINIMAL[kind], **fields}).encode()
    expected = decode(item(kind, **fields))
    found = decode(enveloped)
    assert {**msgspec.structs.asdict(found), "payload": None} == {**msgspec.structs.asdict(expected), "payload": None}


@pytest.mark.parametrize(
    ("kind", "field", "value", "words"),
    [
        ("pageview", "path", 5, "'path' must be a string that is not empty"),
        ("pageview", "path", "", "'path' must be a string that is not empty"),
        ("pageview", "title", ["x"], "'title' must be a string"),
        ("pageview", "id", "x" * 65, "'id' must be a string of 1 to 64 characters"),
        ("pageview", "visitor_id", "x" * 201, "'visitor_id' must be a string of up to 200 characters"),
        ("pageview", "webdriver", "yes", "'webdriver' must be true or false"),
        ("event", "name", "", "'name' must be a string of 1 to 200 characters"),
        ("event", "name", "x" * 201, "'name' must be a string of 1 to 200 characters"),
        ("event", "name", "a\tb", "'name' must not hold control characters"),
        ("event", "visitor_id", "a\0b", "'visitor_id' must not hold control characters"),
        ("event", "data", [1], "'data' must be an object of at most 100 entries"),
        ("event", "data", {str(n): n for n in range(101)}, "'data' must be an object of at most 100 entries"),
        ("event", "revenue_amount", "49.99", "'revenue_amount' must be a number from"),
        ("event", "revenue_amount", 1e12, "'revenue_amount' must be a number from"),
        ("event", "revenue_currency", "dollars", "'revenue_currency' must be a three-letter ISO 4217"),
        ("web_vital", "name", "FID", "'name' must be one of LCP, FCP, CLS, INP, TTFB"),
        ("web_vital", "value", -1, "'value' must be a number from 0"),
        ("scroll_depth", "max_depth", 101, "'max_depth' must be a number from 0 to 100"),
        ("scroll_depth", "engaged_ms", -1, "'engaged_ms' must be a number from 0"),
        ("search_query", "results_count", 1.5, "'results_count' must be a whole number"),
        ("js_error", "lineno", -1, "'lineno' must be a whole number"),
        ("click_event", "x", "482", "'x' must be a number from"),
        ("click_event", "element_x", 1.5, "'element_x' must be a number from 0 to 1"),
        ("survey_response", "answers", [{"value": 1}], "'answers' must be a list of at most 100 objects"),
        ("survey_response", "completed", 1, "'completed' must be true or false"),
        ("event", "payload", 5, "'payload' must be an object"),
    ],
)
def test_a_wrong_field_is_named(kind: str, field: str, value: object, words: str) -> None:
    assert words in refusal(item(kind, **{field: value}))


def test_every_wrong_field_is_named_at_once() -> None:
    message = refusal(b'{"type":"click_event","x":"a","path":5}')
    assert message == (
        "Invalid request body: 'path' must be a string; 'x' must be a number from -10000000 to 10000000;"
        " missing required field 'y'."
    )


@pytest.mark.parametrize("kind", ["", "page_view", "page_time", "dropped", 5, ["pageview"], {"a": 1}, True])
def test_an_unknown_type_lists_the_ten(kind: object) -> None:
    assert refusal(json.dumps({"type": kind}).encode()) == (
        f"Invalid request body: 'type' must be one of {', '.join(TYPES)}."
    )


def test_a_missing_type_is_missing() -> None:
    assert refusal(b"{}") == "Invalid request body: missing required field 'type'."
    assert refusal(b'{"type":null}') == "Invalid request body: missing required field 'type'."


DEEP = b'{"a":' * 20_000 + b"1" + b"}" * 20_000
BROKEN = [
    b"",
    b"nonsense",
    b"\xff\xfe",
    b'{"type":"event","name":"\xff"}',
    b'{"type":"event","name":"\\ud800"}',
    b'{"type":"event","name":"\\udc00\\ud800 x"}',
    b'{"type":"event","name":"a\x01b"}',
    b'{"type":"event","name":"x","revenue_amount":NaN}',
    b'{"type":"event","name":"x","revenue_amount":Infinity}',
    b'{"type":"event","name":"x","revenue_amount":1e999}',
    b'{"type":"event","name":"x","data":{"n":1e999}}',
    b'{"type":"event","name":"x","data":{"n":-1e999}}',
    b'{"type":"event","name":"x","data":' + DEEP + b"}",
    b'{"type":"event","name":"x","ignored":' + DEEP + b"}",
    b'{"type":"event","payload":{"name":"x","data":' + DEEP + b"}}",
    b'{"type":"event","name":"x"} {}',
    b'{"type":"event","name":"x"',
    b"[]",
    b"null",
    b'"pageview"',
    b"5",
]


@pytest.mark.parametrize("body", BROKEN, ids=lambda body: repr(body[:60]))
async def test_what_is_no_item_is_a_400_and_leaves_its_neighbours_alone(body: bytes, desk: Desk) -> None:
    good = b'{"type":"pageview","path":"/"}'
    problems = await desk.intake.accept(desk.project, [good, body, good], Asker())
    assert [problem and problem.status for problem in problems] == [None, 400, None]
    assert await desk.rows("SELECT count() FROM events WHERE project = {project} AND type = 'pageview'") == [[2]]


@pytest.mark.parametrize("number", [10**30, -(10**30), 2**64, -(2**63) - 1])
async def test_a_number_beyond_64_bits_is_refused_or_kept_whole(desk: Desk, number: int) -> None:
    problems = await desk.intake.accept(desk.project, [{"type": "event", "name": "n", "data": {"n": number}}], Asker())
    stored = await desk.rows("SELECT data, properties['n'] FROM events WHERE project = {project}")
    if problems[0] is None:
        assert stored == [[f'{{"n":{number}}}', str(number)]]
    else:
        assert problems[0].status == 400
        assert stored == []


async def test_any_depth_is_stored_or_refused(desk: Desk) -> None:
    """Near the limit, what could be read may be too deep to be written again."""
    for depth in [10, 100, *range(700, 1_010, 3)]:
        body = b'{"type":"event","name":"x","data":{"d":' + b"[" * depth + b"]" * depth + b"}}"
        (problem,) = await desk.intake.accept(desk.project, [body], Asker())
        assert problem is None or problem.status == 400
    ((stored,),) = await desk.rows("SELECT count() FROM events WHERE project = {project}")
    assert stored >= 2


def anything() -> st.SearchStrategy[Any]:
    plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
    return st.recursive(
        plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    )


def hostile() -> st.SearchStrategy[dict[str, Any]]:
    fields = {name for kind in BY_TYPE.values() for name in kind.__struct_fields__}
    whole = st.sampled_from(TYPES).flatmap(lambda kind: st.just({"type": kind, **MINIMAL[kind]}))
    return st.builds(
        lambda one, other: one | other, whole, st.dictionaries(st.sampled_from(sorted(fields)), anything())
    )


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=st.lists(hostile(), min_size=1, max_size=8))
async def test_whatever_is_sent_is_stored_or_refused(desk: Desk, items: list[dict[str, Any]]) -> None:
    """No item makes a 500, and none that was accepted keeps its batch from the warehouse."""
    project = new_project()
    problems = await desk.intake.accept(project, items, Asker())
    assert {problem.status for problem in problems if problem} <= {400}
    ids = {one["id"] for one, problem in zip(items, problems, strict=True) if not problem and one.get("id")}
    unnamed = sum(not problem and not one.get("id") for one, problem in zip(items, problems, strict=True))
    dropped = sum(not problem and one.get("webdriver") is True for one, problem in zip(items, problems, strict=True))
    ((stored,),) = await desk.rows(
        "SELECT count() FROM events WHERE project = {project} AND type != 'page_time'", project
    )
    assert unnamed + len(ids) - dropped <= stored <= unnamed + len(ids)


def test_a_batch_is_a_list_of_events() -> None:
    assert [bytes(one) for one in decode_batch(b'{"events":[{"type":"x"}, 5]}')] == [b'{"type":"x"}', b"5"]
    for body, words in [
        (b"[]", "expected a JSON object"),
        (b"{}", "missing required field 'events'"),
        (b'{"events":{}}', "'events' must be a list of at most 1000 objects"),
        (json.dumps({"events": [{}] * 1001}).encode(), "'events' must be a list of at most 1000 objects"),
        (b'{"events":[1e999]}', ""),
        (b"{", "not valid JSON"),
    ]:
        if not words:
            assert len(decode_batch(body)) == 1
            continue
        with pytest.raises(PulseError, match=words):
            decode_batch(body)


@pytest.mark.parametrize(
    ("timestamp", "stored"),
    [
        (None, NOW),
        (round((NOW - 60) * 1000), NOW - 60),
        ("2026-09-21T13:33:20Z", None),
        ("2026-09-21T15:33:20.123+02:00", None),
        ("2026-09-21 13:33:20", None),
        ("2026-09-21", None),
        (round((NOW + 300) * 1000), NOW),
        (round((NOW - 29.9 * 86_400) * 1000), NOW - 29.9 * 86_400),
    ],
)
async def test_a_time_that_is_taken(desk: Desk, timestamp: object, stored: float | None) -> None:
    fields = {} if timestamp is None else {"timestamp": timestamp}
    await desk.send({"type": "event", "name": "x", **fields})
    ((found,),) = await desk.rows("SELECT toUnixTimestamp64Milli(timestamp) FROM events WHERE project = {project}")
    if stored is None:
        expected = {
            "2026-09-21T13:33:20Z": 1_789_997_600_000,
            "2026-09-21T15:33:20.123+02:00": 1_789_997_600_123,
            "2026-09-21 13:33:20": 1_789_997_600_000,
            "2026-09-21": 1_789_948_800_000,
        }[str(timestamp)]
    else:
        expected = round(stored * 1000)
    assert found == expected


@pytest.mark.parametrize(
    ("timestamp", "words"),
    [
        ("yesterday", "must be an ISO 8601 time"),
        ("", "must be an ISO 8601 time"),
        ("99999-01-01T00:00:00Z", "must be an ISO 8601 time"),
        (1_790_000_000, "must be an ISO 8601 time"),
        (-1, "must be an ISO 8601 time"),
        (True, "must be an ISO 8601 time"),
        (round((NOW + 601) * 1000), "must not be in the future"),
        (1e300, "must not be in the future"),
        ("2027-01-01T00:00:00Z", "must not be in the future"),
        ("2026-08-01T00:00:00Z", "must not be more than 30 days ago"),
        ("0001-01-01T00:00:00+14:00", "'timestamp' must"),
    ],
)
async def test_a_time_that_is_not(desk: Desk, timestamp: object, words: str) -> None:
    (problem,) = await desk.refuse({"type": "event", "name": "x", "timestamp": timestamp})
    assert words in problem.message
    assert problem.status == 400


async def test_an_import_may_be_older(desk: Desk) -> None:
    old = {"type": "event", "name": "x", "timestamp": "2024-01-01T00:00:00Z"}
    assert await desk.intake.accept(desk.project, [old], Asker(), imported=True) == [None]
    assert await desk.rows("SELECT toYear(timestamp) FROM events WHERE project = {project}") == [[2024]]


async def test_a_module_that_is_off_or_closed_to_writing_or_to_the_key_refuses_its_types(desk: Desk) -> None:
    project = new_project(
        modules={
            "heatmaps": ModuleState(enabled=False),
            "surveys": ModuleState(access=Access.READ),
            "pageviews": ModuleState(enabled=False),
        }
    )
    items = [{"type": kind, **MINIMAL[kind]} for kind in ("click_event", "survey_response", "pageview", "event")]
    problems = await desk.intake.accept(project, items, Asker(), frozenset({"search"}))
    assert [problem and (problem.status, problem.code, problem.message) for problem in problems] == [
        (403, Code.MODULE_DISABLED, "Module 'heatmaps' is not enabled for this project."),
        (403, Code.MODULE_DISABLED, "Module 'surveys' does not allow write access for this project."),
        (403, Code.MODULE_DISABLED, "Module 'pageviews' is not enabled for this project."),
        (403, Code.FORBIDDEN, "API key is not allowed to access module 'events'."),
    ]


async def test_nothing_is_accepted_before_the_start_and_after_the_stop(desk: Desk) -> None:
    await desk.restart()
    await desk.intake.stop()
    with pytest.raises(PulseError) as caught:
        await desk.intake.accept_one(desk.project, b'{"type":"pageview","path":"/"}', Asker())
    assert caught.value.status == 503
    desk.intake = desk._intake()
    await desk.intake.start()
