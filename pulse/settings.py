"""Settings: one row each. The loader, ``pulse settings``, the docs and their test read the same rows.

Nothing is read at import; only the CLI calls :func:`load`.
"""

import difflib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any


def _row(env: str, default: Any, text: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"env": env, "help": text, "secret": secret})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator can set, by environment variable or in ``{PULSE_DATA_DIR}/pulse.env``."""

    host: str = _row("PULSE_HOST", "127.0.0.1", "Address to listen on.")
    port: int = _row("PULSE_PORT", 8000, "Port to listen on.")
    workers: int = _row("PULSE_WORKERS", 1, "Processes that serve; more than 1 needs a ClickHouse server.")
    public_url: str = _row(
        "PULSE_PUBLIC_URL", "", "Where browsers reach this server, such as https://stats.example.com."
    )
    admin_token: str = _row(
        "PULSE_ADMIN_TOKEN", "", "Bearer token of the admin API; made at the first start if empty.", secret=True
    )
    data_dir: Path = _row("PULSE_DATA_DIR", Path("data"), "Folder of the embedded stores and of the spool.")
    database_url: str = _row(
        "DATABASE_URL",
        "",
        "Resources: sqlite:///path or postgres://user:password@host/name. Empty: SQLite in the data folder.",
        secret=True,
    )
    warehouse_dsn: str = _row(
        "PULSE_WAREHOUSE_DSN",
        "",
        "Events: chdb:///path or clickhouse://user:password@host:8123/name. Empty: chDB in the data folder.",
        secret=True,
    )
    redis_url: str = _row(
        "REDIS_URL", "", "Rate-limit counters shared by nodes: redis://host:6379. Empty: in memory.", secret=True
    )
    allowed_origins: tuple[str, ...] = _row(
        "ALLOWED_ORIGINS",
        (),
        "Origins, comma separated, that may read the API from a browser; collecting is open to all.",
    )
    trusted_proxies: tuple[str, ...] = _row(
        "PULSE_TRUSTED_PROXIES", (), "Addresses or networks, comma separated, whose X-Forwarded-For is believed."
    )
    outbound_allow: tuple[str, ...] = _row(
        "PULSE_OUTBOUND_ALLOW",
        (),
        "Hosts, addresses or networks, comma separated, that webhooks may reach though they are not public.",
    )
    smtp_url: str = _row(
        "PULSE_SMTP_URL",
        "",
        "Mail server: smtp://user:password@host:25, smtps://… or smtp+starttls://… Empty: no mail is sent.",
        secret=True,
    )
    mail_from: str = _row("PULSE_MAIL_FROM", "", "Sender of mails, such as Pulse <pulse@example.com>.")
    geoip_db_path: str = _row("GEOIP_DB_PATH", "", "A MaxMind or DB-IP .mmdb file. Empty: the bundled country file.")
    data_retention_days: int = _row(
        "DATA_RETENTION_DAYS", 0, "Days that events are kept where the project says nothing; 0 keeps all."
    )
    rate_limit_per_second: int = _row(
        "RATE_LIMIT_PER_SECOND", 100, "Requests a second for each project, ingest and query apart."
    )
    admin_rate_limit_per_second: int = _row("PULSE_ADMIN_RATE_LIMIT", 20, "Requests a second for the admin token.")
    max_body_bytes: int = _row("PULSE_MAX_BODY_BYTES", 1_048_576, "Largest request body.")
    flush_seconds: float = _row("PULSE_FLUSH_SECONDS", 0.4, "Longest time an accepted event waits for its batch.")
    flush_rows: int = _row("PULSE_FLUSH_ROWS", 20_000, "Most events in one batch.")
    graphql_max_depth: int = _row("PULSE_GRAPHQL_MAX_DEPTH", 15, "Deepest GraphQL document.")
    graphql_max_aliases: int = _row("PULSE_GRAPHQL_MAX_ALIASES", 60, "Most aliases in one GraphQL document.")
    graphql_max_tokens: int = _row("PULSE_GRAPHQL_MAX_TOKENS", 4_000, "Most tokens in one GraphQL document.")
    graphql_max_cost: int = _row(
        "PULSE_GRAPHQL_MAX_COST", 2_000, "Highest cost of one GraphQL operation; a report costs 10."
    )
    metrics_token: str = _row(
        "PULSE_METRICS_TOKEN",
        "",
        "Bearer token that reads /metrics and nothing else; the admin token always may.",
        secret=True,
    )
    otlp_endpoint: str = _row(
        "PULSE_OTLP_ENDPOINT", "", "Collector of traces, such as http://localhost:4318. Empty: no traces are made."
    )
    otlp_sample: float = _row(
        "PULSE_OTLP_SAMPLE", 1.0, "Share of traces that are kept, 0 to 1, where the caller has not decided."
    )
    log_level: str = _row("PULSE_LOG_LEVEL", "info", "debug, info, warning or error.")

    @property
    def database(self) -> str:
        """The resources' URL with the default filled in."""
        return self.database_url or f"sqlite://{(self.data_dir / 'pulse.sqlite3').resolve()}"

    @property
    def warehouse(self) -> str:
        """The warehouse's DSN with the default filled in."""
        return self.warehouse_dsn or f"chdb://{(self.data_dir / 'warehouse').resolve()}"

    @property
    def embedded(self) -> bool:
        """Whether the warehouse lives in this process, which must then be the only one."""
        return self.warehouse.startswith("chdb:")

    @property
    def spool(self) -> Path:
        """The file of accepted events."""
        return self.data_dir / "spool.sqlite3"

    @property
    def url(self) -> str:
        """Where a browser finds this server."""
        host = "localhost" if self.host in ("127.0.0.1", "0.0.0.0", "::", "::1") else self.host  # noqa: S104 - compared, not bound
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"


class SettingsError(ValueError):
    """A variable that cannot be used; the message names it and says what it takes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One setting, as the CLI and the docs show it."""

    name: str
    env: str
    default: Any
    help: str
    secret: bool


ROWS: tuple[Row, ...] = tuple(
    Row(item.name, item.metadata["env"], item.default, item.metadata["help"], item.metadata["secret"])
    for item in fields(Settings)
    if item.default is not MISSING
)


def load(environment: Mapping[str, str]) -> Settings:
    """Settings from environment variables.

    Raises:
        SettingsError: a value does not fit, or a ``PULSE_…`` variable is unknown (the nearest known one is named).

    """
    known = {row.env for row in ROWS}
    for name in environment:
        if name.startswith("PULSE_") and name not in known:
            near = difflib.get_close_matches(name, known, 1)
            raise SettingsError(f"{name} is not a setting." + (f" Did you mean {near[0]}?" if near else ""))
    given = {row.name: _read(row, environment[row.env]) for row in ROWS if environment.get(row.env, "").strip()}
    return Settings(**given)


def read_env_file(path: Path) -> dict[str, str]:
    """The ``NAME=value`` lines of a file; nothing where there is no file."""
    if not path.exists():
        return {}
    lines = (line.strip() for line in path.read_text().splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


def _read(row: Row, text: str) -> Any:
    kind = type(row.default)
    try:
        if kind is tuple:
            return tuple(part.strip() for part in text.split(",") if part.strip())
        value = kind(text)
    except ValueError:
        raise SettingsError(f"{row.env} must be {_A[kind]}, not '{text}'.") from None
    if kind in (int, float) and value < 0:
        raise SettingsError(f"{row.env} must not be negative.")
    return value


_A = {int: "a whole number", float: "a number"}
