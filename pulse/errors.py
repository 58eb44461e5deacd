"""The one family of errors. Every sentence that the documentation promises stands here and nowhere else."""

from enum import StrEnum


class Code(StrEnum):
    """What a program may branch on; in GraphQL it is ``extensions.code``."""

    BAD_INPUT = "BAD_INPUT"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    MODULE_DISABLED = "MODULE_DISABLED"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    TOO_LARGE = "TOO_LARGE"
    RATE_LIMITED = "RATE_LIMITED"
    TOO_COMPLEX = "TOO_COMPLEX"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"


class PulseError(Exception):
    """An answer that is not the wished one, and says why.

    Attributes:
        status: the HTTP status it has on every HTTP door.
        code: its :class:`Code`.
        message: a sentence for a person.
        retry_after: whole seconds to wait, where waiting helps.

    """

    def __init__(self, status: int, code: Code, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after


def invalid(message: str) -> PulseError:
    """A parameter that cannot be used; the message names it."""
    return PulseError(400, Code.BAD_INPUT, f"Invalid request: {message}.")


def invalid_body(message: str) -> PulseError:
    """A body that cannot be used; the message names the field."""
    return PulseError(400, Code.BAD_INPUT, f"Invalid request body: {message}.")


def missing_field(field: str) -> PulseError:
    """A body without a required field."""
    return invalid_body(f"missing required field '{field}'")


def missing_key() -> PulseError:
    """No API key was sent."""
    message = "Missing API key. Provide it via X-Pulse-Key header or ?key= query parameter."
    return PulseError(401, Code.UNAUTHENTICATED, message)


def invalid_key() -> PulseError:
    """A key that is unknown, revoked or expired: which of them is nobody's business."""
    return PulseError(401, Code.UNAUTHENTICATED, "Invalid API key.")


def missing_admin_token() -> PulseError:
    """An admin path without its bearer token."""
    message = "Missing admin token. Provide it via the Authorization: Bearer header."
    return PulseError(401, Code.UNAUTHENTICATED, message)


def invalid_admin_token() -> PulseError:
    """A bearer token that is not the admin token."""
    return PulseError(401, Code.UNAUTHENTICATED, "Invalid admin token.")


def invalid_metrics_token() -> PulseError:
    """Measures are for the operator, and for whoever was given the token for them."""
    return PulseError(401, Code.UNAUTHENTICATED, "Send the metrics token or the admin token as Authorization: Bearer.")


def missing_scope(scope: str) -> PulseError:
    """A key that may not do this."""
    message = f"API key does not have the required '{scope}' scope for this endpoint."
    return PulseError(403, Code.FORBIDDEN, message)


def module_not_allowed(module: str) -> PulseError:
    """A key restricted to other modules."""
    return PulseError(403, Code.FORBIDDEN, f"API key is not allowed to access module '{module}'.")


def module_disabled(module: str) -> PulseError:
    """A module that is switched off for the project."""
    return PulseError(403, Code.MODULE_DISABLED, f"Module '{module}' is not enabled for this project.")


def module_access(module: str, wanted: str) -> PulseError:
    """A module whose access level does not cover reading (or writing)."""
    return PulseError(403, Code.MODULE_DISABLED, f"Module '{module}' does not allow {wanted} access for this project.")


def not_found(kind: str, identifier: str) -> PulseError:
    """A resource that does not exist, or is not the caller's: the two read the same."""
    return PulseError(404, Code.NOT_FOUND, f"{kind} '{identifier}' not found.")


def conflict(message: str) -> PulseError:
    """A change that the resource's state does not allow."""
    return PulseError(400, Code.CONFLICT, message)


def share_expired() -> PulseError:
    """A share whose time is over."""
    return PulseError(410, Code.NOT_FOUND, "This share has expired.")


def share_locked() -> PulseError:
    """A share whose password was not given, or that is no more for whoever was in."""
    return PulseError(401, Code.UNAUTHENTICATED, "This share needs its password.")


def wrong_password() -> PulseError:
    """Not the password."""
    return PulseError(401, Code.UNAUTHENTICATED, "Wrong password.")


def not_shared(what: str) -> PulseError:
    """More than a share shows; ``what`` says of what."""
    return PulseError(403, Code.FORBIDDEN, f"This share does not show {what}.")


def too_large(limit: int) -> PulseError:
    """A body over the limit, in bytes."""
    return PulseError(413, Code.TOO_LARGE, f"Request body is larger than {limit} bytes.")


def rate_limited(seconds: int) -> PulseError:
    """One request too many."""
    unit = "second" if seconds == 1 else "seconds"
    message = f"Rate limit exceeded. Retry after {seconds} {unit}."
    return PulseError(429, Code.RATE_LIMITED, message, retry_after=seconds)


def too_complex(message: str) -> PulseError:
    """A GraphQL document over a limit; the message says which."""
    return PulseError(400, Code.TOO_COMPLEX, message)


def unavailable(what: str) -> PulseError:
    """A store that does not answer now."""
    return PulseError(
        503, Code.UNAVAILABLE, f"The {what} is not available right now. Try again shortly.", retry_after=1
    )


def internal(request_id: str) -> PulseError:
    """What a caller sees of a fault of ours."""
    return PulseError(500, Code.INTERNAL, f"Internal server error. Quote request id {request_id} when you report it.")
