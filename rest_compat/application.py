"""The REST door: the table of paths made into routes."""

from collections.abc import Iterable

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute, Route

from access.services import Services
from access.unsubscribe import PATH as UNSUBSCRIBE
from pulse.settings import Settings
from resolvers.exports import LINK
from rest_compat import session, sharing
from rest_compat.collecting import CollectDoor
from rest_compat.door import Door, Row
from rest_compat.downloads import DownloadDoor
from rest_compat.metrics import MetricsDoor
from rest_compat.reference import reference_routes
from rest_compat.replies import Reply
from rest_compat.routes import COLLECTION, ROUTES
from rest_compat.shapes import encode
from rest_compat.system import Always, Nowhere, Ready
from rest_compat.unsubscribe import UnsubscribeDoor


def rest_routes(services: Services) -> list[BaseRoute]:
    """Everything that is documented under ``/api``, and whether the server is well."""
    origins = list(_origins(services.settings))
    rest = [row for row in ROUTES if row not in COLLECTION]
    return [
        *(Route(row.path, CollectDoor(services, row.resolver, row.shape)) for row in COLLECTION if row.shape),
        *(_route(Door(services, rows), path, origins) for path, rows in _by_path(rest).items()),
        *reference_routes(),
        Route(LINK, DownloadDoor(services)),
        Route(session.PATH, session.SessionDoor(services)),
        Route(sharing.SESSION_PATH, sharing.ShareSessionDoor(services)),
        Route(sharing.BADGE_PATH, sharing.BadgeDoor(services)),
        Route(UNSUBSCRIBE, UnsubscribeDoor(services)),
        Route("/health", Always(Reply(200, encode({"status": "ok"})))),
        Route("/ready", Ready(services)),
        Route("/metrics", MetricsDoor(services)),
    ]


def lost_routes() -> list[BaseRoute]:
    """What no other route under ``/api`` answers; to be mounted last."""
    return [Route("/api/{rest:path}", Nowhere())]


def _route(door: Door, path: str, origins: list[Middleware]) -> Route:
    """A door in its place; one that is open to every page needs no list of origins."""
    return Route(path, door, middleware=None if door.any_page else origins)


def _by_path(rows: Iterable[Row]) -> dict[str, dict[str, Row]]:
    """The rows of each path by method, in the table's order."""
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        found.setdefault(row.path, {})[row.method] = row
    return found


def _origins(settings: Settings) -> Iterable[Middleware]:
    """Pages of the origins that the operator listed may read answers; without any, browsers keep other sites out."""
    if settings.allowed_origins:
        yield Middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["Content-Type", "X-Pulse-Key", "Authorization"],
            expose_headers=["Retry-After"],
            max_age=86_400,
        )
