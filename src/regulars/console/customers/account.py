"""The account of a customer: signed out everywhere, tries given back, kept out for a while."""

from datetime import UTC, datetime

from regulars.console.customers.dialogs import SigningOut, SuspensionDialog
from regulars.console.customers.forms import version_of
from regulars.console.customers.until import read_until
from regulars.console.customers.views import AccountCard, DeviceRow
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_uuid
from regulars.domains import customers
from regulars.domains.customers import Customer
from regulars.domains.identity import Scope
from regulars.kernel.errors import BadValue, Invalid, Outdated
from regulars.runtime.tx import Tx

WRITE = Scope.CUSTOMERS_WRITE


async def card_of(call: Call, tx: Tx, customer: Customer) -> AccountCard:
    found = await customers.account_of_customer(tx, customer)
    return AccountCard(
        customer.account_status,
        has_account=found.account is not None,
        last_sign_in_at=found.account.last_sign_in_at if found.account else None,
        devices=tuple(
            DeviceRow("app" if one.client == "app" else one.seen_with, one.last_seen_at)
            for one in found.sessions
        ),
        failures=found.failures.in_a_row,
        is_stopped=found.failures.is_stopped,
        may_edit=call.visit.may(WRITE),
    )


@route("GET", "/customers/{id:str}/sign-outs", WRITE, section="customers")
async def signing_out_dialog(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("read", [customer.id])
    name = customer.person.name or customer.person.name2
    sign_ins = await sign_ins_of(tx, customer)
    view = SigningOut(str(customer.id), customer.shown_number, name, sign_ins)
    return Page("customers/signing_out.html", view)


@route("POST", "/customers/{id:str}/sign-outs", WRITE, section="customers")
async def sign_out_everywhere(call: Call, tx: Tx) -> Answered:
    customer_id = read_uuid(call.ids["id"])
    await customers.end_sign_ins(tx, customer_id)
    return Elsewhere(f"{call.home}/customers/{customer_id}", flash="customer-signed-out")


@route("POST", "/customers/{id:str}/tries", WRITE, section="customers")
async def give_tries_back(call: Call, tx: Tx) -> Answered:
    customer_id = read_uuid(call.ids["id"])
    await customers.give_tries_back(tx, customer_id)
    return Elsewhere(f"{call.home}/customers/{customer_id}", flash="customer-tries-back")


@route("GET", "/customers/{id:str}/suspension", WRITE, section="customers")
async def suspension_dialog(call: Call, tx: Tx) -> Answered:
    customer = await customers.customer_by_id(tx, read_uuid(call.ids["id"]))
    tx.note_reads("read", [customer.id])
    return Page("customers/suspension.html", await _dialog(call, tx, customer))


@route("POST", "/customers/{id:str}/suspension", WRITE, section="customers")
async def suspend(call: Call, tx: Tx) -> Answered:
    """Suspends who was seen, or sends back to the page that has changed since."""
    customer_id = read_uuid(call.ids["id"])
    there = f"{call.home}/customers/{customer_id}"
    try:
        until = _until(call)
        await customers.suspend_customer(
            tx,
            customer_id,
            reason=call.value("reason"),
            until=until,
            expected_version=version_of(call),
        )
    except Outdated:
        return Elsewhere(there, flash="customer-meanwhile")
    except Invalid as invalid:
        customer = await customers.customer_by_id(tx, customer_id)
        errors: dict[str, tuple[str, ...]] = {}
        for error in invalid.errors:
            errors[error.field] = (*errors.get(error.field, ()), error.code)
        view = await _dialog(call, tx, customer, errors=errors)
        return Page("customers/suspension.html", view, status=422, shows=(customer.id,))
    return Elsewhere(there, flash="customer-suspended", about=customer_id)


@route("POST", "/customers/{id:str}/suspension/end", WRITE, section="customers")
async def end_suspension(call: Call, tx: Tx) -> Answered:
    customer_id = read_uuid(call.ids["id"])
    await customers.unsuspend_customer(tx, customer_id)
    return Elsewhere(f"{call.home}/customers/{customer_id}", flash="customer-unsuspended")


ROUTES: tuple[Route, ...] = (
    signing_out_dialog,
    sign_out_everywhere,
    give_tries_back,
    suspension_dialog,
    suspend,
    end_suspension,
)


async def sign_ins_of(tx: Tx, customer: Customer) -> int:
    """How many would end with it: said before anybody is kept out."""
    return len((await customers.account_of_customer(tx, customer)).sessions)


async def _dialog(
    call: Call, tx: Tx, customer: Customer, errors: dict[str, tuple[str, ...]] | None = None
) -> SuspensionDialog:
    return SuspensionDialog(
        str(customer.id),
        customer.shown_number,
        customer.version,
        customer.person.name or customer.person.name2,
        call.value("reason"),
        call.value("span", "day"),
        call.value("until"),
        call.visit.settings.time_zone,
        await sign_ins_of(tx, customer),
        errors or {},
        is_again=errors is not None,
    )


def _until(call: Call) -> datetime:
    zone = call.visit.settings.time_zone
    try:
        return read_until(
            call.value("span", "day"), call.value("until"), now=datetime.now(UTC), zone=zone
        )
    except BadValue as bad:
        raise Invalid(bad.at("until")) from None
