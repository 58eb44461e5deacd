"""How many requests a second: counted here, or in Redis where several nodes share the count."""

import time
from collections import defaultdict, deque
from enum import StrEnum
from typing import Protocol

import structlog
from limits import RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

from pulse.clock import Clock
from pulse.errors import rate_limited
from pulse.settings import Settings, SettingsError

_PATIENCE_SECONDS = 0.25
_PAUSE_SECONDS = 1.0
"""How long a shared count that did not answer is left alone: else each request would wait for it in vain."""

_log = structlog.get_logger("access")


class Limit(StrEnum):
    """What is counted apart."""

    INGEST = "ingest"
    """Per project."""
    QUERY = "query"
    """Per project."""
    ADMIN = "admin"
    """Per admin token, or admin-scoped key."""


class Limiter:
    """Refuses the request that is one too many within any second; a setting of 0 refuses none."""

    def __init__(self, settings: Settings, clock: Clock = time.monotonic) -> None:
        self._most = {
            Limit.INGEST: settings.rate_limit_per_second,
            Limit.QUERY: settings.rate_limit_per_second,
            Limit.ADMIN: settings.admin_rate_limit_per_second,
        }
        self._here = _Here(clock)
        self._counter: _Counter = _Shared(settings.redis_url, self._here, clock) if settings.redis_url else self._here

    async def hit(self, limit: Limit, subject: str) -> None:
        """Count a request of a project, key or token.

        Raises:
            PulseError: 429 with the seconds to wait.

        """
        most = self._most[limit]
        if most and not await self._counter.admit(f"{limit.value}:{subject}", most):
            raise rate_limited(1)

    async def shared(self) -> bool:
        """Whether the count that nodes share answers; True also where there is none to share."""
        return await self._counter.answers()

    async def close(self) -> None:
        """Let go of a shared count's connections."""
        await self._counter.close()


class _Counter(Protocol):
    async def admit(self, subject: str, most: int) -> bool:
        """Count one more, unless there were ``most`` within the last second."""

    async def answers(self) -> bool:
        """Whether it can be asked."""

    async def close(self) -> None:
        """Let go."""


class _Here:
    """This process alone: the moments of the last second's requests, for each subject."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._moments: defaultdict[str, deque[float]] = defaultdict(deque)

    async def admit(self, subject: str, most: int) -> bool:
        """Count, where there is room."""
        now = self._clock()
        moments = self._moments[subject]
        while moments and now - moments[0] >= 1:
            moments.popleft()
        if len(moments) >= most:
            return False
        moments.append(now)
        return True

    async def answers(self) -> bool:
        """It is here."""
        return True

    async def close(self) -> None:
        """Nothing is held."""


class _Shared:
    """A Redis or Valkey that several nodes count in. While it does not answer, each node counts for itself."""

    def __init__(self, url: str, here: _Here, clock: Clock) -> None:
        try:
            self._storage = RedisStorage(_storage_url(url), wrap_exceptions=True, socket_timeout=_PATIENCE_SECONDS)
        except ValueError:
            raise SettingsError("REDIS_URL must look like redis://host:6379 or rediss://user:password@host.") from None
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._here = here
        self._clock = clock
        self._again = float("-inf")

    async def admit(self, subject: str, most: int) -> bool:
        """Count, where there is room."""
        if self._clock() < self._again:
            return await self._here.admit(subject, most)
        try:
            admitted = await self._limiter.hit(RateLimitItemPerSecond(most), subject)
        except StorageError as problem:
            if self._again == float("-inf"):
                _log.warning("rate_limits_not_shared", reason=str(problem))
            self._again = self._clock() + _PAUSE_SECONDS
            return await self._here.admit(subject, most)
        if self._again != float("-inf"):
            _log.warning("rate_limits_shared_again")
        self._again = float("-inf")
        return admitted

    async def answers(self) -> bool:
        """Ask it."""
        return await self._storage.check()

    async def close(self) -> None:
        """Close the connections."""
        await self._storage.bridge.storage.aclose()  # type: ignore[attr-defined]  # what the bridge of this client has


def _storage_url(url: str) -> str:
    """The client speaks to both servers by one protocol; the library wants its own name for it."""
    scheme, _, rest = url.partition("://")
    return f"async+{scheme.replace('redis', 'valkey')}://{rest}"
