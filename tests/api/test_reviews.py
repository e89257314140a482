"""Papers over the API: asked for, found in the queue, looked at, decided by somebody else."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient

from tests.api.samples import picture
from tests.api.serving import speaking
from tests.api.traces import rows
from tests.instruments.installation import Installation
from tests.world import World

REVIEWS = "/api/v1/verifications"


async def program_with(client: AsyncClient, *scopes: str) -> str:
    made = await client.post("/api/v1/api-keys", json={"name": "desk", "scopes": list(scopes)})
    secret: str = made.json()["secret"]
    return secret


@pytest.fixture
async def reviewer(app: Any, client: AsyncClient) -> AsyncIterator[AsyncClient]:
    """Another program than the one that hands papers in, without the birth date."""
    key = await program_with(client, "verifications:review", "customers:read")
    async with speaking(app, key) as other:
        yield other


@pytest.fixture
async def customer(client: AsyncClient) -> str:
    given = {"type": "guest", "birth_date": "1990-05-01"}
    made = await client.post("/api/v1/customers", json=given)
    return f"/api/v1/customers/{made.json()['id']}"


async def handed_in(client: AsyncClient, customer: str) -> str:
    answer = await client.post(
        f"{customer}/verifications",
        params={"document": "passport"},
        content=picture(),
        headers={"Content-Type": "image/png"},
    )
    assert answer.status_code == 201, answer.text
    return f"{REVIEWS}/{answer.json()['id']}"


async def test_a_paper_is_asked_for_and_no_longer_wanted(
    client: AsyncClient, customer: str
) -> None:
    asked = await client.post(f"{customer}/verifications/ask", json={"document": "id_card"})
    assert (asked.status_code, asked.json()["state"]) == (201, "requested")
    again = await client.post(f"{customer}/verifications/ask", json={"document": "id_card"})
    assert (again.status_code, again.json()["code"]) == (409, "verification_open")
    back = await client.post(f"{REVIEWS}/{asked.json()['id']}/withdraw")
    assert (back.status_code, back.json()["state"]) == (200, "withdrawn")


async def test_whoever_handed_it_in_decides_nothing_and_another_does_once(
    client: AsyncClient, reviewer: AsyncClient, customer: str
) -> None:
    paper = await handed_in(client, customer)
    own = await client.post(f"{paper}/approve", json={})
    assert (own.status_code, own.json()["code"]) == (409, "own_paper")
    seen = await reviewer.get(paper)
    assert (seen.json()["handed_in_by"], seen.json()["papers"]) == ("key", 1)
    late = {"If-Match": f'"{seen.json()["version"] - 1}"'}
    assert (await reviewer.post(f"{paper}/approve", json={}, headers=late)).status_code == 412
    now = {"If-Match": seen.headers["etag"]}
    accepted = await reviewer.post(f"{paper}/approve", json={"until": "2027-05-01"}, headers=now)
    assert accepted.status_code == 200, accepted.text
    assert accepted.json()["state"] == "approved"
    assert accepted.json()["expires_at"].startswith("2027-05-01")
    again = await reviewer.post(f"{paper}/reject", json={"reason": "unreadable"})
    assert (again.status_code, again.json()["code"]) == (409, "verification_closed")


async def test_a_paper_is_sent_back_with_a_reason_and_asked_for_again(
    client: AsyncClient, reviewer: AsyncClient, customer: str
) -> None:
    paper = await handed_in(client, customer)
    nothing = await reviewer.post(f"{paper}/reject", json={"reason": "mood"})
    assert (nothing.status_code, nothing.json()["errors"][0]["field"]) == (422, "reason")
    given = {"reason": "unreadable", "note": "Too dark on the left", "asks_again": True}
    rejected = (await reviewer.post(f"{paper}/reject", json=given)).json()
    assert (rejected["state"], rejected["reason"]) == ("rejected", "unreadable")
    assert rejected["note"] == "Too dark on the left"
    states = [
        each["state"] for each in (await client.get(f"{customer}/verifications")).json()["data"]
    ]
    assert sorted(states) == ["rejected", "requested"]


async def test_the_queue_is_paged_and_names_nobody(
    client: AsyncClient, reviewer: AsyncClient
) -> None:
    papers = []
    for _ in range(3):
        made = await client.post("/api/v1/customers", json={"type": "guest"})
        papers.append(await handed_in(client, f"/api/v1/customers/{made.json()['id']}"))
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        asked = {"limit": "2", "cursor": cursor, "document": "passport"}
        page = (await reviewer.get(REVIEWS, params=asked)).json()
        assert len(page["data"]) <= 2
        found += [f"{REVIEWS}/{each['id']}" for each in page["data"]]
        cursor = page["next_cursor"]
    assert [each for each in found if each in papers] == papers
    other = {"limit": "200", "document": "id_card"}
    assert not {each["id"] for each in (await reviewer.get(REVIEWS, params=other)).json()["data"]}
    torn = await reviewer.get(REVIEWS, params={"cursor": "x"})
    assert torn.json()["errors"][0]["field"] == "cursor"


async def test_a_paper_that_is_taken_is_a_look_and_has_no_other_face(
    client: AsyncClient,
    reviewer: AsyncClient,
    customer: str,
    common: Installation,
    world: World,
) -> None:
    paper = await handed_in(client, customer)
    taken = await reviewer.get(f"{paper}/front")
    assert taken.content.startswith(b"\xff\xd8")
    assert taken.headers["content-type"] == "application/octet-stream"
    assert taken.headers["content-disposition"].startswith("attachment")
    assert taken.headers["cache-control"] == "no-store"
    back = await reviewer.get(f"{paper}/back")
    assert back.status_code == 404
    customer_id = customer.rsplit("/", 1)[1]
    looks = await rows(
        common,
        "SELECT kind FROM audit.reads WHERE tenant_id = $1 AND subject_ids && ARRAY[$2::uuid]",
        world.laundry.tenant.id,
        customer_id,
    )
    assert {"kind": "revealed"} in looks


async def test_a_birth_date_cannot_be_tried_out_by_who_may_not_see_it(
    app: Any, client: AsyncClient, reviewer: AsyncClient, customer: str
) -> None:
    paper = await handed_in(client, customer)
    right, wrong = {"birth_date": "1990-05-01"}, {"birth_date": "1990-05-02"}
    answers = [await reviewer.post(f"{paper}/approve", json=given) for given in (right, wrong)]
    assert {each.status_code for each in answers} == {403}
    assert len({each.content for each in answers}) == 1
    key = await program_with(client, "verifications:review", "customers:birth_date")
    async with speaking(app, key) as entitled:
        differs = await entitled.post(f"{paper}/approve", json=wrong)
        assert differs.json()["errors"][0]["code"] == "birth_date_differs"
        assert (await entitled.post(f"{paper}/approve", json=right)).status_code == 200
    told = await client.get(f"{customer}/age", params={"category": "alcohol"})
    assert told.json()["evidence"] == "document"


async def test_a_proof_of_a_phone_is_no_paper(
    client: AsyncClient, bakery: AsyncClient, reviewer: AsyncClient, customer: str
) -> None:
    paper = await handed_in(client, customer)
    for one in ("", "/front", "/back"):
        assert (await bakery.get(f"{paper}{one}")).status_code == 404
    assert (await bakery.post(f"{paper}/approve", json={})).status_code == 404
    assert (await reviewer.get(paper)).json()["state"] == "pending"


async def test_a_decision_that_is_kept_for_a_second_asking_is_the_customers(
    client: AsyncClient, reviewer: AsyncClient, customer: str, common: Installation
) -> None:
    """What the reviewer wrote is about them, and is forgotten with them."""
    paper, once = await handed_in(client, customer), {"Idempotency-Key": "sent back once"}
    given = {"reason": "unreadable", "note": "Too dark on the left"}
    answers = [await reviewer.post(f"{paper}/reject", json=given, headers=once) for _ in range(2)]
    assert [each.json()["note"] for each in answers] == [given["note"]] * 2
    assert answers[1].headers["idempotent-replayed"] == "true"
    kept = await rows(
        common,
        "SELECT k.person_key_id = c.person_key_id AS is_theirs"
        "  FROM runtime.idempotency k"
        "  JOIN customers.customers c ON c.tenant_id = k.tenant_id AND c.id = k.resource_id"
        " WHERE c.id = $1",
        customer.rsplit("/", 1)[1],
    )
    assert kept == [{"is_theirs": True}]
