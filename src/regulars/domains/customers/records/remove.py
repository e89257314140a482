"""Deleting a customer softly and bringing them back: id and number stay theirs for ever."""

from dataclasses import replace
from uuid import UUID

from regulars.domains.customers.errors import NotDeleted
from regulars.domains.customers.model import Customer, Verified
from regulars.domains.customers.papers.proofs import tell_unproven
from regulars.domains.customers.records.block import reopen_if_free, shut_account
from regulars.domains.customers.records.events import CustomersDeleted, CustomersRestored
from regulars.domains.customers.records.register import refuse_known_phone
from regulars.domains.customers.rows import locked_customer
from regulars.domains.customers.tokens import identifiers
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


async def delete_customer(
    tx: Tx, customer_id: UUID, *, expected_version: int | None = None
) -> Customer:
    """Frees phone and e-mail for somebody else, and ends what they are signed in to. Deleting twice
    changes nothing."""
    customer = await locked_customer(tx, customer_id, expected_version)
    if customer.deleted_at is not None:
        return customer
    row = await tx.row(sql.mark_deleted, id=customer.id)
    assert row is not None
    await tx.run(sql.release_all, customer_id=customer.id)
    await tell_unproven(tx, customer.id, customer.verified, Verified())
    await shut_account(tx, customer.id, until=None)
    tx.emit(
        CustomersDeleted(customer.id, customer.stage), subject_id=customer.id, seq=row["version"]
    )
    return replace(
        customer,
        version=row["version"],
        deleted_at=row["deleted_at"],
        updated_at=row["deleted_at"],
        verified=Verified(),
    )


async def restore_customer(
    tx: Tx,
    customer_id: UUID,
    *,
    shared_phone: bool = False,
    expected_version: int | None = None,
) -> Customer:
    """Raises PhoneKnown when somebody took the number meanwhile, unless it may be shared."""
    customer = await locked_customer(tx, customer_id, expected_version)
    if customer.deleted_at is None:
        raise NotDeleted
    theirs = identifiers(tx, customer.person)
    if theirs:
        await refuse_known_phone(tx, theirs, is_shared=shared_phone, apart_from=customer.id)
        # Whoever else was verified meanwhile keeps the identifier: ours comes back unproven.
        tokens = [identifier.token for identifier in theirs]
        await tx.run(sql.take_back, customer_id=customer.id, tokens=tokens)
    row = await tx.row(sql.unmark_deleted, id=customer.id)
    assert row is not None
    tx.emit(
        CustomersRestored(customer.id, customer.stage), subject_id=customer.id, seq=row["version"]
    )
    after = replace(customer, version=row["version"], deleted_at=None, updated_at=row["updated_at"])
    if after.suspended_until is not None:
        await shut_account(tx, after.id, until=after.suspended_until)
    await reopen_if_free(tx, after)
    return after
