"""The card of who stands at the counter: answered after a pick, a proof, an upgrade."""

from regulars.console.customers import shown
from regulars.console.pages import Call, Page
from regulars.console.till.views import How, Served
from regulars.console.verifications.shown import ages_of
from regulars.domains import customers
from regulars.domains.customers import Customer
from regulars.domains.identity import Scope
from regulars.domains.tenants import read_preference_shape
from regulars.runtime.tx import Tx

# Where the answer goes when it is not the till's own field that asked.
ONTO_THE_CARD = {"HX-Retarget": "#till-card", "HX-Reswap": "innerHTML"}


async def card_page(
    call: Call, tx: Tx, customer: Customer, how: How = "found", *, undo: str | None = None
) -> Page:
    """A look like any other."""
    tx.note_reads("read", [customer.id])
    view = Served(
        shown.row_of(customer, call.visit),
        how,
        undo,
        await ages_of(call, tx, customer),
        await _missing(tx, customer),
        may_edit=call.visit.may(Scope.CUSTOMERS_WRITE),
    )
    headers = {} if how == "found" else ONTO_THE_CARD
    return Page("till/served.html", view, headers=headers)


async def _missing(tx: Tx, customer: Customer) -> tuple[str, ...]:
    """What to ask for, of somebody who is not full yet."""
    if customer.stage == "full" or customer.traits.kind == "company":
        return ()
    needs = customers.needs_of_full(customer, await read_preference_shape(tx))
    return tuple(name for name, has in needs.items() if not has)
