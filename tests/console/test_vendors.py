"""Vendors at the console: the customers of their branches and no others; drivers see nobody."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest

from regulars.domains import identity
from regulars.domains.identity import Staff
from regulars.kernel.errors import Invalid
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.console.addresses import FORMS, LOOKS
from tests.console.test_isolation import OF_CUSTOMERS, ask
from tests.console.visitors import Served, Visitor
from tests.domains.evidence import asking
from tests.world import PASSWORD, World, registered

BRANCHLESS = asking(
    "UPDATE identity.staff SET branch_ids = '{}' WHERE tenant_id = $1 AND id = $2", "id"
)
MOVED = asking(
    "UPDATE identity.staff SET branch_ids = ARRAY[$3::uuid] WHERE tenant_id = $1 AND id = $2",
    "id",
    "branch_id",
)


async def hired(tx: Tx, role: str, branch_id: UUID | None = None) -> Staff:
    return await identity.add_staff(
        tx,
        name=f"A {role}",
        email=f"{role}-{uuid4().hex[:8]}@example.com",
        password=await identity.new_password(PASSWORD),
        role=role,
        branch_ids=(branch_id,) if branch_id else (),
    )


@pytest.fixture
async def vendor(console: Served, database: Database, world: World) -> AsyncIterator[Visitor]:
    """Sells in the second branch of the laundry."""
    async with database.transaction(world.laundry.context) as tx:
        staff = await hired(tx, "vendor", world.laundry.branches[1].id)
    async with console.visitor(world.laundry, staff) as visitor:
        yield visitor


async def of_branch(database: Database, world: World, place: int, phone: str) -> UUID:
    async with database.transaction(world.laundry.context) as tx:
        branch_id = str(world.laundry.branches[place].id)
        return (await registered(tx, name="Zahra Vendored", phone=phone, branch_id=branch_id)).id


async def test_a_vendor_serves_the_customers_of_their_branch(
    vendor: Visitor, database: Database, world: World
) -> None:
    theirs = await of_branch(database, world, 1, "+968 9555 2201")
    assert (await vendor.get(f"/customers/{theirs}")).status_code == 200
    assert str(theirs) in (await vendor.get("/customers")).text
    assert str(theirs) in (await vendor.post("/till/searches", {"typed": "9555 2201"})).text
    shown = await vendor.post(f"/customers/{theirs}/reveals", {"field": "phone"})
    assert (shown.status_code, "9555" in shown.text) == (200, True)


async def test_another_branchs_customers_are_unknown_to_a_vendor(
    vendor: Visitor, database: Database, world: World
) -> None:
    elsewhere = await of_branch(database, world, 0, "+968 9555 2202")
    for method, path in OF_CUSTOMERS:
        if path.startswith("/exports"):
            continue
        theirs = await ask(vendor, method, path, elsewhere, htmx=True)
        assert theirs == await ask(vendor, method, path, uuid4(), htmx=True), (method, path)
    for typed in ("Zahra", "9555 2202"):
        assert str(elsewhere) not in (await vendor.post("/till/searches", {"typed": typed})).text
        assert str(elsewhere) not in (await vendor.search(typed)).text
    for chosen in (str(world.laundry.branches[0].id), "all"):
        assert (await vendor.post("/branch", {"branch_id": chosen})).status_code == 404


async def test_a_vendor_invites_whom_they_hold_and_nobody_else(
    vendor: Visitor, database: Database, world: World
) -> None:
    theirs = await of_branch(database, world, 1, "+968 9555 2203")
    elsewhere = await of_branch(database, world, 0, "+968 9555 2204")
    sent = await vendor.post(f"/customers/{theirs}/invitation", {"channel": "phone"})
    assert sent.status_code < 400, sent.text
    assert str(theirs) in (await vendor.get("/customers/invitations")).text
    refused = await vendor.post(f"/customers/{elsewhere}/invitation", {"channel": "phone"})
    assert refused.status_code == 404


async def test_a_vendor_is_shown_and_let_to_nothing_else(vendor: Visitor) -> None:
    """No settings, no audit, no exports, no papers; and nothing that leads there."""
    till = (await vendor.get("/till")).text
    for way in ("/settings", "/audit", "/verifications", "/exports"):
        assert f"{vendor.home}{way}" not in till, way
    for path in LOOKS:
        if path.startswith(("/settings", "/audit", "/alerts", "/verifications")):
            answer = await vendor.get(path.replace("{id}", str(uuid4())))
            assert answer.status_code == 403, path
    palette = (await vendor.get("/palette")).text
    for way in ("/settings", "/audit", "/alerts"):
        assert f"{vendor.home}{way}" not in palette, way
    for way in ("/customers/exports", "/customers/exports/draft"):
        assert (await vendor.post(way, FORMS[way])).status_code == 403, way
    assert "/customers/exports" not in (await vendor.get("/customers")).text


async def test_a_vendor_lands_at_the_till_and_a_driver_on_their_account(
    console: Served, database: Database, world: World
) -> None:
    house = world.laundry
    async with database.transaction(house.context) as tx:
        people = await hired(tx, "vendor", house.branches[0].id), await hired(tx, "driver")
    lands = []
    for staff in people:
        async with console.visitor(house) as visitor:
            lands.append((await visitor.sign_in(staff)).headers["location"])
            seen = await visitor.get("/customers")
            assert seen.status_code == (403 if staff.role == "driver" else 200)
    assert lands == ["/c/laundry/till", "/c/laundry/account"]


async def test_a_driver_sees_their_account_and_no_customer(
    console: Served, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        driver = await hired(tx, "driver")
    async with console.visitor(world.laundry, driver) as visitor:
        account = await visitor.get("/account")
        assert account.status_code == 200
        assert 'name="branch_id"' not in account.text
        for path in ("/till", "/customers", "", "/customers/invitations"):
            assert (await visitor.get(path)).status_code == 403, path
        for method, path in OF_CUSTOMERS:
            if path.startswith("/account"):
                continue
            address = path.replace("{id}", str(world.laundry.ana.id)).replace(
                "{address_id}", str(world.laundry.address.id)
            )
            asked = (
                visitor.get(address) if method == "GET" else visitor.post(address, FORMS.get(path))
            )
            assert (await asked).status_code == 403, path


async def test_a_vendor_who_was_given_no_branch_sees_nobody(
    console: Served, database: Database, world: World
) -> None:
    """From before vendors had branches: they come in, and all they find is their own account."""
    house = world.laundry
    async with database.transaction(house.context) as tx:
        vendor = await hired(tx, "vendor", house.branches[0].id)
        await tx.run(BRANCHLESS, id=vendor.id)
    async with console.visitor(house) as visitor:
        assert (await visitor.sign_in(vendor)).headers["location"] == "/c/laundry/account"
        assert (await visitor.get("/account")).status_code == 200
        for path in ("/till", "/customers", f"/customers/{house.ana.id}"):
            assert (await visitor.get(path)).status_code == 403, path


async def test_a_vendor_who_leaves_a_branch_leaves_it_at_once(
    console: Served, database: Database, world: World
) -> None:
    house = world.laundry
    async with database.transaction(house.context) as tx:
        vendor = await hired(tx, "vendor", house.branches[0].id)
    async with console.visitor(house, vendor) as visitor:
        assert (await visitor.get("/till")).status_code == 200
        async with database.transaction(house.context) as tx:
            await tx.run(MOVED, id=vendor.id, branch_id=house.branches[1].id)
        assert (await visitor.is_sent_away("/till")).status_code == 303


async def test_no_vendor_is_made_without_a_branch(tx: Tx) -> None:
    with pytest.raises(Invalid) as refused:
        await hired(tx, "vendor")
    assert [each.field for each in refused.value.errors] == ["branch_ids"]
