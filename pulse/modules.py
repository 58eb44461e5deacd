"""The table of the 23 modules: everything that is known of one stands in its row."""

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """How the documentation groups the modules."""

    CORE = "core"
    ENGAGEMENT = "engagement"
    PERFORMANCE = "performance"
    EXPERIMENTATION = "experimentation"
    PLATFORM = "platform"


class Access(StrEnum):
    """What a project may do with an enabled module."""

    READ = "read"
    WRITE = "write"
    ALL = "all"

    def covers(self, wanted: "Access") -> bool:
        """Whether this level includes the wanted one."""
        return self is Access.ALL or self is wanted


@dataclass(frozen=True, slots=True)
class Module:
    """One feature set that a project can switch."""

    name: str
    category: Category
    description: str
    collects: tuple[str, ...] = ()
    """The payload types that need it."""

    @property
    def core(self) -> bool:
        """Core modules are always on: their reports are the foundation of all others."""
        return self.category is Category.CORE


MODULES: tuple[Module, ...] = (
    Module("pageviews", Category.CORE, "Page view tracking and top pages reporting", ("pageview",)),
    Module("events", Category.CORE, "Custom event tracking with metadata", ("event", "identify", "outlink")),
    Module("sessions", Category.CORE, "Session detection and duration metrics"),
    Module("referrers", Category.CORE, "Referrer / traffic source analysis"),
    Module("devices", Category.CORE, "Browser, OS, and device type breakdown"),
    Module("geo", Category.CORE, "Country-level geographic distribution"),
    Module("realtime", Category.CORE, "Active visitors in the last 5 minutes"),
    Module("utm", Category.ENGAGEMENT, "UTM campaign parameter tracking"),
    Module("funnels", Category.ENGAGEMENT, "Multi-step conversion funnels"),
    Module("goals", Category.ENGAGEMENT, "Goal and conversion tracking"),
    Module("retention", Category.ENGAGEMENT, "User retention cohort analysis"),
    Module("cohorts", Category.ENGAGEMENT, "Grouped cohort metric comparison"),
    Module("paths", Category.ENGAGEMENT, "User navigation path analysis"),
    Module("webvitals", Category.PERFORMANCE, "Core Web Vitals (LCP, FCP, CLS, INP, TTFB)", ("web_vital",)),
    Module("error_tracking", Category.PERFORMANCE, "JavaScript error capture and grouping", ("js_error",)),
    Module("heatmaps", Category.PERFORMANCE, "Click heatmap data collection", ("click_event",)),
    Module("ab_testing", Category.EXPERIMENTATION, "A/B experiment management and results"),
    Module("surveys", Category.EXPERIMENTATION, "In-app survey builder and response collection", ("survey_response",)),
    Module("search", Category.EXPERIMENTATION, "Internal site search query tracking", ("search_query",)),
    Module("exports", Category.PLATFORM, "CSV data export for all report types"),
    Module("sharing", Category.PLATFORM, "Password-protected shared dashboards"),
    Module("alerts", Category.PLATFORM, "Threshold-based alert rules and notifications"),
    Module("scroll_depth", Category.PLATFORM, "Scroll depth measurement per page", ("scroll_depth",)),
)

BY_NAME: dict[str, Module] = {module.name: module for module in MODULES}

MODULE_OF_TYPE: dict[str, Module] = {kind: module for module in MODULES for kind in module.collects}
"""Which module a payload type belongs to."""

TYPES: tuple[str, ...] = (
    "pageview",
    "event",
    "identify",
    "web_vital",
    "scroll_depth",
    "search_query",
    "outlink",
    "js_error",
    "click_event",
    "survey_response",
)
"""The ten payload types, in the documentation's order."""

INTERACTIONS: tuple[str, ...] = ("pageview", "event", "search_query", "outlink", "survey_response")
"""What a visitor does on purpose; one beyond the first pageview and a session is no bounce."""

VISITOR_TYPES: tuple[str, ...] = ("pageview", "event")
"""The types that make a visitor of somebody."""


@dataclass(frozen=True, slots=True)
class ModuleState:
    """How one module is set for one project."""

    enabled: bool = True
    access: Access = Access.ALL
