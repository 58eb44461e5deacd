"""The commands of whoever runs a server: is it well, what to do, how to keep a copy."""

import asyncio
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from app.terminal import out, read_settings

if TYPE_CHECKING:
    from app.doctor import Finding

operating = typer.Typer()
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


def _show(findings: "Sequence[Finding]") -> None:
    for finding in findings:
        remedy = f"\n  [dim]→ {finding.remedy}[/]" if finding.remedy else ""
        out.print(f"{_MARKS[finding.level]} {finding.what}{remedy}", soft_wrap=True)
    if any(finding.level == "fail" for finding in findings):
        sys.exit(1)
