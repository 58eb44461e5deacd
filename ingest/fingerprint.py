"""Which errors are one: the same fault, whatever id, number or address its message happens to carry.

A group is the error's type, its message with all that changes from visitor to visitor masked, and the function and file
at the top of its stack. Line and column are left out: the next release moves them, and the fault stays the same.
"""

import re
from hashlib import blake2b

_PREFIX = re.compile(r"\AUncaught (?:\(in promise\) )?(?:exception: )?", re.IGNORECASE)
_TYPE = re.compile(r"\A([A-Za-z_$][\w$.]{0,80}(?:Error|Exception|Warning|Rejection)):")

_URL = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,20}://|(?:blob|data):)[^\s'\"()<>]+", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z0-9_\-]*[0-9][A-Za-z0-9_\-]*(?:\.[0-9]+)*")
_HEX = re.compile(r"\A(?:0x)?[0-9a-f]{6,}\Z", re.IGNORECASE)
_SHORT = re.compile(r"\A[A-Za-z_\-]+[0-9]{1,3}[A-Za-z_\-]*\Z")
"""A name that happens to hold a number (``sha256``, ``h1``, ``v2``): part of the fault, no id."""

_FRAMES = (
    re.compile(r"\A\s*at (?:async )?(?:(?P<name>[^()]{1,200}?) )?\(?(?P<file>[^()\s]{1,2000}?):\d+(?::\d+)?\)?\s*\Z"),
    re.compile(r"\A\s*(?P<name>[^@\s]{0,200})@(?P<file>\S{1,2000}?):\d+(?::\d+)?\s*\Z"),
)
"""How V8 writes a frame, and how Firefox and Safari do."""

_HASH = 6
"""Letters of the shortest content hash that a bundler writes into a file's name."""

_LINES = 12
"""Lines of a stack that are looked at for its first frame; a message of several lines stands before it."""


def fingerprint(message: str, stack: str = "", filename: str = "") -> int:
    """The group of an error: 64 bits, never 0.

    Args:
        message: as the browser worded it, with or without its type in front.
        stack: the trace as the browser wrote it; may be empty.
        filename: the script, where the stack names none.

    """
    text = _PREFIX.sub("", message.strip())
    parts = (_type(text, stack), mask(text), *_top(stack, filename))
    digest = blake2b("\0".join(parts).encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") or 1


def mask(text: str) -> str:
    """A text with addresses, ids and numbers replaced by what they are."""
    return " ".join(_WORD.sub(_masked, _URL.sub("<url>", text)).split())


def _masked(match: re.Match[str]) -> str:
    word = match.group()
    if word.replace(".", "").strip("-").isdigit():
        return "<n>"
    return word if _SHORT.match(word) and not _HEX.match(word) else "<id>"


def _type(text: str, stack: str) -> str:
    for candidate in (text, stack.lstrip()[:200]):
        found = _TYPE.match(candidate)
        if found:
            return found.group(1)
    return ""


def _top(stack: str, filename: str) -> tuple[str, str]:
    """Function and file of the first frame."""
    for line in stack.splitlines()[:_LINES]:
        for frame in _FRAMES:
            found = frame.match(line)
            if found:
                return mask(found["name"] or ""), _file(found["file"])
    return "", _file(filename)


def _file(address: str) -> str:
    """A script's own name: no host, no folder, no query, and no hash of its content."""
    name = re.split(r"[?#]", address, maxsplit=1)[0].rsplit("/", 1)[-1]
    return ".".join("<id>" if _is_hash(part) else part for part in re.split(r"[.]", name))


def _is_hash(part: str) -> bool:
    return len(part) >= _HASH and any(letter.isdigit() for letter in part) and part.isalnum()
