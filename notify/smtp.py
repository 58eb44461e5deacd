"""Sending a mail: over SMTP, with TLS wherever the server has it, and an id by which a repeated one is recognised."""

import time
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from models import Delivery
from notify.http import Outcome
from pulse.settings import Settings, SettingsError

SECONDS = 30.0
_SENT = 250
_PERMANENT = range(500, 600)
_SCHEMES = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


async def send_mail(settings: Settings, row: Delivery) -> Outcome:
    """One attempt. Never raises for what the mail server does or is."""
    began = time.monotonic()
    try:
        outcome = await _send(settings, message_of(settings, row))
    except aiosmtplib.SMTPRecipientsRefused as problem:
        refused = problem.recipients[0]
        outcome = _refused(refused.code, refused.message)
    except aiosmtplib.SMTPResponseException as problem:
        outcome = _refused(problem.code, problem.message)
    except (aiosmtplib.SMTPException, OSError, SettingsError) as problem:
        outcome = Outcome(delivered=False, detail=str(problem) or type(problem).__name__)
    took = round((time.monotonic() - began) * 1000)
    return Outcome(
        delivered=outcome.delivered, again=outcome.again, status=outcome.status, detail=outcome.detail, took_ms=took
    )


def message_of(settings: Settings, row: Delivery) -> EmailMessage:
    """The mail that a delivery holds; each attempt makes the same, under the same Message-ID."""
    letter = row.content
    sender = settings.mail_from or f"Pulse <pulse@{_host_of(settings)}>"
    message = EmailMessage()
    message["From"] = sender
    message["To"] = row.target["address"]
    message["Subject"] = " ".join(letter["subject"].split())
    message["Date"] = format_datetime(row.created_at)
    message["Message-ID"] = f"<{row.id}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in letter["headers"].items():
        message[name] = value
    message.set_content(letter["text"])
    if letter["html"]:
        message.add_alternative(letter["html"], subtype="html")
    return message


async def _send(settings: Settings, message: EmailMessage) -> Outcome:
    if not settings.smtp_url:
        raise SettingsError("PULSE_SMTP_URL is not set.")
    parts = urlsplit(settings.smtp_url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise SettingsError("PULSE_SMTP_URL must be smtp://, smtps:// or smtp+starttls:// and a host.")
    _, answer = await aiosmtplib.send(
        message,
        hostname=parts.hostname,
        port=parts.port or _SCHEMES[parts.scheme],
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=parts.scheme == "smtps",
        # None: where the server offers it
        start_tls={"smtps": False, "smtp+starttls": True}.get(parts.scheme),
        timeout=SECONDS,
    )
    return Outcome(delivered=True, status=_SENT, detail=answer)


def _refused(code: int, said: str) -> Outcome:
    """What a server said to it; an answer of the 500s will be the same next time."""
    return Outcome(delivered=False, again=code not in _PERMANENT, status=code, detail=said)


def _host_of(settings: Settings) -> str:
    return urlsplit(settings.url).hostname or "localhost"
