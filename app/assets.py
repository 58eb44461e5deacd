"""What browsers load: the tracking script, the explorer, the web app. All are built into ``frontend/dist``."""

import base64
import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

BUILT = Path(__file__).resolve().parent.parent / "frontend" / "dist"
SCRIPT = BUILT / "tracker" / "script.js"
ADD_ONS = BUILT / "tracker" / "add"
COUNTRIES = BUILT / "geo" / "country.mmdb"
PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
"""Styles may be inline because chart and editor libraries place them at run time; scripts never."""

PAGE_HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_SCRIPT_MAX_AGE = 3600


@dataclass(frozen=True, slots=True)
class Script:
    """A JavaScript file ready to send."""

    plain: bytes
    packed: bytes
    etag: str
    integrity: str


@lru_cache(maxsize=64)
def _script(path: Path, changed: int) -> Script:
    del changed  # part of the key: a rebuilt file is read anew
    plain = path.read_bytes()
    digest = hashlib.sha384(plain).digest()
    return Script(
        plain=plain,
        packed=gzip.compress(plain, 9, mtime=0),
        etag=f'"{digest[:12].hex()}"',
        integrity="sha384-" + base64.b64encode(digest).decode(),
    )


def read_script(add_on: str | None = None) -> Script | None:
    """The tracker, or one of its add-ons by name; None where there is no such file."""
    if add_on is None:
        path = SCRIPT
    elif add_on.replace("-", "").isalnum():
        path = ADD_ONS / f"{add_on}.js"
    else:
        return None
    return _script(path, path.stat().st_mtime_ns) if path.is_file() else None


async def script(request: Request) -> Response:
    """``GET /api/script.js``: the tracker, or with ``?add=name`` one of its add-ons."""
    found = read_script(request.query_params.get("add"))
    if found is None:
        return PlainTextResponse("// There is no such part of the tracker.\n", 404, media_type="text/javascript")
    headers = {
        "Cache-Control": f"public, max-age={_SCRIPT_MAX_AGE}, stale-while-revalidate=86400",
        "ETag": found.etag,
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Encoding",
    }
    if found.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(found.packed, headers=headers, media_type="text/javascript")
    return Response(found.plain, headers=headers, media_type="text/javascript")


PACKED = {"br": ".br", "gzip": ".gz"}
"""Codings in which the build leaves files beside the plain ones, the best first."""


class HashedFiles(StaticFiles):
    """Built files whose names carry a hash of their content, so that they never change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, packed where the build packed it, cacheable for a year where its name is hashed."""
        accepted = Headers(scope=scope).get("accept-encoding", "")
        coding = next((one for one, end in PACKED.items() if one in accepted and self._has(path + end)), None)
        response = await super().get_response(path + PACKED[coding] if coding else path, scope)
        if coding:
            response.headers["Content-Encoding"] = coding
        response.headers["Vary"] = "Accept-Encoding"
        hashed = "-" in Path(path).stem and not path.endswith(".html")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    def _has(self, path: str) -> bool:
        return self.lookup_path(path)[1] is not None


def web_app(status: int = 200, *, framed: bool = False) -> Response:
    """The web app's page, which finds from its path what to show; ``framed`` lets other sites put it into theirs."""
    page = BUILT / "web" / "index.html"
    if not page.is_file():
        return PlainTextResponse("The dashboard is not built. Run: make setup\n", 503)
    policy = PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *") if framed else PAGE_POLICY
    return FileResponse(page, status, PAGE_HEADERS | {"Content-Security-Policy": policy})


async def dashboard(_: Request) -> Response:
    """``GET /dashboard`` and below: the web app."""
    return web_app()


def asset_routes() -> list[BaseRoute]:
    """The routes of everything in this file."""
    return [
        Route("/api/script.js", script),
        Route("/dashboard", dashboard),
        Route("/dashboard/{rest:path}", dashboard),
        Mount("/assets/explorer", HashedFiles(directory=BUILT / "explorer", check_dir=False)),
        Mount("/assets/web", HashedFiles(directory=BUILT / "web", check_dir=False)),
    ]
