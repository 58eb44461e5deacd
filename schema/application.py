"""The GraphQL door: one path for requests, event streams, sockets and the explorer."""

from pathlib import Path

from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp

from access.services import Services
from pulse.settings import Settings
from schema.engine import Engine
from schema.http import HttpDoor
from schema.hub import Hub
from schema.root import build_schema, core_of, sdl
from schema.sockets import SocketDoor

__all__ = ["SDL_FILE", "graphql_routes", "sdl"]

PATH = "/graphql"

SDL_FILE = Path(__file__).parent / "schema.graphql"
"""Where the schema is committed."""


def graphql_routes(services: Services) -> list[BaseRoute]:
    """Everything that is answered at ``/graphql``."""
    engine = Engine(core_of(build_schema()), services.settings)
    hub = Hub(engine)
    http = HttpDoor(engine, hub, services)
    return [
        Route(PATH, with_origins(http, services.settings)),
        WebSocketRoute(PATH, SocketDoor(engine, hub, services)),
    ]


def with_origins(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Let pages of the allowed origins read the answers; without any, browsers keep other sites out."""
    if not settings.allowed_origins:
        return app
    return CORSMiddleware(
        app,
        allow_origins=settings.allowed_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type", "X-Pulse-Key", "Authorization"],
        expose_headers=["Retry-After"],
        max_age=86_400,
    )
