"""Where the warehouse is, as one text says it."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pulse.settings import SettingsError

_OURS = ("cluster", "quorum", "secure")
_YES = frozenset({"1", "true", "yes", "on"})


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of a DSN.

    ``chdb:///folder``, or ``clickhouse://user:password@host:8123,another:8123/name`` with these behind a ``?``:
    ``cluster=name`` where the tables are those of a cluster, ``quorum=2`` for the replicas that must have stored a
    batch (``auto``, the default: most of them), ``secure=1`` for TLS, and whatever the client library takes
    (``verify=0``, ``ca_cert=/path``, ``connect_timeout=3`` …).

    Attributes:
        urls: one for each host, in the order in which they are tried.
        cluster: the cluster's name; empty for a server that stands alone.
        quorum: see above.
        secure: whether to speak TLS.

    """

    urls: tuple[str, ...]
    cluster: str = ""
    quorum: str = "auto"
    secure: bool = False

    @property
    def embedded(self) -> bool:
        """Whether the engine is in this process."""
        return self.urls[0].startswith("chdb:")

    @classmethod
    def read(cls, dsn: str) -> Self:
        """Take a DSN apart.

        Raises:
            SettingsError: it is none; the message says what one looks like.

        """
        parts = urlsplit(dsn)
        if parts.scheme == "chdb":
            return cls((dsn,))
        who, _, hosts = parts.netloc.rpartition("@")
        if parts.scheme != "clickhouse" or not all(host.strip() for host in hosts.split(",")):
            raise SettingsError(
                "PULSE_WAREHOUSE_DSN must be chdb:///folder or clickhouse://user:password@host:8123/name,"
                f" not '{parts.scheme}://…'."
            )
        given = dict(parse_qsl(parts.query))
        cluster = given.get("cluster", "")
        if not cluster.replace("_", "").replace("-", "").isalnum() and cluster:
            raise SettingsError(f"PULSE_WAREHOUSE_DSN names a cluster '{cluster}'; use letters, digits, - and _.")
        rest = urlencode({key: value for key, value in given.items() if key not in _OURS})
        at = f"{who}@" if who else ""
        urls = [urlunsplit((parts.scheme, at + host.strip(), parts.path, rest, "")) for host in hosts.split(",")]
        secure = given.get("secure", "").lower() in _YES
        return cls(tuple(urls), cluster, given.get("quorum", "auto"), secure)
