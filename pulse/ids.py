"""Identifiers: UUIDs, with the documented prefix of their kind where it has one, and API keys."""

import hashlib
import secrets
import string
import uuid
from enum import StrEnum

from pulse.errors import invalid


class Prefix(StrEnum):
    """The prefixes of the documentation's examples; a kind without one is a bare UUID."""

    KEY = "key-"
    EXPERIMENT = "exp-"
    SURVEY = "srv-"
    ALERT = "alt-"
    WEBHOOK = "wh-"
    RESPONSE = "resp-"


KEY_START = "pa_live_"
KEY_LENGTH = 24
KEY_SHOWN = len(KEY_START) + 4
_ALPHABET = string.ascii_letters + string.digits


def parse_id(text: str, prefix: Prefix | None = None, field: str = "id") -> uuid.UUID:
    """Read an id, with or without its prefix.

    Raises:
        PulseError: 400 that names ``field`` where the text is no UUID.

    """
    bare = text.removeprefix(prefix.value) if prefix else text
    try:
        return uuid.UUID(bare)
    except ValueError:
        raise invalid(f"'{field}' must be a UUID") from None


def new_key() -> str:
    """A fresh API key: ``pa_live_`` and 24 letters and digits (142 bits)."""
    return KEY_START + "".join(secrets.choice(_ALPHABET) for _ in range(KEY_LENGTH))


def mask_key(key: str) -> str:
    """What lists show of a key, enough to recognise it: ``pa_live_xK9m...``."""
    return key[:KEY_SHOWN] + "..."


def hash_key(key: str) -> str:
    """The stored form. A key has 142 random bits, so that a plain fast hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()
