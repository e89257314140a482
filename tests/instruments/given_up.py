"""Work that was given up, without waiting for a worker to fail eight times."""

from uuid import UUID

from tests.instruments.installation import Installation

REACTION = "customers.tally_customers_by_stage"


async def give_up(
    installation: Installation, tenant_id: UUID, *, many: int = 1, reaction: str = REACTION
) -> list[UUID]:
    """The newest facts of the tenant, as if this reaction had failed with each of them."""
    async with installation.connection() as connection:
        rows = await connection.fetch(
            "INSERT INTO journal.deliveries (tenant_id, fact_id, reaction, state, reason, failures,"
            " settled_at) SELECT tenant_id, id, $3, 'dead', 'BadGateway', 8, now()"
            " FROM journal.facts WHERE tenant_id = $1 AND name = 'customers.registered'"
            " ORDER BY id DESC LIMIT $2"
            " ON CONFLICT (tenant_id, fact_id, reaction) DO UPDATE SET state = 'dead',"
            " reason = 'BadGateway', failures = 8, settled_at = now() RETURNING fact_id",
            tenant_id,
            many,
            reaction,
        )
    return [row["fact_id"] for row in rows]
