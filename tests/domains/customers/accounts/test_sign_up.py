"""Signing up and in: one record for whoever proves a number, and nothing of it before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from regulars.domains import customers, identity, tenants
from regulars.domains.customers import IdentifierHeld
from regulars.domains.customers.reach.holders import HOLDERS_MAX
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import ShutOutBy, account_holder, changed, shut_out
from tests.domains.customers.coming_in import (
    CODES_YOUNG,
    MONTHS_PASS,
    ask,
    code_sent,
    come_in,
    is_real,
    let_in,
    owners,
    staff_prove,
    type_code,
    wanting,
)
from tests.domains.customers.verified import DISAGREEING
from tests.domains.evidence import announced
from tests.world import World, registered

PHONE, TYPED = "+96892345678", "9234 5678"
LONG = timedelta(days=300)


async def test_nobody_becomes_a_guest_with_a_proven_number(tx: Tx) -> None:
    customer_id, account_id = await let_in(tx, phone=TYPED)
    made = await customers.customer_by_id(tx, customer_id)
    assert (made.stage, made.person.phone, made.is_verified) == ("guest", PHONE, True)
    account = await identity.account_of(tx, "customer", customer_id)
    assert account
    assert account.id == account_id
    assert await owners(tx, "phone", PHONE) == [customer_id]
    said = [fact.name for fact in await announced(tx, customer_id)]
    assert said == ["customers.registered", "customers.verified"]
    assert await tx.value(DISAGREEING) == 0


async def test_signing_up_again_is_signing_in(tx: Tx) -> None:
    first = await let_in(tx, phone=TYPED)
    again = await come_in(tx, phone=PHONE)
    assert again
    assert (again.customer_id, again.account_id, again.is_new) == (*first, False)
    login = await come_in(tx, purpose="login", phone="00968 92345678")
    assert login
    assert login.customer_id == first[0]
    assert (await customers.customer_by_id(tx, first[0])).last_login_at is not None


async def test_what_was_typed_is_shown_and_what_it_means_identifies(tx: Tx) -> None:
    by_phone, _ = await let_in(tx, phone=" ٩٢٣٤ ٥٦٧٨ ")
    person = (await customers.customer_by_id(tx, by_phone)).person
    assert (person.phone, person.phone_typed) == (PHONE, "٩٢٣٤ ٥٦٧٨")
    by_email, _ = await let_in(tx, email="Salma.Ali@Example.com")
    assert (await customers.customer_by_id(tx, by_email)).person.email == "Salma.Ali@Example.com"
    assert (await let_in(tx, email="salma.ali@example.com"))[0] == by_email


async def test_the_one_unproven_record_becomes_theirs_and_rises(tx: Tx) -> None:
    stub = await registered(tx, name="Salma", phone=TYPED, email="salma@example.com")
    customer_id, _ = await let_in(tx, phone=TYPED)
    assert customer_id == stub.id
    after = await customers.customer_by_id(tx, stub.id)
    assert (after.number, after.stage) == (stub.number, "full")
    assert after.verified.phone_at
    assert after.verified.email_at is None


async def test_of_several_none_is_taken_and_staff_hear_of_them(tx: Tx) -> None:
    first = await registered(tx, name="Salma", phone=TYPED)
    second = await registered(tx, name="Huda", phone=TYPED, shared_phone=True)
    entered = await come_in(tx, phone=TYPED)
    assert entered
    assert entered.is_new
    assert entered.customer_id not in (first.id, second.id)
    page = await customers.list_possible_duplicates(tx, "open", limit=10)
    pairs = {(pair.customer.id, pair.other.id, pair.why) for pair in page.pairs}
    new = entered.customer_id
    assert pairs == {(new, first.id, "several"), (new, second.id, "several")}


async def test_a_number_typed_by_staff_opens_no_account_of_somebody_else(tx: Tx) -> None:
    theirs, _ = await let_in(tx, email="salma@example.com")
    await customers.change_customer(tx, theirs, {"phone": TYPED}, country="OM")
    entered = await come_in(tx, phone=TYPED)
    assert entered
    assert entered.is_new
    assert entered.customer_id != theirs
    page = await customers.list_possible_duplicates(tx, "open", limit=10)
    assert [pair.why for pair in page.pairs] == ["has_account"]


async def test_at_sign_in_nothing_leaves_for_who_proved_nothing(tx: Tx) -> None:
    await registered(tx, name="Salma", phone=TYPED)
    for phone in (TYPED, "9234 5679"):
        challenge = await ask(tx, wanting("login", phone=phone))
        assert not await is_real(tx, challenge)
        assert await type_code(tx, challenge) is None


async def test_a_login_whose_owner_is_gone_by_then_opens_nothing(tx: Tx) -> None:
    customer_id, _ = await let_in(tx, phone=TYPED)
    challenge = await ask(tx, wanting("login", phone=TYPED))
    await customers.delete_customer(tx, customer_id)
    assert await type_code(tx, challenge) is None


async def test_the_blocked_prove_it_in_vain_and_it_is_written_down(tx: Tx) -> None:
    customer_id, _ = await let_in(tx, phone=TYPED)
    await customers.block_customer(tx, customer_id, reason="Abuse at the counter")
    assert await come_in(tx, phone=TYPED) is None
    assert await come_in(tx, purpose="login", phone=TYPED) is None
    said = [fact.name for fact in await announced(tx, customer_id)]
    assert said[-2:] == ["customers.entry_refused"] * 2
    await customers.unblock_customer(tx, customer_id)
    assert (await let_in(tx, phone=TYPED))[0] == customer_id


@pytest.mark.parametrize("way", ["blocked", "suspended"])
async def test_who_is_shut_out_does_not_come_in_beside_a_second_record_with_the_number(
    tx: Tx, way: ShutOutBy
) -> None:
    huda = await registered(tx, name="Huda", phone=TYPED)
    await registered(tx, name="Huda again", phone=TYPED, shared_phone=True)
    await shut_out(tx, huda.id, way)
    assert await come_in(tx, phone=TYPED) is None
    assert (await announced(tx, huda.id))[-1].name == "customers.entry_refused"
    if way == "blocked":
        await customers.unblock_customer(tx, huda.id)
    else:
        await customers.unsuspend_customer(tx, huda.id)
    entered = await come_in(tx, phone=TYPED)
    assert entered
    assert entered.is_new


async def test_nor_where_the_number_is_on_more_records_than_are_looked_at(tx: Tx) -> None:
    """The shop's own phone, typed for whoever gave none."""
    for _ in range(HOLDERS_MAX):
        await registered(tx, name="Somebody", phone=TYPED, shared_phone=True)
    youngest = await registered(tx, name="Huda", phone=TYPED, shared_phone=True)
    await shut_out(tx, youngest.id, "blocked")
    assert await come_in(tx, phone=TYPED) is None


async def test_a_number_long_unseen_passes_on_and_takes_nothing_along(tx: Tx) -> None:
    old, _ = await let_in(tx, phone=TYPED)
    await customers.change_customer(tx, old, {"name": "Salma"}, country="OM")
    await tx.run(MONTHS_PASS, customer_id=old, ago=LONG)
    new, _ = await let_in(tx, purpose="login", phone=TYPED)
    assert new != old
    assert await owners(tx, "phone", PHONE) == [new]
    before = await customers.customer_by_id(tx, old)
    assert (before.person.phone, before.person.name, before.verified.phone_at) == (
        None,
        "Salma",
        None,
    )
    assert (await customers.customer_by_id(tx, new)).person.name is None
    facts = await announced(tx, old)
    assert facts[-1].name == "customers.identifier_passed_on"
    page = await customers.list_possible_duplicates(tx, "open", limit=10)
    assert [(pair.customer.id, pair.other.id, pair.why) for pair in page.pairs] == [
        (new, old, "passed_on")
    ]
    assert await tx.value(DISAGREEING) == 0


@pytest.mark.parametrize(("months", "passes_on"), [(1, True), (36, False)])
async def test_how_long_is_long_the_shop_says(tx: Tx, months: int, *, passes_on: bool) -> None:
    await tenants.change_settings(tx, {"reverify_after_months": months})
    old, _ = await let_in(tx, phone=TYPED)
    await tx.run(MONTHS_PASS, customer_id=old, ago=timedelta(days=60))
    found, _ = await let_in(tx, purpose="login", phone=TYPED)
    assert (found != old) is passes_on


async def test_who_has_two_proves_both_when_long_unseen(tx: Tx) -> None:
    stub = await registered(tx, "full", name="Salma", phone=TYPED, email="salma@example.com")
    await let_in(tx, phone=TYPED)
    await staff_prove(tx, stub.id, email="salma@example.com")
    await tx.run(MONTHS_PASS, customer_id=stub.id, ago=LONG)
    challenge = await ask(tx, wanting("login", phone=TYPED))
    half = await type_code(tx, challenge)
    assert half
    assert (half.account_id, half.customer_id, half.also_prove) == (None, None, "email")
    # In the same minute: the pause between two codes is of the number they were sent to.
    second = await customers.ask_code(tx, wanting("login", email="Salma@example.com"))
    assert isinstance(second, identity.Challenge)
    whole = await type_code(tx, second.id, also=challenge)
    assert whole
    assert whole.customer_id == stub.id
    again = await come_in(tx, purpose="login", phone=TYPED)
    assert again
    assert again.customer_id == stub.id, "both are proven anew"


async def test_one_number_proven_twice_is_not_two_proofs(tx: Tx) -> None:
    """Whoever was given the number anew can prove it as often as they like."""
    stub = await registered(tx, "full", name="Salma", phone=TYPED, email="salma@example.com")
    await let_in(tx, phone=TYPED)
    await staff_prove(tx, stub.id, email="salma@example.com")
    await tx.run(MONTHS_PASS, customer_id=stub.id, ago=LONG)
    first = await ask(tx, wanting("login", phone=TYPED))
    await type_code(tx, first)
    second = await ask(tx, wanting("login", phone=TYPED))
    again = await type_code(tx, second, also=first)
    assert again
    assert (again.account_id, again.customer_id, again.also_prove) == (None, None, "email")
    whole = await come_in(tx, purpose="login", email="salma@example.com", also=second)
    assert whole
    assert whole.customer_id == stub.id


async def test_a_device_of_its_last_owner_opens_nothing_of_the_next(tx: Tx, world: World) -> None:
    """The number passed on between asking and typing, and its new owner was not seen for long."""
    _, account_id = await let_in(tx, phone=TYPED)
    _, device = await identity.know_device(
        tx, account_id, environment="test", tenant_ref=world.laundry.tenant.ref
    )
    known = identity.read_credential(device.secret, kind="rd", environment="test")
    challenge = await ask(tx, replace(wanting("login", phone=TYPED), device=known))
    other, session = await account_holder(tx, name="Huda", phone=None)
    await changed(tx, session, "phone", TYPED)
    await tx.run(MONTHS_PASS, customer_id=other.id, ago=LONG)
    await tx.run(CODES_YOUNG)
    entered = await type_code(tx, challenge)
    assert entered
    assert entered.customer_id != other.id


async def test_a_first_proof_of_somebody_else_helps_nobody(tx: Tx) -> None:
    stub = await registered(tx, "full", name="Salma", phone=TYPED, email="salma@example.com")
    await let_in(tx, phone=TYPED)
    await staff_prove(tx, stub.id, email="salma@example.com")
    other, _ = await let_in(tx, phone="9777 1234")
    await staff_prove(tx, other, phone="9777 1234")
    for each in (stub.id, other):
        await tx.run(MONTHS_PASS, customer_id=each, ago=LONG)
    challenge = await ask(tx, wanting("login", email="salma@example.com"))
    assert (await type_code(tx, challenge) or customers.Entered(None, None)).also_prove == "phone"
    # The other's number is proven beside it: hers it is not.
    entered = await come_in(tx, purpose="login", phone="9777 1234", also=challenge)
    assert entered
    assert entered.customer_id != stub.id


async def test_who_cannot_prove_the_other_begins_anew_once(tx: Tx) -> None:
    stub = await registered(tx, "full", name="Salma", phone=TYPED, email="salma@example.com")
    await let_in(tx, phone=TYPED)
    await staff_prove(tx, stub.id, email="salma@example.com")
    await tx.run(MONTHS_PASS, customer_id=stub.id, ago=LONG)
    challenge = await ask(tx, wanting("login", phone=TYPED))
    await type_code(tx, challenge, language="ar")
    new = await customers.start_anew(tx, challenge, bound_to=None)
    assert new
    assert new.is_new
    assert new.customer_id
    assert new.customer_id != stub.id
    begun = await customers.customer_by_id(tx, new.customer_id)
    assert begun.traits.language == "ar", "as the code was typed"
    assert await owners(tx, "phone", PHONE) == [new.customer_id]
    assert await customers.start_anew(tx, challenge, bound_to=None) is None


async def test_somebody_elses_half_way_is_not_gone_on_with(tx: Tx) -> None:
    stub = await registered(tx, "full", name="Salma", phone=TYPED, email="salma@example.com")
    await let_in(tx, phone=TYPED)
    await staff_prove(tx, stub.id, email="salma@example.com")
    await tx.run(MONTHS_PASS, customer_id=stub.id, ago=LONG)
    challenge = await ask(tx, wanting("login", phone=TYPED))
    await type_code(tx, challenge)
    assert await customers.start_anew(tx, challenge, bound_to=b"x") is None


async def test_staff_have_a_number_proven_and_it_is_no_sign_in(tx: Tx) -> None:
    stub = await registered(tx, name="Salma", phone=TYPED)
    proven = await staff_prove(tx, stub.id, phone=TYPED)
    assert proven.verified.phone_at
    assert await identity.account_of(tx, "customer", stub.id) is None
    assert (await let_in(tx, purpose="login", phone=TYPED))[0] == stub.id


async def test_a_number_that_is_not_theirs_is_sent_nothing(tx: Tx) -> None:
    stub = await registered(tx, name="Salma", phone=TYPED)
    wanted = wanting("verification", phone="9234 5679", customer_id=stub.id)
    assert not await is_real(tx, await ask(tx, wanted))
    assert await staff_prove(tx, stub.id, phone="9234 5679") is None


async def test_a_number_that_another_proved_is_not_proven_twice(tx: Tx) -> None:
    owner, _ = await let_in(tx, phone=TYPED)
    stub = await registered(tx, name="Salma", phone=TYPED, shared_phone=True)
    assert isinstance(await staff_prove(tx, stub.id, phone=TYPED), IdentifierHeld)
    assert await owners(tx, "phone", PHONE) == [owner]
    page = await customers.list_possible_duplicates(tx, "open", limit=10)
    assert [(pair.customer.id, pair.other.id) for pair in page.pairs] == [(stub.id, owner)]


async def test_a_code_for_one_thing_is_none_for_another(tx: Tx) -> None:
    stub = await registered(tx, name="Salma", phone=TYPED)
    for_staff = await ask(tx, wanting("verification", phone=TYPED, customer_id=stub.id))
    assert await type_code(tx, for_staff) is None
    to_come_in = await ask(tx, wanting(phone=TYPED))
    guess = await identity.count_guess(tx, to_come_in, bound_to=None)
    assert await customers.verify_identifier(tx, guess, await code_sent(tx, to_come_in)) is None
    assert await owners(tx, "phone", PHONE) == []
