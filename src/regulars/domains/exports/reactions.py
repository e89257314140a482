"""Making a file in the worker: a part a run, in one transaction with all that tells of it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from regulars.domains.exports.events import ExportsAsked
from regulars.domains.exports.kept import KeptExport, kept_export, still_may
from regulars.domains.exports.large import note_large
from regulars.domains.exports.making import ending, made, next_part, opening
from regulars.domains.exports.model import encoded
from regulars.kernel.sheets import write_rows
from regulars.runtime.file_steps import FileTooLarge, append_piece, drop_file, finish_file
from regulars.runtime.reactions import Later, Outcome, Reaction, RecordedFact, reacts_to
from regulars.runtime.sql import statements_beside
from regulars.runtime.task_steps import TaskAtHand, advance_task, finish_task, task_at_hand
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

SOON = Later(minutes=0.002)


@reacts_to(ExportsAsked)
async def make_the_file(tx: Tx, fact: RecordedFact) -> Outcome:
    """Piece, place, count, progress and the log of looks are committed together: a worker that is
    killed has done the whole part or nothing of it, and the next one goes on from there."""
    export_id = UUID(str(fact.data["export"]))
    task, export = await task_at_hand(tx, export_id), await kept_export(tx, export_id)
    if task is None or export is None:
        await drop_file(tx, export_id)  # called off
        return None
    if not await still_may(tx, export):
        return await _end(tx, export, "failed", "export_not_allowed")
    await tx.act_for(export.in_their_name(tx))
    return await _make_part(tx, export, task)


async def _make_part(tx: Tx, export: KeptExport, task: TaskAtHand) -> Outcome:
    wish, file = export.wish, export.file
    part = await next_part(tx, wish, export.place)
    rows_count = export.rows_count + len(part.rows)
    await note_large(tx, wish.kind, before=export.rows_count, after=rows_count, export=export.id)
    is_first, is_last = file.pieces == 0, part.place is None
    text = write_rows(opening(wish, datetime.now(UTC))) if is_first else ""
    text += write_rows(part.rows)
    if is_last:
        text += write_rows(ending(wish, rows_count))
    try:
        if text:
            await append_piece(tx, file, encoded(text, is_first=is_first))
    except FileTooLarge:
        return await _end(tx, export, "failed", "export_too_large")
    await tx.run(sql.keep_place, id=export.id, place=part.place or "", rows_count=rows_count)
    if is_last:
        return await _end(tx, replace(export, rows_count=rows_count), "done", "export_ready")
    await advance_task(tx, task.id, done=rows_count)
    return SOON


async def _end(
    tx: Tx, export: KeptExport, state: Literal["done", "failed"], outcome: str
) -> Outcome:
    is_ended = await finish_task(
        tx, export.id, state=state, done=export.rows_count, outcome=outcome
    )
    if not is_ended or state == "failed":
        await drop_file(tx, export.id)
        return None
    await finish_file(tx, export.id)
    told = replace(made(export.wish, export.rows_count), export=export.id)
    tx.emit(told, subject_id=tx.tenant_id, seq=1)
    return None


REACTIONS: tuple[Reaction, ...] = (make_the_file,)
