"""The list of customers as a file: its filters, search, order and columns as they stand."""

from regulars.console.customers.listing import filters_of, wanted_of
from regulars.console.customers.views import Filters
from regulars.console.exports.asking import answer_of, dialog_of
from regulars.console.exports.views import ExportDialog
from regulars.console.pages import Answered, Call, Page, Route, route
from regulars.console.preferences import chosen_columns
from regulars.domains import exports
from regulars.domains.exports import Wish
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

WRITE = Scope.EXPORTS_WRITE


@route(
    "POST",
    "/customers/exports/draft",
    WRITE,
    section="customers",
    is_reading=True,
    through_a_branch=True,
    fresh=True,
)
async def draft(call: Call, tx: Tx) -> Answered:
    filters, _ = filters_of(call, tx)
    wish = _wish(call, filters)
    return await dialog_of(call, tx, wish, _dialog(call, filters))


@route("POST", "/customers/exports", WRITE, section="customers", through_a_branch=True, fresh=True)
async def export(call: Call, tx: Tx) -> Answered:
    filters, is_lost = filters_of(call, tx)
    if is_lost:
        # A file of everybody is not what was asked for.
        return Page("exports/dialog.html", _dialog(call, filters), status=422)
    wish = _wish(call, filters)
    back = filters.address(f"{call.home}/customers")
    return await answer_of(call, tx, wish, dialog=_dialog(call, filters), back=back)


ROUTES: tuple[Route, ...] = (draft, export)


def _dialog(call: Call, filters: Filters) -> ExportDialog:
    kept = {"s": filters.sealed, **filters.kept}
    hidden = tuple((name, value) for name, value in kept.items() if value)
    return ExportDialog("customers", f"{call.home}/customers/exports", hidden)


def _wish(call: Call, filters: Filters) -> Wish:
    visit = call.visit
    is_whole = call.value("columns") == "all"
    told = {"q": filters.q, **filters.kept, "branch": visit.branch_name(call.branch)}
    return Wish(
        "customers",
        visit.tenant.slug,
        visit.tenant.name,
        visit.language,
        visit.settings.time_zone,
        visit.settings.default_country,
        told=tuple((name, value) for name, value in told.items() if value),
        customers=wanted_of(filters),
        sort=filters.sort,
        columns=exports.ALL_COLUMNS if is_whole else chosen_columns(visit.request),
        sees_phones=visit.may(Scope.CUSTOMERS_REVEAL) and call.value("phones") == "full",
        sees_birth_dates=is_whole and visit.may(Scope.CUSTOMERS_BIRTH_DATE),
    )
