"""What requests left behind: rows, as whoever owns the whole database sees them."""

import hashlib
from typing import Any
from uuid import UUID

from tests.instruments.installation import Installation

TABLES = (
    "SELECT c.oid::regclass::text AS name FROM pg_class c"
    "  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'"
    " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"
)


async def belongings(installation: Installation, tenant_id: UUID) -> dict[str, str]:
    """A hash of every row of every table that is this tenant's."""
    found = {}
    async with installation.connection() as connection:
        for table in [row["name"] for row in await connection.fetch(TABLES)]:
            rows = await connection.fetch(
                f"SELECT t::text AS row FROM {table} t WHERE tenant_id = $1 ORDER BY 1", tenant_id
            )
            text = "\n".join(row["row"] for row in rows)
            found[table] = hashlib.sha256(text.encode()).hexdigest()
    return found


async def rows(installation: Installation, query: str, *values: Any) -> list[dict[str, Any]]:
    async with installation.connection() as connection:
        return [dict(row) for row in await connection.fetch(query, *values)]


async def count(installation: Installation, table: str, tenant_id: UUID) -> int:
    found = await rows(
        installation, f"SELECT count(*) FROM {table} WHERE tenant_id = $1", tenant_id
    )
    return int(found[0]["count"])
