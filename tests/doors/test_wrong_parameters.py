"""Every parameter of every documented path, given wrongly: 400 with a sentence that names it. The table is walked."""

from collections.abc import Iterator

import pytest
from test_rest_doors import UNKNOWN, body_of, given, name_of, places
from village import WORDS, Village

from rest_compat.door import Row, Takes
from rest_compat.parameters import parameters_of
from rest_compat.routes import ROUTES
from tests.kit import ADMIN_TOKEN

WRONG: dict[Takes, dict[str, tuple[str, ...]]] = {
    Takes.WINDOW: {
        "start_at": ("soon", "2026-13-01", "2026-02-30T00:00:00Z"),
        "end_at": ("later", "2026-01-01T25:00:00Z"),
    },
    Takes.PAGE: {"limit": ("0", "1001", "-1", "ten", "1.5"), "offset": ("-1", "some")},
}
WRONG[Takes.COMPARED] = WRONG[Takes.WINDOW]
ANY_TEXT = {"path", "message", "utm_source", "visitor_id"}
"""Parameters for which every text is right; without one they are refused where they must be there."""
NONSENSE = "\N{SNOWMAN} nonsense"
ID_FREE = {"project_id", "name", "type"}
"""What of a path is no id of a resource: another project is 404 to a key, words are told elsewhere."""
Case = tuple[Row, str, str | None]


def queries() -> Iterator[Case]:
    """Each parameter of a query with each wrong value; None where it is left out."""
    for row in ROUTES:
        for part in row.takes:
            for name, texts in WRONG.get(part, {}).items():
                yield from ((row, name, text) for text in texts)
        for parameter in parameters_of(row.resolver, tuple(row.named)):
            if parameter.required:
                yield row, parameter.name, None
            if parameter.name not in ANY_TEXT:
                yield row, parameter.name, NONSENSE


def case_name(case: object) -> str:
    return name_of(case) if isinstance(case, Row) else str(case)


def filled(row: Row, village: Village, **more: str) -> str:
    known = dict.fromkeys(places(row), UNKNOWN) | WORDS | {"project_id": village.second.id} | more
    return row.path.format(**known)


def key_of(row: Row, village: Village) -> str:
    return village.second.ingest if row.collects else village.second.admin


@pytest.mark.parametrize(("row", "name", "text"), list(queries()), ids=case_name)
async def test_a_wrong_parameter_is_named(village: Village, row: Row, name: str, text: str | None) -> None:
    params = {key: value for key, value in (given(row) | {name: text}).items() if value is not None}
    content = {"json": {}} if row.reads_body else {}
    answer = await village.client.request(
        row.method, filled(row, village), params=params, headers={"X-Pulse-Key": key_of(row, village)}, **content
    )
    assert answer.status_code == 400, answer.text
    assert f"'{name}'" in answer.json()["error"]


IDS = [(row, place) for row in ROUTES for place in places(row) if place not in ID_FREE]


@pytest.mark.parametrize(("row", "place"), IDS, ids=case_name)
async def test_an_id_that_is_none_is_named(village: Village, row: Row, place: str) -> None:
    content = {"json": {}} if row.reads_body else {}
    path = filled(row, village, **{place: "nonsense"})
    headers = {"X-Pulse-Key": key_of(row, village)}
    answer = await village.client.request(row.method, path, params=given(row), headers=headers, **content)
    assert answer.status_code == 400, answer.text
    assert "'" in answer.json()["error"]


@pytest.mark.parametrize("row", [row for row in ROUTES if row.reads_body and body_of(row.resolver)], ids=name_of)
async def test_a_field_of_a_wrong_kind_is_named(village: Village, row: Row) -> None:
    fields = list(body_of(row.resolver))
    wrong = {name: {"nonsense": [[]]} for name in fields}
    headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"} if row.administers else {"X-Pulse-Key": key_of(row, village)}
    answer = await village.client.request(row.method, filled(row, village), json=wrong, headers=headers)
    assert answer.status_code == 400, answer.text
    assert any(f"'{name}'" in answer.json()["error"] for name in fields), answer.text
