"""What was proven stands on the customer's row as the identifiers have it, whatever happens."""

import re

from regulars.domains import customers, identity
from regulars.domains.customers import Customer
from regulars.domains.customers.proofs.proven import mark_proven
from regulars.runtime.tx import Tx
from tests.architecture.test_sql import STATEMENTS
from tests.domains.customers.verified import DISAGREEING, VERIFY
from tests.domains.evidence import asking
from tests.world import registered

PROVES = re.compile(r"\bverified_at\s*=(?!\s*NULL\b)", re.IGNORECASE)


async def proven(tx: Tx) -> Customer:
    made = await registered(tx, "full", name="Huda", phone="91234567", email="huda@example.com")
    await tx.run(VERIFY, customer_id=made.id)
    return await customers.customer_by_id(tx, made.id)


async def agreed(tx: Tx, customer: Customer) -> tuple[bool, bool]:
    """Whether phone and e-mail are proven: by the answer, the row and the identifiers alike."""
    stored = await customers.customer_by_id(tx, customer.id)
    assert stored == customer
    assert await tx.value(DISAGREEING) == 0
    return stored.verified.phone_at is not None, stored.verified.email_at is not None


STANDING = asking(
    "SELECT count(*) FILTER (WHERE kind = 'phone') AS phone,"
    " count(*) FILTER (WHERE kind = 'email') AS email FROM identity.verifications"
    " WHERE tenant_id = $1 AND subject_id = $2 AND state = 'approved'",
    "customer_id",
)


async def standing(tx: Tx, customer: Customer) -> tuple[int, int]:
    """How many verifications of phone and e-mail stand."""
    row = await tx.row(STANDING, customer_id=customer.id)
    assert row is not None
    return row["phone"], row["email"]


async def test_verifications_stand_for_what_is_proven_and_for_nothing_else(tx: Tx) -> None:
    made = await registered(tx, "full", name="Huda", phone="91234567", email="huda@example.com")
    phone, email = (tx.keys.token(kind, value) for kind, value in made.person.identifiers())
    for _ in range(2):
        await mark_proven(tx, made.id, "phone", phone)
        await mark_proven(tx, made.id, "email", email)
    assert await standing(tx, made) == (1, 1), "proven anew is the same proof"
    after = await customers.change_customer(tx, made.id, {"phone": "91234569"}, country="OM")
    assert (await agreed(tx, after), await standing(tx, after)) == ((False, True), (0, 1))
    await customers.delete_customer(tx, made.id)
    assert await standing(tx, made) == (0, 0)
    told = await identity.verifications_of(tx, made.id)
    assert [(each.state, each.reason) for each in told] == [("withdrawn", "released")] * 2


async def test_what_was_proven_is_read_from_the_row(tx: Tx) -> None:
    made = await proven(tx)
    assert made.is_verified
    assert await agreed(tx, made) == (True, True)


async def test_another_number_is_unproven_and_the_email_stays_so(tx: Tx) -> None:
    made = await proven(tx)
    after = await customers.change_customer(tx, made.id, {"phone": "91234569"}, country="OM")
    assert await agreed(tx, after) == (False, True)
    back = await customers.change_customer(tx, made.id, {"phone": "91234567"}, country="OM")
    assert await agreed(tx, back) == (False, True), "who comes back to a number proves it anew"


async def test_another_writing_of_an_address_is_as_proven_as_the_first(tx: Tx) -> None:
    made = await proven(tx)
    after = await customers.change_customer(
        tx, made.id, {"email": "Huda@Example.com"}, country="OM"
    )
    assert await agreed(tx, after) == (True, True)


async def test_who_was_deleted_comes_back_unproven(tx: Tx) -> None:
    made = await proven(tx)
    gone = await customers.delete_customer(tx, made.id)
    assert await agreed(tx, gone) == (False, False)
    back = await customers.restore_customer(tx, made.id)
    assert await agreed(tx, back) == (False, False)


async def test_who_goes_up_a_stage_keeps_what_was_proven(tx: Tx) -> None:
    made = await registered(tx, name="Salim", phone="91234567")
    await tx.run(VERIFY, customer_id=made.id)
    after = await customers.upgrade_customer(
        tx, made.id, "full", {"email": "salim@example.com"}, country="OM"
    )
    assert await agreed(tx, after) == (True, False)


def forgets_the_row(text: str) -> bool:
    return (
        "customers.identifiers" in text
        and bool(PROVES.search(text))
        and not ("phone_verified_at" in text and "email_verified_at" in text)
    )


def test_a_statement_that_proves_an_identifier_tells_the_row() -> None:
    assert [source.name for source in STATEMENTS if forgets_the_row(source.statement.text)] == []
    assert not forgets_the_row(VERIFY.text)
    assert forgets_the_row("UPDATE customers.identifiers SET verified_at = now()")
