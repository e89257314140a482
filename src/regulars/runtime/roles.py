"""The four database roles of an installation, made or brought up to date before migrating."""

from typing import Any
from urllib.parse import unquote, urlsplit

from regulars.runtime.settings import Settings, SettingsError

LOGIN_PARTS = ("app", "work")
# How many times longer than a request a job may take.
PATIENCE = {"app": 1, "work": 6}


async def prepare_roles(connection: Any, settings: Settings) -> None:
    """Idempotent. `connection` belongs to a role that may create roles."""
    for part in ("owner", "search"):
        await _make(connection, settings.role(part), "NOLOGIN")
    for part, dsn in zip(
        LOGIN_PARTS, (settings.database_url, settings.work_database_url), strict=True
    ):
        await _make(connection, settings.role(part), f"LOGIN PASSWORD {_password(dsn, part)}")
        await connection.execute(_limits(settings, part))
    owner, search = settings.role("owner"), settings.role("search")
    database = _name(await connection.fetchval("SELECT current_database()"))
    await connection.execute(
        f"GRANT {search} TO {owner}; GRANT {owner} TO CURRENT_USER;"
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC;"
        f"GRANT CONNECT ON DATABASE {database} TO {settings.role('app')}, {settings.role('work')};"
        f"GRANT CONNECT, CREATE ON DATABASE {database} TO {owner}"
    )


async def _make(connection: Any, role: str, rights: str) -> None:
    exists = await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role)
    verb = "ALTER" if exists else "CREATE"
    await connection.execute(
        f"{verb} ROLE {role} {rights} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"
        if not exists
        else f"ALTER ROLE {role} {rights}"
    )


def _limits(settings: Settings, part: str) -> str:
    """Bounds live on the role, so that they hold behind any pooler."""
    patience = PATIENCE[part]
    bounds = {
        "statement_timeout": settings.statement_timeout_ms * patience,
        "lock_timeout": settings.lock_timeout_ms * patience,
        # Nothing of ours waits for the network inside a transaction: this one was left behind.
        "idle_in_transaction_session_timeout": 5_000 * patience,
        "jit": "off",
        # What a random read costs on flash. Row security hides from the planner how many rows
        # pass, so it believes few do, and once sorted a whole tenant for a page of fifty: 139 ms
        # instead of 0.4. Pages of customers go along their index by themselves (`Tx.page`).
        "random_page_cost": "1.1",
        "max_parallel_workers_per_gather": "0",
    }
    role = settings.role(part)
    return "; ".join(f"ALTER ROLE {role} SET {name} = '{value}'" for name, value in bounds.items())


def statement_seconds(settings: Settings, part: str) -> float:
    """After how long the server ends a statement of this role, and of none that is not ours."""
    return settings.statement_timeout_ms * PATIENCE.get(part, 1) / 1_000


def _password(dsn: str, part: str) -> str:
    given = urlsplit(dsn).password if dsn else None
    if not given:
        name = "REGULARS_DATABASE_URL" if part == "app" else "REGULARS_WORK_DATABASE_URL"
        raise SettingsError(f"{name} must name a user and a password: migrate makes that role.")
    return "'" + unquote(given).replace("'", "''") + "'"


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'
