"""What somebody may do at this moment, asked when they are not there: for work in their name."""

from dataclasses import dataclass
from uuid import UUID

from regulars.domains.identity.model import BRANCH_ROLES, ROLE_SCOPES, Scope
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class Powers:
    """`branches` is None for who sees them all."""

    scopes: frozenset[Scope]
    branches: frozenset[UUID] | None = None

    def reach(self, branch_id: UUID | None) -> bool:
        return self.branches is None or branch_id in self.branches


NONE = Powers(frozenset(), frozenset())


async def powers_of(tx: Tx, actor_kind: str, actor_id: UUID | None) -> Powers:
    """None at all of a disabled account, a revoked or expired key, or anybody else."""
    if actor_kind == "staff":
        row = await tx.row(sql.of_staff, id=actor_id)
        if row is None:
            return NONE
        branches = frozenset(row["branch_ids"]) if row["role"] in BRANCH_ROLES else None
        if branches is not None and not branches:
            return NONE
        return Powers(ROLE_SCOPES[row["role"]], branches)
    if actor_kind == "key":
        row = await tx.row(sql.of_key, id=actor_id)
        return Powers(frozenset(Scope(scope) for scope in row["scopes"])) if row else NONE
    return NONE
