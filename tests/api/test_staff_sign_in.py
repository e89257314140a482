"""Staff signing in with an app: counted like the console's sign-in, and answered alike for all."""

import asyncio
import itertools
import json
from typing import Any

import pytest
from httpx import AsyncClient

from regulars.domains import identity
from regulars.domains.identity import Staff
from tests.api.people import bearer, staff_signed_in
from tests.api.serving import served, speaking
from tests.domains.identity.staff.test_factors import code_now, set_up
from tests.instruments.installation import Installation
from tests.world import PASSWORD, House, World

SIGN_IN = "/api/v1/auth/sign-in"
FACTOR = f"{SIGN_IN}/factor"
SESSION = "/api/v1/auth/session"
BRANCH = "/api/v1/auth/branch"
TOKEN = "/api/v1/auth/token"
SIGN_OUT = "/api/v1/auth/sign-out"
CUSTOMERS = "/api/v1/customers"
_addresses = itertools.count(1)


@pytest.fixture
async def phone(app: Any, world: World) -> Any:
    """The laundry's app in somebody's hand, each time at another address."""
    peer = f"198.51.100.{next(_addresses)}"
    async with speaking(app, world.laundry.publishable_key, peer=peer) as program:
        yield program


def entry(staff: Staff, password: str = PASSWORD, **more: Any) -> dict[str, Any]:
    return {"email": staff.email, "password": password, **more}


async def secured(installation: Installation, house: House, staff: Staff) -> tuple[str, str]:
    """An authenticator's secret and one recovery code, for somebody who had neither."""
    async with (
        installation.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        secret = await set_up(tx, staff)
        codes = await identity.make_recovery_codes(tx, staff.id)
    return secret, codes[0]


async def now_code(installation: Installation, house: House, secret: str) -> str:
    async with (
        installation.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        return await code_now(tx, secret)


async def told_of(installation: Installation, staff: Staff) -> list[tuple[str, str, bool]]:
    """What became of their sign-ins, in order: how, why, and whether they told it themselves."""
    async with installation.connection() as connection:
        facts = await connection.fetch(
            "SELECT name, data, actor_kind, actor_id FROM journal.facts"
            " WHERE subject_id = $1 AND name LIKE 'identity.staff_sign%' ORDER BY id",
            staff.id,
        )
    return [
        (
            fact["name"].rpartition("_")[2],
            json.loads(fact["data"]).get("reason") or json.loads(fact["data"]).get("method", ""),
            (fact["actor_kind"], fact["actor_id"]) == ("staff", staff.id),
        )
        for fact in facts
    ]


async def test_who_has_shown_their_password_acts_in_their_own_name(
    installation: Installation, world: World
) -> None:
    """And not in that of the key, which every copy of the app carries."""
    house = world.laundry
    async with served(installation, house.publishable_key) as phone:
        await phone.post(SIGN_IN, json=entry(house.cashier, "not the password"))
        given = (await phone.post(SIGN_IN, json=entry(house.cashier))).json()
        await phone.post(SIGN_OUT, json={"refresh_token": given["refresh_token"]})
        secret, _ = await secured(installation, house, house.cashier)
        half = (await phone.post(SIGN_IN, json=entry(house.cashier))).json()
        for code in ("000000", await now_code(installation, house, secret)):
            await phone.post(FACTOR, json={"challenge": half["challenge"], "code": code})
    assert await told_of(installation, house.cashier) == [
        ("refused", "wrong", False),
        ("in", "password", True),
        ("out", "", True),
        ("refused", "factor", True),
        ("in", "authenticator", True),
    ]


async def test_a_right_password_that_opens_nothing_is_told_of(
    installation: Installation, world: World
) -> None:
    """Else whoever names a branch that is not theirs could try passwords and leave no trace."""
    house = world.laundry
    elsewhere = str(house.branches[1].id)
    async with served(installation, house.publishable_key) as phone:
        refused = await phone.post(SIGN_IN, json=entry(house.cashier, branch_id=elsewhere))
    assert refused.status_code == 422
    assert await told_of(installation, house.cashier) == [("refused", "branch", True)]
    async with installation.connection() as connection:
        assert await connection.fetchval("SELECT count(*) FROM identity.sessions") == 0


async def test_staff_sign_in_and_are_told_who_they_are(phone: AsyncClient, world: World) -> None:
    house = world.laundry
    answer = await phone.post(SIGN_IN, json=entry(house.cashier))
    assert answer.status_code == 200, answer.text
    given = answer.json()
    assert (given["needs_factor"], given["challenge"], given["expires_in"]) == (False, None, 600)
    assert given["refresh_token"].startswith("rt_test_")
    assert given["device"].startswith("rd_test_")
    seen = (await phone.get(SESSION, headers=bearer(given["access_token"]))).json()
    assert seen["staff_id"] == str(house.cashier.id)
    assert (seen["role"], seen["branch_id"]) == ("branch", str(house.branches[0].id))
    assert [each["id"] for each in seen["branches"]] == [str(house.branches[0].id)]
    assert "customers:write" in seen["scopes"]
    assert "settings:read" not in seen["scopes"]


async def test_tokens_of_staff_are_refreshed_and_ended_like_any(
    phone: AsyncClient, world: World
) -> None:
    given = (await phone.post(SIGN_IN, json=entry(world.laundry.admin))).json()
    wish = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    following = (await phone.post(TOKEN, json=wish)).json()
    assert following["refresh_token"] != given["refresh_token"]
    mine = bearer(following["access_token"])
    assert (await phone.get(CUSTOMERS, headers=mine)).status_code == 200
    assert (await phone.post(SIGN_OUT, headers=mine)).status_code == 204
    wish["refresh_token"] = following["refresh_token"]
    refused = await phone.post(TOKEN, json=wish)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_grant")


async def test_signing_out_with_the_refresh_token_is_the_same_whether_it_went_on(
    phone: AsyncClient, world: World
) -> None:
    given = (await phone.post(SIGN_IN, json=entry(world.laundry.admin))).json()
    for _ in range(2):
        answer = await phone.post(SIGN_OUT, json={"refresh_token": given["refresh_token"]})
        assert (answer.status_code, answer.content) == (204, b"")
    wish = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    assert (await phone.post(TOKEN, json=wish)).json()["code"] == "invalid_grant"


async def test_unknown_wrong_disabled_and_foreign_are_answered_alike(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with (
        installation.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        await identity.disable_staff(tx, house.cashier.id)
    wrong = [
        entry(house.admin, "not the password"),
        entry(house.cashier),
        entry(world.bakery.admin),
        {"email": "nobody@example.com", "password": PASSWORD},
        {"email": "no e-mail at all", "password": PASSWORD},
        entry(house.admin, ""),
        entry(house.admin, "x" * 5_000),
        entry(house.admin, "not the password", branch_id=str(world.bakery.branches[0].id)),
    ]
    async with served(installation, house.publishable_key) as phone:
        answers = [await phone.post(SIGN_IN, json=each) for each in wrong]
    told = {
        (each.status_code, each.content, tuple(sorted(set(each.headers) - {"request-id"})))
        for each in answers
    }
    assert len(told) == 1
    assert (answers[0].status_code, answers[0].json()["code"]) == (400, "sign_in_failed")


async def test_tries_at_one_account_are_counted_with_the_consoles(
    installation: Installation, world: World
) -> None:
    """Whoever guesses does not begin anew at another door; the right password waits too."""
    house = world.laundry
    async with (
        installation.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        for _ in range(4):
            await identity.begin_sign_in(tx, house.admin.email)
    async with served(installation, house.publishable_key) as phone:
        answers = [
            await phone.post(SIGN_IN, json=entry(house.admin, "not the password")) for _ in range(4)
        ]
        assert {each.status_code for each in answers} == {400}
        answers = [
            await phone.post(SIGN_IN, json=entry(house.admin)),
            await phone.post(SIGN_IN, json=entry(house.admin, "not the password")),
        ]
        assert {(a.status_code, a.json()["code"]) for a in answers} == {(429, "too_many_attempts")}
        assert all(0 < int(each.headers["retry-after"]) <= 900 for each in answers)
        # And one that nobody has waits as long.
        for _ in range(8):
            await phone.post(SIGN_IN, json={"email": "nobody@example.com", "password": PASSWORD})
        unknown = await phone.post(
            SIGN_IN, json={"email": "nobody@example.com", "password": PASSWORD}
        )
        assert (unknown.status_code, unknown.content) == (429, answers[0].content)


async def test_a_device_that_signed_in_before_is_not_shut_out_by_strangers(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with served(installation, house.publishable_key) as phone:
        device = (await phone.post(SIGN_IN, json=entry(house.admin))).json()["device"]
        for _ in range(9):
            await phone.post(SIGN_IN, json=entry(house.admin, "not the password"))
        assert (await phone.post(SIGN_IN, json=entry(house.admin))).status_code == 429
        again = await phone.post(SIGN_IN, json=entry(house.admin, device=device))
        assert again.status_code == 200
        assert again.json()["device"] == device
        # One of another house is a stranger's.
        theirs = await phone.post(SIGN_IN, json=entry(house.admin, device="rd_test_nobody"))
        assert theirs.status_code == 429


async def test_who_has_a_factor_gets_a_challenge_that_opens_nothing_else(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    secret, _ = await secured(installation, house, house.admin)
    async with served(installation, house.publishable_key) as phone:
        half = (await phone.post(SIGN_IN, json=entry(house.admin))).json()
        assert half["needs_factor"] is True
        assert half["challenge"].startswith("rh_test_")
        assert (half["access_token"], half["refresh_token"], half["device"]) == (None, None, None)
        for given in (half["challenge"], half["challenge"].replace("rh_", "rs_")):
            assert (await phone.get(SESSION, headers=bearer(given))).status_code == 401
        page = await phone.get(
            "/c/laundry/customers", headers={"Cookie": f"rs_{house.tenant.ref}={half['challenge']}"}
        )
        assert page.status_code != 200
        typed = {"challenge": half["challenge"], "code": "000000"}
        refused = await phone.post(FACTOR, json=typed)
        assert (refused.status_code, refused.json()["code"]) == (400, "factor_invalid")
        typed["code"] = await now_code(installation, house, secret)
        whole = await phone.post(FACTOR, json=typed)
        assert whole.status_code == 200, whole.text
        mine = bearer(whole.json()["access_token"])
        assert (await phone.get(SESSION, headers=mine)).json()["role"] == "admin"
        # Used up, with the code and without.
        again = await phone.post(FACTOR, json=typed)
        assert (again.status_code, again.json()["code"]) == (400, "invalid_grant")


async def test_a_recovery_code_opens_once(installation: Installation, world: World) -> None:
    house = world.laundry
    _, paper = await secured(installation, house, house.admin)
    async with served(installation, house.publishable_key) as phone:
        for expected in (200, 400):
            half = (await phone.post(SIGN_IN, json=entry(house.admin))).json()
            typed = {"challenge": half["challenge"], "code": paper}
            assert (await phone.post(FACTOR, json=typed)).status_code == expected


async def test_codes_are_counted_over_all_challenges_of_a_person(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    secret, _ = await secured(installation, house, house.admin)
    async with served(installation, house.publishable_key) as phone:
        for _ in range(5):
            half = (await phone.post(SIGN_IN, json=entry(house.admin))).json()
            typed = {"challenge": half["challenge"], "code": "000000"}
            assert (await phone.post(FACTOR, json=typed)).status_code == 400
        typed["code"] = await now_code(installation, house, secret)
        refused = await phone.post(FACTOR, json=typed)
        for _ in range(3):
            await phone.post(FACTOR, json=typed)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_attempts")
    assert int(refused.headers["retry-after"]) > 0
    # Five that were wrong and the first that had to wait: who does not care fills no trail.
    assert await told_of(installation, house.admin) == [("refused", "factor", True)] * 6


async def test_of_many_tries_at_once_only_those_of_the_budget_are_looked_at(
    installation: Installation, world: World
) -> None:
    """Fault rows B01 and B02: however many bring it at once, a right code opens one sign-in."""
    house = world.laundry
    secret, _ = await secured(installation, house, house.admin)
    async with served(installation, house.publishable_key) as phone:
        wrong = entry(house.cashier, "not the password")
        answers = await asyncio.gather(*(phone.post(SIGN_IN, json=wrong) for _ in range(16)))
        assert sorted(each.status_code for each in answers) == [400] * 8 + [429] * 8
        half = (await phone.post(SIGN_IN, json=entry(house.admin))).json()
        code = await now_code(installation, house, secret)
        right = {"challenge": half["challenge"], "code": code}
        answers = await asyncio.gather(*(phone.post(FACTOR, json=right) for _ in range(8)))
    assert [each.status_code for each in answers].count(200) == 1
    assert {each.status_code for each in answers} <= {200, 400, 429}
    async with installation.connection() as connection:
        begun = await connection.fetchval(
            "SELECT count(*) FROM identity.sessions WHERE staff_id = $1 AND NOT needs_factor",
            house.admin.id,
        )
    assert begun == 1


async def test_a_challenge_is_over_with_its_time_and_its_person(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    secret, _ = await secured(installation, house, house.cashier)
    async with served(installation, house.publishable_key) as phone:
        late = (await phone.post(SIGN_IN, json=entry(house.cashier))).json()["challenge"]
        async with installation.connection() as connection:
            await connection.execute("UPDATE identity.sessions SET expires_at = now()")
        gone = (await phone.post(SIGN_IN, json=entry(house.cashier))).json()["challenge"]
        async with (
            installation.database("app", size=1) as database,
            database.transaction(house.context) as tx,
        ):
            await identity.disable_staff(tx, house.cashier.id)
        code = await now_code(installation, house, secret)
        answers = set()
        for challenge in (late, gone, "rh_test_nobody", "", house.api_key):
            answer = await phone.post(FACTOR, json={"challenge": challenge, "code": code})
            answers.add((answer.status_code, answer.content))
    assert len(answers) == 1
    assert b"invalid_grant" in answers.pop()[1]


async def test_who_needs_a_factor_and_has_none_sets_one_up_at_the_console(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with (
        installation.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        await identity.change_staff_rules(tx, factor_asked_of="leaders", idle_minutes="60")
    async with served(installation, house.publishable_key) as phone:
        refused = await phone.post(SIGN_IN, json=entry(house.admin))
        assert (refused.status_code, refused.json()["code"]) == (403, "factor_not_set_up")
        assert (await phone.post(SIGN_IN, json=entry(house.cashier))).status_code == 200
    async with installation.connection() as connection:
        begun = await connection.fetchval(
            "SELECT count(*) FROM identity.sessions WHERE staff_id = $1", house.admin.id
        )
    assert begun == 0
    assert await told_of(installation, house.admin) == [("refused", "not_set_up", True)]


async def test_a_key_of_one_house_finishes_no_sign_in_of_another(
    installation: Installation, world: World
) -> None:
    house, other = world.laundry, world.bakery
    secret, _ = await secured(installation, house, house.admin)
    async with served(installation, house.publishable_key) as phone:
        half = (await phone.post(SIGN_IN, json=entry(house.admin))).json()
        typed = {
            "challenge": half["challenge"],
            "code": await now_code(installation, house, secret),
        }
        theirs = await phone.post(FACTOR, json=typed, headers=bearer(other.publishable_key))
        assert (theirs.status_code, theirs.json()["code"]) == (400, "invalid_grant")
        assert (await phone.post(FACTOR, json=typed)).status_code == 200


async def test_an_answer_with_tokens_is_not_given_again(phone: AsyncClient, world: World) -> None:
    headers = {"Idempotency-Key": "a sign-in"}
    first = await phone.post(SIGN_IN, json=entry(world.laundry.admin), headers=headers)
    again = await phone.post(SIGN_IN, json=entry(world.laundry.admin), headers=headers)
    assert first.status_code == 200
    assert (again.status_code, again.json()["code"]) == (409, "answered_once")


async def test_a_branch_is_chosen_at_the_door_and_changed_inside(
    phone: AsyncClient, world: World
) -> None:
    house = world.laundry
    first, second = (str(branch.id) for branch in house.branches)
    given = (await phone.post(SIGN_IN, json=entry(house.admin, branch_id=second))).json()
    mine = bearer(given["access_token"])
    assert (await phone.get(SESSION, headers=mine)).json()["branch_id"] == second
    for wanted in (first, None, second):
        moved = await phone.post(BRANCH, json={"branch_id": wanted}, headers=mine)
        assert moved.status_code == 200, moved.text
        # At once with the new token, though this process believes what it saw for a moment.
        mine = bearer(moved.json()["access_token"])
        assert (await phone.get(SESSION, headers=mine)).json()["branch_id"] == wanted
    wish = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    following = (await phone.post(TOKEN, json=wish)).json()
    mine = bearer(following["access_token"])
    assert (await phone.get(SESSION, headers=mine)).json()["branch_id"] == second


@pytest.mark.parametrize("way", ["at the door", "inside"])
async def test_a_branch_of_others_is_as_unknown_as_none(
    phone: AsyncClient, world: World, way: str
) -> None:
    house = world.laundry
    given = (await phone.post(SIGN_IN, json=entry(house.cashier))).json()
    answers = set()
    for branch in (house.branches[1].id, world.bakery.branches[0].id, house.ana.id):
        if way == "inside":
            answer = await phone.post(
                BRANCH, json={"branch_id": str(branch)}, headers=bearer(given["access_token"])
            )
        else:
            answer = await phone.post(SIGN_IN, json=entry(house.cashier, branch_id=str(branch)))
        answers.add((answer.status_code, answer.content))
    assert len(answers) == 1
    status, content = answers.pop()
    assert (status, b'"branch_not_known"' in content) == (422, True)
    everywhere = {"branch_id": None}
    mine = bearer(given["access_token"])
    assert (await phone.post(BRANCH, json=everywhere, headers=mine)).status_code == 422


async def test_signing_in_is_for_apps_and_standing_for_staff(
    client: AsyncClient, phone: AsyncClient, common: Installation, world: World
) -> None:
    house = world.laundry
    _, tokens = await staff_signed_in(common, house, house.cashier)
    mine = bearer(tokens.access_token)
    for refused in (
        await client.post(SIGN_IN, json=entry(house.admin)),
        await phone.post(SIGN_IN, json=entry(house.admin), headers=mine),
        await phone.get(SESSION),
        await client.get(SESSION),
        await phone.get("/api/v1/me/profile", headers=mine),
    ):
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
