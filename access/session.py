"""A browser's session: a signed cookie in place of a key, so that no script of any page ever holds one.

The cookie says which key signed in and when; what the key may do is looked up at each request, so that a revoked key is
out at once. Its signing secret is derived from the admin token: every node of one installation reads it, nothing is
stored, and a new admin token signs everybody out.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from access.signing import is_signed, sign
from pulse.clock import Clock
from pulse.settings import Settings

COOKIE = "pulse_session"
LIFETIME_SECONDS = 30 * 86_400
_PURPOSE = b"pulse session, form 1"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_FETCHES = frozenset({"same-origin", "none"})


@dataclass(frozen=True, slots=True)
class Session:
    """Who signed in.

    Attributes:
        key_id: the API key's UUID; None for the admin token.
        issued_at: whole seconds since the epoch.

    """

    key_id: str | None
    issued_at: int

    @property
    def expires_at(self) -> int:
        """Seconds since the epoch after which the cookie is worth nothing."""
        return self.issued_at + LIFETIME_SECONDS


def seal(settings: Settings, session: Session) -> str:
    """The cookie's value."""
    body = f"{session.issued_at}.{session.key_id or ''}"
    return f"{body}.{sign(settings, _PURPOSE, body)}"


def unseal(settings: Settings, text: str, now: float) -> Session | None:
    """The session that a cookie's value stands for; None where it is forged, of another secret, or too old."""
    body, _, signature = text.rpartition(".")
    issued_at, _, key_id = body.partition(".")
    if not is_signed(settings, _PURPOSE, body, signature):
        return None
    session = Session(key_id or None, int(issued_at))
    return session if now < session.expires_at else None


def read_session(settings: Settings, clock: Clock, connection: HTTPConnection) -> Session | None:
    """The session of a request or socket, where it carries one and comes from a page of our own."""
    text = connection.cookies.get(COOKIE)
    if not text or not from_own_page(settings, connection):
        return None
    return unseal(settings, text, clock())


def from_own_page(settings: Settings, connection: HTTPConnection) -> bool:
    """Whether a request that carries a cookie was meant by its user, and not by another site's page.

    A browser names the page's origin with every socket and every request that changes something, and tells where the
    other requests come from. ``SameSite=Strict`` keeps the cookie from other sites already; this also holds against
    neighbours on the same domain.
    """
    headers = connection.headers
    origin = headers.get("origin")
    if origin is not None:
        ours = {headers.get("host"), urlsplit(settings.public_url).netloc} - {None, ""}
        return urlsplit(origin).netloc in ours
    if connection.scope["type"] == "websocket" or connection.scope["method"] not in _SAFE_METHODS:
        return False
    return headers.get("sec-fetch-site", "none") in _OWN_FETCHES


def cookie(settings: Settings, session: Session | None) -> tuple[bytes, bytes]:
    """The header that gives the browser its session, or takes it back."""
    value, age = (seal(settings, session), LIFETIME_SECONDS) if session else ("", 0)
    secure = "; Secure" if settings.url.startswith("https:") else ""
    text = f"{COOKIE}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict{secure}"
    return b"set-cookie", text.encode()
