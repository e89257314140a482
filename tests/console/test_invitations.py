"""Inviting from the console: a dialog on the customer's page, a list narrowed by how it stands."""

import re

from regulars.domains.customers import Customer
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.console.visitors import Visitor
from tests.domains.customers.account_holders import account_holder
from tests.domains.customers.coming_in import let_in
from tests.world import World, registered

ID = re.compile(r'id="invitation-([0-9a-f-]{36})"')


async def held(database: Database, world: World, name: str, phone: str) -> Customer:
    async def run(tx: Tx) -> Customer:
        return await registered(tx, name=name, phone=phone)

    return await database.unit(world.laundry.context, run)


async def test_a_customer_is_invited_sent_to_again_and_taken_back(
    owner: Visitor, database: Database, world: World
) -> None:
    huda = await held(database, world, "Huda Invitable", "9255 1101")
    dialog = await owner.get(f"/customers/{huda.id}/invitation", htmx=True)
    assert "Invite Huda Invitable to an account" in dialog.text.replace("\u2068", "").replace(
        "\u2069", ""
    )
    assert "92551101" not in dialog.text, "masked"
    sent = await owner.post(f"/customers/{huda.id}/invitation", {"channel": "phone"}, htmx=False)
    assert sent.status_code == 303
    page = await owner.get("/customers/invitations", state="pending")
    assert "Huda Invitable" in page.text
    invitation = ID.findall(page.text)[0]
    for what, status in (("resend", 303), ("cancel", 303)):
        path = f"/customers/invitations/{invitation}/{what}"
        answer = await owner.post(path, {"state": "pending"}, htmx=False)
        assert answer.status_code == status
        assert answer.headers["location"].endswith("/customers/invitations?state=pending")
    assert invitation not in (await owner.get("/customers/invitations", state="pending")).text
    assert invitation in (await owner.get("/customers/invitations", state="cancelled")).text
    again = await owner.post(f"/customers/invitations/{invitation}/resend", htmx=False)
    assert again.status_code == 409


async def test_the_menu_offers_an_invitation_to_who_never_signed_in_alone(
    owner: Visitor, database: Database, world: World
) -> None:
    new = await held(database, world, "Nobody Yet", "9255 1121")
    in_ = await held(database, world, "Somebody In", "9255 1122")
    await database.unit(world.laundry.context, lambda tx: let_in(tx, phone="9255 1122"))
    for customer, is_offered in ((new, True), (in_, False)):
        page = await owner.get(f"/customers/{customer.id}/addresses")
        assert (f"/customers/{customer.id}/invitation" in page.text) is is_offered


async def test_who_has_an_account_is_not_invited(
    owner: Visitor, database: Database, world: World
) -> None:
    async def run(tx: Tx) -> Customer:
        made, _ = await account_holder(tx, phone="92551111", email=None)
        return made

    huda = await database.unit(world.laundry.context, run)
    dialog = await owner.get(f"/customers/{huda.id}/invitation", htmx=True)
    assert "has an account already" in dialog.text
    answer = await owner.post(f"/customers/{huda.id}/invitation", {"channel": "phone"})
    assert answer.status_code == 409
    assert "has an account already" in answer.text


async def test_a_state_that_is_none_is_not_found(owner: Visitor) -> None:
    assert (await owner.get("/customers/invitations", state="lost")).status_code == 404
