"""Companies and their contacts: who may belong to whom, and what only a company has."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from regulars.domains import customers, identity
from regulars.domains.customers import Customer, Filter
from regulars.kernel.errors import Invalid
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.customers.coming_in import (
    ask,
    come_in,
    is_real,
    let_in,
    staff_prove,
    wanting,
)
from tests.domains.customers.verified import VERIFY
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.world import World, registered, rolled_back

ROUNDS = 20
TERMS: dict[str, Any] = {
    "tax_id": "OM 1100-012345",
    "credit_limit_minor": 500_000,
    "currency": "OMR",
    "payment_terms_days": 30,
}


async def company(tx: Tx, **given: Any) -> Customer:
    return await registered(tx, "guest", kind="company", name="Sample Trading", **given)


async def complaints(tx: Tx, customer: Customer, given: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        await customers.change_customer(tx, customer.id, given, country="OM")
    return [(error.field, error.code) for error in refused.value.errors]


async def test_a_company_is_read_back_with_its_terms(tx: Tx) -> None:
    made = await company(tx, **TERMS)
    assert made == await customers.customer_by_id(tx, made.id)
    assert made.person.tax_id == "OM 1100-012345"
    assert (made.traits.credit_limit_minor, made.traits.currency) == (500_000, "OMR")
    assert made.traits.payment_terms_days == 30


async def test_a_tax_id_is_sealed_and_found_in_any_writing(tx: Tx) -> None:
    made = await company(tx, **TERMS)
    stored = await tx.row(
        asking(
            "SELECT to_jsonb(c)::text AS all_of_it FROM customers.customers c"
            " WHERE tenant_id = $1 AND id = $2",
            "id",
        ),
        id=made.id,
    )
    assert stored is not None
    assert "012345" not in stored["all_of_it"]
    for q in ("OM1100012345", "om-1100 012345", "OM١١٠٠٠١٢٣٤٥"):
        page = await customers.list_customers(tx, Filter(q), limit=5, country="OM")
        assert [found.id for found in page.customers] == [made.id], q
    page = await customers.list_customers(tx, Filter("OM1100012346"), limit=5, country="OM")
    assert page.customers == ()


async def test_a_person_has_none_of_what_only_a_company_may_have(tx: Tx) -> None:
    ana = await registered(tx, name="Huda", phone="91234567")
    assert await complaints(tx, ana, TERMS) == [
        (name, "only_for_companies")
        for name in ("tax_id", "credit_limit_minor", "currency", "payment_terms_days")
    ]


async def test_a_credit_limit_wants_a_currency(tx: Tx) -> None:
    made = await company(tx)
    limit = {"credit_limit_minor": 5}
    assert await complaints(tx, made, limit) == [("currency", "currency_missing")]
    wrong = {"credit_limit_minor": -1, "currency": "QQQ", "payment_terms_days": 366}
    assert await complaints(tx, made, wrong) == [
        ("credit_limit_minor", "amount_too_large"),
        ("currency", "currency_not_known"),
        ("payment_terms_days", "terms_too_long"),
    ]


async def test_contacts_belong_to_a_company_and_are_listed_by_it(tx: Tx) -> None:
    trading = await company(tx)
    huda = await registered(tx, name="Huda", phone="91234567", company_id=str(trading.id))
    said = await registered(tx, name="Said", phone="91234568")
    await customers.change_customer(tx, said.id, {"company_id": str(trading.id)}, country="OM")
    changed = (await announced(tx, said.id))[-1]
    assert changed.data["clear"] == {"company_id": [None, str(trading.id)]}
    for sort in customers.SORTS:
        page = await customers.list_customers(
            tx, Filter(company_id=trading.id), limit=5, country="OM", sort=sort
        )
        assert {found.id for found in page.customers} == {huda.id, said.id}, sort
    found = await customers.list_customers(
        tx, Filter("huda", company_id=trading.id), limit=5, country="OM"
    )
    assert [each.id for each in found.customers] == [huda.id]
    first = await customers.list_customers(
        tx, Filter(company_id=trading.id), limit=1, country="OM", sort="-number"
    )
    rest = await customers.list_customers(
        tx, Filter(company_id=trading.id), limit=1, country="OM", sort="-number", after=first.next
    )
    assert [c.id for c in (*first.customers, *rest.customers)] == [said.id, huda.id]
    assert rest.next is None


async def test_only_people_are_contacts_and_only_of_companies_that_are_there(
    tx: Tx, world: World
) -> None:
    trading, other = await company(tx), await company(tx)
    ana = await registered(tx, name="Huda", phone="91234567")
    belongs = {"company_id": str(trading.id)}
    refused = [("company_id", "company_is_no_contact")]
    assert await complaints(tx, trading, belongs) == refused
    assert await complaints(tx, other, belongs) == refused
    for nobody in (ana.id, world.laundry.ana.id, world.bakery.ana.id, "x"):
        given = {"company_id": str(nobody)}
        assert await complaints(tx, ana, given) == [("company_id", "company_not_known")]
    await customers.delete_customer(tx, trading.id)
    assert await complaints(tx, ana, belongs) == [("company_id", "company_not_known")]


async def test_contacts_stay_when_their_company_is_deleted(tx: Tx) -> None:
    trading = await company(tx)
    huda = await registered(tx, name="Huda", phone="91234567", company_id=str(trading.id))
    await customers.delete_customer(tx, trading.id)
    after = await customers.change_customer(tx, huda.id, {"name": "Huda S"}, country="OM")
    assert after.traits.company_id == trading.id


async def test_a_company_with_contacts_stays_one(tx: Tx) -> None:
    trading = await company(tx)
    huda = await registered(tx, name="Huda", phone="91234567", company_id=str(trading.id))
    person = {"kind": "person"}
    assert await complaints(tx, trading, person) == [("kind", "company_has_contacts")]
    await customers.change_customer(tx, huda.id, {"company_id": None}, country="OM")
    after = await customers.change_customer(tx, trading.id, person, country="OM")
    assert after.traits.kind == "person"


async def test_a_cashier_cannot_use_a_company_of_another_branch(
    shared_database: Database, world: World
) -> None:
    async with rolled_back(shared_database, world.laundry.context) as tx:
        second = world.laundry.branches[1]
        trading = await company(tx, branch_id=str(second.id))
        await tx.flush()
    async with rolled_back(shared_database, world.laundry.cashier_context) as till:
        with pytest.raises(Invalid):
            await registered(till, "guest", company_id=str(trading.id))


async def test_a_shared_phone_is_known_to_be_one(tx: Tx) -> None:
    huda = await registered(tx, name="Huda", phone="91234567")
    assert not await customers.shares_phone(tx, huda)
    said = await registered(tx, name="Said", phone="91234567", shared_phone=True)
    assert await customers.shares_phone(tx, huda)
    await customers.delete_customer(tx, said.id)
    assert not await customers.shares_phone(tx, huda)
    assert not await customers.shares_phone(tx, await registered(tx, "guest"))


async def test_figures_are_derived_and_read(tx: Tx) -> None:
    made = await registered(tx, "guest")
    await tx.run(
        asking(
            "UPDATE customers.customers SET orders_count = 3, spend_minor = 10000,"
            " spend_currency = 'OMR', tier = 'vip', risk_score = 7"
            " WHERE tenant_id = $1 AND id = $2",
            "id",
        ),
        id=made.id,
    )
    figures = (await customers.customer_by_id(tx, made.id)).figures
    assert (figures.orders_count, figures.spend_minor, figures.average_minor) == (3, 10_000, 3_333)
    assert (figures.tier, figures.risk_score) == ("vip", 7)


async def test_verification_is_shown_until_the_number_changes(tx: Tx) -> None:
    made = await registered(tx, name="Huda", phone="91234567")
    await tx.run(VERIFY, customer_id=made.id)
    proven = await customers.customer_by_id(tx, made.id)
    assert proven.verified.phone_at is not None
    assert proven.is_verified, "a phone is all that is known of them, and it is theirs"
    after = await customers.change_customer(tx, made.id, {"phone": "91234569"}, country="OM")
    assert after.verified.phone_at is None
    assert not after.is_verified
    assert after == await customers.customer_by_id(tx, made.id)


async def test_a_company_stays_one_for_contacts_whom_its_branch_does_not_see(
    installation: Installation, world: World
) -> None:
    laundry = world.laundry
    here, there = (str(branch.id) for branch in laundry.branches)
    async with installation.database() as database:
        async with database.transaction(laundry.context) as tx:
            trading = await company(tx, branch_id=here)
            belongs: Any = {"company_id": str(trading.id), "branch_id": there}
            huda = await registered(tx, name="Huda", phone="91234567", **belongs)
        async with rolled_back(database, laundry.cashier_context) as till:
            refused = [("kind", "company_has_contacts")]
            assert await complaints(till, trading, {"kind": "person"}) == refused
        # Whoever does not see the company learns nothing of its contacts either.
        has_contacts = asking("SELECT customers.has_contacts($1, $2) AS has", "company")
        other_branch = replace(laundry.cashier_context, branch=laundry.branches[1].id)
        for context, told in (
            (laundry.cashier_context, True),
            (other_branch, False),
            (world.bakery.context, False),
        ):
            async with rolled_back(database, context) as tx:
                assert await tx.value(has_contacts, company=trading.id) is told
        async with database.transaction(laundry.context) as tx:
            await customers.change_customer(tx, huda.id, {"company_id": None}, country="OM")
        async with rolled_back(database, laundry.cashier_context) as till:
            after = await customers.change_customer(
                till, trading.id, {"kind": "person"}, country="OM"
            )
            assert after.traits.kind == "person"


async def test_a_person_with_an_account_is_not_made_a_company(tx: Tx) -> None:
    """Who signs in would see the company's record, and companies sign in nowhere."""
    customer_id, _ = await let_in(tx, phone="9234 5678")
    person = await customers.customer_by_id(tx, customer_id)
    assert await complaints(tx, person, {"kind": "company"}) == [("kind", "person_has_account")]
    other = await registered(tx, name="Huda", phone="9234 5679")
    await customers.change_customer(tx, other.id, {"kind": "company"}, country="OM")


async def test_a_number_that_a_company_had_proven_signs_nobody_in_to_it(tx: Tx) -> None:
    made = await company(tx, phone="9234 5678")
    assert await staff_prove(tx, made.id, phone="9234 5678")
    assert not await is_real(tx, await ask(tx, wanting("login", phone="9234 5678")))
    entered = await come_in(tx, phone="9234 5678")
    assert entered
    assert entered.is_new
    assert entered.customer_id != made.id
    assert await identity.account_of(tx, "customer", made.id) is None


async def test_a_company_that_stops_being_one_meets_whoever_joins_it(
    installation: Installation, world: World
) -> None:
    """At one moment: one of them is refused, and nobody is left a contact of a person."""
    people = world.laundry.context
    async with installation.database(size=3) as database:

        async def changing(customer: Customer, **given: Any) -> bool:
            try:
                async with database.transaction(people) as tx:
                    await customers.change_customer(tx, customer.id, given, country="OM")
            except Invalid:
                return False
            return True

        for _ in range(ROUNDS):
            async with database.transaction(people) as tx:
                trading, huda = await company(tx), await registered(tx, "guest")
            has_joined, has_stopped = await asyncio.gather(
                changing(huda, company_id=str(trading.id)), changing(trading, kind="person")
            )
            assert has_joined is not has_stopped
            async with database.transaction(people) as tx:
                after = await customers.customer_by_id(tx, huda.id)
            assert after.traits.company_id == (trading.id if has_joined else None)
