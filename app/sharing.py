"""``/share/{token}``: the web app as somebody sees it who was given an address."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from access.services import Services
from access.shares import find_share
from app.assets import web_app
from pulse.errors import Code, PulseError


def share_routes(services: Services) -> list[BaseRoute]:
    """The page of each share. Other sites may frame it only where its owner said so."""

    async def page(request: Request) -> Response:
        try:
            row = await find_share(services, request.path_params["token"])
        except PulseError as problem:
            if problem.code is not Code.NOT_FOUND:
                raise
            return web_app(status=problem.status)  # the page itself says that there is nothing
        return web_app(framed=row.embed)

    return [Route("/share/{token}", page)]
