"""Coming in through a share: by its token, and where it has a password by a cookie that says it was given.

The cookie is signed with a secret derived from the admin token and with the password's hash, so that a new password
signs everybody out. Where no credential of one's own is sent, the newest cookie of a share speaks for its share.
"""

from collections.abc import Iterator
from uuid import UUID

from starlette.requests import HTTPConnection

from access.caller import Caller, Kind, Scope
from access.services import Services
from access.session import from_own_page
from access.signing import is_signed, sign
from access.view import View
from models import Share
from pulse.clock import moment
from pulse.errors import module_disabled, not_found, share_expired, share_locked
from pulse.project import ProjectFacts
from pulse.windows import Period
from warehouse.filters import from_plain

COOKIE = "pulse_share_"
LIFETIME_SECONDS = 86_400
_PURPOSE = b"pulse share, form 1"
_NAME_LENGTH = 12

Found = tuple[Caller, ProjectFacts]


async def find_share(services: Services, token: str) -> Share:
    """The share of that token, where it still is one.

    Raises:
        PulseError: 404 where there is none, 410 where it has expired.

    """
    with services.store.reading():
        row = await Share.get_or_none(token=token[:64])
    if row is None:
        raise not_found("Share", token)
    return _living(services, row)


async def enter(services: Services, connection: HTTPConnection, token: str) -> Found:
    """Who comes in by a token, and whose project they see; nothing yet where its password was not given.

    Raises:
        PulseError: 404 or 410 where there is no such share any more.

    """
    row = await find_share(services, token)
    caller, project = await visitor_of(services, row)
    if row.password_hash and not has_given_password(services, connection, row):
        return Caller(Kind.SHARE, view=View(share_id=str(row.id), locked=True)), project
    return caller, project


async def enter_by_cookie(services: Services, connection: HTTPConnection) -> Found | None:
    """Who comes in by nothing but a share's cookie, the newest first; None without one that holds."""
    for share_id in _offered(connection):
        with services.store.reading():
            row = await Share.get_or_none(id=UUID(share_id))
        if row is not None and _valid_until(row, services.clock()) and has_given_password(services, connection, row):
            return await visitor_of(services, row)
    return None


async def still_in(services: Services, share_id: str) -> Found:
    """The same visitor later on, for whatever stays open.

    Raises:
        PulseError: 401 once the share is deleted or has expired.

    """
    with services.store.reading():
        row = await Share.get_or_none(id=UUID(share_id))
    if row is None or not _valid_until(row, services.clock()):
        raise share_locked()
    return await visitor_of(services, row)


async def visitor_of(services: Services, row: Share) -> Found:
    """The authority that a share gives: to read its modules, within its bounds.

    Raises:
        PulseError: 404 where its project is gone, 403 where sharing is switched off.

    """
    project = await services.directory.project(str(row.project_id))
    if project is None:
        raise not_found("Share", row.token)
    if not project.state("sharing").enabled:
        raise module_disabled("sharing")
    view = View(
        share_id=str(row.id),
        period=Period(row.period) if row.period else None,
        start_at=row.start_at,
        end_at=row.end_at,
        where=from_plain(row.tree) if row.tree else None,
    )
    return Caller(Kind.SHARE, None, frozenset({Scope.QUERY}), frozenset(row.modules), view), project


def has_given_password(services: Services, connection: HTTPConnection, row: Share) -> bool:
    """Whether a request carries the cookie of that share, and comes from a page of our own."""
    text = connection.cookies.get(_name(str(row.id)), "")
    if not text or not from_own_page(services.settings, connection):
        return False
    body, _, signature = text.rpartition(".")
    if not is_signed(services.settings, _PURPOSE, _sealed(body, row), signature):
        return False
    return services.clock() < int(body.partition(".")[0]) + LIFETIME_SECONDS


def share_cookie(services: Services, row: Share, *, keep: bool = True) -> tuple[bytes, bytes]:
    """The header that lets a browser in, or out again."""
    settings = services.settings
    body = f"{int(services.clock())}.{row.id}"
    value, age = (f"{body}.{sign(settings, _PURPOSE, _sealed(body, row))}", LIFETIME_SECONDS) if keep else ("", 0)
    secure = settings.url.startswith("https:")
    # In a frame of another site a browser sends only cookies that are marked for it, kept for that site alone.
    rules = "SameSite=None; Secure; Partitioned" if row.embed and secure else "SameSite=Strict"
    rules += "; Secure" if secure and not row.embed else ""
    return b"set-cookie", f"{_name(str(row.id))}={value}; Path=/; Max-Age={age}; HttpOnly; {rules}".encode()


def _offered(connection: HTTPConnection) -> Iterator[str]:
    """The ids of the shares whose cookies a request carries, the newest cookie first; nothing of it is checked yet."""
    texts = sorted((text for name, text in connection.cookies.items() if name.startswith(COOKIE)), reverse=True)
    for text in texts:
        parts = text.split(".")
        try:
            yield str(UUID(parts[1]))
        except (IndexError, ValueError):
            continue


def _name(share_id: str) -> str:
    return COOKIE + share_id.replace("-", "")[:_NAME_LENGTH]


def _sealed(body: str, row: Share) -> str:
    return f"{body}.{row.password_hash}"


def _living(services: Services, row: Share) -> Share:
    if not _valid_until(row, services.clock()):
        raise share_expired()
    return row


def _valid_until(row: Share, now: float) -> bool:
    return row.expires_at is None or moment(now) < row.expires_at
