"""The columns that each type fills in the warehouse, and how long its texts may be."""

import re
from collections.abc import Callable
from typing import Any, TypeAlias

import msgspec

from ingest.fingerprint import fingerprint
from ingest.items import (
    ClickEvent,
    Event,
    Identify,
    Item,
    JsError,
    Outlink,
    Pageview,
    ScrollDepth,
    SearchQuery,
    SurveyResponse,
    WebVital,
)
from pulse.errors import PulseError, invalid_body
from pulse.ids import Prefix, parse_id

Columns: TypeAlias = dict[str, Any]

LENGTHS: dict[str, int] = {
    "path": 2_000,
    "hostname": 253,
    "title": 500,
    "referrer": 1_000,
    "screen": 20,
    "language": 35,
    "utm_source": 200,
    "utm_medium": 200,
    "utm_campaign": 200,
    "utm_term": 200,
    "utm_content": 200,
    "query": 500,
    "url": 2_000,
    "link_type": 50,
    "message": 2_000,
    "stack": 8_000,
    "filename": 1_000,
    "element_selector": 500,
    "property": 1_000,
}
"""Characters that are kept of each text."""
MOST_JSON = 32_768
"""Bytes of ``data``, ``traits`` and ``answers`` as JSON."""
UNTOLD = -1.0
"""``results_count`` of a search that did not say: not the same as none found."""

_NOISE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_json = msgspec.json.Encoder().encode


def cut(text: str | None, field: str) -> str:
    """A text at its length, without control characters other than line breaks and tabs."""
    if not text:
        return ""
    kept = text[: LENGTHS[field]]
    return kept if kept.isprintable() else _NOISE.sub("", kept)


def columns_of(item: Item) -> Columns:
    """The columns that only the item's own type has.

    Raises:
        PulseError: 400 that names a field too large for the warehouse.

    """
    return _BY_TYPE[type(item)](item)


def _pageview(item: Pageview) -> Columns:
    return {"title": cut(item.title, "title")} if item.title else {}


def _event(item: Event) -> Columns:
    columns: Columns = {"name": item.name}
    if item.data:
        columns |= _properties(item.data, "data")
    if item.revenue_amount is not None:
        columns["revenue"] = f"{item.revenue_amount:.4f}"
        columns["currency"] = (item.revenue_currency or "").upper()
    return columns


def _identify(item: Identify) -> Columns:
    return _properties(item.traits, "traits")


def _web_vital(item: WebVital) -> Columns:
    return {"name": item.name, "value": item.value}


def _scroll_depth(item: ScrollDepth) -> Columns:
    columns: Columns = {"value": item.max_depth}
    if item.engaged_ms is not None:  # kept so that a file of raw events holds what the time on a page was made of
        columns["data"] = _text({"engaged_ms": item.engaged_ms}, "engaged_ms")
    return columns


def _search_query(item: SearchQuery) -> Columns:
    results = UNTOLD if item.results_count is None else float(item.results_count)
    return {"text": cut(item.query, "query"), "value": results}


def _outlink(item: Outlink) -> Columns:
    return {"text": cut(item.url, "url"), "detail": cut(item.link_type, "link_type")}


def _js_error(item: JsError) -> Columns:
    message, stack = cut(item.message, "message"), cut(item.stack, "stack")
    filename = cut(item.filename, "filename")
    return {
        "text": message,
        "detail": stack,
        "fingerprint": fingerprint(message, stack, filename),
        "filename": filename,
        "line": item.lineno or 0,
        "col": item.colno or 0,
    }


def _click_event(item: ClickEvent) -> Columns:
    return {
        "x": round(item.x),
        "y": round(item.y),
        "detail": cut(item.element_selector, "element_selector"),
        "viewport_width": round(item.viewport_width or 0),
        "viewport_height": round(item.viewport_height or 0),
        "page_width": round(item.page_width or 0),
        "page_height": round(item.page_height or 0),
        "element_x": item.element_x or 0.0,
        "element_y": item.element_y or 0.0,
    }


def _survey_response(item: SurveyResponse) -> Columns:
    try:
        survey = parse_id(item.survey_id, Prefix.SURVEY)
    except PulseError:
        raise invalid_body("'survey_id' must be a UUID") from None
    return {"name": str(survey), "value": float(item.completed), "data": _text(item.answers, "answers")}


def _properties(fields: dict[str, Any], field: str) -> Columns:
    """The whole as JSON, and its scalars as texts by which reports filter and group."""
    return {"properties": properties_of(fields), "data": _text(fields, field)}


def properties_of(fields: dict[str, Any]) -> dict[str, str]:
    """The scalars of ``data`` or ``traits`` as texts."""
    return {name: text for name, value in fields.items() if (text := _scalar(value)) is not None}


def _scalar(value: Any) -> str | None:
    if isinstance(value, str):
        return cut(value, "property")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _json(value).decode()
    return None


def _text(value: Any, field: str) -> str:
    try:
        text = _json(value)
    except (OverflowError, ValueError, TypeError):
        raise invalid_body(f"'{field}' holds a number that is out of range") from None
    if len(text) > MOST_JSON:
        raise invalid_body(f"'{field}' must be at most {MOST_JSON} bytes of JSON")
    return text.decode()


_BY_TYPE: dict[type[Item], Callable[[Any], Columns]] = {
    Pageview: _pageview,
    Event: _event,
    Identify: _identify,
    WebVital: _web_vital,
    ScrollDepth: _scroll_depth,
    SearchQuery: _search_query,
    Outlink: _outlink,
    JsError: _js_error,
    ClickEvent: _click_event,
    SurveyResponse: _survey_response,
}
