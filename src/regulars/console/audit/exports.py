"""The trail as a file: what its page shows, in the reader's language."""

from datetime import UTC, datetime

from regulars.console.audit.filters import filters_of, wanted_of
from regulars.console.audit.views import Tab, TrailFilters
from regulars.console.exports.asking import answer_of, dialog_of
from regulars.console.exports.views import ExportDialog
from regulars.console.pages import Answered, Call, Route, route
from regulars.domains.exports import Wish
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx


@route(
    "POST",
    "/audit/exports/draft",
    Scope.AUDIT_READ,
    section="audit",
    purpose="privacy",
    is_reading=True,
    fresh=True,
)
async def draft(call: Call, tx: Tx) -> Answered:
    tab, filters = _asked(call)
    return await dialog_of(call, tx, _wish(call, tab, filters), _dialog(call, tab, filters))


@route("POST", "/audit/exports", Scope.AUDIT_READ, section="audit", purpose="privacy", fresh=True)
async def export(call: Call, tx: Tx) -> Answered:
    tab, filters = _asked(call)
    back = filters.address(f"{call.home}/audit{'/looks' if tab == 'looks' else ''}")
    dialog = _dialog(call, tab, filters)
    return await answer_of(call, tx, _wish(call, tab, filters), dialog=dialog, back=back)


ROUTES: tuple[Route, ...] = (draft, export)


def _asked(call: Call) -> tuple[Tab, TrailFilters]:
    tab: Tab = "looks" if call.value("tab") == "looks" else "changes"
    return tab, filters_of(call.form, tab)


def _dialog(call: Call, tab: Tab, filters: TrailFilters) -> ExportDialog:
    return ExportDialog(tab, f"{call.home}/audit/exports", (("tab", tab), *filters.kept))


def _wish(call: Call, tab: Tab, filters: TrailFilters) -> Wish:
    visit = call.visit
    zone = visit.settings.time_zone
    return Wish(
        tab,
        visit.tenant.slug,
        visit.tenant.name,
        visit.language,
        zone,
        told=filters.kept,
        trail=wanted_of(filters, zone=zone, now=datetime.now(UTC)),
    )
