"""The address at which whoever gets a report says that they want no more: signed, so that nobody else can."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from pulse.settings import Settings

PATH = "/api/mail/unsubscribe/{token}"
_PURPOSE = b"pulse unsubscribe, form 1"


def unsubscribe_url(settings: Settings, subscriber: str) -> str:
    """Where that subscriber unsubscribes."""
    return settings.url + PATH.replace("{token}", f"{subscriber}.{_sign(settings, subscriber)}")


def subscriber_of(settings: Settings, token: str) -> str | None:
    """The subscriber whom a token names; None where it is forged."""
    subscriber, _, signature = token.rpartition(".")
    if not settings.admin_token or not hmac.compare_digest(_sign(settings, subscriber).encode(), signature.encode()):
        return None
    return subscriber


def _sign(settings: Settings, subscriber: str) -> str:
    secret = hmac.digest(settings.admin_token.encode(), _PURPOSE, hashlib.sha256)
    return urlsafe_b64encode(hmac.digest(secret, subscriber.encode(), hashlib.sha256)).rstrip(b"=").decode()
