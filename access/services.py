"""What the running server has, made once at start and handed down; there are no globals."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from access.guesses import Guesses
from access.refusals import Refusals
from pulse.clock import Clock
from pulse.settings import Settings
from pulse.telemetry import Telemetry

if TYPE_CHECKING:  # annotations only: whoever needs just the shape does not load the stores
    from access.directory import Directory
    from access.limits import Limiter
    from ingest.intake import Intake
    from ingest.live import Live
    from models.store import Store
    from warehouse.client import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The started parts of one server.

    Attributes:
        settings: what the operator set.
        clock: the only source of "now".
        store: projects, keys, modules and whatever else is a resource.
        warehouse: events and sessions.
        intake: the way in for events.
        live: announcements of events just stored.
        directory: who a key is, and how its project is set.
        limiter: requests a second.
        refusals: what the collecting doors refused lately.
        guesses: the passwords of shares, and how often each address guessed at them lately.
        telemetry: what the process tells about itself.

    """

    settings: Settings
    clock: Clock
    store: "Store"
    warehouse: "Warehouse"
    intake: "Intake"
    live: "Live"
    directory: "Directory"
    limiter: "Limiter"
    refusals: Refusals = field(default_factory=Refusals)
    guesses: Guesses = field(default_factory=Guesses)
    telemetry: Telemetry = field(default_factory=Telemetry)
