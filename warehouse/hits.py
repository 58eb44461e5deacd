"""Which rows of ``events`` a report looks at."""

from dataclasses import dataclass

from pulse.errors import invalid
from pulse.windows import Window
from warehouse.catalog import Dimension, Grain
from warehouse.filters import Filter, Scope
from warehouse.statement import SQL, Binds

PAGEVIEW = SQL("if(view = toUUID('00000000-0000-0000-0000-000000000000'), sipHash64(session, path), sipHash64(view))")
"""Which pageview a row belongs to: the one that it names, else its session's of that page."""


@dataclass(frozen=True, slots=True)
class Hits:
    """The rows of a project in a window for which a filter holds."""

    project: str
    window: Window
    where: Filter | None = None

    def scope(self, binds: Binds) -> Scope:
        """What writes conditions for these rows."""
        return Scope(Grain.HIT, binds.text(self.project), self.window, binds)

    def rows(self, binds: Binds, kind: str, scope: Scope | None = None) -> SQL:
        """What follows FROM to read the rows of one payload type; further conditions may be added behind it."""
        scope = scope or self.scope(binds)
        within, condition = scope.within(), scope.where(self.where)
        # With "=", not IN, the engine sees that the rows come in order of their time.
        return SQL(f"{scope.source()} WHERE {within} AND type = '{kind}' AND {condition}")


def value_of(scope: Scope, row: Dimension, kind: str) -> SQL:
    """A dimension's value on rows of one payload type; ask before the rows, which bring the join that it may need.

    Raises:
        PulseError: 400 where rows of that type do not have it.

    """
    if row.hit is None or (row.types is not None and kind not in row.types):
        raise invalid(f"'{row.name}' is not a dimension of {kind} data")
    return scope.value(row)
