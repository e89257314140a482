"""Somebody's own export: how far it is, called off, taken out of the house by them alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from regulars.domains.exports.events import ExportsDownloaded
from regulars.domains.exports.kept import KeptExport, kept_export, still_may
from regulars.domains.exports.model import Wish
from regulars.kernel.errors import NotFound
from regulars.runtime.files import StoredFile
from regulars.runtime.tasks import Task, call_off_task, own_task
from regulars.runtime.tx import Tx


class ExportNotFound(NotFound):
    """There is no such export, or its time is over."""


class ExportNotReady(NotFound):
    """This file is not made yet, or was not made."""

    code = "export_not_ready"


@dataclass(frozen=True, slots=True)
class Export:
    """`file` is None until it can be taken."""

    id: UUID
    wish: Wish
    task: Task
    rows_count: int
    asked_at: datetime
    expires_at: datetime
    file: StoredFile | None


async def own_export(tx: Tx, export_id: UUID) -> Export:
    """Raises ExportNotFound for another's, and for one that whoever asked may not have any more."""
    kept = await _own(tx, export_id)
    task = await own_task(tx, export_id)
    if task is None:
        raise ExportNotFound
    is_there = kept.file.made_at is not None and task.state == "done"
    return Export(
        kept.id,
        kept.wish,
        task,
        kept.rows_count,
        kept.asked_at,
        kept.file.expires_at,
        kept.file if is_there else None,
    )


async def begin_download(tx: Tx, export_id: UUID) -> StoredFile:
    """Announced before the first byte is sent. Raises ExportNotFound, ExportNotReady."""
    export = await own_export(tx, export_id)
    if export.file is None:
        raise ExportNotReady
    told = ExportsDownloaded(export.id, export.wish.kind, export.rows_count)
    if tx.context.reading:
        tx.emit_afterwards(told, subject_id=tx.tenant_id, seq=1)
    else:
        tx.emit(told, subject_id=tx.tenant_id, seq=1)
    return export.file


async def call_off_export(tx: Tx, export_id: UUID) -> None:
    """Nothing to call off is no error: it ended meanwhile."""
    await _own(tx, export_id)
    await call_off_task(tx, export_id)


async def _own(tx: Tx, export_id: UUID) -> KeptExport:
    export = await kept_export(tx, export_id)
    asker = (tx.context.actor_kind, tx.context.actor_id)
    if export is None or asker != (export.actor_kind, export.actor_id):
        raise ExportNotFound
    if not await still_may(tx, export):
        raise ExportNotFound
    return export
