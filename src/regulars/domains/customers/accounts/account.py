"""A customer's account as staff see it: whether it is open, where it is signed in, wrong codes."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from regulars.domains.customers.accounts.events import CustomersSignedOut
from regulars.domains.customers.model import Customer
from regulars.domains.customers.rows import customer_by_id
from regulars.domains.identity import (
    Account,
    Failures,
    ListedSession,
    account_of,
    code_failures,
    end_account_sessions,
    list_account_sessions,
    unlock_codes,
)
from regulars.runtime.tx import Tx


@dataclass(frozen=True, slots=True)
class CustomerAccount:
    """`account` is None for who never came in by themselves; they may have typed codes all the
    same."""

    account: Account | None
    sessions: tuple[ListedSession, ...]
    failures: Failures


async def account_of_customer(tx: Tx, customer: Customer) -> CustomerAccount:
    account = await account_of(tx, "customer", customer.id)
    sessions = await list_account_sessions(tx, account.id) if account else []
    failures = await code_failures(tx, account.id if account else customer.id, _leads(customer))
    return CustomerAccount(account, tuple(sessions), failures)


async def end_sign_ins(tx: Tx, customer_id: UUID) -> int:
    """How many ended: in every browser and app, and its devices are strangers again."""
    customer = await customer_by_id(tx, customer_id)
    account = await account_of(tx, "customer", customer.id)
    if account is None:
        return 0
    ended = await end_account_sessions(tx, account.id, ended_by="staff")
    if ended:
        event = CustomersSignedOut(customer.id, ended)
        tx.emit(event, subject_id=customer.id, seq=customer.version, related_id=account.id)
    return ended


async def give_tries_back(tx: Tx, customer_id: UUID) -> None:
    """After a hundred wrong codes in a row, when it is known that it was the customer."""
    customer = await customer_by_id(tx, customer_id)
    account = await account_of(tx, "customer", customer.id)
    account_id = account.id if account else None
    await unlock_codes(tx, account_id, _leads(customer), holder_id=customer.id)


def _leads(customer: Customer) -> list[tuple[Literal["phone", "email"], str]]:
    """The phone and e-mail that codes go to."""
    found: list[tuple[Literal["phone", "email"], str]] = []
    for kind, value in customer.person.identifiers():
        if kind != "tax_id":
            found.append((kind, value))
    return found
