"""Small things that several rooms' tests share."""

START = 1_800_000_000.0
ADMIN_TOKEN = "the-admin-token"


class SetClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now
