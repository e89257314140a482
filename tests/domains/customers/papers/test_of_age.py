"""Of age: a yes only where it is one, by the tenant's day, and with what it stands on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from regulars.domains import customers, identity, tenants
from regulars.domains.customers.papers.of_age import Born, has_reached, judge
from regulars.domains.tenants import AgeLimit
from regulars.kernel.errors import Invalid
from regulars.runtime.tx import Tx
from tests.domains.customers.papers.handing_in import approved, by_another, handed_in
from tests.domains.evidence import asking
from tests.world import World, registered

TODAY = date(2026, 11, 20)
PLAIN, STRICT = AgeLimit("alcohol", 21), AgeLimit("alcohol", 21, needs_document=True)
OLD, YOUNG = date(1990, 5, 1), date(2010, 5, 1)
DAYS = some.dates(date(1900, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("limit", "declared", "proven", "answer", "evidence"),
    [
        (PLAIN, None, None, "unknown", None),
        (PLAIN, OLD, None, "yes", "declared"),
        (PLAIN, YOUNG, None, "no", "declared"),
        (PLAIN, OLD, YOUNG, "no", "document"),
        (PLAIN, YOUNG, OLD, "yes", "document"),
        (PLAIN, None, OLD, "yes", "document"),
        (STRICT, OLD, None, "unknown", "declared"),
        (STRICT, YOUNG, None, "no", "declared"),
        (STRICT, OLD, OLD, "yes", "document"),
    ],
)
def test_what_is_proven_goes_before_what_is_said_and_unknown_is_not_yes(
    limit: AgeLimit, declared: date | None, proven: date | None, answer: str, evidence: str | None
) -> None:
    found = judge(limit, Born(declared, proven), today=TODAY)
    assert (found.answer, found.evidence, found.is_sold_to) == (answer, evidence, answer == "yes")


@pytest.mark.parametrize(
    ("was", "declared", "proven", "answer"),
    [
        (YOUNG, OLD, None, "no"),
        (YOUNG, None, None, "no"),
        (YOUNG, OLD, OLD, "yes"),
        (OLD, OLD, None, "yes"),
        (OLD, YOUNG, None, "no"),
        (OLD, None, None, "unknown"),
    ],
)
def test_nobody_is_older_for_their_passport_having_run_out(
    was: date, declared: date | None, proven: date | None, answer: str
) -> None:
    assert judge(PLAIN, Born(declared, proven, was), today=TODAY).answer == answer


@pytest.mark.parametrize(
    ("born", "today", "is_reached"),
    [
        (date(2005, 11, 20), date(2026, 11, 20), True),
        (date(2005, 11, 21), date(2026, 11, 20), False),
        (date(2008, 2, 29), date(2029, 2, 28), False),
        (date(2008, 2, 29), date(2029, 3, 1), True),
        (date(2004, 2, 29), date(2025, 3, 1), True),
        (date(2003, 3, 1), date(2024, 2, 29), False),
    ],
)
def test_the_birthday_counts_and_29_february_comes_a_day_late(
    born: date, today: date, is_reached: bool
) -> None:
    assert has_reached(born, 21, today) is is_reached


@given(DAYS, DAYS, some.integers(1, 99))
def test_nobody_grows_younger_and_no_year_is_given_away(born: date, today: date, age: int) -> None:
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    assert has_reached(born, age, today) is (years >= age)


async def test_the_day_is_the_tenants_own(tx: Tx) -> None:
    here = (await tenants.read_verification_rules(tx)).today
    await tenants.change_settings(tx, {"time_zone": "Pacific/Kiritimati"})
    east = (await tenants.read_verification_rules(tx)).today
    await tenants.change_settings(tx, {"time_zone": "Pacific/Pago_Pago"})
    west = (await tenants.read_verification_rules(tx)).today
    assert west <= here <= east
    assert (east - west).days == 1, "25 hours lie between the two"
    born = east.replace(year=east.year - 21) if (east.month, east.day) != (2, 29) else None
    if born:
        young = await registered(tx, name="Ana", phone="9111 2222", birth_date=born.isoformat())
        assert (await customers.is_of_age(tx, young.id, "alcohol")).answer == "no"
        await tenants.change_settings(tx, {"time_zone": "Pacific/Kiritimati"})
        assert (await customers.is_of_age(tx, young.id, "alcohol")).answer == "yes"


async def test_a_paper_that_was_approved_and_still_counts_is_the_evidence(
    tx: Tx, world: World
) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222", birth_date="1990-05-01")
    assert (await customers.is_of_age(tx, ana.id, "alcohol")).evidence == "declared"
    verification = await handed_in(tx, ana.id)
    assert (await customers.is_of_age(tx, ana.id, "alcohol")).evidence == "declared"
    await by_another(tx, world.laundry)
    await approved(tx, verification, until="2031-01-01", birth_date="1990-05-01")
    assert (await customers.is_of_age(tx, ana.id, "alcohol")).evidence == "document"
    await customers.change_customer(tx, ana.id, {"birth_date": "2015-01-01"}, country="OM")
    told = await customers.is_of_age(tx, ana.id, "alcohol")
    assert (told.answer, told.evidence) == ("yes", "document")
    ended = asking("UPDATE identity.verifications SET expires_at = now() WHERE tenant_id = $1")
    await tx.run(ended)
    told = await customers.is_of_age(tx, ana.id, "alcohol")
    assert (told.answer, told.evidence) == ("no", "declared")


async def test_who_is_too_young_by_a_paper_is_not_made_older_by_its_end(
    tx: Tx, world: World
) -> None:
    child = await registered(tx, name="Ana", phone="9111 2222", birth_date="2015-01-01")
    verification = await handed_in(tx, child.id)
    await by_another(tx, world.laundry)
    await approved(tx, verification, until="2031-01-01", birth_date="2015-01-01")
    await customers.change_customer(tx, child.id, {"birth_date": "1990-05-01"}, country="OM")
    await tx.run(
        asking("UPDATE identity.verifications SET expires_at = now() WHERE tenant_id = $1")
    )
    assert (await customers.is_of_age(tx, child.id, "alcohol")).answer == "no"
    assert await identity.lapse_verifications(tx, 10) == 1
    told = await customers.is_of_age(tx, child.id, "alcohol")
    assert (told.answer, told.evidence) == ("no", "document")


async def test_what_the_shop_has_no_age_for_is_no_permission(tx: Tx) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222", birth_date="1990-05-01")
    for category in ("", "fireworks", "bread"):
        with pytest.raises(Invalid):
            await customers.is_of_age(tx, ana.id, category)
    rules = await tenants.change_verification_rules(
        tx, {"limits": {"fireworks": (16, False), "tobacco": (18, True)}}
    )
    assert [limit.written() for limit in rules.limits] == ["tobacco=18+document", "fireworks=16"]
    assert (await customers.is_of_age(tx, ana.id, "fireworks")).answer == "yes"
    assert (await customers.is_of_age(tx, ana.id, "tobacco")).answer == "unknown"
    found = await customers.ages_of(tx, ana, rules)
    assert [each.category for each in found] == ["tobacco", "fireworks"]


async def test_a_company_has_no_age(tx: Tx) -> None:
    company = await registered(tx, "guest", kind="company", name="Seeb Foods")
    assert (await customers.is_of_age(tx, company.id, "alcohol")).answer == "unknown"
