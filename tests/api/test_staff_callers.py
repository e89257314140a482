"""Staff with an access token: what their role may, in their branch, for as long as they are in."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient

from regulars import api
from regulars.domains import identity
from regulars.domains.identity import ROLE_SCOPES, ROLES, Staff
from regulars.domains.identity.codes.rules import code_of
from regulars.domains.identity.tries.rules import SEARCH_MISSES_MAX
from regulars.runtime.tx import Tx
from tests.api.people import staff_signed_in
from tests.api.samples import (
    BODIES,
    LISTS,
    OF_AN_ID,
    OF_KEYS,
    STUB,
    ask,
    named,
    own_id,
    path_of,
    picture,
)
from tests.api.serving import speaking
from tests.api.test_statistics import count
from tests.api.traces import belongings, rows
from tests.instruments.installation import Installation
from tests.portal.visitors import NEWEST
from tests.world import PASSWORD, World, staff_sign_in

CUSTOMERS = "/api/v1/customers"
SESSION = "/api/v1/auth/session"
SEND, VERIFY = "/api/v1/customers/send-otp", "/api/v1/customers/verify-otp"
NEAR = {"latitude": "22.93", "longitude": "57.53", "radius": "5000"}
# Which sign a customer in: whoever serves somebody does not.
OF_CUSTOMERS_THEMSELVES = {"sendInvitationOtp", "verifyInvitationOtp"}
OF_STAFF = [each for each in OF_KEYS if each.name not in OF_CUSTOMERS_THEMSELVES]


@pytest.fixture(scope="module")
async def cashier(app: Any, common: Installation, world: World) -> AsyncIterator[AsyncClient]:
    """The laundry's cashier with an app, in the first branch."""
    _, tokens = await staff_signed_in(common, world.laundry, world.laundry.cashier)
    async with speaking(app, tokens.access_token) as person:
        yield person


@pytest.fixture(scope="module")
async def admin(app: Any, common: Installation, world: World) -> AsyncIterator[AsyncClient]:
    _, tokens = await staff_signed_in(common, world.laundry, world.laundry.admin)
    async with speaking(app, tokens.access_token) as person:
        yield person


async def newcomer(tx: Tx, role: str, branch_ids: tuple[UUID, ...] = ()) -> Staff:
    return await identity.add_staff(
        tx,
        name=f"A {role}",
        email=f"{role}-{uuid4().hex[:8]}@example.com",
        password=await identity.new_password(PASSWORD),
        role=role,
        branch_ids=branch_ids,
    )


def test_whatever_a_program_may_do_with_a_scope_staff_may_whose_role_has_it() -> None:
    """But for what signs customers in."""
    without = {each.name for each in api.OPERATIONS if each.scope and "staff" not in each.callers}
    assert without == OF_CUSTOMERS_THEMSELVES
    theirs = {each.name for each in api.OPERATIONS if "staff" in each.callers and not each.scope}
    of_oneself = {"getSession", "listOwnSessions", "endOwnSession", "endOwnOtherSessions"}
    assert theirs == {"signOut", "chooseBranch", "proveStaffAgain", *of_oneself}


@pytest.mark.parametrize("role", ROLES)
async def test_each_role_may_what_the_table_says_and_nothing_else(
    app: Any, common: Installation, world: World, role: Any
) -> None:
    house = world.laundry
    async with (
        common.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        staff = house.cashier
        if role != "branch":
            branch_ids = (house.branches[0].id,) if role == "vendor" else ()
            staff = await newcomer(tx, role, branch_ids)
        _, tokens = await staff_sign_in(tx, house, staff)
    async with speaking(app, tokens.access_token) as person:
        for operation in OF_STAFF:
            # About nothing that is there, so that nothing happens; who may not is told first.
            is_read = operation.method == "GET"
            sent: dict[str, Any] = {} if is_read else {"json": {"colour": "red"}}
            answer = await person.request(operation.method, path_of(operation, uuid4()), **sent)
            is_refused = answer.status_code == 403 and answer.json()["code"] == "not_allowed"
            assert is_refused == (operation.scope not in ROLE_SCOPES[role]), operation.name
        seen = (await person.get(SESSION)).json()
    assert (seen["role"], set(seen["scopes"])) == (role, set(ROLE_SCOPES[role]))


async def test_what_staff_do_and_see_is_written_down_under_their_name(
    cashier: AsyncClient, common: Installation, world: World
) -> None:
    house = world.laundry
    made = await cashier.post(CUSTOMERS, json={**STUB, "phone": "9345 1001"})
    assert made.status_code == 201, made.text
    assert made.json()["branch_id"] == str(house.branches[0].id)
    id_ = UUID(made.json()["id"])
    await cashier.get(f"{CUSTOMERS}/{id_}")
    await cashier.get(f"{CUSTOMERS}/{id_}", headers={"Regulars-Purpose": "till"})
    (fact,) = await rows(
        common,
        "SELECT actor_kind, actor_id, branch_id FROM journal.facts"
        " WHERE subject_id = $1 AND name = 'customers.registered'",
        id_,
    )
    expected = ("staff", house.cashier.id, house.branches[0].id)
    assert tuple(fact.values()) == expected
    looks = await rows(
        common,
        "SELECT actor_kind, actor_id, branch_id, purpose FROM audit.reads"
        " WHERE subject_ids @> ARRAY[$1::uuid] AND route LIKE 'GET %' ORDER BY id",
        id_,
    )
    assert [tuple(each.values()) for each in looks] == [
        (*expected, "service"),
        (*expected, "till"),
    ]


async def test_support_looks_as_support(app: Any, common: Installation, world: World) -> None:
    house = world.laundry
    async with (
        common.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        staff = await newcomer(tx, "support")
        _, tokens = await staff_sign_in(tx, house, staff)
    async with speaking(app, tokens.access_token) as person:
        one = await person.get(f"{CUSTOMERS}/{house.ana.id}")
        # Whatever their app says.
        said = {"Regulars-Purpose": "till"}
        listed = await person.get(CUSTOMERS, params={"q": house.ana.number}, headers=said)
    # Numbers in full are asked for one at a time.
    assert one.json()["phone"] == "+96891112233"
    assert [each["phone"] for each in listed.json()["data"]] != [one.json()["phone"]]
    assert "91112233" not in listed.text
    looks = await rows(
        common, "SELECT purpose, kind FROM audit.reads WHERE actor_id = $1 ORDER BY id", staff.id
    )
    assert [tuple(each.values()) for each in looks] == [
        ("support", "revealed"),
        ("support", "listed"),
    ]


@pytest.fixture
async def newest(
    app: Any, common: Installation, world: World
) -> AsyncIterator[tuple[Staff, AsyncClient]]:
    """An admin whom nobody else has looked for anything as."""
    async with (
        common.database("app", size=1) as database,
        database.transaction(world.laundry.context) as tx,
    ):
        staff = await newcomer(tx, "admin")
        _, tokens = await staff_sign_in(tx, world.laundry, staff)
    async with speaking(app, tokens.access_token) as person:
        yield staff, person


async def test_staff_see_numbers_in_full_one_at_a_time_as_at_the_console(
    newest: tuple[Staff, AsyncClient], common: Installation, world: World
) -> None:
    """Else a telephone that was left lying about gives away every number of the shop in a
    minute. Files of them want a young sign-in."""
    (staff, person), ana = newest, world.laundry.ana
    listed = await person.get(CUSTOMERS, params={"q": ana.number})
    assert [each["id"] for each in listed.json()["data"]] == [str(ana.id)]
    made = await person.post(CUSTOMERS, json={**STUB, "phone": "9111 2233"})
    assert made.json()["code"] == "phone_known"
    for answer in (listed, made, await person.get("/api/v1/invitations")):
        assert "91112233" not in answer.text
    one = await person.get(f"{CUSTOMERS}/{ana.id}")
    assert one.json()["phone"] == "+96891112233"
    looks = await rows(
        common,
        "SELECT kind FROM audit.reads WHERE actor_id = $1 AND $2 = ANY (subject_ids) ORDER BY id",
        staff.id,
        ana.id,
    )
    assert [each["kind"] for each in looks] == ["listed", "revealed"]


async def test_birth_dates_are_seen_one_at_a_time_too(
    newest: tuple[Staff, AsyncClient],
) -> None:
    _, person = newest
    born = {**STUB, "phone": "9345 7003", "birth_date": "1990-05-01"}
    made = (await person.post(CUSTOMERS, json=born)).json()
    listed = (await person.get(CUSTOMERS, params={"q": made["number"]})).json()["data"]
    one = (await person.get(f"{CUSTOMERS}/{made['id']}")).json()
    assert [each["birth_date"] for each in (made, *listed, one)] == [None, None, "1990-05-01"]


async def test_what_staff_look_for_in_vain_is_counted_with_the_consoles(
    newest: tuple[Staff, AsyncClient], common: Installation, world: World
) -> None:
    (staff, person), house = newest, world.laundry
    async with common.connection() as connection:
        await connection.execute(
            "INSERT INTO identity.search_misses VALUES ($1, $2, now(), $3)",
            house.tenant.id,
            staff.id,
            SEARCH_MISSES_MAX["staff"] - 1,
        )
    last = await person.get(CUSTOMERS, params={"q": "+96890007001"})
    assert (last.status_code, last.json()["data"]) == (200, [])
    for q in ("+96890007001", "+96891112233"):
        refused = await person.get(CUSTOMERS, params={"q": q})
        assert (refused.status_code, refused.json()["code"]) == (429, "search_budget_spent")
    tried = await person.patch(f"{CUSTOMERS}/{house.ana.id}", json={"phone": "9345 7002"})
    assert (tried.status_code, tried.json()["code"]) == (429, "search_budget_spent")


# Of a branch: its customers, and none but its own.


@pytest.fixture(scope="module")
async def elsewhere(client: AsyncClient, common: Installation, world: World) -> list[UUID]:
    """Everything that hangs on customers of the other branch, and of none, in the same house."""
    found: set[UUID] = set()
    for place, branch in enumerate((world.laundry.branches[1].id, None)):
        body = {**STUB, "phone": f"9345 200{place}", "branch_id": branch and str(branch)}
        customer = (await client.post(CUSTOMERS, json=body)).json()["id"]
        path = f"{CUSTOMERS}/{customer}"
        place_of_theirs = {"city": "Nizwa", "latitude": 22.93, "longitude": 57.53}
        hangs = (
            await client.post(f"{path}/addresses", json=place_of_theirs),
            await client.post(f"{path}/invitations", json={"channel": "phone"}),
            await client.post(
                f"{path}/verifications",
                params={"document": "passport"},
                content=picture(),
                headers={"Content-Type": "image/png"},
            ),
        )
        assert {each.status_code for each in hangs} == {201}, [each.text for each in hangs]
        found |= {UUID(customer), *(UUID(each.json()["id"]) for each in hangs)}
    return sorted(found)


@pytest.mark.thorough
@pytest.mark.parametrize("operation", [e for e in OF_AN_ID if e in OF_STAFF], ids=named)
async def test_what_hangs_on_customers_of_another_branch_is_as_unknown_as_nothing(
    cashier: AsyncClient, common: Installation, world: World, elsewhere: list[UUID], operation: Any
) -> None:
    unknown = uuid4()
    expected = await ask(cashier, operation, unknown)
    before = await belongings(common, world.laundry.tenant.id)
    for id_ in elsewhere:
        for part in (None, *elsewhere):
            answer = await ask(cashier, operation, id_, part_id=part)
            assert answer.status_code == expected.status_code, (operation.name, answer.text)
            assert answer.content.replace(str(id_).encode(), b"") == expected.content.replace(
                str(unknown).encode(), b""
            )
    assert expected.status_code in (403, 404)
    after = await belongings(common, world.laundry.tenant.id)
    # That somebody asked for a code is counted, and nothing else has changed.
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"identity.sessions", "identity.peer_tries"}, changed


async def test_no_list_search_or_export_shows_another_branch(
    cashier: AsyncClient, admin: AsyncClient, elsewhere: list[UUID]
) -> None:
    hidden = {str(id_) for id_ in elsewhere}
    near = [each for each in OF_STAFF if each.name == "listNear"]
    lists = [each for each in (*LISTS, *near) if each.scope in ROLE_SCOPES["branch"]]
    assert len(lists) >= 2
    for operation in lists:
        params: dict[str, Any]
        for params in ({}, NEAR, {"q": "9345 2000"}, {"q": "Salim"}, {"limit": 200}):
            theirs = await cashier.get(operation.path, params=params)
            assert not [id_ for id_ in hidden if id_ in theirs.text], operation.name
    everywhere = await admin.get(CUSTOMERS, params={"limit": 200})
    assert hidden & {each["id"] for each in everywhere.json()["data"]}
    # Whose phone it is elsewhere is not told, only that somebody has it.
    known = await cashier.post(CUSTOMERS, json={**STUB, "phone": "9345 2000"})
    assert (known.status_code, known.json()["code"]) == (409, "phone_known")
    assert (known.json()["candidates"], known.json()["elsewhere"]) == ([], 1)


async def test_branch_staff_count_their_own_branch_alone(
    cashier: AsyncClient,
    admin: AsyncClient,
    common: Installation,
    world: World,
    elsewhere: list[UUID],
) -> None:
    assert elsewhere
    assert (await cashier.post(CUSTOMERS, json={"type": "guest"})).status_code == 201
    await count(common, world.laundry)
    path = f"{CUSTOMERS}/statistics"
    theirs, all_of_them = (await cashier.get(path)).json(), (await admin.get(path)).json()
    own = str(world.laundry.branches[0].id)
    assert [each["branch_id"] for each in theirs["by_branch"]] == [own]
    assert len(all_of_them["by_branch"]) > 1


async def test_what_a_body_names_is_of_their_branch_or_of_nobody(
    cashier: AsyncClient, client: AsyncClient, world: World, elsewhere: list[UUID]
) -> None:
    house = world.laundry
    company = {"type": "stub", "kind": "company", "name": "Noor", "phone": "9345 5000"}
    company["branch_id"] = str(house.branches[1].id)
    theirs = (await client.post(CUSTOMERS, json=company)).json()["id"]
    requests: tuple[tuple[str, dict[str, str], str, list[Any]], ...] = (
        (CUSTOMERS, {"type": "guest"}, "company_id", [theirs, *elsewhere]),
        (CUSTOMERS, {"type": "guest"}, "branch_id", [house.branches[1].id]),
    )
    for path, body, name, ids in requests:
        answers = set()
        for id_ in (*ids, uuid4(), world.bakery.ana.id):
            answer = await cashier.post(path, json={**body, name: str(id_)})
            answers.add((answer.status_code, answer.content.replace(str(id_).encode(), b"")))
        assert len(answers) == 1, (path, name, answers)
        assert answers.pop()[0] in (404, 422), (path, name)
    moved = await cashier.patch(
        f"{CUSTOMERS}/{(await cashier.post(CUSTOMERS, json={'type': 'guest'})).json()['id']}",
        json={"branch_id": str(house.branches[1].id)},
    )
    assert moved.status_code in (403, 422), moved.text


async def test_a_code_for_whom_they_do_not_see_is_asked_for_and_goes_nowhere(
    cashier: AsyncClient, client: AsyncClient, common: Installation, world: World
) -> None:
    """With the number that is theirs: answered as for nobody at all."""
    house, asked = world.laundry, []
    for place, branch in enumerate((house.branches[1].id, None, house.branches[0].id)):
        body = {**STUB, "phone": f"9345 610{place}", "branch_id": branch and str(branch)}
        made = await client.post(CUSTOMERS, json=body)
        asked.append((made.json()["id"], body["phone"]))
    seen = asked.pop()
    asked += [(str(uuid4()), "9345 6103"), (str(world.bakery.ana.id), "9345 6104")]
    answers = []
    for customer_id, phone in (*asked, seen):
        wish = {"phone": phone, "purpose": "verification", "customer_id": customer_id}
        answer = await cashier.post(SEND, json=wish)
        assert answer.status_code == 200, answer.text
        answers.append(answer.json())
    assert {(each["expires_in"], each["resend_in"]) for each in answers} == {(300, 60)}
    left = await rows(
        common,
        "SELECT is_real FROM identity.challenges WHERE id = ANY ($1::uuid[]) ORDER BY id",
        [UUID(each["challenge_id"]) for each in answers],
    )
    assert [each["is_real"] for each in left] == [False, False, False, False, True]


async def test_an_export_is_of_whoever_asked_as_they_stood(
    cashier: AsyncClient, admin: AsyncClient, common: Installation, world: World
) -> None:
    house = world.laundry
    asked = await cashier.post("/api/v1/exports", json=BODIES["createExport"])
    assert asked.status_code == 202, asked.text
    id_ = asked.json()["id"]
    (kept,) = await rows(
        common,
        "SELECT actor_kind, actor_id, branch_id FROM exports.exports WHERE id = $1",
        UUID(id_),
    )
    assert tuple(kept.values()) == ("staff", house.cashier.id, house.branches[0].id)
    assert (await cashier.get(f"/api/v1/exports/{id_}")).status_code == 200
    for address in (f"/api/v1/exports/{id_}", f"/api/v1/exports/{id_}/file"):
        assert (await admin.get(address)).status_code == 404
    # And what needs a scope that a cashier has not stays shut, whatever kind is named.
    for kind in ("changes", "looks"):
        refused = await cashier.post("/api/v1/exports", json={"kind": kind})
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


async def test_an_admin_in_one_branch_sees_that_branch(
    app: Any, common: Installation, world: World, elsewhere: list[UUID]
) -> None:
    house = world.laundry
    _, tokens = await staff_signed_in(common, house, house.admin, house.branches[0])
    async with speaking(app, tokens.access_token) as person:
        for id_ in elsewhere:
            assert (await person.get(f"{CUSTOMERS}/{id_}")).status_code == 404


async def test_an_answer_that_was_kept_in_one_branch_is_not_given_in_another(
    app: Any, common: Installation, world: World
) -> None:
    house = world.laundry
    first, second = house.branches
    headers = {"Idempotency-Key": "one customer"}
    body = {**STUB, "phone": "9345 3000"}
    answers = []
    for branch in (first, first, second):
        _, tokens = await staff_signed_in(common, house, house.admin, branch)
        async with speaking(app, tokens.access_token) as person:
            answers.append(await person.post(CUSTOMERS, json=body, headers=headers))
    assert [each.status_code for each in answers] == [201, 201, 422]
    assert answers[1].json()["id"] == answers[0].json()["id"]
    assert answers[2].json()["code"] == "idempotency_mismatch"


async def test_another_house_is_not_there_for_staff(
    admin: AsyncClient, common: Installation, world: World
) -> None:
    other = world.bakery
    before = await belongings(common, other.tenant.id)
    for operation in OF_AN_ID:
        if operation not in OF_STAFF:
            continue
        theirs, nobody = own_id(operation, other), uuid4()
        answers = {
            (answer.status_code, answer.content.replace(str(id_).encode(), b""))
            for id_ in (theirs, nobody)
            for answer in [await ask(admin, operation, id_)]
        }
        assert len(answers) == 1, operation.name
    assert await belongings(common, other.tenant.id) == before


# What wants a sign-in of the last minutes, and what staff may not do in a customer's stead.


async def test_what_is_sensitive_wants_a_young_sign_in(
    app: Any, common: Installation, world: World
) -> None:
    house = world.laundry
    sensitive = {each.name for each in api.OPERATIONS if each.is_sensitive}
    # What the console asks the password for again (`fresh`), and the API has too.
    settings = {"changeSettings", "changeLimits", "setChannel", "removeChannel"}
    assert sensitive == {"createApiKey", "createExport"} | settings
    session, tokens = await staff_signed_in(common, house, house.owner)
    async with speaking(app, tokens.access_token) as person:
        made = await person.post("/api/v1/api-keys", json=BODIES["createApiKey"])
        assert made.status_code == 201, made.text
    session, tokens = await staff_signed_in(common, house, house.owner)
    async with common.connection() as connection:
        await connection.execute(
            "UPDATE identity.sessions SET proven_at = now() - interval '11 minutes' WHERE id = $1",
            session.id,
        )
    async with speaking(app, tokens.access_token) as person:
        for operation in [each for each in api.OPERATIONS if each.is_sensitive]:
            refused = await ask(person, operation)
            assert (refused.status_code, refused.json()["code"]) == (403, "sign_in_too_old")
        assert (await person.get("/api/v1/api-keys")).status_code == 200


async def test_staff_prove_whose_number_it_is_and_never_sign_in_as_them(
    cashier: AsyncClient,
) -> None:
    made = await cashier.post(CUSTOMERS, json={**STUB, "phone": "9345 4000"})
    wish = {"phone": "9345 4000", "customer_id": made.json()["id"]}
    asked = await cashier.post(SEND, json={**wish, "purpose": "verification"})
    assert asked.status_code == 200, asked.text
    for purpose in ("login", "registration"):
        refused = await cashier.post(SEND, json={"phone": "9345 4000", "purpose": purpose})
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


async def test_a_code_is_typed_in_the_sign_in_that_asked_for_it(
    cashier: AsyncClient, app: Any, common: Installation, world: World
) -> None:
    """As at the till: in another sign-in it is a wrong one, and spends no try of the first."""
    house = world.laundry
    made = await cashier.post(CUSTOMERS, json={**STUB, "phone": "9345 4001"})
    wish = {"phone": "9345 4001", "purpose": "verification", "customer_id": made.json()["id"]}
    challenge = (await cashier.post(SEND, json=wish)).json()["challenge_id"]
    async with (
        common.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        row = await tx.row(NEWEST)
        assert row is not None
        code = code_of(tx.keys, row["id"], row["purpose"], row["destination"])
        _, others = await staff_sign_in(tx, house, house.cashier)
    typed = {"challenge_id": challenge, "code": code}
    async with speaking(app, others.access_token) as elsewhere:
        for _ in range(4):
            refused = await elsewhere.post(VERIFY, json=typed)
            assert (refused.status_code, refused.json()["code"]) == (400, "otp_invalid")
    proven = await cashier.post(VERIFY, json=typed)
    assert proven.status_code == 200, proven.text
    assert proven.json()["customer"]["verifications"]["phone"] is True
    assert proven.json()["access_token"] is None
