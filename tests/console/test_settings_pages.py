"""The settings pages: the business, its branches, staff and keys, and who may touch which."""

import re
from dataclasses import replace

import pytest

from regulars.domains import identity, tenants
from regulars.runtime.database import Database
from tests.api.people import signed_in
from tests.console.visitors import Served, Visitor
from tests.instruments.installation import Installation
from tests.world import PASSWORD, World

NEW = "an entirely new password"
YUSUF = {
    "name": "Yusuf Al Hinai",
    "email": "yusuf@laundry.example.com",
    "password": PASSWORD,
    "role": "branch",
}


async def test_the_business_is_changed_and_what_is_wrong_is_said(owner: Visitor) -> None:
    form = {"name": "The laundry", "language": "en", "country": "AE", "time_zone": "Asia/Dubai"}
    form |= {"languages": "ar"}
    wrong = await owner.post("/settings", {**form, "name": " ", "country": "XX"}, htmx=False)
    assert (wrong.status_code, "Enter a name." in wrong.text) == (422, True)
    assert (await owner.post("/settings", form, htmx=False)).status_code == 303
    page = (await owner.get("/settings")).text
    assert "Your changes are saved." in page
    assert '<option value="AE" selected>' in page
    wordless = await owner.post("/settings", {**form, "languages": ""}, htmx=False)
    assert (wordless.status_code, "values allowed" in wordless.text) == (422, True)
    draft = (await owner.post("/customers/draft")).text
    assert ('<option value="ar"' in draft, '<option value="en"' in draft) == (True, False)
    back = {**form, "country": "OM", "time_zone": "Asia/Muscat"}
    await owner.post("/settings", {**back, "languages": "en"})


async def test_from_how_many_rows_on_owners_are_warned_is_set_in_any_digits(
    owner: Visitor, database: Database, world: World
) -> None:
    form = {"name": "The laundry", "language": "en", "country": "OM", "time_zone": "Asia/Muscat"}
    form |= {"languages": "en"}
    for wrong in ("", "0", "-5", "1.5", "many", "1000001"):
        answer = await owner.post("/settings", {**form, "export_alarm_rows": wrong}, htmx=False)
        assert (answer.status_code, "too small or too large" in answer.text) == (422, True), wrong
    sent = await owner.post("/settings", {**form, "export_alarm_rows": "٧٥٠"}, htmx=False)
    assert sent.status_code == 303
    assert 'value="750"' in (await owner.get("/settings")).text
    async with database.transaction(world.laundry.context) as tx:
        assert await tenants.read_export_alarm(tx) == 750
    await owner.post("/settings", {**form, "export_alarm_rows": "5000"}, htmx=False)


async def test_after_how_long_a_number_alone_opens_nothing_is_set_in_any_digits(
    owner: Visitor, database: Database, world: World
) -> None:
    form = {"name": "The laundry", "language": "en", "country": "OM", "time_zone": "Asia/Muscat"}
    form |= {"languages": "en"}
    for wrong in ("", "0", "37", "1.5", "nine", "-3"):
        sent = await owner.post("/settings", {**form, "reverify_after_months": wrong}, htmx=False)
        assert (sent.status_code, "whole number of months" in sent.text) == (422, True), wrong
    right = {**form, "reverify_after_months": "١٢"}
    assert (await owner.post("/settings", right, htmx=False)).status_code == 303
    assert 'value="12"' in (await owner.get("/settings")).text
    async with database.transaction(world.laundry.context) as tx:
        assert (await tenants.read_settings(tx)).reverify_after_months == 12
    await owner.post("/settings", {**form, "reverify_after_months": "9"}, htmx=False)


async def test_a_branch_has_a_name_in_each_script(
    owner: Visitor, database: Database, world: World
) -> None:
    await owner.post("/settings/branches", {"name": "Barka", "name2": "بركاء"})
    page = (await owner.get("/settings/branches")).text
    path = re.search(
        r'href="/c/laundry(/settings/branches/[^/"]+)/edit"', page.rsplit(">Barka<", 1)[1]
    )
    assert path
    dialog = (await owner.get(f"{path[1]}/edit", htmx=True)).text
    assert 'value="بركاء"' in dialog
    await owner.post(path[1], {"name": "Barka North", "name2": ""})
    async with database.transaction(world.laundry.context) as tx:
        names = {(b.name, b.name2) for b in await tenants.list_branches(tx)}
    assert ("Barka North", None) in names


async def test_a_key_is_shown_once_works_and_is_revoked(owner: Visitor) -> None:
    empty = await owner.post("/settings/keys", {"name": "Till tablet"})
    assert (empty.status_code, "Choose one of the values" in empty.text) == (422, True)
    made = await owner.post(
        "/settings/keys", {"name": "Till tablet", "scopes": ["customers:read", "customers:write"]}
    )
    secret = re.search(r"rk_test_\w+", made.text)
    assert secret
    page = (await owner.get("/settings/keys")).text
    assert secret[0] not in page
    bearer = {"Authorization": f"Bearer {secret[0]}"}
    assert (await owner.client.get("/api/v1/customers", headers=bearer)).status_code == 200
    path = re.search(r'href="/c/laundry(/settings/keys/[^/"]+/revocation)"', page)
    assert path
    assert "Till tablet" in (await owner.get(path[1], htmx=True)).text
    done = await owner.post(path[1])
    assert done.headers["hx-redirect"] == "/c/laundry/settings/keys"


async def test_a_key_for_an_app_has_no_scopes_and_only_begins_a_sign_in(owner: Visitor) -> None:
    made = await owner.post(
        "/settings/keys",
        {"name": "Our app", "kind": "publishable", "scopes": ["customers:read"]},
    )
    secret = re.search(r"pk_test_\w+", made.text)
    assert secret
    assert "It is no secret" in made.text
    bearer = {"Authorization": f"Bearer {secret[0]}"}
    refused = await owner.client.get("/api/v1/customers", headers=bearer)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    wish = {"grant_type": "refresh_token", "refresh_token": "rf_test_nobody"}
    answer = await owner.client.post("/api/v1/auth/token", json=wish, headers=bearer)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_grant")
    page = (await owner.get("/settings/keys")).text
    assert secret[0] not in page
    path = re.search(r'href="/c/laundry(/settings/keys/[^/"]+/revocation)"', page)
    assert path
    assert "can begin no sign-in" in (await owner.get(path[1], htmx=True)).text
    await owner.post(path[1])


async def test_the_key_that_signs_tokens_is_turned_once_by_who_presses_twice(
    own_owner: Visitor, own_console: Served, world: World, installation: Installation
) -> None:
    assert "Made when somebody first signs in" in (await own_owner.get("/settings/keys")).text
    await signed_in(installation, world.laundry)
    page = (await own_owner.get("/settings/keys")).text
    assert "http://localhost:8400/p/laundry/.well-known/jwks.json" in page
    assert 'href="/c/laundry/settings/keys/signing/turn"' in page
    dialog = (await own_owner.get("/settings/keys/signing/turn", htmx=True)).text
    (name,) = re.findall(r'name="name" value="([0-9a-z]{12})"', dialog)
    assert name in page
    for _ in range(2):
        done = await own_owner.post("/settings/keys/signing/turn", {"name": name})
        assert done.headers["hx-redirect"] == "/c/laundry/settings/keys"
    async with installation.connection() as connection:
        found = await connection.fetch("SELECT name, retired_at FROM identity.signing_keys")
    assert {row["name"] for row in found if row["retired_at"]} == {name}
    assert len(found) == 2
    assert name not in (await own_owner.get("/settings/keys")).text
    # An admin may change settings; who only serves at the till sees none of it.
    async with own_console.visitor(world.laundry, world.laundry.cashier) as cashier:
        refused = await cashier.post("/settings/keys/signing/turn", {"name": name})
        assert refused.status_code == 403


async def test_staff_are_added_with_what_is_wrong_said(owner: Visitor, world: World) -> None:
    branches = [str(world.laundry.branches[0].id)]
    wrong = await owner.post("/settings/staff", {**YUSUF, "email": "x", "password": "Tiny99"})
    assert wrong.text.count('class="fault"') == 3
    assert "Tiny99" not in wrong.text
    known = await owner.post(
        "/settings/staff", {**YUSUF, "email": "owner@laundry.example.com", "branch_ids": branches}
    )
    assert (known.status_code, "already has this e-mail" in known.text) == (422, True)
    added = await owner.post("/settings/staff", {**YUSUF, "branch_ids": branches})
    assert added.headers["hx-redirect"] == "/c/laundry/settings/staff"
    assert "Yusuf Al Hinai" in (await owner.get("/settings/staff")).text


async def test_the_last_owner_is_not_disabled_and_is_told_why(owner: Visitor, world: World) -> None:
    path = f"/settings/staff/{world.laundry.owner.id}/disable"
    refused = await owner.post(path)
    assert (refused.status_code, "The last owner must stay" in refused.text) == (409, True)
    assert 'class="dialog' in refused.text
    assert (await owner.get("/till")).status_code == 200


async def test_somebody_is_disabled_and_enabled_again(own_owner: Visitor, world: World) -> None:
    path = f"/settings/staff/{world.laundry.cashier.id}"
    assert "Disable" in (await own_owner.get(f"{path}/disable", htmx=True)).text
    await own_owner.post(f"{path}/disable")
    assert f'action="/c/laundry{path}/enable"' in (await own_owner.get("/settings/staff")).text
    await own_owner.post(f"{path}/enable", htmx=False)
    assert f'href="/c/laundry{path}/disable"' in (await own_owner.get("/settings/staff")).text


async def test_who_shuts_somebody_out_is_told_of_the_keys_that_they_made(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    house = world.laundry
    person = replace(house.context, actor_kind="staff", actor_id=house.cashier.id)
    async with installation.database() as database, database.transaction(person) as tx:
        await identity.create_api_key(
            tx, name="their own way in", scopes=("customers:read",),
            environment="test", tenant_ref=house.tenant.ref,
        )  # fmt: skip
    path = f"/settings/staff/{house.cashier.id}"
    for dialog in ("disable", "closing"):
        said = (await own_owner.get(f"{path}/{dialog}", htmx=True)).text
        assert "One API key that they made goes on working" in said, dialog
        assert 'href="/c/laundry/settings/keys"' in said
    keys = (await own_owner.get("/settings/keys")).text
    assert f"Made by {house.cashier.name}" in keys.replace("\u2068", "").replace("\u2069", "")
    await own_owner.post(f"{path}/disable")
    keys = (await own_owner.get("/settings/keys")).text
    assert "who was shut out" in keys


async def test_a_forgotten_password_is_set_anew_and_the_old_session_ends(
    own_console: Served, own_owner: Visitor, world: World
) -> None:
    cashier = world.laundry.cashier
    path = f"/settings/staff/{cashier.id}/password"
    async with own_console.visitor(world.laundry, cashier) as visitor:
        assert cashier.name in (await own_owner.get(path, htmx=True)).text
        short = await own_owner.post(path, {"password": "short"})
        assert (short.status_code, "too short" in short.text) == (422, True)
        await own_owner.post(path, {"password": NEW})
        assert (await visitor.get("/till")).status_code == 303
        assert (await visitor.sign_in(cashier)).status_code == 401
        assert (await visitor.sign_in(cashier, NEW)).status_code == 303


async def test_an_admin_has_no_hand_on_owners(console: Served, world: World) -> None:
    boss = world.laundry.owner.id
    async with console.visitor(world.laundry, world.laundry.admin) as admin:
        page = (await admin.get("/settings/staff")).text
        assert f"{boss}/disable" not in page
        assert 'value="owner"' not in (await admin.get("/settings/staff/new", htmx=True)).text
        for path, form in (
            (f"/settings/staff/{boss}/disable", {}),
            (f"/settings/staff/{boss}/password", {"password": NEW}),
            ("/settings/staff", {**YUSUF, "email": "y@laundry.example.com", "role": "owner"}),
        ):
            assert (await admin.post(path, form)).status_code == 403, path


@pytest.mark.parametrize("path", ["", "/branches", "/staff", "/keys"])
async def test_each_page_leads_to_the_others(owner: Visitor, path: str) -> None:
    page = (await owner.get(f"/settings{path}")).text
    assert page.count('aria-current="page"') >= 2
    assert f'href="/c/laundry/settings{path}" aria-current="page"' in page


async def test_the_keys_of_a_program_are_not_listed_to_another_tenant(
    console: Served, world: World, database: Database
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        hints = [key.hint for key in await identity.list_api_keys(tx)]
    async with console.visitor(world.bakery, world.bakery.owner) as neighbour:
        page = (await neighbour.get("/settings/keys")).text
    assert [hint for hint in hints if hint in page] == []
