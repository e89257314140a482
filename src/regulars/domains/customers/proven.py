"""An identifier becomes, or stays, proven to be somebody's: on its own row and on theirs."""

from dataclasses import replace
from uuid import UUID

from regulars.domains.customers.change import upgrade_customer
from regulars.domains.customers.entry import ProvenKind
from regulars.domains.customers.events import CustomersVerified
from regulars.domains.customers.model import Customer, Stage
from regulars.domains.customers.rows import customer_by_id
from regulars.domains.tenants import PreferenceShape, read_preference_shape
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


def deserved_stage(customer: Customer, shape: PreferenceShape) -> Stage:
    person = customer.person
    if not (person.name and person.phone):
        return customer.stage
    is_reached = customer.verified.phone_at is not None and person.email is not None
    asked = [field.key for field in shape.asked if field.is_for("full")]
    said = person.preferences or {}
    has_said = not asked or any(said.get(key) is not None for key in asked)
    return "full" if is_reached and has_said else "stub"


def without(customer: Customer, kind: ProvenKind) -> Customer:
    """The customer when this identifier is no longer theirs."""
    person = customer.person
    if kind == "phone":
        verified = replace(customer.verified, phone_at=None)
        return replace(
            customer, person=replace(person, phone=None, phone_typed=None), verified=verified
        )
    verified = replace(customer.verified, email_at=None)
    return replace(customer, person=replace(person, email=None), verified=verified)
