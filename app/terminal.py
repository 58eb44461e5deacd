"""What every command shares: where it prints, how it gives up, what it is told by the environment."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from app.first_run import ENV_FILE
from app.logs import set_up_logs
from pulse.settings import Settings, load, read_env_file

PIPED_WIDTH = 240
"""Columns for whoever reads from a pipe: ids must arrive whole."""

out = Console(highlight=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)
err = Console(stderr=True, highlight=False)


def fail(message: str) -> NoReturn:
    """Say why, and end."""
    err.print(f"[bold red]✗[/] {message}")
    sys.exit(1)


def read_settings() -> Settings:
    """The settings of the environment, over those of the data folder's file; logs are set up as they say."""
    folder = Path(os.environ.get("PULSE_DATA_DIR", "") or "data")
    settings = load({**read_env_file(folder / ENV_FILE), **os.environ})
    set_up_logs(settings.log_level)
    return settings
