"""Editing staff on the settings pages: what the form holds, what it refuses, what is told of it."""

import re

from regulars.domains import identity
from regulars.domains.identity import Staff
from tests.console.visitors import Served, Visitor, console_of
from tests.instruments.installation import Installation
from tests.world import World


def form_of(page: str) -> dict[str, str | list[str]]:
    """What a browser would send of the dialog as it stands."""
    typed = dict(re.findall(r'<input[^>]* name="(version|name|email)"[^>]* value="([^"]*)"', page))
    chosen = dict(re.findall(r'name="(role)" value="(\w+)" checked', page))
    return {
        **typed,
        **chosen,
        "branch_ids": re.findall(r'name="branch_ids" value="([^"]+)" checked', page),
        "language": re.findall(r'<option value="(\w+)" selected', page)[0],
    }


async def person(installation: Installation, world: World, staff: Staff) -> Staff:
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        return await identity.open_staff(tx, staff.id)


async def test_an_account_is_edited_and_the_trail_tells_what_it_was(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    cashier = world.laundry.cashier
    path = f"/settings/staff/{cashier.id}"
    form = form_of((await own_owner.get(f"{path}/edit", htmx=True)).text)
    assert (form["name"], form["email"], form["role"]) == (cashier.name, cashier.email, "branch")
    assert form["branch_ids"] == [str(cashier.branch_ids[0])]
    changed = {**form, "name": "Noor Al Busaidi", "role": "admin", "language": "ar"}
    answer = await own_owner.post(path, changed)
    assert answer.headers["hx-redirect"] == "/c/laundry/settings/staff"
    page = (await own_owner.get("/settings/staff")).text
    assert "Noor Al Busaidi" in page
    assert "Staff account changed." in page
    trail = (await own_owner.get("/audit", subject=str(cashier.id))).text
    told = dict(re.findall(r"<del><bdi>([^<]+)</bdi></del>.*?<ins><bdi>([^<]+)</bdi>", trail))
    assert told[cashier.name] == "Noor Al Busaidi"
    assert told["Branch staff"] == "Admin"
    assert told["English"] == "Arabic"
    assert (await person(installation, world, cashier)).branch_ids == ()


async def test_what_is_wrong_is_said_in_the_form(own_owner: Visitor, world: World) -> None:
    path = f"/settings/staff/{world.laundry.cashier.id}"
    form = form_of((await own_owner.get(f"{path}/edit", htmx=True)).text)
    wrong = await own_owner.post(path, {**form, "name": "", "email": "x", "branch_ids": []})
    assert (wrong.status_code, wrong.text.count('class="fault"')) == (422, 3)
    taken = await own_owner.post(path, {**form, "email": world.laundry.owner.email})
    assert (taken.status_code, "already has this e-mail" in taken.text) == (409, True)


async def test_who_saves_what_somebody_else_changed_meanwhile_is_told_so(
    own_owner: Visitor, own_console: Served, world: World
) -> None:
    """And what they typed stands in the form; a sign-in in between is no collision."""
    cashier = world.laundry.cashier
    path = f"/settings/staff/{cashier.id}"
    form = form_of((await own_owner.get(f"{path}/edit", htmx=True)).text)
    async with own_console.visitor(world.laundry, cashier):
        pass
    assert (await own_owner.post(path, {**form, "name": "Noor"})).status_code == 200
    late = await own_owner.post(path, {**form, "name": "Nora"})
    assert late.status_code == 409
    assert "Somebody changed this account meanwhile." in late.text
    assert 'value="Nora"' in late.text
    latest = form_of((await own_owner.get(f"{path}/edit", htmx=True)).text)
    assert latest["name"] == "Noor"
    again = await own_owner.post(path, {**latest, "name": "Nora"})
    assert "hx-redirect" in again.headers


async def test_ones_own_account_has_no_role_to_choose_and_takes_none(
    own_console: Served, installation: Installation, world: World
) -> None:
    admin = world.laundry.admin
    async with own_console.visitor(world.laundry, admin) as visitor:
        path = f"/settings/staff/{admin.id}"
        page = (await visitor.get(f"{path}/edit", htmx=True)).text
        assert 'name="role"' not in page
        form = {"name": "Huda", "email": admin.email, "role": "owner", "language": "en"}
        assert "hx-redirect" in (await visitor.post(path, form)).headers
        owners = f"/settings/staff/{world.laundry.owner.id}"
        assert (await visitor.post(owners, {**form, "email": "x@example.com"})).status_code == 403
        others = await visitor.post(f"/settings/staff/{world.laundry.cashier.id}", form)
        assert others.status_code == 403, "an admin makes no owner"
    after = await person(installation, world, admin)
    assert (after.name, after.role) == ("Huda", "admin")


async def test_an_account_is_closed_for_good_and_its_email_is_free(
    own_console: Served, own_owner: Visitor, world: World
) -> None:
    cashier = world.laundry.cashier
    async with own_console.visitor(world.laundry, cashier) as gone:
        await own_owner.post(f"/settings/staff/{cashier.id}/disable")
        dialog = (await own_owner.get(f"/settings/staff/{cashier.id}/closing", htmx=True)).text
        assert "cannot be undone" in dialog
        closed = await own_owner.post(f"/settings/staff/{cashier.id}/closing")
        assert "hx-redirect" in closed.headers
        assert (await gone.is_sent_away("/till")).status_code == 303
    page = (await own_owner.get("/settings/staff")).text
    assert "1 former colleague" in page
    assert f"{cashier.id}/enable" not in page
    heir = {
        "name": "Yusuf",
        "email": cashier.email,
        "password": "an entirely new password",
        "role": "admin",
    }
    assert "hx-redirect" in (await own_owner.post("/settings/staff", heir)).headers
    refused = await own_owner.post(f"/settings/staff/{cashier.id}/enable")
    assert (refused.status_code, "closed for good" in refused.text) == (409, True)


async def test_a_role_taken_away_bites_in_every_process_within_half_a_second(
    installation: Installation, own_owner: Visitor, world: World
) -> None:
    """The admin's server is told nothing: it looks again by itself."""
    first = str(world.laundry.branches[0].id)
    async with (
        console_of(installation) as elsewhere,
        elsewhere.visitor(world.laundry, world.laundry.admin) as admin,
    ):
        assert (await admin.get("/audit")).status_code == 200
        path = f"/settings/staff/{world.laundry.admin.id}"
        form = form_of((await own_owner.get(f"{path}/edit", htmx=True)).text)
        await own_owner.post(path, {**form, "role": "branch", "branch_ids": [first]})
        # The session saw every branch, so it is over.
        assert (await admin.is_sent_away("/customers")).status_code == 303
        await admin.sign_in(world.laundry.admin)
        assert (await admin.get("/audit")).status_code == 403
