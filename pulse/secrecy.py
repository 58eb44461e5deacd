"""What must not be told: credentials that somebody's text quotes, such as an address, or a library's message."""

import re

from pulse.ids import KEY_START

_SECRET = re.compile(rf"{KEY_START}\w+|(?i:bearer )\S+|(?<=[?&]key=)[^&\s\"']+|(?<=://)[^/@\s]+@")
"""Keys, tokens, and the user and password of a URL."""


def blotted(text: str) -> str:
    """The text with whatever looks like a credential blotted out."""
    return _SECRET.sub("…", text)
