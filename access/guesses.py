"""Guesses at passwords: how often each address has tried each share lately, and how a password is compared."""

import asyncio
from collections import OrderedDict

from pulse.errors import rate_limited

PER_ADDRESS = 5
WINDOW_SECONDS = 900
_ADDRESSES_MOST = 10_000
_AT_ONCE = 2
"""Each takes 64 MiB and a core for a while."""


class Guesses:
    """Wrong passwords by address and share. Forgotten with the process; addresses are never written down."""

    def __init__(self) -> None:
        self._counts: OrderedDict[tuple[str, str], tuple[float, int]] = OrderedDict()
        self._places = asyncio.Semaphore(_AT_ONCE)

    def count(self, address: str, share: str, now: float) -> None:
        """Count a guess before it is tried, so that many side by side do not slip through.

        Raises:
            PulseError: 429 with the seconds to wait, after too many.

        """
        since, count = self._counts.pop((address, share), (now, 0))
        if now - since >= WINDOW_SECONDS:
            since, count = now, 0
        self._counts[address, share] = since, count + 1
        if len(self._counts) > _ADDRESSES_MOST:
            self._counts.popitem(last=False)
        if count >= PER_ADDRESS:
            raise rate_limited(seconds_left(since, now))

    def forget(self, address: str, share: str) -> None:
        """Somebody knew the password: what came before were slips."""
        self._counts.pop((address, share), None)

    async def hash(self, password: str) -> str:
        """The form in which a password is kept: argon2id with its own salt."""
        async with self._places:
            return await asyncio.to_thread(_hash, password)

    async def matches(self, kept: str, password: str) -> bool:
        """Whether it is the password."""
        async with self._places:
            return await asyncio.to_thread(_matches, kept, password)


def seconds_left(since: float, now: float) -> int:
    """How long a window goes on that began then."""
    return max(1, round(since + WINDOW_SECONDS - now))


def _hash(password: str) -> str:
    from argon2 import PasswordHasher  # noqa: PLC0415 - only where a password is set or tried

    return PasswordHasher().hash(password)


def _matches(kept: str, password: str) -> bool:
    from argon2 import PasswordHasher  # noqa: PLC0415 - as above
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

    try:
        return PasswordHasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
