"""What a first start makes: the admin token, a first project, and its two keys."""

import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import orjson

from access.caller import OPERATOR, Origin, Scope
from access.context import Context
from access.services import Services
from pulse.settings import Settings
from resolvers import keys, projects

ENV_FILE = "pulse.env"
WELCOME_FILE = "welcome.json"


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first project and its keys, as printed at each start."""

    project: str
    name: str
    ingest_key: str
    query_key: str


def ensure_admin_token(settings: Settings) -> Settings:
    """The settings with an admin token: the given one, or one made now and kept in ``pulse.env``."""
    if settings.admin_token:
        return settings
    token = secrets.token_urlsafe(32)
    path = settings.data_dir / ENV_FILE
    _write_private(path, (path.read_text() if path.exists() else "") + f"PULSE_ADMIN_TOKEN={token}\n")
    return replace(settings, admin_token=token)


async def ensure_first_project(services: Services) -> Welcome | None:
    """Make the first project where there is none.

    Returns:
        What to print: the first project and its keys, kept in a private file of the data folder so that every start can
        show them; None where the projects came from elsewhere.

    """
    async with services.store.alone():  # nodes that start together make one
        return await _first_project(services)


async def _first_project(services: Services) -> Welcome | None:
    path = services.settings.data_dir / WELCOME_FILE
    ctx = Context(services, OPERATOR, None, Origin())
    if await projects.any_project(ctx):
        return Welcome(**orjson.loads(path.read_bytes())) if path.exists() else None
    project = await projects.create_project(ctx, name="My site", domain="localhost")
    ctx.project = await services.directory.project(project.id)
    ingest = await keys.create_key(ctx, name="Tracking script", scopes=[Scope.INGEST])
    query = await keys.create_key(ctx, name="Dashboard", scopes=[Scope.QUERY])
    welcome = Welcome(project.id, project.name, ingest.key, query.key)
    _write_private(path, orjson.dumps(asdict(welcome)).decode())
    return welcome


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
