"""Papers and ages over the API: judged by content, told without a birth date, by own scopes."""

import pytest
from httpx import AsyncClient

from regulars.runtime.papers import PAPER_BYTES_MAX
from tests.api.samples import picture
from tests.runtime.test_papers import pdf

PASSPORT = {"document": "passport"}


@pytest.fixture
async def path(client: AsyncClient) -> str:
    given = {"type": "guest", "birth_date": "1990-05-01"}
    made = await client.post("/api/v1/customers", json=given)
    return f"/api/v1/customers/{made.json()['id']}"


async def test_a_paper_is_handed_in_once_and_listed(client: AsyncClient, path: str) -> None:
    headers = {"Content-Type": "application/pdf"}
    address = f"{path}/verifications"
    given = await client.post(address, params=PASSPORT, content=pdf(), headers=headers)
    assert given.status_code == 201, given.text
    assert (given.json()["state"], given.json()["document"]) == ("pending", "passport")
    again = await client.post(address, params=PASSPORT, content=picture(), headers=headers)
    assert (again.status_code, again.json()["code"]) == (409, "verification_open")
    listed = (await client.get(address)).json()
    assert [each["id"] for each in listed["data"]] == [given.json()["id"]]


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("image/png", b"<svg/>", 422),
        ("application/pdf", pdf(b"<</S/JavaScript>>"), 422),
        ("image/svg+xml", b"<svg/>", 415),
        ("image/png", b"0" * (PAPER_BYTES_MAX + 1), 413),
    ],
)
async def test_what_is_no_paper_is_refused(
    client: AsyncClient, path: str, kind: str, content: bytes, status: int
) -> None:
    headers = {"Content-Type": kind}
    answer = await client.post(
        f"{path}/verifications", params=PASSPORT, content=content, headers=headers
    )
    assert answer.status_code == status
    assert (await client.get(f"{path}/verifications")).json()["data"] == []


async def test_an_age_is_a_yes_or_a_no_and_no_birth_date(client: AsyncClient, path: str) -> None:
    told = await client.get(f"{path}/age", params={"category": "alcohol"})
    assert told.json() == {
        "category": "alcohol",
        "age": 21,
        "answer": "yes",
        "evidence": "declared",
    }
    unset = await client.get(f"{path}/age", params={"category": "knives"})
    assert (unset.status_code, unset.json()["errors"][0]["code"]) == (422, "category_without_age")
