"""One frozen settings object, read once from the environment and passed down."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from regulars.runtime.addresses import LOOPBACK_NAMES, AddressRefused, Place, read_place

Environment = Literal["live", "demo", "test"]
ZERO_SAYS_SOMETHING = (
    "REGULARS_STATEMENT_CACHE_SIZE",
    "REGULARS_WORKER_METRICS_PORT",
    "REGULARS_PROXY_HOPS",
)


class SettingsError(Exception):
    """A setting is missing or cannot be used; the text says which and how to mend it."""


def _setting(default: Any, meaning: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"meaning": meaning, "secret": secret}, repr=not secret)


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is REGULARS_<NAME> in the environment; a secret also REGULARS_<NAME>_FILE."""

    environment: str = _setting("live", "live, demo or test; stands in every API key")
    host: str = _setting("127.0.0.1", "address the server listens on")
    port: int = _setting(8400, "port the server listens on")
    public_url: str = _setting("", "address people see; https makes cookies secure")
    database_url: str = _setting("", "PostgreSQL 16+ as the app role", secret=True)
    work_database_url: str = _setting(
        "", "the same database as the worker role, not through a transaction pooler", secret=True
    )
    migrate_database_url: str = _setting(
        "", "the same database as a role that may create roles; only migrate uses it", secret=True
    )
    listen_database_url: str = _setting(
        "",
        "the app role without a transaction pooler, for live pages; default database_url",
        secret=True,
    )
    role_prefix: str = _setting("regulars", "prefix of the four database roles")
    data_dir: Path = _setting(Path("data"), "folder of keys and files, outside the database")
    pool_size: int = _setting(10, "database connections of one server process")
    statement_timeout_ms: int = _setting(10_000, "longest statement of a request")
    lock_timeout_ms: int = _setting(5_000, "longest wait for a lock in a request")
    statement_cache_size: int = _setting(
        1024, "prepared statements a connection; 0 for old pgbouncers"
    )
    rate_limit_per_second: int = _setting(200, "sustained requests a second of one API key")
    rate_limit_burst: int = _setting(1_000, "requests one API key may make at once")
    proxy_hops: int = _setting(
        0, "proxies of yours in front that append to X-Forwarded-For; 0 believes none"
    )
    body_limit_bytes: int = _setting(1_048_576, "largest request body; uploads say their own")
    session_hours: int = _setting(12, "hours until a console session ends")
    metrics_key: str = _setting("", "key for /metrics from elsewhere than loopback", secret=True)
    worker_metrics_port: int = _setting(0, "loopback port of the worker's /metrics; 0 for none")
    log_level: str = _setting("info", "debug, info, warning or error")
    log_format: str = _setting("json", "json or console")
    outside_exempt: str = _setting(
        "",
        "host:port, with commas between: servers that may be called though they are not public,"
        " such as a mail relay of yours; in a demo or test loopback alone, and nothing else",
    )
    worker_batch: int = _setting(50, "jobs a worker takes at once")

    def __post_init__(self) -> None:
        if self.environment not in ("live", "demo", "test"):
            raise SettingsError("REGULARS_ENVIRONMENT is one of live, demo, test.")
        if not self.role_prefix.isidentifier() or self.role_prefix.lower() != self.role_prefix:
            raise SettingsError("REGULARS_ROLE_PREFIX is a lower-case name such as regulars.")
        if not 0 < self.port < 65_536:
            raise SettingsError("REGULARS_PORT is a port number.")
        self._refuse_bad_places()
        loopback = self.host in ("127.0.0.1", "::1", "localhost")
        if not loopback and not self.public_url.startswith("https://"):
            raise SettingsError(
                "Plain http is for loopback only: set REGULARS_PUBLIC_URL to an https address"
                " (a reverse proxy in front), or REGULARS_HOST to 127.0.0.1."
            )

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def hooks_url(self) -> str:
        """Where providers tell us later what became of a message. A provider out in the world
        refuses a message that names an address of this machine; simulators live here."""
        is_reached = self.https or self.environment != "live"
        return self.public_url.rstrip("/") if is_reached else ""

    @property
    def outside_places(self) -> tuple[Place, ...]:
        return tuple(read_place(text) for text in self.outside_exempt.split(",") if text.strip())

    @property
    def keys_dir(self) -> Path:
        return self.data_dir / "keys"

    @property
    def master_key_file(self) -> Path:
        return self.keys_dir / "master.key"

    def _refuse_bad_places(self) -> None:
        try:
            places = self.outside_places
        except AddressRefused:
            raise SettingsError(
                "REGULARS_OUTSIDE_EXEMPT names servers as host:port, with commas between."
            ) from None
        if self.environment != "live" and any(p.host not in LOOPBACK_NAMES for p in places):
            raise SettingsError(
                "REGULARS_OUTSIDE_EXEMPT: in a demo or test loopback alone, such as 127.0.0.1:8025."
            )

    def role(self, part: str) -> str:
        return f"{self.role_prefix}_{part}"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Raises SettingsError for an unknown REGULARS_ name, so that a typo is not a silence."""
    given = dict(os.environ if environment is None else environment)
    values: dict[str, Any] = {}
    known = {f"REGULARS_{entry.name.upper()}": entry for entry in fields(Settings)}
    if "DATABASE_URL" in given and "REGULARS_DATABASE_URL_FILE" not in given:
        given.setdefault("REGULARS_DATABASE_URL", given["DATABASE_URL"])
    for name, text in given.items():
        if not name.startswith("REGULARS_") or name in _READ_ELSEWHERE:
            continue
        plain = name.removesuffix("_FILE") if name not in known else name
        if plain not in known:
            raise SettingsError(f"{name} is not a setting; see docs/reference/settings.md.")
        if plain != name:
            if plain in given:
                raise SettingsError(f"Set {plain} or {name}, not both.")
            text = _content(name, text)
        values[known[plain].name] = _converted(plain, known[plain].type, text)
    return Settings(**values)


def as_environment(settings: Settings) -> dict[str, str]:
    """What a child process reads the same settings from."""
    return {
        f"REGULARS_{entry.name.upper()}": str(getattr(settings, entry.name))
        for entry in fields(Settings)
    }


# Read by the test suite alone.
_READ_ELSEWHERE = frozenset(
    {"REGULARS_VECTORS", "REGULARS_SPECS", "REGULARS_SEED", "REGULARS_CHAOS"}
)


def _content(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SettingsError(f"{name} names a file that cannot be read: {reason}.") from None


def _converted(name: str, kind: Any, text: str) -> Any:
    if kind in (int, "int"):
        return _number(name, text)
    return Path(text) if kind in (Path, "Path") else text


def _number(name: str, text: str) -> int:
    """A limit of none would be found out by the first request, or by nobody."""
    least = 0 if name in ZERO_SAYS_SOMETHING else 1
    try:
        number = int(text)
    except ValueError:
        raise SettingsError(f"{name} is a whole number.") from None
    if number < least:
        raise SettingsError(f"{name} is {least} or more.")
    return number
