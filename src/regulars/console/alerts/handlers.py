"""Alerts: how many are open, what each means and what to do, and putting one away."""

from uuid import UUID

from regulars.console.alerts.shown import BY_NAME, rows_of, sign_of
from regulars.console.alerts.views import STANDINGS, AlertsPage, Standing
from regulars.console.flashes import FlashName
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_place, read_uuid, write_place
from regulars.domains import audit
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

READ, WRITE = Scope.AUDIT_READ, Scope.SETTINGS_WRITE
PAGE_ROWS = 50


@route("GET", "/alerts", READ, section="audit")
async def alerts_page(call: Call, tx: Tx) -> Answered:
    standing: Standing = next((s for s in STANDINGS if s == call.value("standing")), "open")
    kind = call.value("kind") if call.value("kind") in BY_NAME else None
    bound = ["alerts", standing, kind or ""]
    before = read_place(tx.keys, bound, call.value("after"), UUID)
    found = await audit.list_alerts(
        tx, kind=kind, dismissed=standing == "dismissed", before=before, limit=PAGE_ROWS
    )
    view = AlertsPage(
        await rows_of(call, tx, found.alerts),
        standing,
        kind,
        tuple(BY_NAME),
        write_place(tx.keys, bound, found.next) if found.next else None,
        is_first=before is None,
        may_dismiss=call.visit.may(WRITE),
    )
    return Page("alerts/alerts.html", view)


@route("GET", "/alerts/newest", READ, section="audit")
async def newest(call: Call, tx: Tx) -> Answered:
    return Page("alerts/newest.html", await sign_of(call, tx))


@route("POST", "/alerts/{id:str}/dismissal", WRITE, section="audit")
async def dismiss(call: Call, tx: Tx) -> Answered:
    alert_id = read_uuid(call.ids["id"])
    await audit.dismiss_alert(tx, alert_id)
    return Elsewhere(f"{call.home}/alerts", flash="alert-dismissed", about=alert_id)


@route("POST", "/alerts/{id:str}/reopening", WRITE, section="audit")
async def reopen(call: Call, tx: Tx) -> Answered:
    is_open = await audit.reopen_alert(tx, read_uuid(call.ids["id"]))
    flash: FlashName = "alert-reopened" if is_open else "alert-newer-open"
    return Elsewhere(f"{call.home}/alerts", flash=flash)


ROUTES: tuple[Route, ...] = (alerts_page, newest, dismiss, reopen)
