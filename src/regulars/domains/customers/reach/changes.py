"""What follows when staff or a program write another phone or e-mail on a customer's record."""

from regulars.domains import identity
from regulars.domains.customers.model import Customer
from regulars.domains.customers.reach import rules
from regulars.domains.customers.reach.notices import tell_reach
from regulars.domains.customers.reach.reverse import void_changes
from regulars.domains.customers.reach.rules import REACH_KINDS
from regulars.runtime.tx import Tx


async def note_reaches_changed(tx: Tx, before: Customer, after: Customer) -> None:
    """What they wrote is unproven, and nobody signs in by it before a code. Whoever had proven
    the old one is told there; every sign-in ends, since the old one may be in other hands; links
    that would put back something older are dead. The account keeps whatever else is proven."""
    is_proven_gone = False
    for kind in REACH_KINDS:
        old, new = (rules.reach_of(each, kind) for each in (before, after))
        if (old and old.value) == (new and new.value):
            continue
        await void_changes(tx, before.id, kind)
        if old and rules.proven_at(before, kind):
            is_proven_gone = True
            await tell_reach(tx, before, old, f"{kind}_changed_by_shop")
    account = await identity.account_of(tx, "customer", before.id) if is_proven_gone else None
    if account:
        await identity.end_account_sessions(tx, account.id, ended_by="staff")
