"""The commands that move a project's events into and out of files."""

import asyncio
import contextlib
from pathlib import Path
from typing import Annotated

import typer

from app.first_run import ensure_admin_token
from app.terminal import fail, out, read_settings
from ingest.importing import Whose
from pulse.settings import SettingsError

moving = typer.Typer()


@moving.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help="CSV, NDJSON, either packed with gzip, or a zip of them.")],
    project: Annotated[str, typer.Option(help="The project's id; see pulse projects list.")],
    whose: Annotated[Whose, typer.Option("--from", help="Whose files these are.")],
    rejects: Annotated[Path, typer.Option(help="Where the records go that cannot be taken, with the reasons.")] = Path(
        "import-rejects.csv"
    ),
) -> None:
    """Import other files' history into a project; what it has already is not added again.

    The embedded warehouse allows one process at a time: stop the server, import, start it again.
    """
    from app import transfer  # noqa: PLC0415 - as above
    from app.server import alone  # noqa: PLC0415
    from ingest.importing.files import ImportRefusedError  # noqa: PLC0415

    settings = ensure_admin_token(read_settings())

    async def run() -> None:
        async with transfer.open_stores(settings) as services:
            await transfer.import_files(services, project, whose, files, rejects, out)

    with alone(settings):
        try:
            asyncio.run(run())
        except ImportRefusedError as problem:
            fail(str(problem))


@moving.command("export")
def export_file(
    project: Annotated[str, typer.Option(help="The project's id; see pulse projects list.")],
    kind: Annotated[str, typer.Option("--type", help="raw, or a report: stats, pages, referrers …")] = "raw",
    form: Annotated[str, typer.Option("--format", help="csv, ndjson or parquet; reports are csv.")] = "csv",
    out_path: Annotated[
        Path | None, typer.Option("--out", help="The file; by default it is named by its range.")
    ] = None,
    start_at: Annotated[str | None, typer.Option(help="First day or time; by default the very first.")] = None,
    end_at: Annotated[str | None, typer.Option(help="Last day or time, inclusive; by default now.")] = None,
) -> None:
    """Export a project's events, or a report, to a file; beside a running server through it."""
    from app import transfer  # noqa: PLC0415 - as above
    from app.server import alone  # noqa: PLC0415
    from resolvers.exports import Format  # noqa: PLC0415

    chosen = {member.value: member for member in Format}.get(form)
    if chosen is None:
        fail(f"--format must be one of {', '.join(member.value for member in Format)}, not '{form}'.")
    settings = ensure_admin_token(read_settings())
    wanted = transfer.Wanted(project, kind, chosen, start_at, end_at)

    async def alone_with_stores() -> Path:
        async with transfer.open_stores(settings) as services, transfer.from_stores(services, wanted) as found:
            return await transfer.write_file(*found, out_path, out)

    async def beside_the_server() -> Path:
        async with transfer.from_server(settings, wanted) as found:
            return await transfer.write_file(*found, out_path, out)

    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(alone(settings))
        except SettingsError:
            written = asyncio.run(beside_the_server())
        else:
            written = asyncio.run(alone_with_stores())
    out.print(f"Written to {written}.", soft_wrap=True)
