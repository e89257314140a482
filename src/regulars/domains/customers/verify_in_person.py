"""Proving a customer's phone or e-mail while they stand at the counter: staff ask, they answer."""

from typing import Literal
from uuid import UUID

from regulars.domains.customers.errors import CustomerDeleted, CustomerNotFound, IdentifierHeld
from regulars.domains.customers.events import CustomersVerified
from regulars.domains.customers.model import Customer
from regulars.domains.customers.register import claimed_tokens
from regulars.domains.customers.rows import customer_by_id, locked_customer
from regulars.domains.identity import (
    Challenge,
    CodeWanted,
    Guess,
    account_of,
    prove_code,
    request_code,
)
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

ProvenKind = Literal["phone", "email"]


async def ask_in_person(
    tx: Tx, customer_id: UUID, kind: ProvenKind, *, bound_to: bytes, language: Literal["en", "ar"]
) -> Challenge | int:
    """The challenge, or the seconds to wait: within the budget of this very number, whoever asked
    for it before; in their language, or else in this one. Raises IdentifierHeld where somebody
    else has proven it theirs."""
    customer = await customer_by_id(tx, customer_id)
    value = _value(customer, kind)
    await _refuse_held(tx, customer, kind, tx.keys.token(kind, value))
    account = await account_of(tx, "customer", customer.id)
    return await request_code(
        tx,
        CodeWanted(
            "verification",
            kind,
            value,
            customer.traits.language or language,
            account_id=account.id if account else None,
            holder_id=customer.id,
            bound_to=bound_to,
        ),
    )


async def verify_in_person(
    tx: Tx, customer_id: UUID, kind: ProvenKind, guess: Guess, code: str
) -> Customer | None:
    """None when the code is not right, or was for what is no longer theirs. The try was counted
    and committed before this."""
    customer = await locked_customer(tx, customer_id)
    value = _value(customer, kind)
    token = tx.keys.token(kind, value)
    await claimed_tokens(tx, [token])
    is_theirs = (guess.holder_id, guess.purpose, guess.kind, guess.destination) == (
        customer.id,
        "verification",
        kind,
        token,
    )
    proof = await prove_code(tx, guess, code)
    if proof is None or not is_theirs:
        return None
    await _refuse_held(tx, customer, kind, token)
    known = {"customer_id": customer.id, "kind": kind, "proven_at": proof.proven_at}
    await tx.run(sql.prove_identifier, token=token, **known)
    version = await tx.value(sql.prove_customer, **known)
    tx.emit(CustomersVerified(customer.id, kind), subject_id=customer.id, seq=version)
    return await customer_by_id(tx, customer.id)


async def _refuse_held(tx: Tx, customer: Customer, kind: ProvenKind, token: bytes) -> None:
    known = {"customer_id": customer.id, "kind": kind, "token": token}
    if await tx.value(sql.held_elsewhere, **known):
        raise IdentifierHeld


def _value(customer: Customer, kind: ProvenKind) -> str:
    """As tokens are made of it. Raises CustomerNotFound where there is nothing to prove."""
    if customer.deleted_at is not None:
        raise CustomerDeleted
    for name, value in customer.person.identifiers():
        if name == kind:
            return value
    raise CustomerNotFound
