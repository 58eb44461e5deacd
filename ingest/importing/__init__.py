"""Taking in what other files hold: our own exports, and those of Plausible, Umami and Google Analytics."""

from enum import StrEnum


class Whose(StrEnum):
    """Whose files these are."""

    PULSE = "pulse"
    PLAUSIBLE = "plausible"
    UMAMI = "umami"
    GA4 = "ga4"
