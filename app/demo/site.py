"""``/demo``: the pages of the shop, with the tracking script on each."""

from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

PAGES = Path(__file__).parent / "pages"
_FILES = {
    "": "index",
    "/teas": "teas",
    "/teas/sencha": "sencha",
    "/teas/lapsang": "lapsang",
    "/pricing": "pricing",
    "/signup": "signup",
    "/checkout": "checkout",
    "/about": "about",
    "/search": "search",
    "/blog/brewing-guide": "brewing-guide",
    "/blog/water-matters": "water-matters",
}
_POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'"


def demo_routes(key: str) -> list[BaseRoute]:
    """The shop's routes; ``key`` is the ingest key that its pages carry."""
    layout = (PAGES / "layout.html").read_text()

    def page(name: str) -> Route:
        title, body = (PAGES / f"{_FILES[name]}.html").read_text().split("\n", 1)

        async def show(request: Request) -> Response:
            here = str(request.base_url).rstrip("/")  # the name by which the browser came: the policy allows no other
            html = layout.format(title=escape(title), body=body, key=escape(key), url=escape(here))
            return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY})

        return Route(f"/demo{name}", show)

    async def file(request: Request) -> Response:
        return FileResponse(PAGES / request.url.path.rsplit("/", 1)[1])

    return [*(page(name) for name in _FILES), Route("/demo/shop.css", file), Route("/demo/shop.js", file)]
