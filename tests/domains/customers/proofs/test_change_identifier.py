"""Changing one's own phone or e-mail: who has to prove what, who is told, whose it was before."""

import pytest

from regulars.domains import customers, identity
from regulars.domains.customers import (
    ChangeAsked,
    NothingProven,
    PhoneInUse,
    ProofNeeded,
    ReachKind,
    ReachNotAvailable,
)
from regulars.domains.customers.held import Held
from regulars.domains.identity import Challenge, CodeWanted
from regulars.domains.identity.codes.rules import IN_AN_HOUR
from regulars.kernel.errors import Invalid
from regulars.kernel.ids import CustomerId, new_id
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import (
    AGE,
    PORTAL,
    ShutOutBy,
    account_holder,
    asked,
    changed,
    proven,
    sent,
    shut_out,
    signed_in,
    told,
)
from tests.domains.customers.coming_in import is_real
from tests.domains.customers.verified import DISAGREEING
from tests.domains.evidence import announced, asking
from tests.world import registered

OLD, NEW = "+96891234567", "+96892345678"
LIVE_HOLDERS = asking(
    "SELECT customer_id FROM customers.identifiers WHERE tenant_id = $1 AND token = $2"
    "   AND verified_at IS NOT NULL AND released_at IS NULL",
    "token",
)


async def test_the_number_moves_when_the_new_one_is_proven(tx: Tx) -> None:
    huda, session = await account_holder(tx)
    challenge = await asked(tx, session, "phone", "92345678")
    assert (await sent(tx, challenge))[1] == NEW
    before = await customers.customer_by_id(tx, huda.id)
    assert before.person.phone == OLD, "asking moves nothing"
    done = await proven(tx, session, challenge)
    assert done
    assert done.customer == await customers.customer_by_id(tx, huda.id)
    assert (done.customer.person.phone, done.customer.verified.phone_at is not None) == (NEW, True)
    assert await tx.value(DISAGREEING) == 0
    token = tx.keys.token("phone", OLD)
    assert await tx.rows(LIVE_HOLDERS, token=token) == []


async def test_what_was_proven_is_shown_as_it_was_typed(tx: Tx) -> None:
    """Compared without regard to case and writing, and given back as its owner writes it."""
    huda, session = await account_holder(tx)
    await changed(tx, session, "email", "Huda.AlSiyabi@Example.com")
    await changed(tx, session, "phone", "9234-5678")
    person = (await customers.customer_by_id(tx, huda.id)).person
    assert person.email == "Huda.AlSiyabi@Example.com"
    assert (person.phone, person.phone_typed) == (NEW, "9234-5678")


async def test_who_is_signed_out_while_their_code_is_looked_at_changes_nothing(tx: Tx) -> None:
    """As by the link that undoes an earlier change, which comes between the two."""
    huda, session = await account_holder(tx)
    challenge = await asked(tx, session, "phone", "92345678")
    code, _ = await sent(tx, challenge)
    guess = await customers.count_change_guess(tx, session, challenge.id)
    await identity.end_account_sessions(tx, session.account_id, ended_by="change")
    assert await customers.verify_change(tx, session, guess, code, portal=PORTAL) is None
    assert (await customers.customer_by_id(tx, huda.id)).person.phone == OLD
    assert await told(tx) == []


async def test_the_new_number_is_the_proof_that_counts(tx: Tx) -> None:
    huda, session = await account_holder(tx)
    await changed(tx, session, "phone", "92345678")
    known = await identity.verifications_of(tx, huda.id)
    assert [each.state for each in known if each.kind == "phone"].count("approved") == 1


async def test_the_old_number_is_told_at_once_with_a_link(tx: Tx) -> None:
    _, session = await account_holder(tx)
    await changed(tx, session, "phone", "92345678")
    (said,) = await told(tx)
    assert (said.kind, said.to) == ("phone_changed", OLD)
    assert said.link
    assert said.link.startswith(f"{PORTAL.address}/undo/ru_test_")


async def test_the_first_address_is_told_to_the_proven_number(tx: Tx) -> None:
    _, session = await account_holder(tx, email=None)
    done = await changed(tx, session, "email", "huda@example.com")
    assert not done.had_one, "nothing was changed, so nothing is put back"
    assert [(said.kind, said.to) for said in await told(tx)] == [("email_added", OLD)]


async def test_a_number_that_was_never_proven_gets_no_link(tx: Tx) -> None:
    huda, session = await account_holder(tx, phone=None)
    await customers.change_customer(tx, huda.id, {"phone": "99111222"}, country="OM")
    await changed(tx, session, "phone", "92345678")
    assert [said.to for said in await told(tx)] == ["huda@example.com"]


@pytest.mark.parametrize("kind", ["phone", "email"])
async def test_what_is_on_the_record_becomes_proven_and_nothing_is_said_to_have_changed(
    tx: Tx, kind: ReachKind
) -> None:
    huda, session = await account_holder(tx, **{kind: None})
    typed = {"phone": "91234567", "email": "huda@example.com"}[kind]
    await customers.change_customer(tx, huda.id, {kind: typed}, country="OM")
    wanted = ChangeAsked(kind, typed, "OM", "en")
    assert await customers.only_proves(tx, session, wanted)
    done = await changed(tx, session, kind, typed)
    assert done.is_same
    known = {"phone": "huda@example.com", "email": OLD}[kind]
    said = [(each.kind, each.to, each.link) for each in await told(tx)]
    assert said == [(f"{kind}_verified", known, None)]
    facts = {fact.name for fact in await announced(tx, huda.id)}
    assert "customers.verified" in facts
    assert not {"customers.identifier_changed", "customers.phone_updated"} & facts
    assert await tx.value(DISAGREEING) == 0


async def test_the_number_that_stands_is_proven_whatever_is_on_its_way(tx: Tx) -> None:
    huda, session = await account_holder(tx, phone=None)
    await customers.change_customer(tx, huda.id, {"phone": "91234567"}, country="OM")

    async def on_its_way(_: Tx, customer_id: CustomerId) -> list[Held]:
        return [Held("orders", new_id(), "Order 17")] if customer_id == huda.id else []

    wanted = ChangeAsked("phone", "9123 4567", "OM", "en")
    asked_for = await customers.request_change(tx, session, wanted, holds=(on_its_way,))
    assert isinstance(asked_for, Challenge)


async def test_the_other_sign_ins_end_and_this_one_goes_on(tx: Tx) -> None:
    _, session = await account_holder(tx)
    other = await signed_in(tx, session.account_id)
    await changed(tx, session, "phone", "92345678")
    assert await identity.read_account_session(tx, other.id) is None
    assert await identity.read_account_session(tx, session.id)


async def test_facts_say_what_moved_and_what_drivers_call_now(tx: Tx) -> None:
    huda, session = await account_holder(tx)
    await changed(tx, session, "phone", "92345678")
    facts = {fact.name: fact for fact in await announced(tx, huda.id)}
    moved = facts["customers.identifier_changed"]
    assert moved.data["had_one"] is True
    assert moved.opened(tx, customers.CUSTOMER_CHANGES, huda.key) == {"phone": [OLD, NEW]}
    assert facts["customers.phone_updated"].data["held"] == []


async def test_something_on_its_way_is_warned_of_first_and_named_in_the_fact(tx: Tx) -> None:
    huda, session = await account_holder(tx)
    parcel = Held("orders", new_id(), "Order 17")

    async def on_its_way(_: Tx, customer_id: CustomerId) -> list[Held]:
        return [parcel] if customer_id == huda.id else []

    wanted = ChangeAsked("phone", "92345678", "OM", "en")
    with pytest.raises(PhoneInUse) as refused:
        await customers.request_change(tx, session, wanted, holds=(on_its_way,))
    assert refused.value.held == (parcel,)
    challenge = await asked(tx, session, "phone", "92345678", even_so=True)
    code, _ = await sent(tx, challenge)
    guess = await customers.count_change_guess(tx, session, challenge.id)
    await customers.verify_change(tx, session, guess, code, portal=PORTAL, holds=(on_its_way,))
    facts = {fact.name: fact for fact in await announced(tx, huda.id)}
    assert facts["customers.phone_updated"].data["held"] == [str(parcel.id)]


async def test_who_proved_themselves_long_ago_does_it_again_by_the_other_kind(tx: Tx) -> None:
    _, session = await account_holder(tx)
    await tx.run(AGE)
    stale = await identity.read_account_session(tx, session.id)
    assert stale
    with pytest.raises(ProofNeeded):
        await customers.request_change(tx, stale, ChangeAsked("phone", "92345678", "OM", "en"))
    challenge = await customers.request_confirmation(tx, stale, "phone", language="en")
    assert isinstance(challenge, Challenge)
    code, to = await sent(tx, challenge)
    assert to == "huda@example.com", "not to the number they want to be rid of"
    guess = await customers.count_change_guess(tx, stale, challenge.id)
    assert await customers.confirm_themselves(tx, stale, guess, code)
    fresh = await identity.read_account_session(tx, session.id)
    assert fresh
    assert fresh.is_freshly_proven
    # At once, and it is sent: nobody is left waiting for a code that never leaves.
    wanted = ChangeAsked("phone", "92345678", "OM", "en")
    change = await customers.request_change(tx, fresh, wanted)
    assert isinstance(change, Challenge)
    assert await proven(tx, fresh, change)


async def test_with_nothing_proven_only_the_shop_can_help(tx: Tx) -> None:
    huda, session = await account_holder(tx, email=None)
    await customers.change_customer(tx, huda.id, {"phone": "99111222"}, country="OM")
    with pytest.raises(NothingProven):
        await customers.request_confirmation(tx, session, "phone", language="en")


@pytest.mark.parametrize("typed", ["91234567", "+968 9123 4567", "nonsense", ""])
async def test_the_same_number_and_no_number_are_refused(tx: Tx, typed: str) -> None:
    _, session = await account_holder(tx)
    with pytest.raises(Invalid):
        await customers.request_change(tx, session, ChangeAsked("phone", typed, "OM", "en"))


async def test_a_number_of_another_record_passes_on_without_its_orders(tx: Tx) -> None:
    salma, _ = await account_holder(tx, name="Salma", phone="92345678", email="salma@example.com")
    huda, session = await account_holder(tx)
    done = await changed(tx, session, "phone", "92345678")
    assert done.took_over
    theirs = await customers.customer_by_id(tx, salma.id)
    assert (theirs.person.phone, theirs.verified.phone_at) == (None, None)
    assert (theirs.person.name, theirs.person.email) == ("Salma", "salma@example.com")
    assert await tx.value(DISAGREEING) == 0
    said = [(each.kind, each.to) for each in await told(tx)]
    assert said == [("phone_passed_on", "salma@example.com"), ("phone_changed", OLD)]
    token = tx.keys.token("phone", NEW)
    assert [row["customer_id"] for row in await tx.rows(LIVE_HOLDERS, token=token)] == [huda.id]
    names = [fact.name for fact in await announced(tx, salma.id)]
    assert "customers.identifier_passed_on" in names


@pytest.mark.parametrize("way", ["blocked", "suspended"])
async def test_what_a_blocked_customer_is_known_by_passes_to_nobody(tx: Tx, way: ShutOutBy) -> None:
    salma, _ = await account_holder(tx, name="Salma", phone="92345678", email=None)
    await shut_out(tx, salma.id, way)
    _, session = await account_holder(tx)
    challenge = await asked(tx, session, "phone", "92345678")
    with pytest.raises(ReachNotAvailable):
        await proven(tx, session, challenge)


@pytest.mark.parametrize("way", ["blocked", "suspended"])
async def test_who_is_shut_out_while_they_type_moves_nothing(tx: Tx, way: ShutOutBy) -> None:
    huda, session = await account_holder(tx)
    challenge = await asked(tx, session, "phone", "92345678")
    code, _ = await sent(tx, challenge)
    guess = await customers.count_change_guess(tx, session, challenge.id)
    await shut_out(tx, huda.id, way)
    with pytest.raises(ReachNotAvailable):
        await customers.verify_change(tx, session, guess, code, portal=PORTAL)
    assert (await customers.customer_by_id(tx, huda.id)).person.phone == OLD


async def test_a_change_code_is_no_login_code_and_the_other_way_round(tx: Tx) -> None:
    huda, session = await account_holder(tx)
    challenge = await asked(tx, session, "phone", "92345678")
    code, _ = await sent(tx, challenge)
    as_login = await identity.count_guess(tx, challenge.id, bound_to=None)
    assert not as_login.is_open
    assert await customers.enter(tx, as_login, code, language="en") is None

    login = await identity.request_code(
        tx,
        CodeWanted("login", "email", "huda@example.com", "en", account_id=session.account_id),
    )
    assert isinstance(login, Challenge)
    login_code, _ = await sent(tx, login)
    guess = await identity.count_guess(tx, login.id, bound_to=None)
    assert await customers.verify_change(tx, session, guess, login_code, portal=PORTAL) is None
    assert not await customers.confirm_themselves(tx, session, guess, login_code)
    assert (await customers.customer_by_id(tx, huda.id)).person.phone == OLD


async def test_a_confirmation_code_changes_nothing_and_a_change_code_confirms_nothing(
    tx: Tx,
) -> None:
    _, session = await account_holder(tx)
    confirmation = await customers.request_confirmation(tx, session, "phone", language="en")
    assert isinstance(confirmation, Challenge)
    assert await proven(tx, session, confirmation) is None
    challenge = await asked(tx, session, "phone", "92345678")
    code, _ = await sent(tx, challenge)
    guess = await customers.count_change_guess(tx, session, challenge.id)
    assert not await customers.confirm_themselves(tx, session, guess, code)


async def test_a_code_of_another_sign_in_is_never_right(tx: Tx) -> None:
    _, session = await account_holder(tx)
    other = await signed_in(tx, session.account_id)
    challenge = await asked(tx, session, "phone", "92345678")
    code, _ = await sent(tx, challenge)
    guess = await customers.count_change_guess(tx, other, challenge.id)
    assert await customers.verify_change(tx, other, guess, code, portal=PORTAL) is None
    assert await proven(tx, session, challenge), "their own try still counts"


async def test_codes_for_changes_and_for_sign_ins_share_one_budget(tx: Tx) -> None:
    _, session = await account_holder(tx)
    for turn in range(IN_AN_HOUR):
        number = f"+9689000000{turn}"
        account_id = session.account_id
        login = CodeWanted("login", "phone", number, "en", account_id=account_id)
        await identity.request_code(tx, login)
    wanted = ChangeAsked("phone", "92345678", "OM", "en")
    challenge = await customers.request_change(tx, session, wanted)
    assert isinstance(challenge, Challenge), "outside it looks as ever"
    assert not await is_real(tx, challenge.id), "nothing leaves"
    assert await proven(tx, session, challenge) is None, "and no code of it is right"


async def test_wrong_codes_of_changes_stop_sign_ins_too(tx: Tx) -> None:
    _, session = await account_holder(tx)
    spend = asking("UPDATE identity.code_failures SET in_a_row = 100 WHERE tenant_id = $1")
    challenge = await asked(tx, session, "phone", "92345678")
    right, _ = await sent(tx, challenge)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    assert await proven(tx, session, challenge, wrong) is None
    await tx.run(spend)
    login = CodeWanted("login", "email", "huda@example.com", "en", account_id=session.account_id)
    asked_again = await identity.request_code(tx, login)
    assert isinstance(asked_again, Challenge)
    code, _ = await sent(tx, asked_again)
    guess = await identity.count_guess(tx, asked_again.id, bound_to=None)
    assert await identity.prove_code(tx, guess, code) is None


async def test_a_deleted_customer_changes_nothing(tx: Tx) -> None:
    huda, session = await account_holder(tx)
    challenge = await asked(tx, session, "phone", "92345678")
    await customers.delete_customer(tx, huda.id)
    with pytest.raises(customers.CustomerDeleted):
        await proven(tx, session, challenge)


async def test_an_unproven_number_of_ones_own_is_proven_by_asking_for_it(tx: Tx) -> None:
    huda, session = await account_holder(tx, phone=None)
    await customers.change_customer(tx, huda.id, {"phone": "92345678"}, country="OM")
    done = await changed(tx, session, "phone", "92345678")
    assert done.customer.verified.phone_at
    assert not done.took_over
    await registered(tx, name="Other", phone="92345678", shared_phone=True)
    assert await tx.value(DISAGREEING) == 0
