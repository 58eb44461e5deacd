"""What a share shows: the bounds of whoever came through one."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from pulse.windows import MINUTE, Period, Window, parse_end, parse_start, window_of
from warehouse.filters import Filter

_NOW = (Period.LAST_24_HOURS,)
"""Periods that end now, which has moved on between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class View:
    """The bounds of a share.

    Attributes:
        share_id: the share's UUID.
        period: the only range it shows, by its name.
        start_at: or its ends, as texts in the project's time zone; one may be open.
        end_at: see above.
        where: what holds of everything it shows.
        locked: its password was not given yet, so that it shows nothing.

    """

    share_id: str
    period: Period | None = None
    start_at: str | None = None
    end_at: str | None = None
    where: Filter | None = None
    locked: bool = False

    @property
    def pins(self) -> bool:
        """Whether it shows less than the project's whole history of its modules."""
        return self.where is not None or self.ranged

    @property
    def ranged(self) -> bool:
        """Whether it shows one range only."""
        return bool(self.period or self.start_at or self.end_at)

    def window(self, now: float, zone: ZoneInfo) -> Window:
        """The range that it shows, in the project's time zone; an open end is now, an open start the epoch."""
        if self.period is not None:
            return window_of(self.period, now, zone)
        start = parse_start(self.start_at, zone) if self.start_at else 0
        return Window(start, parse_end(self.end_at, zone) if self.end_at else round(now * 1000) + 1)

    def holds(self, asked: Window, now: float, zone: ZoneInfo) -> bool:
        """Whether a range lies within."""
        shown = self.window(now, zone)
        slack = MINUTE if self.period in _NOW or not (self.period or self.end_at) else 0
        return shown.start - slack <= asked.start and asked.end <= shown.end + slack
