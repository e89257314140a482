"""Papers in the console: handed in on the customer's page, queued, reviewed, and never run."""

from uuid import UUID

import pytest

from regulars.domains import customers, identity
from regulars.runtime.database import Database
from tests.api.samples import picture
from tests.console.visitors import Served, Visitor
from tests.domains.customers.papers.handing_in import approved, handed_in, reviewer
from tests.domains.evidence import asking
from tests.runtime.test_papers import pdf
from tests.world import House, World, registered

LOOKS = asking(
    "SELECT count(*) FROM audit.reads WHERE tenant_id = $1 AND kind = 'revealed'"
    " AND purpose = 'verification' AND $2 = ANY (subject_ids)",
    "customer_id",
)


async def sent(visitor: Visitor, path: str, name: str = "s.jpg", **files: bytes):  # type: ignore[no-untyped-def]
    return await visitor.client.post(
        visitor.home + path,
        data={"csrf": visitor.token, "document": "passport"},
        files={field: (name, content, "image/svg+xml") for field, content in files.items()},
        headers={"Origin": visitor.origin, "HX-Request": "true"},
    )


async def somebody(database: Database, house: House, **given: str) -> UUID:
    """A customer of a test's own: the console's tests share one shop."""
    async with database.transaction(house.context) as tx:
        made = await registered(tx, "guest", name="Huda", branch_id=str(house.branches[0].id))
        if given:
            await customers.change_customer(tx, made.id, given, country="OM")
        return made.id


async def paper_of(database: Database, house: House, customer_id: UUID) -> str:
    async with database.transaction(house.context) as tx:
        return f"/verifications/{(await identity.verifications_of(tx, customer_id))[0].id}"


async def test_a_paper_is_handed_in_reviewed_by_another_and_stands_on_the_page(
    console: Served, owner: Visitor, database: Database, world: World
) -> None:
    huda = await somebody(database, world.laundry)
    ana = f"/customers/{huda}"
    given = await sent(owner, f"{ana}/papers", "../../etc/ana.svg", front=picture(), back=pdf())
    assert given.headers["hx-redirect"].endswith(ana), given.text
    queue = (await owner.get("/verifications")).text
    assert "Handed in by you" in queue
    assert "ana.svg" not in queue + (await owner.get(ana)).text
    paper = await paper_of(database, world.laundry, huda)
    assert paper in queue
    assert 'data-key="a"' not in (await owner.get(paper)).text
    own = await owner.post(f"{paper}/approval", {"version": "1"}, htmx=False)
    assert (own.status_code, "somebody else decides" in own.text) == (409, True)
    async with console.visitor(world.laundry, world.laundry.admin) as admin:
        page = (await admin.get(paper)).text
        assert 'data-key="a"' in page
        wrong = await admin.post(f"{paper}/approval", {"version": "1", "until": "1999-01-01"})
        assert (wrong.status_code, "Choose a day from today on" in wrong.text) == (422, True)
        typed = {"version": "1", "until": "2031-01-31"}
        done = await admin.post(f"{paper}/approval", typed, htmx=False)
        assert done.status_code == 303
        late = await admin.post(f"{paper}/rejection", {"version": "1", "reason": "unreadable"})
        assert (late.status_code, "Somebody else was quicker" in late.text) == (409, True)
    assert "until 31 Jan 2031" in (await owner.get(ana)).text


async def test_what_leaves_is_a_look_and_runs_nothing(
    console: Served, owner: Visitor, database: Database, world: World
) -> None:
    ana = await somebody(database, world.laundry)
    await sent(owner, f"/customers/{ana}/papers", front=picture(), back=pdf())
    paper = await paper_of(database, world.laundry, ana)
    shown = await owner.get(f"{paper}/papers/1")
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["content-disposition"] == 'inline; filename="document-1.jpg"'
    kept = await owner.get(f"{paper}/papers/2")
    assert kept.content == pdf()
    assert kept.headers["content-disposition"] == 'attachment; filename="document-2.pdf"'
    for answer in (shown, kept):
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
    for place in ("0", "3", "x"):
        assert (await owner.get(f"{paper}/papers/{place}")).status_code == 404
    async with database.transaction(world.laundry.context) as tx:
        assert await tx.value(LOOKS, customer_id=ana) == 1


@pytest.mark.parametrize(
    ("front", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "neither a picture nor a PDF"),
        (b"MZ", "neither a picture nor a PDF"),
        (pdf(b"<</S/JavaScript>>"), "more than pages"),
        (b"\xff\xd8" + b"0" * (5 * 1024 * 1024), "too large"),
        (b"", "required"),
    ],
)
async def test_what_is_no_paper_is_said_in_the_dialog(
    owner: Visitor, world: World, front: bytes, said: str
) -> None:
    answer = await sent(owner, f"/customers/{world.laundry.ana.id}/papers", front=front)
    assert (answer.status_code, said in answer.text) == (422, True)


async def test_more_than_two_papers_bytes_are_not_even_read(owner: Visitor, world: World) -> None:
    huge = await sent(owner, f"/customers/{world.laundry.ana.id}/papers", front=b"0" * 11_000_000)
    assert huge.status_code == 413


async def test_branch_staff_hand_in_and_are_told_ages_and_review_nothing(
    cashier: Visitor, database: Database, world: World
) -> None:
    huda = await somebody(database, world.laundry)
    ana = f"/customers/{huda}"
    given = await sent(cashier, f"{ana}/papers", front=picture())
    assert given.headers["hx-redirect"].endswith(ana)
    page = (await cashier.get(ana)).text
    assert "/verifications" not in page
    assert "Of age for" in page
    assert "21+" in (await cashier.get(f"/till/customers/{huda}", htmx=True)).text
    for path in ("/verifications", f"/verifications/{world.laundry.ana.id}"):
        assert (await cashier.get(path)).status_code == 403


async def test_a_paper_is_asked_for_and_no_longer_wanted(
    owner: Visitor, database: Database, world: World
) -> None:
    ana = f"/customers/{await somebody(database, world.laundry)}"
    asked = await owner.post(f"{ana}/papers/request", {"document": "id_card"}, htmx=False)
    assert asked.status_code == 303
    assert "asked for on" in (await owner.get(ana)).text
    gone = await owner.post(f"{ana}/papers/request/withdrawal", htmx=False)
    assert gone.status_code == 303
    assert (await owner.post(f"{ana}/papers/request/withdrawal")).status_code == 404


async def test_an_approval_is_withdrawn_and_its_paper_is_gone(
    owner: Visitor, database: Database, world: World
) -> None:
    house = world.laundry
    async with database.transaction(house.context) as tx:
        verification = await handed_in(tx, (await registered(tx, "guest")).id)
    async with database.transaction(reviewer(house)) as tx:
        await approved(tx, verification)
    paper = f"/verifications/{verification.id}"
    done = await owner.post(f"{paper}/withdrawal", {"version": "2"}, htmx=False)
    assert done.status_code == 303
    assert "The paper was deleted" in (await owner.get(paper)).text
    assert (await owner.get(f"{paper}/papers/1")).status_code == 404


async def test_the_rules_are_kept_in_any_digits_and_faults_are_named(owner: Visitor) -> None:
    typed = {"kept_days": "٧", "wait_days": "14", "age_tobacco": "21", "needs_document": "tobacco"}
    assert (await owner.post("/settings/verifications", typed, htmx=False)).status_code == 303
    page = (await owner.get("/settings/verifications")).text
    assert 'value="7"' in page
    wrong = await owner.post("/settings/verifications", {**typed, "age_tobacco": "x"})
    assert (wrong.status_code, "too small or too large" in wrong.text) == (422, True)


async def test_no_name_of_a_paper_and_no_birth_date_is_in_any_fact(
    console: Served, owner: Visitor, database: Database, world: World
) -> None:
    house = world.laundry
    huda = await somebody(database, house, birth_date="1987-06-05")
    await sent(owner, f"/customers/{huda}/papers", "secret-name.jpg", front=picture())
    paper = await paper_of(database, house, huda)
    async with console.visitor(house, house.admin) as admin:
        typed = {"version": "1", "birth_date": "1987-06-05"}
        assert (await admin.post(f"{paper}/approval", typed, htmx=False)).status_code == 303
    everything = asking(
        "SELECT string_agg(f.data::text, ' ') || coalesce((SELECT string_agg(v::text, ' ')"
        " FROM identity.verifications v WHERE v.tenant_id = $1), '') || coalesce((SELECT"
        " string_agg(n.name, ' ') FROM runtime.files n WHERE n.tenant_id = $1), '')"
        " FROM journal.facts f WHERE f.tenant_id = $1"
    )
    async with database.transaction(house.context) as tx:
        told = await tx.value(everything)
        assert (await identity.verifications_of(tx, huda))[0].state == "approved"
        assert (await customers.is_of_age(tx, huda, "tobacco")).evidence == "document"
    # A year by itself would be met in somebody's id by chance.
    for secret in ("1987-06-05", "19870605", "05/06/1987", "secret-name"):
        assert secret not in told
