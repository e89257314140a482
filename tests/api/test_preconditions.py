"""If-Match and If-None-Match: honoured where there is a version, never required."""

import itertools
from typing import Any

import pytest
from httpx import AsyncClient

from regulars.api.preconditions import MATCHES_NOTHING, etag, expected_version, is_known
from tests.api.samples import OF_KEYS, ask, named, picture

# Telephone numbers that nobody has yet.
NUMBERS = itertools.count(2_345_671, 7)


@pytest.mark.parametrize(
    ("header", "version"),
    [
        (None, None),
        ("*", None),
        (" * ", None),
        ('"7"', 7),
        (' "7" ', 7),
        ("7", 7),
        ('"3", "7"', 7),
        ('W/"7"', MATCHES_NOTHING),
        ('W/"9", "7"', 7),
        ('"seven"', MATCHES_NOTHING),
        ('"07"', MATCHES_NOTHING),
        ('"0"', MATCHES_NOTHING),
        ('"-1"', MATCHES_NOTHING),
        ('"9999999999"', MATCHES_NOTHING),
        ("٧", MATCHES_NOTHING),
        ("", MATCHES_NOTHING),
        ('"7', MATCHES_NOTHING),
        ("garbage; drop", MATCHES_NOTHING),
    ],
)
def test_what_a_caller_expects_is_read(header: str | None, version: int | None) -> None:
    assert expected_version(header) == version


@pytest.mark.parametrize(
    ("header", "known"),
    [
        (None, False),
        ("*", True),
        ('"7"', True),
        ('W/"7"', True),
        ('"6", W/"7"', True),
        ('"6"', False),
        ('"77"', False),
        ("", False),
        ("garbage", False),
    ],
)
def test_what_a_caller_has_is_read(header: str | None, known: bool) -> None:
    assert is_known(7, header) == known
    assert not is_known(None, header)


def test_what_is_given_out_comes_back() -> None:
    assert expected_version(etag(12)) == 12
    assert is_known(12, etag(12))


async def fresh(client: AsyncClient) -> dict[str, Any]:
    phone = f"9{next(NUMBERS)}"
    body = {"type": "stub", "name": "Salim", "phone": phone}
    made = await client.post("/api/v1/customers", json=body)
    assert made.headers["etag"] == '"1"'
    customer: dict[str, Any] = made.json()
    return customer


# An invitation has no version: it is replaced, never changed.
OF_A_VERSION = [
    operation
    for operation in OF_KEYS
    if operation.is_of_one
    and operation.method != "GET"
    and "{" in operation.path
    and operation.name != "cancelInvitation"
]


async def made_ready(client: AsyncClient, operation: Any) -> tuple[str, int, str | None]:
    """The id and version of something that the operation will accept, and the id of a part."""
    if "/branches/" in operation.path:
        branch = (await client.post("/api/v1/branches", json={"name": "Nizwa"})).json()
        return branch["id"], branch["version"], None
    customer = await fresh(client)
    if "/verifications/{id" in operation.path:
        return *await _handed_in(client, customer["id"]), None
    path = f"/api/v1/customers/{customer['id']}"
    if "/addresses/" in operation.path:
        address = (await client.post(f"{path}/addresses", json={"city": "Nizwa"})).json()
        part = f"{path}/addresses/{address['id']}"
        if operation.name == "restoreAddress":
            await client.delete(part)
        return customer["id"], (await client.get(part)).json()["version"], address["id"]
    if operation.name == "restoreCustomer":
        await client.delete(path)
    if operation.name == "unsuspendCustomer":
        body = {"reason": "argues", "until": "2027-01-01T00:00:00Z"}
        await client.post(f"{path}/suspend", json=body)
    if operation.name == "unblockCustomer":
        await client.post(f"{path}/block", json={"reason": "late"})
    return customer["id"], (await client.get(path)).json()["version"], None


async def _handed_in(client: AsyncClient, customer_id: str) -> tuple[str, int]:
    """By another program: nobody decides about their own."""
    other = {"name": "counter", "scopes": ["customers:write"]}
    secret = (await client.post("/api/v1/api-keys", json=other)).json()["secret"]
    made = await client.post(
        f"/api/v1/customers/{customer_id}/verifications",
        params={"document": "passport"},
        content=picture(),
        headers={"Content-Type": "image/png", "Authorization": f"Bearer {secret}"},
    )
    paper = await client.get(f"/api/v1/verifications/{made.json()['id']}")
    return paper.json()["id"], paper.json()["version"]


@pytest.mark.parametrize("operation", OF_A_VERSION, ids=named)
async def test_nobodys_change_is_written_over(client: AsyncClient, operation: Any) -> None:
    id_, version, part_id = await made_ready(client, operation)
    for wrong in (f'"{version + 1}"', f'"{version - 1}"', f'W/"{version}"', "garbage"):
        headers = {"If-Match": wrong}
        refused = await ask(client, operation, id_, part_id=part_id, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (412, "version_conflict"), wrong
    headers = {"If-Match": f'"{version}"'}
    allowed = await ask(client, operation, id_, part_id=part_id, headers=headers)
    assert allowed.status_code in (200, 204), allowed.text
    if allowed.status_code == 200:
        assert allowed.headers["etag"] == f'"{version + 1}"'


@pytest.mark.parametrize("operation", OF_A_VERSION, ids=named)
@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}])
async def test_without_a_version_it_is_done_whatever_it_is(
    client: AsyncClient, operation: Any, headers: dict[str, str]
) -> None:
    id_, _, part_id = await made_ready(client, operation)
    answer = await ask(client, operation, id_, part_id=part_id, headers=headers)
    assert answer.status_code in (200, 204)


async def test_settings_have_a_version_too(client: AsyncClient) -> None:
    read = await client.get("/api/v1/settings")
    version = read.headers["etag"]
    change = {"time_zone": "Asia/Dubai"}
    wrong = await client.patch("/api/v1/settings", json=change, headers={"If-Match": '"99"'})
    assert wrong.status_code == 412
    done = await client.patch("/api/v1/settings", json=change, headers={"If-Match": version})
    assert done.status_code == 200
    again = await client.patch("/api/v1/settings", json=change, headers={"If-Match": version})
    assert again.status_code == 412


async def test_what_the_caller_has_is_not_sent_again(client: AsyncClient) -> None:
    path = f"/api/v1/customers/{(await fresh(client))['id']}"
    for header in ('"1"', 'W/"1"', "*", '"9", "1"'):
        answer = await client.get(path, headers={"If-None-Match": header})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == '"1"'
        assert "content-type" not in answer.headers
    assert (await client.get(path, headers={"If-None-Match": '"2"'})).status_code == 200
    assert (await client.get(path, headers={"If-Match": '"2"'})).status_code == 412
    assert (await client.get(path, headers={"If-Match": '"1"'})).status_code == 200


async def test_a_change_is_never_answered_with_not_modified(client: AsyncClient) -> None:
    path = f"/api/v1/customers/{(await fresh(client))['id']}"
    answer = await client.patch(path, json={"tags": ["vip"]}, headers={"If-None-Match": '"2"'})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)


async def test_a_branch_keeps_the_name_that_a_patch_does_not_mention(client: AsyncClient) -> None:
    made = await client.post("/api/v1/branches", json={"name": "Sur", "name2": "صور"})
    path = f"/api/v1/branches/{made.json()['id']}"
    renamed = await client.patch(path, json={"name": "Sur Souq"})
    assert (renamed.json()["name"], renamed.json()["name2"]) == ("Sur Souq", "صور")
    cleared = await client.patch(path, json={"name2": None})
    assert (cleared.json()["name"], cleared.json()["name2"]) == ("Sur Souq", None)


async def test_what_cannot_be_read_is_said_before_that_it_was_changed(client: AsyncClient) -> None:
    path = f"/api/v1/customers/{(await fresh(client))['id']}"
    answer = await client.patch(path, json={"colour": "red"}, headers={"If-Match": '"9"'})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["colour"]
