"""The journal over the API: every change, by whom, without what is personal."""

from typing import Any

import pytest
from httpx import AsyncClient

from tests.instruments.leakscan import scan

AUDIT = "/api/v1/audit"
CUSTOMERS = "/api/v1/customers"


async def test_each_change_is_there_newest_first_with_its_request(client: AsyncClient) -> None:
    headers = {"Request-Id": "audit-0001"}
    made = await client.post(CUSTOMERS, json={"type": "guest"}, headers=headers)
    id_ = made.json()["id"]
    await client.patch(f"{CUSTOMERS}/{id_}", json={"tags": ["vip"]})
    page = await client.get(AUDIT, params={"subject_id": id_})
    changed, registered = page.json()["data"]
    assert (registered["name"], registered["request_id"]) == ("customers.registered", "audit-0001")
    assert (changed["name"], changed["data"]["fields"]) == ("customers.changed", ["tags"])
    assert registered["actor_kind"] == "key"
    assert registered["subject_id"] == id_
    assert (await client.get(AUDIT, params={"limit": 1})).json()["data"][0] == changed


async def test_a_refused_change_is_no_fact(client: AsyncClient) -> None:
    made = await client.post(CUSTOMERS, json={"type": "guest"})
    path = f"{CUSTOMERS}/{made.json()['id']}"
    for answer in (
        await client.patch(path, json={"phone": "12"}),
        await client.patch(path, json={"tags": ["a"]}, headers={"If-Match": '"7"'}),
        await client.post(f"{path}/unblock"),
        await client.patch(path, json={"tags": ["a"], "x": 1}),
    ):
        assert answer.status_code >= 400
    page = await client.get(AUDIT, params={"subject_id": made.json()["id"]})
    assert [fact["name"] for fact in page.json()["data"]] == ["customers.registered"]


async def test_facts_hold_no_personal_value(client: AsyncClient) -> None:
    planted = ["Zubaida Al Kindi", "زبيدة الكندي", "+96891234567", "zubaida@example.com",
               "1987-06-05", "shouts at the cashier"]  # fmt: skip
    name, name2, phone, email, birth_date, reason = planted
    body: dict[str, Any] = {
        "type": "stub", "name": name, "name2": name2, "phone": phone, "email": email,
        "birth_date": birth_date, "preferences": {"note": reason},
    }  # fmt: skip
    made = await client.post(CUSTOMERS, json=body)
    path = f"{CUSTOMERS}/{made.json()['id']}"
    await client.post(f"{path}/block", json={"reason": reason})
    await client.patch(path, json={"name": "Z", "phone": "+96891234321"})
    for address in (AUDIT, f"{AUDIT}/reads"):
        page = await client.get(address, params={"subject_id": made.json()["id"]})
        assert page.json()["data"]
        assert scan([(address, page.content)], planted) == []


@pytest.mark.parametrize("given", ["x", "1", " ", "{}", "01a1f8a5a5b076149c095c2f3cc889"])
async def test_a_subject_is_an_id(client: AsyncClient, given: str) -> None:
    for address in (AUDIT, f"{AUDIT}/reads"):
        answer = await client.get(address, params={"subject_id": given})
        assert [error["field"] for error in answer.json()["errors"]] == ["subject_id"]
        assert answer.json()["errors"][0]["code"] == "wrong_type"


async def test_a_subject_left_blank_is_everybody(client: AsyncClient) -> None:
    await client.post(CUSTOMERS, json={"type": "guest"})
    blank = await client.get(f"{AUDIT}?subject_id=&cursor=&limit=5")
    assert blank.json() == (await client.get(AUDIT, params={"limit": 5})).json()
    trailing = await client.get(f"{AUDIT}?subject_id=01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4%0A")
    assert trailing.status_code == 422
