"""A project as a request sees it: a frozen copy of its settings, safe to share between tasks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pulse.modules import MODULE_OF_TYPE, Access, ModuleState

_ON = ModuleState()


class IdentityWindow(StrEnum):
    """How long a visitor keeps one hash: when the secret salt is replaced by a new one."""

    NEVER = "never"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Salt:
    """The secret that keys the visitor hash.

    Attributes:
        current: 32 random bytes.
        prior: the one before, kept while sessions that began under it may go on.
        changed_at: seconds since the epoch.

    """

    current: bytes
    prior: bytes | None = None
    changed_at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """One project. ``retention_days`` is 0 where everything is kept."""

    id: str
    name: str
    domain: str
    salt: Salt
    timezone: str = "UTC"
    currency: str = "USD"
    identity_window: IdentityWindow = IdentityWindow.NEVER
    retention_days: int = 0
    honour_dnt: bool = False
    modules: Mapping[str, ModuleState] = field(default_factory=dict)
    created_at: float = 0.0

    def state(self, module: str) -> ModuleState:
        """How a module is set; what was never set is on."""
        return self.modules.get(module, _ON)

    def refuses(self, kind: str) -> str | None:
        """The module that keeps a payload type from being collected, or None where it may come in."""
        module = MODULE_OF_TYPE[kind].name
        state = self.state(module)
        return None if state.enabled and state.access.covers(Access.WRITE) else module
