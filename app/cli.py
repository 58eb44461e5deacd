"""The command line: everything an operator does to a server."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from starlette.routing import BaseRoute

from access.caller import OPERATOR, Origin
from access.context import Context
from access.services import Services
from app.first_run import ENV_FILE, Welcome, ensure_admin_token, ensure_first_project
from app.mailing import mailing
from app.moving import moving
from app.operating import operating
from app.terminal import err, out
from app.terminal import fail as _fail
from app.terminal import read_settings as _settings
from pulse.errors import PulseError
from pulse.settings import ROWS, Settings, SettingsError

cli = typer.Typer(
    name="pulse",
    help="Pulse Analytics: GraphQL-first, privacy-friendly, self-hosted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
projects_cli = typer.Typer(no_args_is_help=True)
keys_cli = typer.Typer(no_args_is_help=True)
cli.add_typer(operating)
cli.add_typer(moving)
cli.add_typer(mailing, name="mail", help="Reports by mail: look at one, try the mail server.")
cli.add_typer(projects_cli, name="projects", help="List and create projects.")
cli.add_typer(keys_cli, name="keys", help="List, create and revoke API keys.")
SDL_FILE = Path(__file__).resolve().parent.parent / "schema" / "schema.graphql"


def main() -> None:
    """The entry point of the ``pulse`` command."""
    try:
        cli()
    except (PulseError, SettingsError) as problem:
        _fail(str(problem))


@cli.command()
def serve(
    *,
    demo: Annotated[bool, typer.Option("--demo", help="Load 90 days of history and keep visitors coming.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print no welcome, which shows the first keys.")] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that serve.", show_default="PULSE_WORKERS")
    ] = None,
) -> None:
    """Start the server; the first start makes the admin token, a project and its keys."""
    from app import server  # noqa: PLC0415 - the engines load late, so that help is instant
    from app.workers import check_workers, serve_many  # noqa: PLC0415

    settings = ensure_admin_token(_settings())
    settings = replace(settings, workers=workers or settings.workers)
    check_workers(settings)
    _check_stores(settings)
    if settings.workers > 1:
        _with_resources(lambda services: _welcome(services, settings, demo=demo, quiet=quiet))
        serve_many(settings)
        return
    server.serve(server.create_app(settings, _around(settings, demo=demo, quiet=quiet)), settings)


def _check_stores(settings: Settings) -> None:
    """Refuse in a sentence what cannot be used; inside of the server it would be a traceback.

    Raises:
        SettingsError: a store's address is wrong, or PostgreSQL does not answer.

    """
    from models.store import sqlite_path  # noqa: PLC0415
    from warehouse.address import Address  # noqa: PLC0415

    Address.read(settings.warehouse)
    if settings.workers == 1 and sqlite_path(settings.database) is None:  # several have it opened by their parent
        _with_resources(_nothing)


async def _nothing(_: Services) -> None:
    """Opening was all."""


async def _welcome(services: Services, settings: Settings, *, demo: bool, quiet: bool) -> None:
    """What several workers leave to the one who starts them."""
    if demo:
        raise SettingsError("--demo is for one process: leave PULSE_WORKERS at 1.")
    welcome = await ensure_first_project(services)
    if not quiet:
        _greet(settings, welcome, demo=False)


def _around(
    settings: Settings, *, demo: bool, quiet: bool
) -> Callable[[Services], contextlib.AbstractAsyncContextManager[list[BaseRoute]]]:
    """What ``serve`` does around serving: the first project, the demo, the welcome."""

    @contextlib.asynccontextmanager
    async def around(services: Services) -> AsyncIterator[list[BaseRoute]]:
        welcome = await ensure_first_project(services)
        async with contextlib.AsyncExitStack() as stack:
            routes: list[BaseRoute] = []
            if demo and welcome is not None:
                routes = await stack.enter_async_context(_demo(services, welcome))
            if not quiet:
                _greet(settings, welcome, demo=bool(routes))
            yield routes

    return around


@contextlib.asynccontextmanager
async def _demo(services: Services, welcome: Welcome) -> AsyncIterator[list[BaseRoute]]:
    from app.demo.history import keep_coming  # noqa: PLC0415 - only where it is wanted
    from app.demo.site import demo_routes  # noqa: PLC0415

    await _fill(services, welcome)
    project = await services.directory.project(welcome.project)
    assert project is not None, "the first project was just read"  # noqa: S101 - tells the type checker
    visitors = asyncio.create_task(keep_coming(services, project))
    yield demo_routes(welcome.ingest_key)
    visitors.cancel()
    await asyncio.gather(visitors, return_exceptions=True)


async def _fill(services: Services, welcome: Welcome) -> int:
    """Set the demo up in an empty project and load its history, with a progress bar.

    Returns:
        How many events came in; 0 where the project already had some.

    """
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    from app.demo.history import load_history  # noqa: PLC0415
    from app.demo.plans import set_up  # noqa: PLC0415
    from resolvers.stats import has_events  # noqa: PLC0415

    project = await services.directory.project(welcome.project)
    if project is None or await has_events(services.warehouse, project):
        return 0
    await set_up(services, project)
    columns = (TextColumn("Loading 90 days of demo history"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeRemainingColumn(), console=out) as bar:
        task = bar.add_task("", total=1.0)
        return await load_history(services, project, lambda done: bar.update(task, completed=done))


def _greet(settings: Settings, welcome: Welcome | None, *, demo: bool) -> None:
    """Print where everything is."""
    out.print(f"\n[bold green]●[/] [bold]Pulse is running[/] at {settings.url}\n")
    lines = [("Dashboard", f"{settings.url}/dashboard"), ("GraphQL explorer", f"{settings.url}/graphql")]
    lines += [("REST reference", f"{settings.url}/api/docs")]
    if demo:
        lines.append(("Demo shop", f"{settings.url}/demo   (click around and watch yourself arrive)"))
    if welcome is None:
        lines.append(("Keys", "pulse keys create PROJECT --scope query"))
    else:
        lines += [("Project", f"{welcome.name}  {welcome.project}")]
        lines += [
            ("Query key", f"{welcome.query_key}   (logs in to the dashboard)"),
            ("Ingest key", welcome.ingest_key),
        ]
    lines.append(("Admin token", f"in {settings.data_dir / ENV_FILE}"))
    for name, text in lines:
        out.print(f"  [dim]{name:<17}[/]{text}", soft_wrap=True)
    if welcome is not None:
        out.print("\n  [dim]Put this before </body>:[/]")
        source = f'src="{settings.url}/api/script.js" data-api="{settings.url}" data-key="{welcome.ingest_key}"'
        out.print(f"  <script defer {source}></script>", soft_wrap=True, markup=False)
        out.print("\n  [dim]Or send an event by hand:[/]")
        body = '{"type":"event","name":"hello","path":"/"}'
        curl = f"curl -X POST {settings.url}/api/collect -H 'X-Pulse-Key: {welcome.ingest_key}' -d '{body}'"
        out.print(f"  {curl}", soft_wrap=True, markup=False)
    out.print("\n  [dim]Ctrl-C stops; what was accepted is kept.[/]\n")


@cli.command()
def demo() -> None:
    """Load 90 days of demo history into the first project, without serving."""

    async def work(services: Services) -> None:
        welcome = await ensure_first_project(services)
        if welcome is None:
            _fail("The projects here were made by hand; the demo wants an empty data folder (PULSE_DATA_DIR).")
        count = await _fill(services, welcome)
        out.print(f"{count} events loaded." if count else "There are events already; nothing was loaded.")

    _with_services(work)


@cli.command()
def schema(
    *, write: Annotated[bool, typer.Option("--write", help="Write it to schema/schema.graphql.")] = False
) -> None:
    """Print the GraphQL schema (SDL)."""
    from schema.root import sdl  # noqa: PLC0415

    if write:
        SDL_FILE.write_text(sdl())
        err.print("Written to schema/schema.graphql.")
    else:
        sys.stdout.write(sdl())


@cli.command()
def settings(
    *, markdown: Annotated[bool, typer.Option("--markdown", help="As docs/settings.md has it, without values.")] = False
) -> None:
    """Show every setting, its variable, its value now and its default."""
    if markdown:
        sys.stdout.write(settings_page())
        return
    now = _settings()
    table = Table("Variable", "Value", "Default", "What it is", box=None, pad_edge=False)
    for row in ROWS:
        value = getattr(now, row.name)
        shown = "(set)" if row.secret and value else _text(value)
        table.add_row(row.env, shown, _text(row.default), row.help)
    out.print(table)


def settings_page() -> str:
    """The text of docs/settings.md: every row, without values."""
    head = "# Settings\n\nEnvironment variables, or lines of `pulse.env` in the data folder; the environment wins.\n\n"
    rows = [f"| `{row.env}` | {f'`{_text(row.default)}`' if row.default else ''} | {row.help} |" for row in ROWS]
    return head + "\n".join(["| variable | default | what it is |", "| --- | --- | --- |", *rows]) + "\n"


@cli.command()
def integrity() -> None:
    """Print the tracking script's integrity value, for pages that pin it."""
    from app.assets import read_script  # noqa: PLC0415

    script = read_script()
    if script is None:
        _fail("The tracking script is not built. Run: make setup")
    out.print(script.integrity)


@projects_cli.command("list")
def projects_list() -> None:
    """List the projects."""
    from resolvers import projects  # noqa: PLC0415

    async def work(services: Services) -> None:
        table = Table("Id", "Name", "Domain", "Created", box=None, pad_edge=False)
        for row in await projects.all_projects(_operator(services)):
            table.add_row(row.id, row.name, row.domain, f"{row.created_at:%Y-%m-%d}")
        out.print(table)

    _with_resources(work)


@projects_cli.command("create")
def projects_create(name: str, domain: str) -> None:
    """Create a project."""
    from resolvers import projects  # noqa: PLC0415

    async def work(services: Services) -> None:
        made = await projects.create_project(_operator(services), name=name, domain=domain)
        out.print(f"{made.id}  {made.name}")

    _with_resources(work)


@keys_cli.command("list")
def keys_list(project: str) -> None:
    """List a project's keys, masked."""
    from resolvers import keys  # noqa: PLC0415

    async def work(services: Services) -> None:
        ctx = await _operator(services).choose(project)
        table = Table("Id", "Name", "Key", "Scopes", "Expires", "Last used", box=None, pad_edge=False)
        for row in await keys.list_keys(ctx):
            scopes = ", ".join(row.scopes)
            table.add_row(row.id, row.name, row.key_prefix, scopes, _text(row.expires_at), _text(row.last_used_at))
        out.print(table)

    _with_resources(work)


@keys_cli.command("create")
def keys_create(
    project: str,
    scope: Annotated[list[str], typer.Option(help="ingest, query or admin; may be given more than once.")],
    name: str = "Made on the command line",
) -> None:
    """Create a key and show it, once."""
    from resolvers import keys  # noqa: PLC0415

    async def work(services: Services) -> None:
        made = await keys.create_key(await _operator(services).choose(project), name=name, scopes=scope)
        out.print(f"{made.key}\n[dim]id {made.id}; the key is not shown again[/]")

    _with_resources(work)


@keys_cli.command("revoke")
def keys_revoke(project: str, key_id: str) -> None:
    """Revoke a key; a running server refuses it at the next request."""
    from resolvers import keys  # noqa: PLC0415

    async def work(services: Services) -> None:
        await keys.revoke_key(await _operator(services).choose(project), key_id)
        out.print("Revoked.")

    _with_resources(work)


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def _operator(services: Services) -> Context:
    """Whoever can run this command holds the data folder, and so the admin token."""
    return Context(services, OPERATOR, None, Origin())


Work = Callable[[Services], Awaitable[None]]


def _with_services(work: Work) -> None:
    """Run with every store open; the embedded warehouse allows one process at a time."""
    from app.server import alone, open_services  # noqa: PLC0415

    settings = ensure_admin_token(_settings())

    async def run() -> None:
        async with open_services(settings) as services:
            await work(services)

    with alone(settings):
        _run(run())


def _with_resources(work: Work) -> None:
    """Run with the resources alone, which a running server shares."""
    from app.server import open_resources  # noqa: PLC0415

    async def run() -> None:
        async with open_resources(ensure_admin_token(_settings())) as services:
            await work(services)

    _run(run())


def _run(coroutine: Coroutine[Any, Any, None]) -> None:
    asyncio.run(coroutine)


if __name__ == "__main__":
    main()
