"""What of a project's modules matters at the door, worked out once for each state of the project."""

from dataclasses import dataclass

from pulse.errors import PulseError, module_access, module_disabled
from pulse.modules import MODULE_OF_TYPE, TYPES, Access
from pulse.project import ProjectFacts


@dataclass(frozen=True, slots=True)
class Switches:
    """Which types are refused, and what is recorded of those that are not."""

    refused: frozenset[str]
    devices: bool
    geo: bool
    referrers: bool
    utm: bool


class Switchboard:
    """The switches of each project. A project is a new object whenever anything about it has changed."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[ProjectFacts, Switches]] = {}

    def of(self, project: ProjectFacts) -> Switches:
        """The switches of a project as it is now."""
        known = self._known.get(project.id)
        if known is None or known[0] is not project:
            known = self._known[project.id] = (project, _switches(project))
        return known[1]


def refusal(project: ProjectFacts, kind: str) -> PulseError:
    """Why a project refuses a type."""
    module = MODULE_OF_TYPE[kind].name
    if project.state(module).enabled:
        return module_access(module, Access.WRITE.value)
    return module_disabled(module)


def _switches(project: ProjectFacts) -> Switches:
    return Switches(
        refused=frozenset(kind for kind in TYPES if project.refuses(kind)),
        devices=project.state("devices").enabled,
        geo=project.state("geo").enabled,
        referrers=project.state("referrers").enabled,
        utm=project.state("utm").enabled,
    )
