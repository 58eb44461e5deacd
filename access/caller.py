"""Who asks."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from access.view import View


class Scope(StrEnum):
    """What a key may do. ``admin`` includes the other two for its own project."""

    INGEST = "ingest"
    QUERY = "query"
    ADMIN = "admin"


class Kind(StrEnum):
    """How the caller showed who they are."""

    ANONYMOUS = "anonymous"
    KEY = "key"
    OPERATOR = "operator"
    """The holder of the admin token: every project, every scope."""
    SHARE = "share"
    """Whoever came through a share: its modules, within its bounds, to be read."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The authority of one request.

    Attributes:
        kind: see :class:`Kind`.
        key_id: the API key's UUID, where there is one.
        scopes: its scopes.
        modules: the modules it is restricted to; None for all.
        view: the bounds of a share, for whoever came through one.
        session: whether a browser's session stands for the credential.

    """

    kind: Kind
    key_id: str | None = None
    scopes: frozenset[Scope] = frozenset()
    modules: frozenset[str] | None = None
    view: "View | None" = None
    session: bool = field(default=False, compare=False)

    def may(self, scope: Scope) -> bool:
        """Whether the scope, or admin in its stead, is held."""
        return self.kind is Kind.OPERATOR or scope in self.scopes or Scope.ADMIN in self.scopes


ANONYMOUS = Caller(Kind.ANONYMOUS)
OPERATOR = Caller(Kind.OPERATOR)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from. The address serves the visitor hash and the country; it is never stored or logged."""

    ip: str = ""
    user_agent: str = ""
    private: bool = False
    """Whether the browser asks not to be tracked: Do Not Track, or Global Privacy Control."""
