"""Who it is that changes accounts of staff, just now."""

from regulars.domains.identity.staff.editing import Editor
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def editor_of(tx: Tx) -> Editor:
    """A key is trusted with what an admin is, and no more."""
    actor = tx.context
    if actor.actor_kind in ("operator", "system"):
        return Editor(None, None)
    if actor.actor_kind == "key":
        return Editor(actor.actor_id, "admin")
    role = await tx.value(sql.role_of_editor, id=actor.actor_id)
    return Editor(actor.actor_id, role or "branch")
