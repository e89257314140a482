"""Registering: stages, numbers, known phones, what is sealed and what is announced."""

import pytest

from regulars.domains import customers
from regulars.domains.customers import PhoneKnown
from regulars.kernel.errors import Invalid
from regulars.runtime.tx import Tx
from tests.world import World, registered


async def test_a_guest_needs_nothing_and_gets_a_number(tx: Tx) -> None:
    guest = await registered(tx, "guest")
    assert guest.shown_number == "CUST-00002"
    assert guest.stage == "guest"


async def test_a_stub_is_read_back_as_it_was_typed(tx: Tx) -> None:
    made = await registered(tx, name="  Salim   Al Harthy ", phone="٩١٢٣ ٤٥٦٧", tags=["vip"])
    found = await customers.customer_by_id(tx, made.id)
    assert found.person.name == "Salim Al Harthy"
    assert (found.person.phone, found.person.phone_typed) == ("+96891234567", "٩١٢٣ ٤٥٦٧")
    assert found.traits.tags == ("vip",)


async def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        customers.read_draft(
            "full", {"phone": "12", "email": "nobody", "birth_date": "yesterday"}, country="OM"
        )
    assert {(error.field, error.code) for error in refused.value.errors} == {
        ("phone", "phone_too_short"),
        ("email", "email_not_valid"),
        ("birth_date", "not_a_date"),
        ("name", "name_missing"),
    }


async def test_a_known_phone_is_refused_with_who_has_it(tx: Tx, world: World) -> None:
    with pytest.raises(PhoneKnown) as refused:
        await registered(tx, name="Somebody Else", phone="00968 91112233")
    known = refused.value.known
    assert [customer.id for customer in known.candidates] == [world.laundry.ana.id]
    assert known.elsewhere == 0


async def test_a_household_may_share_a_phone_on_purpose(tx: Tx) -> None:
    daughter = await registered(tx, name="Huda", phone="+96891112233", shared_phone=True)
    assert daughter.person.phone == "+96891112233"
