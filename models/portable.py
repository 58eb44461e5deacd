"""All resources as lines of JSON, and back: SQLite and PostgreSQL write the same, so that one can become the other."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from typing import Any

import msgspec
from tortoise import fields
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

import models
from models.projects import Revision
from models.store import Store

_TOGETHER = 500
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


async def dump(store: Store) -> list[bytes]:
    """A line a row, each model behind those that it refers to, all of one moment.

    Raises:
        PulseError: 503 where the database does not answer.

    """
    lines: list[bytes] = []
    async with store.snapshot():
        for model in _ordered():
            key = model._meta.pk_attr  # noqa: SLF001 - what the ORM offers
            lines += [_line(model, row) for row in await model.all().order_by(key)]
    return lines


async def load(store: Store, lines: Iterable[bytes]) -> dict[str, int]:
    """Bring rows into an empty database, all or none; how many of each model.

    Raises:
        PulseError: 503 where the database does not answer.
        ValueError: a line is of a model that this release does not know.

    """
    known = {model.__name__: model for model in _ordered()}
    rows: dict[str, list[Model]] = {name: [] for name in known}
    for line in lines:
        found = _decode(line)
        if found["model"] not in known:
            raise ValueError(f"This release knows no {found['model']}; use the one that wrote the backup, or a newer.")
        model = known[found["model"]]
        rows[found["model"]].append(model(**dict(_values(model, found["row"]))))
    async with store.change():
        for name, made in rows.items():
            if made:
                await known[name].bulk_create(made, batch_size=_TOGETHER)
    return {name: len(made) for name, made in rows.items() if made}


def _ordered() -> list[type[Model]]:
    """Every model but the count of changes, which each database keeps for itself; those referred to come first."""
    known = {model.__name__: model for model in models.__models__ if model is not Revision}
    refers = {
        name: {
            field.related_model.__name__
            for field in model._meta.fields_map.values()  # noqa: SLF001 - what the ORM offers
            if isinstance(field, ForeignKeyFieldInstance)
        }
        for name, model in known.items()
    }
    return [known[name] for name in TopologicalSorter(refers).static_order()]


def _columns(model: type[Model]) -> Iterator[tuple[str, fields.Field[Any]]]:
    for name in model._meta.db_fields:  # noqa: SLF001 - what the ORM offers
        yield name, model._meta.fields_map[name]  # noqa: SLF001 - likewise


def _line(model: type[Model], row: Model) -> bytes:
    values = {name: _plain(getattr(row, name)) for name, _ in _columns(model)}
    return _encode({"model": model.__name__, "row": values}) + b"\n"


def _plain(value: Any) -> Any:
    return {"base64": b64encode(value).decode()} if isinstance(value, bytes) else value


def _values(model: type[Model], row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, field in _columns(model):
        if name in row:
            value = row[name]
            binary = isinstance(field, fields.BinaryField) and value is not None
            yield name, b64decode(value["base64"]) if binary else field.to_python_value(value)
