"""``/api/docs``: the paths for a person, on one page without scripts and without any other host."""

import json
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from starlette.routing import BaseRoute, Route

from rest_compat.door import Row
from rest_compat.openapi import GROUPS, TITLE, document, needed, parameters
from rest_compat.replies import Reply
from rest_compat.schemas import Schema, answer_schema, body_schema
from rest_compat.shapes import encode
from rest_compat.system import Always

_HERE = Path(__file__).parent
_POLICY = b"default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"


def reference_routes() -> list[BaseRoute]:
    """The reference for people and for programs."""
    page = Reply(200, _page().encode(), [(b"content-security-policy", _POLICY)], b"text/html; charset=utf-8")
    style = Reply(200, (_HERE / "reference.css").read_bytes(), media=b"text/css; charset=utf-8")
    return [
        Route("/api/openapi.json", Always(Reply(200, encode(document())))),
        Route("/api/docs", Always(page)),
        Route("/api/docs.css", Always(style)),
    ]


@cache
def _page() -> str:
    template = Template((_HERE / "reference.html").read_text())
    return template.substitute(
        title=TITLE,
        contents="".join(_contents(group, rows) for group, rows in GROUPS),
        sections="".join(_section(group, rows) for group, rows in GROUPS),
    )


def _contents(group: str, rows: Iterable[Row]) -> str:
    lines = "".join(
        f'<li><a href="#{_anchor(row)}"><b class="{row.method.lower()}">{row.method}</b> {escape(_short(row))}</a></li>'
        for row in rows
    )
    return f"<h2>{escape(group)}</h2><ul>{lines}</ul>"


def _section(group: str, rows: Iterable[Row]) -> str:
    return f"<section><h2>{escape(group)}</h2>{''.join(_entry(row) for row in rows)}</section>"


def _entry(row: Row) -> str:
    return (
        f'<article id="{_anchor(row)}">'
        f'<h3><b class="{row.method.lower()}">{row.method}</b> <code>{escape(row.path)}</code></h3>'
        f"<p>{escape(row.summary)} <span>{escape(needed(row))}</span></p>"
        f"{_table('Parameters', parameters(row))}"
        f"{_fields('Body', body_schema(row))}"
        f"{_fields('Answer', answer_schema(row))}"
        f"<pre><code>{escape(_curl(row))}</code></pre>"
        f"<p>Status {row.status}.</p>"
        "</article>"
    )


def _table(title: str, entries: list[Schema]) -> str:
    return _rows(title, ((entry["name"], _kind(entry["schema"]), entry["description"]) for entry in entries))


def _fields(title: str, schema: Schema | None) -> str:
    return _rows(title, _flat(schema)) if schema else ""


def _rows(title: str, rows: Iterable[tuple[str, str, str]]) -> str:
    lines = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(kind)}</td><td>{escape(words)}</td></tr>"
        for name, kind, words in rows
    )
    return f"<h4>{title}</h4><div><table><tbody>{lines}</tbody></table></div>" if lines else ""


def _flat(schema: Schema, prefix: str = "") -> Iterable[tuple[str, str, str]]:
    """A schema's fields one under another, nested ones by their path."""
    if schema.get("type") == "array":
        yield from _flat(schema["items"], f"{prefix}[]")
        return
    for name, field in schema.get("properties", {}).items():
        where = f"{prefix}.{name}" if prefix else name
        if field.get("type") in ("object", "array") and _nested(field):
            yield from _flat(field, where)
        else:
            yield where, _kind(field), field.get("description", "")


def _nested(field: Schema) -> bool:
    return bool(field.get("properties") or field.get("items", {}).get("properties"))


def _kind(schema: Schema) -> str:
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(_kind(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        return f"{_kind(schema['items'])}[]"
    return str(schema.get("format") or schema.get("type") or "any")


def _curl(row: Row) -> str:
    key = '-H "Authorization: Bearer $PULSE_ADMIN_TOKEN"' if row.administers else '-H "X-Pulse-Key: $PULSE_KEY"'
    method = "" if row.method == "GET" else f"-X {row.method} "
    body = body_schema(row)
    fields = dict.fromkeys(body["properties"], "…") if body else {}
    content = f"-d '{json.dumps(fields, ensure_ascii=False)}' " if fields else ""
    return f'curl {method}{key} {content}"$PULSE_URL{row.path}"'


def _short(row: Row) -> str:
    return row.path.removeprefix("/api/").removeprefix("admin/").replace("projects/{project_id}/", "…/")


def _anchor(row: Row) -> str:
    return row.resolver.__name__.replace("_", "-")
