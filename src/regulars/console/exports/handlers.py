"""Somebody's own export: its page, the file behind it, and calling it off."""

from collections.abc import AsyncIterator
from functools import partial

from regulars.console.exports.views import ExportPage
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, Streamed, route
from regulars.console.places import read_uuid
from regulars.domains import exports
from regulars.domains.exports import Export
from regulars.domains.identity import Scope
from regulars.runtime.files import StoredFile, read_piece
from regulars.runtime.tx import Tx

WRITE = Scope.EXPORTS_WRITE


@route("GET", "/exports/{id:str}", WRITE)
async def export_page(call: Call, tx: Tx) -> Answered:
    export = await exports.own_export(tx, read_uuid(call.ids["id"]))
    is_part = call.is_fragment and call.target == "export"
    return Page("exports/state.html" if is_part else "exports/export.html", _shown(export))


@route("GET", "/exports/{id:str}/file", WRITE, is_reading=False)
async def take(call: Call, tx: Tx) -> Answered:
    """The address holds an id and no secret: whose session asks is what counts. That somebody
    takes it is committed before the first byte goes out."""
    file = await exports.begin_download(tx, read_uuid(call.ids["id"]))
    return Streamed(file.name, file.media_type, file.size_bytes, _pieces(call, file))


@route("POST", "/exports/{id:str}/calling-off", WRITE)
async def call_off(call: Call, tx: Tx) -> Answered:
    export_id = read_uuid(call.ids["id"])
    await exports.call_off_export(tx, export_id)
    if call.is_fragment:
        return Page("layout/nothing.html", None, status=204, headers={"HX-Trigger": "task-begun"})
    return Elsewhere(f"{call.home}/exports/{export_id}")


ROUTES: tuple[Route, ...] = (export_page, take, call_off)


async def _pieces(call: Call, file: StoredFile) -> AsyncIterator[bytes]:
    """Each in a unit of work of its own, so that a slow reader holds no connection and no more
    than one piece in memory."""
    context = call.visit.context(reading=True, purpose="service", route="file")
    for place in range(file.pieces):
        read = partial(read_piece, file=file, place=place)
        yield await call.visit.desk.database.unit(context, read)


def _shown(export: Export) -> ExportPage:
    task, file = export.task, export.file
    return ExportPage(
        str(export.id),
        export.wish.kind,
        "stalled" if task.is_stalled else task.state,
        task.outcome,
        task.done,
        task.total,
        export.rows_count,
        export.asked_at,
        export.expires_at,
        export.wish.told,
        file.name if file else "",
        file.size_bytes if file else 0,
        file is not None,
    )
