"""Texts that only this installation can have written: signed with a secret of the admin token, one for each purpose.

Every node of an installation reads them, nothing is stored, and a new admin token makes all of them worthless.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from pulse.settings import Settings


def sign(settings: Settings, purpose: bytes, text: str) -> str:
    """A signature that may stand in a URL or a cookie."""
    secret = hmac.digest(settings.admin_token.encode(), purpose, hashlib.sha256)
    return urlsafe_b64encode(hmac.digest(secret, text.encode(), hashlib.sha256)).rstrip(b"=").decode()


def is_signed(settings: Settings, purpose: bytes, text: str, signature: str) -> bool:
    """Whether a signature holds, in a time that tells nothing; without an admin token none does."""
    expected = sign(settings, purpose, text).encode()
    return bool(settings.admin_token) and hmac.compare_digest(expected, signature.encode())
