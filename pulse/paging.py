"""Pages: ``limit`` and ``offset`` in REST, ``first`` and ``after`` in GraphQL, one rule behind both."""

import base64
import binascii
from dataclasses import dataclass

from pulse.errors import invalid

DEFAULT_LIMIT = 10
MAX_LIMIT = 1_000
MAX_OFFSET = 1_000_000_000
_CURSOR = "row:"


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of an ordered list."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0

    def __post_init__(self) -> None:
        """Refuse what no list answers.

        Raises:
            PulseError: 400 that names the parameter.

        """
        if not 1 <= self.limit <= MAX_LIMIT:
            raise invalid(f"'limit' must be between 1 and {MAX_LIMIT}")
        if not 0 <= self.offset <= MAX_OFFSET:
            raise invalid("'offset' must not be negative" if self.offset < 0 else "'offset' is too large")


def page_of(limit: str | None, offset: str | None, default: int = DEFAULT_LIMIT) -> Page:
    """The page that two query parameters mean.

    Raises:
        PulseError: 400 that names the parameter.

    """
    return Page(_whole(limit, "limit", default), _whole(offset, "offset", 0))


def cursor_of(offset: int) -> str:
    """The opaque cursor of the row at ``offset``."""
    return base64.urlsafe_b64encode(f"{_CURSOR}{offset}".encode()).decode()


def page_after(first: int, after: str | None) -> Page:
    """The page of ``first`` rows behind the cursor ``after``.

    Raises:
        PulseError: 400 that names the argument.

    """
    if not 1 <= first <= MAX_LIMIT:
        raise invalid(f"'first' must be between 1 and {MAX_LIMIT}")
    return Page(first, 0 if after is None else _offset_of(after) + 1)


def _offset_of(cursor: str) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor.encode()).decode()
        if text.startswith(_CURSOR) and text.removeprefix(_CURSOR).isdecimal():
            return min(int(text.removeprefix(_CURSOR)[:12]), MAX_OFFSET - 1)
    except (binascii.Error, ValueError):
        pass
    raise invalid("'after' is not a cursor of this list")


def _whole(text: str | None, field: str, default: int) -> int:
    if text is None or text == "":
        return default
    try:
        return int(text)
    except ValueError:
        raise invalid(f"'{field}' must be a whole number") from None
