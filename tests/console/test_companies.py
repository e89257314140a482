"""Companies in the console: made, given terms, and their people added from their page."""

import re
from typing import Any
from uuid import UUID

from regulars.domains import customers, identity
from regulars.runtime.database import Database
from tests.console.visitors import Visitor
from tests.world import World, registered

COMPANY = {
    "stage": "stub",
    "kind": "company",
    "name": "Sohar Sample Trading",
    "phone": "9555 1001",
    "company": "",
    "tax_id": "OM 1100-012345",
    "credit_limit": "١٬٢٥٠٫٥",
    "currency": "OMR",
    "payment_terms_days": "٣٠",
}


async def made(visitor: Visitor, **form: str) -> str:
    answer = await visitor.post("/customers", form)
    assert answer.status_code == 200, answer.text
    return answer.headers["HX-Redirect"].removeprefix("/c/laundry")


async def test_a_company_has_terms_and_people_both_ways(owner: Visitor, world: World) -> None:
    company = await made(owner, **COMPANY)
    page = (await owner.get(company)).text
    assert "OMR\xa01,250.500" in page
    assert "30 days" in page
    assert "••••2345" in page
    assert "1100-012345" not in page
    number = re.search(r'name="contact_of" value="(CUST-\d+)"', page)
    assert number
    dialog = await owner.post("/customers/draft", {"contact_of": number[1]})
    assert f'value="{number[1]}"' in dialog.text

    contact = await made(
        owner, stage="stub", name="Huda", phone="9555 1002", company=number[1], tax_id=""
    )
    assert "Sohar Sample Trading" in (await owner.get(contact)).text
    assert "Huda" in (await owner.get(company)).text
    assert "Huda" in (await owner.get(f"{company}/contacts")).text
    elsewhere = await owner.get(f"{contact}/contacts")
    assert elsewhere.headers["location"] == f"/c/laundry{contact}"

    await owner.post(f"{company}/deletion", {})
    page = (await owner.get(contact)).text
    assert re.search(r"Sohar Sample Trading.{0,400}Deleted", page, re.DOTALL)
    # They go on being edited, and nobody else becomes a contact of it.
    form = {"name": "Huda S", "phone": "9555 1002", "company": number[1]}
    assert (await owner.post(contact, form)).status_code == 200
    late = {**form, "stage": "stub", "phone": "9555 1005"}
    assert (await owner.post("/customers", late)).status_code == 422


async def test_what_is_wrong_with_terms_is_said_where_it_is(owner: Visitor) -> None:
    wrong = {**COMPANY, "phone": "9555 1003", "credit_limit": "1.2345", "payment_terms_days": "x"}
    answer = await owner.post("/customers", wrong)
    assert answer.status_code == 422
    assert "Too many decimals" in answer.text
    unknown = {"stage": "stub", "name": "Said", "phone": "9555 1004", "company": "CUST-99999"}
    answer = await owner.post("/customers", unknown)
    assert answer.status_code == 422
    assert "There is no such company." in answer.text


async def test_days_that_only_look_like_a_number_are_refused_beside_their_field(
    owner: Visitor,
) -> None:
    answer = await owner.post(
        "/customers", {**COMPANY, "phone": "9555 1006", "payment_terms_days": "3²"}
    )
    assert answer.status_code == 422
    assert 'name="payment_terms_days"' in answer.text
    assert "-fault" in answer.text


async def test_why_somebody_is_no_company_or_stays_one_is_said_beside_the_box(
    owner: Visitor, database: Database, world: World
) -> None:
    company = await made(owner, **{**COMPANY, "phone": "9555 1011"})
    person = await made(owner, stage="stub", name="Huda", phone="9555 1012", company="")
    async with database.transaction(world.laundry.context) as tx:
        await identity.open_account(tx, "customer", UUID(person.rpartition("/")[2]))
        given = {"company_id": company.rpartition("/")[2]}
        await customers.change_customer(tx, UUID(person.rpartition("/")[2]), given, country="OM")
    terms = {name: value for name, value in COMPANY.items() if name not in ("stage", "kind")}
    stops = await owner.post(company, {**terms, "phone": "9555 1011"})
    assert stops.status_code == 422
    assert "This company has contacts." in stops.text
    assert 'aria-describedby="c-kind-fault"' in stops.text
    begins = await owner.post(
        person, {"name": "Huda", "phone": "9555 1012", "kind": "company", "company": ""}
    )
    assert begins.status_code == 422
    assert "This person has an account of their own." in begins.text


async def test_who_stops_being_a_company_stops_having_terms(owner: Visitor) -> None:
    path = await made(owner, **{**COMPANY, "phone": "9555 1005"})
    person = {name: value for name, value in COMPANY.items() if name not in ("stage", "kind")}
    answer = await owner.post(path, {**person, "phone": "9555 1005"})
    assert answer.status_code == 200, answer.text
    page = (await owner.get(path)).text
    assert "1,250.500" not in page.split('id="timeline-title"')[0]


async def test_wishes_are_switched_on_the_form_and_shown(owner: Visitor, world: World) -> None:
    ana = f"/customers/{world.laundry.ana.id}"
    wishes = ["sms.orders", "email.orders", "whatsapp.orders", "push.orders", "email.marketing"]
    await owner.post(ana, {"wishes_shown": "true", "wish": wishes})
    page = (await owner.get(ana)).text
    assert "Messages" in page
    assert "E-mail · Offers: Yes" in page  # in the timeline
    form = (await owner.get(f"{ana}/edit", htmx=True)).text
    assert re.search(r'value="email.marketing"\s+checked', form)
    assert not re.search(r'value="sms.marketing"\s+checked', form)


async def test_a_company_and_its_people_know_nothing_of_each_other_across_branches(
    cashier: Visitor, database: Database, world: World
) -> None:
    here, there = (str(branch.id) for branch in world.laundry.branches)
    async with database.transaction(world.laundry.context) as tx:
        ours = await registered(tx, "guest", kind="company", name="Ours", branch_id=here)
        theirs = await registered(tx, "guest", kind="company", name="Theirs", branch_id=there)
        of_ours: Any = {"phone": "9577 4101", "branch_id": there, "company_id": str(ours.id)}
        far = await registered(tx, name="Zubaida", **of_ours)
        of_theirs: Any = {"phone": "9577 4102", "branch_id": here, "company_id": str(theirs.id)}
        near = await registered(tx, name="Salma", **of_theirs)
    for tab in ("", "/contacts", "/timeline", "/history"):
        page = (await cashier.get(f"/customers/{ours.id}{tab}")).text
        assert not [w for w in ("Zubaida", far.shown_number, str(far.id)) if w in page], tab
    for tab in ("", "/timeline", "/history", "/addresses"):
        page = (await cashier.get(f"/customers/{near.id}{tab}")).text
        words = ("Theirs", theirs.shown_number, str(theirs.id))
        assert not [word for word in words if word in page], tab
    # Their number is as unknown as nobody's, and saving leaves the contact where they were.
    path, form = f"/customers/{near.id}", {"name": "Salma", "phone": "9577 4102"}
    answers = {
        (answer.status_code, answer.text.replace(typed, "…"))
        for typed in (theirs.shown_number, "CUST-99999", world.bakery.ana.shown_number + "9")
        for answer in [await cashier.post(path, {**form, "company": typed})]
    }
    assert [status for status, _ in answers] == [422]
    assert (await cashier.post(path, {**form, "company": str(theirs.id)})).status_code == 200
    async with database.transaction(world.laundry.context) as tx:
        after = await customers.customer_by_id(tx, near.id)
    assert after.traits.company_id == theirs.id


async def test_the_history_tells_an_amount_in_the_currency_that_it_had(owner: Visitor) -> None:
    path = await made(owner, **{**COMPANY, "phone": "9555 1007", "credit_limit": "1.500"})
    form = {"name": "Sohar Sample Trading", "phone": "9555 1007", "kind": "company"}
    limit = {"tax_id": "", "credit_limit": "20.50", "currency": "AED", "payment_terms_days": ""}
    assert (await owner.post(path, {**form, **limit})).status_code == 200
    page = (await owner.get(f"{path}/history", field="credit_limit_minor")).text
    assert "OMR\xa01.500" in page
    assert "AED\xa020.50" in page


async def test_an_amount_from_before_the_currency_changed_is_told_in_the_one_of_its_time(
    owner: Visitor,
) -> None:
    """Also where the change of the currency stands on an earlier page, or no amount has one."""
    form = {**COMPANY, "phone": "9555 1008", "credit_limit": "1.500"}
    path = await made(owner, **form)
    for limit, currency in (("2.750", "OMR"), ("20.50", "AED"), ("30.25", "AED"), ("", "")):
        given = {**form, "credit_limit": limit, "currency": currency}
        assert (await owner.post(path, given)).status_code == 200
    told = [
        ("OMR\xa01.500", "OMR\xa02.750"),
        ("OMR\xa02.750", "AED\xa020.50"),
        ("AED\xa020.50", "AED\xa030.25"),
    ]
    for place in ("/history", "/timeline"):
        page = (await owner.get(path + place)).text
        assert [pair for pair in told if f"{pair[0]}</bdi>" in page] == told, place
        assert [pair for pair in told if f"{pair[1]}</bdi>" in page] == told, place
        assert "AED\xa015.00" not in page, place
    trail = (await owner.get("/audit", subject=path.rsplit("/", 1)[-1])).text
    assert ("OMR\xa02.750" in trail, "AED\xa027.50" in trail) == (True, False)
