"""What a report looks at."""

from access.context import Context
from resolvers.asking import Ask
from warehouse.hits import Hits


def hits_of(ctx: Context, ask: Ask) -> Hits:
    """The rows of events that a question is about."""
    return Hits(ctx.require_project().id, ask.window, ask.where)
