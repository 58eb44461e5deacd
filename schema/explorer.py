"""The page with which a person explores the API; a browser gets it at ``/graphql``."""

from pathlib import Path

from starlette.responses import FileResponse, PlainTextResponse, Response

PAGE = Path(__file__).resolve().parent.parent / "frontend" / "dist" / "explorer" / "index.html"

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; frame-ancestors 'self'; base-uri 'none'; "
    "form-action 'none'"
)
"""The editor styles itself at run time, so styles may be inline; scripts never, and nothing comes from elsewhere.

The dashboard shows it in a frame, and nobody else does.
"""

_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Vary": "Accept",
}


def explorer_page() -> Response:
    """GraphiQL from our own files."""
    if not PAGE.is_file():
        return PlainTextResponse("The explorer is not built. Run: make setup\n", 503, _HEADERS)
    return FileResponse(PAGE, headers=_HEADERS)
