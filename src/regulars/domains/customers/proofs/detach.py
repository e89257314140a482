"""An identifier passes on to somebody else: the record that had it stays whole, without it."""

from uuid import UUID

from regulars.domains.customers.model import CUSTOMER_CHANGES, CUSTOMER_PERSON, Customer
from regulars.domains.customers.papers.proofs import tell_unproven
from regulars.domains.customers.proofs.events import CustomersIdentifierPassedOn
from regulars.domains.customers.proofs.proven import without
from regulars.domains.customers.reach.entry import ProvenKind
from regulars.domains.customers.rows import locked_customer
from regulars.domains.customers.tokens import search_tokens
from regulars.domains.identity import Notice, tell
from regulars.runtime.journal import Changed
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def detach_identifier(
    tx: Tx, customer_id: UUID, kind: ProvenKind, token: bytes, *, begins_anew: bool = True
) -> None:
    """Nothing is merged or moved, and nothing that is said to this customer goes there any more.
    What signed in by it stays signed in: that was not the one who comes now."""
    customer = await locked_customer(tx, customer_id)
    after = without(customer, kind)
    row = await tx.row(
        sql.detach,
        id=customer_id,
        kind=kind,
        token=token,
        sealed=tx.people.seal(
            CUSTOMER_PERSON, after.person.document(), row_id=customer_id, person=customer.key
        ),
        tokens=search_tokens(tx, after.person),
        token_epoch=tx.keys.epoch,
    )
    assert row is not None
    await tell_unproven(tx, customer_id, customer.verified, after.verified)
    before = customer.person.document()
    changed = {name: [before[name], None] for name in before if name not in after.person.document()}
    tx.emit(
        CustomersIdentifierPassedOn(customer_id, kind),
        subject_id=customer_id,
        seq=row["version"],
        changed=[Changed(CUSTOMER_CHANGES, customer.key, changed)],
    )
    await _tell_both(tx, customer, after, kind, begins_anew=begins_anew)


async def _tell_both(
    tx: Tx, before: Customer, after: Customer, kind: ProvenKind, *, begins_anew: bool
) -> None:
    """The one who has it now where they proved it; the one who had it where else they are proven
    to be reached, if anywhere. Who has an account of their own is told by their own change."""
    values = {"phone": before.person.phone, "email": before.person.email}
    language = before.traits.language or "en"
    said = [(f"{kind}_begun_anew", kind)] if begins_anew else []
    if after.verified.phone_at:
        said.append((f"{kind}_passed_on", "phone"))
    if after.verified.email_at:
        said.append((f"{kind}_passed_on", "email"))
    for notice, where in said:
        value = values[where]
        assert value, "what is proven is known"
        await tell(tx, Notice(notice, "sms" if where == "phone" else "email", value, language))
