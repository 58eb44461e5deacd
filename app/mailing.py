"""The commands about mail: how a report looks, and whether mails leave the house."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from app.first_run import ensure_admin_token
from app.terminal import fail, out, read_settings

mailing = typer.Typer(no_args_is_help=True)


@mailing.command()
def preview(
    project: Annotated[str, typer.Option(help="The project's id; see pulse projects list.")],
    out_path: Annotated[Path, typer.Option("--out", help="Where to write the HTML; the text goes beside it.")],
    frequency: Annotated[str, typer.Option(help="weekly or monthly.")] = "weekly",
) -> None:
    """Write the last finished report to files, as it would be sent.

    The embedded warehouse allows one process at a time: stop the server first.
    """
    from access.caller import OPERATOR, Origin  # noqa: PLC0415 - the engines load late, so that help is instant
    from access.context import Context  # noqa: PLC0415
    from access.unsubscribe import unsubscribe_url  # noqa: PLC0415
    from app.server import alone, open_services  # noqa: PLC0415
    from jobs.letters import letter_of  # noqa: PLC0415
    from jobs.reports import report_of  # noqa: PLC0415
    from models import Frequency  # noqa: PLC0415

    if frequency not in list(Frequency):
        fail(f"--frequency must be weekly or monthly, not '{frequency}'.")
    settings = ensure_admin_token(read_settings())

    async def write() -> None:
        async with open_services(settings) as services:
            ctx = await Context(services, OPERATOR, None, Origin()).choose(project)
            found = await report_of(ctx, Frequency(frequency))
        letter = letter_of(found, f"{settings.url}/dashboard", unsubscribe_url(settings, "preview"))
        out_path.write_text(letter.html)
        beside = out_path.with_suffix(".txt")
        beside.write_text(letter.text)
        out.print(f"{letter.subject}\nWritten to {out_path} and {beside}.", soft_wrap=True, markup=False)

    with alone(settings):
        asyncio.run(write())


@mailing.command()
def test(address: str) -> None:
    """Send a short mail now, to see whether the settings are right."""
    from models import Channel, Delivery  # noqa: PLC0415 - as above
    from notify.messages import Letter, Mail, content_of  # noqa: PLC0415
    from notify.smtp import send_mail  # noqa: PLC0415
    from pulse.clock import moment, system_clock  # noqa: PLC0415

    settings = read_settings()
    target = Mail(address)
    letter = Letter(subject="Pulse can send mail", text=f"This mail was sent by the server at {settings.url}.\n")
    row = Delivery(
        kind="test",
        channel=Channel.MAIL,
        target={"address": address},
        content=content_of(target, "test", None, letter),
        created_at=moment(int(system_clock())),
    )
    outcome = asyncio.run(send_mail(settings, row))
    if not outcome.delivered:
        fail(f"Not sent: {outcome.detail}")
    out.print(f"Sent to {address}: {outcome.detail}", soft_wrap=True, markup=False)
