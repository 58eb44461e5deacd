"""Passwords of shares: guessed at only a few times.

A guess counts twice: for the address that it came from, in this process's memory, and for the share, in the database,
where all processes count. The first stops one guesser without stopping others; the second stops a crowd of addresses.
"""

from datetime import timedelta

from tortoise.expressions import F

from access.guesses import WINDOW_SECONDS, seconds_left
from access.services import Services
from models import Share
from pulse.clock import moment
from pulse.errors import rate_limited, wrong_password

PER_SHARE = 50


async def check_password(services: Services, row: Share, password: str, address: str) -> None:
    """Let a right password pass; any passes where the share has none.

    Raises:
        PulseError: 401 for a wrong one, 429 with the seconds to wait after too many.

    """
    if not row.password_hash:
        return
    services.guesses.count(address, str(row.id), services.clock())
    await _count(services, row)
    if not await services.guesses.matches(row.password_hash, password):
        raise wrong_password()
    services.guesses.forget(address, str(row.id))
    async with services.store.transaction():
        await Share.filter(id=row.id, attempts__gt=0).update(attempts=F("attempts") - 1)


async def _count(services: Services, row: Share) -> None:
    now = services.clock()
    old = moment(now) - timedelta(seconds=WINDOW_SECONDS)
    async with services.store.transaction():
        await Share.filter(id=row.id, attempts_since__lte=old).update(attempts=0, attempts_since=moment(int(now)))
        counted = await Share.filter(id=row.id, attempts__lt=PER_SHARE).update(attempts=F("attempts") + 1)
    if not counted:
        raise rate_limited(seconds_left(row.attempts_since.timestamp(), now))
