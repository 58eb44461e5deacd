"""The commands of whoever runs a server: is it well, what to do, how to keep a copy."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.terminal import out, read_settings

if TYPE_CHECKING:
    from app.doctor import Finding

operating = typer.Typer()
warehouse_cli = typer.Typer(no_args_is_help=True)
operating.add_typer(warehouse_cli, name="warehouse", help="Move events between stores.")
_MARKS = {"ok": "[green]✓[/]", "warn": "[yellow]![/]", "fail": "[red]✗[/]"}


@operating.command()
def check() -> None:
    """Check that everything a start needs is in place."""
    from app.doctor import examine  # noqa: PLC0415 - the engines load late, so that help is instant

    _show(asyncio.run(examine(read_settings())))


@operating.command()
def doctor() -> None:
    """Look at everything that can be wrong with a server, running or not, and say what to do next."""
    from app.doctor import diagnose  # noqa: PLC0415

    _show(asyncio.run(diagnose(read_settings())))


@operating.command()
def backup(
    keep: Annotated[int, typer.Option(help="How many backups to keep; older ones are deleted. 0 keeps all.")] = 0,
) -> None:
    """Save everything in a folder below the data folder's backups, beside a running server or without one."""
    from app.saving import save  # noqa: PLC0415

    made = asyncio.run(save(read_settings(), out, keep))
    out.print(f"{made.path}: {made.events:,} stored and {made.waiting:,} waiting events", soft_wrap=True)


@operating.command()
def restore(folder: Path) -> None:
    """Bring a backup into the empty stores that the settings name; when it breaks off, the same command goes on."""
    from app.bringing import restore as bring_back  # noqa: PLC0415

    manifest = asyncio.run(bring_back(read_settings(), folder, out))
    out.print(f"All is as it was at {manifest.watermark}; {manifest.waiting:,} events wait in the spool.")


@warehouse_cli.command()
def copy(
    source: Annotated[str, typer.Option("--from", help="chdb:///folder or clickhouse://user:password@host:8123/name")],
    target: Annotated[str, typer.Option("--to", help="Likewise; must be empty.")],
    journal: Annotated[Path, typer.Option(help="What has arrived, so that a second run goes on.")] = Path("copy.jsonl"),
) -> None:
    """Bring all events from one warehouse into another, while nobody serves from either."""
    from app.bringing import copy as bring  # noqa: PLC0415
    from app.server import alone  # noqa: PLC0415

    with alone(read_settings()):
        asyncio.run(bring(source, target, journal, out))
    out.print("The same on both sides. Set PULSE_WAREHOUSE_DSN to the target and start.")


def _show(findings: "Sequence[Finding]") -> None:
    for finding in findings:
        remedy = f"\n  [dim]→ {finding.remedy}[/]" if finding.remedy else ""
        out.print(f"{_MARKS[finding.level]} {finding.what}{remedy}", soft_wrap=True)
    if any(finding.level == "fail" for finding in findings):
        sys.exit(1)
