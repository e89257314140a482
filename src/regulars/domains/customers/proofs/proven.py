"""An identifier becomes, or stays, proven to be somebody's: on its own row and on theirs."""

from dataclasses import replace
from uuid import UUID

from regulars.domains.customers.model import Customer
from regulars.domains.customers.papers.proofs import tell_proven
from regulars.domains.customers.proofs.events import CustomersVerified
from regulars.domains.customers.reach.entry import ProvenKind
from regulars.domains.customers.reach.rules import with_proof, with_reach
from regulars.domains.customers.records.change import upgrade_customer
from regulars.domains.customers.records.fullness import deserved_stage
from regulars.domains.customers.rows import customer_by_id
from regulars.domains.tenants import read_preference_shape
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def mark_proven(tx: Tx, customer_id: UUID, kind: ProvenKind, token: bytes) -> None:
    """Announced the first time; proven anew, only the times move. The caller holds the token."""
    row = await tx.row(sql.prove, customer_id=customer_id, kind=kind, token=token)
    assert row is not None, "whoever proves an identifier has it"
    if row["is_first"]:
        event = CustomersVerified(customer_id, kind)
        tx.emit(event, subject_id=customer_id, seq=row["version"])
        await tell_proven(tx, await customer_by_id(tx, customer_id), kind)


async def rise(tx: Tx, customer_id: UUID) -> Customer:
    """Takes a customer to the stage that what is known of them deserves: a stub has a name and a
    phone; full are a proven phone, an e-mail, and some of what the shop asks a full customer."""
    customer = await customer_by_id(tx, customer_id)
    if customer.stage == "full" or customer.traits.kind == "company":
        return customer
    stage = deserved_stage(customer, await read_preference_shape(tx))
    if stage == customer.stage:
        return customer
    return await upgrade_customer(tx, customer_id, stage, {}, country="", sees_phones=True)


def without(customer: Customer, kind: ProvenKind) -> Customer:
    """The customer when this identifier is no longer theirs."""
    return replace(
        customer,
        person=with_reach(customer.person, kind, None),
        verified=with_proof(customer.verified, kind, None),
    )
