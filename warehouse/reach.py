"""Which events take part in a report about visitors' ways: those of whole sessions."""

from dataclasses import dataclass

from pulse.modules import VISITOR_TYPES
from pulse.windows import Window
from warehouse.catalog import Grain
from warehouse.filters import Filter, Scope, about_sessions, of_types
from warehouse.statement import SQL, Binds


@dataclass(frozen=True, slots=True)
class Reach:
    """The pageviews and custom events of a project, of a range, of the sessions that a filter selects.

    A way that misses single hits is another way. So here a filter on a hit (a page, an event) selects sessions, whole:
    those that contain such a hit.
    """

    project: str
    window: Window
    where: Filter | None = None

    def scope(self, binds: Binds) -> Scope:
        """What writes conditions on the events."""
        return Scope(Grain.HIT, binds.text(self.project), self.window, binds)

    def hits(self, scope: Scope, types: tuple[str, ...] = VISITOR_TYPES, margin: int = 0) -> SQL:
        """The condition on a row; the range may be widened on both sides by some milliseconds."""
        return SQL(f"{of_types(types)} AND {scope.within(margin)} AND {self._selected(scope)}")

    def _selected(self, scope: Scope) -> SQL:
        # What belongs to the session stands on each of its events and needs no lookup.
        if about_sessions(self.where):
            return scope.where(self.where)
        return Scope(Grain.SESSION, scope.project, self.window, scope.binds).where(self.where)
