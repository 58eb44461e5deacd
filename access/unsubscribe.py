"""The address at which whoever gets a report says that they want no more: signed, so that nobody else can."""

from access.signing import is_signed, sign
from pulse.settings import Settings

PATH = "/api/mail/unsubscribe/{token}"
_PURPOSE = b"pulse unsubscribe, form 1"


def unsubscribe_url(settings: Settings, subscriber: str) -> str:
    """Where that subscriber unsubscribes."""
    return settings.url + PATH.replace("{token}", f"{subscriber}.{sign(settings, _PURPOSE, subscriber)}")


def subscriber_of(settings: Settings, token: str) -> str | None:
    """The subscriber whom a token names; None where it is forged."""
    subscriber, _, signature = token.rpartition(".")
    return subscriber if is_signed(settings, _PURPOSE, subscriber, signature) else None
