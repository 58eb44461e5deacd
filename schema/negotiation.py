"""Which media type an answer has, from the request's ``Accept``."""

from dataclasses import dataclass
from functools import lru_cache

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
EVENTS = "text/event-stream"
HTML = "text/html"

ANSWERS = (GRAPHQL, JSON)
"""What a plain answer can be, best first."""


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    quality: float

    def precision(self, kind: str) -> int:
        """How exactly this range names a type; 0 where it does not."""
        if self.kind == kind:
            return 3
        if self.kind == kind.partition("/")[0] + "/*":
            return 2
        return 1 if self.kind == "*/*" else 0


@lru_cache(maxsize=256)
def answer_type(accept: str) -> str | None:
    """The type of a plain answer, an event stream only where no JSON will do, None where neither will.

    Clients that can read both list both, also for a query, and mean a plain answer.
    """
    ranges = _ranges(accept)
    best = max(ANSWERS, key=lambda kind: _quality(kind, ranges))
    if _quality(best, ranges) > 0:
        return best
    return EVENTS if _quality(EVENTS, ranges) > 0 else None


@lru_cache(maxsize=256)
def prefers_page(accept: str) -> bool:
    """Whether a person's browser asks: HTML is named, and no JSON by its name."""
    kinds = {part.kind for part in _ranges(accept) if part.quality > 0}
    return HTML in kinds and not kinds.intersection((*ANSWERS, EVENTS))


def _quality(kind: str, ranges: tuple[_Range, ...]) -> float:
    named = max(ranges, key=lambda part: part.precision(kind))
    return named.quality if named.precision(kind) else 0.0


def _ranges(accept: str) -> tuple[_Range, ...]:
    if not accept.strip():
        return (_Range("*/*", 1.0),)
    return tuple(_range(part) for part in accept.split(","))


def _range(text: str) -> _Range:
    kind, *parameters = (part.strip().lower() for part in text.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            quality = _number(value)
        elif name.strip() == "charset" and value.strip().strip('"') not in ("utf-8", "utf8"):
            quality = 0.0  # there is no other encoding here
    return _Range(kind, quality)


def _number(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def is_json(content_type: str) -> bool:
    """Whether a body is JSON in UTF-8. A form or plain text is not: a foreign page may send those unasked."""
    kind, *parameters = (part.strip().lower() for part in content_type.split(";"))
    charsets = [part.partition("=")[2].strip('"') for part in parameters if part.startswith("charset=")]
    return kind == JSON and all(charset in ("utf-8", "utf8") for charset in charsets)
