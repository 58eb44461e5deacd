"""What a client may want to know of the server itself."""

from datetime import datetime
from functools import cache
from importlib.metadata import version

import strawberry

from pulse.clock import moment
from schema.fields import field
from schema.info import Info
from schema.scalars import URL


@cache
def own_version() -> str:
    """The installed version."""
    return version("pulse-analytics")


@strawberry.type(description="The server that answers.")
class Server:
    """The server that answers."""

    version: str = strawberry.field(description="Its version.")
    url: URL = strawberry.field(description="Where browsers reach it.")
    time: datetime = strawberry.field(description="Its clock, by which ranges without an end end.")


@strawberry.type
class ServerQuery:
    """Questions about the server."""

    @field("The server that answers. Needs no key.")
    def server(self, info: Info) -> Server:
        """The server that answers."""
        services = info.context.services
        return Server(version=own_version(), url=URL(services.settings.url), time=moment(services.clock()))
