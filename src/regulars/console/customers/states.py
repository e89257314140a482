"""Deleting, restoring, blocking, unblocking: each behind a dialog that says what follows."""

from uuid import UUID

from regulars.console.customers import shown
from regulars.console.customers.account import sign_ins_of
from regulars.console.customers.dialogs import BlockingDialog, DeletionDialog, RestorationDialog
from regulars.console.customers.forms import version_of
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.domains import customers
from regulars.domains.customers import Customer, PhoneKnown
from regulars.domains.identity import Scope
from regulars.kernel.errors import Invalid, Outdated
from regulars.runtime.tx import Tx

WRITE = Scope.CUSTOMERS_WRITE


@route("GET", "/customers/{id:str}/deletion", WRITE, section="customers")
async def deletion_dialog(call: Call, tx: Tx) -> Answered:
    customer = await _seen(call, tx)
    view = DeletionDialog(
        str(customer.id), customer.shown_number, customer.version, _name(customer)
    )
    return Page("customers/deletion.html", view)


@route("POST", "/customers/{id:str}/deletion", WRITE, section="customers")
async def delete(call: Call, tx: Tx) -> Answered:
    """Deletes what was seen, or sends back to the page that has changed since."""
    customer_id = read_uuid(call.ids["id"])
    try:
        await customers.delete_customer(tx, customer_id, expected_version=version_of(call))
    except Outdated:
        return Elsewhere(_page(call, customer_id), flash="customer-meanwhile")
    return Elsewhere(f"{call.home}/customers", flash="customer-deleted", about=customer_id)


@route("POST", "/customers/{id:str}/restore", WRITE, section="customers")
async def restore(call: Call, tx: Tx) -> Answered:
    """The number may have gone to somebody else meanwhile: then staff say whether both share it."""
    customer_id = read_uuid(call.ids["id"])
    is_shared = call.value("shared_phone") == "true"
    try:
        await customers.restore_customer(tx, customer_id, shared_phone=is_shared)
    except PhoneKnown as known:
        candidates = tuple(map(shown.candidate_of, known.known.candidates))
        shows = tuple(customer.id for customer in known.known.candidates)
        view = RestorationDialog(str(customer_id), candidates)
        return Page(
            "customers/restoration.html", view, status=409, headers=ONTO_THE_PAGE, shows=shows
        )
    return Elsewhere(_page(call, customer_id), flash="customer-restored")


@route("GET", "/customers/{id:str}/block", WRITE, section="customers")
async def blocking_dialog(call: Call, tx: Tx) -> Answered:
    customer = await _seen(call, tx)
    view = BlockingDialog(
        str(customer.id),
        customer.shown_number,
        _name(customer),
        sign_ins=await sign_ins_of(tx, customer),
        version=customer.version,
    )
    return Page("customers/blocking.html", view)


@route("POST", "/customers/{id:str}/block", WRITE, section="customers")
async def block(call: Call, tx: Tx) -> Answered:
    customer_id = read_uuid(call.ids["id"])
    try:
        await customers.block_customer(
            tx, customer_id, reason=call.value("reason"), expected_version=version_of(call)
        )
    except Outdated:
        return Elsewhere(_page(call, customer_id), flash="customer-meanwhile")
    except Invalid as invalid:
        customer = await customers.customer_by_id(tx, customer_id)
        codes = tuple(error.code for error in invalid.errors)
        again = BlockingDialog(
            str(customer_id),
            customer.shown_number,
            _name(customer),
            call.value("reason"),
            {"reason": codes},
            is_again=True,
            sign_ins=await sign_ins_of(tx, customer),
            version=version_of(call),
        )
        return Page("customers/blocking.html", again, status=422)
    return Elsewhere(_page(call, customer_id), flash="customer-blocked", about=customer_id)


@route("GET", "/customers/{id:str}/unblock", WRITE, section="customers")
async def unblocking_dialog(call: Call, tx: Tx) -> Answered:
    customer = await _seen(call, tx)
    reason = customer.person.block_reason or ""
    view = BlockingDialog(str(customer.id), customer.shown_number, _name(customer), reason)
    return Page("customers/unblocking.html", view)


@route("POST", "/customers/{id:str}/unblock", WRITE, section="customers")
async def unblock(call: Call, tx: Tx) -> Answered:
    customer_id = read_uuid(call.ids["id"])
    await customers.unblock_customer(tx, customer_id)
    return Elsewhere(_page(call, customer_id), flash="customer-unblocked")


ROUTES: tuple[Route, ...] = (
    deletion_dialog,
    delete,
    restore,
    blocking_dialog,
    block,
    unblocking_dialog,
    unblock,
)
# A restore is asked for by a button or a toast, neither of which has room for a question.
ONTO_THE_PAGE = {"HX-Retarget": "#dialogs", "HX-Reswap": "innerHTML"}


async def _seen(call: Call, tx: Tx) -> Customer:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("read", [customer.id])
    return customer


def _name(customer: Customer) -> str | None:
    return customer.person.name or customer.person.name2


def _page(call: Call, customer_id: UUID) -> str:
    return f"{call.home}/customers/{customer_id}"
