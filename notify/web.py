"""Deliveries to web addresses: which headers they carry."""

from models import Delivery
from notify.guard import Resolve, system_resolve
from notify.http import SIGNATURE, Outcome, post, sign
from pulse.settings import Settings

DELIVERY = "X-Pulse-Delivery"
"""The delivery's id: the same with each attempt, so that a receiver knows what it has had already."""
EVENT = "X-Pulse-Event"
USER_AGENT = "Pulse-Webhook/1"


async def send_web(settings: Settings, row: Delivery, resolve: Resolve = system_resolve) -> Outcome:
    """One attempt; see :func:`notify.http.post`."""
    body = row.content["body"].encode()
    headers = {"User-Agent": USER_AGENT, EVENT: row.kind, DELIVERY: str(row.id)}
    if row.target["secret"]:
        headers[SIGNATURE] = sign(row.target["secret"], body)
    return await post(row.target["url"], body, headers, settings.outbound_allow, resolve)
