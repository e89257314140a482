"""Asking for a file that takes longer than a page: kept with who asked and how much they see."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from regulars.domains.exports.events import ExportsAsked
from regulars.domains.exports.making import fenced
from regulars.domains.exports.model import EXPORT_WISH, MEDIA_TYPE, Wish
from regulars.kernel.errors import Refused
from regulars.runtime.files import begin_file
from regulars.runtime.sql import statements_beside
from regulars.runtime.tasks import begin_task, own_tasks
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

GOING_ON_MAX = 3
A_DAY_MAX = 50


class ExportsTooMany(Refused):
    """You have asked for many files lately: take those, or wait until they are made."""

    code = "exports_too_many"


async def ask_export(tx: Tx, wish: Wish, *, total: int = 0) -> UUID:
    """The task's id, which is the export's and the file's too. `total` is 0 when nobody knows.
    Raises ExportsTooMany."""
    await _refuse_many(tx)
    wish = await fenced(tx, wish)
    export_id = await begin_task(tx, f"export_{wish.kind}", total=total)
    name = wish.file_name(datetime.now(UTC))
    key = await begin_file(tx, export_id, name=name, media_type=MEDIA_TYPE)
    text = msgspec.json.encode(wish).decode()
    await tx.run(
        sql.ask,
        id=export_id,
        kind=wish.kind,
        actor_kind=tx.context.actor_kind,
        actor_id=tx.context.actor_id,
        branch_id=tx.context.branch,
        scopes=sorted(wish.needs),
        purpose=tx.context.purpose,
        route=tx.context.route,
        sealed=tx.people.seal(EXPORT_WISH, {"wish": text}, row_id=export_id, person=key),
    )
    asked = ExportsAsked(export_id, wish.kind, wish.shape)
    tx.emit(asked, subject_id=tx.tenant_id, seq=1)
    return export_id


async def _refuse_many(tx: Tx) -> None:
    """One at a time, so that who asks in many tabs at once is counted too."""
    await tx.run(sql.alone, actor_id=tx.context.actor_id)
    going_on = [task for task in await own_tasks(tx, most=A_DAY_MAX) if task.is_going_on]
    exports = [task for task in going_on if task.kind.startswith("export_")]
    lately = await tx.value(sql.lately, actor_id=tx.context.actor_id, most=A_DAY_MAX)
    if len(exports) >= GOING_ON_MAX or lately >= A_DAY_MAX:
        raise ExportsTooMany
