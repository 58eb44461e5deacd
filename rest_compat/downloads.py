"""``/api/exports/{ticket}``: the file behind a link that GraphQL gave."""

from starlette.types import Receive, Scope, Send

from access.origin import origin_of
from access.services import Services
from pulse.errors import PulseError
from resolvers.exports import open_link
from rest_compat.door import wrong_method
from rest_compat.replies import Download, Reply, fault, refusal


class DownloadDoor:
    """The ASGI application of links: the ticket in the path is all the authority there is."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            reply = await self._answer(scope)
        except PulseError as problem:
            reply = refusal(problem)
        except Exception:  # noqa: BLE001 - masked for the caller, logged for us
            reply = fault(scope)
        if isinstance(reply, Download):
            await reply.send(scope, receive, send)
        else:
            await reply.send(send)

    async def _answer(self, scope: Scope) -> Reply | Download:
        if scope["method"] not in ("GET", "HEAD"):
            return wrong_method(scope["method"], {"GET": None})
        origin = origin_of(scope, self._services.settings)
        found = await open_link(self._services, scope["path_params"]["ticket"], origin)
        return Download(found.filename, found.media, found.pieces)
