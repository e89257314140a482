"""What only an owner may do to owners: let one in, shut one out, give one a password."""

from regulars.kernel.errors import NotAllowed
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def require_owner(tx: Tx) -> None:
    """Raises NotAllowed: an admin who made an owner would be one. The house itself may."""
    actor = tx.context
    if actor.actor_kind in ("operator", "system"):
        return
    if actor.actor_kind != "staff" or await tx.value(sql.role, id=actor.actor_id) != "owner":
        raise NotAllowed(scope="owner")
