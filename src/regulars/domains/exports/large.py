"""A file with more rows than owners let go unnoticed: told while it is made, before it is taken."""

from uuid import UUID

from regulars.domains import tenants
from regulars.domains.exports.events import ExportsLimitPassed
from regulars.domains.exports.model import Kind
from regulars.runtime.tx import Tx


async def note_large(
    tx: Tx, kind: Kind, *, before: int, after: int, export: UUID | None = None
) -> None:
    """Once a file: by the part that passes the limit. Told of whoever asked for it, so that
    their account can be closed while the rest is still to be written."""
    if after == before:
        return
    limit = await tenants.read_export_alarm(tx)
    if before <= limit < after:
        tx.emit(
            ExportsLimitPassed(export, kind, after, limit),
            subject_id=tx.context.actor_id or tx.tenant_id,
            seq=1,
        )
