"""Who a visitor is: a keyed hash that nobody can turn back, made anew for each event and stored in no browser."""

from functools import lru_cache
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address

from pulse.project import ProjectFacts

_PRIOR_SECONDS = 86_400
"""A session is at most a day long: the salt before serves those that were under way when it changed."""


def visitor_of(
    project: ProjectFacts, visitor_id: str | None, address: str, user_agent: str, now: float
) -> tuple[int, int]:
    """The visitor's hash, and the one under the salt before where that may still matter, else 0."""
    # Each part stands behind its length, so that no two lists of parts read the same.
    if visitor_id:
        name = visitor_id.encode()
        material = b"visitor %d:%b" % (len(name), name)
    else:
        network, agent, domain = network_of(address), user_agent.encode(), project.domain.encode()
        material = b"address %d:%b%d:%b%d:%b" % (len(network), network, len(agent), agent, len(domain), domain)
    salt = project.salt
    if salt.prior is None or now - salt.changed_at > _PRIOR_SECONDS:
        return _keyed(salt.current, material), 0
    return _keyed(salt.current, material), _keyed(salt.prior, material)


@lru_cache(maxsize=8192)
def network_of(address: str) -> bytes:
    """What of an address is a household's: all of an IPv4 address, the first 64 bits of an IPv6 one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address.encode()
    if isinstance(parsed, IPv6Address):
        return parsed.ipv4_mapped.packed if parsed.ipv4_mapped else parsed.packed[:8]
    return parsed.packed


def _keyed(key: bytes, material: bytes) -> int:
    return int.from_bytes(blake2b(material, digest_size=8, key=key).digest(), "big") or 1
