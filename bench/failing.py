"""``pulse`` with a warehouse that can be made to fail: while the file named by ``DOWN_FILE`` exists, no call succeeds.

To be run with ``python -P``, so that the files beside it do not hide the packages of the same names.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from app.cli import main
from warehouse import client
from warehouse.engine import ConnectEngine
from warehouse.statement import Statement


class Failing(ConnectEngine):
    """The real engine behind a switch."""

    def read(self, statement: Statement, fmt: str) -> bytes:
        """Answer, unless down."""
        check()
        return super().read(statement, fmt)

    def stream(self, statement: Statement, fmt: str) -> Iterator[bytes]:
        """Stream, unless down."""
        check()
        return super().stream(statement, fmt)

    def write(self, table: str, lines: bytes, token: str) -> None:
        """Store, unless down."""
        check()
        super().write(table, lines, token)


def check() -> None:
    """Fail while the file is there."""
    if Path(os.environ["DOWN_FILE"]).exists():
        raise ConnectionError("the warehouse is down")


if __name__ == "__main__" and "DOWN_FILE" in os.environ:
    client.ConnectEngine = Failing  # type: ignore[misc]  # a stand-in for the run of this process
    sys.exit(main())
