"""What is said to whom, before a channel gives it its form."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import orjson

from models import Channel
from pulse.clock import iso

_SLACK_HOSTS = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})
_DISCORD_HOSTS = frozenset({"discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"})
_DISCORD_PATH = "/api/webhooks/"
_CHAT_MOST = 1_900
"""Characters of a chat message; Discord takes 2,000."""


@dataclass(frozen=True, slots=True)
class Web:
    """A web address, and the secret that signs what it gets; empty for none."""

    url: str
    secret: str = ""

    channel = Channel.WEB


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail address."""

    address: str

    channel = Channel.MAIL


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that has happened, for a web address.

    Attributes:
        at: when.
        data: the envelope's ``data``.
        text: the same as one or two sentences, for chats.

    """

    at: datetime
    data: Mapping[str, Any]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail. ``headers`` are further ones, such as ``List-Unsubscribe``."""

    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def content_of(target: Web | Mail, kind: str, project: UUID | None, said: Notice | Letter) -> dict[str, Any]:
    """What the outbox keeps of a message.

    Raises:
        TypeError: a letter for a web address, or a notice for a mail address.

    """
    if isinstance(target, Web) and isinstance(said, Notice):
        return {"body": body_of(target.url, kind, project, said)}
    if isinstance(target, Mail) and isinstance(said, Letter):
        return asdict(said)
    raise TypeError(f"{type(said).__name__} cannot be sent to {type(target).__name__}")


def body_of(url: str, kind: str, project: UUID | None, said: Notice) -> str:
    """The body of a request: the documented envelope, or what the chat behind the address takes."""
    host, path = urlsplit(url).hostname, urlsplit(url).path
    if host in _SLACK_HOSTS:
        return _json({"text": _escaped(said.text)[:_CHAT_MOST]})
    if host in _DISCORD_HOSTS and path.startswith(_DISCORD_PATH):
        return _json({"content": said.text[:_CHAT_MOST], "allowed_mentions": {"parse": []}})
    owner = None if project is None else str(project)
    return _json({"event": kind, "project_id": owner, "timestamp": iso(said.at), "data": said.data})


def _escaped(text: str) -> str:
    """Slack reads ``<!channel>`` and links out of a text; a page's name must not be able to."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _json(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS).decode()
