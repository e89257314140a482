"""Asking for a file from a list: how many rows it will have, and then at once or by the worker."""

from datetime import UTC, datetime

from regulars.console.exports.views import ExportDialog
from regulars.console.pages import Answered, Call, Download, Elsewhere, Page
from regulars.console.waiting import held_back
from regulars.domains import exports
from regulars.domains.exports import Wish
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx


async def dialog_of(call: Call, tx: Tx, wish: Wish, dialog: ExportDialog) -> Page:
    """`dialog` says where its form goes and what it brings along."""
    count = await exports.count_rows(tx, wish)
    view = ExportDialog(
        wish.kind,
        dialog.action,
        dialog.hidden,
        count.many,
        count.is_more,
        count.comes_at_once,
        call.visit.may(Scope.CUSTOMERS_REVEAL),
        dialog.columns,
        count.wait_seconds,
    )
    page = Page("exports/dialog.html", view)
    return held_back(page, count.wait_seconds, swap="beforeend")


async def answer_of(call: Call, tx: Tx, wish: Wish, *, dialog: ExportDialog, back: str) -> Answered:
    """Few rows come here and now; more become a task, and whoever asked goes on `back` there."""
    for scope in sorted(wish.needs):
        call.visit.require(scope)
    count = await exports.count_rows(tx, wish)
    if count.wait_seconds:
        return await dialog_of(call, tx, wish, dialog)
    if count.comes_at_once:
        content = await exports.make_at_once(tx, wish)
        return Download(wish.file_name(datetime.now(UTC)), exports.MEDIA_TYPE, content)
    await exports.ask_export(tx, wish, total=0 if count.is_more else count.many)
    return Elsewhere(back, flash="export-begun")
