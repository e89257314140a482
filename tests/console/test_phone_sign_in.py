"""The console's entrance by phone: a number, a code, and in; nothing tells whose number it is."""

import asyncio
import re
from html import unescape
from urllib.parse import urlsplit

import httpx
import pytest

from regulars.domains import identity
from regulars.domains.identity import Staff
from regulars.domains.identity.codes.rules import code_of
from regulars.kernel.phone import spaced_phone
from tests.console.visitors import Served, Visitor, token_in
from tests.domains.evidence import asking
from tests.domains.identity.phone_people import NOBODYS, NUMBERS, hired
from tests.domains.identity.staff.test_factors import set_up
from tests.instruments.installation import Installation
from tests.world import World

NEWEST = asking(
    "SELECT id, purpose, destination FROM identity.challenges"
    " WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1"
)
RESENT = asking(
    "UPDATE identity.challenges SET created_at = created_at - interval '2 minutes'"
    " WHERE tenant_id = $1"
)
STALE = asking(
    "UPDATE identity.sessions SET proven_at = now() - interval '11 minutes' WHERE tenant_id = $1"
)
WHO = asking(
    "SELECT actor_kind FROM journal.facts WHERE tenant_id = $1 AND subject_id = $2"
    " AND name = 'identity.staff_signed_in'",
    "id",
)


async def made(installation: Installation, world: World, role: str) -> Staff:
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        return await hired(tx, world, role)


async def newest_code(installation: Installation, world: World) -> str:
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        row = await tx.row(NEWEST)
        assert row is not None
        return code_of(tx.keys, row["id"], row["purpose"], row["destination"])


async def begun(visitor: Visitor, phone: str) -> httpx.Response:
    visitor.token = token_in(await visitor.get("/sign-in/phone"))
    return await visitor.post("/sign-in/phone", {"phone": phone}, htmx=False)


def state_in(answer: httpx.Response) -> str:
    return urlsplit(answer.headers["location"]).query.removeprefix("s=")


async def type_code(visitor: Visitor, state: str, code: str) -> httpx.Response:
    return await visitor.post("/sign-in/phone/code", {"s": state, "code": code}, htmx=False)


@pytest.mark.parametrize("role", ["vendor", "driver"])
async def test_they_come_in_by_their_phone(
    installation: Installation, own_console: Served, world: World, role: str
) -> None:
    staff = await made(installation, world, role)
    async with own_console.visitor(world.laundry) as visitor:
        asked = await begun(visitor, "92 22 0005" if role == "vendor" else NUMBERS[role])
        assert asked.status_code == 303, asked.text
        state = state_in(asked)
        page = await visitor.get("/sign-in/phone/code", s=state)
        assert (page.status_code, "one-time-code" in page.text) == (200, True)
        assert spaced_phone(NUMBERS[role]) in page.text, "with its country, however it was typed"
        entered = await type_code(visitor, state, await newest_code(installation, world))
        assert entered.status_code == 303
        there = "/c/laundry/till" if role == "vendor" else "/c/laundry/account"
        assert entered.headers["location"] == there
        account = await visitor.get("/account")
        assert account.status_code == 200
        assert "/password" not in account.text
        for path in ("/sign-in/phone", "/sign-in"):
            assert (await visitor.get(path)).headers["location"] == there
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        assert await tx.value(WHO, id=staff.id) == "staff"


def without_state(page: httpx.Response) -> str:
    """Nor what counts down: a second may pass between two of them."""
    kept = re.sub(r'name="s" value="[^"]+"|name="csrf" value="[^"]+"|&amp;s=[\w-]+', "", page.text)
    kept = re.sub(r'data-counts-down="\d+"|(<span[^>]* data-count>)[^<]*', r"\1", kept)
    return re.sub(r"\+968[\d ]+|X-CSRF-Token[^}]+", "", kept)


async def test_known_unknown_and_an_owners_number_are_answered_alike(
    installation: Installation, own_console: Served, world: World
) -> None:
    for role in ("vendor", "owner"):
        await made(installation, world, role)
    pages = set()
    for phone in (NUMBERS["vendor"], NUMBERS["owner"], NOBODYS):
        async with own_console.visitor(world.laundry) as visitor:
            asked = await begun(visitor, phone)
            assert asked.status_code == 303
            state = state_in(asked)
            page = await visitor.get("/sign-in/phone/code", s=state)
            wrong = await type_code(visitor, state, "000000")
            pages.add((wrong.status_code, len(state), without_state(page), without_state(wrong)))
    assert len(pages) == 1


async def test_the_right_code_of_an_owners_number_opens_nothing(
    installation: Installation, own_console: Served, world: World
) -> None:
    await made(installation, world, "owner")
    async with own_console.visitor(world.laundry) as visitor:
        state = state_in(await begun(visitor, NUMBERS["owner"]))
        answer = await type_code(visitor, state, await newest_code(installation, world))
        assert answer.status_code == 422
        assert (await visitor.get("/account")).status_code == 303


async def test_another_browser_sees_and_answers_nothing(
    installation: Installation, own_console: Served, world: World
) -> None:
    await made(installation, world, "vendor")
    async with own_console.visitor(world.laundry) as visitor:
        state = state_in(await begun(visitor, NUMBERS["vendor"]))
    code = await newest_code(installation, world)
    async with own_console.visitor(world.laundry) as thief:
        thief.token = token_in(await thief.get("/sign-in/phone"))
        page = await thief.get("/sign-in/phone/code", s=state)
        assert (page.status_code, page.headers["location"]) == (303, "/c/laundry/sign-in/phone")
        answer = await type_code(thief, state, code)
        assert answer.headers["location"] == "/c/laundry/sign-in/phone"
        assert (await thief.get("/account")).status_code == 303


async def test_what_is_typed_wrong_is_said_and_what_is_too_often_waits(
    installation: Installation, own_console: Served, world: World
) -> None:
    await made(installation, world, "vendor")
    async with own_console.visitor(world.laundry) as visitor:
        for typed in ("", "12"):
            answer = await begun(visitor, typed)
            assert (answer.status_code, "aria-invalid" in answer.text) == (422, True), typed
        state = state_in(await begun(visitor, NUMBERS["vendor"]))
        malformed = await type_code(visitor, state, "12ab")
        assert (malformed.status_code, "aria-invalid" in malformed.text) == (422, True)
        again = await visitor.post("/sign-in/phone/again", {"s": state}, htmx=False)
        assert again.status_code == 429
        assert 0 < int(again.headers["retry-after"]) <= 60
        async with (
            installation.database() as database,
            database.transaction(world.laundry.context) as tx,
        ):
            await tx.run(RESENT)
        again = await visitor.post("/sign-in/phone/again", {"s": state}, htmx=False)
        assert state_in(again) != state


async def test_another_code_is_confirmed_and_a_page_that_is_over_says_so(
    installation: Installation, own_console: Served, world: World
) -> None:
    await made(installation, world, "vendor")
    async with own_console.visitor(world.laundry) as visitor:
        state = state_in(await begun(visitor, NUMBERS["vendor"]))
        async with (
            installation.database() as database,
            database.transaction(world.laundry.context) as tx,
        ):
            await tx.run(RESENT)
        again = await visitor.post("/sign-in/phone/again", {"s": state}, htmx=False)
        page = await visitor.get("/sign-in/phone/code", s=state_in(again))
        assert "Another code is on its way." in page.text
        anew = await visitor.get("/sign-in/phone/code", s=state_in(again))
        assert "Another code is on its way." not in anew.text
        over = await visitor.get("/sign-in/phone/code", s="nothing of ours")
        assert over.headers["location"] == "/c/laundry/sign-in/phone"
        assert "That page is over" in (await visitor.get("/sign-in/phone")).text


async def test_forged_forms_are_refused(own_console: Served, world: World) -> None:
    async with own_console.visitor(world.laundry) as visitor:
        await visitor.get("/sign-in/phone")
        for path in ("/sign-in/phone", "/sign-in/phone/code", "/sign-in/phone/again"):
            answer = await visitor.post(path, {"csrf": "0" * 64, "phone": NOBODYS}, htmx=False)
            assert answer.status_code == 403, path


async def test_who_has_no_password_proves_again_by_signing_in_again(
    installation: Installation, own_console: Served, world: World
) -> None:
    await made(installation, world, "driver")
    async with own_console.visitor(world.laundry) as visitor:
        state = state_in(await begun(visitor, NUMBERS["driver"]))
        await type_code(visitor, state, await newest_code(installation, world))
        visitor.token = token_in(await visitor.get("/account"))
        async with (
            installation.database() as database,
            database.transaction(world.laundry.context) as tx,
        ):
            await tx.run(STALE)
        wanted = await visitor.post("/account/authenticator/beginning")
        for _ in range(100):
            if "/sign-out" in wanted.text:
                break
            # The server looks twice a second.
            await asyncio.sleep(0.05)
            wanted = await visitor.post("/account/authenticator/beginning")
        assert 'type="password"' not in wanted.text
        assert f"{visitor.home}/sign-out" in wanted.text


async def test_an_e_mail_alone_gives_nobody_a_password_to_change(
    installation: Installation, own_console: Served, own_owner: Visitor, world: World
) -> None:
    """Between the e-mail and the password that the owner gives after it."""
    vendor = await made(installation, world, "vendor")
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        await identity.change_staff(tx, vendor.id, {"email": "nasser@example.com"})
    async with own_console.visitor(world.laundry) as visitor:
        state = state_in(await begun(visitor, NUMBERS["vendor"]))
        await type_code(visitor, state, await newest_code(installation, world))
        account = await visitor.get("/account")
        assert (account.status_code, f"{visitor.home}/password" in account.text) == (200, False)
    staff = await own_owner.get("/settings/staff")
    assert f"/settings/staff/{vendor.id}/password" in staff.text, "their first is given here"


async def invited(owner: Visitor, phone: str, role: str = "driver", **more: str) -> str:
    form = {"phone": phone, "role": role, **more}
    made_one = await owner.post("/settings/invitations", form)
    assert made_one.status_code == 200, made_one.text
    return made_one.text.split("/join/")[1].split("<")[0].strip()


async def test_an_invitation_by_sms_is_accepted_with_a_code_and_opens_at_once(
    installation: Installation, own_console: Served, own_owner: Visitor, world: World
) -> None:
    branch_id = str(world.laundry.branches[1].id)
    secret = await invited(own_owner, "9222 0041", "vendor", branch_ids=branch_id)
    assert "+968 9222 0041" in (await own_owner.get("/settings/staff")).text
    async with own_console.visitor(world.laundry) as noor:
        page = await noor.get(f"/join/{secret}")
        noor.token = token_in(page)
        assert 'type="password"' not in page.text
        early = await noor.post(f"/join/{secret}", {"name": "Noor", "code": "123456"}, htmx=False)
        assert early.status_code == 422
        nameless = await noor.post(f"/join/{secret}/codes", {"name": " "}, htmx=False)
        assert nameless.status_code == 422
        sent = await noor.post(f"/join/{secret}/codes", {"name": "Noor"}, htmx=False)
        assert sent.status_code == 303, sent.text
        state = state_in(sent)
        again = await noor.get(f"/join/{secret}", s=state)
        assert ('value="Noor"' in again.text, "one-time-code" in again.text) == (True, True)
        form = {"name": "Noor", "s": state}
        wrong = await noor.post(f"/join/{secret}", {**form, "code": "000000"}, htmx=False)
        assert (wrong.status_code, state in wrong.text) == (422, True)
        code = await newest_code(installation, world)
        joined = await noor.post(f"/join/{secret}", {**form, "code": code}, htmx=False)
        assert (joined.status_code, joined.headers["location"]) == (303, "/c/laundry/till")
        assert (await noor.get("/till")).status_code == 200
    async with own_console.visitor(world.laundry) as late:
        assert (await late.get(f"/join/{secret}")).status_code == 410


async def test_how_an_invitation_goes_out_is_said_by_its_channel(own_owner: Visitor) -> None:
    for form, said in (
        ({"phone": "9222 0042", "role": "driver"}, "It goes out by SMS"),
        ({"email": "told-by-mail@example.com", "role": "admin"}, "It goes out by e-mail"),
    ):
        made_one = await own_owner.post("/settings/invitations", form)
        assert said in made_one.text, form


async def test_who_has_no_e_mail_is_told_by_sms_that_their_second_step_is_gone(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    driver = await made(installation, world, "driver")
    async with (
        installation.database() as database,
        database.transaction(world.laundry.context) as tx,
    ):
        await set_up(tx, driver)
    shown = (await own_owner.get(f"/settings/staff/{driver.id}/access")).text
    assert "told by SMS" in shown
    assert "by e-mail" not in shown


async def test_pages_that_wait_for_a_code_keep_it_in_the_other_language(
    installation: Installation, own_console: Served, own_owner: Visitor, world: World
) -> None:
    """The switch is a link, where no script runs; it leads to a page that can be opened."""
    secret = await invited(own_owner, "9222 0042")
    await made(installation, world, "vendor")
    async with own_console.visitor(world.laundry) as visitor:
        state = state_in(await begun(visitor, NUMBERS["vendor"]))
        page = await visitor.get("/sign-in/phone/code", s=state)
        refused = await type_code(visitor, state, "12")
        held = await visitor.post("/sign-in/phone/again", {"s": state}, htmx=False)
        assert [each.status_code for each in (page, refused, held)] == [200, 422, 429]
        for each in (page, refused, held):
            assert 'name="code"' in await in_arabic(visitor, each)
        visitor.token = token_in(await visitor.get(f"/join/{secret}"))
        codes = f"/join/{secret}/codes"
        nameless = await visitor.post(codes, {"name": " "}, htmx=False)
        assert 'name="code"' not in await in_arabic(visitor, nameless)
        sent = state_in(await visitor.post(codes, {"name": "Noor"}, htmx=False))
        page = await visitor.get(f"/join/{secret}", s=sent)
        held = await visitor.post(codes, {"name": "Noor", "s": sent}, htmx=False)
        assert (held.status_code, held.headers["retry-after"].isdigit()) == (429, True)
        for each in (page, held):
            assert 'name="code"' in await in_arabic(visitor, each)
    async with own_console.visitor(world.laundry) as thief:
        assert 'name="code"' not in (await thief.get(f"/join/{secret}", s=sent)).text


async def in_arabic(visitor: Visitor, page: httpx.Response) -> str:
    found = re.search(r'href="([^"]+)" data-language="ar"', page.text)
    assert found, page.text[:400]
    other = await visitor.client.get(unescape(found[1]))
    assert (other.status_code, 'lang="ar" dir="rtl"' in other.text) == (200, True)
    return other.text


async def test_a_staff_phone_is_given_changed_and_refused_in_the_dialog(
    own_owner: Visitor, installation: Installation, world: World
) -> None:
    vendor = await made(installation, world, "vendor")
    admin = world.laundry.admin
    form = {"name": admin.name, "email": admin.email, "language": "en", "role": "admin"}
    path = f"/settings/staff/{admin.id}"
    held = await own_owner.post(path, {**form, "phone": NUMBERS["vendor"]})
    assert held.status_code == 409
    assert identity.StaffPhoneKnown.code.replace("_", "-") not in held.text
    assert (await own_owner.post(path, {**form, "phone": "12"})).status_code == 422
    assert (await own_owner.post(path, {**form, "phone": "9222 0051"})).status_code < 400
    assert "+96892220051" in (await own_owner.get(f"{path}/edit")).text
    shown = (await own_owner.get("/settings/staff")).text
    assert f"{vendor.id}/password" not in shown
    assert f"{admin.id}/password" in shown
