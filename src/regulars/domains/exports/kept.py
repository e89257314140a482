"""An export as it is kept: who asked for what, how far it is, and whether they still may."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from regulars.domains.exports.model import EXPORT_WISH, Wish
from regulars.domains.identity import powers_of
from regulars.kernel.ids import BranchId
from regulars.runtime.context import ActorKind, Context, Purpose
from regulars.runtime.files import FileNotFound, StoredFile, file_by_id
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class KeptExport:
    id: UUID
    wish: Wish
    file: StoredFile
    actor_kind: ActorKind
    actor_id: UUID
    branch_id: BranchId | None
    scopes: frozenset[str]
    purpose: Purpose
    route: str
    place: str
    rows_count: int
    asked_at: datetime

    def in_their_name(self, tx: Tx) -> Context:
        """As whoever asked saw things then, and why."""
        return Context(
            tx.tenant_id,
            actor_kind=self.actor_kind,
            actor_id=self.actor_id,
            branch=self.branch_id,
            purpose=self.purpose,
            route=self.route,
        )


async def kept_export(tx: Tx, export_id: UUID) -> KeptExport | None:
    """None too once its file's time is over."""
    row = await tx.row(sql.one, id=export_id)
    if row is None:
        return None
    try:
        file = await file_by_id(tx, export_id)
    except FileNotFound:
        return None
    opened = tx.people.open(EXPORT_WISH, row["sealed"], row_id=export_id, person=file.key)
    return KeptExport(
        export_id,
        msgspec.json.decode(str(opened["wish"]), type=Wish),
        file,
        row["actor_kind"],
        row["actor_id"],
        BranchId(row["branch_id"]) if row["branch_id"] else None,
        frozenset(row["scopes"]),
        row["purpose"],
        row["route"],
        row["place"],
        row["rows_count"],
        row["asked_at"],
    )


async def still_may(tx: Tx, export: KeptExport) -> bool:
    """Judged by what the account or key may do now, wherever it was asked from."""
    powers = await powers_of(tx, export.actor_kind, export.actor_id)
    return export.scopes <= powers.scopes and powers.reach(export.branch_id)
