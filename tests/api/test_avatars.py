"""Pictures over the API: what is taken, what is refused, and with which headers they go out."""

import pytest
from httpx import AsyncClient

from regulars.runtime.pictures import PICTURE_BYTES_MAX
from tests.api.samples import picture

PNG = {"Content-Type": "image/png"}


@pytest.fixture
async def path(client: AsyncClient) -> str:
    made = await client.post("/api/v1/customers", json={"type": "guest"})
    return f"/api/v1/customers/{made.json()['id']}/avatar"


async def test_a_picture_is_given_seen_and_taken_away(client: AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404
    given = await client.put(path, content=picture(), headers=PNG)
    assert given.status_code == 200, given.text
    assert given.json()["avatar"] == path
    seen = await client.get(path)
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/webp")
    assert seen.content[8:12] == b"WEBP"
    assert seen.headers["cache-control"] == "private, no-cache"
    again = await client.get(path, headers={"If-None-Match": seen.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (await client.delete(path)).status_code == 204
    assert (await client.get(path)).status_code == 404


async def test_a_picture_from_an_older_version_is_refused(client: AsyncClient, path: str) -> None:
    answer = await client.put(path, content=picture(), headers={**PNG, "If-Match": '"7"'})
    assert answer.status_code == 412


async def test_a_picture_is_replaced_from_the_one_that_was_seen(
    client: AsyncClient, path: str
) -> None:
    """The tag of a picture is what If-Match takes at its address."""
    await client.put(path, content=picture(), headers=PNG)
    seen = {"If-Match": (await client.get(path)).headers["etag"]}
    replaced = await client.put(path, content=picture(), headers={**PNG, **seen})
    assert replaced.status_code == 200
    assert replaced.headers["etag"] == (await client.get(path)).headers["etag"]
    assert (await client.delete(path, headers=seen)).status_code == 412


@pytest.mark.parametrize(
    ("kind", "content", "status", "code"),
    [
        ("image/png", b"not a picture", 422, "invalid"),
        ("image/gif", b"GIF89a", 415, "unsupported_media_type"),
        ("application/json", b"{}", 415, "unsupported_media_type"),
        ("image/png", b"\x89PNG" + b"0" * PICTURE_BYTES_MAX, 413, "body_too_large"),
    ],
)
async def test_what_is_no_picture_is_refused(
    client: AsyncClient, path: str, kind: str, content: bytes, status: int, code: str
) -> None:
    answer = await client.put(path, content=content, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await client.get(path)).status_code == 404
