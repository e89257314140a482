"""A customer's account over the API: where they are signed in, ended; wrong codes forgiven."""

from httpx import AsyncClient

from tests.api.people import bearer, signed_in
from tests.api.traces import rows
from tests.instruments.installation import Installation
from tests.world import World


async def test_sign_ins_are_seen_and_ended_everywhere(
    client: AsyncClient, common: Installation, world: World
) -> None:
    ana = world.laundry.ana
    _, tokens = await signed_in(common, world.laundry)
    address = f"/api/v1/customers/{ana.id}"
    seen = (await client.get(f"{address}/account")).json()
    assert seen["has_account"] is True
    assert [each["client"] for each in seen["sign_ins"]] == ["app"]
    assert (seen["wrong_codes"], seen["is_stopped"]) == (0, False)
    ended = await client.post(f"{address}/sign-out")
    assert (ended.status_code, ended.json()) == (200, {"ended": 1})
    assert (await client.get(f"{address}/account")).json()["sign_ins"] == []
    assert (await client.post(f"{address}/sign-out")).json() == {"ended": 0}
    used = {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token}
    pk = bearer(world.laundry.publishable_key)
    refused = await client.post("/api/v1/auth/token", json=used, headers=pk)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_grant")


async def test_who_never_came_in_has_no_account_and_nothing_to_end(
    client: AsyncClient, bakery: AsyncClient
) -> None:
    made = await client.post("/api/v1/customers", json={"type": "guest"})
    address = f"/api/v1/customers/{made.json()['id']}"
    seen = (await client.get(f"{address}/account")).json()
    assert (seen["has_account"], seen["account_status"], seen["sign_ins"]) == (
        False,
        "temporary",
        [],
    )
    assert (await client.post(f"{address}/sign-out")).json() == {"ended": 0}
    for asked in (bakery.get(f"{address}/account"), bakery.post(f"{address}/sign-out")):
        assert (await asked).status_code == 404
    assert (await bakery.post(f"{address}/give-tries-back")).status_code == 404


async def test_tries_are_given_back_after_too_many_wrong_codes(
    client: AsyncClient, common: Installation, world: World
) -> None:
    given = {"type": "stub", "name": "Noor", "phone": "9234 7711"}
    made = (await client.post("/api/v1/customers", json=given)).json()
    address = f"/api/v1/customers/{made['id']}"
    pk = bearer(world.laundry.publishable_key)
    asked = {"phone": given["phone"], "purpose": "registration"}
    sent = await client.post("/api/v1/customers/send-otp", json=asked, headers=pk)
    typed = {"challenge_id": sent.json()["challenge_id"], "code": "000000"}
    await client.post("/api/v1/customers/verify-otp", json=typed, headers=pk)
    await rows(
        common,
        "UPDATE identity.code_failures SET in_a_row = $2 WHERE tenant_id = $1",
        world.laundry.tenant.id,
        100,
    )
    stopped = (await client.get(f"{address}/account")).json()
    assert (stopped["wrong_codes"], stopped["is_stopped"]) == (100, True)
    assert (await client.post(f"{address}/give-tries-back")).status_code == 204
    again = (await client.get(f"{address}/account")).json()
    assert (again["wrong_codes"], again["is_stopped"]) == (0, False)
