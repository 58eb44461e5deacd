"""Which errors are the same one: the kind, the message without what changes, and where it was thrown."""

import re
from hashlib import blake2b

_CHANGING: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:https?|wss?|blob|file|data|chrome-extension|moz-extension):[^\s'\"<>)]+"), "<url>"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.IGNORECASE), "<id>"),
    (re.compile(r"\b[^\s@'\"]+@[^\s@'\"]+\.[a-z]{2,}\b", re.IGNORECASE), "<address>"),
    (re.compile(r"\b(?=[0-9a-z_-]*\d)(?=[0-9a-z_-]*[a-z])[0-9a-z_-]{12,}\b", re.IGNORECASE), "<id>"),
    (re.compile(r"\b0x[0-9a-f]+\b", re.IGNORECASE), "<number>"),
    (re.compile(r"\d+(?:[.,]\d+)*"), "<number>"),
)
_CHROME_FRAME = re.compile(r"^\s*at (?:async )?(?:(?P<name>.+?) \()?(?P<file>[^()\s]+?)(?::\d+)?(?::\d+)?\)?\s*$")
_GECKO_FRAME = re.compile(r"^(?P<name>[^@\s]*)@(?P<file>\S+?)(?::\d+)?(?::\d+)?\s*$")
_HASHED_NAME = re.compile(r"[.-][0-9a-zA-Z_-]*\d[0-9a-zA-Z_-]*(?=\.[a-z]+$)")


def masked(message: str) -> str:
    """A message with ids, numbers, addresses and URLs replaced."""
    for pattern, name in _CHANGING:
        message = pattern.sub(name, message)
    return message.strip()


def fingerprint(message: str, stack: str, filename: str) -> int:
    """The 64-bit group of an error. A message begins with its type, as browsers write it."""
    parts = "\n".join((masked(message), _top_frame(stack) or _file(filename)))
    return int.from_bytes(blake2b(parts.encode(), digest_size=8, person=b"error").digest(), "big")


def _top_frame(stack: str) -> str:
    """Function and file of the innermost frame, without the position, which moves with every release."""
    for line in stack.splitlines():
        match = _CHROME_FRAME.match(line) or _GECKO_FRAME.match(line)
        if match:
            return f"{match['name'] or ''}@{_file(match['file'])}"
    return ""


def _file(url: str) -> str:
    """A script's name without host, query and the hash that a build puts into it."""
    name = url.partition("?")[0].partition("#")[0].rpartition("/")[2]
    return _HASHED_NAME.sub("", name)
